#include "central/cases/cases.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <event2/event.h>

#include "common/clock.h"
#include "common/log.h"
#include "central/accounts/audit.h"
#include "central/cases/cases_internal.h"
#include "central/cases/forgotten.h"
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
    "CREATE TABLE IF NOT EXISTS case_blob(sha256 TEXT PRIMARY KEY, number TEXT NOT NULL, left_at BIGINT NOT NULL, gone "
    "BIGINT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS case_guess("
    " token_sha TEXT NOT NULL, peer TEXT NOT NULL, tries BIGINT NOT NULL, at BIGINT NOT NULL, locked_until BIGINT NOT "
    "NULL,"
    " PRIMARY KEY(token_sha,peer));"
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

/* The desk: added to tables that may be older than it. */
static const struct db_column desk_columns[] = {
    {"kase", "role", "TEXT NOT NULL DEFAULT ''"},
    {"kase", "about", "TEXT NOT NULL DEFAULT ''"},
    {"kase", "severity", "TEXT NOT NULL DEFAULT ''"},
    {"kase", "due_note", "TEXT NOT NULL DEFAULT ''"},
    {"kase", "answer_clause", "TEXT NOT NULL DEFAULT ''"},
    {"kase", "into_number", "TEXT NOT NULL DEFAULT ''"},
    {"kase", "grp", "TEXT NOT NULL DEFAULT ''"},
    {"kase", "matter", "TEXT NOT NULL DEFAULT ''"},
    {"kase", "building", "TEXT NOT NULL DEFAULT ''"},
    {"kase", "watchers", "TEXT NOT NULL DEFAULT ''"},
    {"kase", "round", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "first_at", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "answer_due", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "answered", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "replies", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "reopened", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "level", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "late", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "aside", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "told", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "seen", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "seen_at", "BIGINT NOT NULL DEFAULT 0"},
    {"kase", "unit", "TEXT"},                        /* NULL: not read out of the words yet */
    {"kase", "due", "BIGINT NOT NULL DEFAULT -1"},   /* case_next_due; -1: not counted yet */
    {"kase", "channel", "TEXT NOT NULL DEFAULT ''"}, /* how it came: "" a lobby's screen */
    {"kase", "shape", "BIGINT NOT NULL DEFAULT 0"},  /* CASE_SHAPE of what the lobbies hold */
    {"case_page", "tried", "BIGINT NOT NULL DEFAULT 0"},
    {"case_event", "what", "TEXT NOT NULL DEFAULT 'state'"},
    {"case_event", "detail", "TEXT NOT NULL DEFAULT ''"},
    {"case_event", "amount_fen", "BIGINT NOT NULL DEFAULT 0"},
};
static const char desk_tables[] =
    "DROP TABLE IF EXISTS case_group;" /* of before entries were set aside by their matter: kase.aside says it all */
    "CREATE INDEX IF NOT EXISTS kase_lobby ON kase(lobby,at);"
    "CREATE INDEX IF NOT EXISTS kase_matter ON kase(matter,building,at);"
    "CREATE INDEX IF NOT EXISTS kase_into ON kase(into_number) WHERE into_number<>'';"
    "CREATE INDEX IF NOT EXISTS kase_grp ON kase(grp) WHERE grp<>'';"
    "CREATE INDEX IF NOT EXISTS kase_site ON kase(site,state);"
    "CREATE INDEX IF NOT EXISTS kase_due ON kase(site,due,number);"
    "CREATE INDEX IF NOT EXISTS kase_arrived ON kase(site,arrived,number);"
    "CREATE INDEX IF NOT EXISTS case_event_at ON case_event(at);";

bool cases_prepare(struct db *db)
{
    return db_exec(db, tables) && db_exec(db, tables_after) &&
           db_add_columns(db, desk_columns, ARRAY_LEN(desk_columns)) && db_exec(db, desk_tables) &&
           db_exec(db, case_held_tables) && db_exec(db, case_canned_tables);
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

bool case_write_forgotten(struct cases *cases)
{
    return forgotten_write(cases->central->db, cases->central->data_dir, cases->central->erased_list);
}

void case_empty_journal(struct cases *cases)
{
    cases->journal_owes = !db_empty_journal(cases->central->db);
    if (cases->journal_owes)
        log_info("cases: somebody reads an older state; what was erased leaves the journal after them");
}

static void on_minute(evutil_socket_t fd UNUSED, short what UNUSED, void *arg)
{
    struct cases *cases = arg;
    case_write_forgotten(cases);
    if (cases->journal_owes)
        case_empty_journal(cases);
    if (!cases_tick(arg, clock_wall_ms() / 1000))
        log_warn("cases: not everything that has become late could be noted; in a minute again");
}

static void on_held(evutil_socket_t fd UNUSED, short what UNUSED, void *arg)
{
    struct cases *cases = arg;
    int64_t now_s = clock_wall_ms() / 1000;
    if (!cases_release_held(cases, now_s))
        log_warn("cases: a held answer could not be sent; in %d s again", RETRY_S);
    case_held_wait(cases, now_s);
}

static bool add_events(struct cases *cases)
{
    struct event_base *base = cases->central->base;
    struct timeval hour = {.tv_sec = 3600}, minute = {.tv_sec = 60};
    if (pipe2(cases->done_fd, O_CLOEXEC | O_NONBLOCK) != 0)
        return false;
    cases->wake = event_new(base, -1, EV_TIMEOUT, on_wake, cases);
    cases->sweep = event_new(base, -1, EV_PERSIST, on_hour, cases);
    cases->minute = event_new(base, -1, EV_PERSIST, on_minute, cases);
    cases->done = event_new(base, cases->done_fd[0], EV_READ | EV_PERSIST, on_done, cases);
    cases->held = event_new(base, -1, EV_TIMEOUT, on_held, cases);
    return cases->held && cases->wake && cases->sweep && cases->minute && cases->done &&
           event_add(cases->sweep, &hour) == 0 && event_add(cases->minute, &minute) == 0 &&
           event_add(cases->done, NULL) == 0;
}

struct cases *cases_start(struct central *central)
{
    struct cases *cases = xcalloc(1, sizeof(*cases));
    cases->central = central;
    cases->done_fd[0] = cases->done_fd[1] = -1;
    bool ok = cases_prepare(central->db) && vault_open(&cases->vault, central->db, central->data_dir) &&
              forgotten_prepare(central->db) && case_desk_upgrade(cases) &&
              forgotten_apply(cases, clock_wall_ms() / 1000) && case_write_forgotten(cases);
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
        event_active(cases->minute, EV_TIMEOUT, 0);
        event_active(cases->held, EV_TIMEOUT, 0);
    }
    return cases;
}

int64_t cases_changes(const struct cases *cases)
{
    return cases->changes;
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
    drop_event(cases->minute);
    drop_event(cases->done);
    drop_event(cases->held);
    close_fd(&cases->done_fd[0]);
    close_fd(&cases->done_fd[1]);
    vault_close(&cases->vault);
    free(cases);
}

json_t *case_sites(struct cases *cases)
{
    json_t *sites = json_array();
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT DISTINCT site FROM kase ORDER BY site");
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(sites, json_string(db_col_text(stmt, 0)));
    return sites;
}

bool case_audit(struct cases *cases, int64_t now_s, const char *who, const char *what, const char *number,
                const char *before, const char *after)
{
    struct db *db = cases->central->db;
    char site[ID_MAX + 1] = "";
    struct db_stmt *stmt = db_prep(db, "SELECT site FROM kase WHERE number=$1");
    db_bind_text(stmt, 1, number);
    if (db_step(stmt) == DB_ROW)
        str_copy(site, sizeof(site), db_col_text(stmt, 0));
    db_reset(stmt);
    return audit_append_at(db, now_s, site, who, what, number, before, after);
}
