/* outbox.db: what the terminal still owes central. Written by the kiosk, settled by sync (WAL, FULL). Precious: a row
 * leaves only against central's signed receipt. Bodies are sealed before they come here; nothing on the terminal opens
 * them. A damaged file is set aside (outbox.db.bad-<unix s>, never deleted) and every row whose body still hashes to
 * its name is copied into a new one; DIR/outbox.lock keeps the other process from writing to the file that was set
 * aside. */
#ifndef FOYER_TERMINAL_OUTBOX_H
#define FOYER_TERMINAL_OUTBOX_H

#include "common/wire.h"

/* More than that waiting: a new entry is refused, in words, before a code is shown. */
#define OUTBOX_WAITING_MAX 10000

struct outbox;
MUST_USE struct outbox *outbox_open(const char *dir); /* both sides; salvages a damaged file. NULL: logged */
void outbox_close(struct outbox *outbox);

struct outbox_entry {
    char id[UUID_LEN + 1];
    char kind[WIRE_KIND_MAX + 1]; /* "complaint" */
    int64_t at;                   /* unix s by the terminal's best clock */
    char clk[8];                  /* ok | approx | unknown */
    char box[KEY_ID_LEN + 1];     /* key id it is sealed to */
    struct buf sealed;
    char sha256[65]; /* of sealed; outbox_add computes it */
    int tries;
    bool parked; /* refused three times; tried again daily */
};
void outbox_entry_fini(struct outbox_entry *entry);

enum outbox_result { OUTBOX_STORED, OUTBOX_FULL, OUTBOX_FAILED };
/* Kiosk. Durable when it returns OUTBOX_STORED: only then may a code be shown. The same id twice is stored once. */
MUST_USE enum outbox_result outbox_add(struct outbox *outbox, const struct outbox_entry *entry);

/* What became of an entry, for the receipt page. */
enum outbox_state { OUTBOX_WAITING, OUTBOX_ARRIVED, OUTBOX_UNKNOWN };
enum outbox_state outbox_state(struct outbox *outbox, const char *id, int64_t *arrived_s);
int64_t outbox_waiting(struct outbox *outbox);
int64_t outbox_parked(struct outbox *outbox); /* of these: refused three times */

/* Sync: up to `max` entries due now, oldest first; result of one upload. Settled ids are kept 400 days, bodies are not.
 */
MUST_USE size_t outbox_due(struct outbox *outbox, int64_t now_s, struct outbox_entry *entries, size_t max);
MUST_USE bool outbox_settle(struct outbox *outbox, const char *id, int64_t now_s); /* good receipt seen */
MUST_USE bool outbox_refused(struct outbox *outbox, const char *id, const char *code,
                             int64_t now_s); /* counts; parks at 3 */

#endif
