/* What systemd wants to hear (sd_notify), in a few lines instead of a library. Without NOTIFY_SOCKET nothing happens.
 */
#ifndef FOYER_KIOSK_NOTIFY_H
#define FOYER_KIOSK_NOTIFY_H

#include "common/base.h"

void notify_say(const char *words); /* "READY=1", "WATCHDOG=1", "STOPPING=1" */
int64_t notify_watchdog_ms(void);   /* how often to feed it: half of what systemd waits; 0: no watchdog */

#endif
