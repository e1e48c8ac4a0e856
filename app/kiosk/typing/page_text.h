/* Where each place of a wrapped text stands, and which place stands where. Pure; px from the text's upper left corner.
 */
#ifndef FOYER_KIOSK_TYPING_PAGE_TEXT_H
#define FOYER_KIOSK_TYPING_PAGE_TEXT_H

#include "kiosk/text.h"

#define PAGE_TEXT_LINES 1024 /* a thousand characters may each end a line */

struct page_text {
    struct text *text;
    int size_px, width, line_h;
    const char *words;
    size_t len;
    size_t count; /* of lines, at least one */
    struct text_line lines[PAGE_TEXT_LINES + 1];
};
void page_text_lay(struct page_text *page, struct text *text, int size_px, int width, const char *words);
int page_text_height(const struct page_text *page);
size_t page_text_line_of(const struct page_text *page, size_t at);
/* The edge before the grapheme at `at`: x, and the upper end of its line. */
void page_text_find(const struct page_text *page, size_t at, int *x, int *y);
/* The edge that is nearest, in the line that is nearest. */
size_t page_text_at(const struct page_text *page, int x, int y);
/* The grapheme under this place, for a word to select. */
size_t page_text_under(const struct page_text *page, int x, int y);

#endif
