/* A key that is held down: it acts again and again, faster after a while, and stops when the finger lifts. Pure; times
 * are monotonic ms. */
#ifndef FOYER_KIOSK_TYPING_HOLD_H
#define FOYER_KIOSK_TYPING_HOLD_H

#include "common/base.h"

#define HOLD_FIRST_MS 600 /* longer than an old hand's touch */
#define HOLD_SLOW_MS  180
#define HOLD_SLOW     8 /* so often at the slow pace */
#define HOLD_FAST_MS  60
#define HOLD_MOST     150 /* then it rests: a drop of water holds a key, too */

struct hold {
    int press; /* the finger it counts for */
    int fired; /* how often the key acted under it */
    int64_t next_ms;
};
/* Each build. `press` tells one finger from the next (ui_state.presses). true: the key acts now. *redraw_at_ms is
 * lowered to the next time. */
bool hold_look(struct hold *hold, bool is_pressed, int press, int64_t mono_ms, int64_t *redraw_at_ms);
/* Lifting this finger is no tap: its key has acted already. */
bool hold_has_fired(const struct hold *hold, int press);

#endif
