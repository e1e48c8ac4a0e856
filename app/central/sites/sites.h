/* The communities ("sites") that one server holds for its organisation. Owns the table site. A site's id is its
 * community document's `community.id`; it comes into being with that document and is never deleted. Loop thread only.
 */
#ifndef FOYER_CENTRAL_SITES_H
#define FOYER_CENTRAL_SITES_H

#include <jansson.h>

#include "common/db.h"
#include "common/ids.h"

/* For upgrades of a file from when a server held one site at most. */
#define SITES_ONLY_SQL "COALESCE((SELECT id FROM site LIMIT 1),'')"

MUST_USE bool sites_prepare(struct db *db);
/* Makes it known, or gives it another name. Inside a transaction. */
MUST_USE bool sites_put(struct db *db, const char *site, const char *name, int64_t now_s);

bool sites_known(struct db *db, const char *site);
int64_t sites_created(struct db *db, const char *site, int64_t otherwise); /* unix s */
/* How many there are; *only, when it is one, receives its id, else "". */
size_t sites_count(struct db *db, char only[static ID_MAX + 1]);
MUST_USE json_t *sites_list(struct db *db); /* [{"id","name","created"}], by name. Yours */

#endif
