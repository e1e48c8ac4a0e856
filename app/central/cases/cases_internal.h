/* What the files of cases/ share. */
#ifndef FOYER_CENTRAL_CASES_INTERNAL_H
#define FOYER_CENTRAL_CASES_INTERNAL_H

#include <pthread.h>

#include "common/casecode.h"
#include "central/cases/cases.h"
#include "central/cases/states.h"
#include "central/cases/vault.h"

#define CASE_NUMBER_MAX 24

struct event;

struct cases {
    struct central *central;
    struct vault vault;
    struct event *wake, *sweep, *done; /* owned; NULL without a loop */
    int done_fd[2];
    struct stretch *stretch; /* the one in hand; owned */
};

struct kase { /* one row; the text stays encrypted until asked for */
    char number[CASE_NUMBER_MAX], site[ID_MAX + 1], lobby[ID_MAX + 1], category[ID_MAX + 1], subitem[ID_MAX + 1];
    char clause[ID_MAX + 1], outcome[16], item_id[64];
    int64_t at, arrived, since, promised, ended, item_ver;
    enum case_state state;
    struct buf body; /* owned, wiped: JSON of struct entry's `kept` */
    struct buf key;  /* owned, wiped: empty until stretched */
};
#define CASE_COLUMNS                                                                                                   \
    "number,site,lobby,category,subitem,clause,outcome,item_id,at,arrived,since,promised,ended,item_ver,state,body,"   \
    "item_key"
void case_read(struct cases *cases, struct db_stmt *stmt, struct kase *kase);
MUST_USE bool case_load(struct cases *cases, const char *number, struct kase *kase);
void case_fini(struct kase *kase);

MUST_USE bool case_event_add(struct cases *cases, const char *number, int64_t at, const char *who,
                             enum case_state state, const char *role, const char *text);
/* [{"at","state","role","who","text"}], oldest first. */
MUST_USE json_t *case_events(struct cases *cases, const char *number);

/* Publishes the case as its resident may see it; nothing while it is not stretched. Inside a transaction. */
MUST_USE bool case_publish(struct cases *cases, struct kase *kase);
MUST_USE bool case_unpublish(struct cases *cases, const struct kase *kase);

/* cases_stretch.c */
void stretch_kick(struct cases *cases); /* starts on the oldest waiting case unless one is in hand */
void stretch_stop(struct cases *cases);
MUST_USE bool stretch_done(struct cases *cases); /* the thread has written to done_fd; false: could not be kept */

#endif
