/* The key that reads aloud: its sign and words say what it would do now, or why it is silent. */
#ifndef FOYER_KIOSK_ALOUD_FACE_H
#define FOYER_KIOSK_ALOUD_FACE_H

#include "kiosk/page.h"

struct aloud_face {
    const char *icon, *words, *brief; /* words in the current language */
    enum ui_button_kind kind;
};
struct aloud_face aloud_face(const struct page_env *env);
int aloud_key_width(struct ui *ui, const struct page_env *env);
int aloud_key_height(const struct ui *ui);
/* The large one of the home page, at least 25 mm high: a sign that is found without reading. Asks for reading when it
 * is touched. */
void aloud_key(struct ui *ui, const struct page_env *env, struct rect rect);

#endif
