/* One row of kase: read, written, freed. */
#include "central/cases/cases_internal.h"

#include <stdio.h>

static void copy_text(char *out, size_t size, struct db_stmt *stmt, int column)
{
    const char *text = db_col_text(stmt, column);
    (void)snprintf(out, size, "%s", text ? text : "");
}

static void read_desk(struct db_stmt *stmt, struct kase *kase)
{
    copy_text(kase->role, sizeof(kase->role), stmt, 17);
    copy_text(kase->about, sizeof(kase->about), stmt, 18);
    copy_text(kase->severity, sizeof(kase->severity), stmt, 19);
    copy_text(kase->due_note, sizeof(kase->due_note), stmt, 20);
    copy_text(kase->answer_clause, sizeof(kase->answer_clause), stmt, 21);
    copy_text(kase->into, sizeof(kase->into), stmt, 22);
    copy_text(kase->group, sizeof(kase->group), stmt, 23);
    copy_text(kase->matter, sizeof(kase->matter), stmt, 24);
    copy_text(kase->building, sizeof(kase->building), stmt, 25);
    copy_text(kase->watchers, sizeof(kase->watchers), stmt, 26);
    kase->round = db_col_i64(stmt, 27);
    kase->first_at = db_col_i64(stmt, 28);
    kase->answer_due = db_col_i64(stmt, 29);
    kase->answered = db_col_i64(stmt, 30);
    kase->replies = db_col_i64(stmt, 31);
    kase->reopened = db_col_i64(stmt, 32);
    kase->level = db_col_i64(stmt, 33);
    kase->late = db_col_i64(stmt, 34);
    kase->aside = db_col_i64(stmt, 35);
    kase->told = db_col_i64(stmt, 36);
    kase->seen = db_col_i64(stmt, 37);
    kase->seen_at = db_col_i64(stmt, 38);
    copy_text(kase->unit, sizeof(kase->unit), stmt, 39);
    copy_text(kase->channel, sizeof(kase->channel), stmt, 40);
    kase->due = db_col_i64(stmt, 41);
}

void case_read(struct cases *cases, struct db_stmt *stmt, struct kase *kase)
{
    memset(kase, 0, sizeof(*kase));
    copy_text(kase->number, sizeof(kase->number), stmt, 0);
    copy_text(kase->site, sizeof(kase->site), stmt, 1);
    copy_text(kase->lobby, sizeof(kase->lobby), stmt, 2);
    copy_text(kase->category, sizeof(kase->category), stmt, 3);
    copy_text(kase->subitem, sizeof(kase->subitem), stmt, 4);
    copy_text(kase->clause, sizeof(kase->clause), stmt, 5);
    copy_text(kase->outcome, sizeof(kase->outcome), stmt, 6);
    copy_text(kase->item_id, sizeof(kase->item_id), stmt, 7);
    kase->at = db_col_i64(stmt, 8);
    kase->arrived = db_col_i64(stmt, 9);
    kase->since = db_col_i64(stmt, 10);
    kase->promised = db_col_i64(stmt, 11);
    kase->ended = db_col_i64(stmt, 12);
    kase->item_ver = db_col_i64(stmt, 13);
    if (!case_state_parse(db_col_text(stmt, 14), &kase->state))
        kase->state = CASE_RECEIVED;
    read_desk(stmt, kase);
    if (!vault_column(&cases->vault, stmt, 15, &kase->body))
        buf_clear(&kase->body);
    if (!db_col_is_null(stmt, 16) && !vault_column(&cases->vault, stmt, 16, &kase->key))
        buf_clear(&kase->key);
}

static bool load(struct cases *cases, const char *sql, const char *key, struct kase *kase)
{
    memset(kase, 0, sizeof(*kase));
    struct db_stmt *stmt = db_prep(cases->central->db, sql);
    db_bind_text(stmt, 1, key);
    bool found = db_step(stmt) == DB_ROW;
    if (found)
        case_read(cases, stmt, kase);
    db_reset(stmt);
    return found;
}

bool case_load(struct cases *cases, const char *number, struct kase *kase)
{
    return load(cases, "SELECT " CASE_COLUMNS " FROM kase WHERE number=$1", number, kase);
}

bool case_by_item(struct cases *cases, const char *item, struct kase *kase)
{
    return load(cases, "SELECT " CASE_COLUMNS " FROM kase WHERE item_id=$1", item, kase);
}

bool case_save(struct cases *cases, const struct kase *kase)
{
    struct db_stmt *stmt = db_prep(
        cases->central->db,
        "UPDATE kase SET state=$2,since=$3,ended=$4,outcome=$5,role=$6,about=$7,severity=$8,due_note=$9,"
        "answer_clause=$10,into_number=$11,grp=$12,matter=$13,building=$14,watchers=$15,round=$16,first_at=$17,"
        "answer_due=$18,answered=$19,replies=$20,reopened=$21,level=$22,late=$23,aside=$24,clause=$25,promised=$26,"
        "unit=$27,due=$28 WHERE number=$1");
    const char *const texts[] = {
        case_state_name(kase->state), kase->outcome, kase->role,  kase->about,  kase->severity, kase->due_note,
        kase->answer_clause,          kase->into,    kase->group, kase->matter, kase->building, kase->watchers};
    static const int text_at[] = {2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const int64_t numbers[] = {kase->since,      kase->ended,    kase->round,   kase->first_at,
                               kase->answer_due, kase->answered, kase->replies, kase->reopened,
                               kase->level,      kase->late,     kase->aside,   kase->promised};
    static const int number_at[] = {3, 4, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26};
    db_bind_text(stmt, 1, kase->number);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        db_bind_text(stmt, text_at[i], texts[i]);
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
        db_bind_i64(stmt, number_at[i], numbers[i]);
    db_bind_text(stmt, 25, kase->clause);
    db_bind_text(stmt, 27, kase->unit);
    db_bind_i64(stmt, 28, case_next_due(kase));
    return db_run(stmt);
}

void case_fini(struct kase *kase)
{
    buf_wipe(&kase->body);
    buf_wipe(&kase->key);
}
