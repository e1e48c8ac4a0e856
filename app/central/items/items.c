#include "central/items/items.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "central/files/files.h"
#include "central/items/audience.h"
#include "central/items/items_internal.h"
#include "central/lobbies/lobbies.h"

#define CHINA_OFFSET_S (8 * 3600)

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS site(id TEXT PRIMARY KEY, created BIGINT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS item("
    " id TEXT PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, ver BIGINT NOT NULL, priority BIGINT NOT NULL,"
    " from_s BIGINT NOT NULL, until_s BIGINT NOT NULL, pinned BIGINT NOT NULL, title TEXT NOT NULL, audience TEXT,"
    " doc TEXT NOT NULL, updated BIGINT NOT NULL, updated_by TEXT NOT NULL, approved_by TEXT NOT NULL);"
    "CREATE INDEX IF NOT EXISTS item_status ON item(status);"
    "CREATE TABLE IF NOT EXISTS item_version("
    " item TEXT NOT NULL, ver BIGINT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, status TEXT NOT NULL, audience "
    "TEXT,"
    " doc TEXT NOT NULL, approved_by TEXT NOT NULL, PRIMARY KEY(item,ver));"
    "CREATE TABLE IF NOT EXISTS item_channel(item TEXT NOT NULL, channel TEXT NOT NULL, PRIMARY KEY(item,channel));"
    "CREATE TABLE IF NOT EXISTS file_channel(sha256 TEXT NOT NULL, channel TEXT NOT NULL, PRIMARY "
    "KEY(sha256,channel));";

static const char *const status_names[ITEM_STATUSES] = {"draft", "scheduled", "published", "superseded", "withdrawn"};

const char *item_status_name(enum item_status status)
{
    return status_names[status];
}

bool item_status_parse(const char *name, enum item_status *status)
{
    for (size_t i = 0; i < ITEM_STATUSES; i++) {
        if (!str_eq(name, status_names[i]))
            continue;
        *status = (enum item_status)i;
        return true;
    }
    return false;
}

bool items_prepare(struct db *db)
{
    return db_exec(db, tables) && lobbies_prepare(db) && files_prepare(db);
}

#define ITEM_COLUMNS "id,kind,status,ver,priority,from_s,until_s,pinned,title,audience,doc,approved_by"

static void item_read(struct db_stmt *stmt, struct item *item)
{
    (void)snprintf(item->id, sizeof(item->id), "%s", db_col_text(stmt, 0));
    (void)snprintf(item->kind, sizeof(item->kind), "%s", db_col_text(stmt, 1));
    if (!item_status_parse(db_col_text(stmt, 2), &item->status))
        item->status = ITEM_DRAFT; /* a word of a later version: not public */
    item->ver = db_col_i64(stmt, 3);
    item->priority = db_col_i64(stmt, 4);
    item->from = db_col_i64(stmt, 5);
    item->until = db_col_i64(stmt, 6);
    item->pinned = db_col_i64(stmt, 7) != 0;
    item->title = xstrdup(db_col_text(stmt, 8));
    item->audience = xstrdup(db_col_text(stmt, 9));
    item->doc = xstrdup(db_col_text(stmt, 10));
    (void)snprintf(item->approved_by, sizeof(item->approved_by), "%s", db_col_text(stmt, 11));
}

bool item_load(struct db *db, const char *id, struct item *item)
{
    memset(item, 0, sizeof(*item));
    struct db_stmt *stmt = db_prep(db, "SELECT " ITEM_COLUMNS " FROM item WHERE id=$1");
    db_bind_text(stmt, 1, id);
    bool found = db_step(stmt) == DB_ROW;
    if (found)
        item_read(stmt, item);
    db_reset(stmt);
    return found;
}

void item_fini(struct item *item)
{
    free(item->title);
    free(item->audience);
    free(item->doc);
    memset(item, 0, sizeof(*item));
}

static bool save_version(struct db *db, const struct item *item, const char *who, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO item_version(item,ver,at,who,status,audience,doc,approved_by) "
                                       "VALUES($1,$2,$3,$4,$5,$6,$7,$8)");
    db_bind_text(stmt, 1, item->id);
    db_bind_i64(stmt, 2, item->ver);
    db_bind_i64(stmt, 3, now_s);
    db_bind_text(stmt, 4, who);
    db_bind_text(stmt, 5, item_status_name(item->status));
    db_bind_text(stmt, 6, item->audience);
    db_bind_text(stmt, 7, item->doc);
    db_bind_text(stmt, 8, item->approved_by);
    return db_run(stmt);
}

bool item_save(struct db *db, struct item *item, const char *who, int64_t now_s)
{
    item->ver++;
    struct db_stmt *stmt = db_prep(
        db, "INSERT INTO item(" ITEM_COLUMNS ",updated,updated_by) "
            "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14) "
            "ON CONFLICT(id) DO UPDATE SET status=excluded.status,ver=excluded.ver,priority=excluded.priority,"
            "from_s=excluded.from_s,until_s=excluded.until_s,pinned=excluded.pinned,title=excluded.title,"
            "audience=excluded.audience,doc=excluded.doc,approved_by=excluded.approved_by,updated=excluded.updated,"
            "updated_by=excluded.updated_by");
    db_bind_text(stmt, 1, item->id);
    db_bind_text(stmt, 2, item->kind);
    db_bind_text(stmt, 3, item_status_name(item->status));
    db_bind_i64(stmt, 4, item->ver);
    db_bind_i64(stmt, 5, item->priority);
    db_bind_i64(stmt, 6, item->from);
    db_bind_i64(stmt, 7, item->until);
    db_bind_i64(stmt, 8, item->pinned);
    db_bind_text(stmt, 9, item->title);
    db_bind_text(stmt, 10, item->audience);
    db_bind_text(stmt, 11, item->doc);
    db_bind_text(stmt, 12, item->approved_by);
    db_bind_i64(stmt, 13, now_s);
    db_bind_text(stmt, 14, who);
    return db_run(stmt) && save_version(db, item, who, now_s);
}

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

static json_t *channels_of(struct db *db, const char *id)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT channel FROM item_channel WHERE item=$1 ORDER BY channel");
    db_bind_text(stmt, 1, id);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, json_string(db_col_text(stmt, 0)));
    return list;
}

static void set_audience(json_t *entry, const char *text, const json_t *lobbies, const char *site)
{
    json_t *rule = text ? json_decode(text, strlen(text), NULL) : NULL;
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
    char *site;      /* owned */
    int64_t now_s;
};

static void context_init(struct item_context *context, struct db *db, int64_t now_s)
{
    *context = (struct item_context){.db = db, .lobbies = lobbies_list(db), .site = items_site(db), .now_s = now_s};
    if (!context->site)
        context->site = xstrdup("");
}

static void context_fini(struct item_context *context)
{
    json_decref(context->lobbies);
    free(context->site);
}

/* As the clerk wrote them, with their zone. */
static void set_times(json_t *entry, const char *text)
{
    CLEANUP(json_free_ref) json_t *doc = json_decode(text, strlen(text), NULL);
    json_object_set_new(entry, "effective", json_string(json_str_or(doc, "effective", "")));
    json_object_set_new(entry, "expires", json_string(json_str_or(doc, "expires", "")));
}

static json_t *item_entry(struct item_context *context, const struct item *item, int64_t updated,
                          const char *updated_by)
{
    json_t *entry =
        json_pack("{s:s,s:s,s:s,s:s,s:s,s:I,s:I,s:I,s:I,s:b,s:I,s:s,s:s}", "id", item->id, "kind", item->kind, "status",
                  item_status_name(item->status), "state", state_of(context->db, item, context->now_s), "title",
                  item->title, "version", (json_int_t)item->ver, "from", (json_int_t)item->from, "until",
                  (json_int_t)item->until, "priority", (json_int_t)item->priority, "pinned", item->pinned, "updated",
                  (json_int_t)updated, "updated_by", updated_by, "approved_by", item->approved_by);
    set_times(entry, item->doc);
    set_audience(entry, item->audience, context->lobbies, context->site);
    json_object_set_new(entry, "channels", channels_of(context->db, item->id));
    return entry;
}

json_t *items_list(struct db *db, const char *kind, int64_t now_s)
{
    struct item_context context;
    json_t *list = json_array();
    context_init(&context, db, now_s);
    struct db_stmt *stmt = db_prep(db, "SELECT " ITEM_COLUMNS ",updated,updated_by FROM item "
                                       "WHERE $1 IS NULL OR kind=$1 ORDER BY kind,id");
    db_bind_text(stmt, 1, kind);
    while (db_step(stmt) == DB_ROW) {
        struct item item;
        item_read(stmt, &item);
        json_array_append_new(list, item_entry(&context, &item, db_col_i64(stmt, 12), db_col_text(stmt, 13)));
        item_fini(&item);
    }
    context_fini(&context);
    return list;
}

static json_t *versions_of(struct db *db, const char *id)
{
    json_t *list = json_array();
    struct db_stmt *stmt =
        db_prep(db, "SELECT ver,at,who,status,approved_by FROM item_version WHERE item=$1 ORDER BY ver DESC");
    db_bind_text(stmt, 1, id);
    while (db_step(stmt) == DB_ROW) {
        json_array_append_new(list, json_pack("{s:I,s:I,s:s,s:s,s:s}", "version", (json_int_t)db_col_i64(stmt, 0), "at",
                                              (json_int_t)db_col_i64(stmt, 1), "who", db_col_text(stmt, 2), "status",
                                              db_col_text(stmt, 3), "approved_by", db_col_text(stmt, 4)));
    }
    return list;
}

static json_t *version_doc(struct db *db, const char *id, int64_t ver)
{
    struct db_stmt *stmt = db_prep(db, "SELECT doc FROM item_version WHERE item=$1 AND ver=$2");
    db_bind_text(stmt, 1, id);
    db_bind_i64(stmt, 2, ver);
    json_t *doc = NULL;
    if (db_step(stmt) == DB_ROW)
        doc = json_decode(db_col_text(stmt, 0), strlen(db_col_text(stmt, 0)), NULL);
    db_reset(stmt);
    return doc;
}

static json_t *find_entry(struct db *db, const char *id, int64_t now_s)
{
    struct item_context context;
    struct item item = {0};
    json_t *entry = NULL;
    struct db_stmt *stmt = db_prep(db, "SELECT " ITEM_COLUMNS ",updated,updated_by FROM item WHERE id=$1");
    db_bind_text(stmt, 1, id);
    if (db_step(stmt) == DB_ROW) {
        context_init(&context, db, now_s);
        item_read(stmt, &item);
        entry = item_entry(&context, &item, db_col_i64(stmt, 12), db_col_text(stmt, 13));
        item_fini(&item);
        context_fini(&context);
    }
    db_reset(stmt);
    return entry;
}

json_t *items_get(struct db *db, const char *id, int64_t ver, int64_t now_s)
{
    json_t *entry = find_entry(db, id, now_s);
    json_t *doc = entry ? version_doc(db, id, ver ? ver : json_int_or(entry, "version", 0)) : NULL;
    if (!doc) {
        json_decref(entry);
        return NULL;
    }
    json_object_set_new(entry, "doc", doc);
    json_object_set_new(entry, "versions", versions_of(db, id));
    return entry;
}

bool items_is_known(struct db *db, const char *id)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM item WHERE id=$1");
    db_bind_text(stmt, 1, id);
    bool known = db_step(stmt) == DB_ROW;
    db_reset(stmt);
    return known;
}

bool items_is_public(struct db *db, const char *id)
{
    struct item item;
    bool is_public = item_load(db, id, &item) && item_status_public(item.status);
    item_fini(&item);
    return is_public;
}

json_t *items_document(struct db *db, const char *kind)
{
    struct db_stmt *stmt = db_prep(db, "SELECT doc FROM item WHERE kind=$1 AND status='published' LIMIT 1");
    db_bind_text(stmt, 1, kind);
    json_t *doc = NULL;
    if (db_step(stmt) == DB_ROW)
        doc = json_decode(db_col_text(stmt, 0), strlen(db_col_text(stmt, 0)), NULL);
    db_reset(stmt);
    return doc;
}

int32_t items_zone_of(const json_t *community, int64_t now_s)
{
    const char *zone = json_str(json_member(community, "community"), "timezone");
    int32_t offset_s;
    return zone && clock_zone_offset(zone, now_s, &offset_s) ? offset_s : CHINA_OFFSET_S;
}

int32_t items_zone(struct db *db, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *community = items_document(db, "community");
    return items_zone_of(community, now_s);
}

char *items_site(struct db *db)
{
    struct db_stmt *stmt = db_prep(db, "SELECT id FROM site LIMIT 1");
    char *site = db_step(stmt) == DB_ROW ? xstrdup(db_col_text(stmt, 0)) : NULL;
    db_reset(stmt);
    return site;
}
