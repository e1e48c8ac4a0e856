/* When the board is made, and how it gets to the lobbies. */
#include "central/outcome/outcome.h"

#include <stdlib.h>

#include <event2/event.h>

#include "central/cases/cases.h"
#include "central/items/items.h"
#include "central/outcome/outcome_internal.h"
#include "central/sites/sites.h"
#include "central/store/schema.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"

#define LOOK_S 5

#define TEXT_TABLE(name)                                                                                               \
    "CREATE TABLE IF NOT EXISTS " name                                                                                 \
    "(site TEXT NOT NULL, id TEXT NOT NULL, ver BIGINT NOT NULL, doc TEXT NOT NULL, at BIGINT NOT NULL, who TEXT NOT " \
    "NULL, approved BIGINT NOT NULL, approved_by TEXT NOT NULL, gone BIGINT NOT NULL, PRIMARY KEY(site,id,ver));"
#define MONTH_TABLE                                                                                                    \
    "CREATE TABLE IF NOT EXISTS outcome_month("                                                                        \
    " site TEXT NOT NULL, month TEXT NOT NULL, ver BIGINT NOT NULL, visits BIGINT NOT NULL, signups BIGINT NOT NULL,"  \
    " services BIGINT NOT NULL, cancelled BIGINT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, PRIMARY "            \
    "KEY(site,month,ver));"
#define TEXT_OLD "id,ver,doc,at,who,approved,approved_by,gone"

static const char tables[] = TEXT_TABLE("outcome_asked") TEXT_TABLE("outcome_thanks") MONTH_TABLE;

static const struct schema_rebuild rebuilds[] = {
    {"outcome_asked", "site", TEXT_TABLE("outcome_asked"), TEXT_OLD, SITES_ONLY_SQL},
    {"outcome_thanks", "site", TEXT_TABLE("outcome_thanks"), TEXT_OLD, SITES_ONLY_SQL},
    {"outcome_month", "site", MONTH_TABLE, "month,ver,visits,signups,services,cancelled,at,who", SITES_ONLY_SQL}};

bool outcome_prepare(struct db *db)
{
    bool ok = true;
    for (size_t i = 0; ok && i < ARRAY_LEN(rebuilds); i++)
        ok = schema_rebuild(db, &rebuilds[i]);
    return ok && db_exec(db, tables);
}

void outcome_changed(struct outcome *outcome)
{
    outcome->changes++;
}

/* --- Making --- */

/* Nothing but the moment of counting differs: the lobbies need no new version. */
static bool same_as_published(struct db *db, const char *site, const json_t *doc)
{
    CLEANUP(json_free_ref) json_t *old = items_document(db, site, OUTCOME_ITEM);
    if (!old)
        return false;
    json_object_set(old, "made", json_member(doc, "made"));
    return json_equal(old, doc);
}

static bool publish(struct outcome *outcome, const char *site, const json_t *doc, int64_t now_s)
{
    struct items_act act = {.site = site, .who = "foyer-central", .now_s = now_s};
    if (same_as_published(outcome->central->db, site, doc))
        return true;
    enum items_result result = items_put_document(outcome->central, &act, OUTCOME_ITEM, doc);
    bool ok = result == ITEMS_OK || result == ITEMS_CREATED;
    if (ok)
        staff_events_tell(outcome->central, "outcome"); /* what was approved hangs now */
    else
        log_warn("outcome: the board of %s could not be published: %s; in %d minutes again", site,
                 act.why ? act.why : "it could not be kept", OUTCOME_EVERY_S / 60);
    free(act.why);
    return ok;
}

static int64_t next_midnight(int64_t now_s, int32_t offset_s)
{
    struct civil day = clock_civil(now_s, offset_s);
    return clock_from_civil((struct civil){.year = day.year, .month = day.month, .day = day.day + 1}, offset_s);
}

static bool make_site(struct outcome *outcome, const char *site, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *doc = outcome_document(outcome, site, now_s);
    int64_t midnight = next_midnight(now_s, items_zone(outcome->central->db, site, now_s));
    outcome->midnight = outcome->midnight ? MIN(outcome->midnight, midnight) : midnight;
    return !doc || publish(outcome, site, doc, now_s);
}

static bool make(struct outcome *outcome, int64_t now_s)
{
    int64_t counted = cases_changes(outcome->central->cases), entered = outcome->changes;
    CLEANUP(json_free_ref) json_t *sites = sites_list(outcome->central->db);
    size_t i;
    json_t *site;
    bool ok = true;
    if (json_array_size(sites) == 0)
        return true; /* no community yet: looked at again at the next tick */
    outcome->counted = counted;
    outcome->entered = entered;
    outcome->sites = json_array_size(sites);
    outcome->changed_s = outcome->entered_s = 0;
    outcome->made_s = now_s;
    outcome->midnight = 0;
    json_array_foreach(sites, i, site)
    {
        ok = make_site(outcome, json_str_or(site, "id", ""), now_s) && ok;
    }
    if (!ok)
        outcome->counted--; /* due again, in its time */
    return ok;
}

/* Has what differs since *since_s (0: nothing did) come to rest? A clock that was set back must not keep us waiting. */
static bool settled(int64_t *since_s, bool differs, int64_t now_s)
{
    *since_s = MIN(*since_s, now_s);
    if (!*since_s && differs)
        *since_s = now_s;
    return *since_s && now_s - *since_s >= OUTCOME_SETTLE_S;
}

bool outcome_tick(struct outcome *outcome, int64_t now_s)
{
    outcome->made_s = MIN(outcome->made_s, now_s);
    bool counts = settled(&outcome->changed_s, cases_changes(outcome->central->cases) != outcome->counted, now_s);
    bool words = settled(&outcome->entered_s, outcome->changes != outcome->entered, now_s);
    char only[ID_MAX + 1];
    bool due = !outcome->made_s || sites_count(outcome->central->db, only) != outcome->sites ||
               now_s >= outcome->midnight || words || (counts && now_s - outcome->made_s >= OUTCOME_EVERY_S);
    return !due || make(outcome, now_s);
}

/* --- Life --- */

static void on_timer(evutil_socket_t fd UNUSED, short what UNUSED, void *arg)
{
    outcome_tick(arg, clock_wall_ms() / 1000);
}

struct outcome *outcome_start(struct central *central)
{
    struct outcome *outcome = xcalloc(1, sizeof(*outcome));
    struct timeval look = {.tv_sec = LOOK_S};
    outcome->central = central;
    bool ok = outcome_prepare(central->db);
    if (ok && central->base) {
        outcome->timer = event_new(central->base, -1, EV_PERSIST, on_timer, outcome);
        ok = outcome->timer && event_add(outcome->timer, &look) == 0;
        if (ok)
            event_active(outcome->timer, EV_TIMEOUT, 0);
        else
            log_error("outcome: no events from the loop");
    }
    if (!ok) {
        outcome_stop(outcome);
        return NULL;
    }
    return outcome;
}

void outcome_stop(struct outcome *outcome)
{
    if (outcome && outcome->timer)
        event_free(outcome->timer);
    free(outcome);
}
