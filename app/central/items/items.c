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
    static const struct db_column columns[] = {{"item", "review_after", "BIGINT NOT NULL DEFAULT 0"},
                                               {"item_version", "put_back", "TEXT NOT NULL DEFAULT ''"}};
    bool ok = sites_prepare(db) && settings_prepare(db);
    for (size_t i = 0; ok && i < ARRAY_LEN(rebuilds); i++)
        ok = schema_rebuild(db, &rebuilds[i]);
    return ok && db_exec(db, tables) && db_add_columns(db, columns, ARRAY_LEN(columns)) && lobbies_prepare(db) &&
           files_prepare(db) && name_sites(db);
}

void item_read(struct db_stmt *stmt, struct item *item)
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
    struct db_stmt *stmt = db_prep(db, "INSERT INTO item_version(item,ver,at,who,status,audience,doc,approved_by,site,"
                                       "put_back) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)");
    db_bind_text(stmt, 1, item->id);
    db_bind_i64(stmt, 2, item->ver);
    db_bind_i64(stmt, 3, now_s);
    db_bind_text(stmt, 4, who);
    db_bind_text(stmt, 5, item_status_name(item->status));
    db_bind_text(stmt, 6, item->audience);
    db_bind_text(stmt, 7, item->doc);
    db_bind_text(stmt, 8, item->approved_by);
    db_bind_text(stmt, 9, item->site);
    db_bind_text(stmt, 10, item->put_back);
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
    db_bind_text(stmt, 16, *item->put_back ? item->put_back : who);
    return db_run(stmt) && save_version(db, item, who, now_s);
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
