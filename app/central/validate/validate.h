/* What may be published: one schema per kind of document (ARCHITECTURE section 3). Each function looks at everything,
 * changes nothing, and returns NULL when the document is good, else one sentence in the thread's language
 * (words.h) that says what is wrong and where
 * ("fee_items[3].unit_price_fen: 300 fen lies above the guide price's maximum of 299"), yours to free.
 * Members that a schema does not name are kept as they are; reals, unclean text, too deep and too large documents and
 * texts that contain something like a receipt code are refused everywhere. Pure; fuzzed. */
#ifndef FOYER_CENTRAL_VALIDATE_H
#define FOYER_CENTRAL_VALIDATE_H

#include <jansson.h>
#include "common/base.h"

#define VALIDATE_DOC_MAX      (1 << 20) /* bytes of a compact document */
#define VALIDATE_TITLE_MAX    60        /* characters */
#define VALIDATE_SUMMARY_MAX  120
#define VALIDATE_CORRECTS_MAX 200  /* what was wrong in the text before */
#define VALIDATE_LINES_MAX    2000 /* of a notice's body */
#define VALIDATE_FILES_MAX    32   /* of a notice */
#define VALIDATE_TEXT_MAX     4000 /* characters of any other text */

/* Cases erase name and telephone this long after the end; no consent may name a longer time. */
#define VALIDATE_CONTACT_DAYS 30
/* The words of a case are erased this long after the end, unless the consent names another time within these. */
#define VALIDATE_TEXT_DAYS     1096
#define VALIDATE_TEXT_DAYS_MIN 90 /* as long as the answer is read at the lobbies */
#define VALIDATE_TEXT_DAYS_MAX 3653

MUST_USE char *validate_community(const json_t *doc);
/* `form`, `standards`: the documents published now, or NULL: what they promise to each other is compared. */
MUST_USE char *validate_standards(const json_t *doc, const json_t *form);
MUST_USE char *validate_fees(const json_t *doc, const json_t *standards);
MUST_USE char *validate_form(const json_t *doc, const json_t *standards);
/* Every post that a good form names is a role of a good community. One that names no roles, or no form yet, is taken as
 * it is. Called when either is published. */
MUST_USE char *validate_roles(const json_t *form, const json_t *community);
/* With the posting rule as the document itself says it. */
MUST_USE char *validate_notice(const json_t *doc, const char *id /* from the address; NULL: any */);
/* From when a notice has really hung by our own clock. While its event lay ahead of first_s, the moment at which it was
 * first published, who dates `effective` back gains nothing; what took effect before began_s, when this server began,
 * hung elsewhere and is believed. All in unix s. */
int64_t validate_hung_from(int64_t effective, int64_t start, int64_t first_s, int64_t began_s);
/* The posting rule's lead by that moment, for a good notice. */
MUST_USE char *validate_lead(const json_t *doc, int64_t first_s, int64_t began_s);
#define VALIDATE_AHEAD_DAYS 184 /* of a notice that waits for its hour: half a year; the year after is a slip */
/* It begins within VALIDATE_AHEAD_DAYS; what covers or crosses the screen ends within a limit from now, or from its
 * beginning when that lies ahead; so a running one may be extended again and again, each time by a decision. */
MUST_USE char *validate_ahead(const json_t *doc, int64_t now_s);
/* What a community that is no demonstration may show: a demonstration number in a real lobby would be called in need.
 */
MUST_USE char *validate_live(const json_t *doc);
MUST_USE char *validate_draft(const json_t *doc); /* what holds for any document, nothing more */
/* {"tags_any","buildings","units","exclude_tags"}: lists of names. */
MUST_USE char *validate_audience(const json_t *audience);
/* A staff member's answer to a resident: clean, at most `max` characters, no receipt code in it. `where` names it. */
MUST_USE char *validate_answer(const char *where, const char *text, size_t max);

/* What staff write for the board of outcomes (kind `outcome`, ARCHITECTURE section 3), without names, telephone numbers
 * and numbers of flats. English may be missing altogether and is then the Chinese; its limits are twice as long. */
#define VALIDATE_ASKED_MAX 200 /* characters of a question, of thanks */
#define VALIDATE_DONE_MAX  500 /* of what was done, or why not yet */
/* {"asked","asked_en","state":"done"|"not_yet","answer","answer_en","role","due"}; roles: the community's, or NULL. */
MUST_USE char *validate_outcome_asked(const json_t *words, const json_t *roles);
/* {"text","text_en","month"}; this_month: "2026-11". */
MUST_USE char *validate_outcome_thanks(const json_t *words, const char *this_month);
/* {"visits","signups","services","cancelled"} */
MUST_USE char *validate_outcome_month(const char *month, const json_t *numbers, const char *this_month);

/* The published standard that governs a deadline of complaints: "GT-06" first reply, "GT-07" final answer (or what the
 * form's `governing` {"first_reply","answer"} names). Seconds, and the clause's id; 0 when no standard in force says
 * it. */
enum validate_deadline { VALIDATE_FIRST_REPLY, VALIDATE_ANSWER };
struct validate_promise {
    const char *clause; /* borrowed from the standards */
    int64_t amount, unit_s;
    bool working_days; /* counted by the table of holidays; unit_s is then a whole day */
};
bool validate_promise(const json_t *standards, const json_t *form, enum validate_deadline which,
                      struct validate_promise *out); /* false: none in force says it */
/* The shortest that it can be: a working day is at least a day. */
int64_t validate_promise_s(const json_t *standards, const json_t *form, enum validate_deadline which,
                           const char **clause);

#endif
