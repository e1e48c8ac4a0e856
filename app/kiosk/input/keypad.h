/* A pad of digits for telephone numbers and receipt codes: keys of at least 25 mm, delete and done. Four rows of three,
 * or two rows of six where the panel is low. No state. UI thread. */
#ifndef FOYER_KIOSK_INPUT_KEYPAD_H
#define FOYER_KIOSK_INPUT_KEYPAD_H

#include "kiosk/ui.h"

#define KEYPAD_DELETE '\b'
#define KEYPAD_DONE   '\n'

/* Height that it wants in a column of this width, at most `room`. */
int keypad_height(const struct ui *ui, int width, int room);
int keypad_low_width(const struct ui *ui); /* from this width on it can do with two rows */
/* The key tapped in this turn: a digit, KEYPAD_DELETE, KEYPAD_DONE, or 0. Ids: "digit/7", "digit/delete", "digit/done".
 */
char keypad_build(struct ui *ui, struct rect rect, const char *done_label, bool done_enabled);

/* The same keys from a physical keyboard: what page_ops.key receives. */
char keypad_key(const char *utf8, enum keystroke key);

#endif
