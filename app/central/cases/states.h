/* The states of a case and who may move it where: one table (states.c). Pure. */
#ifndef FOYER_CENTRAL_STATES_H
#define FOYER_CENTRAL_STATES_H

#include "common/base.h"

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

/* NULL when staff may move a case so; else one sentence. since_s: seconds since it came into `from`. */
MUST_USE char *case_move_refusal(enum case_state from, enum case_state to, int64_t since_s, const char *text,
                                 const char *into);

#endif
