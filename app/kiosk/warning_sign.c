#include "kiosk/warning_sign.h"

#include "kiosk/i18n.h"

struct sign {
    const char *words;
    struct color patch, ink;
};

/* Black or white on it, whichever reads better. */
static const struct sign signs[] = {
    [WARNING_NONE] = {"", {0, 0, 0, 0}, {0, 0, 0, 0}},
    [WARNING_BLUE] = {N_("Blue warning"), {0x14, 0x58, 0xB8, 0xFF}, {0xFF, 0xFF, 0xFF, 0xFF}},
    [WARNING_YELLOW] = {N_("Yellow warning"), {0xFF, 0xD6, 0x0A, 0xFF}, {0, 0, 0, 0xFF}},
    [WARNING_ORANGE] = {N_("Orange warning"), {0xF5, 0x7C, 0x00, 0xFF}, {0, 0, 0, 0xFF}},
    [WARNING_RED] = {N_("Red warning"), {0xC8, 0x10, 0x2E, 0xFF}, {0xFF, 0xFF, 0xFF, 0xFF}},
};

const char *warning_sign_words(enum warning_level level)
{
    return level == WARNING_NONE ? "" : _(signs[level].words);
}

struct color warning_sign_color(enum warning_level level)
{
    return signs[level].patch;
}

struct color warning_sign_ink(enum warning_level level)
{
    return signs[level].ink;
}

int warning_sign_width(struct ui *ui, enum warning_level level, enum text_size size)
{
    const char *words = warning_sign_words(level);
    return *words ? text_width(ui->text, FONT_BOLD, ui->theme->size_px[size], words, strlen(words)) + 2 * ui->theme->gap
                  : 0;
}

void warning_sign_draw(struct ui *ui, struct rect rect, enum warning_level level, enum text_size size)
{
    struct theme theme = *ui->theme;
    const struct theme *usual = ui->theme;
    struct ui_style style = {size, FONT_BOLD, COLOR_INK, UI_CENTER};
    int height = ui_line_height(ui, size);
    theme.color[COLOR_INK] = signs[level].ink;
    draw_fill(ui->draw, rect, signs[level].patch, 0);
    draw_frame(ui->draw, rect, signs[level].ink, 0, theme.line); /* apart from a band of the same colour */
    ui->theme = &theme;
    ui_text(ui, (struct rect){rect.x, rect.y + (rect.h - height) / 2, rect.w, height}, style,
            warning_sign_words(level));
    ui->theme = usual;
}
