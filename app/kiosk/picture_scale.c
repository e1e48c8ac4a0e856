#include "kiosk/picture_scale.h"

#include <stdlib.h>

#define CHANNELS 4

void picture_scale_begin(struct picture_scale *scale, int from_w, int from_h, uint32_t *out, int to_w, int to_h)
{
    ASSERT(to_w >= 1 && to_h >= 1 && to_w <= from_w && to_h <= from_h);
    *scale = (struct picture_scale){from_w, from_h, to_w, to_h, out, NULL, NULL, 0, 0};
    scale->row = xcalloc((size_t)to_w * CHANNELS, sizeof(*scale->row));
    scale->sum = xcalloc((size_t)to_w * CHANNELS, sizeof(*scale->sum));
}

void picture_scale_end(struct picture_scale *scale)
{
    free(scale->row);
    free(scale->sum);
    scale->row = scale->sum = NULL;
}

static void add(float *to, uint32_t argb, float weight)
{
    float alpha = (float)(argb >> 24) * weight, part = alpha / 255;
    to[0] += (float)(argb >> 16 & 255) * part;
    to[1] += (float)(argb >> 8 & 255) * part;
    to[2] += (float)(argb & 255) * part;
    to[3] += alpha;
}

/* Each old pixel goes to the one or two new ones that it lies under. */
static void narrow(struct picture_scale *scale, const uint32_t *argb)
{
    memset(scale->row, 0, (size_t)scale->to_w * CHANNELS * sizeof(*scale->row));
    int to = 0;
    int64_t edge = scale->from_w; /* right edge of the new pixel; old ones are to_w wide each */
    for (int x = 0; x < scale->from_w; x++) {
        int64_t right = (int64_t)(x + 1) * scale->to_w;
        float over = right > edge ? (float)(right - edge) / (float)scale->to_w : 0;
        add(scale->row + (ptrdiff_t)to * CHANNELS, argb[x], 1 - over);
        if (right >= edge && to + 1 < scale->to_w) {
            to++;
            edge += scale->from_w;
            if (over > 0)
                add(scale->row + (ptrdiff_t)to * CHANNELS, argb[x], over);
        }
    }
}

static uint32_t channel(float value)
{
    return value >= 255 ? 255 : (uint32_t)(value + 0.5f);
}

static void emit(struct picture_scale *scale)
{
    float area = (float)((double)scale->from_w / scale->to_w * scale->from_h / scale->to_h);
    uint32_t *out = scale->out + (ptrdiff_t)scale->to_y * scale->to_w;
    for (int x = 0; x < scale->to_w; x++) {
        const float *sum = scale->sum + (ptrdiff_t)x * CHANNELS;
        float part = sum[3] > 0 ? 255 / sum[3] : 0; /* back to straight alpha */
        out[x] = channel(sum[3] / area) << 24 | channel(sum[0] * part) << 16 | channel(sum[1] * part) << 8 |
                 channel(sum[2] * part);
    }
    memset(scale->sum, 0, (size_t)scale->to_w * CHANNELS * sizeof(*scale->sum));
    scale->to_y++;
}

static void pour(struct picture_scale *scale, float weight)
{
    for (ptrdiff_t i = 0; i < (ptrdiff_t)scale->to_w * CHANNELS; i++)
        scale->sum[i] += scale->row[i] * weight;
}

static void copy_row(struct picture_scale *scale, const uint32_t *argb)
{
    memcpy(scale->out + (ptrdiff_t)scale->to_y++ * scale->to_w, argb, (size_t)scale->to_w * sizeof(*argb));
}

void picture_scale_row(struct picture_scale *scale, const uint32_t *argb)
{
    if (scale->from_w == scale->to_w && scale->from_h == scale->to_h) {
        copy_row(scale, argb);
        return;
    }
    narrow(scale, argb);
    int64_t bottom = (int64_t)(++scale->from_y) * scale->to_h, edge = (int64_t)(scale->to_y + 1) * scale->from_h;
    float over = bottom > edge ? (float)(bottom - edge) / (float)scale->to_h : 0;
    pour(scale, 1 - over);
    if (bottom >= edge) {
        emit(scale);
        if (over > 0 && scale->to_y < scale->to_h)
            pour(scale, over);
    }
}

void picture_fit(int w, int h, int max_w, int max_h, int *to_w, int *to_h)
{
    double by_w = (double)max_w / w, by_h = (double)max_h / h, by = by_w < by_h ? by_w : by_h;
    by = by < 1 ? by : 1;
    *to_w = CLAMP((int)(w * by + 0.5), 1, w);
    *to_h = CLAMP((int)(h * by + 0.5), 1, h);
}
