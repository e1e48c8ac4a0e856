/* The text that is being written: caret, selection, undo and redo, over a buffer that its owner keeps (there is one
 * copy of the words). All that is remembered lies in fixed fields, so one wipe of this block and of the buffer reaches
 * every trace of what was typed and taken back. Pure; UI thread. Places are byte offsets at the edge of a grapheme. */
#ifndef FOYER_KIOSK_TYPING_EDITOR_H
#define FOYER_KIOSK_TYPING_EDITOR_H

#include "kiosk/text.h"

#define EDITOR_STEPS_MAX     128  /* that can be undone; the oldest are forgotten first */
#define EDITOR_HISTORY_BYTES 8192 /* of words in them; a change that is longer ends the history */

/* One change: these bytes stood at `at` and others took their place. */
struct editor_step {
    size_t at, removed_len, added_len;
    size_t bytes; /* where in the history's bytes: those removed, then those added */
};
enum editor_run { EDITOR_RUN_NONE, EDITOR_RUN_LETTERS, EDITOR_RUN_CUTS };
struct editor {
    char *words;                 /* borrowed; valid UTF-8 with its NUL */
    size_t bytes_max, chars_max; /* what the buffer holds without the NUL, and code points */
    size_t caret, anchor;        /* equal: nothing is selected */
    struct editor_step steps[EDITOR_STEPS_MAX];
    int done, known;     /* steps[0..done) can be undone, steps[done..known) done again */
    enum editor_run run; /* what the last step still grows by: letters of a word, characters taken back one by one */
    char bytes[EDITOR_HISTORY_BYTES];
    size_t bytes_len;
    size_t seen_len; /* of the words after the last change, and their sum: were they changed elsewhere? */
    uint64_t seen_sum;
};

/* Begins to write in `words`, or goes on: when they were changed elsewhere meanwhile the caret stands at their end and
 * nothing can be undone. Call it at each turn in which the editor is used. */
void editor_attach(struct editor *editor, char *words, size_t bytes_max, size_t chars_max);
void editor_wipe(struct editor *editor); /* all but the words, which are their owner's */

/* Puts words in the place of the selection, or at the caret, which then stands behind them. What may not stand in a
 * text (common/utf8.h) is left out; what does not fit is refused whole (false). */
MUST_USE bool editor_insert(struct editor *editor, const char *utf8);
/* Takes the selection away, or the grapheme before (backspace) or behind (forward) the caret. false: nothing there. */
bool editor_backspace(struct editor *editor, struct text *text);
bool editor_delete(struct editor *editor, struct text *text);

void editor_place(struct editor *editor, size_t at);               /* the caret; nothing is selected */
void editor_select(struct editor *editor, size_t from, size_t to); /* the caret stands at `to` */
void editor_select_word(struct editor *editor, size_t at);         /* the word, sign or blank at this place */
void editor_select_all(struct editor *editor);
bool editor_step(struct editor *editor, struct text *text, int direction); /* -1, 1: a grapheme; false: at the end */
struct editor_range {
    size_t from, to;
};
struct editor_range editor_selection(const struct editor *editor); /* from == to: none */

bool editor_can_undo(const struct editor *editor);
bool editor_can_redo(const struct editor *editor);
bool editor_undo(struct editor *editor); /* false: nothing to undo; so is redo */
bool editor_redo(struct editor *editor);

#endif
