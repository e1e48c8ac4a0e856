#include "kiosk/cleaning.h"

void cleaning_hold(struct cleaning *cleaning, int64_t ms)
{
    cleaning->held_ms = MAX(ms, 1);
}

void cleaning_lift(struct cleaning *cleaning)
{
    cleaning->held_ms = 0;
}

int cleaning_look(struct cleaning *cleaning, int64_t ms)
{
    if (cleaning->held_ms && ms - cleaning->held_ms >= CLEANING_HOLD_MS) {
        cleaning->held_ms = 0;
        cleaning->until_ms = ms + CLEANING_MS;
    }
    if (cleaning->until_ms && ms >= cleaning->until_ms)
        cleaning->until_ms = 0;
    return cleaning->until_ms ? (int)((cleaning->until_ms - ms + 999) / 1000) : 0;
}

int64_t cleaning_next_ms(const struct cleaning *cleaning, int64_t ms)
{
    if (cleaning->until_ms)
        return cleaning->until_ms - (cleaning->until_ms - ms - 1) / 1000 * 1000;
    return cleaning->held_ms ? cleaning->held_ms + CLEANING_HOLD_MS : INT64_MAX;
}
