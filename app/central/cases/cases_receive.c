/* An opened entry becomes a case: its number, its category, the moment that counts and the deadline that was promised.
 */
#include "central/cases/cases_internal.h"

#include <stdio.h>

#include <event2/event.h>

#include "common/clock.h"
#include "common/crypto.h"
#include "common/json.h"
#include "central/cases/entry.h"
#include "central/fleet/fleet.h"
#include "central/items/items.h"
#include "central/lobbies/lobbies.h"

#define NUMBER_STEP_MAX 7             /* numbers, drawn evenly from 1 */
#define OLD_MAX_S       (400 * DAY_S) /* no terminal keeps an entry longer without sending it */
#define AHEAD_MAX_S     600           /* a terminal's clock may be this much ahead of ours */
/* The month of the salt. A terminal that does not know the time takes it from its floor clock, which may lag far
 * behind: such a complaint must not be lost. Ahead, a wrong clock explains the turn of one month and no more. */
#define MONTHS_LATE_MAX  24
#define MONTHS_AHEAD_MAX 1

/* Numbers rise by a drawn step: a gap is nothing unusual, so that nobody who misses a number learns that there is a
 * case which they may not see. Four digits last for some 2,500 cases a year; then there are five. */
static bool next_number(struct db *db, int year, char number[static CASE_NUMBER_MAX])
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO case_number(year,last) VALUES($1,$2) "
                                       "ON CONFLICT(year) DO UPDATE SET last=case_number.last+$2 RETURNING last");
    db_bind_i64(stmt, 1, year);
    db_bind_i64(stmt, 2, 1 + crypto_random_below(NUMBER_STEP_MAX));
    bool ok = db_step(stmt) == DB_ROW;
    if (ok)
        (void)snprintf(number, CASE_NUMBER_MAX, "%d-%04lld", year, (long long)db_col_i64(stmt, 0));
    db_reset(stmt);
    return ok;
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
int64_t case_moment(int64_t said, const char *clk, int64_t now_s)
{
    return str_eq(clk, "ok") && said > now_s - OLD_MAX_S && said <= now_s + AHEAD_MAX_S ? MIN(said, now_s) : now_s;
}

/* `month` is "2026-11", checked by entry_parse. */
static bool month_plausible(const char *month, struct civil today)
{
    int year, number;
    if (!clock_month_parse(month, &year, &number))
        return false;
    int ahead = (year - today.year) * 12 + number - today.month;
    return ahead >= -MONTHS_LATE_MAX && ahead <= MONTHS_AHEAD_MAX;
}

/* A terminal speaks for the lobby that it was paired with, whatever its entry says. What a phone carried in came by no
 * terminal. */
static void settle_lobby(struct kase *kase, struct central *central, const char *terminal, const char *said)
{
    struct lobby lobby;
    const struct fleet_terminal *known = *terminal ? fleet_find(central->fleet, terminal) : NULL;
    bool carried = !*terminal && *said && lobbies_find(central->db, said, &lobby);
    str_copy(kase->lobby, sizeof(kase->lobby), known ? known->lobby : carried ? said : "");
    /* The lobby's community is the case's; what its receipt code is salted with is the same there. */
    if (known && lobbies_find(central->db, known->lobby, &lobby))
        str_copy(kase->site, sizeof(kase->site), lobby.site);
}

static void settle(struct kase *kase, struct db *db, const struct entry *entry, int64_t at, const char *clk,
                   int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *form = items_document(db, kase->site, "form");
    settle_category(kase, entry, form);
    kase->arrived = now_s;
    kase->at = case_moment(entry->at ? entry->at : at, *entry->clk ? entry->clk : clk, now_s);
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
    db_bind_text(stmt, 4, kase->site);
    db_bind_text(stmt, 5, kase->lobby);
    db_bind_text(stmt, 6, kase->category);
    db_bind_text(stmt, 7, kase->subitem);
    db_bind_text(stmt, 8, kase->clause);
    db_bind_i64(stmt, 9, kase->at);
    db_bind_i64(stmt, 10, kase->arrived);
    db_bind_i64(stmt, 11, kase->promised);
    vault_bind(&cases->vault, stmt, 12, body.data, body.len);
    bind_pending(cases, stmt, 13, entry);
    buf_wipe(&body);
    return db_run(stmt) && case_event_add(cases, kase->number, kase->at, "", CASE_RECEIVED, "", NULL) &&
           case_open(cases, kase->number, kase->arrived);
}

static bool known_entry(struct db *db, const char *entry_id)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM kase WHERE entry_id=$1");
    db_bind_text(stmt, 1, entry_id);
    return db_one_row(stmt);
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
    struct civil today = clock_civil(now_s, items_zone(central->db, entry.site, now_s));
    if (!month_plausible(entry.month, today)) {
        *code = "bad_month";
        entry_fini(&entry);
        return CASES_REJECTED;
    }
    str_copy(kase.site, sizeof(kase.site), entry.site);
    settle_lobby(&kase, central, terminal, entry.lobby);
    settle(&kase, central->db, &entry, at, clk ? clk : "", now_s);
    bool ok = next_number(central->db, today.year, kase.number) && insert(cases, &kase, &entry, terminal, entry_id) &&
              case_page_add(cases, kase.number, &entry, now_s);
    entry_fini(&entry);
    /* The loop turns only after the caller's transaction: by then the row is there, or it is not and nothing waits. */
    if (ok && cases->wake)
        event_active(cases->wake, EV_TIMEOUT, 0);
    return ok ? CASES_STORED : CASES_FAILED;
}
