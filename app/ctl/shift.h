/* Moves the dates of sample content so that the day it was written for becomes today: the demonstration never goes
 * stale, in its texts no more than in its fields. Pure; any thread.
 *
 * What moves, by a whole number of days (times of day stay):
 *   - a text that is nothing but a date or a time: "2026-11-24", "2026-11-24T09:00:00+08:00";
 *   - a mark inside a text: {{2026-11-24|M月D日（周W）}}.
 * What moves by whole periods: "2026Q3", "2026H1", and marks like {{2026Q3|YYYY年第QQ季度}} or
 * {{2026Q3.end|YYYY-MM-DD}}, {{2026M10|YYYY-MM}}. A quarter that was over at the reference day is over today too,
 * so that no account is published before its time; last month is last month whatever day it is. Members named in the
 * document's own "fixed_dates" stay. Everything unmarked stays.
 *
 * Formats: YYYY; M MM; D DD; W (one Chinese weekday character); Q QQ (3, 三); H (上, 下); EEE EEEE (Tue, Tuesday);
 * MMM MMMM (Nov, November). Everything else is copied. */
#ifndef FOYER_CTL_SHIFT_H
#define FOYER_CTL_SHIFT_H

#include <jansson.h>
#include "common/base.h"

#define SHIFT_FORMAT_MAX 64 /* bytes of a mark's format */

struct shift {
    int64_t days;     /* may be negative */
    int64_t quarters; /* whole quarters, half-years and months that periods move */
    int64_t halves;
    int64_t months;
};
/* reference_now: RFC 3339, what the content was written for. now_s: today, in the zone at offset_s. false: no such
 * time. */
MUST_USE bool shift_init(struct shift *shift, const char *reference_now, int64_t now_s, int32_t offset_s);

/* NULL: a mark is not understood, one sentence in *why (yours to free). */
MUST_USE char *shift_text(const struct shift *shift, const char *text, char **why);
/* A moved copy, without "reference_now" and "fixed_dates"; NULL: *why names the place ("notices[3].title: …"). */
MUST_USE json_t *shift_document(const struct shift *shift, const json_t *document, char **why);

#endif
