/* A terminal that is hung in another lobby. */
#include "central/fleet/fleet_internal.h"

#include "central/fleet/command.h"
#include "central/fleet/shots.h"
#include "central/fleet/shown.h"
#include "central/lobbies/lobbies.h"
#include "central/publish/change.h"
#include "common/clock.h"
#include "common/log.h"

struct moving {
    struct central *central;
    const struct fleet_terminal *terminal;
    const char *lobby;
    fleet_audit *audit;
    void *arg;
    int64_t now_s;
    enum fleet_result result;
};

/* Commands were meant for the place where it hung. */
static bool empty_channel(struct central *central, struct db *db, const char *terminal)
{
    char own[CHANNEL_MAX + 1] = "t:";
    struct wire_manifest items = {0};
    struct change_set set = {0};
    str_copy(own + 2, sizeof(own) - 2, terminal);
    bool ok = publish_channel_items(db, own, &items);
    for (size_t i = 0; ok && i < items.count; i++)
        if (str_eq(items.items[i].kind, "cmd"))
            change_del(&set, own, items.items[i].id);
    ok = ok && change_apply(central->publisher, db, &set);
    change_fini(&set);
    wire_manifest_fini(&items);
    return ok;
}

static bool write_place(struct db *db, const char *terminal, const char *lobby, const char *channels)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE terminal SET lobby=$1,channels=$2 WHERE id=$3");
    db_bind_text(stmt, 1, lobby);
    db_bind_text(stmt, 2, channels);
    db_bind_text(stmt, 3, terminal);
    return db_run(stmt);
}

static bool move(struct db *db, void *arg)
{
    struct moving *m = arg;
    struct lobby lobby;
    CLEANUP(buf_fini) struct buf channels = {0};
    m->result = FLEET_NO_LOBBY;
    if (!lobbies_find(db, m->lobby, &lobby) || lobby.retired)
        return false;
    m->result = FLEET_FAILED;
    fleet_channels(&channels, lobby.site, lobby.building, m->lobby, m->terminal->id);
    if (!empty_channel(m->central, db, m->terminal->id) || !command_forget(db, m->terminal->id, m->now_s) ||
        !shown_leave(db, m->terminal->id, m->terminal->lobby, m->now_s) ||
        !write_place(db, m->terminal->id, m->lobby, buf_str(&channels)) ||
        !fleet_publish_self(m->central, db, m->terminal->id, m->terminal->pk, buf_str(&channels)) ||
        (m->audit && !m->audit(db, m->terminal->id, m->arg)))
        return false;
    m->result = FLEET_OK;
    return true;
}

enum fleet_result fleet_move(struct central *central, const char *terminal, const char *lobby, fleet_audit *audit,
                             void *arg)
{
    struct moving m = {.central = central,
                       .terminal = fleet_find(central->fleet, terminal),
                       .lobby = lobby,
                       .audit = audit,
                       .arg = arg,
                       .now_s = clock_wall_ms() / 1000};
    if (!m.terminal || m.terminal->revoked)
        return FLEET_UNKNOWN;
    if (str_eq(m.terminal->lobby, lobby))
        return FLEET_SAME;
    if (!db_transact(central->db, move, &m))
        return m.result == FLEET_OK ? FLEET_FAILED : m.result;
    log_info("fleet: terminal %s hangs in lobby %s now", terminal, lobby);
    shots_drop(central->shots, terminal);
    bool ok = fleet_reload(central->fleet);
    publish_wake(central->publisher);
    staff_events_tell(central, "terminals");
    staff_events_tell(central, "lobbies");
    return ok ? FLEET_OK : FLEET_FAILED;
}
