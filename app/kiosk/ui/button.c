#include "kiosk/ui/inner.h"

#include <math.h>

struct look {
    struct color back, words, edge;
};

static struct look button_look(const struct ui *ui, enum ui_button_kind kind, bool enabled, bool pressed)
{
    struct color ink = ui_color(ui, COLOR_INK), paper = ui_color(ui, COLOR_PAPER), line = ui_color(ui, COLOR_LINE);
    struct color accent = ui_color(ui, COLOR_ACCENT);
    struct look look = {ui_color(ui, COLOR_SURFACE), accent, accent};
    switch (kind) {
    case UI_BUTTON_PLAIN:
        break;
    case UI_BUTTON_PRIMARY:
        look = (struct look){accent, ui_color(ui, COLOR_ON_ACCENT), accent};
        break;
    case UI_BUTTON_DANGER:
        look = (struct look){ui_color(ui, COLOR_DANGER), ui_color(ui, COLOR_ON_DANGER), ui_color(ui, COLOR_DANGER)};
        break;
    case UI_BUTTON_QUIET:
        look = (struct look){paper, ink, line};
        break;
    }
    if (!enabled)
        look = (struct look){ui_blend(paper, line, 40), ui_color(ui, COLOR_INK_SOFT), line};
    if (pressed)
        look.back = ui_blend(look.back, ink, 18);
    return look;
}

/* The largest of the given sizes at which the words fit into the box; the smallest otherwise. */
static int fitting_size(struct ui *ui, struct rect box, enum font_face face, const char *s, enum text_size largest)
{
    for (int size = (int)largest; size > TEXT_CAPTION; size--) {
        int px = ui->theme->size_px[size];
        size_t lines = text_break(ui->text, face, px, MAX(box.w, 1), s, strlen(s), NULL, 0);
        if ((int)lines * text_line_height(ui->text, px) <= box.h)
            return px;
    }
    return ui->theme->size_px[TEXT_CAPTION];
}

bool ui_button(struct ui *ui, struct rect rect, const char *id, const char *label, enum ui_button_kind kind, bool enabled)
{
    bool pressed;
    bool tapped = ui_touch(ui, rect, id, label, enabled, &pressed);
    if (!ui_visible(ui, rect))
        return tapped;
    struct look look = button_look(ui, kind, enabled, pressed);
    const struct theme *theme = ui->theme;
    draw_fill(ui->draw, rect, look.back, theme->radius);
    draw_frame(ui->draw, rect, look.edge, theme->radius, kind == UI_BUTTON_QUIET ? theme->line : theme->line * 2);
    struct rect inner = rect_inset(rect, MIN(theme->gap, rect.h / 8));
    int size_px = fitting_size(ui, inner, FONT_BOLD, label, TEXT_LABEL);
    ui_label(ui, inner, FONT_BOLD, size_px, look.words, UI_CENTER, label);
    return tapped;
}

/* Icon above two lines where it is high, beside them where it is low. */
static void tile_content(struct ui *ui, struct rect inner, const char *icon, const char *title, const char *subtitle)
{
    const struct theme *theme = ui->theme;
    bool words_below = subtitle && subtitle[0];
    bool low = inner.w > inner.h * 3 / 2 || theme->small;
    enum ui_align align = low ? UI_LEFT : UI_CENTER;
    if (icon && icon[0]) {
        int side = low ? MIN(inner.h, inner.w / 4) : MIN(inner.h * 38 / 100, inner.w * 6 / 10);
        side = MIN(side, theme_mm(theme, theme->small ? 16 : 34));
        struct rect box = low ? rect_cut_left(&inner, side) : rect_cut_top(&inner, side);
        ui_icon(ui, box, icon, COLOR_ACCENT);
        if (low)
            rect_cut_left(&inner, theme->gap * 2);
        else
            rect_cut_top(&inner, theme->gap / 2);
    }
    struct rect head = inner;
    if (words_below) {
        int small_h = text_line_height(ui->text, theme->size_px[TEXT_CAPTION]);
        int size_px = theme->size_px[TEXT_LABEL];
        int title_h = text_line_height(ui->text, size_px) *
                      (int)MIN(text_break(ui->text, FONT_BOLD, size_px, MAX(inner.w, 1), title, strlen(title), NULL, 0), (size_t)2);
        int sub_lines = (int)text_break(ui->text, FONT_REGULAR, theme->size_px[TEXT_CAPTION], MAX(inner.w, 1), subtitle,
                                        strlen(subtitle), NULL, 0);
        sub_lines = CLAMP(sub_lines, 1, MAX((inner.h - title_h) / MAX(small_h, 1), 0));
        if (inner.h - title_h < small_h)
            words_below = false;
        int slack = words_below ? MAX(inner.h - title_h - sub_lines * small_h, 0) / 2 : 0;
        head = inner;
        if (words_below) {
            rect_cut_top(&inner, slack);
            head = rect_cut_top(&inner, title_h);
            ui_label(ui, rect_cut_top(&inner, sub_lines * small_h), FONT_REGULAR, theme->size_px[TEXT_CAPTION],
                     ui_color(ui, COLOR_INK_SOFT), align, subtitle);
        }
    }
    enum text_size largest = words_below ? TEXT_LABEL : TEXT_HEADING;
    ui_label(ui, head, FONT_BOLD, fitting_size(ui, head, FONT_BOLD, title, largest), ui_color(ui, COLOR_INK), align, title);
}

bool ui_tile(struct ui *ui, struct rect rect, const char *id, const char *icon, const char *title, const char *subtitle)
{
    bool pressed;
    bool tapped = ui_touch(ui, rect, id, title, true, &pressed);
    if (!ui_visible(ui, rect))
        return tapped;
    const struct theme *theme = ui->theme;
    struct color back = ui_color(ui, COLOR_SURFACE);
    draw_fill(ui->draw, rect, pressed ? ui_blend(back, ui_color(ui, COLOR_ACCENT), 14) : back, theme->radius);
    draw_frame(ui->draw, rect, ui_color(ui, pressed ? COLOR_ACCENT : COLOR_LINE), theme->radius, theme->line);
    tile_content(ui, rect_inset(rect, MAX(theme->gap, theme->pad / 2)), icon, title, subtitle);
    return tapped;
}

/* A mark and words: the colour is never alone in saying it. */
bool ui_choice(struct ui *ui, struct rect rect, const char *id, const char *label, bool selected)
{
    bool pressed;
    bool tapped = ui_touch(ui, rect, id, label, true, &pressed);
    if (!ui_visible(ui, rect))
        return tapped;
    const struct theme *theme = ui->theme;
    struct color accent = ui_color(ui, COLOR_ACCENT), back = ui_color(ui, COLOR_SURFACE);
    int tint = (selected ? 12 : 0) + (pressed ? 12 : 0);
    draw_fill(ui->draw, rect, ui_blend(back, accent, tint), theme->radius);
    draw_frame(ui->draw, rect, selected ? accent : ui_color(ui, COLOR_LINE), theme->radius,
               selected ? theme->line * 3 : theme->line);
    struct rect inner = rect_inset(rect, MIN(theme->gap, rect.h / 8));
    int mark = MIN(theme_mm(theme, 8), inner.h);
    struct rect box = rect_cut_left(&inner, mark + theme->gap / 2);
    box = (struct rect){box.x + theme->gap / 4, box.y + (box.h - mark) / 2, mark, mark};
    if (selected)
        ui_icon(ui, box, "check", COLOR_ACCENT);
    else
        draw_frame(ui->draw, rect_inset(box, mark / 8), ui_color(ui, COLOR_INK_SOFT), mark, theme->line);
    rect_cut_left(&inner, theme->gap);
    ui_label(ui, inner, selected ? FONT_BOLD : FONT_REGULAR, fitting_size(ui, inner, FONT_BOLD, label, TEXT_LABEL),
             ui_color(ui, COLOR_INK), UI_LEFT, label);
    return tapped;
}

void ui_badge(struct ui *ui, struct rect rect, const char *label, enum theme_color color)
{
    if (!ui_visible(ui, rect))
        return;
    const struct theme *theme = ui->theme;
    struct color tone = ui_color(ui, color);
    draw_fill(ui->draw, rect, ui_blend(ui_color(ui, COLOR_SURFACE), tone, 10), rect.h / 2);
    draw_frame(ui->draw, rect, tone, rect.h / 2, theme->line);
    struct rect inner = {rect.x + rect.h / 3, rect.y, rect.w - rect.h * 2 / 3, rect.h};
    int dot = rect.h / 4;
    struct rect mark = rect_cut_left(&inner, dot);
    draw_fill(ui->draw, (struct rect){mark.x, mark.y + (mark.h - dot) / 2, dot, dot}, tone, dot / 2);
    rect_cut_left(&inner, dot);
    ui_label(ui, inner, FONT_BOLD, fitting_size(ui, inner, FONT_BOLD, label, TEXT_BODY), tone, UI_LEFT, label);
}
