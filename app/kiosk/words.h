/* What pages say about times, money, areas and notices, in the current language. Strings marked "yours" are freed by
 * the caller; the others are borrowed from the model or the catalogue. Pure over its arguments and the language; UI
 * thread. */
#ifndef FOYER_KIOSK_WORDS_H
#define FOYER_KIOSK_WORDS_H

#include "kiosk/model.h"
#include "kiosk/page.h"

/* Times in the community's zone. All yours. */
MUST_USE char *words_header_date(int64_t at_s, int32_t zone_s);           /* "Monday, 23 November" */
MUST_USE char *words_header_date_brief(int64_t at_s, int32_t zone_s);     /* "Mon 23 Nov" */
MUST_USE char *words_date(int64_t at_s, int32_t zone_s);                  /* "24 November 2026 (Tue)" */
MUST_USE char *words_day(int64_t at_s, int64_t now_s, int32_t zone_s);    /* "today", "tomorrow", "24 November" … */
MUST_USE char *words_moment(int64_t at_s, int64_t now_s, int32_t zone_s); /* "today 14:05" */
MUST_USE char *words_span(int64_t start_s, int64_t end_s, int64_t now_s, int32_t zone_s); /* "tomorrow 09:00–15:00" */
MUST_USE char *words_date_text(const char *iso, int32_t zone_s); /* "2026-01-01" as a date; as it is when odd */
MUST_USE char *words_month(const char *month);                   /* "2026-10" as "October 2026"; as it is when odd */
MUST_USE char *words_hours(const json_t *contact);               /* "Mon–Fri 07:30–20:00", "" unknown */

/* Numbers. Yours. */
MUST_USE char *words_money(int64_t fen);                     /* "1,234.50" */
MUST_USE char *words_price(int64_t fen, const json_t *item); /* "2.80 元/平方米·月", with the item's "unit" */
MUST_USE char *words_area(int64_t area_c);                   /* "86.25" */
MUST_USE char *words_count(const json_t *value);             /* an integer or text of a document */

/* Element of a list of plain words, from the list's translation ("not_charged_en") where there is one. Borrowed. */
const char *words_listed(const json_t *doc, const char *list, size_t index);

/* Notices. Borrowed. */
const char *words_kind(const char *kind); /* "Water supply"; unknown kinds are "Notice" */
const char *words_kind_icon(const char *kind);
/* "title", "summary", "body_md": in the current language, else in Chinese: no list is empty for lack of a translation.
 */
const char *words_notice(const struct model_notice *notice, const char *member);
/* "body_md" without a heading that only repeats the title. */
const char *words_notice_body(const struct model_notice *notice);
bool words_notice_translated(const struct model_notice *notice,
                             const char *member); /* has it in the current language */
const char *words_issuer(const struct model *model, const struct model_notice *notice);

/* The bulletin's freshness. Yours. */
MUST_USE char *words_freshness(const struct page_env *env);
/* "" when nothing is known. What the last run of sync left behind is not believed beside content that no sync confirmed
 * for longer than it ever waits. Borrowed. */
const char *words_connection(const struct page_env *env);

#endif
