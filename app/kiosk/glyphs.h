/* One picture per character, face and size: SDL2_ttf rasterises it once, we keep its coverage and paint from that.
 * Looks for a font that has the character: shipped subset, the system's full CJK, DejaVu, colour emoji. One that nobody
 * has is logged once and shown as an empty box. UI thread. */
#ifndef FOYER_KIOSK_GLYPHS_H
#define FOYER_KIOSK_GLYPHS_H

#include "kiosk/draw.h"

struct glyph {
    int advance;   /* px */
    int left, top; /* of the bitmap, from the pen on the baseline; top is negative above it */
    int w, h;
    uint8_t *coverage; /* w * h, 0-255; NULL: nothing to paint, or a colour picture */
    uint32_t *argb;    /* w * h, straight alpha; emoji */
};

struct glyphs;
MUST_USE struct glyphs *glyphs_open(const char *font_dir); /* holds foyer-regular.otf, foyer-bold.otf. NULL: logged */
void glyphs_close(struct glyphs *glyphs);
/* Borrowed until the next call. Never NULL. */
const struct glyph *glyphs_get(struct glyphs *glyphs, enum font_face face, int size_px, uint32_t code);
int glyphs_advance(void *glyphs, enum font_face face, int size_px, uint32_t code); /* a text_advance */
int glyphs_baseline(int size_px, int line_h);                                      /* px below the top of a line box */

#endif
