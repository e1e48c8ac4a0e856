/* Looks at every terminal that is in service, once a minute: heard, in measure, or worth an alert. */
#include "central/alerts/alerts_internal.h"

#include <stdlib.h>

#include "central/alerts/quiet.h"
#include "central/fleet/command.h"
#include "central/fleet/fleet.h"
#include "central/items/items.h"
#include "central/lobbies/lobbies.h"
#include "central/settings/settings.h"
#include "central/sites/sites.h"
#include "common/clock.h"
#include "common/json.h"

#define DISK_FULL    95 /* percent */
#define WARN_GRACE_S 600
#define CUTS_MAX     16 /* of one lobby, near now */

struct watch {
    struct alerts *alerts;
    const char *site;
    json_t *terminals, *lobbies, *cuts; /* owned */
    struct quiet_rule rule;
    size_t expected, silent;
};

/* The planned power cuts that mean this lobby. */
static size_t cuts_of(const struct watch *watch, const char *lobby, struct quiet_cut cuts[static CUTS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(watch->cuts) && count < CUTS_MAX; i++) {
        const json_t *cut = json_array_get(watch->cuts, i), *meant = json_member(cut, "lobbies");
        for (size_t k = 0; k < json_array_size(meant); k++) {
            if (!str_eq(json_string_value(json_array_get(meant, k)), lobby))
                continue;
            cuts[count++] = (struct quiet_cut){json_int_or(cut, "start", 0), json_int_or(cut, "end", 0)};
            break;
        }
    }
    return count;
}

struct sight { /* one terminal of the site, for a moment */
    const json_t *row, *lobby;
    struct quiet_cut cuts[CUTS_MAX];
    struct quiet_terminal quiet;
};

/* false: not in service, or its lobby is not of this site. */
static bool look_at(const struct watch *watch, const json_t *row, struct sight *sight)
{
    const char *lobby = json_str_or(row, "lobby", "");
    sight->row = row;
    sight->lobby = json_find(watch->lobbies, lobby);
    if (json_flag(row, "revoked") || !sight->lobby)
        return false;
    sight->quiet =
        (struct quiet_terminal){/* one that was paired just now has the time of a quiet one to be heard */
                                .last_seen = MAX(json_int_or(row, "last_seen", 0), json_int_or(row, "paired", 0)),
                                .hours = json_member(sight->lobby, "hours"),
                                .cuts = sight->cuts,
                                .cut_count = cuts_of(watch, lobby, sight->cuts)};
    return true;
}

static json_t *detail_of(const struct sight *sight)
{
    return json_pack("{s:s,s:s,s:I}", "lobby", json_str_or(sight->row, "lobby", ""), "name",
                     json_str_or(sight->lobby, "name", ""), "since", (json_int_t)sight->quiet.last_seen);
}

static void count(struct watch *watch)
{
    struct sight sight;
    for (size_t i = 0; i < json_array_size(watch->terminals); i++) {
        if (!look_at(watch, json_array_get(watch->terminals, i), &sight) ||
            !quiet_is_expected(&watch->rule, &sight.quiet))
            continue;
        watch->expected++;
        watch->silent += quiet_is_silent(&watch->rule, &sight.quiet);
    }
}

/* One cause, one message: while it stands no terminal of the site is told alone. */
static bool judge_site(struct watch *watch, bool *whole_site)
{
    int64_t now_s = watch->rule.now_s;
    *whole_site = quiet_is_site(watch->expected, watch->silent);
    if (!*whole_site)
        return alerts_clear(watch->alerts, ALERT_SITE_QUIET, watch->site, watch->site, now_s);
    CLEANUP(json_free_ref)
    json_t *detail =
        json_pack("{s:I,s:I}", "silent", (json_int_t)watch->silent, "expected", (json_int_t)watch->expected);
    return alerts_raise(watch->alerts, ALERT_SITE_QUIET, watch->site, watch->site, detail, now_s);
}

static bool set(struct watch *watch, enum alert_kind kind, const struct sight *sight, bool wrong)
{
    const char *id = json_str_or(sight->row, "id", "");
    if (!wrong)
        return alerts_clear(watch->alerts, kind, watch->site, id, watch->rule.now_s);
    CLEANUP(json_free_ref) json_t *detail = detail_of(sight);
    return alerts_raise(watch->alerts, kind, watch->site, id, detail, watch->rule.now_s);
}

/* A word that is over is cleared when the terminal speaks again, not when its hours end. */
static bool judge_quiet(struct watch *watch, const struct sight *sight, bool whole_site)
{
    bool heard = sight->quiet.last_seen > watch->rule.now_s - QUIET_SILENT_S;
    bool stands = alerts_stands(watch->alerts, ALERT_QUIET, watch->site, json_str_or(sight->row, "id", ""));
    if (stands || whole_site)
        return heard ? set(watch, ALERT_QUIET, sight, false) : true;
    return set(watch, ALERT_QUIET, sight, quiet_is_alert(&watch->rule, &sight->quiet));
}

/* What it has said itself; a terminal that is not heard is judged by nothing old. */
static bool judge_measures(struct watch *watch, const struct sight *sight)
{
    const json_t *status = json_member(sight->row, "status"), *kiosk = json_member(status, "kiosk");
    bool has_touch = !json_is_false(json_member(sight->lobby, "touch"));
    bool settled = json_int_or(status, "up", 0) > WARN_GRACE_S;
    if (!status)
        return true;
    return set(watch, ALERT_POWER, sight, str_eq(json_str(status, "power"), "low")) &&
           set(watch, ALERT_DISK, sight, json_int_or(status, "disk", 0) >= DISK_FULL) &&
           set(watch, ALERT_PARKED, sight, json_int_or(status, "parked", 0) > 0) &&
           set(watch, ALERT_CLOCK, sight, settled && str_eq(json_str(status, "clock"), "unknown")) &&
           set(watch, ALERT_TOUCH, sight, has_touch && json_is_false(json_member(kiosk, "touch")));
}

/* A terminal that was taken out of service is nobody's alert. */
static bool drop_retired(struct watch *watch)
{
    bool ok = true;
    for (size_t i = 0; i < json_array_size(watch->terminals); i++) {
        struct sight sight;
        if (look_at(watch, json_array_get(watch->terminals, i), &sight))
            continue;
        for (int kind = 0; kind < ALERT_KINDS; kind++)
            if (kind != ALERT_SITE_QUIET && kind != ALERT_ENDING && kind != ALERT_HOOK)
                ok = alerts_clear(watch->alerts, (enum alert_kind)kind, watch->site, json_str_or(sight.row, "id", ""),
                                  watch->rule.now_s) &&
                     ok;
    }
    return ok;
}

static bool look(struct watch *watch)
{
    bool whole_site;
    count(watch);
    bool ok = judge_site(watch, &whole_site) && drop_retired(watch);
    for (size_t i = 0; ok && i < json_array_size(watch->terminals); i++) {
        struct sight sight;
        if (look_at(watch, json_array_get(watch->terminals, i), &sight))
            ok = judge_quiet(watch, &sight, whole_site) && judge_measures(watch, &sight);
    }
    return ok;
}

static bool watch_site(struct alerts *alerts, const char *site, int64_t now_s)
{
    struct db *db = alerts->central->db;
    int64_t limit_s = settings_number(db, site, SETTING_ALERTS_QUIET_MINUTES) * 60;
    struct watch watch = {
        .alerts = alerts,
        .site = site,
        .terminals = fleet_list(alerts->central),
        .lobbies = lobbies_list(db, site),
        .cuts = items_power_cuts(db, site, now_s - limit_s, now_s),
        .rule = {
            .now_s = now_s, .started_s = alerts->started_s, .limit_s = limit_s, .zone_s = items_zone(db, site, now_s)}};
    const struct alerts_sight sight = {site, watch.terminals, watch.lobbies, now_s};
    bool ok = look(&watch);
    ok = alerts_watch_ending(alerts, &sight) && ok;
    json_decref(watch.terminals);
    json_decref(watch.lobbies);
    json_decref(watch.cuts);
    return ok;
}

bool alerts_watch(struct alerts *alerts, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *sites = sites_list(alerts->central->db);
    bool ok = true;
    for (size_t i = 0; i < json_array_size(sites); i++)
        ok = watch_site(alerts, json_str_or(json_array_get(sites, i), "id", ""), now_s) && ok;
    return command_sweep(alerts->central, now_s) && ok;
}
