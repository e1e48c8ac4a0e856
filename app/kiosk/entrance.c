#include "kiosk/entrance.h"

int entrance_look(struct entrance *entrance, int64_t mono_ms)
{
    if (!entrance->start_ms)
        return 0;
    int64_t left_ms = entrance->start_ms + ENTRANCE_MS - mono_ms;
    if (left_ms <= 0 || left_ms > ENTRANCE_MS) {
        entrance->start_ms = 0;
        return 0;
    }
    return (int)(entrance->way_px * left_ms * left_ms / (ENTRANCE_MS * ENTRANCE_MS));
}

void entrance_shift(struct draw *draw, size_t first, size_t end, int dx)
{
    for (size_t i = first; i < end; i++)
        if (draw->ops[i].kind != DRAW_UNCLIP)
            draw->ops[i].rect.x += dx;
}
