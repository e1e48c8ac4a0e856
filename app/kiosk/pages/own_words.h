/* Writing in own words, for every page but the complaint form: the words, the keys below them, and the bar; what sounds
 * like danger to life brings the numbers and takes nothing away. The draft is its page's. UI thread. */
#ifndef FOYER_KIOSK_PAGES_OWN_WORDS_H
#define FOYER_KIOSK_PAGES_OWN_WORDS_H

#include "kiosk/entry.h"
#include "kiosk/page.h"
#include "kiosk/typing/keyboard.h"
#include "kiosk/typing/paper.h"

struct own_words {
    struct editor editor; /* of the draft's text */
    struct paper paper;
    struct keyboard keyboard;
    struct text *text; /* the program's; NULL before the first build */
};
enum own_words_tap { OWN_WORDS_NONE, OWN_WORDS_SEND, OWN_WORDS_FINISH };
/* `title` says what is asked; `may_be_empty`: it can be sent without words. Target ids: the keyboard's, "send",
 * "finish". */
enum own_words_tap own_words_build(struct own_words *own, const struct page_env *env, struct ui *ui, struct rect body,
                                   struct entry_draft *draft, const char *title, bool may_be_empty);
void own_words_key(struct own_words *own, const struct page_env *env, struct entry_draft *draft, const char *utf8,
                   enum keystroke key);
void own_words_wipe(struct own_words *own); /* all but the words */

#endif
