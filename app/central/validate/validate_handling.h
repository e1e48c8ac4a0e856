/* How the form says that cases are handled: whom they may be about, who is told, what may be granted, which days count.
 * Called by validate_form.c alone. Pure. */
#ifndef FOYER_CENTRAL_VALIDATE_HANDLING_H
#define FOYER_CENTRAL_VALIDATE_HANDLING_H

#include "central/validate/validate_check.h"

void check_handling(struct check *check, const json_t *doc, const json_t *standards);
void check_transitions(struct check *check, const json_t *doc); /* validate_transitions.c */
/* One category, in `at`; `doc` is the whole form. */
void check_category_handling(struct check *check, const json_t *doc, const json_t *category, const char *at);

#endif
