/* Plays a draw list into memory: the same pixels for the window, for a picture file and for the golden pictures. UI
 * thread. */
#ifndef FOYER_KIOSK_SCREEN_RENDER_H
#define FOYER_KIOSK_SCREEN_RENDER_H

#include "kiosk/screen/glyphs.h"
#include "kiosk/screen/icons.h"
#include "kiosk/pictures.h"

struct render {
    struct glyphs *glyphs;           /* borrowed */
    struct icons *icons;             /* borrowed */
    const struct pictures *pictures; /* borrowed; NULL: their places stay as they are */
};
/* Paints what lies in `area`, which is inside the picture. `stride` in pixels. The same pixels come out whether a
 * picture is painted at once or area by area. */
void render_play(const struct render *render, const struct draw *draw, uint32_t *argb, int stride, struct rect area);

#endif
