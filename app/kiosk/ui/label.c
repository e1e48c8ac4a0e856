#include "kiosk/ui/inner.h"

#include <stdio.h>

#define ELLIPSIS "…"

int ui_line_height(const struct ui *ui, enum text_size size)
{
    return text_line_height(ui->theme->size_px[size]);
}

static int align_x(struct rect box, enum ui_align align, int width)
{
    switch (align) {
    case UI_LEFT:
        return box.x;
    case UI_CENTER:
        return box.x + (box.w - width) / 2;
    case UI_RIGHT:
        return box.x + box.w - width;
    }
    return box.x;
}

/* A line of a right-to-left paragraph starts at the right where others start at the left. */
static enum ui_align start_side(enum ui_align align, bool rtl)
{
    return rtl && align == UI_LEFT ? UI_RIGHT : align;
}

/* As long as the words: the page keeps its shape, and nothing of them is in the picture. */
static void draw_mask(struct ui *ui, struct rect line)
{
    int inset = line.h / 4;
    line = (struct rect){line.x, line.y + inset, line.w, line.h - 2 * inset};
    draw_fill(ui->draw, line, ui_color(ui, COLOR_LINE), ui->theme->radius / 2);
}

static void draw_line(struct ui *ui, struct rect box, enum font_face face, int size_px, struct color color,
                      enum ui_align align, bool rtl, const char *s, size_t len)
{
    int width = text_width(ui->text, face, size_px, s, len), height = text_line_height(size_px);
    struct rect line = {align_x(box, start_side(align, rtl), width), box.y + (box.h - height) / 2, width, height};
    if (!ui_visible(ui, line))
        return;
    if (ui->masked) {
        draw_mask(ui, line);
        return;
    }
    if (rtl)
        draw_text_rtl(ui->draw, line, face, size_px, color, s, len);
    else
        draw_text(ui->draw, line, face, size_px, color, s, len);
}

void ui_string(struct ui *ui, struct rect box, enum font_face face, int size_px, struct color color,
               enum ui_align align, const char *s, size_t len)
{
    draw_line(ui, box, face, size_px, color, align, text_is_rtl(s, len), s, len);
}

/* The last line that fits, shortened by graphemes until an ellipsis fits behind it. */
static void draw_cut(struct ui *ui, struct rect line, enum font_face face, int size_px, struct color color,
                     enum ui_align align, const char *s, const struct text_line *cut)
{
    int dots = text_width(ui->text, face, size_px, ELLIPSIS, sizeof(ELLIPSIS) - 1);
    size_t len = cut->len;
    while (len && text_width(ui->text, face, size_px, s + cut->start, len) + dots > line.w)
        len = text_prev_grapheme(ui->text, s + cut->start, len);
    CLEANUP(free_ptr) char *shown = xasprintf("%.*s" ELLIPSIS, (int)len, s + cut->start);
    draw_line(ui, line, face, size_px, color, align, cut->rtl, shown, strlen(shown));
}

/* A line of which a part is being spoken: what stands before it, the part on its own ground, what follows. */
static void draw_marked(struct ui *ui, struct rect box, enum font_face face, int size_px, struct color color,
                        enum ui_align align, bool rtl, const char *s, struct ui_span line, struct ui_span part)
{
    if (rtl) { /* its parts do not stand in this order: the line is marked whole */
        ui_mark_fill(ui, box);
        draw_line(ui, box, face, size_px, ui_color(ui, COLOR_INK), align, rtl, s + line.start, line.end - line.start);
        return;
    }
    size_t ends[] = {part.start, part.end, line.end}, at = line.start;
    int x = align_x(box, align, text_width(ui->text, face, size_px, s + line.start, line.end - line.start));
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        size_t len = ends[i] - at;
        int width = text_width(ui->text, face, size_px, s + at, len);
        struct rect cell = {x, box.y, width, box.h};
        if (i == 1)
            ui_mark_fill(ui, cell);
        if (len)
            ui_string(ui, cell, face, size_px, i == 1 ? ui_color(ui, COLOR_INK) : color, UI_LEFT, s + at, len);
        x += width;
        at = ends[i];
    }
}

/* Lines from the top of box; with fit_h > 0 no more than fit into it. Returns the height used. */
static int draw_lines(struct ui *ui, struct rect box, int fit_h, enum font_face face, int size_px, struct color color,
                      enum ui_align align, const char *s, const struct text_line *lines, size_t count)
{
    int height = text_line_height(size_px);
    size_t fit = fit_h > 0 ? MAX((size_t)(fit_h / height), (size_t)1) : count;
    size_t shown = MIN(count, fit);
    for (size_t i = 0; i < shown; i++) {
        struct rect line = {box.x, box.y + (int)i * height, box.w, height};
        struct ui_span bytes = {lines[i].start, lines[i].start + lines[i].len}, part;
        if (!ui_visible(ui, line))
            continue;
        if (i + 1 == shown && shown < count)
            draw_cut(ui, line, face, size_px, color, align, s, &lines[i]);
        else if (ui_marked(ui, s, strlen(s), bytes, line, &part))
            draw_marked(ui, line, face, size_px, color, align, lines[i].rtl, s, bytes, part);
        else
            draw_line(ui, line, face, size_px, color, align, lines[i].rtl, s + lines[i].start, lines[i].len);
    }
    return (int)shown * height;
}

int ui_text(struct ui *ui, struct rect rect, struct ui_style style, const char *s)
{
    static struct text_line lines[UI_LINES_MAX]; /* UI thread alone; too large for a stack of a small board */
    int size_px = ui->theme->size_px[style.size];
    ui_tell_bytes(ui, s, strlen(s));
    size_t count = text_break(ui->text, style.face, size_px, MAX(rect.w, 1), s, strlen(s), lines, UI_LINES_MAX);
    return draw_lines(ui, rect, rect.h, style.face, size_px, ui_color(ui, style.color), style.align, s, lines,
                      MIN(count, (size_t)UI_LINES_MAX));
}

int ui_text_height(struct ui *ui, int width, struct ui_style style, const char *s)
{
    int size_px = ui->theme->size_px[style.size];
    size_t count = text_break(ui->text, style.face, size_px, MAX(width, 1), s, strlen(s), NULL, 0);
    return (int)MIN(count, (size_t)UI_LINES_MAX) * text_line_height(size_px);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool ui_breaks_word(struct ui *ui, int width, enum font_face face, int size_px, const char *s)
{
    struct text_line lines[8];
    size_t count = text_break(ui->text, face, size_px, MAX(width, 1), s, strlen(s), lines, ARRAY_LEN(lines));
    for (size_t i = 0; i + 1 < MIN(count, ARRAY_LEN(lines)); i++) {
        size_t end = lines[i].start + lines[i].len;
        if (end == lines[i + 1].start && end && is_letter(s[end - 1]) && is_letter(s[end]))
            return true;
    }
    return false;
}

static enum text_size head_size(struct ui *ui, const char *title)
{
    static const enum text_size sizes[] = {TEXT_HERO, TEXT_TITLE, TEXT_HEADING, TEXT_LABEL};
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        struct ui_style style = {sizes[i], FONT_BOLD, COLOR_INK, UI_LEFT};
        if (ui_text_height(ui, ui->head.w, style, title) * 5 / 4 <= ui->head.h)
            return sizes[i];
    }
    return TEXT_BODY;
}

/* A page says its title inside its scroll area: the clips are lifted for it. */
bool ui_head(struct ui *ui, const char *title)
{
    if (ui->head.h < 2 * ui->theme->size_px[TEXT_TITLE]) /* too little for a title */
        return false;
    struct rect clip = ui->clip;
    int depth = ui->state->open_count;
    for (int i = 0; i < depth; i++)
        draw_unclip(ui->draw);
    if (depth)
        ui->clip = ui->state->outer_clip[0];
    struct ui_style style = {head_size(ui, title), FONT_BOLD, COLOR_INK, UI_LEFT};
    int height = MIN(ui_text_height(ui, ui->head.w, style, title), ui->head.h);
    ui_text(ui, (struct rect){ui->head.x, ui->head.y + (ui->head.h - height) / 2, ui->head.w, height}, style, title);
    ui->head.h = 0;
    ui->clip = clip;
    for (int i = 0; i < depth; i++)
        draw_clip(ui->draw, clip);
    return true;
}

void ui_label(struct ui *ui, struct rect box, enum font_face face, int size_px, struct color color, enum ui_align align,
              const char *s)
{
    struct text_line lines[8];
    size_t count = text_break(ui->text, face, size_px, MAX(box.w, 1), s, strlen(s), lines, ARRAY_LEN(lines));
    int height = text_line_height(size_px);
    size_t fit = MIN(MAX((size_t)(box.h / height), (size_t)1), ARRAY_LEN(lines));
    int used = (int)MIN(count, fit) * height;
    struct rect inner = {box.x, box.y + (box.h - used) / 2, box.w, used};
    draw_lines(ui, inner, (int)fit * height, face, size_px, color, align, s, lines, count > fit ? fit + 1 : count);
}
