/* The publishing transaction: the counter row first, which makes concurrent publishers wait for each other, then
 * channel by channel: item lines, change rows, manifest, version. Memory is not touched here: the transaction may be
 * rolled back or run again; publish_wake reads what was committed. */
#include "central/publish/publish_internal.h"

#include "common/clock.h"
#include "common/log.h"

#define ITEM_CHANGES_MAX 500

/* Locks the counter by writing it; the version it returns is newer than every committed one. */
static bool next_version(struct db *db, int64_t *version)
{
    struct db_stmt *stmt =
        db_prep(db, "UPDATE feed_counter SET seq=CASE WHEN seq+1>$1 THEN seq+1 ELSE $1 END WHERE id=1 RETURNING seq");
    db_bind_i64(stmt, 1, clock_wall_ms());
    bool ok = db_step(stmt) == DB_ROW;
    if (ok)
        *version = db_col_i64(stmt, 0);
    db_reset(stmt);
    return ok;
}

bool publish_held(struct db *db, const char *channel, const char *id, struct wire_item *item)
{
    struct db_stmt *stmt = db_prep(db, "SELECT line FROM channel_item WHERE channel=$1 AND id=$2");
    db_bind_text(stmt, 1, channel);
    db_bind_text(stmt, 2, id);
    const char *text = db_step(stmt) == DB_ROW ? db_col_text(stmt, 0) : NULL;
    bool held = text && wire_item_parse(item, text, strlen(text));
    db_reset(stmt);
    return held;
}

bool publish_channel_items(struct db *db, const char *channel, struct wire_manifest *out)
{
    *out = (struct wire_manifest){0};
    struct db_stmt *stmt = db_prep(db, "SELECT line FROM channel_item WHERE channel=$1 ORDER BY id");
    db_bind_text(stmt, 1, channel);
    enum db_step step;
    bool ok = true;
    while (ok && (step = db_step(stmt)) == DB_ROW) {
        struct wire_item item;
        const char *line = db_col_text(stmt, 0);
        ok = wire_item_parse(&item, line, strlen(line));
        if (ok)
            wire_manifest_put(out, &item);
        else
            log_error("publish: channel %s holds a damaged line in the database", channel);
    }
    ok = ok && step == DB_DONE;
    db_reset(stmt);
    if (!ok)
        wire_manifest_fini(out);
    return ok;
}

static bool same_item(const struct wire_item *a, const struct wire_item *b, bool with_version)
{
    return str_eq(a->id, b->id) && str_eq(a->kind, b->kind) && str_eq(a->sha256, b->sha256) && a->size == b->size &&
           a->prio == b->prio && a->from == b->from && a->until == b->until && str_eq(a->flags, b->flags) &&
           (!with_version || a->ver == b->ver);
}

static bool note_change(struct db *db, int64_t version, const char *channel, const char *item)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO change(seq, channel, item, at) VALUES($1, $2, $3, $4)"
                                       " ON CONFLICT(seq, item) DO NOTHING");
    db_bind_i64(stmt, 1, version);
    db_bind_text(stmt, 2, channel);
    db_bind_text(stmt, 3, item);
    db_bind_i64(stmt, 4, clock_wall_ms() / 1000);
    return db_run(stmt);
}

static bool put_line(struct db *db, const char *channel, const struct wire_item *item)
{
    CLEANUP(buf_fini) struct buf line = {0};
    wire_item_format(&line, item);
    struct wire_item again;
    if (!wire_item_parse(&again, line.data, line.len)) { /* what terminals would refuse must not be signed */
        log_error("publish: the line of item %s in channel %s is no valid line", item->id, channel);
        return false;
    }
    struct db_stmt *stmt = db_prep(db, "INSERT INTO channel_item(channel, id, line) VALUES($1, $2, $3)"
                                       " ON CONFLICT(channel, id) DO UPDATE SET line=excluded.line");
    db_bind_text(stmt, 1, channel);
    db_bind_text(stmt, 2, item->id);
    db_bind_text(stmt, 3, buf_str(&line));
    return db_run(stmt);
}

static bool delete_line(struct db *db, const char *channel, const char *id)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM channel_item WHERE channel=$1 AND id=$2");
    db_bind_text(stmt, 1, channel);
    db_bind_text(stmt, 2, id);
    return db_run(stmt);
}

struct channel_edit {
    const char *channel;
    struct wire_manifest manifest;
    int64_t version; /* 0 until something changes */
};

static bool apply_one(struct db *db, struct channel_edit *edit, const struct publish_change *change)
{
    const char *id = change->put ? change->put->id : change->del;
    const struct wire_item *old = wire_manifest_find(&edit->manifest, id);
    if (change->put ? old && same_item(old, change->put, change->put->ver != 0) : !old)
        return true;
    if (edit->version == 0 && !next_version(db, &edit->version))
        return false;
    if (!note_change(db, edit->version, edit->channel, id))
        return false;
    if (!change->put) {
        wire_manifest_del(&edit->manifest, id);
        return delete_line(db, edit->channel, id);
    }
    struct wire_item item = *change->put;
    if (item.ver == 0)
        item.ver = edit->version;
    wire_manifest_put(&edit->manifest, &item);
    return put_line(db, edit->channel, &item);
}

/* The manifest that was in force is kept a week for terminals that are fetching it. */
static bool retire_manifest(struct db *db, const char *channel, const char *root)
{
    struct db_stmt *stmt =
        db_prep(db, "UPDATE blob SET replaced=$1 WHERE sha256=(SELECT root FROM channel WHERE name=$2) AND sha256<>$3");
    db_bind_i64(stmt, 1, clock_wall_ms() / 1000);
    db_bind_text(stmt, 2, channel);
    db_bind_text(stmt, 3, root);
    return db_run(stmt);
}

static bool store_channel(struct publisher *publisher, struct db *db, const struct channel_edit *edit)
{
    if (edit->manifest.count > WIRE_ITEMS_MAX) {
        log_error("publish: channel %s would hold %zu items; %d is the most", edit->channel, edit->manifest.count,
                  WIRE_ITEMS_MAX);
        return false;
    }
    CLEANUP(buf_fini) struct buf text = {0};
    struct wire_item manifest = {0};
    wire_manifest_format(&text, &edit->manifest);
    if (!publish_blob_of_lobby(publisher, db, buf_str(&text), text.len, &manifest) ||
        !retire_manifest(db, edit->channel, manifest.sha256))
        return false;
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO channel(name, version, root, items, size) VALUES($1, $2, $3, $4, $5)"
                    " ON CONFLICT(name) DO UPDATE SET version=excluded.version, root=excluded.root,"
                    " items=excluded.items, size=excluded.size");
    db_bind_text(stmt, 1, edit->channel);
    db_bind_i64(stmt, 2, edit->version);
    db_bind_text(stmt, 3, manifest.sha256);
    db_bind_i64(stmt, 4, (int64_t)edit->manifest.count);
    db_bind_i64(stmt, 5, (int64_t)text.len);
    return db_run(stmt);
}

static bool first_mention(const struct publish_change *changes, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (str_eq(changes[i].channel, changes[index].channel))
            return false;
    return true;
}

static bool apply_channel(struct publisher *publisher, struct db *db, const struct publish_change *changes,
                          size_t count, size_t first)
{
    struct channel_edit edit = {.channel = changes[first].channel};
    if (!ids_is_channel(edit.channel)) {
        log_error("publish: \"%.80s\" is no channel", edit.channel);
        return false;
    }
    if (!publish_channel_items(db, edit.channel, &edit.manifest))
        return false;
    bool ok = true;
    for (size_t i = first; ok && i < count; i++)
        if (str_eq(changes[i].channel, edit.channel))
            ok = apply_one(db, &edit, &changes[i]);
    if (ok && edit.version > 0)
        ok = store_channel(publisher, db, &edit);
    wire_manifest_fini(&edit.manifest);
    return ok;
}

/* Takes the counter's lock before anything is read, so that what is read is what the version stands on. */
static bool lock_counter(struct db *db)
{
    return db_run(db_prep(db, "UPDATE feed_counter SET seq=seq WHERE id=1"));
}

bool publish_apply(struct publisher *publisher, struct db *db, const struct publish_change *changes, size_t count)
{
    if (!lock_counter(db))
        return false;
    for (size_t i = 0; i < count; i++)
        if (first_mention(changes, i) && !apply_channel(publisher, db, changes, count, i))
            return false;
    return true;
}

bool publish_channel_exists(struct db *db, const char *channel)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM channel WHERE name=$1");
    db_bind_text(stmt, 1, channel);
    return db_one_row(stmt);
}

json_t *publish_item_changes(struct db *db, const char *item)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT seq,channel FROM change WHERE item=$1 ORDER BY seq DESC LIMIT $2");
    db_bind_text(stmt, 1, item);
    db_bind_i64(stmt, 2, ITEM_CHANGES_MAX);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(
            list, json_pack("{s:I,s:s}", "version", (json_int_t)db_col_i64(stmt, 0), "channel", db_col_text(stmt, 1)));
    return list;
}

int64_t publish_version(struct db *db, const char *channel)
{
    struct db_stmt *stmt = db_prep(db, "SELECT version FROM channel WHERE name=$1");
    db_bind_text(stmt, 1, channel);
    return db_one_i64(stmt, 0);
}

/* A new version of what stands there. */
static bool restamp(struct publisher *publisher, struct db *db, const char *channel)
{
    struct channel_edit edit = {.channel = channel};
    bool ok = lock_counter(db) && publish_channel_items(db, channel, &edit.manifest) &&
              next_version(db, &edit.version) && note_change(db, edit.version, channel, "") &&
              store_channel(publisher, db, &edit);
    wire_manifest_fini(&edit.manifest);
    return ok;
}

bool publish_channel(struct publisher *publisher, struct db *db, const char *channel)
{
    return publish_channel_exists(db, channel) || restamp(publisher, db, channel);
}

struct touch {
    struct publisher *publisher;
    int64_t above;
    const char *const *channels;
    size_t count;
};

static bool touch_all(struct db *db, void *arg)
{
    struct touch *touch = arg;
    struct db_stmt *stmt = db_prep(db, "UPDATE feed_counter SET seq=$1 WHERE id=1 AND seq<$1");
    db_bind_i64(stmt, 1, touch->above);
    if (!db_run(stmt))
        return false;
    for (size_t i = 0; i < touch->count; i++)
        if (!restamp(touch->publisher, db, touch->channels[i]))
            return false;
    return true;
}

bool publish_touch(struct publisher *publisher, int64_t above, const char *const *channels, size_t count)
{
    struct touch touch = {publisher, above, channels, count};
    bool ok = db_transact(publisher->db, touch_all, &touch);
    if (ok)
        publish_wake(publisher);
    return ok;
}
