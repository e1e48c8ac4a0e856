/* The terminal's best idea of the time (PROTOCOL 1.6). ok: set against central's signed time in this boot. approx: the
 * machine's clock lies after the floor. unknown: it lies before the floor (1970 after a power cut): the floor plus the time
 * since start is used for judging, and no time is shown to residents. Pure over cache words; read once per turn. */
#ifndef FOYER_TERMINAL_TERMCLOCK_H
#define FOYER_TERMINAL_TERMCLOCK_H

#include "terminal/cache.h"

enum clock_trust { CLOCK_UNKNOWN, CLOCK_APPROX, CLOCK_OK };
struct termclock {
    int64_t offset_ms; /* add to clock_wall_ms() */
    enum clock_trust trust;
};
struct termclock termclock_read(struct cache *cache /* NULL is fine */);
const char *termclock_word(enum clock_trust trust); /* "ok" … for the wire */

#endif
