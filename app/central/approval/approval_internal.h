/* What the files of approval share: approval.c (acts), work.c (rows), out.c (publishing), approval_rules.c.
 * Loop thread only. */
#ifndef FOYER_CENTRAL_APPROVAL_INTERNAL_H
#define FOYER_CENTRAL_APPROVAL_INTERNAL_H

#include "central/accounts/accounts.h"
#include "central/approval/approval.h"

enum work_state { WORK_NONE, WORK_DRAFT, WORK_REVIEW, WORK_RETURNED, WORK_APPROVED, WORK_STATES };
const char *work_state_name(enum work_state state);

struct work { /* one row; of an item that nobody works on: state NONE, ver that of the item */
    char site[ID_MAX + 1], id[ID_MAX + 1], kind[WIRE_KIND_MAX + 1];
    enum work_state state;
    int64_t ver; /* 0: there is no such item */
    char saved_by[ACCOUNTS_USER_MAX + 1], submitted_by[ACCOUNTS_USER_MAX + 1], answered_by[ACCOUNTS_USER_MAX + 1];
    char first_by[ACCOUNTS_USER_MAX + 1]; /* the first of two approvers */
    int64_t saved_at, submitted_at, answered_at, out_s;
    char sha256[65];
    bool afterwards; /* sent out by one person alone: looked at afterwards */
    char *remark;    /* owned */
};
void work_load(struct db *db, const char *site, const char *id, struct work *work);
MUST_USE bool work_save(struct db *db, const struct work *work);
void work_fini(struct work *work);
/* What is frozen: id, kind, audience and document. */
void work_hash(const struct items_text *text, char sha256[static 65]);
/* The text of a row, out of items_text's object. */
struct items_text work_text(const json_t *object);
bool work_wrote(struct db *db, const struct work *work, const char *who);

/* Publishes it and ends the row. `why` owned when it was refused. */
enum items_result approval_publish(struct central *central, const struct work *work, int64_t now_s, char **why);
/* The timer rings when the next one is due. */
void approval_arm(struct central *central);

#endif
