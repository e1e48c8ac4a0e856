/* Which parts of the screen differ from the picture before, found from the two draw lists alone: the screen is a grid
 * of cells, each cell has a hash of all that paints into it, and cells whose hash differs become a few rectangles.
 * Knows neither fonts nor pixels: a text may reach a letter's height beyond its line box, so its surroundings count as
 * well. UI thread. */
#ifndef FOYER_KIOSK_DAMAGE_H
#define FOYER_KIOSK_DAMAGE_H

#include "kiosk/draw.h"

#define DAMAGE_MAX 24 /* rectangles of one picture; further ones are joined */

struct damage;
MUST_USE struct damage *damage_new(int w, int h); /* px; everything is damaged at first */
void damage_free(struct damage *damage);
void damage_forget(struct damage *damage); /* what is on the glass is not what was noted: all is damaged again */

/* Fills `rects` (room for DAMAGE_MAX) with what differs from the list before, and notes this one. 0: nothing. */
size_t damage_find(struct damage *damage, const struct draw *draw, struct rect *rects);

#endif
