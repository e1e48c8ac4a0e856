#include "kiosk/damage.h"

#include <stdlib.h>

#define CELL_PX     32
#define JOIN_CELLS  3 /* so narrow a gap in a row is painted along */
#define WASTE_PARTS 4 /* two rectangles become one when at most this part of it was clean */

struct damage {
    int w, h, columns, rows;
    uint64_t *cells, *before; /* owned */
    bool unknown;
};

struct damage *damage_new(int w, int h)
{
    struct damage *damage = xcalloc(1, sizeof(*damage));
    damage->w = w;
    damage->h = h;
    damage->columns = (w + CELL_PX - 1) / CELL_PX;
    damage->rows = (h + CELL_PX - 1) / CELL_PX;
    size_t count = (size_t)damage->columns * (size_t)damage->rows;
    damage->cells = xcalloc(count, sizeof(*damage->cells));
    damage->before = xcalloc(count, sizeof(*damage->before));
    damage->unknown = true;
    return damage;
}

void damage_free(struct damage *damage)
{
    if (!damage)
        return;
    free(damage->cells);
    free(damage->before);
    free(damage);
}

void damage_forget(struct damage *damage)
{
    damage->unknown = true;
}

static struct rect grown(struct rect rect, int by)
{
    return (struct rect){rect.x - by, rect.y - by, rect.w + 2 * by, rect.h + 2 * by};
}

/* Where an operation may paint. */
static struct rect reach(const struct draw_op *op)
{
    struct rect rect = op->rect;
    if (op->kind == DRAW_TEXT)
        return grown(rect, op->size_px);
    if (op->kind == DRAW_LINE)
        return grown(rect, op->width_px); /* its soft edge */
    if (op->kind == DRAW_ICON)
        rect.h = MAX(rect.h, rect.w); /* a square by its width */
    return rect;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 29);
}

static uint64_t mix_rect(uint64_t hash, struct rect rect)
{
    hash = mix(hash, (uint64_t)(uint32_t)rect.x << 32 | (uint32_t)rect.y);
    return mix(hash, (uint64_t)(uint32_t)rect.w << 32 | (uint32_t)rect.h);
}

/* One operation alone is a list of one. */
static uint64_t op_hash(const struct draw *draw, struct draw_op *op, struct rect clip)
{
    struct draw one = {.ops = op, .op_count = 1, .text = draw->text};
    return mix_rect(draw_hash(&one), clip);
}

static void note_op(struct damage *damage, const struct draw *draw, struct draw_op *op, struct rect clip)
{
    struct rect area = rect_meet(reach(op), clip);
    if (area.w == 0 || area.h == 0)
        return;
    uint64_t hash = op_hash(draw, op, clip);
    int x1 = (area.x + area.w - 1) / CELL_PX, y1 = (area.y + area.h - 1) / CELL_PX;
    for (int y = area.y / CELL_PX; y <= y1; y++) {
        uint64_t *row = damage->cells + (ptrdiff_t)y * damage->columns;
        for (int x = area.x / CELL_PX; x <= x1; x++)
            row[x] = mix(row[x], hash);
    }
}

static void note_all(struct damage *damage, const struct draw *draw)
{
    struct rect stack[DRAW_CLIP_MAX], clip = {0, 0, damage->w, damage->h};
    int depth = 0;
    memset(damage->cells, 0, (size_t)damage->columns * (size_t)damage->rows * sizeof(*damage->cells));
    for (size_t i = 0; i < draw->op_count; i++) {
        struct draw_op *op = &draw->ops[i];
        if (op->kind == DRAW_CLIP) {
            ASSERT(depth < DRAW_CLIP_MAX);
            stack[depth++] = clip;
            clip = rect_meet(clip, op->rect);
        } else if (op->kind == DRAW_UNCLIP) {
            ASSERT(depth > 0);
            clip = stack[--depth];
        } else {
            note_op(damage, draw, op, clip);
        }
    }
}

/* --- cells to rectangles (in cells) --- */

static struct rect hull(struct rect a, struct rect b)
{
    int x = MIN(a.x, b.x), y = MIN(a.y, b.y);
    return (struct rect){x, y, MAX(a.x + a.w, b.x + b.w) - x, MAX(a.y + a.h, b.y + b.h) - y};
}

static bool worth_joining(struct rect a, struct rect b)
{
    struct rect both = hull(a, b);
    int waste = both.w * both.h - a.w * a.h - b.w * b.h;
    return waste * WASTE_PARTS <= both.w * both.h;
}

static size_t put_run(struct rect *rects, size_t count, struct rect run)
{
    for (size_t i = count; i-- > 0;) {
        if (rects[i].y + rects[i].h == run.y && worth_joining(rects[i], run)) {
            rects[i] = hull(rects[i], run);
            return count;
        }
    }
    if (count == DAMAGE_MAX) {
        rects[count - 1] = hull(rects[count - 1], run);
        return count;
    }
    rects[count] = run;
    return count + 1;
}

/* The next run of differing cells in a row, narrow gaps included. false: none after `from`. */
static bool next_run(const struct damage *damage, int row, int from, int *start, int *end)
{
    const uint64_t *now = damage->cells + (ptrdiff_t)row * damage->columns;
    const uint64_t *before = damage->before + (ptrdiff_t)row * damage->columns;
    *start = *end = -1;
    for (int x = from; x < damage->columns; x++) {
        if (now[x] != before[x]) {
            *start = *start < 0 ? x : *start;
            *end = x + 1;
        } else if (*start >= 0 && x - *end >= JOIN_CELLS) {
            break;
        }
    }
    return *start >= 0;
}

static size_t collect(const struct damage *damage, struct rect *rects)
{
    size_t count = 0;
    for (int row = 0; row < damage->rows; row++) {
        int start, end = 0;
        while (next_run(damage, row, end, &start, &end))
            count = put_run(rects, count, (struct rect){start, row, end - start, 1});
    }
    return count;
}

static struct rect to_px(const struct damage *damage, struct rect cells)
{
    struct rect screen = {0, 0, damage->w, damage->h};
    return rect_meet(screen, (struct rect){cells.x * CELL_PX, cells.y * CELL_PX, cells.w * CELL_PX, cells.h * CELL_PX});
}

size_t damage_find(struct damage *damage, const struct draw *draw, struct rect *rects)
{
    uint64_t *before = damage->before;
    note_all(damage, draw);
    size_t count = 1;
    rects[0] = (struct rect){0, 0, damage->w, damage->h};
    if (!damage->unknown) {
        count = collect(damage, rects);
        for (size_t i = 0; i < count; i++)
            rects[i] = to_px(damage, rects[i]);
    }
    damage->before = damage->cells;
    damage->cells = before;
    damage->unknown = false;
    return count;
}
