/* Progress, not life: systemd's watchdog is fed as long as every picture that was due has reached the glass. A loop
 * that runs but draws nothing starves it, and systemd starts the program again. Pure but for the feeding; UI thread,
 * times are monotonic ms. */
#ifndef FOYER_KIOSK_WATCHDOG_H
#define FOYER_KIOSK_WATCHDOG_H

#include "common/base.h"

#define WATCHDOG_OWED_MS 10000 /* so long may a picture be due without reaching the glass */

struct watchdog {
    int64_t every_ms; /* 0: nobody watches */
    int64_t fed_ms;
    int64_t owed_ms; /* since when a picture is due; 0: none is */
    bool told;
};
void watchdog_start(struct watchdog *watchdog, int64_t mono_ms);
/* After each attempt at a picture: did it reach the glass, or was there nothing new to show? */
void watchdog_progress(struct watchdog *watchdog, int64_t mono_ms, bool reached);
/* A panel that is not there is no failure of ours: nothing is owed while the screen waits for one. */
void watchdog_excuse(struct watchdog *watchdog);
/* Feeds when it is time; returns when to look again. */
int64_t watchdog_look(struct watchdog *watchdog, int64_t mono_ms);

#endif
