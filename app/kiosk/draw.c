#include "kiosk/draw.h"

#include <stdlib.h>

struct rect rect_meet(struct rect a, struct rect b)
{
    int x = MAX(a.x, b.x), y = MAX(a.y, b.y);
    int right = MIN(a.x + a.w, b.x + b.w), bottom = MIN(a.y + a.h, b.y + b.h);
    return (struct rect){x, y, MAX(right - x, 0), MAX(bottom - y, 0)};
}

static size_t store_text(struct draw *draw, const char *s, size_t len)
{
    if (draw->text_len + len + 1 > draw->text_cap) {
        draw->text_cap = MAX(draw->text_cap * 2, draw->text_len + len + 4096);
        draw->text = xrealloc(draw->text, draw->text_cap);
    }
    size_t at = draw->text_len;
    if (len)
        memcpy(draw->text + at, s, len);
    draw->text[at + len] = '\0';
    draw->text_len += len + 1;
    return at;
}

static struct draw_op *add_op(struct draw *draw, enum draw_kind kind, struct rect rect, struct color color)
{
    if (draw->op_count == draw->op_cap) {
        draw->op_cap = MAX(draw->op_cap * 2, (size_t)256);
        draw->ops = xrealloc(draw->ops, draw->op_cap * sizeof(*draw->ops));
    }
    struct draw_op *op = &draw->ops[draw->op_count++];
    memset(op, 0, sizeof(*op));
    op->kind = kind;
    op->rect = rect;
    op->color = color;
    return op;
}

/* What was on the screen may be a form: the store is zeroed, not only forgotten. */
void draw_clear(struct draw *draw)
{
    if (draw->text)
        explicit_bzero(draw->text, draw->text_len);
    if (draw->ops) /* what somebody drew by hand is lines, and a code to scan is words too */
        explicit_bzero(draw->ops, draw->op_count * sizeof(draw->ops[0]));
    draw->op_count = draw->target_count = draw->text_len = 0;
}

void draw_fini(struct draw *draw)
{
    draw_clear(draw);
    free(draw->ops);
    free(draw->targets);
    free(draw->text);
    memset(draw, 0, sizeof(*draw));
}

void draw_fill(struct draw *draw, struct rect rect, struct color color, int radius)
{
    if (rect.w > 0 && rect.h > 0)
        add_op(draw, DRAW_FILL, rect, color)->radius = radius;
}

void draw_frame(struct draw *draw, struct rect rect, struct color color, int radius, int width_px)
{
    if (rect.w <= 0 || rect.h <= 0 || width_px <= 0)
        return;
    struct draw_op *op = add_op(draw, DRAW_FRAME, rect, color);
    op->radius = radius;
    op->width_px = width_px;
}

void draw_stroke(struct draw *draw, int x0, int y0, int x1, int y1, struct color color, int width_px)
{
    if (width_px <= 0)
        return;
    struct rect box = {MIN(x0, x1) - width_px, MIN(y0, y1) - width_px, abs(x1 - x0) + 2 * width_px,
                       abs(y1 - y0) + 2 * width_px};
    struct draw_op *op = add_op(draw, DRAW_LINE, box, color);
    op->width_px = width_px;
    op->rises = (x1 > x0) != (y1 > y0);
}

void draw_text(struct draw *draw, struct rect rect, enum font_face face, int size_px, struct color color,
               const char *text, size_t len)
{
    if (len == 0)
        return;
    struct draw_op *op = add_op(draw, DRAW_TEXT, rect, color);
    op->face = face;
    op->size_px = size_px;
    op->text = store_text(draw, text, len);
    op->text_len = len;
}

void draw_text_rtl(struct draw *draw, struct rect rect, enum font_face face, int size_px, struct color color,
                   const char *text, size_t len)
{
    draw_text(draw, rect, face, size_px, color, text, len);
    if (len)
        draw->ops[draw->op_count - 1].rtl = true;
}

void draw_icon(struct draw *draw, struct rect rect, const char *name, struct color color)
{
    struct draw_op *op = add_op(draw, DRAW_ICON, rect, color);
    op->text_len = strlen(name);
    op->text = store_text(draw, name, op->text_len);
}

void draw_picture(struct draw *draw, struct rect rect, const char *sha256, int revision)
{
    if (rect.w <= 0 || rect.h <= 0)
        return;
    struct draw_op *op = add_op(draw, DRAW_PICTURE, rect, (struct color){0});
    op->revision = revision;
    op->text_len = strlen(sha256);
    op->text = store_text(draw, sha256, op->text_len);
}

void draw_clip(struct draw *draw, struct rect rect)
{
    add_op(draw, DRAW_CLIP, rect, (struct color){0});
}

void draw_unclip(struct draw *draw)
{
    add_op(draw, DRAW_UNCLIP, (struct rect){0}, (struct color){0});
}

void draw_target(struct draw *draw, struct rect rect, const char *id, const char *label, bool enabled)
{
    if (draw->target_count == draw->target_cap) {
        draw->target_cap = MAX(draw->target_cap * 2, (size_t)64);
        draw->targets = xrealloc(draw->targets, draw->target_cap * sizeof(*draw->targets));
    }
    struct draw_target *target = &draw->targets[draw->target_count++];
    target->rect = rect;
    target->id = store_text(draw, id, strlen(id));
    target->label = store_text(draw, label ? label : "", label ? strlen(label) : 0);
    target->enabled = enabled;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 29);
}

static uint64_t mix_bytes(uint64_t hash, const char *s, size_t len)
{
    hash = mix(hash, len);
    for (; len >= 8; s += 8, len -= 8) {
        uint64_t word;
        memcpy(&word, s, 8);
        hash = mix(hash, word);
    }
    uint64_t tail = 0;
    if (len)
        memcpy(&tail, s, len);
    return mix(hash, tail);
}

static uint64_t mix_pair(uint64_t hash, int a, int b)
{
    return mix(hash, (uint64_t)(uint32_t)a << 32 | (uint32_t)b);
}

/* Only what can be seen: targets that moved without a picture change need no new frame. */
void draw_hide(struct draw *draw, size_t op)
{
    ASSERT(op < draw->op_count && draw->ops[op].kind == DRAW_TEXT);
    draw->ops[op].rect.w = draw->ops[op].rect.h = 0;
    draw->ops[op].text_len = 0;
}

uint64_t draw_hash(const struct draw *draw)
{
    uint64_t hash = 0x466F796572u;
    for (size_t i = 0; i < draw->op_count; i++) {
        const struct draw_op *op = &draw->ops[i];
        uint32_t color = (uint32_t)op->color.r << 24 | op->color.g << 16 | op->color.b << 8 | op->color.a;
        hash = mix_pair(hash, (int)op->kind, (int)op->face | (int)op->rtl << 8);
        hash = mix_pair(hash, op->revision, op->rises);
        hash = mix_pair(hash, op->rect.x, op->rect.y);
        hash = mix_pair(hash, op->rect.w, op->rect.h);
        hash = mix_pair(hash, (int)color, op->radius);
        hash = mix_pair(hash, op->width_px, op->size_px);
        if (op->text_len)
            hash = mix_bytes(hash, draw->text + op->text, op->text_len);
    }
    return hash;
}

int64_t draw_chars(const struct draw *draw, size_t first_op, struct rect rect)
{
    int64_t chars = 0;
    for (size_t i = first_op; i < draw->op_count; i++) {
        const struct draw_op *op = &draw->ops[i];
        if (op->kind != DRAW_TEXT || rect_meet(op->rect, rect).h <= 0)
            continue;
        for (size_t j = 0; j < op->text_len; j++)
            chars += ((unsigned char)draw->text[op->text + j] & 0xC0) != 0x80;
    }
    return chars;
}
