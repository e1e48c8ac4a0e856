#include "central/lobbies/lobbies.h"
#include "central/words/words.h"

#include <stdio.h>

#include "common/json.h"

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS lobby_order(id TEXT PRIMARY KEY, place BIGINT NOT NULL, ver BIGINT NOT NULL);";

bool lobbies_prepare(struct db *db)
{
    return db_exec(db, tables);
}

/* --- Reading --- */

json_t *lobbies_list(struct db *db, const char *site)
{
    json_t *list = json_array();
    struct db_stmt *stmt =
        db_prep(db, "SELECT l.doc FROM lobby l JOIN lobby_order o ON o.id=l.id WHERE l.retired=0 AND l.site=$1 ORDER "
                    "BY o.place");
    db_bind_text(stmt, 1, site);
    while (db_step(stmt) == DB_ROW) {
        json_t *doc = json_decode_text(db_col_text(stmt, 0));
        if (doc)
            json_array_append_new(list, doc);
    }
    return list;
}

bool lobbies_find(struct db *db, const char *id, struct lobby *lobby)
{
    struct db_stmt *stmt = db_prep(db, "SELECT site,building,retired FROM lobby WHERE id=$1");
    db_bind_text(stmt, 1, id);
    bool found = db_step(stmt) == DB_ROW;
    if (found) {
        str_copy(lobby->site, sizeof(lobby->site), db_col_text(stmt, 0));
        str_copy(lobby->building, sizeof(lobby->building), db_col_text(stmt, 1));
        lobby->retired = db_col_i64(stmt, 2) != 0;
    }
    db_reset(stmt);
    return found;
}

/* The site that has it, with a lobby in use. Yours; NULL: none. */
static char *taken_by(struct db *db, const char *sql, const char *id, const char *site)
{
    struct db_stmt *stmt = db_prep(db, sql);
    db_bind_text(stmt, 1, id);
    db_bind_text(stmt, 2, site);
    char *other = db_step(stmt) == DB_ROW ? xstrdup(db_col_text(stmt, 0)) : NULL;
    db_reset(stmt);
    return other;
}

char *lobbies_refusal(struct db *db, const char *site, const json_t *lobbies)
{
    size_t i;
    json_t *lobby;
    json_array_foreach((json_t *)lobbies, i, lobby)
    {
        const char *id = json_str_or(lobby, "id", ""), *building = json_str_or(lobby, "building", "");
        CLEANUP(free_ptr)
        char *other = taken_by(db, "SELECT site FROM lobby WHERE id=$1 AND site<>$2 AND retired=0", id, site);
        if (other)
            return xasprintf(_("terminals[%zu].id: %s is a lobby of %s already; choose another id"), i, id, other);
        CLEANUP(free_ptr)
        char *owner = *building ? taken_by(db, "SELECT site FROM lobby WHERE building=$1 AND site<>$2 AND retired=0",
                                           building, site)
                                : NULL;
        if (owner)
            return xasprintf(_("terminals[%zu].building: %s is a building of %s already; choose another id"), i,
                             building, owner);
    }
    return NULL;
}

/* --- Publishing --- */

static const char *name_of(const json_t *list, const char *id)
{
    size_t i;
    json_t *entry;
    json_array_foreach((json_t *)list, i, entry)
    {
        if (id && str_eq(json_str(entry, "id"), id))
            return json_str_or(entry, "name", "");
    }
    return "";
}

/* The exact words to read out in an emergency; made from the address when nobody wrote better ones. */
static void add_place(json_t *lobby, const json_t *community)
{
    const json_t *about = json_member(community, "community"), *buildings = json_member(community, "buildings");
    const char *building_id = json_str(lobby, "building"), *building = name_of(buildings, building_id), *unit = "";
    size_t i;
    json_t *entry;
    if (json_str(lobby, "place"))
        return;
    json_array_foreach((json_t *)buildings, i, entry)
    {
        if (building_id && str_eq(json_str(entry, "id"), building_id))
            unit = name_of(json_member(entry, "units"), json_str(lobby, "unit"));
    }
    struct buf place = {0};
    buf_printf(&place, "%s %s", json_str_or(about, "address", ""), json_str_or(about, "name", ""));
    if (*building)
        buf_printf(&place, " %s%s", building, unit);
    else
        buf_printf(&place, " %s", json_str_or(lobby, "name", ""));
    json_object_set_new(lobby, "place", json_string(buf_str(&place)));
    buf_fini(&place);
}

struct lobby_row {
    int64_t ver;
    bool same;
};

static struct lobby_row lobby_row(struct db *db, const char *id, const char *doc)
{
    struct lobby_row row = {0};
    struct db_stmt *stmt =
        db_prep(db, "SELECT o.ver,l.doc,l.retired FROM lobby_order o JOIN lobby l ON l.id=o.id WHERE o.id=$1");
    db_bind_text(stmt, 1, id);
    if (db_step(stmt) == DB_ROW)
        row = (struct lobby_row){.ver = db_col_i64(stmt, 0),
                                 .same = str_eq(db_col_text(stmt, 1), doc) && !db_col_i64(stmt, 2)};
    db_reset(stmt);
    return row;
}

static bool lobby_save(struct db *db, const char *id, const char *site, const char *building, const char *doc,
                       int64_t place, int64_t ver)
{
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO lobby(id,site,building,doc,retired) VALUES($1,$2,$3,$4,0) ON CONFLICT(id) "
                    "DO UPDATE SET site=excluded.site,building=excluded.building,doc=excluded.doc,retired=0");
    db_bind_text(stmt, 1, id);
    db_bind_text(stmt, 2, site);
    db_bind_text(stmt, 3, building);
    db_bind_text(stmt, 4, doc);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "INSERT INTO lobby_order(id,place,ver) VALUES($1,$2,$3) ON CONFLICT(id) "
                       "DO UPDATE SET place=excluded.place,ver=excluded.ver");
    db_bind_text(stmt, 1, id);
    db_bind_i64(stmt, 2, place);
    db_bind_i64(stmt, 3, ver);
    return db_run(stmt);
}

static bool lobby_place(struct publisher *publisher, struct db *db, struct change_set *set, const json_t *lobby,
                        const char *site, const char *doc, int64_t place)
{
    char channel[CHANNEL_MAX + 1];
    const char *id = json_str_or(lobby, "id", "");
    struct lobby_row row = lobby_row(db, id, doc);
    struct wire_item line = {.id = "lobby", .kind = "lobby", .prio = 3, .flags = "-", .ver = row.ver + !row.same};
    (void)snprintf(channel, sizeof(channel), "l:%s", id);
    if (!publish_blob_of_lobby(publisher, db, doc, strlen(doc), &line))
        return false;
    change_put(set, channel, &line);
    return lobby_save(db, id, site, json_str_or(lobby, "building", ""), doc, place, line.ver);
}

static bool drop_gone(struct db *db, struct change_set *set, const char *site, const json_t *lobbies)
{
    CLEANUP(json_free_ref) json_t *gone = json_object();
    char channel[CHANNEL_MAX + 1];
    const char *id;
    size_t i;
    json_t *entry;
    bool ok = true;
    struct db_stmt *stmt = db_prep(db, "SELECT id FROM lobby WHERE retired=0 AND site=$1");
    db_bind_text(stmt, 1, site);
    while (db_step(stmt) == DB_ROW)
        json_object_set_new(gone, db_col_text(stmt, 0), json_true());
    json_array_foreach((json_t *)lobbies, i, entry)
    {
        json_object_del(gone, json_str_or(entry, "id", ""));
    }
    json_object_foreach(gone, id, entry)
    {
        (void)snprintf(channel, sizeof(channel), "l:%s", id);
        change_del(set, channel, "lobby");
        stmt = db_prep(db, "UPDATE lobby SET retired=1 WHERE id=$1");
        db_bind_text(stmt, 1, id);
        ok = ok && db_run(stmt);
    }
    return ok;
}

bool lobbies_place(struct publisher *publisher, struct db *db, struct change_set *set, const json_t *community,
                   const json_t *lobbies)
{
    size_t i;
    json_t *lobby;
    const char *site = json_str_or(json_member(community, "community"), "id", "");
    bool ok = drop_gone(db, set, site, lobbies);
    json_array_foreach((json_t *)lobbies, i, lobby)
    {
        CLEANUP(json_free_ref) json_t *doc = json_copy(lobby);
        struct buf bytes = {0};
        add_place(doc, community);
        json_encode(&bytes, doc);
        ok = ok && lobby_place(publisher, db, set, lobby, site, buf_str(&bytes), (int64_t)i);
        buf_fini(&bytes);
    }
    return ok;
}
