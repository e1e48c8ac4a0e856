/* What the files of outcome/ share. Loop thread only. */
#ifndef FOYER_CENTRAL_OUTCOME_INTERNAL_H
#define FOYER_CENTRAL_OUTCOME_INTERNAL_H

#include "central/outcome/outcome.h"
#include "common/ids.h"

#define OUTCOME_ITEM      "outcome" /* kind and id */
#define OUTCOME_MONTH_LEN 7         /* "2026-10" */

struct event;

struct outcome {
    struct central *central;
    struct event *timer;      /* owned; NULL without a loop */
    size_t sites;             /* how many the boards were made for */
    int64_t changes;          /* what staff entered, counted up */
    int64_t entered, counted; /* of what staff entered, and of changes of cases: how many are in the item */
    int64_t entered_s;        /* since when something that staff entered is not in it; 0: all is */
    int64_t changed_s;        /* the same of cases */
    int64_t made_s, midnight; /* when it was made last (0: not yet), and when the next day begins */
};
void outcome_changed(struct outcome *outcome);

/* The month that lies `back` before the one of now_s, "2026-10", in the zone at offset_s. */
void outcome_month_back(char month[static OUTCOME_MONTH_LEN + 1], int64_t now_s, int32_t offset_s, int back);

/* --- outcome_text.c --- */

struct outcome_text { /* what the versions of one id come to */
    char id[ID_MAX + 1];
    int64_t newest; /* version; 0: never heard of */
    json_t *live;   /* owned; NULL: nothing hangs */
    json_t *draft;  /* owned; NULL: nothing waits */
    int64_t live_ver, draft_ver;
    int64_t done_s; /* asked: since when it is approved as done; 0: it is not */
    char live_by[65], approved_by[65], draft_by[65];
};
/* Every id, sorted. *count of them, yours: outcome_texts_free. */
MUST_USE struct outcome_text *outcome_texts(struct db *db, const char *site, enum outcome_kind kind, size_t *count);
void outcome_texts_free(struct outcome_text *texts, size_t count);
/* Does what hangs still belong on the board? What is not done yet always does. */
bool outcome_text_shown(enum outcome_kind kind, const struct outcome_text *text, int64_t now_s, int32_t offset_s);

/* --- outcome_month.c --- */

/* {"visits","signups","services","cancelled"}; NULL: nobody entered any. Yours. */
MUST_USE json_t *outcome_month(struct db *db, const char *site, const char *month);

#endif
