/* A warning whose end has passed is not an all-clear: until staff say what became of it (extend it, correct it, give
 * the all-clear or withdraw it), it stays with the lobbies, which say so. Not for ever. */
#include "central/items/items_internal.h"

#include "common/json.h"

static const char *const closing[] = {"supersedes", "all_clear"};

/* Looks into the documents: the text only narrows down. */
static bool closes(const char *text, const char *id)
{
    CLEANUP(json_free_ref) json_t *doc = json_decode_text(text);
    for (size_t i = 0; i < ARRAY_LEN(closing); i++) {
        if (str_eq(json_str(doc, closing[i]), id))
            return true;
    }
    return false;
}

/* By a notice that has begun: one that waits for its hour closes nothing yet. */
static bool is_closed(struct db *db, const struct item *item, int64_t now_s)
{
    CLEANUP(free_ptr) char *part = xasprintf(":\"%s\"", item->id);
    struct db_stmt *stmt =
        db_prep(db, "SELECT doc FROM item WHERE kind='notice' AND id<>$1 AND from_s<=$2 AND "
                    "status IN('scheduled','published','superseded') AND instr(doc,$3)>0 AND site=$4");
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

/* Of the running ones the database knows the end; whether one is closed, its successors say. */
static json_t *ending_ids(struct db *db, const char *site, int64_t now_s, int64_t within_s)
{
    json_t *ids = json_array();
    struct db_stmt *stmt =
        db_prep(db, "SELECT id FROM item WHERE site=$1 AND kind='notice' AND priority=1 AND status IN('scheduled',"
                    "'published') AND from_s<=$2 AND until_s>$3 AND until_s<=$4 ORDER BY id");
    db_bind_text(stmt, 1, site);
    db_bind_i64(stmt, 2, now_s);
    db_bind_i64(stmt, 3, now_s - ITEMS_OPEN_KEEP_S);
    db_bind_i64(stmt, 4, now_s + within_s);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(ids, json_string(db_col_text(stmt, 0)));
    return ids;
}

json_t *items_ending(struct db *db, const char *site, int64_t now_s, int64_t within_s)
{
    CLEANUP(json_free_ref) json_t *ids = ending_ids(db, site, now_s, within_s);
    json_t *list = json_array();
    for (size_t i = 0; i < json_array_size(ids); i++) {
        struct item item;
        const char *id = json_string_value(json_array_get(ids, i));
        bool open = item_load(db, site, id, &item) && !is_closed(db, &item, now_s);
        item_fini(&item);
        json_t *entry = open ? items_get(db, site, id, 0, now_s) : NULL;
        if (entry)
            json_array_append_new(list, entry);
    }
    return list;
}
