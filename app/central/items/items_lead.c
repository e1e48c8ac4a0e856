/* How long a notice has really hung before its event: `effective` is what the clerk wrote, the versions say when. */
#include "central/items/items_internal.h"

#include "common/json.h"
#include "central/sites/sites.h"
#include "central/validate/validate.h"

#define CHAIN_MAX 16 /* corrections of corrections */

/* When it was first published here; `otherwise` when it never was. */
static int64_t first_public(struct db *db, const char *site, const char *id, int64_t otherwise)
{
    struct db_stmt *stmt = db_prep(
        db, "SELECT MIN(at) FROM item_version WHERE site=$1 AND item=$2 AND status IN('scheduled','published')");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    return db_one_i64(stmt, otherwise);
}

/* The notice that `doc` corrects: of its kind, and still running at `at`. Yours; NULL: none. */
static json_t *corrected(struct db *db, const char *site, const json_t *doc, int64_t at)
{
    const char *id = json_str(doc, "supersedes");
    struct item item;
    json_t *old = NULL;
    if (!id)
        return NULL;
    if (item_load(db, site, id, &item) && str_eq(item.kind, "notice") && (!item.until || item.until > at))
        old = json_decode_text(item.doc);
    item_fini(&item);
    if (old && str_eq(json_str(old, "kind"), json_str(doc, "kind")))
        return old;
    json_decref(old);
    return NULL;
}

int64_t item_first_public(struct db *db, const char *site, const char *id, const json_t *doc, int64_t now_s)
{
    int64_t first = first_public(db, site, id, now_s);
    json_t *at = json_incref((json_t *)doc);
    for (int i = 0; at && i < CHAIN_MAX; i++) {
        json_t *old = corrected(db, site, at, first);
        if (old)
            first = MIN(first, first_public(db, site, json_str(at, "supersedes"), first));
        json_decref(at);
        at = old;
    }
    json_decref(at);
    return first;
}

char *item_lead_refusal(struct db *db, const char *site, const char *id, const json_t *doc, int64_t now_s)
{
    return validate_lead(doc, item_first_public(db, site, id, doc, now_s), sites_created(db, site, now_s));
}
