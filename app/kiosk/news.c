#include "kiosk/news.h"

#define STEPS       4 /* places tried for each of its heights */
#define LARGE_PARTS 4 /* a target so many times its size is still found beside it */

static int64_t area_of(struct rect rect)
{
    return (int64_t)rect.w * rect.h;
}

static int64_t shared(struct rect a, struct rect b)
{
    struct rect both = rect_meet(a, b);
    return both.w > 0 && both.h > 0 ? area_of(both) : 0;
}

static bool says_something(enum draw_kind kind)
{
    return kind == DRAW_TEXT || kind == DRAW_ICON || kind == DRAW_PICTURE;
}

/* What is hidden by a clip counts as if it were seen: then another place is taken, which is no harm. */
static int64_t covered(const struct draw *draw, size_t first, struct rect place)
{
    int64_t sum = 0;
    for (size_t i = first; i < draw->op_count; i++)
        if (says_something(draw->ops[i].kind))
            sum += shared(draw->ops[i].rect, place);
    for (size_t i = 0; i < draw->target_count; i++)
        if (area_of(draw->targets[i].rect) < LARGE_PARTS * area_of(place))
            sum += shared(draw->targets[i].rect, place);
    return sum;
}

struct rect news_place(const struct draw *draw, size_t first, struct rect area, int w, int h)
{
    struct rect best = {area.x + area.w - w, area.y, w, h};
    int64_t least = INT64_MAX;
    const int sides[] = {area.x + area.w - w, area.x};
    for (size_t side = 0; side < ARRAY_LEN(sides) && least; side++) {
        for (int y = area.y; y + h <= area.y + area.h && least; y += MAX(h / STEPS, 1)) {
            struct rect place = {sides[side], y, w, h};
            int64_t sum = covered(draw, first, place);
            if (sum < least) {
                least = sum;
                best = place;
            }
        }
    }
    return best;
}
