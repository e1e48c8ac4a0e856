#include "kiosk/picture_turn.h"

#include <stdlib.h>

/* Where the pixel (x, y) of the picture as it is shown lies in the w x h picture as it was kept. */
static size_t source(int turn, int x, int y, int w, int h)
{
    int right = w - 1, bottom = h - 1;
    const int from[9][2] = {{x, y}, {x, y},          {right - x, y},          {right - x, bottom - y}, {x, bottom - y},
                            {y, x}, {y, bottom - x}, {right - y, bottom - x}, {right - y, x}};
    return (size_t)from[turn][1] * (size_t)w + (size_t)from[turn][0];
}

void picture_turn(struct picture *picture, int turn)
{
    ASSERT(turn >= 1 && turn <= 8);
    if (turn == 1)
        return;
    int w = picture_turn_lies(turn) ? picture->h : picture->w, h = picture_turn_lies(turn) ? picture->w : picture->h;
    uint32_t *out = xmalloc((size_t)w * (size_t)h * sizeof(*out));
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++)
            out[(size_t)y * (size_t)w + (size_t)x] = picture->argb[source(turn, x, y, picture->w, picture->h)];
    }
    free(picture->argb);
    picture->argb = out;
    picture->w = w;
    picture->h = h;
}
