/* Paper beside the screens: which sheets are to be hung, replaced and taken down today, and who did it. A notice wants
 * paper when its `posting_rule` says so ("paper": true), or when it has a posting rule and the office keeps paper and
 * screen alike (setting `paper.rule`). It hangs in each lobby that it is for, and at the places that have no screen
 * (setting `paper.places`). Owns the table sheet. Loop thread only. */
#ifndef FOYER_CENTRAL_SHEETS_H
#define FOYER_CENTRAL_SHEETS_H

#include <jansson.h>

#include "central/central.h"

#define SHEETS_PLACE_MAX 120 /* bytes of a place's name */

MUST_USE bool sheets_prepare(struct db *db);

bool sheets_wanted(struct db *db, const char *site, const json_t *doc);
/* {"hang":[{"item","version","title","place","name"}],"replace":[… "old"],"take_down":[…],"hanging":[…]}. Yours. */
MUST_USE json_t *sheets_list(struct db *db, const char *site, int64_t now_s);
/* All that was done with an item's sheets: [{"place","name","version","up","at","who"}], oldest first. Yours. */
MUST_USE json_t *sheets_of_item(struct db *db, const char *site, const char *item);

struct sheets_act {
    const char *site, *item, *place, *who;
    int64_t ver, now_s;
    bool up; /* hung, with this version; else taken down */
};
/* With its line in the audit. NULL: kept; else one sentence, yours. Own transaction. */
MUST_USE char *sheets_done(struct db *db, const struct sheets_act *act);

#endif
