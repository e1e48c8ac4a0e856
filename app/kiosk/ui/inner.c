#include "kiosk/ui/inner.h"

struct color ui_color(const struct ui *ui, enum theme_color color)
{
    return ui->theme->color[color];
}

struct color ui_blend(struct color a, struct color b, int percent_b)
{
    int p = percent_b, q = 100 - percent_b;
    return (struct color){(uint8_t)((a.r * q + b.r * p) / 100), (uint8_t)((a.g * q + b.g * p) / 100),
                          (uint8_t)((a.b * q + b.b * p) / 100), 255};
}

bool ui_visible(const struct ui *ui, struct rect rect)
{
    struct rect seen = rect_meet(rect, ui->clip);
    return ui->tell || ui->seek || (seen.w > 0 && seen.h > 0);
}

struct rect ui_reach(const struct ui *ui, struct rect rect)
{
    rect_cut_top(&rect, CLAMP(ui->reach_y - rect.y, 0, rect.h));
    return rect;
}

bool ui_touch(struct ui *ui, struct rect rect, const char *id, const char *label, bool enabled, bool *pressed)
{
    struct rect seen = rect_meet(rect, ui->clip);
    if (ui->state && ui->state->open_count > 0) {
        struct ui_scroll *scroll = &ui->state->scrolls[ui->state->open[0]];
        scroll->first_y = MIN(scroll->first_y, rect.y - scroll->top);
        if (scroll->takes_head)
            seen = ui_reach(ui, seen);
    }
    if (pressed)
        *pressed = false;
    if (seen.w <= 0 || seen.h <= 0)
        return false;
    draw_target(ui->draw, seen, id, label, enabled);
    if (!enabled)
        return false;
    if (pressed && ui->pressing)
        *pressed = rect_has(seen, ui->press_x, ui->press_y);
    return ui->has_tap && rect_has(seen, ui->tap_x, ui->tap_y);
}

bool ui_area(struct ui *ui, struct rect rect, const char *id, const char *label)
{
    bool pressed;
    bool tapped = ui_touch(ui, rect, id, label, true, &pressed);
    if (pressed)
        draw_frame(ui->draw, rect, ui_color(ui, COLOR_ACCENT), ui->theme->radius, ui->theme->line * 3);
    return tapped;
}

void ui_fill(struct ui *ui, struct rect rect, enum theme_color color, bool rounded)
{
    if (ui_visible(ui, rect))
        draw_fill(ui->draw, rect, ui_color(ui, color), rounded ? ui->theme->radius : 0);
}

void ui_hairline(struct ui *ui, struct rect rect)
{
    struct rect line = {rect.x, rect.y + rect.h - ui->theme->line, rect.w, ui->theme->line};
    if (ui_visible(ui, line))
        draw_fill(ui->draw, line, ui_color(ui, COLOR_LINE), 0);
}

/* Drawn in the largest square that fits, in the middle. */
void ui_icon(struct ui *ui, struct rect rect, const char *name, enum theme_color color)
{
    int side = MIN(rect.w, rect.h);
    struct rect square = {rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side};
    if (name && name[0] && side > 0 && ui_visible(ui, square))
        draw_icon(ui->draw, square, name, ui_color(ui, color));
}

void ui_sign(struct ui *ui, struct rect square, const char *name, enum theme_color color)
{
    ui_fill(ui, square, color, true);
    ui_icon(ui, rect_inset(square, square.w / 7), name, color == COLOR_DANGER ? COLOR_ON_DANGER : COLOR_ON_ACCENT);
}
