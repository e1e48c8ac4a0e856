/* From a text in work to what hangs: kept, submitted (frozen under its SHA-256), approved by somebody else or sent
 * back, counted down, published. What the company decides about it is in its settings. Owns the table approval: one row
 * for each item that somebody works on. Loop thread only.
 *
 * States of a text in work: draft; review (submitted, nobody may change it and keep that state); returned (with a
 * remark); approved (goes out when its ten seconds are over). What hangs meanwhile stays. */
#ifndef FOYER_CENTRAL_APPROVAL_H
#define FOYER_CENTRAL_APPROVAL_H

#include <jansson.h>

#include "central/central.h"
#include "central/items/items.h"

#define APPROVAL_COUNTDOWN_S 10
#define APPROVAL_REMARK_MAX  1000 /* characters */
#define APPROVAL_LATE_S                                                                                                \
    3600 /* later than that nothing goes out by itself: the server was away, somebody looks again                      \
          */

MUST_USE bool approval_prepare(struct db *db);
/* With the timer that publishes what has been counted down, also before a restart. */
MUST_USE struct approval *approval_start(struct central *central);
void approval_stop(struct approval *approval);

enum approval_result {
    APPROVAL_OK,
    APPROVAL_CREATED,
    APPROVAL_NOT_FOUND,
    APPROVAL_FORBIDDEN, /* by this person */
    APPROVAL_CONFLICT,  /* it is not as the caller thinks: read it again */
    APPROVAL_REFUSED,   /* the text, or what is missing for it */
    APPROVAL_FAILED     /* logged */
};
struct approval_act {
    const char *site, *who;
    int64_t now_s;
    int64_t expect;   /* the version that the caller has before them; 0: does not say */
    bool factor;      /* logged in with the second factor */
    bool committee;   /* acts with the rights of the owners' committee */
    bool admin;       /* is an administrator of the site */
    bool trusted;     /* is surely the account's owner (staff_trusted): with the second factor, or just let in */
    const char *code; /* of what is no success; static */
    char *why;        /* owned: the sentence to it */
    bool changed;
};

/* A draft. The version that the caller had (`expect`) must be the newest. A text that was submitted is a draft again.
 */
enum approval_result approval_save(struct central *central, struct approval_act *act, const struct items_text *text);
enum approval_result approval_submit(struct central *central, struct approval_act *act, const char *id);
enum approval_result approval_return(struct central *central, struct approval_act *act, const char *id,
                                     const char *remark);
/* `sha256`: of what the approver has seen. `pictures`: they have seen every picture in full size, and there are no
 * names, room numbers and debts in it. */
enum approval_result approval_approve(struct central *central, struct approval_act *act, const char *id,
                                      const char *sha256, bool pictures);
/* While it is counted down: under review again, as if nobody had pressed. */
enum approval_result approval_undo(struct central *central, struct approval_act *act, const char *id);
/* It was published or withdrawn, by whatever way: nothing is in work any longer. In that transaction. */
MUST_USE bool approval_forget(struct db *db, const char *site, const char *id);

/* The text in work with its state:
 * {"version","state","by","at","writers","submitted_by","submitted_at","sha256","remark","answered_by","answered_at",
 *  "first_by","out","four_eyes","emergency","pictures","codes","audience","doc"}; out: unix s. NULL: none. Yours. */
MUST_USE json_t *approval_work(struct db *db, const char *site, const char *id);
/* {id: {"state","version","by","at"}} of everything in work. Yours. */
MUST_USE json_t *approval_states(struct db *db, const char *site);
int64_t approval_version(struct db *db, const char *site, const char *id); /* the newest; 0: there is no such item */
/* [{"id","kind","title","state","version","by","at","submitted_by","submitted_at","priority"}], longest waiting first.
 * Yours. */
MUST_USE json_t *approval_list(struct db *db, const char *site);

/* What was to go out in a moment does not: it is under review again. Inside a transaction. */
MUST_USE bool approval_hold(struct db *db, const char *site, const char *who, int64_t now_s);

/* --- The rules (approval_rules.c) --- */
bool approval_is_emergency(const char *kind, const json_t *doc);
/* What is published by one call, without review: NULL, the codes in its pictures are all known and ask for no money, or
 * two have approved this very text; else one sentence, yours. A picture that was never uploaded is not its matter. */
MUST_USE char *approval_codes_refusal(struct db *db, const char *site, const struct items_text *text);
/* Must somebody else look at it? By the settings of the site. */
bool approval_four_eyes(struct db *db, const char *site, const char *kind, const json_t *doc);
/* NULL: this person may send out emergencies; else the sentence, yours. `factor`: logged in with the second factor; one
 * that was set up since proves nothing, for a stolen password is enough to set one up. */
MUST_USE char *approval_totp_refusal(struct db *db, const char *site, const char *who, bool factor);

/* Publishes what is due. The timer does so; for tests. */
void approval_run(struct central *central, int64_t now_s);

#endif
