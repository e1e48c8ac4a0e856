/* The lobbies of each site, as its community document names them (`terminals`). Owns the tables lobby (made in
 * store/schema) and lobby_order. A lobby that is named no longer is retired, never deleted: its terminals may come
 * back. Loop thread only.
 *
 * Ids of lobbies, and of the buildings they stand in, are channels of their own: no two sites have the same. */
#ifndef FOYER_CENTRAL_LOBBIES_H
#define FOYER_CENTRAL_LOBBIES_H

#include <jansson.h>

#include "central/publish/change.h"
#include "common/ids.h"

MUST_USE bool lobbies_prepare(struct db *db);

/* NULL, or one sentence, yours: a lobby of `lobbies` or its building is another site's. */
MUST_USE char *lobbies_refusal(struct db *db, const char *site, const json_t *lobbies);
/* Makes each lobby's own document (with the words of its place) the item of its channel, and drops those of lobbies
 * that are gone. `lobbies`: the community's `terminals`. Inside a transaction. */
MUST_USE bool lobbies_place(struct publisher *publisher, struct db *db, struct change_set *set, const json_t *community,
                            const json_t *lobbies);

/* The documents as published, in the community's order. Yours. */
MUST_USE json_t *lobbies_list(struct db *db, const char *site);

struct lobby {
    char site[ID_MAX + 1], building[ID_MAX + 1]; /* building: "" outdoors */
    bool retired;
};
MUST_USE bool lobbies_find(struct db *db, const char *id, struct lobby *lobby); /* false: never heard of */

#endif
