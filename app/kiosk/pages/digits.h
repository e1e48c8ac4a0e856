/* A step that takes digits: what is asked, the digits, and the pad below them. Under a cover the digits stay readable:
 * they are the line that is being written. The bar below is the page's. UI thread. */
#ifndef FOYER_KIOSK_PAGES_DIGITS_H
#define FOYER_KIOSK_PAGES_DIGITS_H

#include "kiosk/ui.h"

struct digits_ask {
    char *digits;    /* of the draft, room for `max` and a zero */
    size_t min, max; /* how many are taken */
    bool may_be_empty;
    const char *title, *brief, *note; /* brief: on a small panel; note "" none */
    const char *done;                 /* on the key that ends it */
};
bool digits_are_taken(const struct digits_ask *ask); /* what stands there will do, and is not nothing */
/* true: that key was touched, and what stands there is taken. Ids of input/keypad.h. */
bool digits_build(struct ui *ui, struct rect body, const struct digits_ask *ask);
bool digits_dial(const struct digits_ask *ask, char key); /* a key of input/keypad.h; true as above */

#endif
