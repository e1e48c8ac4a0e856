#include "central/items/items.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "central/files/files.h"
#include "central/items/audience.h"
#include "central/items/items_internal.h"
#include "central/lobbies/lobbies.h"
#include "central/settings/settings.h"
#include "central/sites/sites.h"
#include "central/store/schema.h"

#define CHINA_OFFSET_S (8 * 3600)

#define ITEM_TABLE                                                                                                     \
    "CREATE TABLE IF NOT EXISTS item("                                                                                 \
    " site TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, ver BIGINT NOT NULL, priority "  \
    "BIGINT NOT NULL, from_s BIGINT NOT NULL, until_s BIGINT NOT NULL, pinned BIGINT NOT NULL, title TEXT NOT NULL, "  \
    "audience TEXT, doc TEXT NOT NULL, updated BIGINT NOT NULL, updated_by TEXT NOT NULL, approved_by TEXT NOT NULL,"  \
    " PRIMARY KEY(site,id));"
#define VERSION_TABLE                                                                                                  \
    "CREATE TABLE IF NOT EXISTS item_version("                                                                         \
    " site TEXT NOT NULL, item TEXT NOT NULL, ver BIGINT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, status "     \
    "TEXT "                                                                                                            \
    "NOT NULL, audience TEXT, doc TEXT NOT NULL, approved_by TEXT NOT NULL, PRIMARY KEY(site,item,ver));"
#define CHANNEL_TABLE                                                                                                  \
    "CREATE TABLE IF NOT EXISTS item_channel(site TEXT NOT NULL, item TEXT NOT NULL, channel TEXT NOT NULL, PRIMARY "  \
    "KEY(site,item,channel));"

static const char tables[] = ITEM_TABLE VERSION_TABLE CHANNEL_TABLE
    "CREATE INDEX IF NOT EXISTS item_status ON item(status);"
    "CREATE TABLE IF NOT EXISTS file_channel(sha256 TEXT NOT NULL, channel TEXT NOT NULL, PRIMARY "
    "KEY(sha256,channel));";

static const struct schema_rebuild rebuilds[] = {
    {"item", "site", ITEM_TABLE,
     "id,kind,status,ver,priority,from_s,until_s,pinned,title,audience,doc,updated,updated_by,approved_by",
     SITES_ONLY_SQL},
    {"item_version", "site", VERSION_TABLE, "item,ver,at,who,status,audience,doc,approved_by", SITES_ONLY_SQL},
    {"item_channel", "site", CHANNEL_TABLE, "item,channel", SITES_ONLY_SQL}};

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

/* A file of before knew no site's name. */
static bool name_sites(struct db *db)
{
    CLEANUP(json_free_ref) json_t *list = sites_list(db);
    size_t i;
    json_t *site;
    bool ok = true;
    json_array_foreach(list, i, site)
    {
        const char *id = json_str_or(site, "id", "");
        CLEANUP(json_free_ref)
        json_t *community = *json_str_or(site, "name", "") ? NULL : items_document(db, id, "community");
        const char *name = json_str(json_member(community, "community"), "name");
        ok = ok && (!name || sites_put(db, id, name, 0));
    }
    return ok;
}

bool items_prepare(struct db *db)
{
    static const struct db_column columns[] = {{"item", "review_after", "BIGINT NOT NULL DEFAULT 0"}};
    bool ok = sites_prepare(db) && settings_prepare(db);
    for (size_t i = 0; ok && i < ARRAY_LEN(rebuilds); i++)
        ok = schema_rebuild(db, &rebuilds[i]);
    return ok && db_exec(db, tables) && db_add_columns(db, columns, ARRAY_LEN(columns)) && lobbies_prepare(db) &&
           files_prepare(db) && name_sites(db);
}

#define ITEM_COLUMNS                                                                                                   \
    "id,kind,status,ver,priority,from_s,until_s,pinned,title,audience,doc,approved_by,site,review_after"

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
    str_copy(item->site, sizeof(item->site), db_col_text(stmt, 12));
    item->review_after = db_col_i64(stmt, 13) != 0;
}

bool item_load(struct db *db, const char *site, const char *id, struct item *item)
{
    memset(item, 0, sizeof(*item));
    struct db_stmt *stmt = db_prep(db, "SELECT " ITEM_COLUMNS " FROM item WHERE site=$1 AND id=$2");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
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
    struct db_stmt *stmt = db_prep(db, "INSERT INTO item_version(item,ver,at,who,status,audience,doc,approved_by,site) "
                                       "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)");
    db_bind_text(stmt, 1, item->id);
    db_bind_i64(stmt, 2, item->ver);
    db_bind_i64(stmt, 3, now_s);
    db_bind_text(stmt, 4, who);
    db_bind_text(stmt, 5, item_status_name(item->status));
    db_bind_text(stmt, 6, item->audience);
    db_bind_text(stmt, 7, item->doc);
    db_bind_text(stmt, 8, item->approved_by);
    db_bind_text(stmt, 9, item->site);
    return db_run(stmt);
}

/* Texts in work have numbers of their own, so the next is not always the row's next. */
static int64_t next_version(struct db *db, const struct item *item)
{
    struct db_stmt *stmt = db_prep(db, "SELECT MAX(ver) FROM item_version WHERE site=$1 AND item=$2");
    db_bind_text(stmt, 1, item->site);
    db_bind_text(stmt, 2, item->id);
    int64_t last = db_one_i64(stmt, 0);
    return MAX(last, item->ver) + 1;
}

bool item_save_version(struct db *db, struct item *item, const char *who, int64_t now_s)
{
    item->ver = next_version(db, item);
    return save_version(db, item, who, now_s);
}

bool item_save(struct db *db, struct item *item, const char *who, int64_t now_s)
{
    item->ver = next_version(db, item);
    struct db_stmt *stmt = db_prep(
        db, "INSERT INTO item(" ITEM_COLUMNS ",updated,updated_by) "
            "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16) "
            "ON CONFLICT(site,id) DO UPDATE SET status=excluded.status,ver=excluded.ver,priority=excluded.priority,"
            "from_s=excluded.from_s,until_s=excluded.until_s,pinned=excluded.pinned,title=excluded.title,"
            "audience=excluded.audience,doc=excluded.doc,review_after=excluded.review_after,"
            "approved_by=excluded.approved_by,updated=excluded.updated,"
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
    db_bind_text(stmt, 13, item->site);
    db_bind_i64(stmt, 14, item->review_after);
    db_bind_i64(stmt, 15, now_s);
    db_bind_text(stmt, 16, who);
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

/* As the clerk wrote them, with their zone. */
static void set_times(json_t *entry, const char *text)
{
    CLEANUP(json_free_ref) json_t *doc = json_decode_text(text);
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
    json_object_set_new(entry, "review_after", json_boolean(item->review_after));
    set_times(entry, item->doc);
    set_audience(entry, item->audience, context->lobbies, context->site);
    json_object_set_new(entry, "channels", channels_of(context->db, item->site, item->id));
    return entry;
}

json_t *items_list(struct db *db, const char *site, const char *kind, int64_t now_s)
{
    struct item_context context;
    json_t *list = json_array();
    context_init(&context, db, site, now_s);
    struct db_stmt *stmt = db_prep(db, "SELECT " ITEM_COLUMNS ",updated,updated_by FROM item "
                                       "WHERE site=$2 AND ($1 IS NULL OR kind=$1) ORDER BY kind,id");
    db_bind_text(stmt, 1, kind);
    db_bind_text(stmt, 2, site);
    while (db_step(stmt) == DB_ROW) {
        struct item item;
        item_read(stmt, &item);
        json_array_append_new(list, item_entry(&context, &item, db_col_i64(stmt, 14), db_col_text(stmt, 15)));
        item_fini(&item);
    }
    context_fini(&context);
    return list;
}

static json_t *versions_of(struct db *db, const char *site, const char *id)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(
        db, "SELECT ver,at,who,status,approved_by FROM item_version WHERE site=$1 AND item=$2 ORDER BY ver DESC");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    while (db_step(stmt) == DB_ROW) {
        json_array_append_new(list, json_pack("{s:I,s:I,s:s,s:s,s:s}", "version", (json_int_t)db_col_i64(stmt, 0), "at",
                                              (json_int_t)db_col_i64(stmt, 1), "who", db_col_text(stmt, 2), "status",
                                              db_col_text(stmt, 3), "approved_by", db_col_text(stmt, 4)));
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

bool items_is_known(struct db *db, const char *site, const char *id)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM item WHERE site=$1 AND id=$2");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, id);
    return db_one_row(stmt);
}

bool items_status_is_public(const char *status)
{
    enum item_status parsed;
    return item_status_parse(status, &parsed) && item_status_public(parsed);
}

json_t *items_document(struct db *db, const char *site, const char *kind)
{
    struct db_stmt *stmt = db_prep(db, "SELECT doc FROM item WHERE site=$2 AND kind=$1 AND status='published' LIMIT 1");
    db_bind_text(stmt, 1, kind);
    db_bind_text(stmt, 2, site);
    json_t *doc = NULL;
    if (db_step(stmt) == DB_ROW)
        doc = json_decode_text(db_col_text(stmt, 0));
    db_reset(stmt);
    return doc;
}

int32_t items_zone_of(const json_t *community, int64_t now_s)
{
    const char *zone = json_str(json_member(community, "community"), "timezone");
    int32_t offset_s;
    return zone && clock_zone_offset(zone, now_s, &offset_s) ? offset_s : CHINA_OFFSET_S;
}

int32_t items_zone(struct db *db, const char *site, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *community = items_document(db, site, "community");
    return items_zone_of(community, now_s);
}
