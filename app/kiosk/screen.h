/* The window and how a picture reaches the glass. Under X11 the window's own memory, without graphics acceleration (a
 * tenth of the time and memory); on the bare console a texture, because kmsdrm shows nothing else. UI thread. */
#ifndef FOYER_KIOSK_SCREEN_H
#define FOYER_KIOSK_SCREEN_H

#include "common/base.h"

struct screen_options {
    int w, h;       /* of a window; 0: the whole display, without border */
    int rotate;     /* 0, 90, 180, 270: how far clockwise the panel is turned; bare console only */
    bool has_mouse; /* show its arrow */
};
struct screen;
/* Waits for a panel where there is none yet (`keep_waiting` is asked every second). NULL: logged, or told to stop. */
MUST_USE struct screen *screen_open(const struct screen_options *options, bool (*keep_waiting)(void *arg), void *arg);
void screen_close(struct screen *screen);
void screen_size(const struct screen *screen, int *w, int *h); /* as the picture is drawn, after rotation */
bool screen_is_console(const struct screen *screen);           /* kmsdrm: SDL cannot sleep there (wake.h) */
int screen_rotation(const struct screen *screen);
uint32_t *screen_pixels(struct screen *screen, int *stride); /* paint all of it, then present. NULL: logged */
MUST_USE bool screen_present(struct screen *screen);         /* false: it did not reach the glass, logged; try again */

#endif
