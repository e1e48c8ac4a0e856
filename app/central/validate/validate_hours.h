/* When a lobby's screen is lit and its speaker may speak: members hours and voice of a lobby; and
 * when a telephone is answered: member hours of a contact. Private to validate_*.c.
 * Pure. */
#ifndef FOYER_CENTRAL_VALIDATE_HOURS_H
#define FOYER_CENTRAL_VALIDATE_HOURS_H

#include "central/validate/validate_check.h"
#include "common/screenhours.h"

#define HOURS_SPANS_MAX SCREENHOURS_SPANS_MAX /* of a week; the same for every table */

void validate_hours_check(struct check *check, const json_t *lobby, const char *lobby_at);
void validate_hours_check_contact(struct check *check, const json_t *contact, const char *contact_at);

#endif
