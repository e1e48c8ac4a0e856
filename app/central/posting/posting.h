/* The certificate of posting: for how long a notice could be read, lobby by lobby and day by day, as its screens have
 * counted it, with what is missing and why. Made anew from the counts each time it is asked for. Loop thread only.
 *
 *     {"item","version"?,"title","kind","issuer","site","community","organisation","made","from","until","minimum",
 *      "zone","versions":[{"version","at","status","approved_by","alone","sha256"}],
 *      "lobbies":[{"id","name","days_posted","days","first","last",
 *                  "rows":[{"day","expected","minutes","times","seconds","opened","posted","gaps":[{"why","minutes"}]}]}],
 *      "paper":{"wanted","rule","sheets":[…]},"digest"}
 *
 * Minutes: `expected` are those of the screen's hours within the posting; `minutes` those in which it could be opened
 * on a lit panel; `times` and `seconds` its turns in the rotation; `opened` how often somebody opened it. A day is
 * `posted` from `minimum` minutes on (setting posting.minutes), or when all of a shorter part of a day was there. Gaps:
 * "hours" (outside the screen's hours), "panel" (dark or missing), "clock" (unknown), "power" (not running, or not
 * arrived yet), "silent" (nothing was heard of that day). `digest`: SHA-256 of the rest, keys sorted; it also stands in
 * the audit. */
#ifndef FOYER_CENTRAL_POSTING_H
#define FOYER_CENTRAL_POSTING_H

#include <jansson.h>

#include "central/central.h"

/* ver 0: of all versions together. NULL: no such notice or version. Yours. */
MUST_USE json_t *posting_certificate(struct central *central, const char *site, const char *id, int64_t ver,
                                     int64_t now_s);
/* Writes down that this one was given out. Own transaction. */
MUST_USE bool posting_given(struct db *db, const char *site, const char *who, const json_t *certificate, int64_t now_s);

#endif
