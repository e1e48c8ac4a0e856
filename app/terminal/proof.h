/* shown.db: which notices were on this screen, and for how long (WAL, NORMAL). Written by the kiosk, sent and marked by
 * sync. Not precious: a damaged file is begun anew. Says nothing about persons. Counts are sums of a day, so sending a
 * row twice is harmless. Bounded: PROOF_DAYS and PROOF_ROWS_MAX. One `proof` per thread. */
#ifndef FOYER_TERMINAL_PROOF_H
#define FOYER_TERMINAL_PROOF_H

#include "common/base.h"
#include "common/ids.h"

#define PROOF_DAYS        60
#define PROOF_ROWS_MAX    20000
#define PROOF_MISSING_MAX 2000 /* characters, of all items */
#define PROOF_DAY_LEN     10   /* "2026-11-25", in the community's zone */

/* Rows about no notice but the screen itself: minutes of a day in which nothing could be read on it, and why. */
#define PROOF_SCREEN       "screen."
#define PROOF_SCREEN_DARK  "screen.dark"  /* within its hours, but the panel was not lit */
#define PROOF_SCREEN_CLOCK "screen.clock" /* the clock was unknown; told under the day on which it became known */

struct proof_row {
    char day[PROOF_DAY_LEN + 1];
    char item[ID_MAX + 1];
    int64_t ver;
    int64_t first, last;    /* unix s: first and last on the glass */
    int64_t times, seconds; /* in the rotation, as a strip, over the whole screen */
    int64_t opened;         /* how often somebody opened it */
    int64_t minutes;        /* it could have been opened, on a lit panel within the screen's hours */
    int64_t rev;            /* of the row, for proof_sent */
};
struct proof_missing { /* a character of a notice that no font of this terminal has */
    char item[ID_MAX + 1];
    uint32_t code;
};

struct proof;
MUST_USE struct proof *proof_open(const char *dir); /* both sides. NULL: logged */
void proof_close(struct proof *proof);

/* Kiosk. Adds what happened since the last time, in one transaction: counts are summed, the earliest first and the
 * latest last are kept. Drops what is too old. false: logged, nothing of it is stored. */
MUST_USE bool proof_add(struct proof *proof, const struct proof_row *rows, size_t count);
MUST_USE bool proof_add_missing(struct proof *proof, const char *item, uint32_t code); /* once each */

/* Sync: rows that changed since they were last sent, oldest day first. */
size_t proof_due(struct proof *proof, struct proof_row *rows, size_t max);
size_t proof_due_missing(struct proof *proof, struct proof_missing *missing, size_t max);
/* They arrived. A row that has changed since stays due. */
MUST_USE bool proof_sent(struct proof *proof, const struct proof_row *rows, size_t count,
                         const struct proof_missing *missing, size_t missing_count);

#endif
