/* One picture per piece (pieces.h), face and size: rasterised once, kept, painted from here. A character that no font
 * has is logged once and shown as a box with its number. Bounded: when too much is kept all is dropped and drawn again
 * as needed. Keyed by hashes; no words are kept. UI thread. */
#ifndef FOYER_KIOSK_SCREEN_GLYPHS_H
#define FOYER_KIOSK_SCREEN_GLYPHS_H

#include "kiosk/screen/raster.h"

struct glyphs;
MUST_USE struct glyphs *glyphs_open(const char *font_dir); /* NULL: SDL_ttf does not start, logged */
void glyphs_close(struct glyphs *glyphs);
/* Picture of the piece that starts at s. Borrowed until the next call. Never NULL. */
const struct glyph *glyphs_get(struct glyphs *glyphs, enum font_face face, int size_px, const char *s,
                               const struct piece *piece);
int glyphs_advance(struct glyphs *glyphs, enum font_face face, int size_px, const char *s, const struct piece *piece);
int glyphs_measure(void *glyphs, enum font_face face, int size_px, const char *s, size_t len); /* a text_measure */
int glyphs_baseline(int size_px, int line_h); /* px below the top of a line box */

#endif
