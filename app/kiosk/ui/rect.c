#include "kiosk/ui.h"

struct rect rect_cut_top(struct rect *rect, int h)
{
    h = CLAMP(h, 0, rect->h);
    struct rect strip = {rect->x, rect->y, rect->w, h};
    rect->y += h;
    rect->h -= h;
    return strip;
}

struct rect rect_cut_bottom(struct rect *rect, int h)
{
    h = CLAMP(h, 0, rect->h);
    rect->h -= h;
    return (struct rect){rect->x, rect->y + rect->h, rect->w, h};
}

struct rect rect_cut_left(struct rect *rect, int w)
{
    w = CLAMP(w, 0, rect->w);
    struct rect strip = {rect->x, rect->y, w, rect->h};
    rect->x += w;
    rect->w -= w;
    return strip;
}

struct rect rect_cut_right(struct rect *rect, int w)
{
    w = CLAMP(w, 0, rect->w);
    rect->w -= w;
    return (struct rect){rect->x + rect->w, rect->y, w, rect->h};
}

struct rect rect_inset(struct rect rect, int d)
{
    return (struct rect){rect.x + d, rect.y + d, MAX(rect.w - 2 * d, 0), MAX(rect.h - 2 * d, 0)};
}

/* Rounding is spread over the columns, so that the last one ends exactly where the rectangle does. */
static void slice(int start, int size, int index, int count, int gap, int *at, int *len)
{
    int net = size - gap * (count - 1);
    int begin = (int)((int64_t)net * index / count), end = (int)((int64_t)net * (index + 1) / count);
    *at = start + begin + index * gap;
    *len = MAX(end - begin, 0);
}

struct rect rect_column(struct rect rect, int index, int count, int gap)
{
    struct rect cell = rect;
    slice(rect.x, rect.w, index, count, gap, &cell.x, &cell.w);
    return cell;
}

struct rect rect_grid(struct rect rect, int index, int columns, int rows, int gap)
{
    struct rect cell = rect_column(rect, index % columns, columns, gap);
    slice(rect.y, rect.h, index / columns, rows, gap, &cell.y, &cell.h);
    return cell;
}

bool rect_has(struct rect rect, int x, int y)
{
    return x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h;
}
