/* What the desk makes of a new case: whose it is and about whom, until when it must be answered, and whether it belongs
 * to something: a group of entries that one lobby sent in ten minutes, or a matter that comes back. */
#include "central/cases/cases_internal.h"

#include <stdio.h>

#include "common/json.h"
#include "central/accounts/grants.h"
#include "central/accounts/posts.h"
#include "central/cases/handling.h"
#include "central/items/items.h"
#include "central/words/words.h"

/* --- Whose it is --- */

static bool stands_above(const struct cases_viewer *viewer, const struct kase *kase, const json_t *form)
{
    const char *outside = NULL;
    bool above = false;
    for (int level = 1; !above && level <= CASES_LEVELS_MAX; level++) {
        const char *role = handling_escalation(form, level, kase->about, &outside);
        above = *role && posts_has(viewer->posts, role) && handling_told_sees_text(form, role);
    }
    return above;
}

char *case_act_refusal(struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase)
{
    struct db *db = cases->central->db;
    CLEANUP(json_free_ref) json_t *form = items_document(db, kase->site, "form");
    const char *intake = handling_intake(form, kase->about);
    bool recused = *kase->about && form && !*intake;
    if (case_on_desk(viewer, kase, form) || stands_above(viewer, kase, form))
        return NULL;
    if (!recused && !grants_hold(db, kase->site, kase->role) && !grants_hold(db, kase->site, intake))
        return NULL;
    return xasprintf(_("the case is on the desk of %s; only who holds that post, or one above it, acts on it"),
                     kase->role);
}

/* --- Until when --- */

/* The first reply is promised once, from the moment the lobby took it; the answer anew after each reopening. */
void case_set_deadlines(struct cases *cases, struct kase *kase)
{
    struct db *db = cases->central->db;
    CLEANUP(json_free_ref) json_t *form = items_document(db, kase->site, "form");
    CLEANUP(json_free_ref) json_t *standards = items_document(db, kase->site, "standard");
    int32_t offset = items_zone(db, kase->site, kase->round);
    struct handling_due first = handling_due(standards, form, VALIDATE_FIRST_REPLY, kase->at, offset);
    struct handling_due answer = handling_due(standards, form, VALIDATE_ANSWER, kase->round, offset);
    if (kase->round == kase->at) {
        kase->promised = first.at_s;
        str_copy(kase->clause, sizeof(kase->clause), first.clause);
    }
    kase->answer_due = answer.at_s;
    str_copy(kase->answer_clause, sizeof(kase->answer_clause), answer.clause);
    str_copy(kase->due_note, sizeof(kase->due_note),
             first.holidays_unknown || answer.holidays_unknown ? "holidays_unknown" : "");
}

/* --- Groups --- */

/* $1 to $4 of a question about the entries that this lobby took within ten minutes. */
static void bind_near(struct db_stmt *stmt, const struct kase *kase)
{
    db_bind_text(stmt, 1, kase->lobby);
    db_bind_i64(stmt, 2, kase->at - CASES_GROUP_S);
    db_bind_i64(stmt, 3, kase->at);
    db_bind_text(stmt, 4, kase->about);
}

/* Of the entries that this lobby took within ten minutes, this one included: how many, and the group that they have
 * already ("": none). What is about somebody folds only with what is about the same post: neither the name nor the size
 * of a group tells of a case that may not be seen. */
static int64_t count_near(struct cases *cases, const struct kase *kase, char group[static CASE_NUMBER_MAX])
{
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT count(*),COALESCE(MAX(grp),'') FROM kase WHERE lobby=$1 "
                                                       "AND lobby<>'' AND at>$2 AND at<=$3 AND about=$4");
    bind_near(stmt, kase);
    int64_t count = db_step(stmt) == DB_ROW ? db_col_i64(stmt, 0) : 0;
    str_copy(group, CASE_NUMBER_MAX, count ? db_col_text(stmt, 1) : "");
    db_reset(stmt);
    return count;
}

/* The first of them gives the group its name. Numbers grow longer than four digits in a busy year. */
static void first_near(struct cases *cases, const struct kase *kase, char number[static CASE_NUMBER_MAX])
{
    struct db_stmt *stmt =
        db_prep(cases->central->db, "SELECT number FROM kase WHERE lobby=$1 AND at>$2 AND at<=$3 AND about=$4 "
                                    "ORDER BY arrived,length(number),number LIMIT 1");
    bind_near(stmt, kase);
    str_copy(number, CASE_NUMBER_MAX, db_step(stmt) == DB_ROW ? db_col_text(stmt, 0) : kase->number);
    db_reset(stmt);
}

static bool fold(struct cases *cases, struct kase *kase)
{
    char group[CASE_NUMBER_MAX];
    struct db *db = cases->central->db;
    if (count_near(cases, kase, group) <= CASES_GROUP)
        return true;
    if (!*group)
        first_near(cases, kase, group);
    (void)snprintf(kase->group, sizeof(kase->group), "%s", group);
    struct db_stmt *stmt =
        db_prep(db, "UPDATE kase SET grp=$5 WHERE lobby=$1 AND at>$2 AND at<=$3 AND about=$4 AND grp=''");
    bind_near(stmt, kase);
    db_bind_text(stmt, 5, group);
    return db_run(stmt);
}

/* --- What comes back --- */

/* How often the matter came up in this building in the ninety days that end with this case; what is about somebody is
 * counted apart, so that no grade tells of a case that may not be seen. */
static int64_t times(struct cases *cases, const struct kase *kase)
{
    struct db_stmt *stmt =
        db_prep(cases->central->db, "SELECT count(*) FROM kase WHERE matter=$1 AND building=$2 AND at>$3 AND at<=$4 "
                                    "AND about=$5 AND aside=0 AND state NOT IN('merged','withdrawn') AND site=$6");
    db_bind_text(stmt, 6, kase->site);
    db_bind_text(stmt, 1, kase->matter);
    db_bind_text(stmt, 2, kase->building);
    db_bind_i64(stmt, 3, kase->at - CASES_AGAIN_S);
    db_bind_i64(stmt, 4, kase->at);
    db_bind_text(stmt, 5, kase->about);
    return db_one_i64(stmt, 0);
}

/* Called when the row already names its matter. */
static bool raise_severity(struct cases *cases, struct kase *kase, int64_t now_s)
{
    if (!*kase->matter || !*kase->building || kase->aside || !str_eq(kase->severity, "S3") ||
        times(cases, kase) < CASES_AGAIN)
        return true;
    (void)snprintf(kase->severity, sizeof(kase->severity), "S2");
    struct case_event event = {.number = kase->number,
                               .at = now_s,
                               .who = CASE_CLOCK,
                               .state = kase->state,
                               .what = "severity",
                               .detail = "S2"};
    return case_event_put(cases, &event) && case_save(cases, kase);
}

/* --- Opening --- */

/* Only where the words name it; a flat's number stays in the words. */
void case_settle_place(struct kase *kase, const json_t *body)
{
    const json_t *place = json_member(body, "place");
    const char *building = json_str_or(place, "building", ""), *unit = json_str_or(place, "unit", "");
    str_copy(kase->building, sizeof(kase->building), ids_is_name(building) ? building : "");
    str_copy(kase->unit, sizeof(kase->unit), ids_is_name(unit) ? unit : "");
}

void case_settle(struct cases *cases, struct kase *kase)
{
    CLEANUP(json_free_ref) json_t *form = items_document(cases->central->db, kase->site, "form");
    CLEANUP(json_free_ref) json_t *body = kase->body.len ? json_decode(kase->body.data, kase->body.len, NULL) : NULL;
    const json_t *category = handling_category(form, kase->category);
    const char *said = json_str_or(body, "about", "");
    str_copy(kase->about, sizeof(kase->about), handling_about(category, ids_is_name(said) ? said : ""));
    str_copy(kase->role, sizeof(kase->role), handling_role(form, category, kase->about));
    str_copy(kase->severity, sizeof(kase->severity), handling_severity(category, kase->subitem));
    str_copy(kase->matter, sizeof(kase->matter), handling_matter(category, kase->subitem));
    case_settle_place(kase, body);
    kase->round = kase->at;
    case_set_deadlines(cases, kase);
}

bool case_open(struct cases *cases, const char *number, int64_t now_s)
{
    struct kase kase;
    if (!case_load(cases, number, &kase))
        return false;
    case_settle(cases, &kase);
    bool ok =
        case_save(cases, &kase) && fold(cases, &kase) && case_save(cases, &kase) && raise_severity(cases, &kase, now_s);
    if (ok)
        case_tell_news(cases, &kase, false, now_s);
    case_fini(&kase);
    return ok;
}
