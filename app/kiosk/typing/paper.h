/* The words that are being written, as on paper: wrapped, with the caret and what is selected; a touch puts the caret
 * there, a long one selects the word, grips drag the caret and the ends of a selection, a finger on the words moves the
 * paper. Beside or below it undo, redo, and what can be done with a selection. UI thread. */
#ifndef FOYER_KIOSK_TYPING_PAPER_H
#define FOYER_KIOSK_TYPING_PAPER_H

#include "kiosk/page.h"
#include "kiosk/typing/editor.h"
#include "kiosk/typing/hold.h"

#define PAPER_GRIP_MM 15 /* what of a grip takes a finger */

enum paper_drag { PAPER_DRAGS_NOTHING, PAPER_DRAGS_PAPER, PAPER_DRAGS_CARET, PAPER_DRAGS_FROM, PAPER_DRAGS_TO };
struct paper {
    int offset;        /* px that stand above the upper edge */
    bool has_grip;     /* the caret was put somewhere by a finger: it can be dragged */
    size_t seen_caret; /* of the last build: when it moves it comes into view */
    size_t seen_len;
    enum paper_drag drag;
    int drag_x, drag_y; /* of the finger: paper: where it was; a grip: how far from the place it holds */
    bool has_moved;     /* this finger dragged: lifting it is no tap */
    struct hold hold;   /* a finger that rests on a word */
};
struct paper_places {
    struct rect sheet; /* the words; above the line of reach they are only read */
    struct rect tools; /* beside or below it */
};
/* Cuts both from `rect`. */
struct paper_places paper_places(const struct ui *ui, struct rect rect, const struct editor *editor);
int paper_tools_height(const struct ui *ui); /* below a sheet, with the gap between them */
/* Ids: "paper", "undo", "redo", "cut" and "select-all" while something is selected; a small panel has no "redo". `hint`
 * stands in an empty paper, `note` beside the tools where there is room. */
void paper_build(struct paper *paper, const struct page_env *env, struct ui *ui, const struct paper_places *places,
                 struct editor *editor, const char *hint, const char *note);

#endif
