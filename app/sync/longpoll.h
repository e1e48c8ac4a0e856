/* How long the next poll lets central hold its answer back. Networks that drop quiet connections show by polls that die
 * before their time: shorter ones then; after some that ended cleanly a longer one is dared. Pure; the clock comes from
 * the caller. */
#ifndef FOYER_SYNC_LONGPOLL_H
#define FOYER_SYNC_LONGPOLL_H

#include "common/base.h"

#define LONGPOLL_MAX_S 240
#define LONGPOLL_MIN_S 25

struct longpoll {
    int64_t wait_s;
    int64_t asked_ms; /* mono: when the poll that runs was begun */
    int clean_rounds; /* ended with "unchanged", in a row */
};
void longpoll_init(struct longpoll *longpoll);
void longpoll_begin(struct longpoll *longpoll, int64_t mono_ms);
/* "Unchanged" came. true: at once, from a server that drains or somebody who always says so; waiting a little before
 * the next question keeps the loop from turning tight. */
MUST_USE bool longpoll_unchanged(struct longpoll *longpoll, int64_t mono_ms);
/* The connection died while the poll was parked. */
void longpoll_dropped(struct longpoll *longpoll, int64_t mono_ms);
void longpoll_failed(struct longpoll *longpoll); /* … or while it was not: only the clean rounds end */

#endif
