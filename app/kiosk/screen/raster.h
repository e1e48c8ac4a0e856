/* Makes the picture of one piece with SDL2_ttf: coverage for letters, colours for emoji, cut to what is not empty. UI
 * thread. */
#ifndef FOYER_KIOSK_SCREEN_RASTER_H
#define FOYER_KIOSK_SCREEN_RASTER_H

#include "kiosk/screen/faces.h"
#include "kiosk/pieces.h"

struct glyph {
    int advance;   /* px */
    int left, top; /* of the bitmap, from the pen on the baseline; top is negative above it */
    int w, h;
    uint8_t *coverage; /* owned; w * h, 0-255; NULL: nothing to paint, or a colour picture */
    uint32_t *argb;    /* owned; w * h, straight alpha; emoji */
};
/* `missing` is told each code point that no font has. */
typedef void raster_missing(void *arg, uint32_t code);
struct glyph raster_char(struct faces *faces, enum font_face face, int size_px, uint32_t code, bool emoji,
                         raster_missing *missing, void *arg);
struct glyph raster_cluster(struct faces *faces, enum font_face face, int size_px, const char *s,
                            const struct piece *piece, raster_missing *missing, void *arg);

#endif
