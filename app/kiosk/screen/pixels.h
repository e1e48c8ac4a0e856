/* The few pixel loops of the software renderer, on 32-bit ARGB memory. Clip is inside the picture. */
#ifndef FOYER_KIOSK_SCREEN_PIXELS_H
#define FOYER_KIOSK_SCREEN_PIXELS_H

#include "kiosk/draw.h"

struct pixels {
    uint32_t *data;
    int stride; /* pixels a row */
    struct rect clip;
};
void pixels_fill(struct pixels *pixels, struct rect rect, struct color color, int radius);
void pixels_frame(struct pixels *pixels, struct rect rect, struct color color, int radius, int width_px);
/* From x, y by w, h (which may be negative), with round ends. */
void pixels_line(struct pixels *pixels, struct rect run, struct color color, int width_px);
void pixels_mask(struct pixels *pixels, int x, int y, int w, int h, const uint8_t *coverage, struct color color);
void pixels_picture(struct pixels *pixels, int x, int y, int w, int h, const uint32_t *argb);
/* A picture of from_w x from_h straight-alpha pixels over all of `rect`. */
void pixels_scaled(struct pixels *pixels, struct rect rect, int from_w, int from_h, const uint32_t *argb);

#endif
