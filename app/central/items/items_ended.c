/* A warning whose end has passed is not an all-clear: until staff say what became of it (extend it, correct it, give
 * the all-clear or withdraw it), it stays with the lobbies, which say so. Not for ever. */
#include "central/items/items_internal.h"

#include "common/json.h"

static const char *const closing[] = {"supersedes", "all_clear"};

/* Looks into the documents: the text only narrows down. */
static bool closes(const char *text, const char *id)
{
    CLEANUP(json_free_ref) json_t *doc = json_decode(text, strlen(text), NULL);
    for (size_t i = 0; i < ARRAY_LEN(closing); i++) {
        if (str_eq(json_str(doc, closing[i]), id))
            return true;
    }
    return false;
}

/* By a notice that has begun: one that waits for its hour closes nothing yet. */
static bool is_closed(struct db *db, const struct item *item, int64_t now_s)
{
    CLEANUP(free_ptr) char *part = xasprintf("%%:\"%s\"%%", item->id);
    struct db_stmt *stmt = db_prep(db, "SELECT doc FROM item WHERE kind='notice' AND id<>$1 AND from_s<=$2 AND "
                                       "status IN('scheduled','published','superseded') AND doc LIKE $3 AND site=$4");
    bool closed = false;
    db_bind_text(stmt, 1, item->id);
    db_bind_i64(stmt, 2, now_s);
    db_bind_text(stmt, 3, part);
    db_bind_text(stmt, 4, item->site);
    while (!closed && db_step(stmt) == DB_ROW)
        closed = closes(db_col_text(stmt, 0), item->id);
    db_reset(stmt);
    return closed;
}

bool item_ended_open(struct db *db, const struct item *item, int64_t now_s)
{
    return item->priority == 1 && str_eq(item->kind, "notice") && item_status_public(item->status) && item->until &&
           item->until <= now_s && now_s < item->until + ITEMS_OPEN_KEEP_S && !is_closed(db, item, now_s);
}
