/* An urgent notice must not end by itself while the danger lasts: half an hour before, and until somebody has decided,
 * it is an alert that asks to extend it or to give the all-clear, with the lobbies that do not hear of either. */
#include "central/alerts/alerts_internal.h"

#include "central/alerts/quiet.h"
#include "central/items/items.h"
#include "common/json.h"

#define STANDING_MAX 500

static bool is_reached(const json_t *terminals, const char *lobby, int64_t now_s)
{
    for (size_t i = 0; i < json_array_size(terminals); i++) {
        const json_t *row = json_array_get(terminals, i);
        if (str_eq(json_str(row, "lobby"), lobby) && !json_flag(row, "revoked") &&
            json_int_or(row, "last_seen", 0) > now_s - QUIET_SILENT_S)
            return true;
    }
    return false;
}

/* By name: somebody must telephone or go there. */
static json_t *unreached(const json_t *meant, const struct alerts_sight *sight)
{
    json_t *names = json_array();
    for (size_t i = 0; i < json_array_size(meant); i++) {
        const char *lobby = json_string_value(json_array_get(meant, i));
        if (!is_reached(sight->terminals, lobby, sight->now_s))
            json_array_append_new(names, json_string(json_str_or(json_find(sight->lobbies, lobby), "name", lobby)));
    }
    return names;
}

static bool raise_one(struct alerts *alerts, const struct alerts_sight *sight, const json_t *item)
{
    CLEANUP(json_free_ref)
    json_t *detail = json_pack("{s:O,s:O,s:o}", "title", json_member(item, "title"), "until",
                               json_member(item, "until"), "unreached", unreached(json_member(item, "lobbies"), sight));
    return alerts_raise(alerts, ALERT_ENDING, sight->site, json_str_or(item, "id", ""), detail, sight->now_s);
}

/* What was extended, lifted, corrected or withdrawn asks no longer. */
static bool clear_others(struct alerts *alerts, const struct alerts_sight *sight, const json_t *items)
{
    CLEANUP(json_free_ref) json_t *standing = alerts_list(alerts->central->db, sight->site, true, STANDING_MAX);
    bool ok = true;
    for (size_t i = 0; i < json_array_size(standing); i++) {
        const json_t *alert = json_array_get(standing, i);
        const char *subject = json_str_or(alert, "subject", "");
        if (str_eq(json_str(alert, "kind"), alert_kind_name(ALERT_ENDING)) && !json_find(items, subject))
            ok = alerts_clear(alerts, ALERT_ENDING, sight->site, subject, sight->now_s) && ok;
    }
    return ok;
}

bool alerts_watch_ending(struct alerts *alerts, const struct alerts_sight *sight)
{
    CLEANUP(json_free_ref)
    json_t *items = items_ending(alerts->central->db, sight->site, sight->now_s, ALERTS_ENDING_S);
    bool ok = clear_others(alerts, sight, items);
    for (size_t i = 0; i < json_array_size(items); i++)
        ok = raise_one(alerts, sight, json_array_get(items, i)) && ok;
    return ok;
}
