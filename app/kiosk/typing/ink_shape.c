#include "kiosk/typing/ink_shape.h"

#include <math.h>

static int stroke_begin(const struct ink *ink, int stroke)
{
    return stroke ? ink->ends[stroke - 1] : 0;
}

/* ---- size and place ---- */

struct bounds {
    float left, top, right, bottom;
};

static struct bounds bounds_of(const struct ink *ink)
{
    struct bounds b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int i = 0; i < ink->point_count; i++) {
        b.left = fminf(b.left, ink->points[i].x);
        b.right = fmaxf(b.right, ink->points[i].x);
        b.top = fminf(b.top, ink->points[i].y);
        b.bottom = fmaxf(b.bottom, ink->points[i].y);
    }
    return b;
}

/* Halves before they are added or subtracted: a difference of huge values must not become infinite. */
static struct ink_point placed(struct ink_point point, struct bounds b, float scale)
{
    float middle_x = b.left / 2 + b.right / 2, middle_y = b.top / 2 + b.bottom / 2;
    return (struct ink_point){INK_BOX / 2 + (point.x / 2 - middle_x / 2) * scale,
                              INK_BOX / 2 + (point.y / 2 - middle_y / 2) * scale};
}

/* ---- points that say nothing ---- */

static float distance_to_line(struct ink_point p, struct ink_point a, struct ink_point b)
{
    float dx = b.x - a.x, dy = b.y - a.y, len = hypotf(dx, dy);
    if (len <= 0)
        return hypotf(p.x - a.x, p.y - a.y);
    return fabsf((p.x - a.x) * dy - (p.y - a.y) * dx) / len;
}

/* Marks what stays between two points that stay. The parts that wait are kept here and not on the stack: the number of
 * points is bounded, the depth of such a recursion would be as large. */
static void mark_kept(const struct ink_point *points, int count, bool *kept)
{
    struct {
        int first, last;
    } waiting[HANDWRITING_POINTS_MAX];
    int depth = 0;
    kept[0] = kept[count - 1] = true;
    waiting[depth++] = (__typeof__(waiting[0])){0, count - 1};
    while (depth) {
        int first = waiting[--depth].first, last = waiting[depth].last, farthest = -1;
        float most = INK_DETAIL;
        for (int i = first + 1; i < last; i++) {
            float distance = distance_to_line(points[i], points[first], points[last]);
            if (distance > most)
                most = distance, farthest = i;
        }
        if (farthest < 0)
            continue;
        kept[farthest] = true;
        waiting[depth++] = (__typeof__(waiting[0])){first, farthest};
        waiting[depth++] = (__typeof__(waiting[0])){farthest, last};
    }
}

static void add_simplified(struct ink *shape, const struct ink_point *points, int count)
{
    bool kept[HANDWRITING_POINTS_MAX] = {false};
    mark_kept(points, count, kept);
    ink_begin(shape);
    for (int i = 0; i < count; i++)
        if (kept[i])
            ink_add(shape, points[i].x, points[i].y);
}

void ink_shape(const struct ink *ink, struct ink *shape)
{
    struct ink_point points[HANDWRITING_POINTS_MAX];
    struct bounds b = bounds_of(ink);
    float half_side = fmaxf(b.right / 2 - b.left / 2, b.bottom / 2 - b.top / 2);
    float scale = half_side > 0 ? INK_BOX * INK_FILL / half_side : 1;
    ink_wipe(shape);
    for (int stroke = 0; stroke < ink->stroke_count; stroke++) {
        int begin = stroke_begin(ink, stroke), count = ink->ends[stroke] - begin;
        for (int i = 0; i < count; i++)
            points[i] = placed(ink->points[begin + i], b, scale);
        if (count)
            add_simplified(shape, points, count);
    }
    explicit_bzero(points, sizeof points);
}

/* ---- other ways to read it ---- */

static void add_points(struct ink *out, const struct ink *from, int begin, int end)
{
    ink_begin(out);
    for (int i = begin; i < end; i++)
        ink_add(out, from->points[i].x, from->points[i].y);
}

static void add_stroke(struct ink *out, const struct ink *from, int stroke)
{
    add_points(out, from, stroke_begin(from, stroke), from->ends[stroke]);
}

static void swap_strokes(const struct ink *shape, int first, struct ink *out)
{
    for (int stroke = 0; stroke < shape->stroke_count; stroke++)
        add_stroke(out, shape, stroke == first ? first + 1 : stroke == first + 1 ? first : stroke);
}

/* The segment that begins at this point is left out, and with it the stroke falls into two. */
static void cut_stroke(const struct ink *shape, int cut, int point, struct ink *out)
{
    for (int stroke = 0; stroke < shape->stroke_count; stroke++) {
        if (stroke != cut) {
            add_stroke(out, shape, stroke);
            continue;
        }
        add_points(out, shape, stroke_begin(shape, stroke), point + 1);
        add_points(out, shape, point + 1, shape->ends[stroke]);
    }
}

static bool is_ligature(struct ink_point from, struct ink_point to)
{
    float dx = to.x - from.x, dy = to.y - from.y;
    return hypotf(dx, dy) >= INK_LIGATURE_MIN && (dx < 0 || dy < 0);
}

bool ink_variant(const struct ink *shape, int number, struct ink *variant)
{
    int swaps = MAX(shape->stroke_count - 1, 0);
    ink_wipe(variant);
    if (number < 0 || number >= INK_VARIANTS_MAX)
        return false;
    if (number < swaps) {
        swap_strokes(shape, number, variant);
        return true;
    }
    number -= swaps;
    for (int stroke = 0; stroke < shape->stroke_count; stroke++)
        for (int i = stroke_begin(shape, stroke) + 1; i + 2 < shape->ends[stroke]; i++)
            if (is_ligature(shape->points[i], shape->points[i + 1]) && number-- == 0) {
                cut_stroke(shape, stroke, i, variant);
                return true;
            }
    return false;
}
