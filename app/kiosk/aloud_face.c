#include "kiosk/aloud_face.h"

#include "kiosk/i18n.h"
#include "kiosk/speech/aloud.h"

struct aloud_face aloud_face(const struct page_env *env)
{
    switch (aloud_state(env->aloud)) {
    case ALOUD_READY:
        break;
    case ALOUD_SPEAKING:
        return (struct aloud_face){"stop", _("Stop reading"), _("Stop"), UI_BUTTON_PRIMARY};
    case ALOUD_QUIET:
        return (struct aloud_face){"speaker-off", _("Quiet at this hour"), _("Quiet hours"), UI_BUTTON_QUIET};
    case ALOUD_NO_SOUND:
        return (struct aloud_face){"speaker-off", _("No sound on this screen"), _("No sound"), UI_BUTTON_QUIET};
    }
    return (struct aloud_face){"speaker", _("Read aloud"), _("Read"), UI_BUTTON_PLAIN};
}

static const struct ui_style style_words = {TEXT_HEADING, FONT_BOLD, COLOR_ON_ACCENT, UI_CENTER};

int aloud_key_width(struct ui *ui, const struct page_env *env)
{
    const char *words = aloud_face(env).words;
    int words_w = text_width(ui->text, FONT_BOLD, ui->theme->size_px[style_words.size], words, strlen(words));
    return MAX(ui->theme->measure[MEASURE_ALOUD_W], words_w + aloud_key_height(ui) + 2 * ui->theme->gap);
}

int aloud_key_height(const struct ui *ui)
{
    return MAX(ui->theme->measure[MEASURE_ALOUD_H], ui_line_height(ui, style_words.size) + ui->theme->gap);
}

void aloud_key(struct ui *ui, const struct page_env *env, struct rect rect)
{
    struct aloud_face face = aloud_face(env);
    bool speaks = face.kind != UI_BUTTON_QUIET;
    struct ui_style style = style_words;
    style.color = speaks ? COLOR_ON_ACCENT : COLOR_INK_SOFT;
    draw_fill(ui->draw, rect, ui->theme->color[speaks ? COLOR_ACCENT : COLOR_PAPER], ui->theme->radius);
    draw_frame(ui->draw, rect, ui->theme->color[COLOR_EDGE], ui->theme->radius, ui->theme->line);
    if (ui_area(ui, rect, "aloud", face.words))
        aloud_ask(env->aloud);
    struct rect inner = rect_inset(rect, ui->theme->gap / 2);
    ui_icon(ui, rect_cut_left(&inner, inner.h), face.icon, style.color);
    int words_h = MIN(ui_text_height(ui, inner.w, style, face.words), inner.h);
    ui_text(ui, (struct rect){inner.x, inner.y + (inner.h - words_h) / 2, inner.w, words_h}, style, face.words);
}
