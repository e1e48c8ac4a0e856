/* A file travels as an item of its own, named after its hash, in every channel in which something public names it: so a
 * terminal fetches, checks and keeps it like any blob, and drops it when the last notice that shows it has left. */
#include "central/items/items_internal.h"

#include <stdio.h>

#include "central/files/files.h"
#include "common/json.h"

#define NAME_HEX 40 /* of the hash, in the item's id */
/* Narrows down. Not LIKE: it looks at every quotation mark of a long document on its own. */
#define NAMES_A_FILE "instr(doc,'\"sha256\":')>0"

struct pair {
    char sha256[65], channel[CHANNEL_MAX + 1];
};

static void key_of(char key[static sizeof(struct pair)], const char *sha256, const char *channel)
{
    (void)snprintf(key, sizeof(struct pair), "%s%s", sha256, channel);
}

static void split_key(const char *key, struct pair *pair)
{
    (void)snprintf(pair->sha256, sizeof(pair->sha256), "%.64s", key);
    (void)snprintf(pair->channel, sizeof(pair->channel), "%s", key + 64);
}

struct adding {
    json_t *wanted;
    const char *channel;
};

static bool add_page(const json_t *page, void *arg)
{
    const struct adding *adding = arg;
    char key[sizeof(struct pair)];
    key_of(key, json_str_or(page, "sha256", ""), adding->channel);
    json_object_set_new(adding->wanted, key, json_integer(json_int_or(page, "size", 0)));
    return true;
}

/* {hash and channel: bytes} over all that hangs now. */
static json_t *wanted_now(struct db *db)
{
    json_t *wanted = json_object();
    struct db_stmt *stmt =
        db_prep(db, "SELECT i.doc,c.channel FROM item i JOIN item_channel c ON c.site=i.site AND c.item=i.id "
                    "WHERE " NAMES_A_FILE);
    while (db_step(stmt) == DB_ROW) {
        CLEANUP(json_free_ref) json_t *doc = json_decode_text(db_col_text(stmt, 0));
        struct adding adding = {.wanted = wanted, .channel = db_col_text(stmt, 1)};
        (void)files_each_page(doc, add_page, &adding);
    }
    return wanted;
}

static json_t *placed_now(struct db *db)
{
    json_t *placed = json_object();
    struct db_stmt *stmt = db_prep(db, "SELECT sha256,channel FROM file_channel");
    while (db_step(stmt) == DB_ROW) {
        char key[sizeof(struct pair)];
        key_of(key, db_col_text(stmt, 0), db_col_text(stmt, 1));
        json_object_set_new(placed, key, json_true());
    }
    return placed;
}

static bool remember(struct db *db, const char *sql, const struct pair *pair)
{
    struct db_stmt *stmt = db_prep(db, sql);
    db_bind_text(stmt, 1, pair->sha256);
    db_bind_text(stmt, 2, pair->channel);
    return db_run(stmt);
}

static bool put_file(struct db *db, struct change_set *set, const struct pair *pair, int64_t size)
{
    struct wire_item line = {.kind = "file", .flags = "-", .prio = 3, .ver = 1, .size = size};
    (void)snprintf(line.id, sizeof(line.id), "file.%.*s", NAME_HEX, pair->sha256);
    str_copy(line.sha256, sizeof(line.sha256), pair->sha256);
    change_put(set, pair->channel, &line);
    return publish_blob_use(db, pair->sha256) &&
           remember(db, "INSERT INTO file_channel(sha256,channel) VALUES($1,$2)", pair);
}

static bool drop_file(struct db *db, struct change_set *set, const struct pair *pair)
{
    char id[ID_MAX + 1];
    (void)snprintf(id, sizeof(id), "file.%.*s", NAME_HEX, pair->sha256);
    change_del(set, pair->channel, id);
    return remember(db, "DELETE FROM file_channel WHERE sha256=$1 AND channel=$2", pair);
}

bool items_place_files(struct db *db, struct change_set *set)
{
    CLEANUP(json_free_ref) json_t *wanted = wanted_now(db);
    CLEANUP(json_free_ref) json_t *placed = placed_now(db);
    const char *key;
    json_t *value;
    struct pair pair;
    bool ok = true;
    json_object_foreach(wanted, key, value)
    {
        split_key(key, &pair);
        if (ok && json_object_del(placed, key) != 0)
            ok = put_file(db, set, &pair, json_integer_value(value));
    }
    json_object_foreach(placed, key, value)
    {
        split_key(key, &pair);
        ok = ok && drop_file(db, set, &pair);
    }
    return ok;
}

static bool name_page(const json_t *page, void *arg)
{
    json_object_set_new(arg, json_str_or(page, "sha256", ""), json_true());
    return true;
}

json_t *items_named_files(struct db *db)
{
    json_t *named = json_object();
    struct db_stmt *stmt = db_prep(db, "SELECT doc FROM item WHERE " NAMES_A_FILE " UNION ALL "
                                       "SELECT doc FROM item_version WHERE status='draft' AND " NAMES_A_FILE);
    while (db_step(stmt) == DB_ROW) {
        CLEANUP(json_free_ref) json_t *doc = json_decode_text(db_col_text(stmt, 0));
        (void)files_each_page(doc, name_page, named);
    }
    return named;
}
