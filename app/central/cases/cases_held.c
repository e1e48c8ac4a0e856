/* Answers that wait some seconds before they are said, so that they can be taken back. They lie in the database,
 * encrypted like all words: what was given is said, whatever becomes of the browser or of this program. */
#include "central/cases/cases_internal.h"

#include <stdlib.h>

#include <event2/event.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"
#include "central/accounts/grants.h"
#include "central/words/words.h"

const char case_held_tables[] =
    "CREATE TABLE IF NOT EXISTS case_held(number TEXT PRIMARY KEY, who TEXT NOT NULL, until BIGINT NOT NULL, move BLOB "
    "NOT NULL, failed BLOB);";

#define RETRY_S       30
#define FAILED_KEEP_S (30 * DAY_S) /* what could not be said, for its writer to take back */

/* --- The row --- */

static json_t *move_document(const struct cases_move *move)
{
    return json_pack("{s:s,s:s*,s:s*,s:s*,s:s*,s:I}", "state", move->state ? move->state : "", "text", move->text,
                     "reason", move->reason, "role", move->role, "into", move->into, "expect",
                     (json_int_t)move->expect);
}

static json_t *column_document(struct cases *cases, struct db_stmt *stmt, int column)
{
    struct buf text = {0};
    json_t *doc = !db_col_is_null(stmt, column) && vault_column(&cases->vault, stmt, column, &text)
                      ? json_decode(text.data, text.len, NULL)
                      : NULL;
    buf_wipe(&text);
    return doc;
}

struct holding {
    struct cases *cases;
    const struct cases_hold *hold;
    int64_t version;
    bool waits;
};

static bool holding_body(struct db *db, void *arg)
{
    struct holding *holding = arg;
    const struct cases_move *move = &holding->hold->move;
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM case_held WHERE number=$1 AND failed IS NULL");
    db_bind_text(stmt, 1, move->number);
    holding->waits = db_step(stmt) == DB_ROW;
    db_reset(stmt);
    if (holding->waits)
        return false;
    CLEANUP(json_free_ref) json_t *doc = move_document(move);
    struct buf text = {0};
    json_object_set_new(doc, "expect", json_integer(holding->version)); /* what is said later is said of this */
    json_encode(&text, doc);
    stmt = db_prep(db, "INSERT INTO case_held(number,who,until,move) VALUES($1,$2,$3,$4) ON CONFLICT(number) DO UPDATE "
                       "SET who=$2,until=$3,move=$4,failed=NULL");
    db_bind_text(stmt, 1, move->number);
    db_bind_text(stmt, 2, move->who);
    db_bind_i64(stmt, 3, holding->hold->until);
    vault_bind(&holding->cases->vault, stmt, 4, text.data, text.len);
    buf_wipe(&text);
    return db_run(stmt);
}

enum cases_move_result cases_hold(struct cases *cases, struct cases_hold *hold)
{
    hold->move.judge_only = true;
    enum cases_move_result result = cases_move(cases, &hold->move);
    if (result != CASES_MOVED)
        return result;
    hold->until = hold->move.now_s + CLAMP(hold->for_s, 1, CASES_HOLD_MAX_S);
    struct holding holding = {.cases = cases, .hold = hold, .version = case_version(cases, hold->move.number)};
    if (!db_transact(cases->central->db, holding_body, &holding)) {
        if (!holding.waits)
            return CASES_MOVE_FAILED;
        free(hold->move.why);
        hold->move.why = xstrdup(_("an answer to this case is waiting already to be sent; in a few seconds again"));
        return CASES_MOVE_STALE;
    }
    case_held_wait(cases, 0);
    case_tell(cases, hold->move.number);
    return CASES_MOVED;
}

json_t *case_held(struct cases *cases, const char *number)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT who,until,move,failed FROM case_held WHERE number=$1");
    db_bind_text(stmt, 1, number);
    json_t *held = db_step(stmt) == DB_ROW ? column_document(cases, stmt, 2) : NULL;
    if (held) {
        CLEANUP(json_free_ref) json_t *failed = column_document(cases, stmt, 3);
        json_object_set_new(held, "who", json_string(db_col_text(stmt, 0)));
        json_object_set_new(held, "until", json_integer(db_col_i64(stmt, 1)));
        json_object_set_new(held, "failed", json_string(json_str_or(failed, "why", "")));
    }
    db_reset(stmt);
    return held;
}

/* --- Taking it back --- */

static bool drop_body(struct db *db, void *arg)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM case_held WHERE number=$1");
    db_bind_text(stmt, 1, arg);
    return db_run(stmt);
}

json_t *cases_take_back(struct cases *cases, const struct cases_viewer *viewer, const char *number,
                        int64_t now_s UNUSED)
{
    json_t *held = cases_hidden(cases, viewer, number) ? NULL : case_held(cases, number);
    CLEANUP(free_ptr) char *copy = xstrdup(number ? number : "");
    bool own = held && str_eq(json_str(held, "who"), viewer->user);
    if (own && db_transact(cases->central->db, drop_body, copy)) {
        case_tell(cases, number);
        return held;
    }
    json_decref(held);
    return NULL;
}

/* --- Saying it --- */

struct failing {
    struct cases *cases;
    const char *number, *why;
};

static bool failing_body(struct db *db, void *arg)
{
    struct failing *failing = arg;
    CLEANUP(json_free_ref) json_t *doc = json_pack("{s:s}", "why", failing->why);
    CLEANUP(buf_fini) struct buf text = {0};
    json_encode(&text, doc);
    struct db_stmt *stmt = db_prep(db, "UPDATE case_held SET failed=$2 WHERE number=$1");
    db_bind_text(stmt, 1, failing->number);
    vault_bind(&failing->cases->vault, stmt, 2, text.data, text.len);
    return db_run(stmt);
}

/* With the rights that its writer has now. A crash between saying and dropping says nothing twice: the case's version
 * is another one then. */
static bool release(struct cases *cases, const char *number, int64_t now_s)
{
    struct rights rights;
    char site[ID_MAX + 1];
    CLEANUP(json_free_ref) json_t *held = case_held(cases, number);
    if (!held)
        return false;
    cases_site(cases, number, site);
    grants_rights(cases->central->db, json_str(held, "who"), site, now_s, &rights);
    struct cases_move move = {.site = site,
                              .number = number,
                              .state = json_str(held, "state"),
                              .text = json_str(held, "text"),
                              .reason = json_str(held, "reason"),
                              .role = json_str(held, "role"),
                              .into = json_str(held, "into"),
                              .expect = json_int_or(held, "expect", 0),
                              .who = json_str(held, "who"),
                              .posts = rights.posts,
                              .now_s = now_s};
    const struct cases_viewer writer = {.site = site, .user = move.who, .posts = rights.posts};
    bool may = rights.role >= ROLE_EDITOR || (rights.committee && cases_on_desk(cases, &writer, number));
    enum cases_move_result result = may ? cases_move(cases, &move) : CASES_MOVE_REFUSED;
    CLEANUP(free_ptr) char *copy = xstrdup(number);
    struct failing failing = {
        .cases = cases, .number = number, .why = move.why ? move.why : _("its writer may not answer cases any more")};
    bool ok = result == CASES_MOVED         ? db_transact(cases->central->db, drop_body, copy)
              : result == CASES_MOVE_FAILED ? false
                                            : db_transact(cases->central->db, failing_body, &failing);
    free(move.why);
    if (ok && result != CASES_MOVED)
        case_tell(cases, number);
    return ok;
}

bool cases_release_held(struct cases *cases, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *numbers = json_array();
    struct db_stmt *stmt =
        db_prep(cases->central->db, "SELECT number FROM case_held WHERE failed IS NULL AND until<=$1 ORDER BY until");
    db_bind_i64(stmt, 1, now_s);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(numbers, json_string(db_col_text(stmt, 0)));
    bool ok = true;
    words_hear(WORDS_REMARK);
    for (size_t i = 0; i < json_array_size(numbers); i++)
        ok = release(cases, json_string_value(json_array_get(numbers, i)), now_s) && ok;
    words_hear(NULL);
    return ok;
}

bool case_held_forget(struct cases *cases, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "DELETE FROM case_held WHERE failed IS NOT NULL AND until<$1");
    db_bind_i64(stmt, 1, now_s - FAILED_KEEP_S);
    return db_run(stmt);
}

void case_held_wait(struct cases *cases, int64_t tried_s)
{
    int64_t now_ms = clock_wall_ms(),
            until = db_get_i64(cases->central->db, "SELECT MIN(until) FROM case_held WHERE failed IS NULL", 0);
    int64_t wait_ms = until * 1000 - now_ms;
    if (!cases->held || !until)
        return;
    wait_ms = until <= tried_s ? RETRY_S * 1000 : MAX(wait_ms, 0);
    struct timeval wait = {.tv_sec = wait_ms / 1000, .tv_usec = wait_ms % 1000 * 1000};
    evtimer_add(cases->held, &wait);
}
