/* What the desk's own files share: desk.c sends and holds the receipt, desk_carry.c what could not
 * be kept, desk_case.c looks up and opens, desk_followup.c
 * sends what a resident does with an open case, desk_visit.c keeps what counts within one visit. */
#ifndef FOYER_KIOSK_DESK_INTERNAL_H
#define FOYER_KIOSK_DESK_INTERNAL_H

#include "common/crypto.h"
#include "kiosk/desk.h"

/* The last report that was sealed, until it is kept or its draft is gone. */
struct desk_unsent {
    struct outbox_entry entry; /* sealed empty: none */
    struct desk_receipt receipt;
    uint8_t draft[SHA256_LEN]; /* fingerprint of what was sealed */
    struct desk_carry carry;   /* text NULL: not tried yet */
    struct buf text;
};
struct desk {
    char *dir;
    struct worker *worker;
    struct outbox *outbox; /* NULL: could not be opened yet */
    bool has_receipt;
    struct desk_receipt receipt;
    struct desk_unsent unsent;
    int64_t sent_mono_ms[DESK_CROWD]; /* the last sendings, newest first; 0 none */
    struct search *search;            /* in the worker's hands */
    enum desk_search outcome;
    int tried, total; /* of the last search */
    bool has_keys;
    struct casecode_keys keys;            /* of the open case */
    struct casefile *casefile;            /* opened from case_generation's bytes; NULL: they were none or damaged */
    int64_t case_generation, case_ver;    /* of the model, -1 not opened yet; of the item */
    struct desk_said said[DESK_SAID_MAX]; /* of all cases, oldest first */
    size_t said_count;
    struct opinions opinions; /* of this visit */
    int wrong_codes;          /* in this visit */
};

/* The public key that entries are sealed to now. false: this screen never reached the office. */
MUST_USE bool desk_box_key(const struct model *model, uint8_t pk[static BOX_PK_LEN]);
/* Begins an entry of this kind with a fresh id. */
void desk_entry_begin(struct outbox_entry *entry, const char *kind, const struct desk_stamp *stamp);
/* What the terminal adds to it. */
struct put_stamp desk_put_stamp(const struct model *model, const struct outbox_entry *entry,
                                const struct desk_stamp *stamp);
/* Seals, and wipes `plain`. */
void desk_entry_seal(struct outbox_entry *entry, struct buf *plain, const uint8_t pk[static BOX_PK_LEN]);
MUST_USE enum desk_sent desk_keep(struct desk *desk, const struct outbox_entry *entry);
/* What is sealed already says what this draft says. */
bool desk_unsent_is_of(const struct desk *desk, const struct entry_draft *draft);
struct desk_unsent *desk_unsent_begin(struct desk *desk, const struct entry_draft *draft); /* empty, to be sealed */
void desk_unsent_offer(struct desk *desk); /* it could not be kept: a phone may carry it */
/* The outbox, opened if it could not be before; NULL: it still cannot. */
struct outbox *desk_outbox(struct desk *desk);

#endif
