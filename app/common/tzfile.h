/* Reads the system's zone files (TZif, RFC 8536) without touching the process's TZ, which is global and not ours alone.
 * Private to clock.c. Any thread. */
#ifndef FOYER_COMMON_TZFILE_H
#define FOYER_COMMON_TZFILE_H

#include "common/base.h"

/* zone: a checked name such as "Asia/Shanghai". false: no such file, or not one that is understood. */
MUST_USE bool tzfile_offset(const char *zone, int64_t unix_s, int32_t *offset_s);
/* The same over a file's bytes: untrusted, fuzzed. */
MUST_USE bool tzfile_offset_in(const uint8_t *data, size_t len, int64_t unix_s, int32_t *offset_s);

#endif
