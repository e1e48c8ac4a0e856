/* Every wait of foyer-sync has a name, a spread and a cap here, so that a fleet does not call in chorus and a log line
 * can say why nothing happens. Pure but for the random numbers. */
#ifndef FOYER_SYNC_DELAY_H
#define FOYER_SYNC_DELAY_H

#include "common/base.h"

enum delay {
    DELAY_BOOT,        /* before the first call of a terminal that is enrolled: 0 … fleet/800 s, told by central */
    DELAY_ENROL_AGAIN, /* 5-15 s: a refused or ended enrolment starts anew */
    DELAY_REVOKED,     /* 6-12 h: central says 403; ask again whether it still means it */
    DELAY_HEADS,       /* 9-15 h: all heads again, in case a network hides changes */
    DELAY_STATUS,      /* 50-70 min */
    DELAY_TIME,        /* 5-7 h: the clock against central's signed time */
    DELAY_CLOCK_SAVE,  /* 10 min: the clock's floor to disk */
    DELAY_COLLECT,     /* 10 min after a change: blobs nobody names any more */
    DELAY_OUTBOX_LOOK, /* 15-30 s: waiting entries, should a bell have been lost; a cache that was deleted */
    DELAY_ROOT,        /* 5-10 min: between two questions for a newer root document */
    DELAY_SHOWN,       /* 10-20 min: counts of what was shown, when nothing new was drawn */
    DELAY_COUNT
};
struct delays {
    int64_t scale;  /* 1; tests and demonstrations divide every delay by it */
    int64_t boot_s; /* upper end of DELAY_BOOT, 2 … 120 s */
};
int64_t delay_ms(const struct delays *delays, enum delay delay);
int64_t delay_scaled_ms(const struct delays *delays, int64_t ms); /* a delay that somebody else named */
int64_t delay_between_ms(const struct delays *delays, int64_t low_s,
                         int64_t high_s); /* U(low, high), capped at 600 s */
int64_t delay_timeout_ms(const struct delays *delays,
                         int64_t ms); /* scaled, but never under 3 s: a slow machine is no dead network */

/* Full jitter: U(0, min(600, 2·2^n)) seconds for the n-th failure in a row; at least 100 ms. */
int64_t delay_backoff_ms(const struct delays *delays, int failures);

#endif
