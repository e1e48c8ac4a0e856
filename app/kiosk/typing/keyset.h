/* The layouts of the keyboard: which keys stand in which row. Data alone. Pure. */
#ifndef FOYER_KIOSK_TYPING_KEYSET_H
#define FOYER_KIOSK_TYPING_KEYSET_H

#include "common/base.h"

enum keyset_layout {
    KEYSET_PINYIN,
    KEYSET_NINE,
    KEYSET_STROKES,
    KEYSET_HAND, /* the pad; its rows are the keys below it */
    KEYSET_DIGITS,
    KEYSET_ENGLISH,
    KEYSET_COUNT
};
enum key_act {
    KEY_TEXT,   /* `text`, one character, goes into the words */
    KEY_ENGINE, /* the first byte of `text` goes to the engine */
    KEY_BACK,   /* takes back; again and again while it is held */
    KEY_AGAIN,  /* drops the composition, or the ink */
    KEY_ENTER,
    KEY_SPACE,
    KEY_SHIFT, /* the next letter is a capital */
    KEY_SIGNS, /* the next page of signs */
    KEY_UNDO_INK,
    KEY_LAYOUT /* the layout whose number `text` is */
};
struct key {
    enum key_act act;
    char text[12];     /* also its id: "key/TEXT" */
    const char *label; /* msgid where it has words; NULL: `text` stands on the key */
    int width;         /* in halves of a letter's key */
};
#define KEYSET_ROW_WIDTH 20 /* halves of a letter's key, in every row */
#define KEYSET_KEYS_MAX  10
#define KEYSET_ROWS_MAX  5
struct key_row {
    int indent; /* halves */
    struct key keys[KEYSET_KEYS_MAX];
    int count;
};

struct keyset_state {
    bool shift;
    int signs;       /* page of signs; taken modulo their number */
    bool is_chinese; /* full-width signs first */
    bool has_digits; /* there is room for a row of digits above the letters */
};
/* The rows from the top; returns how many. */
int keyset_rows(enum keyset_layout layout, const struct keyset_state *state,
                struct key_row rows[static KEYSET_ROWS_MAX]);
const char *keyset_name(enum keyset_layout layout); /* msgid */
const char *keyset_id(enum keyset_layout layout);   /* "pinyin" "nine" "strokes" "hand" "digits" "english" */

#endif
