/* Two touches where things are read aloud: the first says what is there, the second, on the same thing and soon, does
 * it. What was pointed at has a ring around it until then. Remembers an id, never words. Pure. */
#ifndef FOYER_KIOSK_POINTED_H
#define FOYER_KIOSK_POINTED_H

#include "kiosk/theme.h"

#define POINTED_MS 10000

struct pointed {
    char id[96];      /* "": nothing; a longer id is cut, and compared cut */
    int64_t since_ms; /* monotonic */
};
/* true: this was pointed at before and is meant. false: now it is pointed at, and *label (borrowed from `draw`) says
 * what it is called; NULL: there is nothing to touch. */
bool pointed_touch(struct pointed *pointed, const struct draw *draw, int x, int y, int64_t mono_ms, const char **label);
/* The ring; returns when it goes away by itself, INT64_MAX without one. */
int64_t pointed_show(struct pointed *pointed, struct draw *draw, const struct theme *theme, int64_t mono_ms);

#endif
