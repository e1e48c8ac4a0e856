/* Five seconds on the community's name lock touch for a minute, so that the glass can be wiped. Nobody holds a finger
 * there by chance, and whoever cleans needs no key. Pure; times are monotonic ms. */
#ifndef FOYER_KIOSK_CLEANING_H
#define FOYER_KIOSK_CLEANING_H

#include "common/base.h"

#define CLEANING_HOLD_MS 5000
#define CLEANING_MS      60000

struct cleaning {
    int64_t held_ms;  /* since when the finger is on the name; 0: it is not */
    int64_t until_ms; /* touch is locked; 0: it is not */
};
void cleaning_hold(struct cleaning *cleaning, int64_t ms); /* a finger was put on the name */
void cleaning_lift(struct cleaning *cleaning);             /* lifted, or slid away */
/* Seconds left of the lock, 0: touch is as usual. Call it each turn: it begins and ends the lock. */
int cleaning_look(struct cleaning *cleaning, int64_t ms);
int64_t cleaning_next_ms(const struct cleaning *cleaning, int64_t ms); /* when the answer changes; INT64_MAX: never */

#endif
