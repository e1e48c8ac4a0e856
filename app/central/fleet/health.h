/* How terminals fare, in measurements that they send: the last word of each, and one row for each hour of the last
 * thirty days. A terminal's words are shown to people: only members that are known here, each of its type and within
 * its range, are kept; what a terminal does not say stays absent. Owns the table health. May be lost without harm. Loop
 * thread only. */
#ifndef FOYER_CENTRAL_HEALTH_H
#define FOYER_CENTRAL_HEALTH_H

#include <jansson.h>
#include "common/db.h"

#define HEALTH_KEPT_DAYS 30
#define HEALTH_MAX       4096 /* bytes of one report */
#define HEALTH_ERRORS    16

MUST_USE bool health_prepare(struct db *db);

/* What of a report is kept. Yours. */
MUST_USE json_t *health_pick(const json_t *report);
enum health_result { HEALTH_OK, HEALTH_TOO_LARGE, HEALTH_FAILED /* logged */ };
/* Keeps a report as the last word and as this hour's row. Own transaction. */
enum health_result health_take(struct db *db, const char *terminal, const json_t *picked, int64_t now_s);
/* [{"at",…}] by hour, the oldest first; hours without a report are not in it. Yours. */
MUST_USE json_t *health_history(struct db *db, const char *terminal, int64_t since_s);
MUST_USE bool health_sweep(struct db *db, int64_t now_s);

#endif
