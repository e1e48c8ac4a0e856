/* Central's signed time: asked when the machine waits for it and again every few hours, and the clock's floor kept on
 * disk meanwhile. One question at a time. Whether an answer is believed is timekeeper.h's judgement. Loop thread only.
 */
#ifndef FOYER_SYNC_CLOCKSYNC_H
#define FOYER_SYNC_CLOCKSYNC_H

#include "sync/call.h"

enum clocksync_end {
    CLOCKSYNC_SET,
    CLOCKSYNC_FORGED, /* not signed by central for this question: the clock stays as it is */
    CLOCKSYNC_NONE,   /* central gave no time */
    CLOCKSYNC_OFFLINE,
};
struct clocksync {
    struct loop *loop;
    struct caller *caller;
    const struct trust *trust;
    struct cache *cache;
    void (*on_end)(enum clocksync_end end, const char *why, void *arg); /* of each question; why: for the log */
    void *arg;

    struct call *call;
    char nonce[33]; /* hex, of the question that runs */
    struct timer again, save;
};
void clocksync_init(struct clocksync *clocksync);  /* after the members above are set */
void clocksync_begin(struct clocksync *clocksync); /* saves the floor, and from now on looks after both by itself */
void clocksync_ask(struct clocksync *clocksync);   /* now; on_end follows, also of a question that runs already */
void clocksync_fini(struct clocksync *clocksync);  /* saves the floor a last time */

#endif
