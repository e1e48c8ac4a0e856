#include "central/fleet/shown.h"

#include <stdio.h>
#include <stdlib.h>

#include "central/fleet/fleet.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/utf8.h"
#include "central/fleet/shown_internal.h"
#include "central/sites/sites.h"
#include "central/store/schema.h"

#define SHOWN_TABLE                                                                                                    \
    "CREATE TABLE IF NOT EXISTS shown(site TEXT NOT NULL, terminal TEXT NOT NULL, lobby TEXT NOT NULL, day TEXT NOT "  \
    "NULL, item TEXT NOT NULL, ver BIGINT NOT NULL, first_s BIGINT NOT NULL, last_s BIGINT NOT NULL, times BIGINT "    \
    "NOT NULL, seconds BIGINT NOT NULL, opened BIGINT NOT NULL, minutes BIGINT NOT NULL,"                              \
    " PRIMARY KEY(site,terminal,day,item,ver));"
#define MISSING_TABLE                                                                                                  \
    "CREATE TABLE IF NOT EXISTS missing(site TEXT NOT NULL, item TEXT NOT NULL, code BIGINT NOT NULL, terminal TEXT "  \
    "NOT NULL, at BIGINT NOT NULL, PRIMARY KEY(site,item,code,terminal));"

static const char tables[] =
    SHOWN_TABLE MISSING_TABLE "DROP INDEX IF EXISTS shown_item;"
                              "CREATE INDEX IF NOT EXISTS shown_of_item ON shown(site,item,ver);"
                              "CREATE INDEX IF NOT EXISTS shown_day ON shown(day);"
                              "CREATE TABLE IF NOT EXISTS stand(terminal TEXT NOT NULL, n BIGINT NOT NULL, lobby TEXT "
                              "NOT NULL, until_s BIGINT NOT NULL, PRIMARY KEY(terminal,n));"
                              "CREATE TABLE IF NOT EXISTS told(site TEXT NOT NULL, item TEXT NOT NULL, ver BIGINT NOT "
                              "NULL, terminal TEXT NOT NULL, at_ms BIGINT NOT NULL, PRIMARY "
                              "KEY(site,item,ver,terminal));";

bool shown_prepare(struct db *db)
{
    static const struct schema_rebuild shown = {
        "shown", "site", SHOWN_TABLE, "terminal,lobby,day,item,ver,first_s,last_s,times,seconds,opened,minutes",
        SITES_ONLY_SQL};
    static const struct schema_rebuild missing = {"missing", "site", MISSING_TABLE, "item,code,terminal,at",
                                                  SITES_ONLY_SQL};
    return schema_rebuild(db, &shown) && schema_rebuild(db, &missing) && db_exec(db, tables);
}

bool shown_leave(struct db *db, const char *terminal, const char *lobby, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "SELECT COUNT(*)+1 FROM stand WHERE terminal=$1");
    db_bind_text(stmt, 1, terminal);
    int64_t n = db_one_i64(stmt, 1);
    stmt = db_prep(db, "INSERT INTO stand(terminal,n,lobby,until_s) VALUES($1,$2,$3,$4)");
    db_bind_text(stmt, 1, terminal);
    db_bind_i64(stmt, 2, n);
    db_bind_text(stmt, 3, lobby);
    db_bind_i64(stmt, 4, now_s);
    if (!db_run(stmt))
        return false;
    CLEANUP(free_ptr) char *name = xasprintf("%s.%lld", terminal, (long long)n);
    stmt = db_prep(db, "UPDATE shown SET terminal=$1 WHERE terminal=$2");
    db_bind_text(stmt, 1, name);
    db_bind_text(stmt, 2, terminal);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "DELETE FROM missing WHERE terminal=$1"); /* it says again what it cannot draw there */
    db_bind_text(stmt, 1, terminal);
    return db_run(stmt);
}

json_t *shown_told(struct db *db, const char *site, const char *item, int64_t ver)
{
    json_t *told = json_object();
    struct db_stmt *stmt = db_prep(db, "SELECT terminal,at_ms FROM told WHERE item=$1 AND ver=$2 AND site=$3");
    db_bind_text(stmt, 1, item);
    db_bind_i64(stmt, 2, ver);
    db_bind_text(stmt, 3, site);
    while (db_step(stmt) == DB_ROW)
        json_object_set_new(told, db_col_text(stmt, 0), json_integer(db_col_i64(stmt, 1)));
    return told;
}

/* --- For staff --- */

/* [{"lobby",`second`,"ver",…}] of a statement that gives them in this order. */
static json_t *counted(struct db_stmt *stmt, const char *second)
{
    static const char *const names[] = {"ver", "first", "last", "times", "seconds", "opened", "minutes"};
    json_t *list = json_array();
    while (db_step(stmt) == DB_ROW) {
        json_t *row = json_pack("{s:s,s:s}", "lobby", db_col_text(stmt, 0), second, db_col_text(stmt, 1));
        for (size_t i = 0; i < ARRAY_LEN(names); i++)
            json_object_set_new(row, names[i], json_integer(db_col_i64(stmt, 2 + (int)i)));
        json_array_append_new(list, row);
    }
    return list;
}

static json_t *lobbies_of(struct db *db, const char *site, const char *item)
{
    struct db_stmt *stmt =
        db_prep(db, "SELECT lobby,terminal,ver,MIN(first_s),MAX(last_s),SUM(times),SUM(seconds),"
                    "SUM(opened),SUM(minutes) FROM shown WHERE site=$2 AND item=$1 GROUP BY lobby,terminal,ver "
                    "ORDER BY ver DESC,lobby,terminal");
    db_bind_text(stmt, 1, item);
    db_bind_text(stmt, 2, site);
    return counted(stmt, "terminal");
}

/* A character that a newer version no longer holds is no news. */
static bool still_there(const char *doc, int64_t code, char text[static 5])
{
    text[utf8_put(text, (uint32_t)code)] = '\0';
    return doc && strstr(doc, text);
}

static void append_missing(json_t *list, int64_t code, const char *text, const char *terminal)
{
    char name[16];
    json_t *last = json_array_get(list, json_array_size(list) - 1);
    (void)snprintf(name, sizeof(name), "U+%04llX", (long long)code);
    if (!last || !str_eq(json_str(last, "code"), name)) {
        last = json_pack("{s:s,s:s,s:[]}", "code", name, "text", text, "terminals");
        json_array_append_new(list, last);
    }
    json_array_append_new(json_member(last, "terminals"), json_string(terminal));
}

static json_t *missing_of(struct db *db, const char *site, const char *item, const char *doc)
{
    json_t *list = json_array();
    struct db_stmt *stmt =
        db_prep(db, "SELECT code,terminal FROM missing WHERE site=$2 AND item=$1 ORDER BY code,terminal");
    db_bind_text(stmt, 1, item);
    db_bind_text(stmt, 2, site);
    while (db_step(stmt) == DB_ROW) {
        char text[5];
        if (still_there(doc, db_col_i64(stmt, 0), text))
            append_missing(list, db_col_i64(stmt, 0), text, db_col_text(stmt, 1));
    }
    return list;
}

json_t *shown_of_item(struct db *db, const char *site, const char *item, const char *doc)
{
    return json_pack("{s:o,s:o}", "lobbies", lobbies_of(db, site, item), "missing", missing_of(db, site, item, doc));
}

json_t *shown_missing(struct db *db, const char *site, const char *item, const char *doc)
{
    CLEANUP(json_free_ref) json_t *rows = missing_of(db, site, item, doc);
    json_t *codes = json_array();
    for (size_t i = 0; i < json_array_size(rows); i++)
        json_array_append(codes, json_member(json_array_get(rows, i), "code"));
    return codes;
}

json_t *shown_days(struct db *db, const char *site, const char *item)
{
    struct db_stmt *stmt = db_prep(db, "SELECT lobby,day,ver,MIN(first_s),MAX(last_s),SUM(times),SUM(seconds),"
                                       "SUM(opened),MAX(minutes) FROM shown WHERE site=$1 AND item=$2 "
                                       "GROUP BY lobby,day,ver ORDER BY lobby,day,ver");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, item);
    return counted(stmt, "day");
}

json_t *shown_screen(struct db *db, const char *site, const char *lobby)
{
    json_t *days = json_object();
    struct db_stmt *stmt =
        db_prep(db, "SELECT day,MAX(CASE WHEN item='" SCREEN_DARK "' THEN minutes ELSE 0 END),"
                    "MAX(CASE WHEN item='" SCREEN_CLOCK "' THEN minutes ELSE 0 END) FROM shown WHERE site=$1 AND "
                    "lobby=$2 GROUP BY day");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, lobby);
    while (db_step(stmt) == DB_ROW)
        json_object_set_new(
            days, db_col_text(stmt, 0),
            json_pack("{s:I,s:I}", "dark", (json_int_t)db_col_i64(stmt, 1), "clock", (json_int_t)db_col_i64(stmt, 2)));
    return days;
}

bool shown_sweep(struct db *db, int64_t now_s)
{
    char day[32];
    int64_t oldest = now_s - (int64_t)SHOWN_KEPT_DAYS * DAY_S;
    clock_format(day, oldest, 0);
    day[SHOWN_DAY_LEN] = '\0';
    struct db_stmt *stmt = db_prep(db, "DELETE FROM shown WHERE day<$1");
    db_bind_text(stmt, 1, day);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "DELETE FROM missing WHERE at<$1");
    db_bind_i64(stmt, 1, oldest);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "DELETE FROM told WHERE at_ms<$1");
    db_bind_i64(stmt, 1, oldest * 1000);
    return db_run(stmt);
}
