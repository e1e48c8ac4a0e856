/* What lobbies have shown: reports of terminals, and what staff read of them. */
#include "world.h"

#include "central/fleet/shown.h"
#include "central/items/items.h"

static struct world world;
static struct device device;

static void add_item(const char *id, const char *doc)
{
    struct db_stmt *stmt = db_prep(world.central.db, "INSERT INTO item VALUES($1,'notice','published',2,3,0,0,0,'t',"
                                                     "'{\"tags_any\":[\"all\"]}',$2,0,'a','a')");
    db_bind_text(stmt, 1, id);
    db_bind_text(stmt, 2, doc);
    assert_true(db_run(stmt));
}

static int start(void **state)
{
    (void)state;
    world_make(&world);
    world_serve(&world);
    world_lobby(&world, "T-B1-U1", "B1");
    device_pair(&world, &device, "T-B1-U1");
    add_item("N-001", "{\"text\":\"𪚥字\"}");
    return 0;
}

static int finish(void **state)
{
    (void)state;
    device_fini(&device);
    world_end(&world);
    return 0;
}

/* Today and `more` days, as the terminal writes it. */
static void day_of(char day[static 32], int more)
{
    clock_format(day, clock_wall_ms() / 1000 + more * 86400LL, 0);
    day[SHOWN_DAY_LEN] = '\0';
}

static int post_row(int more_days, const char *item, int ver, int first, int last, int times)
{
    char day[32];
    day_of(day, more_days);
    CLEANUP(free_ptr)
    char *body =
        xasprintf("{\"rows\":[{\"day\":\"%s\",\"item\":\"%s\",\"ver\":%d,\"first\":%d,\"last\":%d,\"times\":%d,"
                  "\"seconds\":%d,\"opened\":1,\"minutes\":60}]}",
                  day, item, ver, first, last, times, times * 12);
    struct reply reply = ask(&world, &device, "POST", "/v1/shown", body);
    int status = reply.status;
    reply_fini(&reply);
    return status;
}

static int send_report(const char *body)
{
    struct reply reply = ask(&world, &device, "POST", "/v1/shown", body);
    int status = reply.status;
    reply_fini(&reply);
    return status;
}

static int64_t number(const json_t *shown, size_t i, const char *name)
{
    return json_int_or(json_array_get(json_member(shown, "lobbies"), i), name, -1);
}

static void a_report_that_comes_twice_counts_once(void **state)
{
    (void)state;
    assert_int_equal(post_row(0, "N-001", 2, 1000, 2000, 5), 204);
    assert_int_equal(post_row(0, "N-001", 2, 1000, 2000, 5), 204);
    CLEANUP(json_free_ref) json_t *shown = shown_of_item(world.central.db, "heting", "N-001", "");
    assert_int_equal(json_array_size(json_member(shown, "lobbies")), 1);
    assert_int_equal(number(shown, 0, "times"), 5);
    assert_int_equal(number(shown, 0, "seconds"), 60);
    assert_string_equal(json_str(json_array_get(json_member(shown, "lobbies"), 0), "lobby"), "T-B1-U1");
}

static void an_older_report_takes_nothing_back(void **state)
{
    (void)state;
    assert_int_equal(post_row(0, "N-001", 2, 1000, 3000, 9), 204);
    assert_int_equal(post_row(0, "N-001", 2, 1500, 2000, 5), 204);
    CLEANUP(json_free_ref) json_t *shown = shown_of_item(world.central.db, "heting", "N-001", "");
    assert_int_equal(number(shown, 0, "first"), 1000);
    assert_int_equal(number(shown, 0, "last"), 3000);
    assert_int_equal(number(shown, 0, "times"), 9);
}

static void days_are_added_and_versions_kept_apart(void **state)
{
    (void)state;
    assert_int_equal(post_row(-1, "N-001", 1, 100, 200, 2), 204);
    assert_int_equal(post_row(-1, "N-001", 2, 300, 400, 3), 204);
    assert_int_equal(post_row(0, "N-001", 2, 500, 600, 4), 204);
    CLEANUP(json_free_ref) json_t *shown = shown_of_item(world.central.db, "heting", "N-001", "");
    assert_int_equal(json_array_size(json_member(shown, "lobbies")), 2);
    assert_int_equal(number(shown, 0, "ver"), 2); /* the newest first */
    assert_int_equal(number(shown, 0, "times"), 7);
    assert_int_equal(number(shown, 0, "first"), 300);
    assert_int_equal(number(shown, 1, "times"), 2);
}

/* A wrong clock or an item of another server must not make a terminal send the same report for ever. */
static void rows_that_cannot_be_are_left_out(void **state)
{
    (void)state;
    assert_int_equal(post_row(0, "N-404", 1, 1, 2, 3), 204);
    assert_int_equal(post_row(9, "N-001", 2, 1, 2, 3), 204);
    assert_int_equal(post_row(-500, "N-001", 2, 1, 2, 3), 204);
    assert_int_equal(db_get_i64(world.central.db, "SELECT COUNT(*) FROM shown", -1), 0);
}

static void a_malformed_report_keeps_nothing(void **state)
{
    (void)state;
    char day[32];
    day_of(day, 0);
    CLEANUP(free_ptr)
    char *half = xasprintf("{\"rows\":[{\"day\":\"%s\",\"item\":\"N-001\",\"ver\":1,\"first\":1,\"last\":1,\"times\":1,"
                           "\"seconds\":1,\"opened\":1,\"minutes\":1},{\"day\":\"%s\"}]}",
                           day, day);
    const char *const bad[] = {half,
                               "{\"rows\":{}}",
                               "{\"rows\":[1]}",
                               "{\"missing\":[{\"item\":\"N-001\"}]}",
                               "{\"missing\":[{\"item\":\"N-001\",\"codes\":[\"U+D800\"]}]}",
                               "{\"missing\":[{\"item\":\"N-001\",\"codes\":[\"2A6A5\"]}]}"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(send_report(bad[i]), 400);
    assert_int_equal(db_get_i64(world.central.db, "SELECT COUNT(*) FROM shown", -1), 0);
}

static void too_many_rows_are_refused(void **state)
{
    (void)state;
    CLEANUP(json_free_ref) json_t *rows = json_array();
    for (int i = 0; i <= SHOWN_ROWS_MAX; i++)
        json_array_append_new(rows, json_object());
    CLEANUP(json_free_ref) json_t *report = json_pack("{s:O}", "rows", rows);
    assert_int_equal(shown_take(world.central.db, "heting", "T", "L", report, items_is_known, 1), SHOWN_BAD);
}

static void missing_characters_are_said_while_the_text_holds_them(void **state)
{
    (void)state;
    assert_int_equal(send_report("{\"missing\":[{\"item\":\"N-001\",\"codes\":[\"U+2A6A5\",\"U+5B58\"]}]}"), 204);
    CLEANUP(json_free_ref) json_t *codes = shown_missing(world.central.db, "heting", "N-001", "{\"text\":\"𪚥字\"}");
    assert_int_equal(json_array_size(codes), 1);
    assert_string_equal(json_string_value(json_array_get(codes, 0)), "U+2A6A5");
    CLEANUP(json_free_ref) json_t *mended = shown_missing(world.central.db, "heting", "N-001", "{\"text\":\"字\"}");
    assert_int_equal(json_array_size(mended), 0);
}

static void an_unsigned_report_is_refused(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf request = {0};
    compose_request(&request, &device, "POST", "/v1/shown", "{}", 0, false);
    struct reply reply = ask_text(&world, buf_str(&request));
    assert_int_equal(reply.status, 401);
    reply_fini(&reply);
}

static void old_counts_are_swept(void **state)
{
    (void)state;
    int64_t now_s = clock_wall_ms() / 1000;
    assert_int_equal(post_row(0, "N-001", 2, 1000, 2000, 5), 204);
    assert_int_equal(send_report("{\"missing\":[{\"item\":\"N-001\",\"codes\":[\"U+2A6A5\"]}]}"), 204);
    assert_true(shown_sweep(world.central.db, now_s + 399 * 86400LL));
    assert_int_equal(db_get_i64(world.central.db, "SELECT COUNT(*) FROM shown", -1), 1);
    assert_true(shown_sweep(world.central.db, now_s + 402 * 86400LL));
    assert_int_equal(db_get_i64(world.central.db, "SELECT COUNT(*) FROM shown", -1), 0);
    assert_int_equal(db_get_i64(world.central.db, "SELECT COUNT(*) FROM missing", -1), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_report_that_comes_twice_counts_once),
        TEST(an_older_report_takes_nothing_back),
        TEST(days_are_added_and_versions_kept_apart),
        TEST(rows_that_cannot_be_are_left_out),
        TEST(a_malformed_report_keeps_nothing),
        TEST(too_many_rows_are_refused),
        TEST(missing_characters_are_said_while_the_text_holds_them),
        TEST(an_unsigned_report_is_refused),
        TEST(old_counts_are_swept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
