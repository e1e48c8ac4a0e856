/* Counts what this screen has shown, for the proof that central's staff can look up: how often and how long a notice
 * stood on the glass, when first and last, how often it was opened, and how many minutes it could have been opened.
 * Only a lit panel counts, and nothing about persons is kept. Written by the worker: at once when a version is drawn
 * for the first time (and then sync is rung), else every WITNESS_WRITE_MS.
 *
 * While the clock is unknown the counts stay in memory with their monotonic times; they get their day as soon as it is
 * known. UI thread. */
#ifndef FOYER_KIOSK_WITNESS_H
#define FOYER_KIOSK_WITNESS_H

#include "kiosk/exposure.h"
#include "kiosk/worker.h"

#define WITNESS_WRITE_MS (5 * 60000)

struct witness;
MUST_USE struct witness *witness_open(const char *dir, struct worker *worker /* borrowed; NULL: writes at once */);
void witness_close(struct witness *witness); /* stop the worker before; writes the rest */

struct witness_moment {
    const struct model *model;
    int64_t mono_ms, now_ms;
    enum clock_trust trust;
    bool lit;      /* the panel shows a picture */
    bool in_hours; /* of the screen; a danger may light it outside of them */
};
/* After each picture: what it shows from now on. */
void witness_see(struct witness *witness, const struct witness_moment *moment, const struct exposure *exposure);

#endif
