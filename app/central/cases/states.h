/* The states of a case, and who may move it where: one table (states.c), which the staff API and the resident's acts
 * are both held against. Pure. */
#ifndef FOYER_CENTRAL_STATES_H
#define FOYER_CENTRAL_STATES_H

#include "common/clock.h"
#include "common/followup.h"

enum case_state {
    CASE_RECEIVED,
    CASE_ASSIGNED,
    CASE_IN_PROGRESS,
    CASE_REPLIED,
    CASE_CLOSED,
    CASE_REJECTED,
    CASE_MERGED,
    CASE_WITHDRAWN,
    CASE_REOPENED,
    CASE_STATES,
};
const char *case_state_name(enum case_state state);
bool case_state_parse(const char *name, enum case_state *state);
bool case_state_ended(enum case_state state); /* closed, rejected, merged, withdrawn */
bool case_state_open(
    enum case_state state); /* somebody still owes an answer: received, assigned, in_progress, reopened */

#define CASE_SILENT_S (30 * DAY_S) /* an unread answer is no agreement before this */
#define CASE_REOPEN_S (30 * DAY_S) /* what has ended can be reopened for so long */

/* What staff ask for. NULL when a case may move so; else one sentence. */
struct case_step {
    enum case_state from, to;
    int64_t since_s;  /* seconds since it came into `from` */
    const char *text; /* words for the resident; NULL: none */
    const char *into; /* the case that it joins; NULL: none */
};
MUST_USE char *case_move_refusal(const struct case_step *step);
/* Whether the table knows the move at all, by the office and by an act of the resident. */
bool case_move_exists(enum case_state from, enum case_state to);
bool case_act_exists(enum case_state from, enum case_state to);
/* How the end is called that a good move brings: "no_word", "merged", "withdrawn", "". */
const char *case_move_outcome(enum case_state from, enum case_state to);

/* What a resident does, with the code in hand. false: the state no longer allows it. Else *to is where the case goes (a
 * word or a telephone number: where it is), and *outcome what is known of its end
 * ("": nothing). `outcome_now` is the case's present one: who closed a case in silence has not spoken yet. */
bool case_act_allowed(enum followup_act act, enum case_state from, const char *outcome_now, int64_t since_s,
                      enum case_state *to, const char **outcome);

#endif
