/* The numbers of a month that no case knows: visits, sign-ups, services, and what was cancelled. */
#include "central/outcome/outcome.h"

#include <stdio.h>
#include <stdlib.h>

#include "central/accounts/audit.h"
#include "central/items/items.h"
#include "central/outcome/outcome_internal.h"
#include "central/validate/validate.h"
#include "central/words/words.h"
#include "common/clock.h"
#include "common/json.h"

static const char *const keys[] = {"visits", "signups", "services", "cancelled"};

void outcome_month_back(char month[static OUTCOME_MONTH_LEN + 1], int64_t now_s, int32_t offset_s, int back)
{
    struct civil day = clock_civil(now_s, offset_s);
    int64_t months = (int64_t)day.year * 12 + day.month - 1 - back;
    char text[32];
    (void)snprintf(text, sizeof(text), "%04d-%02d", (int)(months / 12), (int)(months % 12) + 1);
    str_copy(month, OUTCOME_MONTH_LEN + 1, text);
}

json_t *outcome_month(struct db *db, const char *site, const char *month)
{
    json_t *numbers = NULL;
    struct db_stmt *stmt =
        db_prep(db, "SELECT visits,signups,services,cancelled FROM outcome_month WHERE site=$2 AND month=$1 "
                    "ORDER BY ver DESC LIMIT 1");
    db_bind_text(stmt, 1, month);
    db_bind_text(stmt, 2, site);
    if (db_step(stmt) == DB_ROW) {
        numbers = json_object();
        for (size_t i = 0; i < ARRAY_LEN(keys); i++)
            json_object_set_new(numbers, keys[i], json_integer(db_col_i64(stmt, (int)i)));
    }
    db_reset(stmt);
    return numbers;
}

struct entering {
    struct outcome_act *act;
    const char *month;
    const json_t *numbers; /* the four alone */
    enum outcome_result result;
};

static bool save(struct db *db, const struct entering *entering)
{
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO outcome_month(month,ver,visits,signups,services,cancelled,at,who,site) "
                    "SELECT $1,COALESCE(MAX(ver),0)+1,$2,$3,$4,$5,$6,$7,$8 FROM outcome_month WHERE "
                    "site=$8 AND month=$1");
    db_bind_text(stmt, 1, entering->month);
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        db_bind_i64(stmt, (int)i + 2, json_int_or(entering->numbers, keys[i], 0));
    db_bind_i64(stmt, 6, entering->act->now_s);
    db_bind_text(stmt, 7, entering->act->who);
    db_bind_text(stmt, 8, entering->act->site);
    return db_run(stmt);
}

static bool enter_body(struct db *db, void *arg)
{
    struct entering *entering = arg;
    CLEANUP(json_free_ref) json_t *before = outcome_month(db, entering->act->site, entering->month);
    entering->result = before ? OUTCOME_OK : OUTCOME_CREATED;
    entering->act->changed = !before || !json_equal(before, entering->numbers);
    if (!entering->act->changed)
        return true;
    struct buf old = {0}, new = {0};
    json_encode(&new, entering->numbers);
    if (before)
        json_encode(&old, before);
    bool ok = save(db, entering) &&
              audit_append_at(db, entering->act->now_s, entering->act->site, entering->act->who, "outcome.month",
                              entering->month, before ? buf_str(&old) : NULL, buf_str(&new));
    buf_fini(&old);
    buf_fini(&new);
    return ok;
}

enum outcome_result outcome_put_month(struct outcome *outcome, struct outcome_act *act, const char *month,
                                      const json_t *numbers)
{
    struct db *db = outcome->central->db;
    char now[OUTCOME_MONTH_LEN + 1], oldest[OUTCOME_MONTH_LEN + 1];
    int32_t offset_s = items_zone(db, act->site, act->now_s);
    outcome_month_back(now, act->now_s, offset_s, 0);
    outcome_month_back(oldest, act->now_s, offset_s, OUTCOME_MONTHS_OLD);
    act->why = validate_outcome_month(month, numbers, now);
    if (!act->why && strcmp(month, oldest) < 0)
        act->why = xasprintf(_("month: numbers are taken from %s on"), oldest);
    if (act->why)
        return OUTCOME_REFUSED;
    CLEANUP(json_free_ref) json_t *four = json_object();
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        json_object_set(four, keys[i], json_member(numbers, keys[i]));
    struct entering entering = {.act = act, .month = month, .numbers = four};
    if (!db_transact(db, enter_body, &entering))
        return OUTCOME_FAILED;
    if (act->changed)
        outcome_changed(outcome);
    staff_events_tell(outcome->central, "outcome");
    return entering.result;
}
