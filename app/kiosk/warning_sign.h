/* The level of a weather warning on the screen: a patch in the colour that the station issued, with the colour's name
 * in words, for those who do not tell colours apart. These colours mean a level and are no part of the look: they are
 * the same by day, by night and in high contrast. UI thread. */
#ifndef FOYER_KIOSK_WARNING_SIGN_H
#define FOYER_KIOSK_WARNING_SIGN_H

#include "common/warning.h"
#include "kiosk/ui.h"

const char *warning_sign_words(enum warning_level level); /* "Orange warning"; "" for WARNING_NONE. Borrowed */
struct color warning_sign_color(enum warning_level level);
struct color warning_sign_ink(enum warning_level level); /* of the words on it */
/* px that the words take on one line of that size, with room beside them; 0 for WARNING_NONE. */
int warning_sign_width(struct ui *ui, enum warning_level level, enum text_size size);
void warning_sign_draw(struct ui *ui, struct rect rect, enum warning_level level, enum text_size size);

#endif
