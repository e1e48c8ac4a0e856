/* A panel that hangs on its side: where a point of the picture lies on the glass and the other way round. `degrees` is
 * how far clockwise the picture is turned: 0, 90, 180, 270. Pure. */
#ifndef FOYER_KIOSK_TURN_H
#define FOYER_KIOSK_TURN_H

#include "kiosk/draw.h"

struct turn {
    int degrees;
    int w, h; /* px, of the picture */
};
bool turn_is_sideways(int degrees); /* width and height change places */
struct rect turn_to_glass(const struct turn *turn, struct rect picture);
/* A touch: parts of the glass (0 to 1) to pixels of the picture, always inside it. */
void turn_to_picture(const struct turn *turn, double glass_x, double glass_y, int *x, int *y);
/* Copies one rectangle of the picture to its place on the glass; strides in pixels. */
void turn_copy(const struct turn *turn, struct rect picture, const uint32_t *from, int from_stride, uint32_t *to,
               int to_stride);

#endif
