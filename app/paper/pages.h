/* A long strip of drawing cut into pages: no line of words, picture or box is cut through. Pure. */
#ifndef FOYER_PAPER_PAGES_H
#define FOYER_PAPER_PAGES_H

#include "kiosk/draw.h"

#define PAGES_MOST 100
/* The end of each page, top to bottom; the first begins at 0. The last page has `last_h`, the others `page_h`. Returns
 * how many there are: at least one, at most PAGES_MOST; what is beyond is left out. */
int pages_cut(const struct draw *draw, int strip_h, int page_h, int last_h, int ends[static PAGES_MOST]);

#endif
