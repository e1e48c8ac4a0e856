#include "kiosk/screen/render.h"

#include "kiosk/bidi.h"

#define LINE_REACH_PART 8 /* of the size */

static void paint_glyph(struct pixels *pixels, int x, int baseline, const struct glyph *glyph, struct color color)
{
    if (glyph->coverage)
        pixels_mask(pixels, x + glyph->left, baseline + glyph->top, glyph->w, glyph->h, glyph->coverage, color);
    else if (glyph->argb)
        pixels_picture(pixels, x + glyph->left, baseline + glyph->top, glyph->w, glyph->h, glyph->argb);
}

/* Pieces from x to the right; from right to left when the run does. Returns where the next run starts. */
static int paint_run(const struct render *render, struct pixels *pixels, const struct draw_op *op, const char *s,
                     size_t len, bool rtl, int x, int baseline)
{
    int width = rtl ? glyphs_measure(render->glyphs, op->face, op->size_px, s, len) : 0, pen = x + width;
    for (size_t at = 0; at < len;) {
        struct piece piece = piece_next(s + at, len - at);
        if (rtl && piece.kind == PIECE_CHAR)
            piece.code = bidi_mirror(piece.code);
        int advance = glyphs_advance(render->glyphs, op->face, op->size_px, s + at, &piece);
        if (rtl)
            pen -= advance;
        paint_glyph(pixels, pen, baseline, glyphs_get(render->glyphs, op->face, op->size_px, s + at, &piece),
                    op->color);
        if (!rtl)
            pen += advance;
        at += piece.len;
    }
    return rtl ? x + width : pen;
}

/* Marks and tails may stand a little above and below the line's box, less than the space between two lines' letters:
 * whatever is piled up, no line paints over another or over what lies beside it. */
static struct rect line_reach(const struct draw_op *op)
{
    int more = op->size_px / LINE_REACH_PART;
    return (struct rect){op->rect.x - op->size_px, op->rect.y - more, op->rect.w + 2 * op->size_px,
                         op->rect.h + 2 * more};
}

static void paint_text(const struct render *render, struct pixels *pixels, const struct draw_op *op, const char *store)
{
    struct pixels inside = *pixels;
    inside.clip = rect_meet(line_reach(op), pixels->clip);
    if (inside.clip.h <= 0)
        return;
    int x = op->rect.x, baseline = op->rect.y + glyphs_baseline(op->size_px, op->rect.h);
    const char *s = store + op->text;
    struct bidi_run runs[BIDI_RUNS_MAX];
    size_t count = bidi_runs(s, op->text_len, op->rtl, runs, ARRAY_LEN(runs));
    for (size_t i = 0; i < count; i++)
        x = paint_run(render, &inside, op, s + runs[i].start, runs[i].len, runs[i].rtl, x, baseline);
}

static void paint_picture(const struct render *render, struct pixels *pixels, const struct draw_op *op,
                          const char *store)
{
    const struct picture *picture = pictures_find(render->pictures, store + op->text, op->rect.w, op->rect.h);
    if (picture)
        pixels_scaled(pixels, op->rect, picture->w, picture->h, picture->argb);
}

/* From the left end; up is a negative height. */
static struct rect line_run(const struct draw_op *op)
{
    int w = op->rect.w - 2 * op->width_px, h = op->rect.h - 2 * op->width_px;
    int x = op->rect.x + op->width_px, y = op->rect.y + op->width_px;
    return op->rises ? (struct rect){x, y + h, w, -h} : (struct rect){x, y, w, h};
}

static void paint(const struct render *render, struct pixels *pixels, const struct draw_op *op, const char *store)
{
    switch (op->kind) {
    case DRAW_FILL:
        pixels_fill(pixels, op->rect, op->color, op->radius);
        break;
    case DRAW_FRAME:
        pixels_frame(pixels, op->rect, op->color, op->radius, op->width_px);
        break;
    case DRAW_LINE:
        pixels_line(pixels, line_run(op), op->color, op->width_px);
        break;
    case DRAW_TEXT:
        paint_text(render, pixels, op, store);
        break;
    case DRAW_ICON:
        icons_paint(render->icons, pixels, op->rect, store + op->text, op->color);
        break;
    case DRAW_PICTURE:
        paint_picture(render, pixels, op, store);
        break;
    case DRAW_CLIP:
    case DRAW_UNCLIP:
        break;
    }
}

void render_play(const struct render *render, const struct draw *draw, uint32_t *argb, int stride, struct rect area)
{
    struct pixels pixels = {argb, stride, area};
    struct rect stack[DRAW_CLIP_MAX];
    int depth = 0;
    for (size_t i = 0; i < draw->op_count; i++) {
        const struct draw_op *op = &draw->ops[i];
        if (op->kind == DRAW_CLIP) {
            ASSERT(depth < DRAW_CLIP_MAX);
            stack[depth++] = pixels.clip;
            pixels.clip = rect_meet(pixels.clip, op->rect);
        } else if (op->kind == DRAW_UNCLIP) {
            ASSERT(depth > 0);
            pixels.clip = stack[--depth];
        } else {
            paint(render, &pixels, op, draw->text);
        }
    }
}
