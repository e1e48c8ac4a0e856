/* What time does to cases that are not answered: they become late, and the next level is told. Each case is a
 * transaction of its own. A deadline that passed while the server was down is dated when it passed. */
#include "central/cases/cases_internal.h"

#include <stdio.h>

#include "common/json.h"
#include "common/log.h"
#include "central/cases/handling.h"
#include "central/fleet/fleet.h"
#include "central/items/items.h"
#include "central/sites/sites.h"

bool case_is_late(const struct kase *kase, int64_t now_s)
{
    if (kase->aside || !case_state_open(kase->state))
        return false;
    bool first = !kase->first_at && kase->promised && now_s > kase->promised;
    return first || (!kase->answered && kase->answer_due && now_s > kase->answer_due);
}

int64_t case_next_due(const struct kase *kase)
{
    int64_t due = CASE_NEVER_DUE;
    if (kase->aside || !case_state_open(kase->state))
        return due;
    if (!kase->first_at && kase->promised)
        due = kase->promised;
    if (!kase->answered && kase->answer_due)
        due = MIN(due, kase->answer_due);
    return due;
}

static bool note(struct cases *cases, struct kase *kase, int64_t bit, const char *detail, int64_t at)
{
    struct case_event event = {.number = kase->number,
                               .at = at,
                               .who = CASE_CLOCK,
                               .state = kase->state,
                               .role = kase->role,
                               .what = "late",
                               .detail = detail};
    kase->late |= bit;
    return case_event_put(cases, &event);
}

bool case_note_late(struct cases *cases, struct kase *kase, int64_t now_s)
{
    bool ok = true;
    if (!case_is_late(kase, now_s))
        return true;
    if (!kase->first_at && kase->promised && now_s > kase->promised && !(kase->late & CASE_LATE_FIRST))
        ok = note(cases, kase, CASE_LATE_FIRST, "first_reply", kase->promised);
    if (ok && !kase->answered && kase->answer_due && now_s > kase->answer_due && !(kase->late & CASE_LATE_ANSWER))
        ok = note(cases, kase, CASE_LATE_ANSWER, "answer", kase->answer_due);
    return ok;
}

void cases_listen(struct cases *cases, cases_on_news *fn, void *arg)
{
    cases->on_news = fn;
    cases->on_news_arg = arg;
}

void case_tell_news(struct cases *cases, const struct kase *kase, bool late, int64_t now_s)
{
    bool named = !*kase->about;
    if (!cases->on_news || kase->aside || (late && !named))
        return;
    int64_t due = late && kase->late & CASE_LATE_ANSWER ? kase->answer_due : kase->promised;
    struct cases_news news = {.site = kase->site,
                              .number = named ? kase->number : "",
                              .category = kase->category,
                              .lobby = kase->lobby,
                              .building = kase->building,
                              .due = due,
                              .late = late,
                              .now_s = now_s};
    cases->on_news(&news, cases->on_news_arg);
}

/* --- Telling the next level --- */

/* The first step of a category's `escalate_hours` is about the first reply, the further ones about the answer. */
static bool step_is_due(const struct kase *kase, int64_t at, int64_t now_s)
{
    bool waits = kase->level == 0 ? !kase->first_at || kase->round != kase->at : true;
    return at && now_s >= at && waits;
}

static bool tell(struct cases *cases, struct kase *kase, const json_t *form, int64_t at)
{
    const char *outside;
    char level[24];
    kase->level++;
    const char *role = handling_escalation(form, (int)kase->level, kase->about, &outside);
    if (!*role && !outside)
        return true; /* the form names nobody for this level */
    posts_add(kase->watchers, role);
    (void)snprintf(level, sizeof(level), "%lld", (long long)kase->level);
    struct case_event event = {.number = kase->number,
                               .at = at,
                               .who = CASE_CLOCK,
                               .state = kase->state,
                               .role = role,
                               .what = "escalated",
                               .detail = level,
                               .text = outside};
    return case_event_put(cases, &event);
}

static bool escalate(struct cases *cases, struct kase *kase, const json_t *form, int32_t offset_s, int64_t now_s)
{
    const json_t *category = handling_category(form, kase->category);
    size_t count = json_array_size(json_member(json_member(category, "sla"), "escalate_hours"));
    bool ok = true;
    if (kase->answered || kase->aside)
        return true;
    while (ok && kase->level < (int64_t)count) {
        int64_t at = handling_escalates(form, category, (size_t)kase->level, kase->round, offset_s);
        if (at && now_s >= at && !step_is_due(kase, at, now_s))
            kase->level++; /* the first reply was given: nobody needs to hear of this step */
        else if (step_is_due(kase, at, now_s))
            ok = tell(cases, kase, form, at);
        else
            break;
    }
    return ok;
}

struct tick {
    struct cases *cases;
    const char *site;
    const json_t *form;
    const char *number;
    int32_t offset_s;
    int64_t now_s;
    bool changed;
};

static bool late_body(struct db *db UNUSED, void *arg)
{
    struct tick *tick = arg;
    struct kase kase;
    if (!case_load(tick->cases, tick->number, &kase))
        return false;
    int64_t late = kase.late, level = kase.level;
    bool ok = case_note_late(tick->cases, &kase, tick->now_s) &&
              escalate(tick->cases, &kase, tick->form, tick->offset_s, tick->now_s);
    bool changed = late != kase.late || level != kase.level;
    if (ok && changed)
        ok = case_save(tick->cases, &kase) && case_publish(tick->cases, &kase);
    if (ok && late != kase.late)
        case_tell_news(tick->cases, &kase, true, tick->now_s);
    tick->changed = tick->changed || changed;
    case_fini(&kase);
    return ok;
}

/* Of all that is open, the few for which something is due; only those become a transaction. */
static json_t *due_numbers(struct tick *tick)
{
    json_t *numbers = json_array();
    struct db_stmt *stmt = db_prep(tick->cases->central->db,
                                   "SELECT number,category,promised,first_at,answer_due,answered,late,level,round,at "
                                   "FROM kase WHERE aside=0 AND site=$1 AND "
                                   "state IN('received','assigned','in_progress','reopened')");
    db_bind_text(stmt, 1, tick->site);
    while (db_step(stmt) == DB_ROW) {
        int64_t promised = db_col_i64(stmt, 2), due = db_col_i64(stmt, 4), late = db_col_i64(stmt, 6);
        bool first = promised && !db_col_i64(stmt, 3) && tick->now_s > promised && !(late & CASE_LATE_FIRST);
        bool answer = due && !db_col_i64(stmt, 5) && tick->now_s > due && !(late & CASE_LATE_ANSWER);
        const json_t *category = handling_category(tick->form, db_col_text(stmt, 1));
        int64_t step =
            handling_escalates(tick->form, category, (size_t)db_col_i64(stmt, 7), db_col_i64(stmt, 8), tick->offset_s);
        if (first || answer || (step && tick->now_s >= step && !db_col_i64(stmt, 5)))
            json_array_append_new(numbers, json_string(db_col_text(stmt, 0)));
    }
    return numbers;
}

static bool tick_late(struct tick *tick)
{
    CLEANUP(json_free_ref) json_t *numbers = due_numbers(tick);
    bool ok = true;
    for (size_t i = 0; i < json_array_size(numbers); i++) {
        tick->number = json_string_value(json_array_get(numbers, i));
        ok = db_transact(tick->cases->central->db, late_body, tick) && ok;
    }
    if (tick->changed)
        case_tell(tick->cases, NULL);
    return ok;
}

/* --- What the lobbies have --- */

static json_t *waiting_lobbies(struct db *db)
{
    json_t *lobbies = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT DISTINCT lobby FROM kase WHERE told>seen");
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(lobbies, json_string(db_col_text(stmt, 0)));
    return lobbies;
}

/* A terminal that confirmed the channel's version shows what was published in it. */
static bool tick_seen(struct cases *cases, int64_t now_s)
{
    struct db *db = cases->central->db;
    CLEANUP(json_free_ref) json_t *lobbies = waiting_lobbies(db);
    bool ok = true;
    for (size_t i = 0; i < json_array_size(lobbies); i++) {
        const char *lobby = json_string_value(json_array_get(lobbies, i));
        struct db_stmt *stmt =
            db_prep(db, "UPDATE kase SET seen=told,seen_at=$1 WHERE lobby=$2 AND told>seen AND told<=$3");
        db_bind_i64(stmt, 1, now_s);
        db_bind_text(stmt, 2, lobby);
        db_bind_i64(stmt, 3, fleet_applied(db, lobby));
        ok = db_run(stmt) && ok;
    }
    return ok;
}

/* --- The table of holidays --- */

/* From the first of December next year's days off are known, and deadlines reach into it. */
static void warn_of_missing_year(const struct cases *cases, const struct tick *tick, int *warned_day)
{
    struct civil today = clock_civil(tick->now_s, tick->offset_s);
    struct worktime time = worktime_of(tick->form, tick->offset_s);
    int day = today.year * 10000 + today.month * 100 + today.day;
    if (!tick->form || today.month != 12 || cases->warned_day == day || worktime_year_known(&time, today.year + 1))
        return;
    *warned_day = day;
    log_warn("cases: the form of %s has no holidays for %d; deadlines in working days that reach there are marked "
             "uncertain until the table is published",
             tick->site, today.year + 1);
}

/* Every site has its own form: deadlines, levels and holidays. */
static bool tick_site(struct cases *cases, const char *site, int64_t now_s, int *warned_day)
{
    struct db *db = cases->central->db;
    CLEANUP(json_free_ref) json_t *form = items_document(db, site, "form");
    struct tick tick = {
        .cases = cases, .site = site, .form = form, .offset_s = items_zone(db, site, now_s), .now_s = now_s};
    warn_of_missing_year(cases, &tick, warned_day);
    return tick_late(&tick);
}

bool cases_tick(struct cases *cases, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *sites = sites_list(cases->central->db);
    int warned_day = cases->warned_day;
    size_t i;
    json_t *site;
    bool ok = true;
    json_array_foreach(sites, i, site)
    {
        const char *id = json_str_or(site, "id", "");
        ok = tick_site(cases, id, now_s, &warned_day) && ok;
        ok = case_publish_old(cases, id, now_s) && ok;
    }
    cases->warned_day = warned_day;
    return tick_seen(cases, now_s) && ok;
}
