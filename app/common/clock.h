/* The two clocks, and calendar words in a community's time zone. Read a clock once per turn and pass `now` down. */
#ifndef FOYER_COMMON_CLOCK_H
#define FOYER_COMMON_CLOCK_H

#include "common/base.h"

int64_t clock_wall_ms(void); /* unix time, may jump */
int64_t clock_mono_ms(void); /* CLOCK_BOOTTIME, never jumps */

/* Local civil time at a fixed offset; every community lives in one zone ("Asia/Shanghai": +8 h, no DST since 1991;
 * other zones are resolved once through the system's zone files). */
struct civil {
    int year, month, day; /* 1-12, 1-31 */
    int hour, minute, second;
    int weekday; /* 0 = Sunday */
};
#define DAY_S 86400
MUST_USE bool clock_zone_offset(const char *zone, int64_t unix_s, int32_t *offset_s); /* false: unknown zone */
struct civil clock_civil(int64_t unix_s, int32_t offset_s);
int64_t clock_from_civil(struct civil civil, int32_t offset_s); /* fields may overflow: day 32 is normalised */

/* RFC 3339 with zone ("2026-11-23T09:00:00+08:00" or "…Z") or a bare date ("2026-11-23", midnight at offset_s). */
MUST_USE bool clock_parse(const char *s, int32_t offset_s, int64_t *unix_s);
/* "2026-11", of the years 2000 to 2999: one form and one range for every program. false: none, nothing is written. */
MUST_USE bool clock_month_parse(const char *s /* may be NULL */, int *year, int *month);
void clock_format(char out[static 32], int64_t unix_s, int32_t offset_s); /* RFC 3339 */

#endif
