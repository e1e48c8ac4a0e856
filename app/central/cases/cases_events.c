/* What has happened in a case: events are only ever added. Their words lie encrypted. */
#include "central/cases/cases_internal.h"

bool case_event_put(struct cases *cases, const struct case_event *event)
{
    struct db *db = cases->central->db;
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO case_event(number,n,at,who,state,role,text,what,detail,amount_fen) "
                    "SELECT $1,COALESCE(MAX(n),0)+1,$2,$3,$4,$5,$6,$7,$8,$9 FROM case_event WHERE number=$1");
    db_bind_text(stmt, 1, event->number);
    db_bind_i64(stmt, 2, event->at);
    db_bind_text(stmt, 3, event->who);
    db_bind_text(stmt, 4, case_state_name(event->state));
    db_bind_text(stmt, 5, event->role ? event->role : "");
    bool speaks = event->text && *event->text;
    if (speaks)
        vault_bind(&cases->vault, stmt, 6, event->text, strlen(event->text));
    else
        db_bind_blob(stmt, 6, NULL, 0);
    db_bind_text(stmt, 7, event->what);
    db_bind_text(stmt, 8, event->detail ? event->detail : "");
    db_bind_i64(stmt, 9, event->amount_fen);
    cases->changes++;
    return db_run(stmt) && (!speaks || case_text_changed(cases, event->number));
}

bool case_event_add(struct cases *cases, const char *number, int64_t at, const char *who, enum case_state state,
                    const char *role, const char *text)
{
    struct case_event event = {
        .number = number, .at = at, .who = who, .state = state, .role = role, .what = "state", .text = text};
    return case_event_put(cases, &event);
}

int64_t case_version(struct cases *cases, const char *number)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT count(*) FROM case_event WHERE number=$1 AND "
                                                       "what IN('state','word','verdict','remedy')");
    db_bind_text(stmt, 1, number);
    return db_one_i64(stmt, 0);
}

json_t *case_events(struct cases *cases, const char *number)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT at,who,state,role,text,what,detail,amount_fen "
                                                       "FROM case_event WHERE number=$1 ORDER BY n");
    db_bind_text(stmt, 1, number);
    while (db_step(stmt) == DB_ROW) {
        struct buf text = {0};
        if (!db_col_is_null(stmt, 4) && !vault_column(&cases->vault, stmt, 4, &text))
            buf_clear(&text);
        json_array_append_new(list,
                              json_pack("{s:I,s:s,s:s,s:s,s:s,s:s,s:s,s:I}", "at", (json_int_t)db_col_i64(stmt, 0),
                                        "who", db_col_text(stmt, 1), "state", db_col_text(stmt, 2), "role",
                                        db_col_text(stmt, 3), "text", buf_str(&text), "what", db_col_text(stmt, 5),
                                        "detail", db_col_text(stmt, 6), "amount_fen", (json_int_t)db_col_i64(stmt, 7)));
        buf_wipe(&text);
    }
    return list;
}
