/* A terminal's report of what it has shown: checked, laid to the lobby where it was counted, kept. */
#include "central/fleet/shown_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "central/fleet/fleet.h"
#include "common/clock.h"
#include "common/json.h"

#define AHEAD_S   (2 * DAY_S) /* a clock in another zone, or one that runs fast */
#define COUNT_MAX 100000      /* of a day: turns, seconds, openings */

struct report {
    const char *site, *terminal, *lobby;
    const json_t *json;
    shown_known *is_known;
    int64_t now_s;
    bool bad;
};

struct row {
    const char *day, *item;
    int64_t ver, first, last, times, seconds, opened, minutes;
};

static bool read_count(const json_t *json, const char *key, int64_t max, int64_t *count)
{
    const json_t *value = json_member(json, key);
    *count = CLAMP(json_integer_value(value), 0, max);
    return json_is_integer(value);
}

/* A day that a report may speak of: not one that was swept, not one far ahead. Otherwise a clock was wrong in the
 * lobby, and the row would be refused for ever. */
static bool day_is_plausible(const char *day, int64_t now_s)
{
    int64_t at;
    return strlen(day) == SHOWN_DAY_LEN && clock_parse(day, 0, &at) && at <= now_s + AHEAD_S &&
           at > now_s - (int64_t)SHOWN_KEPT_DAYS * DAY_S;
}

static bool read_row(const struct report *report, const json_t *json, struct row *row)
{
    int64_t latest = report->now_s + AHEAD_S;
    row->day = json_str(json, "day");
    row->item = json_str(json, "item");
    return row->day && row->item && ids_is_name(row->item) && read_count(json, "ver", INT64_MAX, &row->ver) &&
           read_count(json, "first", latest, &row->first) && read_count(json, "last", latest, &row->last) &&
           read_count(json, "times", COUNT_MAX, &row->times) && read_count(json, "seconds", COUNT_MAX, &row->seconds) &&
           read_count(json, "opened", COUNT_MAX, &row->opened) && read_count(json, "minutes", COUNT_MAX, &row->minutes);
}

#define LARGER(column)                                                                                                 \
    column "=CASE WHEN excluded." column ">shown." column " THEN excluded." column " ELSE shown." column " END"
#define SMALLER(column)                                                                                                \
    column "=CASE WHEN excluded." column "<shown." column " THEN excluded." column " ELSE shown." column " END"

static bool keep_row_of(struct db *db, const char *site, const char *terminal, const char *lobby, const struct row *row)
{
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO shown(terminal,lobby,day,item,ver,first_s,last_s,times,seconds,opened,minutes,site)"
                    " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) ON CONFLICT(site,terminal,day,item,ver) DO UPDATE "
                    "SET " SMALLER("first_s") "," LARGER("last_s") "," LARGER("times") "," LARGER("seconds") "," LARGER(
                        "opened") "," LARGER("minutes"));
    const int64_t counts[] = {row->ver, row->first, row->last, row->times, row->seconds, row->opened, row->minutes};
    db_bind_text(stmt, 1, terminal);
    db_bind_text(stmt, 2, lobby);
    db_bind_text(stmt, 3, row->day);
    db_bind_text(stmt, 4, row->item);
    for (size_t i = 0; i < ARRAY_LEN(counts); i++)
        db_bind_i64(stmt, 5 + (int)i, counts[i]);
    db_bind_text(stmt, 12, site);
    return db_run(stmt);
}

/* --- A terminal that was moved --- */

/* Where the terminal stood until a moment, under the name that its counts of that time carry. */
struct stand {
    char name[FLEET_NUMBER_MAX + 24], lobby[ID_MAX + 1];
    int64_t until_s;
};

/* The first stand that ended after `at_s`. false: it stood where it stands now. */
static bool stand_at(struct db *db, const char *terminal, int64_t at_s, struct stand *stand)
{
    struct db_stmt *stmt =
        db_prep(db, "SELECT n,lobby,until_s FROM stand WHERE terminal=$1 AND until_s>$2 ORDER BY n LIMIT 1");
    db_bind_text(stmt, 1, terminal);
    db_bind_i64(stmt, 2, at_s);
    bool found = db_step(stmt) == DB_ROW;
    if (found) {
        (void)snprintf(stand->name, sizeof(stand->name), "%s.%lld", terminal, (long long)db_col_i64(stmt, 0));
        str_copy(stand->lobby, sizeof(stand->lobby), db_col_text(stmt, 1));
        stand->until_s = db_col_i64(stmt, 2);
    }
    db_reset(stmt);
    return found;
}

/* What former stands have counted on that day. false: nothing. */
static bool counted_before(struct db *db, const struct report *report, const struct row *row, struct row *before)
{
    struct db_stmt *stmt = db_prep(db, "SELECT COUNT(*),SUM(times),SUM(seconds),SUM(opened),SUM(minutes) FROM shown"
                                       " WHERE terminal LIKE $1||'.%' AND day=$2 AND item=$3 AND ver=$4 AND site=$5");
    db_bind_text(stmt, 1, report->terminal);
    db_bind_text(stmt, 5, report->site);
    db_bind_text(stmt, 2, row->day);
    db_bind_text(stmt, 3, row->item);
    db_bind_i64(stmt, 4, row->ver);
    bool found = db_step(stmt) == DB_ROW && db_col_i64(stmt, 0) > 0;
    if (found)
        *before = (struct row){.times = db_col_i64(stmt, 1),
                               .seconds = db_col_i64(stmt, 2),
                               .opened = db_col_i64(stmt, 3),
                               .minutes = db_col_i64(stmt, 4)};
    db_reset(stmt);
    return found;
}

/* The terminal counts a day in one sum, wherever it hangs: what it had counted before the move stays with the lobby of
 * then, and only what came on top is the new lobby's. */
static bool keep_rest(struct db *db, const struct report *report, const struct row *row, const struct stand *stand)
{
    struct row before, rest = *row, former = *row;
    if (!counted_before(db, report, row, &before)) {
        former.last = stand->until_s;
        return keep_row_of(db, report->site, stand->name, stand->lobby, &former);
    }
    rest.first = stand->until_s;
    rest.times = MAX(row->times - before.times, 0);
    rest.seconds = MAX(row->seconds - before.seconds, 0);
    rest.opened = MAX(row->opened - before.opened, 0);
    rest.minutes = MAX(row->minutes - before.minutes, 0);
    return keep_row_of(db, report->site, report->terminal, report->lobby, &rest);
}

static bool keep_row(struct db *db, const struct report *report, const struct row *row)
{
    struct stand stand;
    if (stand_at(db, report->terminal, row->last, &stand))
        return keep_row_of(db, report->site, stand.name, stand.lobby, row);
    if (stand_at(db, report->terminal, row->first, &stand))
        return keep_rest(db, report, row, &stand);
    return keep_row_of(db, report->site, report->terminal, report->lobby, row);
}

/* The moment at which this server first heard of it. */
static bool note_told(struct db *db, const struct report *report, const struct row *row)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO told(item,ver,terminal,at_ms,site) VALUES($1,$2,$3,$4,$5) ON "
                                       "CONFLICT(site,item,ver,terminal) DO NOTHING");
    db_bind_text(stmt, 5, report->site);
    db_bind_text(stmt, 1, row->item);
    db_bind_i64(stmt, 2, row->ver);
    db_bind_text(stmt, 3, report->terminal);
    db_bind_i64(stmt, 4, clock_wall_ms());
    return db_run(stmt);
}

/* --- The whole --- */

static bool is_kept(struct db *db, const struct report *report, const char *item)
{
    return str_eq(item, SCREEN_DARK) || str_eq(item, SCREEN_CLOCK) || report->is_known(db, report->site, item);
}

static bool take_rows(struct db *db, struct report *report)
{
    const json_t *rows = json_member(report->json, "rows");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        struct row row;
        report->bad = !read_row(report, json_array_get(rows, i), &row);
        if (report->bad)
            return false;
        bool counts = day_is_plausible(row.day, report->now_s) && is_kept(db, report, row.item);
        if (counts && (!keep_row(db, report, &row) || !note_told(db, report, &row)))
            return false;
    }
    return true;
}

/* "U+2A6A5" */
static bool read_code(const char *text, int64_t *code)
{
    if (!text || !str_starts(text, "U+") || strlen(text) > 8 || strlen(text) < 4)
        return false;
    const char *digits = text + 2;
    if (strspn(digits, "0123456789ABCDEF") != strlen(digits))
        return false;
    *code = (int64_t)strtoul(digits, NULL, 16);
    return *code > 0 && *code <= 0x10FFFF && (*code < 0xD800 || *code > 0xDFFF);
}

static bool keep_code(struct db *db, const struct report *report, const char *item, int64_t code)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO missing(item,code,terminal,at,site) VALUES($1,$2,$3,$4,$5)"
                                       " ON CONFLICT(site,item,code,terminal) DO UPDATE SET at=excluded.at");
    db_bind_text(stmt, 1, item);
    db_bind_i64(stmt, 2, code);
    db_bind_text(stmt, 3, report->terminal);
    db_bind_i64(stmt, 4, report->now_s);
    db_bind_text(stmt, 5, report->site);
    return db_run(stmt);
}

static bool take_missing(struct db *db, struct report *report, const json_t *entry)
{
    const char *item = json_str(entry, "item");
    const json_t *codes = json_member(entry, "codes");
    report->bad = !item || !ids_is_name(item) || !json_is_array(codes);
    if (report->bad)
        return false;
    bool known = report->is_known(db, report->site, item);
    for (size_t i = 0; i < MIN(json_array_size(codes), (size_t)SHOWN_CODES_MAX); i++) {
        int64_t code;
        report->bad = !read_code(json_string_value(json_array_get(codes, i)), &code);
        if (report->bad || (known && !keep_code(db, report, item, code)))
            return false;
    }
    return true;
}

static bool take_body(struct db *db, void *arg)
{
    struct report *report = arg;
    const json_t *missing = json_member(report->json, "missing");
    report->bad = false;
    if (!take_rows(db, report))
        return false;
    for (size_t i = 0; i < json_array_size(missing); i++) {
        if (!take_missing(db, report, json_array_get(missing, i)))
            return false;
    }
    return true;
}

static bool is_list(const json_t *value, size_t max)
{
    return !value || (json_is_array(value) && json_array_size(value) <= max);
}

enum shown_result shown_take(struct db *db, const char *site, const char *terminal, const char *lobby,
                             const json_t *json, shown_known *is_known, int64_t now_s)
{
    struct report report = {
        .site = site, .terminal = terminal, .lobby = lobby, .json = json, .is_known = is_known, .now_s = now_s};
    if (!is_list(json_member(json, "rows"), SHOWN_ROWS_MAX) || !is_list(json_member(json, "missing"), SHOWN_ITEMS_MAX))
        return SHOWN_BAD;
    if (db_transact(db, take_body, &report))
        return SHOWN_OK;
    return report.bad ? SHOWN_BAD : SHOWN_FAILED;
}
