#include "central/alerts/alerts_internal.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"

#define LOOK_EVERY_S 60

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS alert(kind TEXT NOT NULL, site TEXT NOT NULL, subject TEXT NOT NULL,"
    " detail TEXT NOT NULL, raised BIGINT NOT NULL, cleared BIGINT NOT NULL DEFAULT 0,"
    " PRIMARY KEY(kind,site,subject,raised));"
    "CREATE INDEX IF NOT EXISTS alert_standing ON alert(site) WHERE cleared=0;";

static const char *const kind_names[ALERT_KINDS] = {"terminal_quiet", "site_quiet",     "power_low",
                                                    "disk_full",      "entries_parked", "clock_unknown",
                                                    "touch_gone",     "notice_ending",  "hook_failing"};

const char *alert_kind_name(enum alert_kind kind)
{
    return kind_names[kind];
}

void alerts_listen(struct alerts *alerts, alerts_on_change *fn, void *arg)
{
    ASSERT(alerts->listener_count < ALERTS_LISTENERS);
    alerts->listeners[alerts->listener_count++] = (struct alerts_listener){fn, arg};
}

static void tell(struct alerts *alerts, const struct alert *alert)
{
    log_info("alerts: %s %s %s", kind_names[alert->kind], alert->subject, alert->raised ? "begins" : "is over");
    staff_events_tell(alerts->central, "alerts");
    for (size_t i = 0; i < alerts->listener_count; i++)
        alerts->listeners[i].fn(alert, alerts->listeners[i].arg);
}

/* --- Raising and clearing --- */

bool alerts_stands(struct alerts *alerts, enum alert_kind kind, const char *site, const char *subject)
{
    struct db_stmt *stmt =
        db_prep(alerts->central->db, "SELECT 1 FROM alert WHERE kind=$1 AND site=$2 AND subject=$3 AND cleared=0");
    db_bind_text(stmt, 1, kind_names[kind]);
    db_bind_text(stmt, 2, site);
    db_bind_text(stmt, 3, subject);
    return db_one_row(stmt);
}

bool alerts_raise(struct alerts *alerts, enum alert_kind kind, const char *site, const char *subject,
                  const json_t *detail, int64_t now_s)
{
    CLEANUP(buf_fini) struct buf text = {0};
    if (alerts_stands(alerts, kind, site, subject))
        return true;
    if (detail)
        json_encode(&text, detail);
    struct db_stmt *stmt =
        db_prep(alerts->central->db, "INSERT INTO alert(kind,site,subject,detail,raised) VALUES($1,$2,$3,$4,$5)"
                                     " ON CONFLICT(kind,site,subject,raised) DO UPDATE SET cleared=0");
    db_bind_text(stmt, 1, kind_names[kind]);
    db_bind_text(stmt, 2, site);
    db_bind_text(stmt, 3, subject);
    db_bind_text(stmt, 4, text.len ? buf_str(&text) : "{}");
    db_bind_i64(stmt, 5, now_s);
    if (!db_run(stmt))
        return false;
    tell(alerts, &(struct alert){kind, site, subject, detail, true, now_s});
    return true;
}

bool alerts_clear(struct alerts *alerts, enum alert_kind kind, const char *site, const char *subject, int64_t now_s)
{
    if (!alerts_stands(alerts, kind, site, subject))
        return true;
    struct db_stmt *stmt = db_prep(alerts->central->db, "UPDATE alert SET cleared=$1 WHERE kind=$2 AND site=$3 AND "
                                                        "subject=$4 AND cleared=0");
    db_bind_i64(stmt, 1, now_s);
    db_bind_text(stmt, 2, kind_names[kind]);
    db_bind_text(stmt, 3, site);
    db_bind_text(stmt, 4, subject);
    if (!db_run(stmt))
        return false;
    tell(alerts, &(struct alert){kind, site, subject, NULL, false, now_s});
    return true;
}

json_t *alerts_list(struct db *db, const char *site, bool standing, int limit)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT kind,site,subject,detail,raised,cleared FROM alert"
                                       " WHERE ($1 IS NULL OR site=$1) AND ($2=0 OR cleared=0)"
                                       " ORDER BY raised DESC,subject LIMIT $3");
    db_bind_text(stmt, 1, site);
    db_bind_i64(stmt, 2, standing);
    db_bind_i64(stmt, 3, limit);
    while (db_step(stmt) == DB_ROW) {
        json_t *detail = json_decode_text(db_col_text(stmt, 3));
        json_array_append_new(
            list, json_pack("{s:s,s:s,s:s,s:o,s:I,s:I}", "kind", db_col_text(stmt, 0), "site", db_col_text(stmt, 1),
                            "subject", db_col_text(stmt, 2), "detail", detail ? detail : json_object(), "raised",
                            (json_int_t)db_col_i64(stmt, 4), "cleared", (json_int_t)db_col_i64(stmt, 5)));
    }
    return list;
}

/* --- Life --- */

static void on_minute(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    if (!alerts_watch(arg, clock_wall_ms() / 1000))
        log_warn("alerts: the lobbies could not be looked at; tried again in a minute");
}

struct alerts *alerts_start(struct central *central)
{
    if (!db_exec(central->db, tables))
        return NULL;
    struct alerts *alerts = xcalloc(1, sizeof(*alerts));
    struct timeval every = {.tv_sec = LOOK_EVERY_S};
    alerts->central = central;
    alerts->started_s = clock_wall_ms() / 1000;
    alerts->every_minute = event_new(central->base, -1, EV_PERSIST, on_minute, alerts);
    event_add(alerts->every_minute, &every);
    return alerts;
}

void alerts_stop(struct alerts *alerts)
{
    if (!alerts)
        return;
    event_free(alerts->every_minute);
    free(alerts);
}
