/* Uploads: what stays, what goes, and what a notice may name. The wire and hostile files:
 * tests/flow/staff_api/files.py.
 */
#include "rig.h"

#include <fcntl.h>

#include <sys/mman.h>

#include "central/files/files.h"
#include "common/file.h"
#include "common/json.h"

#define NOW  1763886000
#define WEEK (7 * 86400)
#define SEED FOYER_SOURCE_DIR "/tests/fuzz/corpus/mediainfo/"

/* The answer to an upload of this seed. Yours. */
static json_t *upload(struct rig *rig, const char *seed, const char *name)
{
    CLEANUP(free_ptr) char *path = xasprintf(SEED "%s", seed);
    struct files_upload files = {
        .publisher = rig->central.publisher, .work_dir = rig->dir, .fd = open(path, O_RDONLY | O_CLOEXEC)};
    assert_true(files.fd >= 0);
    files_read(&files);
    close(files.fd);
    if (files.why)
        fail_msg("%s: %s", seed, files.why);
    assert_true(files_enter(&rig->central, &files, name, "wang", NOW));
    json_t *file = files_json(&files, name);
    files_upload_fini(&files);
    return file;
}

/* Its first `len` bytes. Yours: why it is refused, or NULL. */
static char *refusal_of(struct rig *rig, const char *seed, size_t len)
{
    CLEANUP(free_ptr) char *path = xasprintf(SEED "%s", seed);
    CLEANUP(buf_fini) struct buf bytes = {0};
    assert_true(file_read(path, 1 << 20, &bytes));
    struct files_upload files = {
        .publisher = rig->central.publisher, .work_dir = rig->dir, .fd = memfd_create("upload", MFD_CLOEXEC)};
    assert_int_equal(write(files.fd, bytes.data, MIN(len, bytes.len)), MIN(len, bytes.len));
    files_read(&files);
    close(files.fd);
    assert_false(files.failed);
    assert_int_equal(files.page_count, files.why ? 0 : 1);
    char *why = TAKE(files.why);
    files_upload_fini(&files);
    return why;
}

static void a_picture_that_no_screen_could_draw_is_refused(void **state)
{
    struct rig *rig = *state;
    static const struct {
        const char *seed;
        size_t len; /* of it that arrived */
        bool good;
    } cases[] = {
        {"small.png", SIZE_MAX, true},   {"small.jpg", SIZE_MAX, true},  {"progressive.jpg", SIZE_MAX, true},
        {"lossy.webp", SIZE_MAX, true},  {"plan.svg", SIZE_MAX, true},   {"tone.wav", SIZE_MAX, true},
        {"small.png", 69, false},        {"short.png", SIZE_MAX, false}, {"small.jpg", 640, false},
        {"progressive.jpg", 400, false}, {"lossy.webp", 60, false},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(free_ptr) char *why = refusal_of(rig, cases[i].seed, cases[i].len);
        if (cases[i].good != !why)
            fail_msg("%s, %zu bytes: %s", cases[i].seed, cases[i].len, why ? why : "is kept");
    }
}

static json_t *notice(const char *id, const char *status, json_t *file /* taken */)
{
    return json_pack("{s:s,s:s,s:{s:[s]},s:{s:s,s:s,s:s,s:s,s:s,s:i,s:{s:{s:s,s:s,s:s}},s:[o]}}", "kind", "notice",
                     "status", status, "audience", "tags_any", "all", "doc", "id", id, "kind", "general", "issuer",
                     "R-CS", "effective", "2025-11-20T09:00:00+08:00", "expires", "2025-12-20T09:00:00+08:00",
                     "priority", 3, "lang", "zh-CN", "title", "题", "summary", "要点", "body_md", "内容", "files",
                     file);
}

static void put(struct rig *rig, const char *id, json_t *body /* taken */, enum items_result expected)
{
    struct items_act act = {.site = RIG_SITE, .who = "admin", .now_s = NOW};
    enum items_result result = items_put_notice(&rig->central, &act, id, body);
    if (result != expected)
        fail_msg("%s: %d %s", id, result, act.why ? act.why : "");
    free(act.why);
    json_decref(body);
}

static bool is_kept(struct rig *rig, const json_t *file)
{
    int64_t size;
    const json_t *page = json_array_get(json_member(file, "pages"), 0);
    int fd = publish_blob_open(rig->central.publisher, json_str(page, "sha256"), &size);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static void sweep(struct rig *rig, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *named = items_named_files(rig->central.db);
    assert_true(files_sweep(rig->central.db, named, now_s));
    assert_true(publish_sweep(rig->central.publisher, now_s));
}

static void what_no_notice_names_goes_after_a_week(void **state)
{
    struct rig *rig = *state;
    rig_put_sample(rig);
    CLEANUP(json_free_ref) json_t *alone = upload(rig, "small.png", "a");
    CLEANUP(json_free_ref) json_t *named = upload(rig, "plan.svg", "b");
    CLEANUP(json_free_ref) json_t *drafted = upload(rig, "small.jpg", "c");
    put(rig, "N-1", notice("N-1", "published", json_incref(named)), ITEMS_CREATED);
    put(rig, "N-2", notice("N-2", "draft", json_incref(drafted)), ITEMS_CREATED);
    sweep(rig, NOW + WEEK - 1);
    assert_true(is_kept(rig, alone));
    sweep(rig, NOW + WEEK + 1);
    assert_false(is_kept(rig, alone));
    assert_true(is_kept(rig, named));
    assert_true(is_kept(rig, drafted));
    put(rig, "N-3", notice("N-3", "published", json_incref(alone)), ITEMS_REFUSED);
}

static void what_a_notice_names_no_longer_goes_a_week_later(void **state)
{
    struct rig *rig = *state;
    rig_put_sample(rig);
    CLEANUP(json_free_ref) json_t *first = upload(rig, "small.png", "a");
    put(rig, "N-1", notice("N-1", "published", json_incref(first)), ITEMS_CREATED);
    sweep(rig, NOW + 30 * 86400);
    assert_true(is_kept(rig, first));
    CLEANUP(json_free_ref) json_t *second = upload(rig, "plan.svg", "b");
    put(rig, "N-1", notice("N-1", "published", json_incref(second)), ITEMS_OK);
    sweep(rig, NOW + 31 * 86400);
    assert_true(is_kept(rig, first));
    sweep(rig, NOW + 39 * 86400);
    assert_false(is_kept(rig, first));
    assert_true(is_kept(rig, second));
}

static void the_same_bytes_twice_are_one_blob_and_start_the_week_again(void **state)
{
    struct rig *rig = *state;
    CLEANUP(json_free_ref) json_t *first = upload(rig, "small.png", "a");
    CLEANUP(json_free_ref) json_t *again = upload(rig, "small.png", "a");
    assert_true(json_equal(first, again));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT COUNT(*) FROM upload", 0), 1);
}

static void a_file_follows_its_notice_into_the_channels(void **state)
{
    struct rig *rig = *state;
    rig_put_sample(rig);
    CLEANUP(json_free_ref) json_t *file = upload(rig, "small.png", "a");
    CLEANUP(free_ptr)
    char *id = xasprintf("file.%.40s", json_str(json_array_get(json_member(file, "pages"), 0), "sha256"));
    put(rig, "N-1", notice("N-1", "published", json_incref(file)), ITEMS_CREATED);
    CLEANUP(free_ptr) char *there = rig_channels(rig, id);
    assert_string_equal(there, "s:heting");
    put(rig, "N-1", notice("N-1", "draft", json_incref(file)), ITEMS_OK);
    CLEANUP(free_ptr) char *gone = rig_channels(rig, id);
    assert_string_equal(gone, "");
    put(rig, "N-1", notice("N-1", "published", json_incref(file)), ITEMS_OK);
    assert_true(items_sweep(&rig->central, NOW + 90 * 86400));
    CLEANUP(free_ptr) char *ended = rig_channels(rig, id);
    assert_string_equal(ended, "");
}

static void a_file_that_we_cannot_read_is_our_fault_not_the_senders(void **state)
{
    struct rig *rig = *state;
    CLEANUP(free_ptr) char *path = xasprintf("%s/upload", rig->dir);
    struct files_upload closed = {.publisher = rig->central.publisher, .work_dir = rig->dir, .fd = -1};
    files_read(&closed);
    assert_true(closed.failed && !closed.why && closed.page_count == 0);
    struct files_upload unreadable = {.publisher = rig->central.publisher,
                                      .work_dir = rig->dir,
                                      .fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)};
    assert_int_equal(write(unreadable.fd, "GIF89a", 6), 6);
    files_read(&unreadable);
    assert_true(unreadable.failed && !unreadable.why);
    assert_int_equal(ftruncate(unreadable.fd, 0), 0);
    struct files_upload empty = {.publisher = rig->central.publisher, .work_dir = rig->dir, .fd = unreadable.fd};
    files_read(&empty);
    close(unreadable.fd);
    assert_string_equal(empty.why, "the file is empty");
    assert_false(empty.failed);
    free(empty.why);
}

/* The worker finds the bytes on disk, the broom takes them as long unused, and only then the loop enters them. */
static void bytes_swept_between_reading_and_entering_are_not_entered(void **state)
{
    struct rig *rig = *state;
    json_decref(upload(rig, "small.png", "a"));
    CLEANUP(free_ptr) char *path = xasprintf(SEED "small.png");
    struct files_upload again = {
        .publisher = rig->central.publisher, .work_dir = rig->dir, .fd = open(path, O_RDONLY | O_CLOEXEC)};
    files_read(&again);
    sweep(rig, NOW + WEEK + 1);
    assert_false(files_enter(&rig->central, &again, "a", "wang", NOW + WEEK + 1));
    close(again.fd);
    files_upload_fini(&again);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT COUNT(*) FROM blob", -1), 0);
    CLEANUP(json_free_ref) json_t *sent_again = upload(rig, "small.png", "a");
    assert_true(is_kept(rig, sent_again));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_picture_that_no_screen_could_draw_is_refused),
        TEST(what_no_notice_names_goes_after_a_week),
        TEST(what_a_notice_names_no_longer_goes_a_week_later),
        TEST(the_same_bytes_twice_are_one_blob_and_start_the_week_again),
        TEST(a_file_follows_its_notice_into_the_channels),
        TEST(a_file_that_we_cannot_read_is_our_fault_not_the_senders),
        TEST(bytes_swept_between_reading_and_entering_are_not_entered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
