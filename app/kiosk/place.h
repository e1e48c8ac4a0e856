/* Where the board was, for the program that starts after a crash: the path of the page on top, its language and modes,
 * in DIR/kiosk.place. Of a visit with a form, a receipt or a case in it nothing is written. A page must have stood for
 * a moment before it is written, and what is read is removed: a page that ends the program is not opened twice. */
#ifndef FOYER_KIOSK_PLACE_H
#define FOYER_KIOSK_PLACE_H

#include "kiosk/nav.h"

#define PLACE_STOOD_MS  3000
#define PLACE_WORDS_MAX 256
#define PLACE_FRESH_MS  300000 /* older: the reader has gone */

struct place {
    char *path;                  /* owned: of the file */
    char words[PLACE_WORDS_MAX]; /* language, modes, page; "" for a visit that is nobody's business or has not begun */
    int64_t since_ms;            /* monotonic: since when it stands so; 0: written, or nothing to write */
};
void place_open(struct place *place, const char *dir); /* dir: $RUNTIME_DIRECTORY on a board, else the data folder */
void place_close(struct place *place);                 /* an orderly end: the next start begins at home */

/* Asks nav to go where the board was less than PLACE_FRESH_MS ago in this boot; nav_apply follows. */
void place_return(struct place *place, struct nav *nav, int64_t mono_ms);
/* Once a turn; returns when to look again. */
int64_t place_look(struct place *place, struct nav *nav, int64_t mono_ms);

#endif
