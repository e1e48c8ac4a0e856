/* Which word comes next: from the domain's own lexicon (share/typing/next.txt: pairs of words by weight), never from
 * what anybody typed. Pure after opening; UI thread. */
#ifndef FOYER_KIOSK_TYPING_SUGGEST_H
#define FOYER_KIOSK_TYPING_SUGGEST_H

#include "common/base.h"

#define SUGGEST_MAX 8

struct suggest;
MUST_USE struct suggest *suggest_open(const char *dir); /* NULL: no data; logged */
void suggest_close(struct suggest *suggest);            /* NULL is fine, here and below: nothing is suggested */
/* Words that often follow the end of `text` (up to its caret). Borrowed for the life of `suggest`. Returns the count.
 */
int suggest_next(const struct suggest *suggest, const char *text, size_t len, const char *out[static SUGGEST_MAX]);

#endif
