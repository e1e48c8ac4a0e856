/* The keyboard on the screen: pinyin on 26 keys and on nine, strokes, a pad to write on, digits and signs, English; a
 * strip of candidates above the keys; names of the layouts in plain words above that. What this build cannot do is not
 * offered. Writes into an editor; what is being composed or drawn stays in the engines and here until it is a word. The
 * page that shows it owns the state and wipes it.
 *
 * Keys are at least 15 mm high and wide, 20 mm in large mode. A panel under 250 mm wide keeps no such promise: all
 * layouts are offered there, too, their keys 16 mm and more wide and as high as four rows leave them: 15 mm, in large
 * letters below a ribbon 10. Where height is scarce, as on such a panel, the layouts' names lie under a key. UI thread.
 */
#ifndef FOYER_KIOSK_TYPING_KEYBOARD_H
#define FOYER_KIOSK_TYPING_KEYBOARD_H

#include "kiosk/page.h"
#include "kiosk/typing/editor.h"
#include "kiosk/typing/hold.h"
#include "kiosk/typing/keyset.h"
#include "kiosk/typing/pad.h"
#include "kiosk/typing/strip.h"

struct keyboard {
    bool is_begun; /* a layout was chosen and the engine made ready for it */
    enum keyset_layout layout;
    bool shift;
    int signs;
    bool is_tight; /* no room for the layouts' names: they lie under a key */
    bool chooses;  /* and stand in place of the other keys now */
    struct strip strip;
    struct hold hold; /* of the key that takes back */
    struct pad pad;
};
/* How high it is in a column of `room` pixels that also holds the words: at least keyboard_least where that fits, else
 * all of it, tightly. */
int keyboard_height(const struct ui *ui, int room);
int keyboard_least(const struct ui *ui); /* with the layouts' names in view and every key as large as promised */
/* `resting` stands in the strip while nothing is offered; "" nothing. */
/* Ids: "key/a" "key/A" "key/2" "key/，", "key/back" "key/enter" "key/space" "key/shift" "key/signs" "key/again"
 * "key/undo-ink", "layout/pinyin" …, "layouts"; "word/0" … for candidates and next words, "words/more" "words/previous"
 * "words/next" "words/close". */
void keyboard_build(struct keyboard *keyboard, const struct page_env *env, struct ui *ui, struct rect rect,
                    struct editor *editor, const char *resting);
/* A physical keyboard, while developing: what page_ops.key receives. `text` may be NULL before the first build. */
void keyboard_key(struct keyboard *keyboard, const struct page_env *env, struct text *text, struct editor *editor,
                  const char *utf8, enum keystroke key);
/* The page is left: what is still composed becomes its first candidate, as the space key would make it. */
void keyboard_finish(struct keyboard *keyboard, const struct page_env *env, struct editor *editor);
void keyboard_wipe(struct keyboard *keyboard);

#endif
