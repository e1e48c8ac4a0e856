/* Cases: what residents reported and what became of it. Owns the tables kase, case_event, case_erased and
 * case_number. Loop thread only; the stretching of receipt codes runs on one thread of its own.
 *
 * The life of a receipt code here: it arrives inside an opened entry, is kept encrypted in the case's row until the
 * thread has stretched it to the case's public name and key, and is then forgotten; a crash in between is picked up at
 * the next start. What residents and staff wrote is encrypted in the database too, under a key in a file beside it, so
 * that a copied database tells nothing. cases_receive is declared in central.h. */
#ifndef FOYER_CENTRAL_CASES_H
#define FOYER_CENTRAL_CASES_H

#include <jansson.h>
#include "central/central.h"

#define CASES_TEXT_MAX   4000 /* characters; longer is rejected */
#define CASES_PLACE_MAX  200
#define CASES_ALIAS_MAX  100
#define CASES_PHONE_MAX  40
#define CASES_ROOM_MAX   40
#define CASES_WORD_MAX   1000 /* a resident's later word */
#define CASES_ANSWER_MAX 2000
#define CASES_KEEP_S     (90 * 86400) /* an ended case stays readable at the lobbies */
#define CASES_SILENT_S   (30 * 86400) /* an unread answer is no agreement before this */

struct cases; /* central->cases */

MUST_USE bool cases_prepare(struct db *db);
/* Loads or makes the key, starts the thread, picks up what a crash left unstretched, sweeps now and every hour. NULL:
 * logged. */
MUST_USE struct cases *cases_start(struct central *central);
void cases_stop(struct cases *cases); /* waits for the stretch in hand; NULL is fine */

/* Stretches one waiting case here and now; false: none waits. For tests and tools without a loop. */
bool cases_stretch_one(struct cases *cases);

struct cases_move {
    const char *number;
    const char *state; /* see states.h */
    const char *text;  /* may be NULL where the state asks for none */
    const char *role;  /* a role of the community; NULL: the category's */
    const char *into;  /* the case it is merged into; else NULL */
    const char *who;
    int64_t now_s;
    char *why; /* owned: the sentence for REFUSED */
};
enum cases_move_result { CASES_MOVED, CASES_MOVE_REFUSED, CASES_MOVE_UNKNOWN, CASES_MOVE_FAILED };
enum cases_move_result cases_move(struct cases *cases, struct cases_move *move);

MUST_USE json_t *cases_list(struct cases *cases, const char *state /* NULL: all */, int64_t now_s);
/* With text, contact and events; the reading is written to the audit. NULL: no such case (or the audit failed). */
MUST_USE json_t *cases_get(struct cases *cases, const char *number, const char *who, int64_t now_s);

/* Called every hour. Takes cases that ended more than 90 days ago out of k:. Of those that ended VALIDATE_CONTACT_DAYS
 * ago, or as much sooner as the form's consent says (`retention_days`), name and telephone are erased: from the entry,
 * and where the resident's or staff's words repeat them. The time of it stays, and a line in the audit. false:
 * something is left, the next call tries again. */
MUST_USE bool cases_sweep(struct cases *cases, int64_t now_s);

#endif
