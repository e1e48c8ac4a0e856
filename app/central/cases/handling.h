/* What the form document says about handling a case: whose desk it comes to, who may never see it, until when it must
 * be answered, who is told when it is late, what may be granted. Pure: every function only reads the documents; what it
 * returns is borrowed from them unless said. `form` may be NULL: then nothing is known and nothing is promised. */
#ifndef FOYER_CENTRAL_HANDLING_H
#define FOYER_CENTRAL_HANDLING_H

#include <jansson.h>
#include "central/cases/worktime.h"
#include "central/validate/validate.h"

const json_t *handling_category(const json_t *form, const char *id);
/* What recurs: the clause that the sub-item names, else the sub-item; "": nothing that could. */
const char *handling_matter(const json_t *category, const char *subitem);
const char *handling_severity(const json_t *category, const char *subitem); /* "S1" … "S4"; "S3" when not said */

/* The post that a case is about: the entry's `about`, else the only role that the category could be about
 * (`about_roles` of one). "": nobody's. Asked and unknown roles of old terminals count as they are. */
const char *handling_about(const json_t *category, const char *said);
/* Whose desk it comes to. Never `about`: what `recuse` names for it, else one level up in `escalation`. */
const char *handling_role(const json_t *form, const json_t *category, const char *about);
/* Who is told at this level (from 1), never `about`. "": nobody inside; *outside is then the name of the body that
 * residents may turn to (NULL: there is no such level). */
const char *handling_escalation(const json_t *form, int level, const char *about, const char **outside);
/* Level 1 takes in and assigns, and so sees every desk; "" for a case about somebody whom `recuse` names. */
const char *handling_intake(const json_t *form, const char *about);
/* Does this post hear what `recuse` keeps from somebody: is it named there, or a level above one that is kept out? */
bool handling_hears_apart(const json_t *form, const char *post);
/* Who is told of a late case reads it, unless the level says `"sees":"deadlines"`: neighbours on the committee learn
 * that it is late, and open its words only with a reason. */
bool handling_told_sees_text(const json_t *form, const char *role);

/* How long after the end of a case name, telephone and photographs are kept, and how long its words: what the consent
 * text promises, within the limits of validate.h. */
int64_t handling_contact_keep_s(const json_t *form);
int64_t handling_text_keep_s(const json_t *form);

/* Until when, counted from from_s, by the published standard. at_s 0: no standard in force says it. */
struct handling_due {
    int64_t at_s;
    const char *clause; /* NULL: none */
    bool holidays_unknown;
};
struct handling_due handling_due(const json_t *standards, const json_t *form, enum validate_deadline which,
                                 int64_t from_s, int32_t offset_s);
/* The moment of escalation step `step` (from 0) by the category's own `sla.escalate_hours` and `clock`; 0: none. */
int64_t handling_escalates(const json_t *form, const json_t *category, size_t step, int64_t from_s, int32_t offset_s);

/* Somebody with these posts holds the post, or one above it in `escalation`; who is in no level is below the first. */
bool handling_is_or_above(const json_t *form, const char *post, const char *posts);

/* NULL when somebody with these posts may grant it, else one sentence that names both numbers (yours). `granted_fen`:
 * what the case was granted under it already. */
MUST_USE char *handling_remedy_refusal(const json_t *form, const char *remedy, int64_t amount_fen, int64_t granted_fen,
                                       const char *posts);

#endif
