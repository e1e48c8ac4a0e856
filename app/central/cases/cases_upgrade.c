/* Cases that an earlier release wrote: what the desk and its lists ask for is filled in once, at start. */
#include "central/cases/cases_internal.h"

#include "common/json.h"

/* What the events tell about answers that were given then. Deadlines that were promised stay as they were. */
static void recall(struct cases *cases, struct kase *kase)
{
    CLEANUP(json_free_ref) json_t *events = case_events(cases, kase->number);
    int64_t promised = kase->promised;
    char clause[sizeof(kase->clause)];
    size_t i;
    json_t *event;
    memcpy(clause, kase->clause, sizeof(clause));
    case_settle(cases, kase);
    kase->promised = promised;
    memcpy(kase->clause, clause, sizeof(clause));
    json_array_foreach(events, i, event)
    {
        int64_t at = json_int_or(event, "at", 0);
        bool replied = str_eq(json_str(event, "state"), "replied");
        if (*json_str_or(event, "who", "") && (replied || *json_str_or(event, "text", "")) && !kase->first_at)
            kase->first_at = at;
        kase->replies += replied;
        if (replied || str_eq(json_str(event, "state"), "rejected"))
            kase->answered = at;
    }
}

/* Cases of before lists were asked for by place and by what is due next. */
static void place(struct cases *cases UNUSED, struct kase *kase)
{
    CLEANUP(json_free_ref) json_t *body = kase->body.len ? json_decode(kase->body.data, kase->body.len, NULL) : NULL;
    if (body)
        case_settle_place(kase, body);
}

struct renewal { /* of the cases that `sql` names */
    struct cases *cases;
    const char *sql;
    void (*renew)(struct cases *cases, struct kase *kase);
};

static bool renew_body(struct db *db, void *arg)
{
    const struct renewal *renewal = arg;
    CLEANUP(json_free_ref) json_t *numbers = json_array();
    struct db_stmt *stmt = db_prep(db, renewal->sql);
    bool ok = true;
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(numbers, json_string(db_col_text(stmt, 0)));
    for (size_t i = 0; ok && i < json_array_size(numbers); i++) {
        struct kase kase;
        ok = case_load(renewal->cases, json_string_value(json_array_get(numbers, i)), &kase);
        if (!ok)
            break;
        renewal->renew(renewal->cases, &kase);
        ok = case_save(renewal->cases, &kase);
        case_fini(&kase);
    }
    return ok;
}

static bool rename_group(struct db *db, const char *from, const char *to)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE kase SET grp=$2 WHERE grp=$1");
    db_bind_text(stmt, 1, from);
    db_bind_text(stmt, 2, to);
    return db_run(stmt);
}

/* Groups of before cases about somebody folded apart: those leave, and a group that was named after one of them is
 * named after the first that stayed. */
static bool part_groups(struct db *db, void *arg UNUSED)
{
    CLEANUP(json_free_ref) json_t *names = json_array();
    bool ok = db_exec(db, "UPDATE kase SET grp='' WHERE about<>'' AND grp IN(SELECT grp FROM kase WHERE grp<>'' GROUP "
                          "BY grp HAVING COUNT(DISTINCT about)>1)");
    struct db_stmt *stmt = db_prep(db, "SELECT k.grp,MIN(k.number) FROM kase k JOIN kase n ON n.number=k.grp WHERE "
                                       "k.grp<>'' AND n.grp='' GROUP BY k.grp");
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(names, json_pack("[s,s]", db_col_text(stmt, 0), db_col_text(stmt, 1)));
    for (size_t i = 0; ok && i < json_array_size(names); i++) {
        const json_t *pair = json_array_get(names, i);
        ok = rename_group(db, json_string_value(json_array_get(pair, 0)), json_string_value(json_array_get(pair, 1)));
    }
    return ok;
}

bool case_desk_upgrade(struct cases *cases)
{
    struct db *db = cases->central->db;
    struct renewal renewals[] = {{cases, "SELECT number FROM kase WHERE round=0", recall},
                                 {cases, "SELECT number FROM kase WHERE unit IS NULL OR due<0", place}};
    for (size_t i = 0; i < ARRAY_LEN(renewals); i++) {
        if (db_one_row(db_prep(db, renewals[i].sql)) && !db_transact(db, renew_body, &renewals[i]))
            return false;
    }
    bool mixed = db_get_i64(db,
                            "SELECT count(*) FROM (SELECT grp FROM kase WHERE grp<>'' GROUP BY grp HAVING "
                            "COUNT(DISTINCT about)>1) AS mixed",
                            0) > 0;
    return !mixed || db_transact(db, part_groups, NULL);
}
