#include "kiosk/ui/inner.h"

#include "kiosk/i18n.h"

#define STEP 1.5

struct rect ui_zoom_begin(struct ui *ui, struct rect rect, const char *id)
{
    struct ui_zoom *zoom = &ui->state->zoom;
    struct rect view = ui_scroll_begin(ui, rect, id);
    zoom->area = ui->state->open[ui->state->open_count - 1] + 1;
    zoom->scale = MAX(zoom->scale, 1.0);
    zoom->seen = true;
    return view;
}

struct rect ui_zoom_place(struct ui *ui, struct rect view, int base_w)
{
    struct ui_zoom *zoom = &ui->state->zoom;
    zoom->base_w = base_w;
    zoom->content_w = (int)(base_w * zoom->scale);
    zoom->x = CLAMP(zoom->x, 0, MAX(zoom->content_w - view.w, 0));
    int spare = MAX(view.w - zoom->content_w, 0);
    return (struct rect){view.x + spare / 2 - zoom->x, view.y, zoom->content_w, view.h};
}

double ui_zoom_scale(const struct ui *ui)
{
    return MAX(ui->state->zoom.scale, 1.0);
}

static void zoom_by(struct ui *ui, double ratio)
{
    const struct ui_zoom *zoom = &ui->state->zoom;
    struct rect view = ui->state->scrolls[zoom->area - 1].rect;
    ui_state_pinch(ui->state, view.x + view.w / 2, view.y + view.h / 2, 0, 0, ratio);
}

static bool button(struct ui *ui, struct rect rect, const char *id, const char *label, bool enabled)
{
    bool pressed;
    bool tapped = ui_touch(ui, rect, id, label, enabled, &pressed);
    const struct theme *theme = ui->theme;
    struct color back = ui_color(ui, enabled ? COLOR_SURFACE : COLOR_PAPER);
    enum theme_color tone = enabled ? COLOR_ACCENT : COLOR_INK_SOFT;
    draw_fill(ui->draw, rect, pressed ? ui_blend(back, ui_color(ui, COLOR_ACCENT), 18) : back, theme->radius);
    draw_frame(ui->draw, rect, ui_color(ui, enabled ? COLOR_ACCENT : COLOR_LINE), theme->radius,
               enabled ? theme->line * 2 : theme->line);
    int size_px = theme->size_px[TEXT_LABEL], side = size_px * 5 / 4;
    int words_w = text_width(ui->text, FONT_BOLD, size_px, label, strlen(label));
    int both_w = side + theme->gap + words_w;
    if (both_w + theme->gap > rect.w) { /* the sign alone says it */
        ui_icon(ui, rect_inset(rect, MIN(rect.w, rect.h) / 4), id, tone);
        return tapped;
    }
    struct rect inner = {rect.x + (rect.w - both_w) / 2, rect.y, both_w, rect.h};
    ui_icon(ui, rect_cut_left(&inner, side), id, tone);
    rect_cut_left(&inner, theme->gap);
    ui_string(ui, inner, FONT_BOLD, size_px, ui_color(ui, tone), UI_LEFT, label, strlen(label));
    return tapped;
}

void ui_zoom_buttons(struct ui *ui, struct rect smaller, struct rect larger)
{
    double scale = ui_zoom_scale(ui);
    if (button(ui, smaller, "zoom-out", _("Smaller"), scale > 1.0))
        zoom_by(ui, 1 / STEP);
    if (button(ui, larger, "zoom-in", _("Larger"), scale < UI_ZOOM_MAX))
        zoom_by(ui, STEP);
}
