/* Makes a picture smaller row by row, each new pixel the mean of what it covers, so that fine print of a scan turns
 * grey and not into gaps. Only one row of the large picture is looked at: it need not be in memory in our layout. Pure.
 */
#ifndef FOYER_KIOSK_PICTURE_SCALE_H
#define FOYER_KIOSK_PICTURE_SCALE_H

#include "common/base.h"

struct picture_scale {
    int from_w, from_h, to_w, to_h;
    uint32_t *out; /* borrowed: to_w * to_h, straight alpha */
    float *row;    /* owned: one row, scaled in x; red, green, blue (times alpha) and alpha */
    float *sum;    /* owned: the rows that one new row covers */
    int from_y, to_y;
};
/* to_w and to_h at least 1 and not more than from_w and from_h. */
void picture_scale_begin(struct picture_scale *scale, int from_w, int from_h, uint32_t *out, int to_w, int to_h);
void picture_scale_row(struct picture_scale *scale, const uint32_t *argb); /* from_h times */
void picture_scale_end(struct picture_scale *scale);

/* The largest size of that shape within max_w x max_h, not larger than w x h. */
void picture_fit(int w, int h, int max_w, int max_h, int *to_w, int *to_h);

#endif
