/* Writing in own words, for every page on which a resident can: the words, the keys below them, and the bar; what
 * sounds like danger to life brings the numbers and takes nothing away. The draft is its page's. UI thread. */
#ifndef FOYER_KIOSK_PAGES_OWN_WORDS_H
#define FOYER_KIOSK_PAGES_OWN_WORDS_H

#include "kiosk/entry.h"
#include "kiosk/page.h"
#include "kiosk/pages/desk_bar.h"
#include "kiosk/typing/keyboard.h"
#include "kiosk/typing/paper.h"

struct own_words {
    struct editor editor; /* of the draft's text: own_words_editor */
    struct paper paper;
    struct keyboard keyboard;
    struct text *text; /* the program's; NULL before the first build */
};
struct own_words_ask {
    const char *title;         /* what is asked; NULL: the page before this one has said it */
    struct desk_bar_next next; /* what is done with the words */
};
/* What is still being composed becomes part of the draft when it is left by `next`. Target ids: the keyboard's,
 * ask->next.id, "finish" and "see-danger". */
enum desk_bar own_words_build(struct own_words *own, const struct page_env *env, struct ui *ui, struct rect body,
                              struct entry_draft *draft, const struct own_words_ask *ask);
void own_words_key(struct own_words *own, const struct page_env *env, struct entry_draft *draft, const char *utf8,
                   enum keystroke key);
struct editor *own_words_editor(struct own_words *own, struct entry_draft *draft); /* ready to write in the draft */
void own_words_wipe(struct own_words *own);                                        /* all but the words */

#endif
