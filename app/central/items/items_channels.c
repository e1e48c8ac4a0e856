/* From a decision to the channels: which channel carries which line of which item. */
#include "central/items/items_internal.h"

#include <stdio.h>

#include "common/json.h"
#include "central/items/audience.h"

/* What ended is kept a day longer on the wire: terminals hide it themselves, and one with a slow clock sees it end as
 * it did. */
#define ENDED_KEEP_S 86400

static json_t *old_channels(struct db *db, const struct item *item)
{
    json_t *list = json_object();
    struct db_stmt *stmt = db_prep(db, "SELECT channel FROM item_channel WHERE site=$1 AND item=$2");
    db_bind_text(stmt, 1, item->site);
    db_bind_text(stmt, 2, item->id);
    while (db_step(stmt) == DB_ROW)
        json_object_set_new(list, db_col_text(stmt, 0), json_true());
    return list;
}

static bool remember_channels(struct db *db, const struct item *item, const struct audience *audience)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM item_channel WHERE site=$1 AND item=$2");
    db_bind_text(stmt, 1, item->site);
    db_bind_text(stmt, 2, item->id);
    bool ok = db_run(stmt);
    for (size_t i = 0; i < audience->channel_count && ok; i++) {
        stmt = db_prep(db, "INSERT INTO item_channel(site,item,channel) VALUES($1,$2,$3)");
        db_bind_text(stmt, 1, item->site);
        db_bind_text(stmt, 2, item->id);
        db_bind_text(stmt, 3, audience->channels[i]);
        ok = db_run(stmt);
    }
    return ok;
}

static bool wants_channels(struct db *db, const struct item *item, int64_t now_s)
{
    return item_status_public(item->status) &&
           (!item->until || item->until > now_s - ENDED_KEEP_S || item_ended_open(db, item, now_s));
}

void item_freeze(const char *kind, const json_t *doc, struct buf *bytes)
{
    CLEANUP(json_free_ref) json_t *copy = json_copy((json_t *)doc);
    if (str_eq(kind, "community")) {
        json_object_del(copy, "terminals");
        json_object_del(copy, "training");
        json_object_del(copy, "staff");
    }
    if (str_eq(kind, "notice")) {
        json_object_del(copy, "template");
        json_object_del(copy, "fees");
    }
    json_encode(bytes, copy);
}

static bool freeze(struct central *central, const struct item *item, struct wire_item *line)
{
    CLEANUP(json_free_ref) json_t *doc = json_decode_text(item->doc);
    struct buf bytes = {0};
    item_freeze(item->kind, doc, &bytes);
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
static void resolve(const struct item *item, const json_t *lobbies, struct audience *audience)
{
    CLEANUP(json_free_ref)
    json_t *rule = item->audience ? json_decode_text(item->audience) : json_pack("{s:[s]}", "tags_any", "all");
    audience_resolve(audience, rule, item->site, lobbies);
}

bool item_place(struct central *central, struct change_set *set, const struct item *item, const json_t *lobbies,
                int64_t now_s)
{
    struct audience audience = {0};
    struct wire_item line;
    const char *channel;
    json_t *ignored;
    CLEANUP(json_free_ref) json_t *gone = old_channels(central->db, item);
    bool ok = true;
    if (wants_channels(central->db, item, now_s)) {
        resolve(item, lobbies, &audience);
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
    ok = ok && remember_channels(central->db, item, &audience);
    audience_fini(&audience);
    return ok;
}

/* The ids first: placing runs its own statements. */
static json_t *public_notices(struct db *db, const char *site)
{
    json_t *ids = json_array();
    struct db_stmt *stmt =
        db_prep(db, "SELECT id FROM item WHERE site=$1 AND kind='notice' AND status IN('scheduled','published') "
                    "ORDER BY id");
    db_bind_text(stmt, 1, site);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(ids, json_string(db_col_text(stmt, 0)));
    return ids;
}

bool item_place_all(struct central *central, struct change_set *set, const char *site, const json_t *lobbies,
                    int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *ids = public_notices(central->db, site);
    bool ok = true;
    for (size_t i = 0; i < json_array_size(ids) && ok; i++) {
        struct item item;
        ok = item_load(central->db, site, json_string_value(json_array_get(ids, i)), &item) &&
             item_place(central, set, &item, lobbies, now_s);
        item_fini(&item);
    }
    return ok;
}
