/* Text: measuring and breaking lines (ICU, strict Chinese rules). Widths come from a callback, so this knows no fonts:
 * glyphs.c answers on a screen, a ruler in tests. UI thread. What is cached is keyed by a hash; no words are kept. */
#ifndef FOYER_KIOSK_TEXT_H
#define FOYER_KIOSK_TEXT_H

#include "kiosk/draw.h"

/* Width in px of what is drawn for these bytes (valid UTF-8, whole pieces: pieces.h); the order of right-to-left words
 * does not matter. */
typedef int text_measure(void *arg, enum font_face face, int size_px, const char *s, size_t len);

struct text;
MUST_USE struct text *text_new(text_measure *measure, void *arg);
void text_free(struct text *text);

int text_width(struct text *text, enum font_face face, int size_px, const char *s, size_t len);
int text_line_height(int size_px); /* line box: 1.4 x size, for Chinese */

struct text_line {
    size_t start, len; /* into the string; trailing blanks and the LF are left out */
    int width;
    bool rtl; /* its paragraph runs from right to left: it starts at the right */
};
/* Breaks at LF and where needed; no line starts with closing or ends with opening punctuation. Returns the number of
 * lines, fills up to `max`. The result is cached by content: asking again costs a look-up. */
size_t text_break(struct text *text, enum font_face face, int size_px, int width_px, const char *s, size_t len,
                  struct text_line *lines, size_t max);
/* The same for a string in two faces: face of byte i is bold where bold[i] is set (one byte per byte of s). */
size_t text_break_mixed(struct text *text, const uint8_t *bold, int size_px, int width_px, const char *s, size_t len,
                        struct text_line *lines, size_t max);
bool text_is_rtl(const char *s, size_t len); /* by the first character that has a direction */

/* The parts of a line as they stand on the screen, left to right: each of one face, running one way. Bit 0 of bold[i]
 * is the face of byte i; a part also ends where other bits of it change, which are the caller's. */
#define TEXT_SPANS_MAX 128 /* of one line; what is beyond is left out */
struct text_span {
    size_t start, len; /* into the string */
    int x, width;      /* px from the line's left end */
    enum font_face face;
    bool rtl;
};
size_t text_spans(struct text *text, const uint8_t *bold, int size_px, const char *s, const struct text_line *line,
                  struct text_span *spans, size_t max);
size_t text_prev_grapheme(struct text *text, const char *s, size_t at); /* for BackSpace and the caret */
size_t text_next_grapheme(struct text *text, const char *s /* up to its NUL */, size_t at);

#endif
