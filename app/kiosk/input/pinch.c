#include "kiosk/input/pinch.h"

#include <math.h>

void pinch_down(struct pinch *pinch, int64_t id, int x, int y)
{
    if (pinch->count < 2)
        pinch->fingers[pinch->count++] = (struct pinch_finger){id, x, y};
}

static double distance(const struct pinch *pinch, int least_px)
{
    const struct pinch_finger *a = &pinch->fingers[0], *b = &pinch->fingers[1];
    return fmax(hypot(a->x - b->x, a->y - b->y), MAX(least_px, 1));
}

bool pinch_move(struct pinch *pinch, int64_t id, int x, int y, int least_px, struct pinch_step *step)
{
    const struct pinch before = *pinch;
    bool ours = false;
    for (int i = 0; i < pinch->count; i++) {
        if (pinch->fingers[i].id != id)
            continue;
        pinch->fingers[i].x = x;
        pinch->fingers[i].y = y;
        ours = true;
    }
    if (!ours || pinch->count < 2)
        return false;
    const struct pinch_finger *now = pinch->fingers, *was = before.fingers;
    step->ratio = distance(pinch, least_px) / distance(&before, least_px);
    step->x = (now[0].x + now[1].x) / 2;
    step->y = (now[0].y + now[1].y) / 2;
    step->dx = step->x - (was[0].x + was[1].x) / 2;
    step->dy = step->y - (was[0].y + was[1].y) / 2;
    return true;
}

void pinch_up(struct pinch *pinch, int64_t id)
{
    for (int i = 0; i < pinch->count; i++) {
        if (pinch->fingers[i].id != id)
            continue;
        pinch->fingers[i] = pinch->fingers[1];
        pinch->count--;
        return;
    }
}
