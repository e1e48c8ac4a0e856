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

static bool zoom_key(struct ui *ui, struct rect rect, const char *icon, const char *label, bool enabled)
{
    return ui_key(
        ui, rect,
        &(struct ui_key){
            .id = icon, .icon = icon, .label = label, .enabled = enabled, .by_sign = true, .size = TEXT_LABEL});
}

void ui_zoom_buttons(struct ui *ui, struct rect smaller, struct rect larger)
{
    double scale = ui_zoom_scale(ui);
    if (zoom_key(ui, smaller, "zoom-out", _("Smaller"), scale > 1.0))
        zoom_by(ui, 1 / STEP);
    if (zoom_key(ui, larger, "zoom-in", _("Larger"), scale < UI_ZOOM_MAX))
        zoom_by(ui, STEP);
}
