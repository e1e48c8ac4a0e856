/* What staff publish, as staff see it: items with their state, audience and every version they ever had. Owns the
 * tables site, item, item_version, item_channel and file_channel. Versions are immutable; a correction is a new version
 * or supersedes; nothing is deleted. Validates, resolves audiences, and hands bytes to publish.h. Loop thread only.
 *
 * A server holds one site; its id is the community document's `community.id`. */
#ifndef FOYER_CENTRAL_ITEMS_H
#define FOYER_CENTRAL_ITEMS_H

#include <jansson.h>
#include "central/central.h"

MUST_USE bool items_prepare(struct db *db);

enum items_result {
    ITEMS_OK,
    ITEMS_CREATED,
    ITEMS_REFUSED /* why */,
    ITEMS_CONFLICT /* why */,
    ITEMS_NOT_FOUND,
    ITEMS_FAILED
};

struct items_act {
    const char *who; /* account */
    int64_t now_s;
    char *why;    /* owned: the sentence for REFUSED and CONFLICT */
    bool changed; /* false: it stood there like this already */
};

/* The documents of the site: kind "community", "standard", "fee", "form", "outcome". `doc` is borrowed. */
enum items_result items_put_document(struct central *central, struct items_act *act, const char *kind,
                                     const json_t *doc);
/* A notice: {"kind":"notice","status","audience","doc"}. status: draft, scheduled, published, superseded, withdrawn. */
enum items_result items_put_notice(struct central *central, struct items_act *act, const char *id, const json_t *body);
enum items_result items_withdraw(struct central *central, struct items_act *act, const char *id);

MUST_USE json_t *items_list(struct db *db, const char *kind /* NULL: all */, int64_t now_s);
/* With its versions, and the document of version `ver` (0: the newest). NULL: none. */
MUST_USE json_t *items_get(struct db *db, const char *id, int64_t ver, int64_t now_s);
bool items_is_known(struct db *db, const char *id); /* of any status */
/* Is it on the lobbies or waiting for its hour? Then only someone who may publish may touch it. */
bool items_is_public(struct db *db, const char *id);
/* The document in force of a site's kind; NULL: none yet. Yours. */
MUST_USE json_t *items_document(struct db *db, const char *kind);
/* The community's offset at a moment; China's before the first community document. */
int32_t items_zone(struct db *db, int64_t now_s);
int32_t items_zone_of(const json_t *community, int64_t now_s); /* the same of a document in hand */
MUST_USE char *items_site(struct db *db);                      /* NULL before the first community document */

/* {sha256: true} over the files of all documents; drafts count too, a clerk may write for more than a week. Yours. */
MUST_USE json_t *items_named_files(struct db *db);
/* Takes what has ended more than a day ago out of the channels. Opens its own transaction. */
MUST_USE bool items_sweep(struct central *central, int64_t now_s);

#endif
