/* Items as staff see them: the list, and one with its versions. */
#include "central/items/items_internal.h"

#include "common/json.h"
#include "central/items/audience.h"
#include "central/lobbies/lobbies.h"

/* What a clerk means by it today: the status, and for what is published whether its time is now. */
static const char *state_of(struct db *db, const struct item *item, int64_t now_s)
{
    if (!item_status_public(item->status))
        return item_status_name(item->status);
    if (item->from > now_s)
        return "future";
    if (!item->until || item->until > now_s)
        return "live";
    return item_ended_open(db, item, now_s) ? "ended_open" : "expired";
}

static json_t *channels_of(struct db *db, const char *site, const char *id)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT channel FROM item_channel WHERE site=$1 AND item=$2 ORDER BY channel");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, json_string(db_col_text(stmt, 0)));
    return list;
}

static void set_audience(json_t *entry, const char *text, const json_t *lobbies, const char *site)
{
    json_t *rule = json_decode_text(text);
    struct audience audience;
    if (!rule) {
        json_object_set_new(entry, "audience", json_null());
        json_object_set_new(entry, "lobbies", json_null());
        return;
    }
    audience_resolve(&audience, rule, site, lobbies);
    json_object_set(entry, "lobbies", audience.lobbies);
    audience_fini(&audience);
    json_object_set_new(entry, "audience", rule);
}

struct item_context { /* read once per listing */
    struct db *db;
    json_t *lobbies; /* owned */
    const char *site;
    int64_t now_s;
};

static void context_init(struct item_context *context, struct db *db, const char *site, int64_t now_s)
{
    *context = (struct item_context){.db = db, .lobbies = lobbies_list(db, site), .site = site, .now_s = now_s};
}

static void context_fini(struct item_context *context)
{
    json_decref(context->lobbies);
}

/* By whom it is said, and the times as the clerk wrote them, with their zone. */
static void set_said(json_t *entry, const char *text)
{
    CLEANUP(json_free_ref) json_t *doc = json_decode_text(text);
    json_object_set_new(entry, "issuer", json_string(json_str_or(doc, "issuer", "")));
    json_object_set_new(entry, "effective", json_string(json_str_or(doc, "effective", "")));
    json_object_set_new(entry, "expires", json_string(json_str_or(doc, "expires", "")));
}

static json_t *brief_entry(struct item_context *context, const struct item *item, int64_t updated,
                           const char *updated_by)
{
    json_t *entry =
        json_pack("{s:s,s:s,s:s,s:s,s:s,s:I,s:I,s:I,s:I,s:s}", "id", item->id, "kind", item->kind, "status",
                  item_status_name(item->status), "state", state_of(context->db, item, context->now_s), "title",
                  item->title, "from", (json_int_t)item->from, "until", (json_int_t)item->until, "priority",
                  (json_int_t)item->priority, "updated", (json_int_t)updated, "updated_by", updated_by);
    json_object_set_new(entry, "review_after", json_boolean(item->review_after));
    return entry;
}

static json_t *item_entry(struct item_context *context, const struct item *item, int64_t updated,
                          const char *updated_by)
{
    json_t *entry = brief_entry(context, item, updated, updated_by);
    json_object_set_new(entry, "version", json_integer(item->ver));
    json_object_set_new(entry, "pinned", json_boolean(item->pinned));
    json_object_set_new(entry, "approved_by", json_string(item->approved_by));
    set_said(entry, item->doc);
    set_audience(entry, item->audience, context->lobbies, context->site);
    json_object_set_new(entry, "channels", channels_of(context->db, item->site, item->id));
    return entry;
}

/* What the database knows of an item's hours narrows down; state_of decides. */
#define WISHED                                                                                                         \
    " FROM item WHERE site=$2 AND ($1 IS NULL OR kind=$1) AND ($3<>1 OR (status IN('scheduled','published') AND "      \
    "(until_s=0 OR until_s>$4))) AND ($3<>2 OR review_after<>0) ORDER BY kind,id"

static bool is_wished(struct item_context *context, const struct items_wish *wish, const struct item *item)
{
    return wish->which != ITEMS_HANGING || !str_eq(state_of(context->db, item, context->now_s), "expired");
}

json_t *items_list(struct db *db, const char *site, const struct items_wish *wish, int64_t now_s)
{
    struct item_context context;
    json_t *list = json_array();
    context_init(&context, db, site, now_s);
    struct db_stmt *stmt = wish->brief ? db_prep(db, "SELECT " ITEM_BRIEF_COLUMNS ",updated,updated_by" WISHED)
                                       : db_prep(db, "SELECT " ITEM_COLUMNS ",updated,updated_by" WISHED);
    db_bind_text(stmt, 1, wish->kind);
    db_bind_text(stmt, 2, site);
    db_bind_i64(stmt, 3, wish->which);
    db_bind_i64(stmt, 4, now_s - ITEMS_OPEN_KEEP_S);
    while (db_step(stmt) == DB_ROW) {
        struct item item;
        item_read(stmt, &item);
        if (is_wished(&context, wish, &item))
            json_array_append_new(list, (wish->brief ? brief_entry : item_entry)(&context, &item, db_col_i64(stmt, 14),
                                                                                 db_col_text(stmt, 15)));
        item_fini(&item);
    }
    context_fini(&context);
    return list;
}

int64_t items_count_live(struct db *db, const char *site, int64_t now_s)
{
    struct db_stmt *stmt =
        db_prep(db, "SELECT COUNT(*) FROM item WHERE site=$1 AND kind='notice' AND status IN('scheduled','published') "
                    "AND from_s<=$2 AND (until_s=0 OR until_s>$2)");
    db_bind_text(stmt, 1, site);
    db_bind_i64(stmt, 2, now_s);
    return db_one_i64(stmt, 0);
}

static json_t *versions_of(struct db *db, const char *site, const char *id)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(
        db,
        "SELECT ver,at,who,status,approved_by,put_back FROM item_version WHERE site=$1 AND item=$2 ORDER BY ver DESC");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    while (db_step(stmt) == DB_ROW) {
        json_array_append_new(list, json_pack("{s:I,s:I,s:s,s:s,s:s,s:s}", "version", (json_int_t)db_col_i64(stmt, 0),
                                              "at", (json_int_t)db_col_i64(stmt, 1), "who", db_col_text(stmt, 2),
                                              "status", db_col_text(stmt, 3), "approved_by", db_col_text(stmt, 4),
                                              "put_back_by", db_col_text(stmt, 5)));
    }
    return list;
}

static json_t *version_doc(struct db *db, const char *site, const char *id, int64_t ver)
{
    struct db_stmt *stmt = db_prep(db, "SELECT doc FROM item_version WHERE site=$3 AND item=$1 AND ver=$2");
    db_bind_text(stmt, 1, id);
    db_bind_i64(stmt, 2, ver);
    db_bind_text(stmt, 3, site);
    json_t *doc = NULL;
    if (db_step(stmt) == DB_ROW)
        doc = json_decode_text(db_col_text(stmt, 0));
    db_reset(stmt);
    return doc;
}

static json_t *find_entry(struct db *db, const char *site, const char *id, int64_t now_s)
{
    struct item_context context;
    struct item item = {0};
    json_t *entry = NULL;
    struct db_stmt *stmt = db_prep(db, "SELECT " ITEM_COLUMNS ",updated,updated_by FROM item WHERE site=$1 AND id=$2");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    if (db_step(stmt) == DB_ROW) {
        context_init(&context, db, site, now_s);
        item_read(stmt, &item);
        entry = item_entry(&context, &item, db_col_i64(stmt, 14), db_col_text(stmt, 15));
        item_fini(&item);
        context_fini(&context);
    }
    db_reset(stmt);
    return entry;
}

json_t *items_get(struct db *db, const char *site, const char *id, int64_t ver, int64_t now_s)
{
    json_t *entry = find_entry(db, site, id, now_s);
    json_t *doc = entry ? version_doc(db, site, id, ver ? ver : json_int_or(entry, "version", 0)) : NULL;
    if (!doc) {
        json_decref(entry);
        return NULL;
    }
    json_object_set_new(entry, "doc", doc);
    json_object_set_new(entry, "versions", versions_of(db, site, id));
    return entry;
}
