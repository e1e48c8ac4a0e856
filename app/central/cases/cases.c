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
    "CREATE TABLE IF NOT EXISTS case_group(id TEXT PRIMARY KEY, lobby TEXT NOT NULL, aside BIGINT NOT NULL,"
    " who TEXT NOT NULL, reason BLOB);"
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

static void on_minute(evutil_socket_t fd UNUSED, short what UNUSED, void *arg)
{
    case_write_forgotten(arg);
    if (!cases_tick(arg, clock_wall_ms() / 1000))
        log_warn("cases: not everything that has become late could be noted; in a minute again");
}

static void on_held(evutil_socket_t fd UNUSED, short what UNUSED, void *arg)
{
    struct cases *cases = arg;
    if (!cases_release_held(cases, clock_wall_ms() / 1000))
        log_warn("cases: a held answer could not be sent; in %d s again", RETRY_S);
    case_held_wait(cases);
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

/* --- Rows --- */

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

void case_fini(struct kase *kase)
{
    buf_wipe(&kase->body);
    buf_wipe(&kase->key);
}

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
