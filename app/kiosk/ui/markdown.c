/* A parsed text as blocks under each other. Heights and drawing come from one walk: every block function draws what is
 * visible and returns its height, so a long text costs layout once (cached by text) and drawing only for what is seen.
 */
#include "kiosk/ui/inner.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/buf.h"
#include "kiosk/ui/md_image.h"
#include "kiosk/ui/md_table.h"

#define SPOKEN 2 /* beside the bold flag: being read aloud */

struct mixed { /* an inline run as one string with a bold flag for each byte */
    struct buf text, bold;
};

static void mixed_make(struct mixed *mixed, const struct md_inline *run, bool all_bold)
{
    memset(mixed, 0, sizeof(*mixed));
    for (size_t i = 0; i < run->count; i++) {
        const struct md_span *span = &run->spans[i];
        buf_append(&mixed->text, span->text, span->len);
        for (size_t k = 0; k < span->len; k++)
            buf_putc(&mixed->bold, span->bold || all_bold);
    }
}

static void mixed_fini(struct mixed *mixed)
{
    buf_fini(&mixed->text);
    buf_fini(&mixed->bold);
}

static void draw_span(struct ui *ui, const struct mixed *mixed, const struct text_span *span, struct rect cell,
                      int size_px, struct color color)
{
    const char *words = mixed->text.data + span->start;
    if (mixed->bold.data[span->start] & SPOKEN) {
        ui_mark_fill(ui, cell);
        color = ui_color(ui, COLOR_INK);
    }
    if (span->rtl)
        draw_text_rtl(ui->draw, cell, span->face, size_px, color, words, span->len);
    else
        draw_text(ui->draw, cell, span->face, size_px, color, words, span->len);
}

/* One line may change its face and its direction several times. */
static void draw_mixed_line(struct ui *ui, struct mixed *mixed, const struct text_line *line, struct rect box,
                            int size_px, struct color color, enum md_align align)
{
    struct ui_span bytes = {line->start, line->start + line->len}, part = {0};
    ui_marked(ui, mixed->text.data, mixed->text.len, bytes, box, &part);
    for (size_t i = part.start; i < part.end; i++)
        mixed->bold.data[i] |= SPOKEN;
    struct text_span spans[TEXT_SPANS_MAX];
    const uint8_t *bold = (const uint8_t *)mixed->bold.data;
    size_t count = text_spans(ui->text, bold, size_px, mixed->text.data, line, spans, ARRAY_LEN(spans));
    int x = box.x;
    if (align == MD_RIGHT || (align == MD_LEFT && line->rtl))
        x += box.w - line->width;
    else if (align == MD_CENTER)
        x += (box.w - line->width) / 2;
    for (size_t i = 0; i < count; i++) {
        struct rect cell = {x + spans[i].x, box.y, spans[i].width, box.h};
        draw_span(ui, mixed, &spans[i], cell, size_px, color);
    }
}

int md_inline_draw(struct ui *ui, struct rect rect, const struct md_inline *run, struct md_look look)
{
    static struct text_line lines[UI_LINES_MAX]; /* UI thread alone */
    struct mixed mixed;
    mixed_make(&mixed, run, look.bold);
    int size_px = look.size_px, height = text_line_height(size_px);
    if (look.draw)
        ui_tell_bytes(ui, buf_str(&mixed.text), mixed.text.len);
    size_t count = mixed.text.len
                       ? text_break_mixed(ui->text, (const uint8_t *)mixed.bold.data, size_px, MAX(rect.w, 1),
                                          mixed.text.data, mixed.text.len, lines, UI_LINES_MAX)
                       : 0;
    count = MIN(count, (size_t)UI_LINES_MAX);
    for (size_t i = 0; look.draw && i < count; i++) {
        struct rect line = {rect.x, rect.y + (int)i * height, rect.w, height};
        if (ui_visible(ui, line))
            draw_mixed_line(ui, &mixed, &lines[i], line, size_px, ui_color(ui, look.color), look.align);
    }
    mixed_fini(&mixed);
    return (int)count * height;
}

int md_inline_width(struct ui *ui, const struct md_inline *run, struct md_look look)
{
    int width = 0;
    for (size_t i = 0; i < run->count; i++) {
        const struct md_span *span = &run->spans[i];
        enum font_face face = span->bold || look.bold ? FONT_BOLD : FONT_REGULAR;
        width += text_width(ui->text, face, look.size_px, span->text, span->len);
    }
    return width;
}

static int draw_heading(struct ui *ui, struct rect rect, const struct md_block *block)
{
    enum text_size size = block->level <= 1 ? TEXT_TITLE : block->level == 2 ? TEXT_HEADING : TEXT_LABEL;
    struct md_look look = {ui->theme->size_px[size], COLOR_INK, MD_LEFT, true, true};
    return md_inline_draw(ui, rect, &block->text, look);
}

static bool is_rtl(const struct md_inline *run)
{
    struct mixed mixed;
    mixed_make(&mixed, run, false);
    bool rtl = text_is_rtl(buf_str(&mixed.text), mixed.text.len);
    mixed_fini(&mixed);
    return rtl;
}

static int draw_listed(struct ui *ui, struct rect rect, const struct md_block *block)
{
    const struct theme *theme = ui->theme;
    int size_px = theme->size_px[TEXT_BODY], line_h = text_line_height(size_px);
    char mark[16] = "•";
    if (block->kind == MD_NUMBER)
        snprintf(mark, sizeof(mark), "%d.", block->level);
    int indent = MAX(size_px * 3 / 2, text_width(ui->text, FONT_BOLD, size_px, mark, strlen(mark)) + size_px / 2);
    bool rtl = is_rtl(&block->text);
    int mark_w = indent - size_px / 2;
    struct rect first = {rtl ? rect.x + rect.w - mark_w : rect.x, rect.y, mark_w, line_h};
    if (ui_visible(ui, first))
        ui_string(ui, first, FONT_BOLD, size_px, ui_color(ui, COLOR_ACCENT), rtl ? UI_LEFT : UI_RIGHT, mark,
                  strlen(mark));
    struct rect body = {rtl ? rect.x : rect.x + indent, rect.y, MAX(rect.w - indent, 1), 0};
    return md_inline_draw(ui, body, &block->text,
                          (struct md_look){ui->theme->size_px[TEXT_BODY], COLOR_INK, MD_LEFT, false, true});
}

static int draw_quote(struct ui *ui, struct rect rect, const struct md_block *block)
{
    const struct theme *theme = ui->theme;
    int bar = theme->line * 4;
    struct rect body = {rect.x + bar + theme->gap, rect.y, MAX(rect.w - bar - theme->gap, 1), 0};
    int height = md_inline_draw(ui, body, &block->text,
                                (struct md_look){ui->theme->size_px[TEXT_BODY], COLOR_INK_SOFT, MD_LEFT, false, true});
    ui_fill(ui, (struct rect){rect.x, rect.y, bar, height}, COLOR_ACCENT, false);
    return height;
}

static int draw_block(struct ui *ui, struct rect rect, const struct md_block *block, const struct ui_images *images)
{
    switch (block->kind) {
    case MD_HEADING:
        return draw_heading(ui, rect, block);
    case MD_PARAGRAPH:
        return md_inline_draw(ui, rect, &block->text,
                              (struct md_look){ui->theme->size_px[TEXT_BODY], COLOR_INK, MD_LEFT, false, true});
    case MD_BULLET:
    case MD_NUMBER:
        return draw_listed(ui, rect, block);
    case MD_TABLE:
        return md_table_draw(ui, rect, block);
    case MD_QUOTE:
        return draw_quote(ui, rect, block);
    case MD_RULE:
        ui_fill(ui, (struct rect){rect.x, rect.y, rect.w, ui->theme->line}, COLOR_LINE, false);
        return ui->theme->line;
    case MD_IMAGE:
        return md_image_draw(ui, rect, block, images);
    }
    return 0;
}

static bool is_listed(const struct md_block *block)
{
    return block->kind == MD_BULLET || block->kind == MD_NUMBER;
}

/* Paragraph spacing is 1.3 times the line spacing at least; list items stand closer, headings keep to what follows. */
static int space_between(const struct ui *ui, const struct md_block *above, const struct md_block *below)
{
    int size_px = ui->theme->size_px[TEXT_BODY];
    if (is_listed(above) && is_listed(below))
        return size_px * 2 / 5;
    if (below->kind == MD_HEADING)
        return size_px * 6 / 5;
    if (above->kind == MD_HEADING)
        return size_px * 2 / 5;
    return size_px * 4 / 5;
}

int ui_markdown(struct ui *ui, struct rect rect, const struct md_doc *doc, const struct ui_images *images)
{
    int y = rect.y;
    for (size_t i = 0; i < doc->count; i++) {
        if (i)
            y += space_between(ui, &doc->blocks[i - 1], &doc->blocks[i]);
        y += draw_block(ui, (struct rect){rect.x, y, rect.w, 0}, &doc->blocks[i], images);
    }
    return y - rect.y;
}
