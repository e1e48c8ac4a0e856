#include "central/fleet/fleet_internal.h"

#include <search.h>
#include <stdlib.h>

#include "central/fleet/command.h"
#include "central/fleet/health.h"
#include "central/fleet/shots.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"

static int by_id(const void *a, const void *b)
{
    return strcmp(a, b); /* both start with the id */
}

struct fleet_terminal *fleet_find(struct fleet *fleet, const char *terminal)
{
    void *node = tfind(terminal, &fleet->terminals, by_id);
    return node ? *(struct fleet_terminal **)node : NULL;
}

struct search {
    const char *lobby;
    struct fleet_terminal *found;
};

static void look_at(const void *node, VISIT visit, void *arg)
{
    struct fleet_terminal *terminal = *(struct fleet_terminal *const *)node;
    struct search *search = arg;
    if ((visit == postorder || visit == leaf) && !terminal->revoked && str_eq(terminal->lobby, search->lobby) &&
        (!search->found || terminal->last_seen > search->found->last_seen))
        search->found = terminal;
}

struct fleet_terminal *fleet_at(struct fleet *fleet, const char *lobby)
{
    struct search search = {.lobby = lobby};
    twalk_r(fleet->terminals, look_at, &search);
    return search.found;
}

static struct fleet_terminal *find_or_add(struct fleet *fleet, const char *id)
{
    struct fleet_terminal *terminal = fleet_find(fleet, id);
    if (terminal)
        return terminal;
    terminal = xcalloc(1, sizeof(*terminal));
    str_copy(terminal->id, sizeof(terminal->id), id);
    ASSERT(tsearch(terminal, &fleet->terminals, by_id));
    return terminal;
}

static void read_row(struct fleet *fleet, struct db_stmt *stmt)
{
    struct fleet_terminal *terminal = find_or_add(fleet, db_col_text(stmt, 0));
    size_t pk_len;
    const void *pk = db_col_blob(stmt, 1, &pk_len);
    if (pk && pk_len == sizeof(terminal->pk))
        memcpy(terminal->pk, pk, pk_len);
    str_copy(terminal->lobby, sizeof(terminal->lobby), db_col_text(stmt, 2));
    free(terminal->channels);
    terminal->channels = xstrdup(db_col_text(stmt, 3));
    terminal->revoked = db_col_i64(stmt, 4) != 0;
    if (terminal->dirty)
        return; /* what memory knows is newer */
    terminal->applied = db_col_i64(stmt, 5);
    terminal->last_seen = db_col_i64(stmt, 6);
}

bool fleet_reload(struct fleet *fleet)
{
    struct db_stmt *stmt =
        db_prep(fleet->central->db, "SELECT id, pk, lobby, channels, revoked, applied, last_seen FROM terminal");
    enum db_step step;
    while ((step = db_step(stmt)) == DB_ROW)
        read_row(fleet, stmt);
    db_reset(stmt);
    return step == DB_DONE;
}

struct fleet *fleet_open(struct central *central)
{
    struct fleet *fleet = xcalloc(1, sizeof(*fleet));
    fleet->central = central;
    if (health_prepare(central->db) && command_prepare(central->db) && fleet_reload(fleet)) {
        central->shots = shots_new();
        return fleet;
    }
    fleet_close(fleet);
    return NULL;
}

static void free_terminal(void *node)
{
    struct fleet_terminal *terminal = node;
    free(terminal->channels);
    free(terminal);
}

void fleet_close(struct fleet *fleet)
{
    if (!fleet)
        return;
    if (!fleet_seen_write(fleet))
        log_warn("fleet: when terminals were last seen could not be written");
    tdestroy(fleet->terminals, free_terminal);
    shots_free(fleet->central->shots);
    fleet->central->shots = NULL;
    free(fleet);
}

void fleet_on_paired(struct fleet *fleet, void (*on_paired)(const char *enrolment, void *arg), void *arg)
{
    fleet->on_paired = on_paired;
    fleet->on_paired_arg = arg;
}

/* --- Applied and last seen, written together every few seconds --- */

void fleet_seen(struct fleet *fleet, struct fleet_terminal *terminal, int64_t applied, int64_t now_s)
{
    if (applied >= 0)
        terminal->applied = applied;
    terminal->last_seen = now_s;
    terminal->dirty = true;
    fleet->seen_dirty = true;
}

struct seen_walk {
    struct db *db;
    bool ok, clear;
};

static void walk_seen(const void *node, VISIT visit, void *arg)
{
    struct seen_walk *walk = arg;
    struct fleet_terminal *terminal = *(struct fleet_terminal *const *)node;
    if ((visit != postorder && visit != leaf) || !terminal->dirty || !walk->ok)
        return;
    if (walk->clear) {
        terminal->dirty = false;
        return;
    }
    struct db_stmt *stmt = db_prep(walk->db, "UPDATE terminal SET applied=$1, last_seen=$2 WHERE id=$3");
    db_bind_i64(stmt, 1, terminal->applied);
    db_bind_i64(stmt, 2, terminal->last_seen);
    db_bind_text(stmt, 3, terminal->id);
    walk->ok = db_run(stmt);
}

static bool write_seen(struct db *db, void *arg)
{
    struct fleet *fleet = arg;
    struct seen_walk walk = {.db = db, .ok = true};
    twalk_r(fleet->terminals, walk_seen, &walk);
    return walk.ok;
}

bool fleet_seen_write(struct fleet *fleet)
{
    if (!fleet->seen_dirty)
        return true;
    if (!db_transact(fleet->central->db, write_seen, fleet))
        return false;
    struct seen_walk walk = {.ok = true, .clear = true};
    twalk_r(fleet->terminals, walk_seen, &walk);
    fleet->seen_dirty = false;
    return true;
}

int64_t fleet_applied(struct db *db, const char *lobby)
{
    struct db_stmt *stmt = db_prep(db, "SELECT MAX(applied) FROM terminal WHERE lobby=$1 AND revoked=0");
    db_bind_text(stmt, 1, lobby);
    return db_one_i64(stmt, 0);
}

bool fleet_status_write(struct db *db, const char *terminal, const char *status, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE terminal SET status=$1, status_at=$2 WHERE id=$3");
    db_bind_text(stmt, 1, status);
    db_bind_i64(stmt, 2, now_s);
    db_bind_text(stmt, 3, terminal);
    return db_run(stmt);
}

/* --- List --- */

static json_t *row_to_json(struct fleet *fleet, struct db_stmt *stmt)
{
    const struct fleet_terminal *terminal = fleet_find(fleet, db_col_text(stmt, 0));
    json_t *row = json_pack(
        "{s:s, s:s, s:b, s:I, s:s, s:s, s:s, s:I, s:I}", "id", db_col_text(stmt, 0), "lobby", db_col_text(stmt, 1),
        "revoked", db_col_i64(stmt, 2) != 0, "paired", (json_int_t)db_col_i64(stmt, 3), "paired_by",
        db_col_text(stmt, 4), "model", db_col_text(stmt, 5), "fw", db_col_text(stmt, 6), "applied",
        (json_int_t)(terminal ? terminal->applied : 0), "last_seen", (json_int_t)(terminal ? terminal->last_seen : 0));
    ASSERT(row);
    const char *status = db_col_text(stmt, 7);
    json_t *said = json_decode_text(status);
    if (said) {
        json_object_set_new(row, "status", said);
        json_object_set_new(row, "status_at", json_integer(db_col_i64(stmt, 8)));
    }
    return row;
}

json_t *fleet_list(struct central *central)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(central->db, "SELECT id, lobby, revoked, made, made_by, model, fw, status, status_at"
                                                " FROM terminal ORDER BY revoked, lobby, id");
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, row_to_json(central->fleet, stmt));
    db_reset(stmt);
    return list;
}
