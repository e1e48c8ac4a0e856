/* The key that reads aloud: its sign and words say what it would do now, or why it is silent. */
#ifndef FOYER_KIOSK_ALOUD_FACE_H
#define FOYER_KIOSK_ALOUD_FACE_H

#include "kiosk/page.h"

struct aloud_face {
    const char *icon, *words, *brief; /* words in the current language */
    enum ui_button_kind kind;
};
struct aloud_face aloud_face(const struct page_env *env);
/* The large one, at least 25 mm high, for pages that draw their own. Asks for reading when it is touched. */
#define ALOUD_KEY_W_MM 46
#define ALOUD_KEY_H_MM 26
void aloud_key(struct ui *ui, const struct page_env *env, struct rect rect);

#endif
