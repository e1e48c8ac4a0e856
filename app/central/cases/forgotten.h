/* What was erased must not come back by way of an older backup. So every erasure is also written down outside the
 * database: one line in DATA/erased.list, "<unix s> <case number> contact|names|text", and the same in a second file on
 * another disk if one is named. No line says what was erased. A restore reads such a list, and what stands in it is
 * erased anew, in cases_start, before anybody can read it. Without a list every name, telephone, room and photograph
 * of the backup goes, and what looks like one in the words: nobody could say which of them their owners took back.
 *
 * Owns the tables case_forgotten (erased here, not in the list yet) and case_forget (to be erased before the start).
 * Loop thread only; a restore, which has no loop, from its one thread. */
#ifndef FOYER_CENTRAL_FORGOTTEN_H
#define FOYER_CENTRAL_FORGOTTEN_H

#include "common/db.h"

struct cases;

#define FORGOTTEN_FILE     "erased.list" /* in the data folder */
#define FORGOTTEN_LINE_MAX 80            /* bytes */
#define FORGOTTEN_LIST_MAX (64u << 20)

enum forgotten_what {
    FORGOTTEN_CONTACT /* name, telephone, room, photographs */,
    FORGOTTEN_NAMES /* as far as they stand in the words */,
    FORGOTTEN_TEXT /* the words */
};

MUST_USE bool forgotten_prepare(struct db *db);
/* Inside the transaction that erases. */
MUST_USE bool forgotten_note(struct db *db, const char *number, enum forgotten_what what, int64_t now_s);
/* After the transaction: the lines go to the files, then out of the database. false: logged; tried again with the next
 * one and at the next start. `second` may be NULL. */
bool forgotten_write(struct db *db, const char *data_dir, const char *second);

/* At a restore. The whole list is looked at before anything is changed; false: logged. Own transaction. */
MUST_USE bool forgotten_take(struct db *db, const char *list, size_t len, int64_t *count);
MUST_USE bool forgotten_take_all(struct db *db); /* there is no list */
/* At the start: erases what a restore left to be erased. */
MUST_USE bool forgotten_apply(struct cases *cases, int64_t now_s);

#endif
