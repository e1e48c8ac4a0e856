/* A picture of what is on the glass for the office: taken from the screen's own memory, made smaller and written as PNG
 * by the worker, so that no finger waits. UI thread. */
#ifndef FOYER_KIOSK_SCREEN_SHOT_H
#define FOYER_KIOSK_SCREEN_SHOT_H

#include "kiosk/screen/screen.h"
#include "kiosk/worker.h"

/* Copies the pixels and begins; `done` comes on the UI thread once the file lies at `path` (ok), or could not be made.
 * false: there are no pixels, logged; no `done`. */
typedef void shot_done(bool ok, void *arg);
MUST_USE bool shot_take(struct screen *screen, struct worker *worker, const char *path, shot_done *done, void *arg);

#endif
