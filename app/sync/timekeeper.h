/* The terminal's clock as foyer-sync keeps it: the offset from central's signed time, the floor below which time cannot
 * lie, and the words the kiosk reads (terminal/termclock.h). */
#ifndef FOYER_SYNC_TIMEKEEPER_H
#define FOYER_SYNC_TIMEKEEPER_H

#include "common/json.h"
#include "sync/identity.h"
#include "sync/trust.h"
#include "terminal/termclock.h"

struct timekeeper {
    struct identity *identity;
    struct termclock_words words;
    int64_t hint_ms; /* unsigned "now" of a clock_skew answer minus mono: for request stamps only, judges nothing */
    bool has_hint;
};
void timekeeper_load(struct timekeeper *timekeeper, struct identity *identity);
enum clock_trust timekeeper_trust(const struct timekeeper *timekeeper);
int64_t timekeeper_now_ms(const struct timekeeper *timekeeper);   /* best idea of unix ms */
int64_t timekeeper_stamp_ms(const struct timekeeper *timekeeper); /* for Foyer-Ts */
void timekeeper_hint(struct timekeeper *timekeeper, int64_t now_s);
void timekeeper_raise(struct timekeeper *timekeeper, int64_t certain_s); /* a verified `issued`: not before this */

/* /v1/time's answer to our nonce, asked at asked_ms (mono): false: forged, foreign or stale. */
MUST_USE bool timekeeper_accept(struct timekeeper *timekeeper, const struct trust *trust, const json_t *answer,
                                const char *nonce_hex, int64_t asked_ms);
/* Floor to the identity folder, the clock to the cache. */
void timekeeper_save(struct timekeeper *timekeeper, struct cache *cache);

#endif
