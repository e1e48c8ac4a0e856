/* The panel's light: brightness by the backlight, dark by the backlight's or the display's own switch. What a board
 * does not have is left out; the black picture of the loop is dark enough then. Everything is tried at most once per
 * change, and a file that cannot be written is logged once. UI thread. */
#ifndef FOYER_KIOSK_POWER_H
#define FOYER_KIOSK_POWER_H

#include "common/base.h"

struct power;
/* `sysfs`: "/sys", another folder in tests. drm_fd: of the bare console, borrowed from the screen until power_forget or
 * power_close; -1: there is none. */
MUST_USE struct power *power_open(const char *sysfs, int drm_fd);
/* The screen was opened anew, perhaps on another panel, which is lit by that: nothing is known of its light, and the
 * next power_set tells it all. */
void power_forget(struct power *power, int drm_fd);
void power_close(struct power *power); /* leaves the panel lit */

/* percent 0: leave the brightness as it is. Does nothing when nothing changes. */
void power_set(struct power *power, bool lit, int percent);

#endif
