/* The month's figures out of the tables. */
#include "central/cases/cases_internal.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "central/accounts/grants.h"
#include "central/cases/figures.h"
#include "central/cases/handling.h"
#include "central/items/items.h"

#define EVENTS_MAX 256 /* of one case: more are no figures but a mistake */

/* "2026-11" -> its two ends in the community's zone. */
static bool month_bounds(const char *month, int32_t offset_s, int64_t *start_s, int64_t *end_s)
{
    struct civil first = {.day = 1};
    if (!clock_month_parse(month, &first.year, &first.month))
        return false;
    *start_s = clock_from_civil(first, offset_s);
    first.month++;
    *end_s = clock_from_civil(first, offset_s);
    return true;
}

struct gathered { /* the events of one case until the month's end; the texts are owned */
    struct figures_event events[EVENTS_MAX];
    char *owned[EVENTS_MAX * 3];
    size_t count;
};

static void gather(struct gathered *gathered, struct db *db, const char *number, const struct figures *figures)
{
    struct db_stmt *stmt = db_prep(db, "SELECT at,what,detail,state FROM case_event WHERE number=$1 AND at<$2 AND "
                                       "what IN('state','verdict','late') ORDER BY n");
    db_bind_text(stmt, 1, number);
    db_bind_i64(stmt, 2, figures->end_s);
    gathered->count = 0;
    while (gathered->count < EVENTS_MAX && db_step(stmt) == DB_ROW) {
        char **owned = &gathered->owned[gathered->count * 3];
        for (int i = 0; i < 3; i++)
            owned[i] = xstrdup(db_col_text(stmt, i + 1));
        gathered->events[gathered->count++] =
            (struct figures_event){.at = db_col_i64(stmt, 0), .what = owned[0], .detail = owned[1], .state = owned[2]};
    }
    db_reset(stmt);
}

static void release(struct gathered *gathered)
{
    for (size_t i = 0; i < gathered->count * 3; i++)
        free(gathered->owned[i]);
    gathered->count = 0;
}

/* The columns about, role, watchers and site from `first` on. Counted with what may be seen, a case that may not would
 * show in the difference. */
static bool is_hidden_row(struct db *db, const struct cases_viewer *viewer, const json_t *form, struct db_stmt *stmt,
                          int first)
{
    struct kase kase = {0};
    str_copy(kase.about, sizeof(kase.about), db_col_text(stmt, first));
    str_copy(kase.role, sizeof(kase.role), db_col_text(stmt, first + 1));
    str_copy(kase.watchers, sizeof(kase.watchers), db_col_text(stmt, first + 2));
    str_copy(kase.site, sizeof(kase.site), db_col_text(stmt, first + 3));
    return *kase.about && case_hidden(db, viewer, &kase, form);
}

/* Cases that anything could have happened to in the month. */
static void add_all(struct figures *figures, struct db *db, const char *site, const struct cases_viewer *viewer,
                    const json_t *form)
{
    struct gathered *gathered = xcalloc(1, sizeof(*gathered));
    struct db_stmt *stmt = db_prep(db, "SELECT number,category,at,aside,about,role,watchers,site FROM kase WHERE "
                                       "at<$2 AND (ended=0 OR ended>=$1) AND site=$3");
    db_bind_text(stmt, 3, site);
    db_bind_i64(stmt, 1, figures->start_s);
    db_bind_i64(stmt, 2, figures->end_s);
    while (db_step(stmt) == DB_ROW) {
        struct figures_case one = {
            .category = db_col_text(stmt, 1), .at = db_col_i64(stmt, 2), .aside = db_col_i64(stmt, 3) != 0};
        if (is_hidden_row(db, viewer, form, stmt, 4))
            continue;
        gather(gathered, db, db_col_text(stmt, 0), figures);
        figures_add(figures, &one, gathered->events, gathered->count);
        release(gathered);
    }
    free(gathered);
}

static const char *clause_of(const json_t *standards, const json_t *form, enum validate_deadline which)
{
    struct validate_promise promise;
    return validate_promise(standards, form, which, &promise) ? promise.clause : NULL;
}

/* Deadlines reach into a year without holidays from December on. */
static void add_warning(json_t *document, const json_t *form, int32_t offset_s, int64_t now_s)
{
    struct worktime time = worktime_of(form, offset_s);
    struct civil today = clock_civil(now_s, offset_s);
    if (form && today.month == 12 && !worktime_year_known(&time, today.year + 1))
        json_object_set_new(document, "holidays_missing", json_integer(today.year + 1));
}

json_t *cases_unheld(struct cases *cases, const char *site, const struct cases_viewer *viewer)
{
    struct db *db = cases->central->db;
    CLEANUP(json_free_ref) json_t *form = items_document(db, site, "form");
    json_t *list = json_array(), *row = NULL;
    struct db_stmt *stmt =
        db_prep(db, "SELECT about,role,watchers,site FROM kase WHERE role<>'' AND aside=0 AND state IN('received',"
                    "'assigned','in_progress','reopened') AND site=$1 ORDER BY role");
    db_bind_text(stmt, 1, site);
    while (db_step(stmt) == DB_ROW) {
        const char *role = db_col_text(stmt, 1);
        if (is_hidden_row(db, viewer, form, stmt, 0))
            continue;
        if (!row || !str_eq(json_str(row, "role"), role)) {
            row = json_pack("{s:s,s:i}", "role", role, "open", 0);
            json_array_append_new(list, row);
        }
        json_object_set_new(row, "open", json_integer(json_int_or(row, "open", 0) + 1));
    }
    for (size_t i = json_array_size(list); i > 0; i--) {
        if (grants_hold(db, site, json_str(json_array_get(list, i - 1), "role")))
            (void)json_array_remove(list, i - 1);
    }
    return list;
}

json_t *cases_statistics(struct cases *cases, const char *site, const struct cases_viewer *viewer, const char *month,
                         int64_t now_s)
{
    struct db *db = cases->central->db;
    int32_t offset_s = items_zone(db, site, now_s);
    int64_t start_s, end_s;
    if (!month_bounds(month, offset_s, &start_s, &end_s))
        return NULL;
    CLEANUP(json_free_ref) json_t *form = items_document(db, site, "form");
    CLEANUP(json_free_ref) json_t *standards = items_document(db, site, "standard");
    struct figures *figures = xcalloc(1, sizeof(*figures));
    figures_begin(figures, start_s, end_s);
    add_all(figures, db, site, viewer, form);
    json_t *document = figures_document(figures, month, clause_of(standards, form, VALIDATE_FIRST_REPLY),
                                        clause_of(standards, form, VALIDATE_ANSWER));
    free(figures);
    json_object_set_new(document, "month", json_string(month));
    json_object_set_new(document, "made", json_integer(now_s));
    add_warning(document, form, offset_s, now_s);
    return document;
}

json_t *cases_tally(struct db *db)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT state,late<>0,COUNT(*) FROM kase GROUP BY state,late<>0 ORDER BY 1,2");
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, json_pack("{s:s,s:b,s:I}", "state", db_col_text(stmt, 0), "late",
                                              (int)db_col_i64(stmt, 1), "count", (json_int_t)db_col_i64(stmt, 2)));
    return list;
}
