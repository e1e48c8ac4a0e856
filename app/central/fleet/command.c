#include "central/fleet/command.h"

#include <stdio.h>

#include "central/fleet/fleet.h"
#include "central/publish/change.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS command(id TEXT PRIMARY KEY, terminal TEXT NOT NULL, cmd TEXT NOT NULL,"
    " what TEXT NOT NULL, who TEXT NOT NULL, at BIGINT NOT NULL, until_s BIGINT NOT NULL, version BIGINT NOT NULL,"
    " said TEXT NOT NULL DEFAULT '', said_at BIGINT NOT NULL DEFAULT 0, hangs BIGINT NOT NULL DEFAULT 1);"
    "CREATE INDEX IF NOT EXISTS command_terminal ON command(terminal,at);"
    "CREATE INDEX IF NOT EXISTS command_hangs ON command(until_s) WHERE hangs=1;";

bool command_prepare(struct db *db)
{
    return db_exec(db, tables);
}

static const struct {
    const char *cmd;
    int64_t life_s;
} kinds[] = {{"restart", COMMAND_LATER_S},
             {"identify", COMMAND_SOON_S},
             {"screenshot", COMMAND_SOON_S},
             {"report", COMMAND_SOON_S},
             {"wipe", COMMAND_WIPE_S}};

static int64_t life_of(const char *cmd)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_eq(kinds[i].cmd, cmd))
            return kinds[i].life_s;
    return 0;
}

bool command_is_known(const char *cmd)
{
    return life_of(cmd) > 0;
}

static void channel_of(char channel[static CHANNEL_MAX + 1], const char *terminal)
{
    (void)snprintf(channel, CHANNEL_MAX + 1, "t:%s", terminal);
}

/* --- Sending --- */

struct sending {
    struct central *central;
    struct command_send *send;
    enum command_result result;
};

static bool is_open(struct db *db, struct command_send *send)
{
    struct db_stmt *stmt =
        db_prep(db, "SELECT id FROM command WHERE terminal=$1 AND cmd=$2 AND what=$3 AND hangs=1 AND until_s>$4");
    db_bind_text(stmt, 1, send->terminal);
    db_bind_text(stmt, 2, send->cmd);
    db_bind_text(stmt, 3, send->what ? send->what : "");
    db_bind_i64(stmt, 4, send->now_s);
    bool open = db_step(stmt) == DB_ROW;
    if (open)
        str_copy(send->id, sizeof(send->id), db_col_text(stmt, 0));
    db_reset(stmt);
    return open;
}

static int64_t count_open(struct db *db, const char *terminal)
{
    struct db_stmt *stmt = db_prep(db, "SELECT COUNT(*) FROM command WHERE terminal=$1 AND hangs=1");
    db_bind_text(stmt, 1, terminal);
    return db_one_i64(stmt, 0);
}

static bool hang(struct central *central, struct db *db, const struct command_send *send, int64_t *version)
{
    char channel[CHANNEL_MAX + 1];
    struct wire_item line = {.kind = "cmd", .prio = 1, .flags = "-", .until = send->now_s + life_of(send->cmd)};
    struct publish_change change = {.channel = channel, .put = &line};
    CLEANUP(buf_fini) struct buf bytes = {0};
    CLEANUP(json_free_ref) json_t *doc = json_pack("{s:s}", "cmd", send->cmd);
    if (send->what)
        json_object_set_new(doc, "what", json_string(send->what));
    json_encode(&bytes, doc);
    channel_of(channel, send->terminal);
    str_copy(line.id, sizeof(line.id), send->id);
    if (!publish_blob(central->publisher, db, bytes.data, bytes.len, &line) ||
        !publish_apply(central->publisher, db, &change, 1))
        return false;
    *version = publish_version(db, channel);
    return true;
}

static bool insert(struct db *db, const struct command_send *send, int64_t version)
{
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO command(id,terminal,cmd,what,who,at,until_s,version) VALUES($1,$2,$3,$4,$5,$6,$7,$8)");
    db_bind_text(stmt, 1, send->id);
    db_bind_text(stmt, 2, send->terminal);
    db_bind_text(stmt, 3, send->cmd);
    db_bind_text(stmt, 4, send->what ? send->what : "");
    db_bind_text(stmt, 5, send->who);
    db_bind_i64(stmt, 6, send->now_s);
    db_bind_i64(stmt, 7, send->now_s + life_of(send->cmd));
    db_bind_i64(stmt, 8, version);
    return db_run(stmt);
}

static bool send_one(struct db *db, void *arg)
{
    struct sending *s = arg;
    struct command_send *send = s->send;
    int64_t version;
    s->result = COMMAND_SAME;
    if (is_open(db, send))
        return false;
    s->result = COMMAND_MANY;
    if (count_open(db, send->terminal) >= COMMAND_OPEN_MAX)
        return false;
    s->result = COMMAND_FAILED;
    ids_uuid7(send->id, clock_wall_ms());
    if (!hang(s->central, db, send, &version) || !insert(db, send, version) ||
        (send->audit && !send->audit(db, send->arg)))
        return false;
    s->result = COMMAND_OK;
    return true;
}

enum command_result command_send(struct central *central, struct command_send *send)
{
    const struct fleet_terminal *terminal = fleet_find(central->fleet, send->terminal);
    if (!terminal || terminal->revoked)
        return COMMAND_UNKNOWN;
    struct sending s = {.central = central, .send = send};
    if (!db_transact(central->db, send_one, &s))
        return s.result == COMMAND_OK ? COMMAND_FAILED : s.result;
    log_info("fleet: %s asks terminal %s for: %s", send->who, send->terminal, send->cmd);
    publish_wake(central->publisher);
    staff_events_tell(central, "terminals");
    return COMMAND_OK;
}

/* --- Answers --- */

bool command_waits(struct db *db, const char *terminal, const char *id, const char *cmd)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM command WHERE id=$1 AND terminal=$2 AND cmd=$3 AND said=''");
    db_bind_text(stmt, 1, id);
    db_bind_text(stmt, 2, terminal);
    db_bind_text(stmt, 3, cmd);
    return db_one_row(stmt);
}

static bool waits_any(struct db *db, const char *terminal, const char *id)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM command WHERE id=$1 AND terminal=$2 AND said=''");
    db_bind_text(stmt, 1, id);
    db_bind_text(stmt, 2, terminal);
    return db_one_row(stmt);
}

struct answering {
    struct central *central;
    const char *terminal;
    const json_t *said;
    int64_t now_s;
};

static bool take_down(struct central *central, struct db *db, const char *terminal, const char *id)
{
    char channel[CHANNEL_MAX + 1];
    channel_of(channel, terminal);
    struct publish_change change = {.channel = channel, .del = id};
    return publish_apply(central->publisher, db, &change, 1);
}

static bool settle(struct central *central, struct db *db, const char *terminal, const char *id, const char *said,
                   int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE command SET said=$1,said_at=$2,hangs=0 WHERE id=$3 AND said=''");
    db_bind_text(stmt, 1, said);
    db_bind_i64(stmt, 2, now_s);
    db_bind_text(stmt, 3, id);
    return db_run(stmt) && take_down(central, db, terminal, id);
}

/* A word of our own alphabet: it is shown to people, who have sentences for the known ones. */
static bool is_word(const char *said)
{
    return said && *said && strlen(said) <= 20 && strspn(said, "abcdefghijklmnopqrstuvwxyz_") == strlen(said);
}

static bool answer_all(struct db *db, void *arg)
{
    const struct answering *a = arg;
    for (size_t i = 0; i < json_array_size(a->said); i++) {
        const json_t *entry = json_array_get(a->said, i);
        const char *id = json_str(entry, "id"), *said = json_str(entry, "said");
        if (id && is_word(said) && waits_any(db, a->terminal, id) &&
            !settle(a->central, db, a->terminal, id, said, a->now_s))
            return false;
    }
    return true;
}

static bool has_news(struct db *db, const char *terminal, const json_t *said)
{
    for (size_t i = 0; i < json_array_size(said); i++) {
        const char *id = json_str(json_array_get(said, i), "id");
        if (id && is_word(json_str(json_array_get(said, i), "said")) && waits_any(db, terminal, id))
            return true;
    }
    return false;
}

bool command_said(struct central *central, const char *terminal, const json_t *said, int64_t now_s, bool *answered)
{
    struct answering a = {.central = central, .terminal = terminal, .said = said, .now_s = now_s};
    bool news = json_array_size(said) <= 64 && has_news(central->db, terminal, said);
    if (answered)
        *answered = news;
    if (!news)
        return true;
    if (!db_transact(central->db, answer_all, &a))
        return false;
    publish_wake(central->publisher);
    return true;
}

/* --- For staff --- */

static const char *state_of(const char *said, int64_t version, int64_t until, const struct fleet_terminal *terminal,
                            int64_t now_s)
{
    if (str_eq(said, "done"))
        return "done";
    if (str_eq(said, "late"))
        return "late";
    if (*said)
        return "refused";
    if (now_s >= until)
        return "late";
    return terminal && terminal->applied >= version ? "fetched" : "sent";
}

json_t *command_list(struct central *central, const char *terminal, int64_t now_s, int limit)
{
    json_t *list = json_array();
    const struct fleet_terminal *known = fleet_find(central->fleet, terminal);
    struct db_stmt *stmt = db_prep(central->db, "SELECT id,cmd,what,who,at,until_s,version,said,said_at FROM command"
                                                " WHERE terminal=$1 ORDER BY at DESC,id DESC LIMIT $2");
    db_bind_text(stmt, 1, terminal);
    db_bind_i64(stmt, 2, limit);
    while (db_step(stmt) == DB_ROW) {
        const char *said = db_col_text(stmt, 7);
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:s,s:s,s:I,s:I,s:s,s:s,s:I}", "id", db_col_text(stmt, 0), "cmd",
                                        db_col_text(stmt, 1), "what", db_col_text(stmt, 2), "who", db_col_text(stmt, 3),
                                        "at", (json_int_t)db_col_i64(stmt, 4), "until", (json_int_t)db_col_i64(stmt, 5),
                                        "state", state_of(said, db_col_i64(stmt, 6), db_col_i64(stmt, 5), known, now_s),
                                        "said", said, "said_at", (json_int_t)db_col_i64(stmt, 8)));
    }
    return list;
}

bool command_forget(struct db *db, const char *terminal, int64_t now_s)
{
    struct db_stmt *stmt =
        db_prep(db, "UPDATE command SET said='moved',said_at=$1,hangs=0 WHERE terminal=$2 AND hangs=1");
    db_bind_i64(stmt, 1, now_s);
    db_bind_text(stmt, 2, terminal);
    return db_run(stmt);
}

/* --- What is too late --- */

struct late {
    struct central *central;
    json_t *rows; /* [[id, terminal]] */
    int64_t now_s;
};

static bool end_late(struct db *db, void *arg)
{
    const struct late *late = arg;
    for (size_t i = 0; i < json_array_size(late->rows); i++) {
        const json_t *row = json_array_get(late->rows, i);
        if (!settle(late->central, db, json_string_value(json_array_get(row, 1)),
                    json_string_value(json_array_get(row, 0)), "late", late->now_s))
            return false;
    }
    struct db_stmt *stmt = db_prep(db, "DELETE FROM command WHERE hangs=0 AND at<$1");
    db_bind_i64(stmt, 1, late->now_s - (int64_t)COMMAND_KEPT_DAYS * DAY_S);
    return db_run(stmt);
}

bool command_sweep(struct central *central, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *rows = json_array();
    struct late late = {.central = central, .rows = rows, .now_s = now_s};
    struct db_stmt *stmt = db_prep(central->db, "SELECT id,terminal FROM command WHERE hangs=1 AND until_s<=$1");
    db_bind_i64(stmt, 1, now_s);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(rows, json_pack("[s,s]", db_col_text(stmt, 0), db_col_text(stmt, 1)));
    db_reset(stmt);
    if (!json_array_size(rows))
        return true;
    bool ok = db_transact(central->db, end_late, &late);
    publish_wake(central->publisher);
    return ok;
}
