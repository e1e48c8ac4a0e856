#include "kiosk/typing/hold.h"

bool hold_look(struct hold *hold, bool is_pressed, int press, int64_t mono_ms, int64_t *redraw_at_ms)
{
    if (!is_pressed)
        return false;
    if (!hold->next_ms || hold->press != press)
        *hold = (struct hold){press, 0, mono_ms + HOLD_FIRST_MS};
    if (hold->fired >= HOLD_MOST)
        return false;
    bool is_due = mono_ms >= hold->next_ms;
    if (is_due)
        hold->next_ms = mono_ms + (++hold->fired < HOLD_SLOW ? HOLD_SLOW_MS : HOLD_FAST_MS);
    *redraw_at_ms = MIN(*redraw_at_ms, hold->next_ms);
    return is_due;
}

bool hold_has_fired(const struct hold *hold, int press)
{
    return hold->fired && hold->press == press;
}
