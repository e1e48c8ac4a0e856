/* How many connections each address has open that have not shown yet who they are: a limit that a stranger meets and a
 * fleet behind one address does not. Addresses are networks (network.h). Pure; loop thread only. */
#ifndef FOYER_CENTRAL_STRANGERS_H
#define FOYER_CENTRAL_STRANGERS_H

#include "common/base.h"

struct strangers;
MUST_USE struct strangers *strangers_new(void);
void strangers_free(struct strangers *strangers); /* NULL is fine */
/* One more of this peer's, unless there are `max` already. */
MUST_USE bool strangers_enter(struct strangers *strangers, const char *peer, size_t max);
/* One less, of those that entered: closed, or known now. */
void strangers_leave(struct strangers *strangers, const char *peer);

#endif
