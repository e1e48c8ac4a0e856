#include "kiosk/ui/inner.h"

static const struct color sheet = {255, 255, 255,
                                   255}; /* what is photographed or printed stands on white, by night too */

static void draw_words(struct ui *ui, struct rect rect, const char *words)
{
    const struct theme *theme = ui->theme;
    draw_fill(ui->draw, rect, ui_color(ui, COLOR_SURFACE), theme->radius);
    draw_frame(ui->draw, rect, ui_color(ui, COLOR_LINE), theme->radius, theme->line);
    ui_label(ui, rect_inset(rect, theme->pad / 2), FONT_REGULAR, theme->size_px[TEXT_BODY],
             ui_color(ui, COLOR_INK_SOFT), UI_CENTER, words);
}

void ui_picture(struct ui *ui, struct rect rect, const struct ui_image *image, const char *words)
{
    int revision;
    if (ui_tell(ui, words))
        return;
    pictures_mention(ui->pictures, image->sha256);
    if (!ui_visible(ui, rect))
        return;
    if (pictures_want(ui->pictures, image->sha256, rect.w, rect.h, &revision) != PICTURE_READY) {
        draw_words(ui, rect, words);
        return;
    }
    draw_fill(ui->draw, rect, sheet, 0);
    draw_picture(ui->draw, rect, image->sha256, revision);
    draw_frame(ui->draw, rect, ui_color(ui, COLOR_LINE), 0, ui->theme->line);
}
