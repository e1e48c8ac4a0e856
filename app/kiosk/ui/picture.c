#include "kiosk/ui/inner.h"

#include "kiosk/i18n.h"

static void draw_words(struct ui *ui, struct rect rect, const char *words)
{
    const struct theme *theme = ui->theme;
    draw_fill(ui->draw, rect, ui_color(ui, COLOR_SURFACE), theme->radius);
    draw_frame(ui->draw, rect, ui_color(ui, COLOR_LINE), theme->radius, theme->line);
    ui_label(ui, rect_inset(rect, theme->pad / 2), FONT_REGULAR, theme->size_px[TEXT_BODY],
             ui_color(ui, COLOR_INK_SOFT), UI_CENTER, words);
}

/* While fingers enlarge it, every turn shows another size: decoded are only one, two and four times the first one. */
static void wanted_size(const struct ui *ui, struct rect rect, const struct ui_image *image, int *w, int *h)
{
    const struct ui_zoom *zoom = &ui->state->zoom;
    int level = 1;
    *w = rect.w;
    *h = rect.h;
    if (!zoom->seen || zoom->scale <= 1.0 || rect.w != zoom->content_w)
        return;
    while (level < zoom->scale)
        level *= 2;
    *w = zoom->base_w * level;
    *h = MAX((int)((double)*w * image->h / image->w), 1);
}

void ui_picture(struct ui *ui, struct rect rect, const struct ui_image *image, const char *words)
{
    int revision, w, h;
    if (ui_tell(ui, words))
        return;
    pictures_mention(ui->pictures, image->sha256);
    if (!ui_visible(ui, rect))
        return;
    wanted_size(ui, rect, image, &w, &h);
    enum picture_state state = pictures_want(ui->pictures, image->sha256, w, h, &revision);
    ui->state->waits |= state == PICTURE_WAITING;
    if (state != PICTURE_READY) {
        CLEANUP(free_ptr) char *broken = xasprintf("%s\n%s", words, _("This picture cannot be shown."));
        draw_words(ui, rect, state == PICTURE_BROKEN ? broken : words);
        return;
    }
    draw_fill(ui->draw, rect, ui_color(ui, COLOR_SHEET), 0);
    draw_picture(ui->draw, rect, image->sha256, revision);
    draw_frame(ui->draw, rect, ui_color(ui, COLOR_LINE), 0, ui->theme->line);
}
