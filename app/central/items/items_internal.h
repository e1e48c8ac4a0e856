/* What the files items*.c share. Loop thread only. */
#ifndef FOYER_CENTRAL_ITEMS_INTERNAL_H
#define FOYER_CENTRAL_ITEMS_INTERNAL_H

#include "central/items/items.h"
#include "central/publish/change.h"

enum item_status { ITEM_DRAFT, ITEM_SCHEDULED, ITEM_PUBLISHED, ITEM_SUPERSEDED, ITEM_WITHDRAWN, ITEM_STATUSES };
const char *item_status_name(enum item_status status);
bool item_status_parse(const char *name, enum item_status *status);
static inline bool item_status_public(enum item_status status)
{
    return status == ITEM_SCHEDULED || status == ITEM_PUBLISHED;
}

struct item { /* one row of `item` */
    char site[ID_MAX + 1], id[ID_MAX + 1], kind[WIRE_KIND_MAX + 1];
    enum item_status status;
    int64_t ver, priority, from, until;
    bool pinned;
    bool review_after;            /* published on duty or alone, and nobody else has seen it yet */
    char *title, *audience, *doc; /* owned; audience: JSON text or NULL */
    char approved_by[65];
    char put_back[65]; /* who puts it back with this save; "": nobody */
};
#define ITEM_COLUMNS                                                                                                   \
    "id,kind,status,ver,priority,from_s,until_s,pinned,title,audience,doc,approved_by,site,review_after"
/* The same without the long texts. */
#define ITEM_BRIEF_COLUMNS                                                                                             \
    "id,kind,status,ver,priority,from_s,until_s,pinned,title,NULL,NULL,approved_by,site,review_after"
/* A row of either; free with item_fini. */
void item_read(struct db_stmt *stmt, struct item *item);
/* false: none; free with item_fini either way */
MUST_USE bool item_load(struct db *db, const char *site, const char *id, struct item *item);
/* Writes the row and a new immutable version; raises item->ver. Inside a transaction. */
MUST_USE bool item_save(struct db *db, struct item *item, const char *who, int64_t now_s);
/* The row's words and times are those of the text; item->site is known. */
void item_fill(struct db *db, struct item *item, const struct items_text *text, int64_t now_s);
/* The version alone: the row, and so what hangs, stays as it is. */
MUST_USE bool item_save_version(struct db *db, struct item *item, const char *who, int64_t now_s);
void item_fini(struct item *item);
static inline bool item_with(struct db *db, const struct items_act *act, const char *site, const char *id)
{
    return !act->with || act->with(db, site, id);
}

/* When a notice, or the first running one of its kind that it corrects, was first published; now_s when never. */
int64_t item_first_public(struct db *db, const char *site, const char *id, const json_t *doc, int64_t now_s);
/* validate_lead for a notice that is to be published: the moments come from its versions and those of the running
 * notices of its kind that it corrects. NULL: good; else one sentence, yours. */
MUST_USE char *item_lead_refusal(struct db *db, const char *site, const char *id, const json_t *doc, int64_t now_s);

/* --- items_refusal.c: NULL, or one sentence that is yours --- */
bool item_is_demo(const json_t *community);
MUST_USE char *item_live_refusal(struct db *db, const char *site, const json_t *doc);
MUST_USE char *item_going_live_refusal(struct db *db, const char *site, int64_t now_s);
MUST_USE char *item_notice_refusal(const char *id, const json_t *body, enum item_status *status);
MUST_USE char *item_nobody_refusal(struct db *db, const json_t *rule, const char *site);
MUST_USE char *item_all_clear_refusal(struct db *db, const char *site, const json_t *doc);
/* *result: CONFLICT or REFUSED. */
MUST_USE char *item_name_refusal(const char *id, enum items_result *result);
/* `body` as items_put_notice takes it, and item_notice_refusal has nothing against it. */
MUST_USE char *item_public_refusal(struct db *db, const char *site, const char *id, const json_t *body, int64_t now_s);
MUST_USE char *item_document_refusal(struct db *db, const struct items_checked *checked);
bool item_id_reserved(const char *id); /* no name for a notice */

/* An urgent notice whose end has passed while nobody lifted, corrected or withdrew it. */
#define ITEMS_OPEN_KEEP_S (7 * 86400) /* then it counts as any other that ended */
bool item_ended_open(struct db *db, const struct item *item, int64_t now_s);

/* The document as terminals get it: what only the office needs is left out. */
void item_freeze(const char *kind, const json_t *doc, struct buf *bytes);
/* Brings an item's channels in line with its status and audience. Inside a transaction. */
MUST_USE bool item_place(struct central *central, struct change_set *set, const struct item *item,
                         const json_t *lobbies, int64_t now_s);
/* All public notices, after the lobbies changed. */
MUST_USE bool item_place_all(struct central *central, struct change_set *set, const char *site, const json_t *lobbies,
                             int64_t now_s);
/* Brings the files' own items in line with what hangs, after items were placed. Inside a transaction. */
MUST_USE bool items_place_files(struct db *db, struct change_set *set);

#endif
