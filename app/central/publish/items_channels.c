/* From a decision to the channels: which channel carries which line of which item. */
#include "central/publish/items_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "central/publish/audience.h"

/* What ended is kept a day longer on the wire: terminals hide it themselves, and one with a slow clock sees it end as
 * it did. */
#define ENDED_KEEP_S 86400

static struct change_row *change_add(struct change_set *set, const char *channel)
{
    set->rows = xrealloc(set->rows, (set->count + 1) * sizeof(*set->rows));
    struct change_row *row = &set->rows[set->count++];
    memset(row, 0, sizeof(*row));
    (void)snprintf(row->channel, sizeof(row->channel), "%s", channel);
    return row;
}

void change_put(struct change_set *set, const char *channel, const struct wire_item *item)
{
    struct change_row *row = change_add(set, channel);
    row->item = *item;
    row->put = true;
}

void change_del(struct change_set *set, const char *channel, const char *id)
{
    struct change_row *row = change_add(set, channel);
    (void)snprintf(row->item.id, sizeof(row->item.id), "%s", id);
}

bool change_apply(struct central *central, struct change_set *set)
{
    struct publish_change *changes = xcalloc(set->count + 1, sizeof(*changes));
    for (size_t i = 0; i < set->count; i++) {
        changes[i] = (struct publish_change){.channel = set->rows[i].channel,
                                             .put = set->rows[i].put ? &set->rows[i].item : NULL,
                                             .del = set->rows[i].put ? NULL : set->rows[i].item.id};
    }
    bool ok = set->count == 0 || publish_apply(central->publisher, central->db, changes, set->count);
    free(changes);
    return ok;
}

void change_fini(struct change_set *set)
{
    free(set->rows);
    memset(set, 0, sizeof(*set));
}

static json_t *old_channels(struct db *db, const char *id)
{
    json_t *list = json_object();
    struct db_stmt *stmt = db_prep(db, "SELECT channel FROM item_channel WHERE item=$1");
    db_bind_text(stmt, 1, id);
    while (db_step(stmt) == DB_ROW)
        json_object_set_new(list, db_col_text(stmt, 0), json_true());
    return list;
}

static bool remember_channels(struct db *db, const char *id, const struct audience *audience)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM item_channel WHERE item=$1");
    db_bind_text(stmt, 1, id);
    bool ok = db_run(stmt);
    for (size_t i = 0; i < audience->channel_count && ok; i++) {
        stmt = db_prep(db, "INSERT INTO item_channel(item,channel) VALUES($1,$2)");
        db_bind_text(stmt, 1, id);
        db_bind_text(stmt, 2, audience->channels[i]);
        ok = db_run(stmt);
    }
    return ok;
}

static bool wants_channels(struct db *db, const struct item *item, int64_t now_s)
{
    return item_status_public(item->status) &&
           (!item->until || item->until > now_s - ENDED_KEEP_S || item_ended_open(db, item, now_s));
}

/* The document as terminals get it: what only the office needs is left out. */
static bool freeze(struct central *central, const struct item *item, struct wire_item *line)
{
    CLEANUP(json_free_ref) json_t *doc = json_decode(item->doc, strlen(item->doc), NULL);
    struct buf bytes = {0};
    if (str_eq(item->kind, "community")) {
        json_object_del(doc, "terminals");
        json_object_del(doc, "training");
        json_object_del(doc, "staff");
    }
    json_encode(&bytes, doc);
    bool ok = publish_blob(central->publisher, central->db, bytes.data, bytes.len, line);
    buf_fini(&bytes);
    return ok;
}

static bool make_line(struct central *central, const struct item *item, struct wire_item *line)
{
    memset(line, 0, sizeof(*line));
    (void)snprintf(line->id, sizeof(line->id), "%s", item->id);
    (void)snprintf(line->kind, sizeof(line->kind), "%s", item->kind);
    (void)snprintf(line->flags, sizeof(line->flags), "%s", item->pinned ? "p" : "-");
    line->ver = item->ver;
    line->prio = (int)item->priority;
    line->from = item->from;
    line->until = item->until;
    return freeze(central, item, line);
}

/* A site's own document goes to the whole site, a notice to its audience. */
static void resolve(const struct item *item, const char *site, const json_t *lobbies, struct audience *audience)
{
    CLEANUP(json_free_ref)
    json_t *rule = item->audience ? json_decode(item->audience, strlen(item->audience), NULL)
                                  : json_pack("{s:[s]}", "tags_any", "all");
    audience_resolve(audience, rule, site, lobbies);
}

bool item_place(struct central *central, struct change_set *set, const struct item *item, const char *site,
                const json_t *lobbies, int64_t now_s)
{
    struct audience audience = {0};
    struct wire_item line;
    const char *channel;
    json_t *ignored;
    CLEANUP(json_free_ref) json_t *gone = old_channels(central->db, item->id);
    bool ok = true;
    if (wants_channels(central->db, item, now_s)) {
        resolve(item, site, lobbies, &audience);
        ok = make_line(central, item, &line);
    }
    for (size_t i = 0; i < audience.channel_count && ok; i++) {
        change_put(set, audience.channels[i], &line);
        json_object_del(gone, audience.channels[i]);
    }
    json_object_foreach(gone, channel, ignored)
    {
        change_del(set, channel, item->id);
    }
    ok = ok && remember_channels(central->db, item->id, &audience);
    audience_fini(&audience);
    return ok;
}

/* The ids first: placing runs its own statements. */
static json_t *public_notices(struct db *db)
{
    json_t *ids = json_array();
    struct db_stmt *stmt =
        db_prep(db, "SELECT id FROM item WHERE kind='notice' AND status IN('scheduled','published') ORDER BY id");
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(ids, json_string(db_col_text(stmt, 0)));
    return ids;
}

bool item_place_all(struct central *central, struct change_set *set, const char *site, const json_t *lobbies,
                    int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *ids = public_notices(central->db);
    bool ok = true;
    for (size_t i = 0; i < json_array_size(ids) && ok; i++) {
        struct item item;
        ok = item_load(central->db, json_string_value(json_array_get(ids, i)), &item) &&
             item_place(central, set, &item, site, lobbies, now_s);
        item_fini(&item);
    }
    return ok;
}

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

static bool lobby_place(struct central *central, struct change_set *set, const json_t *lobby, const char *site,
                        const char *doc, int64_t place)
{
    char channel[CHANNEL_MAX + 1];
    const char *id = json_str_or(lobby, "id", "");
    struct lobby_row row = lobby_row(central->db, id, doc);
    struct wire_item line = {.id = "lobby", .kind = "lobby", .prio = 3, .flags = "-", .ver = row.ver + !row.same};
    (void)snprintf(channel, sizeof(channel), "l:%s", id);
    if (!publish_blob(central->publisher, central->db, doc, strlen(doc), &line))
        return false;
    change_put(set, channel, &line);
    return lobby_save(central->db, id, site, json_str_or(lobby, "building", ""), doc, place, line.ver);
}

static bool drop_gone(struct central *central, struct change_set *set, const json_t *lobbies)
{
    CLEANUP(json_free_ref) json_t *gone = json_object();
    char channel[CHANNEL_MAX + 1];
    const char *id;
    size_t i;
    json_t *entry;
    bool ok = true;
    struct db_stmt *stmt = db_prep(central->db, "SELECT id FROM lobby WHERE retired=0");
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
        stmt = db_prep(central->db, "UPDATE lobby SET retired=1 WHERE id=$1");
        db_bind_text(stmt, 1, id);
        ok = ok && db_run(stmt);
    }
    return ok;
}

bool lobbies_place(struct central *central, struct change_set *set, const json_t *community, const json_t *lobbies)
{
    size_t i;
    json_t *lobby;
    const char *site = json_str_or(json_member(community, "community"), "id", "");
    bool ok = drop_gone(central, set, lobbies);
    json_array_foreach((json_t *)lobbies, i, lobby)
    {
        CLEANUP(json_free_ref) json_t *doc = json_copy(lobby);
        struct buf bytes = {0};
        add_place(doc, community);
        json_encode(&bytes, doc);
        ok = ok && lobby_place(central, set, lobby, site, buf_str(&bytes), (int64_t)i);
        buf_fini(&bytes);
    }
    return ok;
}
