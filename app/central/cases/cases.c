#include "central/cases/cases.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <event2/event.h>

#include "common/clock.h"
#include "common/crypto.h"
#include "common/json.h"
#include "common/log.h"
#include "central/cases/cases_private.h"
#include "central/cases/entry.h"
#include "central/publish/items.h"
#include "central/publish/validate.h"

#define CHINA_OFFSET_S (8 * 3600)
#define RETRY_S        30
#define OLD_MAX_S      (400 * 86400) /* no terminal keeps an entry longer without sending it */
#define AHEAD_MAX_S    600           /* a terminal's clock may be this much ahead of ours */

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

bool cases_prepare(struct db *db)
{
    return db_exec(db, tables);
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

/* --- Receiving --- */

static bool next_number(struct db *db, int year, char number[static CASE_NUMBER_MAX])
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO case_number(year,last) VALUES($1,1) "
                                       "ON CONFLICT(year) DO UPDATE SET last=case_number.last+1 RETURNING last");
    db_bind_i64(stmt, 1, year);
    bool ok = db_step(stmt) == DB_ROW;
    if (ok)
        (void)snprintf(number, CASE_NUMBER_MAX, "%d-%04lld", year, (long long)db_col_i64(stmt, 0));
    db_reset(stmt);
    return ok;
}

static int32_t zone_offset(const json_t *community, int64_t now_s)
{
    int32_t offset;
    const char *zone = json_str(json_member(community, "community"), "timezone");
    return zone && clock_zone_offset(zone, now_s, &offset) ? offset : CHINA_OFFSET_S;
}

/* What the form does not know is kept as "other"; the resident's own choice stays in the body. */
static void settle_category(struct kase *kase, const struct entry *entry, const json_t *form)
{
    const json_t *category = json_find(json_member(form, "categories"), entry->category);
    bool known = category || (!form && *entry->category);
    (void)snprintf(kase->category, sizeof(kase->category), "%s", known ? entry->category : "other");
    if (known && (!form || json_find(json_member(category, "subitems"), entry->subitem)))
        (void)snprintf(kase->subitem, sizeof(kase->subitem), "%s", entry->subitem);
}

/* The lobby's time counts when its clock was good; otherwise the time of arrival does. */
static int64_t moment(const struct entry *entry, int64_t at, const char *clk, int64_t now_s)
{
    int64_t said = entry->at ? entry->at : at;
    bool good = str_eq(*entry->clk ? entry->clk : clk, "ok");
    return good && said > now_s - OLD_MAX_S && said <= now_s + AHEAD_MAX_S ? MIN(said, now_s) : now_s;
}

static void settle(struct kase *kase, struct db *db, const struct entry *entry, int64_t at, const char *clk,
                   int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *form = items_document(db, "form");
    CLEANUP(json_free_ref) json_t *standards = items_document(db, "standard");
    const char *clause;
    settle_category(kase, entry, form);
    kase->arrived = now_s;
    kase->at = moment(entry, at, clk, now_s);
    int64_t promise_s = validate_promise_s(standards, form, VALIDATE_FIRST_REPLY, &clause);
    kase->promised = promise_s ? kase->at + promise_s : 0;
    (void)snprintf(kase->clause, sizeof(kase->clause), "%s", clause ? clause : "");
}

/* The code and the month of its salt, for the thread that stretches. */
static void bind_pending(struct cases *cases, struct db_stmt *stmt, int index, const struct entry *entry)
{
    char pending[CASECODE_LEN + CASECODE_MONTH_LEN + 2];
    int len = snprintf(pending, sizeof(pending), "%s %s", entry->code, entry->month);
    vault_bind(&cases->vault, stmt, index, pending, (size_t)len);
    explicit_bzero(pending, sizeof(pending));
}

static bool insert(struct cases *cases, struct kase *kase, const struct entry *entry, const char *terminal,
                   const char *entry_id)
{
    struct db_stmt *stmt =
        db_prep(cases->central->db,
                "INSERT INTO kase(number,entry_id,terminal,site,lobby,category,subitem,clause,outcome,item_id,"
                "at,arrived,since,promised,ended,item_ver,state,body,pending) "
                "VALUES($1,$2,$3,$4,$5,$6,$7,$8,'','',$9,$10,$10,$11,0,0,'received',$12,$13)");
    struct buf body = {0};
    json_encode(&body, entry->kept);
    db_bind_text(stmt, 1, kase->number);
    db_bind_text(stmt, 2, entry_id);
    db_bind_text(stmt, 3, terminal);
    db_bind_text(stmt, 4, entry->site);
    db_bind_text(stmt, 5, entry->lobby);
    db_bind_text(stmt, 6, kase->category);
    db_bind_text(stmt, 7, kase->subitem);
    db_bind_text(stmt, 8, kase->clause);
    db_bind_i64(stmt, 9, kase->at);
    db_bind_i64(stmt, 10, kase->arrived);
    db_bind_i64(stmt, 11, kase->promised);
    vault_bind(&cases->vault, stmt, 12, body.data, body.len);
    bind_pending(cases, stmt, 13, entry);
    buf_wipe(&body);
    return db_run(stmt) && case_event_add(cases, kase->number, kase->at, "", CASE_RECEIVED, "", NULL);
}

static bool known_entry(struct db *db, const char *entry_id)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM kase WHERE entry_id=$1");
    db_bind_text(stmt, 1, entry_id);
    bool known = db_step(stmt) == DB_ROW;
    db_reset(stmt);
    return known;
}

enum cases_result cases_receive(struct central *central, const char *terminal, const char *entry_id, int64_t at,
                                const char *clk, const void *plain, size_t len, const char **code)
{
    struct cases *cases = central->cases;
    struct entry entry;
    struct kase kase = {0};
    int64_t now_s = clock_wall_ms() / 1000;
    *code = NULL;
    if (known_entry(central->db, entry_id))
        return CASES_DUPLICATE;
    if (!entry_parse(&entry, plain, len, code)) {
        entry_fini(&entry);
        return CASES_REJECTED;
    }
    settle(&kase, central->db, &entry, at, clk ? clk : "", now_s);
    CLEANUP(json_free_ref) json_t *community = items_document(central->db, "community");
    bool ok = next_number(central->db, clock_civil(now_s, zone_offset(community, now_s)).year, kase.number) &&
              insert(cases, &kase, &entry, terminal, entry_id);
    entry_fini(&entry);
    /* The loop turns only after the caller's transaction: by then the row is there, or it is not and nothing waits. */
    if (ok && cases->wake)
        event_active(cases->wake, EV_TIMEOUT, 0);
    return ok ? CASES_STORED : CASES_FAILED;
}
