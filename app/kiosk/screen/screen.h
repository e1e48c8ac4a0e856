/* The window and how a picture reaches the glass. Under X11 the window's own memory, without graphics acceleration (a
 * tenth of the time and memory); on the bare console a texture, because kmsdrm shows nothing else. UI thread. */
#ifndef FOYER_KIOSK_SCREEN_SCREEN_H
#define FOYER_KIOSK_SCREEN_SCREEN_H

#include "kiosk/draw.h"

struct screen_options {
    int w, h;       /* of a window; 0: the whole display, without border */
    int rotate;     /* 0, 90, 180, 270: how far clockwise the picture is turned */
    bool has_mouse; /* show its arrow */
};
struct screen;
/* Sets the environment for a quick start; before any thread is started. */
void screen_prepare(void);
/* Waits for a panel where there is none yet (`keep_waiting` is asked every second). NULL: logged, or told to stop. */
MUST_USE struct screen *screen_open(const struct screen_options *options, bool (*keep_waiting)(void *arg), void *arg);
void screen_close(struct screen *screen);
void screen_size(const struct screen *screen, int *w, int *h); /* as the picture is drawn, after rotation */
bool screen_is_console(const struct screen *screen);           /* kmsdrm: SDL cannot sleep there (wake.h) */
int screen_drm_fd(const struct screen *screen); /* of the bare console, to switch the display; -1: there is none */
/* Where a touch lies in the picture: `x`, `y` from 0 to 1 are parts of the panel, whichever way it hangs. */
void screen_touch(const struct screen *screen, double x, double y, int *picture_x, int *picture_y);
void screen_click(const struct screen *screen, int x, int y, int *picture_x, int *picture_y); /* px of the window */
/* The panel was exchanged, came back or changed its size: measures again. true: screen_size differs. */
MUST_USE bool screen_fit(struct screen *screen);
/* Window and memory anew, while no reading aloud is going on (aloud_end); waits for a panel where there is none. false:
 * told to stop while waiting. */
MUST_USE bool screen_reopen(struct screen *screen);
/* The picture's memory; keeps its content between pictures unless its address changes. NULL: logged. */
uint32_t *screen_pixels(struct screen *screen, int *stride);
/* Sends these parts of the picture to the panel. false: they did not reach it, logged; try again. */
MUST_USE bool screen_present(struct screen *screen, const struct rect *rects, size_t count);

#endif
