/* What a city asks of notices, as data (assets/rules/<city>.json): how long before the event and for how many days each
 * kind hangs, the causes that an outage may have, words that do not belong there. A city says what it changes;
 * everything else is as in default.json. Pure; any thread.
 *
 * {"city","name","name_en","kinds":{kind:{"lead_h","min_days","basis","basis_en"}},"outage_kinds":[kind],
 *  "causes":[{"id","name","name_en","planned"}],"arrears_words":[…],"private_words":[…]} */
#ifndef FOYER_CENTRAL_CHECKS_RULES_H
#define FOYER_CENTRAL_CHECKS_RULES_H

#include <jansson.h>

#include "common/base.h"

/* Never NULL; an unknown city, or "", has the nationwide table. Yours. */
MUST_USE json_t *rules_of(const char *city);
MUST_USE json_t *rules_cities(void); /* [{"id","name","name_en"}], "default" first. Yours */
bool rules_is_outage(const json_t *rules, const char *kind);
/* Borrowed; NULL: no such cause. */
const json_t *rules_cause(const json_t *rules, const char *id);

#endif
