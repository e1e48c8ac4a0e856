/* Whom a notice is for: the sample's audience rule resolved over the lobbies to the fewest channels. A lobby is meant
 * when one of its tags is in `tags_any`, or its building in `buildings`, or its unit in `units`, or itself in
 * `lobbies`, unless one of its tags is in `exclude_tags` or itself in `exclude_lobbies`; the tag "all" means every
 * lobby. All lobbies of the site: "s:<site>"; all of a building: "b:<building>"; else "l:<lobby>". An empty rule means
 * nobody. Pure. */
#ifndef FOYER_CENTRAL_AUDIENCE_H
#define FOYER_CENTRAL_AUDIENCE_H

#include <jansson.h>
#include "common/ids.h"

struct audience {
    char (*channels)[CHANNEL_MAX + 1]; /* owned, sorted */
    size_t channel_count;
    json_t *lobbies; /* owned: the ids of the lobbies that are meant, in the lobbies' order */
};
/* `lobbies`: an array of lobby documents (`id`, `building`, `unit`, `tags`). */
void audience_resolve(struct audience *audience, const json_t *rule, const char *site, const json_t *lobbies);
void audience_fini(struct audience *audience);

#endif
