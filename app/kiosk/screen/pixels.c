#include "kiosk/screen/pixels.h"

#include <math.h>
#include <stdlib.h>

static uint32_t pack(struct color c)
{
    return 0xFF000000u | (uint32_t)c.r << 16 | (uint32_t)c.g << 8 | c.b;
}

/* alpha 0-255 of `color` over `under`; red and blue go together through one multiplication. */
static inline uint32_t over(uint32_t under, uint32_t color, uint32_t alpha)
{
    alpha += alpha >> 7;
    uint32_t rb = under & 0xFF00FF, g = under & 0x00FF00;
    rb += (((color & 0xFF00FF) - rb) * alpha) >> 8;
    g += (((color & 0x00FF00) - g) * alpha) >> 8;
    return 0xFF000000u | (rb & 0xFF00FF) | (g & 0x00FF00);
}

static void span(struct pixels *pixels, int y, int x0, int x1, uint32_t color, uint32_t alpha)
{
    struct rect clip = pixels->clip;
    if (y < clip.y || y >= clip.y + clip.h)
        return;
    x0 = MAX(x0, clip.x);
    x1 = MIN(x1, clip.x + clip.w);
    uint32_t *row = pixels->data + (ptrdiff_t)y * pixels->stride;
    if (alpha == 255) {
        for (int x = x0; x < x1; x++)
            row[x] = color;
    } else {
        for (int x = x0; x < x1; x++)
            row[x] = over(row[x], color, alpha);
    }
}

/* How much of a pixel at (dx, dy) from the corner's outer edge lies inside a circle of that radius. */
static uint32_t corner(int dx, int dy, double radius)
{
    double x = radius - dx - 0.5, y = radius - dy - 0.5;
    double inside = radius - sqrt(x * x + y * y) + 0.5;
    return inside <= 0 ? 0 : inside >= 1 ? 255 : (uint32_t)(inside * 255);
}

/* Coverage of a pixel by a rounded rectangle; inside its straight parts always 255. */
static uint32_t rounded(struct rect r, int radius, int x, int y)
{
    int dx = MIN(x - r.x, r.x + r.w - 1 - x), dy = MIN(y - r.y, r.y + r.h - 1 - y);
    if (dx < 0 || dy < 0)
        return 0;
    return dx < radius && dy < radius ? corner(dx, dy, radius) : 255;
}

void pixels_fill(struct pixels *pixels, struct rect rect, struct color color, int radius)
{
    uint32_t packed = pack(color);
    radius = MIN(radius, MIN(rect.w, rect.h) / 2);
    int y0 = MAX(rect.y, pixels->clip.y), y1 = MIN(rect.y + rect.h, pixels->clip.y + pixels->clip.h);
    for (int y = y0; y < y1; y++) {
        int edge = MIN(y - rect.y, rect.y + rect.h - 1 - y);
        int inset = edge < radius ? radius : 0;
        span(pixels, y, rect.x + inset, rect.x + rect.w - inset, packed, color.a);
        for (int dx = 0; dx < inset; dx++) {
            uint32_t alpha = corner(dx, edge, radius) * color.a / 255;
            if (alpha) {
                span(pixels, y, rect.x + dx, rect.x + dx + 1, packed, alpha);
                span(pixels, y, rect.x + rect.w - 1 - dx, rect.x + rect.w - dx, packed, alpha);
            }
        }
    }
}

static void frame_pixels(struct pixels *pixels, int y, int x0, int x1, struct rect outer, struct rect inner, int radius,
                         int inner_radius, struct color color)
{
    uint32_t packed = pack(color);
    for (int x = x0; x < x1; x++) {
        uint32_t alpha =
            rounded(outer, radius, x, y) * (255 - rounded(inner, inner_radius, x, y)) / 255 * color.a / 255;
        if (alpha)
            span(pixels, y, x, x + 1, packed, alpha);
    }
}

void pixels_frame(struct pixels *pixels, struct rect rect, struct color color, int radius, int width_px)
{
    uint32_t packed = pack(color);
    radius = MIN(radius, MIN(rect.w, rect.h) / 2);
    struct rect inner = {rect.x + width_px, rect.y + width_px, rect.w - 2 * width_px, rect.h - 2 * width_px};
    int inner_radius = MAX(radius - width_px, 0), side = MAX(radius, width_px);
    int y0 = MAX(rect.y, pixels->clip.y), y1 = MIN(rect.y + rect.h, pixels->clip.y + pixels->clip.h);
    for (int y = y0; y < y1; y++) {
        int edge = MIN(y - rect.y, rect.y + rect.h - 1 - y);
        if (edge < side) {
            frame_pixels(pixels, y, rect.x, rect.x + side, rect, inner, radius, inner_radius, color);
            frame_pixels(pixels, y, rect.x + rect.w - side, rect.x + rect.w, rect, inner, radius, inner_radius, color);
            if (edge < width_px)
                span(pixels, y, rect.x + side, rect.x + rect.w - side, packed, color.a);
        } else {
            span(pixels, y, rect.x, rect.x + width_px, packed, color.a);
            span(pixels, y, rect.x + rect.w - width_px, rect.x + rect.w, packed, color.a);
        }
    }
}

/* How far a pixel's middle lies from the run. */
static double distance(struct rect run, double x, double y)
{
    double dx = x - run.x, dy = y - run.y, square = (double)run.w * run.w + (double)run.h * run.h;
    double along = square > 0 ? CLAMP((dx * run.w + dy * run.h) / square, 0.0, 1.0) : 0;
    return hypot(dx - along * run.w, dy - along * run.h);
}

void pixels_line(struct pixels *pixels, struct rect run, struct color color, int width_px)
{
    uint32_t packed = pack(color);
    double half = width_px / 2.0;
    int reach = width_px / 2 + 2;
    struct rect box = {run.x + MIN(run.w, 0) - reach, run.y + MIN(run.h, 0) - reach, abs(run.w) + 2 * reach,
                       abs(run.h) + 2 * reach};
    box = rect_meet(box, pixels->clip);
    for (int y = box.y; y < box.y + box.h; y++) {
        for (int x = box.x; x < box.x + box.w; x++) {
            double inside = half + 0.5 - distance(run, x + 0.5, y + 0.5);
            if (inside > 0)
                span(pixels, y, x, x + 1, packed, (uint32_t)(MIN(inside, 1.0) * color.a));
        }
    }
}

/* Four pixels at once in vectors that every compiler of ours has; halves of 16 bits hold a channel each. */
typedef uint16_t halves __attribute__((vector_size(16)));
typedef uint32_t four __attribute__((vector_size(16)));

/* `coverage` holds a byte for each pixel; not all are 0. */
static inline four blend_four(four under, four color, uint32_t coverage)
{
    four alpha = {coverage & 0xFF, coverage >> 8 & 0xFF, coverage >> 16 & 0xFF, coverage >> 24};
    alpha += alpha >> 7;
    halves much = (halves)(alpha | alpha << 16), rest = 256 - much;
    halves rb = (halves)(under & 0xFF00FF) * rest + (halves)(color & 0xFF00FF) * much;
    halves ag = (halves)(under >> 8 & 0xFF00FF) * rest + (halves)(color >> 8 & 0xFF00FF) * much;
    return ((four)rb >> 8 & 0xFF00FF) | ((four)ag & 0xFF00FF00) | 0xFF000000u;
}

static inline uint32_t blend_one(uint32_t under, uint32_t color, uint32_t alpha)
{
    return blend_four((four){under}, (four){color}, alpha)[0];
}

static void mask_row(uint32_t *to, const uint8_t *from, int count, uint32_t color)
{
    four colors = {color, color, color, color}, under;
    int at = 0;
    for (; at + 4 <= count; at += 4) {
        uint32_t coverage;
        memcpy(&coverage, from + at, sizeof(coverage)); /* a little-endian word: the first pixel is its low byte */
        if (!coverage)
            continue;
        memcpy(&under, to + at, sizeof(under));
        under = coverage == 0xFFFFFFFFu ? colors : blend_four(under, colors, coverage);
        memcpy(to + at, &under, sizeof(under));
    }
    for (; at < count; at++)
        if (from[at])
            to[at] = blend_one(to[at], color, from[at]);
}

void pixels_mask(struct pixels *pixels, int x, int y, int w, int h, const uint8_t *coverage, struct color color)
{
    struct rect clip = pixels->clip;
    uint32_t packed = pack(color);
    int x0 = MAX(x, clip.x), x1 = MIN(x + w, clip.x + clip.w), y0 = MAX(y, clip.y), y1 = MIN(y + h, clip.y + clip.h);
    if (x0 >= x1)
        return;
    for (int row = y0; row < y1; row++)
        mask_row(pixels->data + (ptrdiff_t)row * pixels->stride + x0, coverage + (ptrdiff_t)(row - y) * w + (x0 - x),
                 x1 - x0, packed);
}

void pixels_picture(struct pixels *pixels, int x, int y, int w, int h, const uint32_t *argb)
{
    struct rect clip = pixels->clip;
    int x0 = MAX(x, clip.x), x1 = MIN(x + w, clip.x + clip.w), y0 = MAX(y, clip.y), y1 = MIN(y + h, clip.y + clip.h);
    for (int row = y0; row < y1; row++) {
        const uint32_t *from = argb + (ptrdiff_t)(row - y) * w - x;
        uint32_t *to = pixels->data + (ptrdiff_t)row * pixels->stride;
        for (int at = x0; at < x1; at++)
            to[at] = over(to[at], from[at], from[at] >> 24);
    }
}

/* Between two colours, `part` of 256; all four channels in two multiplications. */
static inline uint32_t between(uint32_t a, uint32_t b, uint32_t part)
{
    uint32_t rb = a & 0xFF00FF, ag = a >> 8 & 0xFF00FF;
    rb += (((b & 0xFF00FF) - rb) * part) >> 8;
    ag += (((b >> 8 & 0xFF00FF) - ag) * part) >> 8;
    return (rb & 0xFF00FF) | (ag & 0xFF00FF) << 8;
}

struct step { /* where a pixel of the screen lies in the picture: between `at` and `at + 1`, part of 256 */
    int at, next;
    uint32_t part;
};

/* Pixel `index` of those that lie `delta` apart in the picture, in 1/65536 of 1/256: centre on centre. From the index
 * alone, so that a part painted anew fits to the rest. */
static inline struct step step_of(int64_t index, int64_t delta, int from)
{
    int64_t at = (index * delta + delta / 2) / 65536 - 128;
    at = CLAMP(at, 0, (int64_t)(from - 1) * 256);
    int whole = (int)(at >> 8);
    return (struct step){whole, MIN(whole + 1, from - 1), (uint32_t)(at & 255)};
}

static int64_t delta_of(int size, int from)
{
    return ((int64_t)from * 256 * 65536) / size;
}

void pixels_scaled(struct pixels *pixels, struct rect rect, int from_w, int from_h, const uint32_t *argb)
{
    if (rect.w == from_w && rect.h == from_h) {
        pixels_picture(pixels, rect.x, rect.y, from_w, from_h, argb);
        return;
    }
    struct rect seen = rect_meet(rect, pixels->clip);
    int64_t across = delta_of(rect.w, from_w), along = delta_of(rect.h, from_h);
    for (int y = seen.y; seen.w > 0 && y < seen.y + seen.h; y++) {
        struct step down = step_of(y - rect.y, along, from_h);
        const uint32_t *above = argb + (ptrdiff_t)down.at * from_w, *below = argb + (ptrdiff_t)down.next * from_w;
        uint32_t *to = pixels->data + (ptrdiff_t)y * pixels->stride;
        for (int x = seen.x; x < seen.x + seen.w; x++) {
            struct step right = step_of(x - rect.x, across, from_w);
            uint32_t color = between(between(above[right.at], above[right.next], right.part),
                                     between(below[right.at], below[right.next], right.part), down.part);
            to[x] = over(to[x], color, color >> 24);
        }
    }
}
