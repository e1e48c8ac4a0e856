/* Where the offer of something new stands while somebody touches: at an edge, where it covers no words, no picture and
 * nothing small that is touched. Pure. */
#ifndef FOYER_KIOSK_NEWS_H
#define FOYER_KIOSK_NEWS_H

#include "kiosk/draw.h"

/* A place of w x h px inside `area`, along its right edge or else its left one, that covers the least of what the
 * operations from `first` on and the targets of `draw` show. */
struct rect news_place(const struct draw *draw, size_t first, struct rect area, int w, int h);

#endif
