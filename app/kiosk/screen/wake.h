/* Waiting without spinning until something is to be done: SDL's events, sync's bell, the worker, a signal, a deadline.
 * Under X11 SDL sleeps and one small thread turns our descriptors into an SDL event. On the bare console SDL would poll
 * a thousand times a second, so there we sleep on our descriptors and on the input devices themselves. */
#ifndef FOYER_KIOSK_SCREEN_WAKE_H
#define FOYER_KIOSK_SCREEN_WAKE_H

#include "common/base.h"

struct wake;
/* Blocks SIGTERM and SIGINT for the whole process: call before any thread is started. */
MUST_USE struct wake *wake_new(void);
void wake_free(struct wake *wake);
void wake_watch(struct wake *wake, int fd);            /* readable: wake up. -1 is ignored. Not closed here */
void wake_start(struct wake *wake, bool console);      /* once the screen is open */
void wake_ring(void *wake);                            /* any thread */
void wake_wait(struct wake *wake, int64_t timeout_ms); /* -1: for ever. Returns early without harm */
bool wake_stopped(struct wake *wake);                  /* a signal asked us to end, as of the last wait */
bool wake_look(struct wake *wake);                     /* the same, asked now */

#endif
