/* Words to choose from: a strip above the keys that opens to pages of them in place of the keys. Knows neither engine
 * nor text. UI thread. */
#ifndef FOYER_KIOSK_TYPING_STRIP_H
#define FOYER_KIOSK_TYPING_STRIP_H

#include "kiosk/ui.h"

struct strip {
    bool is_flat; /* one line: what is composed stands beside the words, not above them */
    bool is_open; /* the pages are shown */
    int page;
};
struct strip_words {
    const char *preedit; /* what is being composed, "" nothing */
    const char *const *words;
    int count;
};
int strip_height(const struct ui *ui, bool is_flat);
/* The index of the word that was tapped, or -1. Ids: "word/0" …, "words/more". */
int strip_build(struct strip *strip, struct ui *ui, struct rect rect, const struct strip_words *words);
/* The pages, over the keys. A tap on a word closes them. Ids: "word/0" …, "words/previous" "words/next" "words/close".
 */
int strip_page_build(struct strip *strip, struct ui *ui, struct rect rect, const struct strip_words *words);
/* One word in a frame of its own, in `size` or smaller; `is_first`: the one that the space key takes. */
struct strip_word {
    const char *word;
    int index;
    enum text_size size;
    bool is_first;
};
bool strip_cell(struct ui *ui, struct rect rect, const struct strip_word *word);

#endif
