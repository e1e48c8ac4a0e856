#include "kiosk/turn.h"

#include <math.h>

bool turn_is_sideways(int degrees)
{
    return degrees == 90 || degrees == 270;
}

struct rect turn_to_glass(const struct turn *turn, struct rect r)
{
    switch (turn->degrees) {
    case 90:
        return (struct rect){turn->h - r.y - r.h, r.x, r.h, r.w};
    case 180:
        return (struct rect){turn->w - r.x - r.w, turn->h - r.y - r.h, r.w, r.h};
    case 270:
        return (struct rect){r.y, turn->w - r.x - r.w, r.h, r.w};
    default:
        return r;
    }
}

void turn_to_picture(const struct turn *turn, double glass_x, double glass_y, int *x, int *y)
{
    double px = glass_x, py = glass_y;
    switch (turn->degrees) {
    case 90:
        px = glass_y, py = 1 - glass_x;
        break;
    case 180:
        px = 1 - glass_x, py = 1 - glass_y;
        break;
    case 270:
        px = 1 - glass_y, py = glass_x;
        break;
    default:
        break;
    }
    *x = CLAMP((int)floor(px * turn->w), 0, turn->w - 1);
    *y = CLAMP((int)floor(py * turn->h), 0, turn->h - 1);
}

/* Where the picture's next pixel to the right goes on the glass, counted in pixels of its memory. */
static ptrdiff_t step_right(int degrees, int to_stride)
{
    return degrees == 90 ? to_stride : degrees == 180 ? -1 : degrees == 270 ? -(ptrdiff_t)to_stride : 1;
}

void turn_copy(const struct turn *turn, struct rect picture, const uint32_t *from, int from_stride, uint32_t *to,
               int to_stride)
{
    ptrdiff_t step = step_right(turn->degrees, to_stride);
    for (int y = picture.y; y < picture.y + picture.h; y++) {
        const uint32_t *source = from + (ptrdiff_t)y * from_stride + picture.x;
        struct rect first = turn_to_glass(turn, (struct rect){picture.x, y, 1, 1});
        uint32_t *target = to + (ptrdiff_t)first.y * to_stride + first.x;
        for (int x = 0; x < picture.w; x++, target += step)
            *target = source[x];
    }
}
