/* The board of outcomes of each site: the item of kind `outcome` (ARCHITECTURE section 3) that every lobby of the site
 * shows. Owns the tables outcome_asked, outcome_thanks and outcome_month: what staff enter for it, every version, with
 * who drafted and who approved. Their words are public content and not encrypted; only approved ones go out. The counts
 * come from cases/, where a month is counted as figures.h says.
 *
 * The item is made at start, after each local midnight, OUTCOME_SETTLE_S after staff entered something (who approves a
 * text waits for it, and what is taken down must go), and at most every OUTCOME_EVERY_S after a case has changed. What
 * comes out the same makes no new version. Loop thread only. */
#ifndef FOYER_CENTRAL_OUTCOME_H
#define FOYER_CENTRAL_OUTCOME_H

#include <jansson.h>
#include "central/central.h"

#define OUTCOME_EVERY_S    600
#define OUTCOME_SETTLE_S   30 /* several acts of one sitting go out together */
#define OUTCOME_MONTHS     6  /* of the bucket; as long does what is done stay, and a word of thanks */
#define OUTCOME_TEXTS_MAX  60 /* of each kind, shown or drafted */
#define OUTCOME_MONTHS_OLD 23 /* months back for which numbers may still be entered */

struct outcome; /* central->outcome */

MUST_USE bool outcome_prepare(struct db *db);
/* After cases_start. NULL: logged. */
MUST_USE struct outcome *outcome_start(struct central *central);
void outcome_stop(struct outcome *outcome); /* NULL is fine */

/* Called every 5 s: makes the item when it is due. false: logged; tried again after OUTCOME_EVERY_S. */
bool outcome_tick(struct outcome *outcome, int64_t now_s);

/* The document as it would go out now. Yours; NULL: there is no such community. */
MUST_USE json_t *outcome_document(struct outcome *outcome, const char *site, int64_t now_s);
/* The same for staff: rows of asked and thanks also carry version, by, approved_by and draft; those with draft true do
 * not go out (one beside the row that it would replace), and hangs: does the lobbies' document have the row as it is
 * here? What was approved a moment ago has not got there yet. Further members: overdue (ids of what is not done though
 * its day has passed), bucket_missing (months without numbers), published (when the lobbies' document was made, or 0).
 */
MUST_USE json_t *outcome_office(struct outcome *outcome, const char *site, int64_t now_s);

/* --- What staff enter --- */

enum outcome_kind { OUTCOME_ASKED, OUTCOME_THANKS };
enum outcome_result {
    OUTCOME_OK,
    OUTCOME_CREATED,
    OUTCOME_REFUSED /* why */,
    OUTCOME_CONFLICT /* why */,
    OUTCOME_NOT_FOUND,
    OUTCOME_FAILED
};
struct outcome_act {
    const char *site; /* whose board */
    const char *who;  /* account */
    int64_t now_s;
    bool approves;   /* what is put goes out; else it is a draft, and what hangs stays */
    int64_t version; /* of a draft that is approved as it was read; 0: whatever it is now */
    char *why;       /* owned: the sentence for REFUSED and CONFLICT */
    bool changed;    /* false: it stood there like this already */
};
/* words: as validate_outcome_asked and …_thanks want them; NULL with `approves`: the draft that waits. */
enum outcome_result outcome_put(struct outcome *outcome, struct outcome_act *act, enum outcome_kind kind,
                                const char *id, const json_t *words);
/* Takes it off the board, and drops what is drafted. What is not done yet leaves in no other way. */
enum outcome_result outcome_remove(struct outcome *outcome, struct outcome_act *act, enum outcome_kind kind,
                                   const char *id);
/* {"id","live":{…}|null,"draft":{…}|null,"versions":[{"version","at","who","approved","approved_by","removed","words"}]},
 * newest first. Yours; NULL: never heard of. */
MUST_USE json_t *outcome_text(struct outcome *outcome, const char *site, enum outcome_kind kind, const char *id);
/* Does it hang, so that only who may publish may take it down? */
bool outcome_is_public(struct outcome *outcome, const char *site, enum outcome_kind kind, const char *id);

/* {"visits","signups","services","cancelled"} of a month; goes out as it is. */
enum outcome_result outcome_put_month(struct outcome *outcome, struct outcome_act *act, const char *month,
                                      const json_t *numbers);

#endif
