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

#define WORDS_SIZE TEXT_HEADING

int aloud_key_width(struct ui *ui, const struct page_env *env)
{
    const char *words = aloud_face(env).words;
    int words_w = text_width(ui->text, FONT_BOLD, ui->theme->size_px[WORDS_SIZE], words, strlen(words));
    return MAX(ui->theme->measure[MEASURE_ALOUD_W], words_w + aloud_key_height(ui) + 2 * ui->theme->gap);
}

int aloud_key_height(const struct ui *ui)
{
    return MAX(ui->theme->measure[MEASURE_ALOUD_H], ui_line_height(ui, WORDS_SIZE) + ui->theme->gap);
}

void aloud_key(struct ui *ui, const struct page_env *env, struct rect rect)
{
    struct aloud_face face = aloud_face(env);
    struct ui_key key = {.id = "aloud",
                         .icon = face.icon,
                         .label = face.words,
                         .kind = face.kind == UI_BUTTON_QUIET ? UI_BUTTON_QUIET : UI_BUTTON_PRIMARY,
                         .enabled = true,
                         .by_sign = true,
                         .size = WORDS_SIZE};
    if (ui_key(ui, rect, &key))
        aloud_ask(env->aloud);
}
