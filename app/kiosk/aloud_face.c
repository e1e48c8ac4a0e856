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

void aloud_key(struct ui *ui, const struct page_env *env, struct rect rect)
{
    struct aloud_face face = aloud_face(env);
    if (ui_icon_button(ui, rect, "aloud", face.icon, face.words, face.kind))
        aloud_ask(env->aloud);
}
