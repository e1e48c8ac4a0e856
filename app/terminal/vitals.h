/* How the screen fares, told by the kiosk to sync: one JSON object in a datagram (bell.h, socket DIR/bell.vitals), at
 * most once a minute, and at once when an order of staff was dealt with. It lies in memory alone, so no card is written
 * for it. A member that is not known is absent, never zero:
 *   "touch" is a touch panel plugged in; "touches" since the start; "touched" unix s of the last one, rounded down to
 *   the hour: how often, not when somebody stood there
 *   "frames" pictures shown since the start, "slow" those of them that took longer than VITALS_SLOW_MS
 *   "panel" "lit" | "dark" | "lost", "mem" KiB of the process, "up" s since its start
 *   "order" {"id","said"}: what became of CACHE_ORDER: done | shot (the picture lies in VITALS_SHOT) | refused_form |
 *   refused_danger | dark | failed
 * Says nothing about what was read or written on the screen. Blocks nowhere: the kiosk sends from its UI thread, sync
 * takes on its loop. */
#ifndef FOYER_TERMINAL_VITALS_H
#define FOYER_TERMINAL_VITALS_H

#include "common/json.h"

#define VITALS_EVERY_MS 60000
#define VITALS_FRESH_MS (20 * 60000) /* a dark screen looks around every ten minutes */
#define VITALS_SLOW_MS  100          /* what a finger begins to notice */
#define VITALS_SHOT     "shot.png"   /* in DIR: a picture of the screen on its way to central */
#define VITALS_SHOT_MAX (1 << 20)
#define VITALS_SHOT_H   1080 /* px: a larger screen's picture is scaled down */

MUST_USE int vitals_listen(const char *dir);             /* sync. Non-blocking fd; -1: logged */
bool vitals_send(const char *dir, const json_t *vitals); /* kiosk. false: nobody listens */
MUST_USE json_t *
vitals_take(int fd /* -1 gives NULL */); /* sync: the oldest that waits, an object. NULL: none. Yours */

/* KiB that this process holds in memory; -1: not known. */
int64_t vitals_memory(void);

#endif
