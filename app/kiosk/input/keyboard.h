/* A plain keyboard on the screen: Latin letters, digits and signs. Chinese words come from ready sentences. The caller
 * owns the state and the text; nothing typed is kept here. UI thread. */
#ifndef FOYER_KIOSK_INPUT_KEYBOARD_H
#define FOYER_KIOSK_INPUT_KEYBOARD_H

#include "kiosk/ui.h"

struct keyboard {
    bool shift;   /* the next letter is a capital */
    bool symbols; /* signs instead of letters */
};
int keyboard_height(const struct ui *ui);
/* The text of the key tapped in this turn: a character, "\b", "\n", or NULL. Static. Ids: "key/a", "key/A", "key/back",
 * "key/enter", "key/space", "key/shift", "key/signs". */
const char *keyboard_build(struct keyboard *keyboard, struct ui *ui, struct rect rect);

#endif
