#include "central/publish/publish_internal.h"

#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "central/store/schema.h"
#include "common/log.h"

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b); /* both start with the name */
}

struct publish_channel_state *publisher_channel(struct publisher *publisher, const char *name)
{
    void *node = tfind(name, &publisher->channels, by_name);
    if (node)
        return *(struct publish_channel_state **)node;
    struct publish_channel_state *channel = xcalloc(1, sizeof(*channel));
    ASSERT(strlen(name) < sizeof(channel->name));
    memcpy(channel->name, name, strlen(name));
    ASSERT(tsearch(channel, &publisher->channels, by_name));
    return channel;
}

void publish_drop_fragments(struct publish_channel_state *channel)
{
    for (size_t i = 0; i < FRAGMENTS_MAX; i++) {
        buf_fini(&channel->fragments[i].json);
        channel->fragments[i] = (struct publish_fragment){0};
    }
}

static void free_channel(void *node)
{
    struct publish_channel_state *channel = node;
    publish_drop_fragments(channel);
    buf_fini(&channel->head);
    free(channel);
}

static void read_channel_row(struct publisher *publisher, struct db_stmt *stmt)
{
    struct publish_channel_state *channel = publisher_channel(publisher, db_col_text(stmt, 0));
    channel->version = db_col_i64(stmt, 1);
    memcpy(channel->root, db_col_text(stmt, 2), sizeof(channel->root) - 1);
    channel->items = db_col_i64(stmt, 3);
    channel->size = db_col_i64(stmt, 4);
    channel->issued = 0;
    publish_drop_fragments(channel);
    publisher->seq = MAX(publisher->seq, channel->version);
}

/* Takes over what was committed since the last look, also by another process. */
static bool refresh(struct publisher *publisher)
{
    int64_t before = publisher->seq;
    struct db_stmt *stmt =
        db_prep(publisher->db, "SELECT name, version, root, items, size FROM channel WHERE version>$1");
    db_bind_i64(stmt, 1, before);
    while (db_step(stmt) == DB_ROW)
        read_channel_row(publisher, stmt);
    db_reset(stmt);
    return publisher->seq > before;
}

void publish_wake(struct publisher *publisher)
{
    if (refresh(publisher) && publisher->on_change)
        publisher->on_change(publisher->on_change_arg);
}

void publisher_on_change(struct publisher *publisher, void (*on_change)(void *arg), void *arg)
{
    publisher->on_change = on_change;
    publisher->on_change_arg = arg;
}

int64_t publisher_version(const struct publish_channel_state *channel)
{
    return channel->version;
}

int64_t publisher_seq(const struct publisher *publisher)
{
    return publisher->seq;
}

struct publisher *publisher_open(struct db *db, const char *data_dir)
{
    struct publisher *publisher = xcalloc(1, sizeof(*publisher));
    publisher->db = db;
    publisher->blob_dir = xasprintf("%s/blobs", data_dir);
    publisher->org = meta_get(db, "org");
    bool ok = publisher->org && keys_load(&publisher->keys, data_dir);
    if (!publisher->org)
        log_error("publish: %s holds no organisation; run foyer-central init first", data_dir);
    if (ok && mkdir(publisher->blob_dir, 0700) != 0 && errno != EEXIST) {
        log_error("publish: %s cannot be made: %s", publisher->blob_dir, strerror(errno));
        ok = false;
    }
    if (!ok) {
        publisher_close(publisher);
        return NULL;
    }
    publisher->floor = db_get_i64(db, "SELECT floor FROM feed_counter WHERE id=1", 0);
    refresh(publisher);
    return publisher;
}

void publisher_close(struct publisher *publisher)
{
    if (!publisher)
        return;
    tdestroy(publisher->channels, free_channel);
    keys_wipe(&publisher->keys);
    free(publisher->blob_dir);
    free(publisher->org);
    free(publisher);
}
