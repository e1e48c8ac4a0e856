#include "paper/pages.h"

#define BOX_PART 2 /* a box higher than this part of a page may be cut */

static bool stays_whole(const struct draw_op *op, int page_h)
{
    switch (op->kind) {
    case DRAW_TEXT:
    case DRAW_ICON:
    case DRAW_PICTURE:
        return op->rect.h <= page_h;
    case DRAW_FILL:
    case DRAW_FRAME:
    case DRAW_LINE:
        return op->rect.h <= page_h / BOX_PART;
    case DRAW_CLIP:
    case DRAW_UNCLIP:
        break;
    }
    return false;
}

/* Upwards from where the page is full until nothing is cut through; not at all when that leaves nothing. */
static int find_end(const struct draw *draw, int from, int page_h)
{
    int end = from + page_h;
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < draw->op_count; i++) {
            const struct draw_op *op = &draw->ops[i];
            if (stays_whole(op, page_h) && op->rect.y < end && op->rect.y + op->rect.h > end && op->rect.y > from) {
                end = op->rect.y;
                moved = true;
            }
        }
    }
    return end > from ? end : from + page_h;
}

/* A heading goes to the next page together with what it is the heading of. */
static int keep_heading(const struct draw *draw, int from, int end)
{
    const struct draw_op *last = NULL;
    for (size_t i = 0; i < draw->op_count; i++) {
        const struct draw_op *op = &draw->ops[i];
        if (op->kind == DRAW_TEXT && op->rect.y + op->rect.h <= end && op->rect.y >= from &&
            (!last || op->rect.y >= last->rect.y))
            last = op;
    }
    return last && last->face == FONT_BOLD && last->rect.y - from > (end - from) / 2 ? last->rect.y : end;
}

int pages_cut(const struct draw *draw, int strip_h, int page_h, int last_h, int ends[static PAGES_MOST])
{
    int count = 0, from = 0;
    while (strip_h - from > last_h && count < PAGES_MOST - 1) {
        /* What would fit, but for what stands below it, keeps that company. */
        int end = find_end(draw, from, MIN(page_h, strip_h - from));
        if (end >= strip_h)
            end = find_end(draw, from, last_h);
        end = keep_heading(draw, from, end);
        ends[count++] = from = end;
    }
    ends[count++] = strip_h;
    return count;
}
