#include "world.h"

#include "central/accounts/audit.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>

static struct world world;

static int start(void **state)
{
    (void)state;
    world_make(&world);
    world.central.db = world_db(&world);
    world.central.publisher = publisher_open(world.central.db, world.dir);
    assert_non_null(world.central.publisher);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    publisher_close(world.central.publisher);
    db_close(world.central.db);
    world_end(&world);
    return 0;
}

/* -- Eight publishers at once, each with its own handle, while a cursor follows
 * --------------------------------------------- */

#define WRITERS    8
#define PER_WRITER 25

struct writer {
    pthread_t thread;
    int number;
    struct db *db; /* opened one after another: switching to WAL needs the file alone */
    struct publisher *publisher;
    bool ok;
};

struct act {
    struct publisher *publisher;
    int writer, round;
};

static bool publish_two(struct db *db, void *arg)
{
    const struct act *act = arg;
    struct wire_item item = {.kind = "notice", .prio = 3, .flags = "-"};
    char text[32];
    snprintf(item.id, sizeof(item.id), "w%d-%d", act->writer, act->round);
    snprintf(text, sizeof(text), "%d %d", act->writer, act->round);
    struct publish_change changes[] = {{.channel = "all", .put = &item}, {.channel = "s:heting", .put = &item}};
    return publish_blob(act->publisher, db, text, strlen(text), &item) &&
           publish_apply(act->publisher, db, changes, ARRAY_LEN(changes));
}

static void *write_much(void *arg)
{
    struct writer *writer = arg;
    for (int i = 0; writer->ok && i < PER_WRITER; i++) {
        struct act act = {writer->publisher, writer->number, i};
        writer->ok = false;
        for (int tries = 0; tries < 50 && !writer->ok; tries++)
            writer->ok = db_transact(writer->db, publish_two, &act);
    }
    return NULL;
}

/* Takes what lies behind the cursor, as a reader of the log does. */
static size_t follow(int64_t *cursor)
{
    struct db_stmt *stmt = db_prep(world.central.db, "SELECT seq FROM change WHERE seq>$1 ORDER BY seq");
    db_bind_i64(stmt, 1, *cursor);
    size_t count = 0;
    while (db_step(stmt) == DB_ROW) {
        assert_true(db_col_i64(stmt, 0) > *cursor);
        *cursor = db_col_i64(stmt, 0);
        count++;
    }
    db_reset(stmt);
    return count;
}

static void cursor_misses_nothing_of_eight_publishers(void **state)
{
    struct writer writers[WRITERS] = {0};
    int64_t cursor = 0;
    size_t followed = 0;
    (void)state;
    for (int i = 0; i < WRITERS; i++) {
        writers[i].number = i;
        writers[i].db = world_db(&world);
        writers[i].publisher = publisher_open(writers[i].db, world.dir);
        writers[i].ok = writers[i].publisher != NULL;
    }
    for (int i = 0; i < WRITERS; i++)
        assert_int_equal(pthread_create(&writers[i].thread, NULL, write_much, &writers[i]), 0);
    for (int64_t end = clock_mono_ms() + PATIENCE_MS; followed < 2 * WRITERS * PER_WRITER && clock_mono_ms() < end;
         usleep(300))
        followed += follow(&cursor);
    for (int i = 0; i < WRITERS; i++) {
        pthread_join(writers[i].thread, NULL);
        assert_true(writers[i].ok);
        publisher_close(writers[i].publisher);
        db_close(writers[i].db);
    }
    assert_int_equal(followed, 2 * WRITERS * PER_WRITER);
    publish_wake(world.central.publisher);
    assert_int_equal(publisher_seq(world.central.publisher), cursor);
    struct wire_manifest manifest;
    assert_true(publish_channel_items(world.central.db, "all", &manifest));
    assert_int_equal(manifest.count, WRITERS * PER_WRITER);
    CLEANUP(buf_fini) struct buf text = {0};
    char hex[65];
    wire_manifest_format(&text, &manifest);
    crypto_sha256_hex(hex, text.data, text.len);
    struct publish_head head;
    struct wire_head said;
    assert_true(
        publish_head_get(world.central.publisher, publisher_channel(world.central.publisher, "all"), 5000, &head));
    assert_true(wire_head_parse(&said, head.text, head.len));
    assert_string_equal(said.root, hex); /* the head signs what the lines say */
    wire_manifest_fini(&manifest);
}

/* -- One publisher
 * ------------------------------------------------------------------------------------------------------------ */

static bool fail_after_publishing(struct db *db, void *arg)
{
    return publish_two(db, arg) && false;
}

static void rolled_back_publishing_leaves_no_trace(void **state)
{
    struct act act = {world.central.publisher, 1, 1};
    (void)state;
    assert_false(db_transact(world.central.db, fail_after_publishing, &act));
    publish_wake(world.central.publisher);
    assert_int_equal(publisher_seq(world.central.publisher), 0);
    assert_int_equal(db_get_i64(world.central.db, "SELECT COUNT(*) FROM change", -1), 0);
    assert_true(db_transact(world.central.db, publish_two, &act));
    publish_wake(world.central.publisher);
    assert_true(publisher_seq(world.central.publisher) > 0);
}

static void versions_rise_though_the_clock_falls(void **state)
{
    (void)state;
    int64_t future = clock_wall_ms() + 86400000;
    CLEANUP(free_ptr) char *sql = xasprintf("UPDATE feed_counter SET seq=%lld", (long long)future);
    assert_true(db_exec(world.central.db, sql));
    post(&world, "all", "N-001", "a");
    assert_int_equal(publisher_seq(world.central.publisher), future + 1);
    post(&world, "all", "N-001", "b");
    assert_int_equal(publisher_seq(world.central.publisher), future + 2);
}

static void heads_are_signed_anew_after_an_hour(void **state)
{
    struct publish_head head;
    struct wire_head first, second;
    (void)state;
    post(&world, "all", "N-001", "a");
    struct publish_channel_state *channel = publisher_channel(world.central.publisher, "all");
    assert_true(publish_head_get(world.central.publisher, channel, 1000000, &head));
    assert_true(wire_head_parse(&first, head.text, head.len));
    assert_int_equal(first.expires, 1000000 + 36 * 3600);
    assert_true(publish_head_get(world.central.publisher, channel, 1003600, &head));
    assert_true(wire_head_parse(&second, head.text, head.len));
    assert_int_equal(second.issued, 1000000);
    assert_true(publish_head_get(world.central.publisher, channel, 1003601, &head));
    assert_true(wire_head_parse(&second, head.text, head.len));
    assert_int_equal(second.issued, 1003601);
    assert_true(publish_head_get(world.central.publisher, channel, 500, &head)); /* the clock fell */
    assert_true(wire_head_parse(&second, head.text, head.len));
    assert_int_equal(second.issued, 1003601);
    assert_false(
        publish_head_get(world.central.publisher, publisher_channel(world.central.publisher, "s:none"), 1, &head));
}

static bool append_audit(struct db *db, void *arg)
{
    return audit_append(db, 1000, "wang", arg, "N-001", NULL, NULL);
}

/* Without a new version: nobody is woken for it. */
static void heads_of_all_witness_the_audit(void **state)
{
    struct publish_head head;
    struct wire_head first, second, site;
    char h[65];
    (void)state;
    post(&world, "all", "N-001", "a");
    post(&world, "s:heting", "N-001", "a");
    struct publisher *publisher = world.central.publisher;
    assert_true(audit_prepare(world.central.db));
    publisher_witness(publisher, audit_newest);
    struct publish_channel_state *all = publisher_channel(publisher, "all");
    assert_true(publish_head_get(publisher, all, 1000000, &head));
    assert_true(wire_head_parse(&first, head.text, head.len));
    assert_string_equal(first.audit, ""); /* nobody has done anything */
    assert_true(db_transact(world.central.db, append_audit, "item.put"));
    assert_true(audit_newest(world.central.db, h));
    assert_true(publish_head_get(publisher, all, 1003601, &head));
    assert_true(wire_head_parse(&second, head.text, head.len));
    assert_string_equal(second.audit, h);
    assert_int_equal(second.version, first.version);
    assert_true(publish_head_get(publisher, publisher_channel(publisher, "s:heting"), 1003601, &head));
    assert_true(wire_head_parse(&site, head.text, head.len));
    assert_string_equal(site.audit, "");
    assert_true(audit_has(world.central.db, second.audit));
    assert_false(audit_has(world.central.db, site.root));
}

static void replaced_manifests_are_removed_after_a_week(void **state)
{
    int64_t size;
    (void)state;
    post(&world, "all", "N-001", "a");
    post(&world, "s:heting", "N-001", "a"); /* another channel with the same lines may share a manifest */
    struct publish_head head;
    struct wire_head old, now;
    struct publish_channel_state *channel = publisher_channel(world.central.publisher, "all");
    assert_true(publish_head_get(world.central.publisher, channel, 1, &head));
    assert_true(wire_head_parse(&old, head.text, head.len));
    post(&world, "all", "N-002", "b");
    assert_true(publish_head_get(world.central.publisher, channel, 1, &head));
    assert_true(wire_head_parse(&now, head.text, head.len));
    int64_t now_s = clock_wall_ms() / 1000;
    assert_true(publish_sweep(world.central.publisher, now_s + 6 * 86400));
    int fd = publish_blob_open(world.central.publisher, old.root, &size);
    assert_true(fd >= 0);
    close(fd);
    assert_true(publish_sweep(world.central.publisher, now_s + 8 * 86400));
    assert_int_equal(publish_blob_open(world.central.publisher, old.root, &size), -1);
    fd = publish_blob_open(world.central.publisher, now.root, &size);
    assert_true(fd >= 0);
    close(fd);
}

static bool put_bad_channel(struct db *db, void *arg)
{
    struct wire_item item = {.id = "x", .kind = "notice", .prio = 3, .flags = "-"};
    struct publish_change change = {.channel = arg, .put = &item};
    return publish_blob(world.central.publisher, db, "x", 1, &item) &&
           publish_apply(world.central.publisher, db, &change, 1);
}

static bool put_bad_item(struct db *db, void *arg)
{
    struct wire_item item = {.kind = "notice", .prio = 3, .flags = "-"};
    struct publish_change change = {.channel = "all", .put = &item};
    snprintf(item.id, sizeof(item.id), "%s", (const char *)arg);
    return publish_blob(world.central.publisher, db, "x", 1, &item) &&
           publish_apply(world.central.publisher, db, &change, 1);
}

static void what_terminals_would_refuse_is_not_signed(void **state)
{
    (void)state;
    assert_false(db_transact(world.central.db, put_bad_channel, "s:"));
    assert_false(db_transact(world.central.db, put_bad_channel, "x:y"));
    assert_false(db_transact(world.central.db, put_bad_item, "tab\there"));
    assert_false(db_transact(world.central.db, put_bad_item, "line\nhere"));
    publish_wake(world.central.publisher);
    assert_int_equal(publisher_seq(world.central.publisher), 0);
}

static char *path_of(const char *hex)
{
    return xasprintf("%s/blobs/%.2s/%s", world.dir, hex, hex);
}

static void cut_blob_is_not_served(void **state)
{
    char hex[65];
    char text[16 * WIRE_INLINE_MAX + 2]; /* too much for its row */
    int64_t size;
    (void)state;
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    post(&world, "all", "N-001", text);
    crypto_sha256_hex(hex, text, sizeof(text) - 1);
    CLEANUP(free_ptr) char *path = path_of(hex);
    assert_int_equal(truncate(path, 3), 0);
    assert_int_equal(publish_blob_open(world.central.publisher, hex, &size), -1);
    post(&world, "all", "N-002", text); /* publishing the same bytes mends it */
    int fd = publish_blob_open(world.central.publisher, hex, &size);
    assert_true(fd >= 0);
    close(fd);
}

/* One notice for many lobbies: their manifests are durable with the commit, without a file each. */
static void manifest_lies_in_its_row_and_is_served_from_there(void **state)
{
    enum { LOBBIES = 60 };
    (void)state;
    for (int i = 0; i < LOBBIES; i++) {
        char channel[CHANNEL_MAX + 1], bytes[WIRE_INLINE_MAX];
        (void)snprintf(channel, sizeof(channel), "l:X-%d", i);
        post(&world, channel, "N-001", "the same for all");
        struct publish_head head;
        struct wire_head parsed;
        struct publish_channel_state *state_of = publisher_channel(world.central.publisher, channel);
        assert_true(publish_head_get(world.central.publisher, state_of, 1, &head));
        assert_true(wire_head_parse(&parsed, head.text, head.len));
        CLEANUP(free_ptr) char *path = path_of(parsed.root);
        assert_int_equal(access(path, F_OK), -1);
        int64_t size;
        CLEANUP(close_fd) int fd = publish_blob_open(world.central.publisher, parsed.root, &size);
        assert_int_equal(read(fd, bytes, sizeof(bytes)), size);
        char hex[65];
        crypto_sha256_hex(hex, bytes, (size_t)size);
        assert_string_equal(hex, parsed.root);
        if (i > 0)
            continue;
        assert_true(publish_blob_lay_out(world.central.publisher, parsed.root));
        assert_int_equal(access(path, F_OK), 0);
    }
}

static void keys_are_private_and_never_overwritten(void **state)
{
    static const char *const names[] = {"keys/head.key", "keys/box.key", "keys/token.key", KEYS_ROOT_FILE};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct stat st;
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", world.dir, names[i]);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0400);
    }
    log_open("test", (enum log_level)0);
    assert_false(keys_make(world.central.db, world.dir, world.org, 1));
    struct central_keys again;
    assert_true(keys_load(&again, world.dir));
    assert_memory_equal(again.head_pk, world.keys.head_pk, SIGN_PK_LEN);
    keys_wipe(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cursor_misses_nothing_of_eight_publishers, start, finish),
        cmocka_unit_test_setup_teardown(rolled_back_publishing_leaves_no_trace, start, finish),
        cmocka_unit_test_setup_teardown(versions_rise_though_the_clock_falls, start, finish),
        cmocka_unit_test_setup_teardown(heads_are_signed_anew_after_an_hour, start, finish),
        cmocka_unit_test_setup_teardown(heads_of_all_witness_the_audit, start, finish),
        cmocka_unit_test_setup_teardown(replaced_manifests_are_removed_after_a_week, start, finish),
        cmocka_unit_test_setup_teardown(what_terminals_would_refuse_is_not_signed, start, finish),
        cmocka_unit_test_setup_teardown(cut_blob_is_not_served, start, finish),
        cmocka_unit_test_setup_teardown(manifest_lies_in_its_row_and_is_served_from_there, start, finish),
        cmocka_unit_test_setup_teardown(keys_are_private_and_never_overwritten, start, finish),
    };
    return cmocka_run_group_tests_name("publish", tests, NULL, NULL);
}
