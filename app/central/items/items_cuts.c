/* When current is to be off, as notices announce it. */
#include "central/items/items_internal.h"

#include "central/items/audience.h"
#include "central/lobbies/lobbies.h"
#include "common/clock.h"
#include "common/json.h"

static bool moment_of(const json_t *event, const char *name, int32_t zone_s, int64_t *at_s)
{
    const char *text = json_str(event, name);
    return text && clock_parse(text, zone_s, at_s);
}

/* NULL: no cut, or not within these moments. */
static json_t *cut_of(const struct item *item, const char *site, const json_t *lobbies, int64_t from_s, int64_t to_s,
                      int32_t zone_s)
{
    CLEANUP(json_free_ref) json_t *doc = json_decode_text(item->doc);
    CLEANUP(json_free_ref)
    json_t *rule = json_decode_text(item->audience);
    const json_t *event = json_member(doc, "event");
    int64_t start, end;
    if (!str_eq(json_str(doc, "kind"), "power_outage") || !moment_of(event, "start", zone_s, &start) ||
        !moment_of(event, "end", zone_s, &end) || end <= from_s || start > to_s)
        return NULL;
    struct audience audience;
    audience_resolve(&audience, rule, site, lobbies);
    json_t *cut = json_pack("{s:s,s:I,s:I,s:O}", "id", item->id, "start", (json_int_t)start, "end", (json_int_t)end,
                            "lobbies", audience.lobbies);
    audience_fini(&audience);
    return cut;
}

json_t *items_power_cuts(struct db *db, const char *site, int64_t from_s, int64_t to_s)
{
    json_t *cuts = json_array();
    CLEANUP(json_free_ref) json_t *ids = json_array();
    struct db_stmt *stmt = db_prep(
        db, "SELECT id FROM item WHERE site=$1 AND kind='notice' AND status IN('scheduled','published') ORDER BY id");
    db_bind_text(stmt, 1, site);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(ids, json_string(db_col_text(stmt, 0)));
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(db, site);
    int32_t zone_s = items_zone(db, site, to_s);
    for (size_t i = 0; i < json_array_size(ids); i++) {
        struct item item;
        json_t *cut = item_load(db, site, json_string_value(json_array_get(ids, i)), &item)
                          ? cut_of(&item, site, lobbies, from_s, to_s, zone_s)
                          : NULL;
        if (cut)
            json_array_append_new(cuts, cut);
        item_fini(&item);
    }
    return cuts;
}
