/* A lost receipt code: staff have asked for a detail that only the resident knows, and the case gets a new code. The
 * old one opens nothing from this moment, and neither does the phone page that was handed out with it. */
#include "central/cases/cases_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include <event2/event.h>

#include "common/clock.h"
#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/validate/validate.h"
#include "central/items/items.h"
#include "central/words/words.h"

struct recoding {
    struct cases *cases;
    struct cases_recode *recode;
    enum cases_recode_result result;
};

static bool refuse(struct recoding *recoding, enum cases_recode_result result, char *why)
{
    free(recoding->recode->why);
    recoding->recode->why = why;
    recoding->result = result;
    return false;
}

static bool is_waiting(struct cases *cases, const char *number)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT 1 FROM kase WHERE number=$1 AND pending IS NOT NULL");
    db_bind_text(stmt, 1, number);
    return db_one_row(stmt);
}

static int64_t count_recodings(struct cases *cases, const char *number)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT count(*) FROM case_recoded WHERE number=$1");
    db_bind_text(stmt, 1, number);
    return db_one_i64(stmt, 0);
}

static bool may_recode(struct recoding *recoding, const struct kase *kase)
{
    struct cases_recode *recode = recoding->recode;
    const struct cases_viewer viewer = {.user = recode->who, .posts = recode->posts};
    char *why = case_act_refusal(recoding->cases, &viewer, kase);
    if (!why && count_recodings(recoding->cases, kase->number) >= CASES_RECODE_MAX)
        why =
            xasprintf(_("a case gets at most %d new codes; the answer can be read out at the desk"), CASES_RECODE_MAX);
    if (!why)
        why = validate_answer("detail", recode->detail, CASES_DETAIL_MAX);
    if (!why)
        why = validate_answer("why", recode->reason, CASES_DETAIL_MAX);
    if (why)
        return refuse(recoding, CASES_RECODE_REFUSED, why);
    if (is_waiting(recoding->cases, kase->number))
        return refuse(recoding, CASES_RECODE_BUSY,
                      xstrdup(_("the former code is just being taken in; in a minute again")));
    if (kase->key.len == 0)
        return refuse(
            recoding, CASES_RECODE_REFUSED,
            xstrdup(_("the case ended more than 90 days ago and has left the lobbies; no code opens it any more")));
    return true;
}

/* What was asked, and why: for whoever has to judge later whether the code went to the right person. */
static bool record(struct recoding *recoding, const char *number)
{
    struct cases_recode *recode = recoding->recode;
    struct db *db = recoding->cases->central->db;
    struct buf words = {0};
    CLEANUP(json_free_ref) json_t *doc = json_pack("{s:s,s:s}", "detail", recode->detail, "why", recode->reason);
    json_encode(&words, doc);
    struct db_stmt *stmt = db_prep(db, "INSERT INTO case_recoded(number,n,at,who,words) SELECT "
                                       "$1,COALESCE(MAX(n),0)+1,$2,$3,$4 FROM case_recoded WHERE number=$1");
    db_bind_text(stmt, 1, number);
    db_bind_i64(stmt, 2, recode->now_s);
    db_bind_text(stmt, 3, recode->who);
    vault_bind(&recoding->cases->vault, stmt, 4, words.data, words.len);
    bool ok = db_run(stmt) &&
              case_audit(recoding->cases, recode->now_s, recode->who, "case.code", number, NULL, buf_str(&words));
    buf_wipe(&words);
    return ok;
}

/* Whoever holds the case's codes reads that there is a new one: also a resident who never asked for it. */
static bool tell(struct recoding *recoding, const struct kase *kase)
{
    struct case_event event = {
        .number = kase->number,
        .at = recoding->recode->now_s,
        .who = recoding->recode->who,
        .state = kase->state,
        .role = kase->role,
        .what = "word",
        .text = "已换发新的查询码，原来的查询码不再有效。 A new code was given out; the former one opens "
                "nothing any more."};
    return case_event_put(recoding->cases, &event);
}

static bool put_pending(struct recoding *recoding, const struct kase *kase)
{
    struct cases *cases = recoding->cases;
    struct cases_recode *recode = recoding->recode;
    char today[32], pending[CASECODE_LEN + CASECODE_MONTH_LEN + 2];
    casecode_mint(recode->code);
    clock_format(today, recode->now_s, items_zone(cases->central->db, kase->site, recode->now_s));
    int len = snprintf(pending, sizeof(pending), "%s %.7s", recode->code, today);
    struct db_stmt *stmt =
        db_prep(cases->central->db, "UPDATE kase SET pending=$2,item_id='',item_key=NULL WHERE number=$1");
    db_bind_text(stmt, 1, kase->number);
    vault_bind(&cases->vault, stmt, 2, pending, (size_t)len);
    explicit_bzero(pending, sizeof(pending));
    return db_run(stmt);
}

static bool recode_body(struct db *db UNUSED, void *arg)
{
    struct recoding *recoding = arg;
    struct kase kase;
    recoding->result = CASES_RECODE_UNKNOWN;
    if (!case_load(recoding->cases, recoding->recode->number, &kase))
        return false;
    bool here = case_of_site(&kase, recoding->recode->site);
    if (here)
        recoding->result = CASES_RECODE_FAILED;
    bool ok = here && may_recode(recoding, &kase) && case_unpublish(recoding->cases, &kase) &&
              put_pending(recoding, &kase) && case_pages_drop(recoding->cases, kase.number) &&
              record(recoding, kase.number) && tell(recoding, &kase);
    case_fini(&kase);
    if (ok)
        recoding->result = CASES_RECODED;
    return ok;
}

enum cases_recode_result cases_recode(struct cases *cases, struct cases_recode *recode)
{
    struct recoding recoding = {.cases = cases, .recode = recode};
    bool committed = db_transact(cases->central->db, recode_body, &recoding);
    if (!committed) {
        explicit_bzero(recode->code, sizeof(recode->code));
        return recoding.result == CASES_RECODED ? CASES_RECODE_FAILED : recoding.result;
    }
    case_tell(cases, recode->number);
    if (cases->wake)
        event_active(cases->wake, EV_TIMEOUT, 0);
    return CASES_RECODED;
}

json_t *case_recodings(struct cases *cases, const char *number)
{
    json_t *list = json_array();
    struct db_stmt *stmt =
        db_prep(cases->central->db, "SELECT at,who,words FROM case_recoded WHERE number=$1 ORDER BY n");
    db_bind_text(stmt, 1, number);
    while (db_step(stmt) == DB_ROW) {
        struct buf words = {0};
        json_t *one = vault_column(&cases->vault, stmt, 2, &words) ? json_decode(words.data, words.len, NULL) : NULL;
        one = one ? one : json_object();
        json_object_set_new(one, "at", json_integer(db_col_i64(stmt, 0)));
        json_object_set_new(one, "who", json_string(db_col_text(stmt, 1)));
        json_array_append_new(list, one);
        buf_wipe(&words);
    }
    return list;
}
