#include "central/cases/cases.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <event2/event.h>

#include "common/clock.h"
#include "common/log.h"
#include "central/cases/cases_internal.h"
#include "central/items/items.h"

#define RETRY_S 30 /* until a code that could not be kept stretched is taken up again */

static const char tables[] =
    "PRAGMA secure_delete=ON;" /* a forgotten code leaves no trace in free pages */
    "CREATE TABLE IF NOT EXISTS kase("
    " number TEXT PRIMARY KEY, entry_id TEXT NOT NULL UNIQUE, terminal TEXT NOT NULL, site TEXT NOT NULL, lobby TEXT "
    "NOT NULL,"
    " category TEXT NOT NULL, subitem TEXT NOT NULL, clause TEXT NOT NULL, outcome TEXT NOT NULL, item_id TEXT NOT "
    "NULL,"
    " at BIGINT NOT NULL, arrived BIGINT NOT NULL, since BIGINT NOT NULL, promised BIGINT NOT NULL, ended BIGINT NOT "
    "NULL,"
    " item_ver BIGINT NOT NULL, state TEXT NOT NULL, body BLOB NOT NULL, pending BLOB, item_key BLOB);"
    "CREATE INDEX IF NOT EXISTS kase_state ON kase(state);"
    "CREATE INDEX IF NOT EXISTS kase_pending ON kase(arrived) WHERE pending IS NOT NULL;"
    "CREATE TABLE IF NOT EXISTS case_event("
    " number TEXT NOT NULL, n BIGINT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, state TEXT NOT NULL, role TEXT "
    "NOT NULL,"
    " text BLOB, PRIMARY KEY(number,n));"
    "CREATE TABLE IF NOT EXISTS case_erased(number TEXT PRIMARY KEY, at BIGINT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS case_number(year BIGINT PRIMARY KEY, last BIGINT NOT NULL);";

/* What comes after the first report. What residents wrote, PINs and photographs are encrypted as in kase. */
static const char tables_after[] =
    "CREATE TABLE IF NOT EXISTS case_followup("
    " entry_id TEXT PRIMARY KEY, number TEXT NOT NULL, act TEXT NOT NULL, got BIGINT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS case_page("
    " token_sha TEXT PRIMARY KEY, number TEXT NOT NULL, made BIGINT NOT NULL, pin BLOB, pin_stretched BIGINT NOT NULL,"
    " tries BIGINT NOT NULL DEFAULT 0, locked_until BIGINT NOT NULL DEFAULT 0);"
    "CREATE INDEX IF NOT EXISTS case_page_number ON case_page(number);"
    "CREATE TABLE IF NOT EXISTS case_photo("
    " number TEXT NOT NULL, n BIGINT NOT NULL, at BIGINT NOT NULL, size BIGINT NOT NULL, bytes BLOB NOT NULL,"
    " PRIMARY KEY(number,n));"
    "CREATE TABLE IF NOT EXISTS case_text("
    " number TEXT PRIMARY KEY, cleaned BIGINT NOT NULL DEFAULT 0, erased BIGINT NOT NULL DEFAULT 0);"
    "CREATE TABLE IF NOT EXISTS case_recoded("
    " number TEXT NOT NULL, n BIGINT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, words BLOB NOT NULL,"
    " PRIMARY KEY(number,n));"
    "CREATE TABLE IF NOT EXISTS feedback("
    " site TEXT NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, face BIGINT NOT NULL,"
    " count BIGINT NOT NULL, PRIMARY KEY(site,day,kind,id,face));"
    "CREATE INDEX IF NOT EXISTS feedback_day ON feedback(day);"
    "CREATE INDEX IF NOT EXISTS kase_item ON kase(item_id);";

bool cases_prepare(struct db *db)
{
    return db_exec(db, tables) && db_exec(db, tables_after);
}

static void on_wake(evutil_socket_t fd UNUSED, short what UNUSED, void *arg)
{
    stretch_kick(arg);
}

static void on_done(evutil_socket_t fd UNUSED, short what UNUSED, void *arg)
{
    struct cases *cases = arg;
    struct timeval later = {.tv_sec = RETRY_S};
    if (stretch_done(cases))
        stretch_kick(cases);
    else
        event_add(cases->wake, &later);
}

static void on_hour(evutil_socket_t fd UNUSED, short what UNUSED, void *arg)
{
    struct cases *cases = arg;
    int64_t now_s = clock_wall_ms() / 1000;
    if (!cases_sweep(cases, now_s) || !items_sweep(cases->central, now_s))
        log_warn("cases: what has ended could not be taken from the lobbies; in an hour again");
}

static bool add_events(struct cases *cases)
{
    struct event_base *base = cases->central->base;
    struct timeval hour = {.tv_sec = 3600};
    if (pipe2(cases->done_fd, O_CLOEXEC | O_NONBLOCK) != 0)
        return false;
    cases->wake = event_new(base, -1, EV_TIMEOUT, on_wake, cases);
    cases->sweep = event_new(base, -1, EV_PERSIST, on_hour, cases);
    cases->done = event_new(base, cases->done_fd[0], EV_READ | EV_PERSIST, on_done, cases);
    return cases->wake && cases->sweep && cases->done && event_add(cases->sweep, &hour) == 0 &&
           event_add(cases->done, NULL) == 0;
}

struct cases *cases_start(struct central *central)
{
    struct cases *cases = xcalloc(1, sizeof(*cases));
    cases->central = central;
    cases->done_fd[0] = cases->done_fd[1] = -1;
    bool ok = cases_prepare(central->db) && vault_open(&cases->vault, central->db, central->data_dir);
    if (ok && central->base && !add_events(cases)) {
        log_error("cases: no events from the loop");
        ok = false;
    }
    if (!ok) {
        cases_stop(cases);
        return NULL;
    }
    if (central->base) { /* what a crash or a pause left over */
        stretch_kick(cases);
        event_active(cases->sweep, EV_TIMEOUT, 0);
    }
    return cases;
}

static void drop_event(struct event *event)
{
    if (event)
        event_free(event);
}

void cases_stop(struct cases *cases)
{
    if (!cases)
        return;
    stretch_stop(cases);
    drop_event(cases->wake);
    drop_event(cases->sweep);
    drop_event(cases->done);
    close_fd(&cases->done_fd[0]);
    close_fd(&cases->done_fd[1]);
    vault_close(&cases->vault);
    free(cases);
}

/* --- Rows --- */

static void copy_text(char *out, size_t size, struct db_stmt *stmt, int column)
{
    const char *text = db_col_text(stmt, column);
    (void)snprintf(out, size, "%s", text ? text : "");
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
    if (!vault_column(&cases->vault, stmt, 15, &kase->body))
        buf_clear(&kase->body);
    if (!db_col_is_null(stmt, 16) && !vault_column(&cases->vault, stmt, 16, &kase->key))
        buf_clear(&kase->key);
}

bool case_load(struct cases *cases, const char *number, struct kase *kase)
{
    memset(kase, 0, sizeof(*kase));
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT " CASE_COLUMNS " FROM kase WHERE number=$1");
    db_bind_text(stmt, 1, number);
    bool found = db_step(stmt) == DB_ROW;
    if (found)
        case_read(cases, stmt, kase);
    db_reset(stmt);
    return found;
}

void case_fini(struct kase *kase)
{
    buf_wipe(&kase->body);
    buf_wipe(&kase->key);
}

bool case_event_add(struct cases *cases, const char *number, int64_t at, const char *who, enum case_state state,
                    const char *role, const char *text)
{
    struct db *db = cases->central->db;
    struct db_stmt *stmt = db_prep(db, "INSERT INTO case_event(number,n,at,who,state,role,text) "
                                       "SELECT $1,COALESCE(MAX(n),0)+1,$2,$3,$4,$5,$6 FROM case_event WHERE number=$1");
    db_bind_text(stmt, 1, number);
    db_bind_i64(stmt, 2, at);
    db_bind_text(stmt, 3, who);
    db_bind_text(stmt, 4, case_state_name(state));
    db_bind_text(stmt, 5, role);
    if (text && *text)
        vault_bind(&cases->vault, stmt, 6, text, strlen(text));
    else
        db_bind_blob(stmt, 6, NULL, 0);
    return db_run(stmt);
}

json_t *case_events(struct cases *cases, const char *number)
{
    json_t *list = json_array();
    struct db_stmt *stmt =
        db_prep(cases->central->db, "SELECT at,who,state,role,text FROM case_event WHERE number=$1 ORDER BY n");
    db_bind_text(stmt, 1, number);
    while (db_step(stmt) == DB_ROW) {
        struct buf text = {0};
        if (!db_col_is_null(stmt, 4) && !vault_column(&cases->vault, stmt, 4, &text))
            buf_clear(&text);
        json_array_append_new(list, json_pack("{s:I,s:s,s:s,s:s,s:s}", "at", (json_int_t)db_col_i64(stmt, 0), "who",
                                              db_col_text(stmt, 1), "state", db_col_text(stmt, 2), "role",
                                              db_col_text(stmt, 3), "text", buf_str(&text)));
        buf_wipe(&text);
    }
    return list;
}
