/* One button for when something terrible hangs everywhere: every notice of a site comes down at once and the lobbies
 * show their standing pages; one more press puts back what nobody has touched since. What the owners' committee has
 * issued is its own, and stays. Owns the table takedown. Loop thread only. */
#ifndef FOYER_CENTRAL_TAKEDOWN_H
#define FOYER_CENTRAL_TAKEDOWN_H

#include <jansson.h>

#include "central/central.h"

MUST_USE bool takedown_prepare(struct db *db);

enum takedown_result {
    TAKEDOWN_OK,
    TAKEDOWN_NOTHING /* nothing hangs, or there is nothing to undo */,
    TAKEDOWN_FAILED
};
struct takedown_act {
    const char *site, *who;
    int64_t now_s;
};
/* What is about to go out is taken back, too. */
enum takedown_result takedown_all(struct central *central, const struct takedown_act *act);
enum takedown_result takedown_undo(struct central *central, const struct takedown_act *act);
/* The last one: {"at","who","count","kept","undone","undone_by"}; undone: unix s, 0 not. NULL: never. Yours. */
MUST_USE json_t *takedown_last(struct db *db, const char *site);

#endif
