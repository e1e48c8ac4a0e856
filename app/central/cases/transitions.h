/* Who makes a move, as the form's `transitions` say. What moves there are at all is the table of states.c; the form
 * chooses among them and names, in `by`, the post that makes each: the id of a role, "owner_role" (the desk that the
 * case is on), or what residents do themselves ("resident", "resident_within_30d": the office does it for them where
 * they say so by telephone or at the counter). Pure; what is about somebody whom `recuse` names is left to the desk
 * that it came to, whatever post the form names. */
#ifndef FOYER_CENTRAL_TRANSITIONS_H
#define FOYER_CENTRAL_TRANSITIONS_H

#include <jansson.h>
#include "central/accounts/posts.h"
#include "central/cases/states.h"

#define TRANSITIONS_MAX      200
#define TRANSITIONS_OWNER    "owner_role"
#define TRANSITIONS_RESIDENT "resident" /* and whatever begins with it and '_' */

/* Whether `by` is one of the resident's words. */
bool transitions_by_resident(const char *by);
/* The posts that make the move, separated by blanks; "" when the form has no transitions: then the table alone rules.
 * false: the form has transitions, and this is none of them. */
bool transitions_movers(const json_t *form, enum case_state from, enum case_state to, const char *desk,
                        const char *about, char posts[static POSTS_MAX]);

#endif
