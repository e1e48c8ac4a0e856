#include "central/fleet/health.h"

#include "central/fleet/fleet.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/utf8.h"

#define HOUR_S 3600

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS health(terminal TEXT NOT NULL, hour BIGINT NOT NULL, at BIGINT NOT NULL,"
    " doc TEXT NOT NULL, PRIMARY KEY(terminal,hour));"
    "CREATE INDEX IF NOT EXISTS health_hour ON health(hour);";

bool health_prepare(struct db *db)
{
    return db_exec(db, tables);
}

/* --- Only what is known --- */

struct range {
    const char *name;
    int64_t min, max;
};

static void pick_numbers(json_t *out, const json_t *from, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const json_t *value = json_member(from, ranges[i].name);
        int64_t number = json_integer_value(value);
        if (json_is_integer(value) && number >= ranges[i].min && number <= ranges[i].max)
            json_object_set_new(out, ranges[i].name, json_integer(number));
    }
}

static void pick_words(json_t *out, const json_t *from, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *word = json_str(from, names[i]);
        if (word && strlen(word) <= 64 && utf8_clean(word, UTF8_LINE, NULL))
            json_object_set_new(out, names[i], json_string(word));
    }
}

static void pick_flags(json_t *out, const json_t *from, const char *name)
{
    if (json_is_boolean(json_member(from, name)))
        json_object_set_new(out, name, json_boolean(json_flag(from, name)));
}

static json_t *pick_errors(const json_t *report)
{
    json_t *errors = json_array();
    const json_t *said = json_member(report, "err");
    for (size_t i = 0; i < MIN(json_array_size(said), (size_t)HEALTH_ERRORS); i++) {
        const char *error = json_string_value(json_array_get(said, i));
        if (error && utf8_clean(error, UTF8_LINE, NULL))
            json_array_append_new(errors, json_string(error));
    }
    return errors;
}

static json_t *pick_kiosk(const json_t *said)
{
    static const struct range ranges[] = {{"touches", 0, INT32_MAX},    {"touched", 1, INT64_MAX / 2},
                                          {"frames", 0, INT64_MAX / 2}, {"slow", 0, INT64_MAX / 2},
                                          {"mem", 1, INT32_MAX},        {"up", 0, INT64_MAX / 2}};
    static const char *const words[] = {"panel"};
    json_t *kiosk = json_object();
    pick_numbers(kiosk, said, ranges, ARRAY_LEN(ranges));
    pick_words(kiosk, said, words, ARRAY_LEN(words));
    pick_flags(kiosk, said, "touch");
    return kiosk;
}

json_t *health_pick(const json_t *report)
{
    static const struct range ranges[] = {
        {"up", 0, INT64_MAX / 2},  {"disk", 0, 100},          {"free", 0, INT32_MAX},   {"temp", -60, 150},
        {"seq", 0, INT64_MAX / 2}, {"waiting", 0, INT32_MAX}, {"parked", 0, INT32_MAX}, {"offline", 0, INT32_MAX},
        {"root", 1, INT32_MAX},    {"mem", 1, INT32_MAX}};
    static const char *const words[] = {"fw", "screen", "clock", "power"};
    json_t *picked = json_object();
    pick_numbers(picked, report, ranges, ARRAY_LEN(ranges));
    pick_words(picked, report, words, ARRAY_LEN(words));
    pick_flags(picked, report, "slowed");
    json_object_set_new(picked, "err", pick_errors(report));
    if (json_is_object(json_member(report, "kiosk")))
        json_object_set_new(picked, "kiosk", pick_kiosk(json_member(report, "kiosk")));
    else if (json_int_or(report, "temp", 0) == -1)
        json_object_del(picked, "temp"); /* how version 1.0 says "no thermometer" */
    return picked;
}

/* --- Keeping --- */

struct taking {
    const char *terminal, *text;
    int64_t now_s;
};

static bool keep(struct db *db, void *arg)
{
    const struct taking *taking = arg;
    if (!fleet_status_write(db, taking->terminal, taking->text, taking->now_s))
        return false;
    struct db_stmt *stmt = db_prep(db, "INSERT INTO health(terminal,hour,at,doc) VALUES($1,$2,$3,$4)"
                                       " ON CONFLICT(terminal,hour) DO UPDATE SET at=excluded.at,doc=excluded.doc");
    db_bind_text(stmt, 1, taking->terminal);
    db_bind_i64(stmt, 2, taking->now_s / HOUR_S);
    db_bind_i64(stmt, 3, taking->now_s);
    db_bind_text(stmt, 4, taking->text);
    return db_run(stmt);
}

enum health_result health_take(struct db *db, const char *terminal, const json_t *picked, int64_t now_s)
{
    CLEANUP(buf_fini) struct buf text = {0};
    json_encode(&text, picked);
    if (text.len > HEALTH_MAX)
        return HEALTH_TOO_LARGE;
    struct taking taking = {.terminal = terminal, .text = buf_str(&text), .now_s = now_s};
    return db_transact(db, keep, &taking) ? HEALTH_OK : HEALTH_FAILED;
}

json_t *health_history(struct db *db, const char *terminal, int64_t since_s)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT at,doc FROM health WHERE terminal=$1 AND hour>=$2 ORDER BY hour");
    db_bind_text(stmt, 1, terminal);
    db_bind_i64(stmt, 2, since_s / HOUR_S);
    while (db_step(stmt) == DB_ROW) {
        json_t *row = json_decode_text(db_col_text(stmt, 1));
        if (!row)
            continue;
        json_object_del(row, "err");
        json_object_set_new(row, "at", json_integer(db_col_i64(stmt, 0)));
        json_array_append_new(list, row);
    }
    return list;
}

bool health_sweep(struct db *db, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM health WHERE hour<$1");
    db_bind_i64(stmt, 1, (now_s - (int64_t)HEALTH_KEPT_DAYS * DAY_S) / HOUR_S);
    return db_run(stmt);
}
