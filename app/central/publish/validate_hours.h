/* When a lobby's screen is lit and its speaker may speak: members hours and voice of a lobby. Private to validate_*.c.
 * Pure. */
#ifndef FOYER_CENTRAL_VALIDATE_HOURS_H
#define FOYER_CENTRAL_VALIDATE_HOURS_H

#include "central/publish/validate_check.h"

#define HOURS_SPANS_MAX 28 /* of a week */

void hours_check(struct check *check, const json_t *lobby, const char *lobby_at);

#endif
