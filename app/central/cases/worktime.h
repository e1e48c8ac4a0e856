/* Time as an office counts it: hours of the clock, hours of business, working days. Pure; any thread.
 *
 * Working days are Monday to Friday, mended by a table per year: days off, and the working days at weekends that pay
 * for them. The table is the State Council's yearly arrangement, kept in the form document (`holidays`). A year without
 * a table is counted by weekdays alone, and says so: `unknown_year`. The zone is a fixed offset: no summer time. */
#ifndef FOYER_CENTRAL_WORKTIME_H
#define FOYER_CENTRAL_WORKTIME_H

#include <jansson.h>
#include "common/clock.h"

struct worktime {
    const json_t *holidays; /* {"2026":{"off":["2026-10-01",…],"work":[…]},…}; borrowed, may be NULL */
    int32_t offset_s;
    int start_min, end_min; /* business hours, minutes of the day; 0 and 1440: all of it */
    unsigned weekdays;      /* business days: bit 0 = Sunday … bit 6 = Saturday */
};
struct worktime_due {
    int64_t at_s;
    bool unknown_year; /* the count went through a year that has no table */
};
/* From the form document: `clocks.business_hours` {"start","end","days":["1"…"7"]} and `holidays`. */
struct worktime worktime_of(const json_t *form, int32_t offset_s);

bool worktime_year_known(const struct worktime *time, int year);
/* Is this date a working day? *unknown is set (never cleared) when its year has no table. */
bool worktime_is_working_day(const struct worktime *time, struct civil date, bool *unknown);

/* `seconds` of business time after from_s. A business day is one of `weekdays` that the table does not take off, or a
 * working weekend. */
struct worktime_due worktime_add_business(const struct worktime *time, int64_t from_s, int64_t seconds);
/* The end of the n-th working day after the day of from_s, which itself does not count (Civil Code, articles 201 and
 * 203: the end of business, where there is one, else midnight). */
struct worktime_due worktime_add_days(const struct worktime *time, int64_t from_s, int n);

#endif
