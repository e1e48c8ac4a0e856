/* Answers that are written often: kept per site, for a category and a post or for all. They are the office's own words
 * and not encrypted. {number}, {place} and {standard} in them are filled in where they are used. */
#include "central/cases/cases_internal.h"

#include <stdlib.h>

#include "common/json.h"
#include "common/utf8.h"
#include "central/accounts/audit.h"
#include "central/validate/validate.h"
#include "central/words/words.h"

const char case_canned_tables[] =
    "CREATE TABLE IF NOT EXISTS case_canned(site TEXT NOT NULL, id TEXT NOT NULL, category TEXT NOT NULL, role TEXT "
    "NOT "
    "NULL, title TEXT NOT NULL, text TEXT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, PRIMARY KEY(site,id));";

json_t *cases_canned(struct cases *cases, const char *site)
{
    json_t *list = json_array();
    struct db_stmt *stmt =
        db_prep(cases->central->db,
                "SELECT id,category,role,title,text,at,who FROM case_canned WHERE site=$1 ORDER BY title,id");
    db_bind_text(stmt, 1, site);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s,s:s,s:I,s:s}", "id", db_col_text(stmt, 0), "category",
                                              db_col_text(stmt, 1), "role", db_col_text(stmt, 2), "title",
                                              db_col_text(stmt, 3), "text", db_col_text(stmt, 4), "at",
                                              (json_int_t)db_col_i64(stmt, 5), "who", db_col_text(stmt, 6)));
    return list;
}

struct canning {
    const struct cases_canned_act *act;
    bool found;
};

static char *refusal(struct cases *cases, const struct cases_canned_act *act)
{
    const json_t *words = act->words;
    const char *title = json_str_or(words, "title", ""), *category = json_str_or(words, "category", ""),
               *role = json_str_or(words, "role", "");
    if (!act->id || !ids_is_name(act->id))
        return xstrdup(_("id: letters, digits, - and _ are wanted"));
    if (utf8_blank(title) || utf8_count(title) > CASES_CANNED_TITLE_MAX || !utf8_clean(title, UTF8_LINE, NULL))
        return xasprintf(_("title: one line of at most %d characters is wanted"), CASES_CANNED_TITLE_MAX);
    if ((*category && !ids_is_name(category)) || (*role && !ids_is_name(role)))
        return xstrdup(_("category, role: an id, or nothing"));
    char *why = validate_answer("text", json_str_or(words, "text", ""), CASES_ANSWER_MAX);
    if (why || utf8_blank(json_str_or(words, "text", "")))
        return why ? why : xstrdup(_("text: an answer has words"));
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT count(*) FROM case_canned WHERE site=$1 AND id<>$2");
    db_bind_text(stmt, 1, act->site);
    db_bind_text(stmt, 2, act->id);
    bool full = db_step(stmt) == DB_ROW && db_col_i64(stmt, 0) >= CASES_CANNED_MAX;
    db_reset(stmt);
    return full ? xasprintf(_("there are %d such answers already"), CASES_CANNED_MAX) : NULL;
}

static bool put_body(struct db *db, void *arg)
{
    const struct cases_canned_act *act = ((struct canning *)arg)->act;
    struct db_stmt *stmt = db_prep(
        db, "INSERT INTO case_canned(site,id,category,role,title,text,at,who) VALUES($1,$2,$3,$4,$5,$6,$7,$8) ON "
            "CONFLICT(site,id) DO UPDATE SET category=$3,role=$4,title=$5,text=$6,at=$7,who=$8");
    db_bind_text(stmt, 1, act->site);
    db_bind_text(stmt, 2, act->id);
    db_bind_text(stmt, 3, json_str_or(act->words, "category", ""));
    db_bind_text(stmt, 4, json_str_or(act->words, "role", ""));
    db_bind_text(stmt, 5, json_str_or(act->words, "title", ""));
    db_bind_text(stmt, 6, json_str_or(act->words, "text", ""));
    db_bind_i64(stmt, 7, act->now_s);
    db_bind_text(stmt, 8, act->who);
    return db_run(stmt) && audit_append_at(db, act->now_s, act->site, act->who, "case.canned", act->id, NULL,
                                           json_str_or(act->words, "text", ""));
}

static bool remove_body(struct db *db, void *arg)
{
    struct canning *canning = arg;
    const struct cases_canned_act *act = canning->act;
    struct db_stmt *stmt = db_prep(db, "DELETE FROM case_canned WHERE site=$1 AND id=$2");
    db_bind_text(stmt, 1, act->site);
    db_bind_text(stmt, 2, act->id);
    bool ok = db_run(stmt);
    canning->found = db_changes(db) > 0;
    return ok && canning->found &&
           audit_append_at(db, act->now_s, act->site, act->who, "case.canned-remove", act->id, NULL, NULL);
}

enum cases_move_result cases_put_canned(struct cases *cases, struct cases_canned_act *act)
{
    struct canning canning = {.act = act, .found = true};
    if (act->words) {
        free(act->why);
        act->why = refusal(cases, act);
        if (act->why)
            return CASES_MOVE_REFUSED;
    }
    if (db_transact(cases->central->db, act->words ? put_body : remove_body, &canning))
        return CASES_MOVED;
    return canning.found ? CASES_MOVE_FAILED : CASES_MOVE_UNKNOWN;
}
