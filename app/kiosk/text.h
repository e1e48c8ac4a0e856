/* Text: measuring and breaking lines (ICU, strict Chinese rules), itemising by which font has the glyph, and the glyph cache
 * that render paints from. Opened once, used from the UI thread. Never TTF_*_Wrapped. */
#ifndef FOYER_KIOSK_TEXT_H
#define FOYER_KIOSK_TEXT_H

#include "kiosk/draw.h"

struct text;
MUST_USE struct text *text_open(const char *font_dir); /* the shipped subset, then the system's fallbacks. NULL: logged */
void text_close(struct text *text);

int text_width(struct text *text, enum font_face face, int size_px, const char *s, size_t len);
int text_line_height(struct text *text, int size_px); /* line box: 1.4 x size, for Chinese */

struct text_line {
    size_t start, len; /* into the string; trailing blanks and the LF are left out */
    int width;
};
/* Breaks at LF and where needed; no line starts with closing or ends with opening punctuation. Returns the number of lines,
 * fills up to `max`. The result is cached by content: asking again costs a look-up. */
size_t text_break(struct text *text, enum font_face face, int size_px, int width_px, const char *s, size_t len,
                  struct text_line *lines, size_t max);
size_t text_prev_grapheme(struct text *text, const char *s, size_t at); /* for BackSpace and the caret */
size_t text_next_grapheme(struct text *text, const char *s, size_t at);

#endif
