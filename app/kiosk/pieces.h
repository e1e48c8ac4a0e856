/* What is measured and drawn as one: mostly a character; a grapheme cluster when marks, joiners or a pair of signs
 * belong together (a letter with its accent, a flag, a family, a keycap); a word when its letters change their form
 * beside each other (Arabic, Uyghur, Devanagari). The width of a text is the sum of its pieces' widths, and each piece
 * is one cached picture. Pure. */
#ifndef FOYER_KIOSK_PIECES_H
#define FOYER_KIOSK_PIECES_H

#include "common/base.h"

#define PIECE_BYTES_MAX 256 /* longer clusters and words are cut: nobody reads a tower of forty accents */

enum piece_kind {
    PIECE_NOTHING, /* a control or a lone joiner: no width, no mark */
    PIECE_CHAR,    /* `code` alone */
    PIECE_CLUSTER, /* to be shaped */
};
struct piece {
    enum piece_kind kind;
    size_t len;    /* bytes, never 0 */
    uint32_t code; /* the first code point */
    bool emoji;    /* wants the colour font first */
};
struct piece piece_next(const char *s, size_t len); /* len > 0, valid UTF-8 */

/* Bytes of the grapheme cluster at s (Unicode's extended clusters); 0 only when len is 0. */
size_t grapheme_len(const char *s, size_t len);

/* The code point at s[*at], and steps; U+FFFD for a byte that is no UTF-8. */
uint32_t piece_decode(const char *s, size_t len, size_t *at);
/* Directs the order of other characters and shows nothing itself: never drawn, never obeyed. */
bool piece_is_bidi_control(uint32_t code);
/* A joiner, selector or tag: part of a sign, nothing that a font must have a picture of. */
bool piece_is_ignorable(uint32_t code);
/* ISO 15924 name of the script that a cluster is shaped in: "Arab"; and whether it runs from right to left. */
const char *piece_script(uint32_t code, bool *rtl);

#endif
