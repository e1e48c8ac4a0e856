/* Which channels a terminal follows: its own channel names them, signed like all else; a lobby that moves to another
 * building or site takes its terminals along. */
#include "central/fleet/fleet_internal.h"

#include <stdlib.h>

#include "central/lobbies/lobbies.h"

void fleet_channels(struct buf *out, const char *site, const char *building, const char *lobby, const char *terminal)
{
    buf_printf(out, "all,s:%s,k:%s,", site, site);
    if (*building)
        buf_printf(out, "b:%s,", building);
    buf_printf(out, "l:%s,t:%s", lobby, terminal);
}

struct names {
    char *store; /* owned, cut at the commas */
    const char *list[WIRE_CHANNELS_MAX];
    size_t count;
};

static void split(struct names *names, const char *channels)
{
    names->store = xstrdup(channels);
    names->count = 0;
    char *save = NULL;
    for (char *name = strtok_r(names->store, ",", &save); name; name = strtok_r(NULL, ",", &save)) {
        ASSERT(names->count < ARRAY_LEN(names->list));
        names->list[names->count++] = name;
    }
}

static bool listed(const struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (str_eq(names->list[i], name))
            return true;
    return false;
}

static struct wire_item chan_item(const char *name)
{
    struct wire_item item = {.kind = "chan", .prio = 1, .flags = "-", .size = (int64_t)strlen(name)};
    str_copy(item.id, sizeof(item.id), name);
    crypto_sha256_hex(item.sha256, name, strlen(name));
    return item;
}

static struct wire_item self_item(const uint8_t pk[static SIGN_PK_LEN])
{
    struct wire_item item = {.id = "self", .kind = "self", .prio = 1, .flags = "-", .size = SIGN_PK_LEN};
    crypto_sha256_hex(item.sha256, pk, SIGN_PK_LEN);
    return item;
}

static bool publish_names(struct central *central, struct db *db, const char *own, const struct names *names,
                          const uint8_t pk[static SIGN_PK_LEN], const struct wire_manifest *before)
{
    struct wire_item items[WIRE_CHANNELS_MAX + 1];
    struct publish_change *changes = xcalloc(names->count + 1 + before->count, sizeof(*changes));
    size_t count = 0;
    items[0] = self_item(pk);
    changes[count++] = (struct publish_change){.channel = own, .put = &items[0]};
    for (size_t i = 0; i < names->count; i++) {
        items[i + 1] = chan_item(names->list[i]);
        changes[count++] = (struct publish_change){.channel = own, .put = &items[i + 1]};
    }
    for (size_t i = 0; i < before->count; i++)
        if (str_eq(before->items[i].kind, "chan") && !listed(names, before->items[i].id))
            changes[count++] = (struct publish_change){.channel = own, .del = before->items[i].id};
    bool ok = publish_apply(central->publisher, db, changes, count);
    free(changes);
    return ok;
}

bool fleet_publish_self(struct central *central, struct db *db, const char *terminal,
                        const uint8_t pk[static SIGN_PK_LEN], const char *channels)
{
    struct names names;
    struct wire_manifest before = {0};
    char own[CHANNEL_MAX + 1] = "t:";
    strncat(own, terminal, FLEET_NUMBER_MAX);
    split(&names, channels);
    bool ok = publish_channel_items(db, own, &before);
    for (size_t i = 0; ok && i < names.count; i++)
        ok = publish_channel(central->publisher, db, names.list[i]);
    ok = ok && publish_names(central, db, own, &names, pk, &before);
    wire_manifest_fini(&before);
    free(names.store);
    return ok;
}

/* --- Lobbies that moved --- */

struct moved {
    char id[FLEET_NUMBER_MAX + 1];
    uint8_t pk[SIGN_PK_LEN];
    char *channels; /* owned */
    struct moved *next;
};

/* NULL: this terminal's stored channels are what its lobby says now; else what they shall be. */
static struct moved *look_at(struct db *db, struct db_stmt *stmt)
{
    CLEANUP(buf_fini) struct buf now = {0};
    struct lobby lobby;
    size_t len;
    const void *pk = db_col_blob(stmt, 1, &len);
    if (!lobbies_find(db, db_col_text(stmt, 3), &lobby))
        return NULL;
    fleet_channels(&now, lobby.site, lobby.building, db_col_text(stmt, 3), db_col_text(stmt, 0));
    if (str_eq(buf_str(&now), db_col_text(stmt, 2)) || !pk || len != SIGN_PK_LEN)
        return NULL;
    struct moved *moved = xcalloc(1, sizeof(*moved));
    str_copy(moved->id, sizeof(moved->id), db_col_text(stmt, 0));
    memcpy(moved->pk, pk, len);
    moved->channels = buf_take(&now);
    return moved;
}

static bool find_moved(struct db *db, struct moved **list)
{
    struct db_stmt *stmt = db_prep(db, "SELECT id, pk, channels, lobby FROM terminal WHERE revoked=0");
    enum db_step step;
    while ((step = db_step(stmt)) == DB_ROW) {
        struct moved *moved = look_at(db, stmt);
        if (!moved)
            continue;
        moved->next = *list;
        *list = moved;
    }
    db_reset(stmt);
    return step == DB_DONE;
}

static bool move_one(struct central *central, struct db *db, const struct moved *moved)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE terminal SET channels=$1 WHERE id=$2");
    db_bind_text(stmt, 1, moved->channels);
    db_bind_text(stmt, 2, moved->id);
    return db_run(stmt) && fleet_publish_self(central, db, moved->id, moved->pk, moved->channels);
}

bool fleet_lobbies_changed(struct central *central, struct db *db)
{
    struct moved *list = NULL;
    bool ok = find_moved(db, &list);
    while (list) {
        struct moved *moved = list;
        list = moved->next;
        ok = ok && move_one(central, db, moved);
        free(moved->channels);
        free(moved);
    }
    return ok;
}
