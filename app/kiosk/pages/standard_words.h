/* Promise and result of a service standard in words. Whether a promise was kept is computed from value, comparator and
 * target; what a clerk typed as "met" is not believed. */
#ifndef FOYER_KIOSK_PAGES_STANDARD_WORDS_H
#define FOYER_KIOSK_PAGES_STANDARD_WORDS_H

#include "kiosk/model.h"

enum standard_state { STANDARD_UNMEASURED, STANDARD_MET, STANDARD_UNMET };
enum standard_state standard_state(const struct model *model, const json_t *clause);

struct standard_tally {
    int measured, met;
};
struct standard_tally standard_tally(const struct model *model, const char *category); /* NULL: all */

/* Yours. */
MUST_USE char *standard_target(const json_t *clause, int64_t target); /* "at most 60 minutes" */
MUST_USE char *standard_value(const json_t *clause, int64_t value);   /* "47 minutes" */
MUST_USE char *standard_result(const struct model *model,
                               const json_t *clause);      /* "kept", "not kept", "not measured yet" */
MUST_USE char *standard_period_text(const char *period);   /* "2026Q3" in words */
MUST_USE char *standard_period(const struct model *model); /* the newest period of all results */

#endif
