/* What this machine says about itself: warmth, card, power supply. Reads a few small files of the kernel; what a
 * machine does not have is left out of the answer, never zero. Keeps no state; any thread. */
#ifndef FOYER_SYNC_GAUGES_H
#define FOYER_SYNC_GAUGES_H

#include "common/json.h"

/* Adds to `status`: "temp" °C, "disk" percent used and "free" MiB where `data_dir` lies, "power" "ok" | "was_low" |
 * "low" (under-voltage: now, or since the start) and "slowed" true | false (the processor was throttled for heat or
 * power), as a Raspberry Pi's firmware or an hwmon driver says. `sys`: "/sys". */
void gauges_read(json_t *status, const char *sys, const char *data_dir);

#endif
