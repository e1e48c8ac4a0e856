#include "kiosk/idle.h"

struct idle idle_look(int64_t mono_ms, int64_t last_touch_ms, int64_t page_ms)
{
    int64_t end_ms = last_touch_ms + MAX(page_ms, 2 * IDLE_WARN_MS);
    int64_t left_ms = end_ms - mono_ms;
    if (left_ms <= 0)
        return (struct idle){IDLE_LEAVE, 0, mono_ms};
    if (left_ms > IDLE_WARN_MS)
        return (struct idle){IDLE_STAY, 0, end_ms - IDLE_WARN_MS};
    int left_s = (int)((left_ms + 999) / 1000);
    return (struct idle){IDLE_WARN, left_s, end_ms - (int64_t)(left_s - 1) * 1000};
}
