#include "stage.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "common/log.h"
#include "terminal/cache_write.h"
#include "cache_rig.h"

#define TMP_PATTERN "/tmp/foyer-model-XXXXXX"

struct fixture {
    char dir[sizeof(TMP_PATTERN)];
    struct cache *cache;
};

static int setup(void **state)
{
    struct fixture *fixture = xcalloc(1, sizeof(*fixture));
    log_open("test", (enum log_level)0);
    crypto_start();
    memcpy(fixture->dir, TMP_PATTERN, sizeof(TMP_PATTERN));
    assert_non_null(mkdtemp(fixture->dir));
    fixture->cache = cache_open_write(fixture->dir);
    assert_non_null(fixture->cache);
    *state = fixture;
    return 0;
}

static void remove_tree(const char *dir)
{
    DIR *handle = opendir(dir);
    if (!handle)
        return;
    for (struct dirent *entry; (entry = readdir(handle));) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", dir, entry->d_name);
        if (str_eq(entry->d_name, ".") || str_eq(entry->d_name, ".."))
            continue;
        if (unlink(path) != 0)
            remove_tree(path);
    }
    closedir(handle);
    rmdir(dir);
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    cache_close(fixture->cache);
    remove_tree(fixture->dir);
    free(fixture);
    return 0;
}

static struct wire_item item(struct fixture *fixture, const char *kind, const char *id, const char *bytes)
{
    return cache_rig_item(fixture->cache, kind, id, bytes);
}

static void publish(struct fixture *fixture, const char *channel, const struct wire_item *items, size_t count)
{
    cache_rig_publish(fixture->cache, channel, items, count);
}

static void no_cache_gives_an_empty_model_that_answers_every_question(void **state UNUSED)
{
    struct model *model = model_load(NULL);
    assert_true(model_is_empty(model));
    assert_false(model_is_demo(model));
    assert_string_equal(model_name(model), "");
    assert_string_equal(model->state, "");
    assert_null(model_notice(model, "N-001"));
    assert_null(model_clause(model, "ZH-01"));
    assert_null(model_fulfilment(model, "ZH-01"));
    assert_null(model_category(model, "GE"));
    assert_null(model_subitem(model, "GE-01"));
    assert_null(model_building(model, model_here_building(model)));
    assert_null(model_call(model, CALL_OFFICE));
    assert_null(model_case_find(model, "c.202611.00"));
    assert_int_equal(model_contact_count(model), 0);
    model_free(model);
}

static void documents_of_all_kinds_are_found_again(void **state)
{
    struct fixture *fixture = *state;
    struct wire_item site[] = {
        item(fixture, "community", "community",
             "{\"community\":{\"name\":\"禾汀里\",\"demo\":true,\"timezone\":\"Asia/"
             "Shanghai\"},\"buildings\":[{\"id\":\"B3\","
             "\"units\":[{\"id\":\"B3-U1\"}]}],\"roles\":[{\"id\":\"R-PM\",\"name\":\"项目经理\"}]}"),
        item(fixture, "fee", "fees", "{\"fee_items\":[{\"id\":\"F-01\"}]}"),
        item(fixture, "form", "complaint", "{\"categories\":[{\"id\":\"GE\",\"subitems\":[{\"id\":\"GE-01\"}]}]}"),
        item(fixture, "standard", "standards",
             "{\"clauses\":[{\"id\":\"ZH-01\"}],\"fulfilment\":[{\"clause\":\"ZH-01\",\"period\":\"2026Q3\",\"value\":"
             "9},"
             "{\"clause\":\"ZH-01\",\"period\":\"2026Q2\",\"value\":1}]}"),
    };
    struct wire_item lobby[] = {item(fixture, "lobby", "lobby", "{\"building\":\"B3\",\"unit\":\"B3-U1\"}")};
    struct wire_item cases[] = {item(fixture, "case", "c.202611.0a", "sealed")};
    publish(fixture, "s:heting", site, ARRAY_LEN(site));
    publish(fixture, "l:T-B3-U1", lobby, 1);
    publish(fixture, "k:heting", cases, 1);
    assert_true(cache_set_meta(fixture->cache, CACHE_STATE, "live"));
    struct model *model = model_load(fixture->cache);
    assert_false(model_is_empty(model));
    assert_true(model_is_demo(model));
    assert_string_equal(model->state, "live");
    assert_string_equal(model_name(model), "禾汀里");
    assert_non_null(model_unit(model, model_here_building(model), model_here_unit(model)));
    assert_string_equal(model_role_name(model, "R-PM"), "项目经理");
    assert_non_null(model_fee(model, "F-01"));
    assert_non_null(model_subitem(model, "GE-01"));
    assert_int_equal(json_int_or(model_fulfilment(model, "ZH-01"), "value", 0), 9);
    assert_int_equal(model_case_find(model, "c.202611.0a")->len, 6);
    assert_null(model_case_find(model, "c.202611.0b"));
    model_free(model);
}

static void odd_documents_take_nothing_else_away(void **state)
{
    struct fixture *fixture = *state;
    struct wire_item site[] = {
        item(fixture, "community", "community", "{\"community\":[1,2],\"contacts\":{\"a\":1},\"buildings\":7}"),
        item(fixture, "fee", "fees", "not json at all"),
        item(fixture, "notice", "N-1", "[1]"),
        item(fixture, "notice", "N-2", "{\"kind\":7,\"lang\":[],\"event\":\"soon\",\"supersedes\":{}}"),
        item(fixture, "standard", "standards", "{\"clauses\":[1,null,{\"id\":5}],\"fulfilment\":[[],{\"clause\":1}]}"),
        item(fixture, "unheard-of", "x", "{}"),
    };
    publish(fixture, "s:heting", site, ARRAY_LEN(site));
    CLEANUP(free_ptr) char *blob = xasprintf("%s/blobs/%s", fixture->dir, site[5].sha256);
    unlink(blob);
    struct model *model = model_load(fixture->cache);
    assert_non_null(model->community);
    assert_null(model->fees);
    assert_non_null(model->standards);
    assert_int_equal(model->notice_count, 1);
    assert_string_equal(model->notices[0].kind, "");
    assert_null(model_clause(model, "ZH-01"));
    assert_null(model_building(model, "B1"));
    model_free(model);
}

static void a_notice_in_two_channels_is_one_and_counts_as_here(void **state)
{
    struct fixture *fixture = *state;
    struct wire_item notice = item(fixture, "notice", "N-1", "{\"kind\":\"fee\"}");
    publish(fixture, "s:heting", &notice, 1);
    publish(fixture, "b:B3", &notice, 1);
    struct model *model = model_load(fixture->cache);
    assert_int_equal(model->notice_count, 1);
    assert_true(model->notices[0].here);
    model_free(model);
}

static void urgent_and_pinned_come_first_then_the_newest(void **state)
{
    struct fixture *fixture = *state;
    struct wire_item items[] = {
        item(fixture, "notice", "N-old", "{\"kind\":\"a\"}"), item(fixture, "notice", "N-new", "{\"kind\":\"b\"}"),
        item(fixture, "notice", "N-pin", "{\"kind\":\"c\"}"), item(fixture, "notice", "N-crit", "{\"kind\":\"d\"}")};
    items[0].from = 10;
    items[1].from = 20;
    items[2].from = 5;
    snprintf(items[2].flags, sizeof(items[2].flags), "p");
    items[3].from = 1;
    items[3].prio = 1;
    publish(fixture, "s:heting", items, ARRAY_LEN(items));
    struct model *model = model_load(fixture->cache);
    const char *const wanted[] = {"N-crit", "N-pin", "N-new", "N-old"};
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        assert_string_equal(model->notices[i].id, wanted[i]);
    model_free(model);
}

static void a_superseding_notice_hides_the_old_one_from_its_own_time_on(void **state)
{
    struct fixture *fixture = *state;
    struct wire_item items[] = {item(fixture, "notice", "N-1", "{\"kind\":\"fee\"}"),
                                item(fixture, "notice", "N-2", "{\"kind\":\"fee\",\"supersedes\":\"N-1\"}")};
    items[0].from = 100;
    items[1].from = 200;
    publish(fixture, "s:heting", items, ARRAY_LEN(items));
    struct model *model = model_load(fixture->cache);
    const struct model_notice *old = model_notice(model, "N-1");
    assert_string_equal(old->replaced_by, "N-2");
    assert_true(model_notice_visible(old, 150));
    assert_false(model_notice_visible(old, 200));
    model_free(model);
}

static void future_is_absent_and_past_is_gone_to_the_second(void **state UNUSED)
{
    struct model_notice notice = {.from = 100, .until = 200};
    assert_false(model_notice_visible(&notice, 99));
    assert_true(model_notice_visible(&notice, 100));
    assert_true(model_notice_visible(&notice, 199));
    assert_false(model_notice_visible(&notice, 200));
    notice.from = notice.until = 0; /* open on both sides */
    assert_true(model_notice_visible(&notice, 1));
}

static void near_means_today_or_tomorrow_in_this_house(void **state UNUSED)
{
    struct model *model = stage_model();
    int64_t now_s = stage_time(STAGE_NOW), day = 86400;
    struct model_notice stop = {.priority = 2, .event_start = now_s + day, .event_end = now_s + day + 3600};
    assert_true(model_notice_near(model, &stop, now_s));
    assert_false(model_notice_near(model, &stop, now_s - day)); /* the day after tomorrow */
    assert_false(model_notice_near(model, &stop, now_s + 2 * day));
    struct model_notice mild = {.priority = 3, .event_start = now_s + 3600, .event_end = now_s + 7200};
    assert_false(model_notice_near(model, &mild, now_s));
    mild.here = true;
    assert_true(model_notice_near(model, &mild, now_s));
    struct model_notice weeks = {
        .priority = 3, .here = true, .event_start = now_s - 9 * day, .event_end = now_s + 9 * day};
    assert_false(model_notice_near(model, &weeks, now_s));
    model_free(model);
}

static void the_logo_is_the_file_that_the_look_names(void **state UNUSED)
{
    json_t *doc = json_pack("{s:{s:s},s:[{s:s,s:s,s:[{s:s,s:i,s:i}]}]}", "look", "logo", "sign", "files", "name",
                            "sign", "role", "image", "pages", "sha256", "ab", "w", 40, "h", 30);
    struct model model = {.community = doc};
    struct model_picture logo;
    assert_true(model_logo(&model, &logo));
    assert_string_equal(logo.sha256, "ab");
    assert_int_equal(logo.w, 40);
    json_object_set_new(json_object_get(doc, "look"), "logo", json_string("other"));
    assert_false(model_logo(&model, &logo));
    json_object_del(doc, "look");
    assert_false(model_logo(&model, &logo));
    json_decref(doc);
}

static void contact_hours_know_weekdays_and_midnight(void **state UNUSED)
{
    struct model *model = stage_model();
    json_t *desk = stage_json("{\"hours\":[{\"days\":[1,2,3,4,5],\"open\":\"07:30\",\"close\":\"20:00\"}]}");
    json_t *night = stage_json("{\"hours\":[{\"days\":[1],\"open\":\"22:00\",\"close\":\"06:00\"}]}");
    json_t *always = stage_json("{\"hours\":\"24h\"}"), *odd = stage_json("{\"hours\":[{\"open\":\"7\",\"close\":5}]}");
    json_t *none = stage_json("{}");
    assert_int_equal(model_contact_open(model, desk, stage_time("2026-11-23T07:29:59+08:00")), HOURS_CLOSED);
    assert_int_equal(model_contact_open(model, desk, stage_time("2026-11-23T07:30:00+08:00")), HOURS_OPEN);
    assert_int_equal(model_contact_open(model, desk, stage_time("2026-11-23T20:00:00+08:00")), HOURS_CLOSED);
    assert_int_equal(model_contact_open(model, desk, stage_time("2026-11-22T12:00:00+08:00")), HOURS_CLOSED);
    assert_int_equal(model_contact_open(model, night, stage_time("2026-11-23T23:00:00+08:00")), HOURS_OPEN);
    assert_int_equal(model_contact_open(model, night, stage_time("2026-11-24T05:59:00+08:00")), HOURS_OPEN);
    assert_int_equal(model_contact_open(model, night, stage_time("2026-11-24T23:00:00+08:00")), HOURS_CLOSED);
    assert_int_equal(model_contact_open(model, always, 0), HOURS_OPEN);
    assert_int_equal(model_contact_open(model, odd, 0), HOURS_CLOSED);
    assert_int_equal(model_contact_open(model, none, 0), HOURS_UNKNOWN);
    json_t *all[] = {desk, night, always, odd, none};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        json_decref(all[i]);
    model_free(model);
}

static struct model *with_notice(struct fixture *fixture, const char *id, int64_t ver, const char *doc)
{
    struct wire_item notice = item(fixture, "notice", id, doc);
    notice.ver = ver;
    publish(fixture, "b:B3", &notice, 1);
    return model_load(fixture->cache);
}

static void only_a_notice_is_a_new_notice(void **state)
{
    struct fixture *fixture = *state;
    static const char *const words = "{\"id\":\"N-001\",\"lang\":{\"zh-CN\":{\"title\":\"停水\"}}}";
    struct model *first = with_notice(fixture, "N-001", 1, words);
    struct wire_item answer = item(fixture, "case", "c.202611.0a", "sealed");
    publish(fixture, "k:heting", &answer, 1);
    assert_true(cache_set_meta(fixture->cache, CACHE_STATE, "offline"));
    struct model *answered = model_load(fixture->cache);
    assert_false(model_has_new_notice(answered, first, 1000));
    struct model *amended = with_notice(fixture, "N-001", 2, words), *other = with_notice(fixture, "N-002", 1, words);
    assert_true(model_has_new_notice(amended, first, 1000));
    assert_true(model_has_new_notice(other, first, 1000));
    struct model *next[] = {first, answered, amended, other};
    for (size_t i = 0; i < ARRAY_LEN(next); i++)
        model_free(next[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_a_notice_is_a_new_notice, setup, teardown),
        cmocka_unit_test(no_cache_gives_an_empty_model_that_answers_every_question),
        cmocka_unit_test_setup_teardown(documents_of_all_kinds_are_found_again, setup, teardown),
        cmocka_unit_test_setup_teardown(odd_documents_take_nothing_else_away, setup, teardown),
        cmocka_unit_test_setup_teardown(a_notice_in_two_channels_is_one_and_counts_as_here, setup, teardown),
        cmocka_unit_test_setup_teardown(urgent_and_pinned_come_first_then_the_newest, setup, teardown),
        cmocka_unit_test_setup_teardown(a_superseding_notice_hides_the_old_one_from_its_own_time_on, setup, teardown),
        cmocka_unit_test(future_is_absent_and_past_is_gone_to_the_second),
        cmocka_unit_test(near_means_today_or_tomorrow_in_this_house),
        cmocka_unit_test(the_logo_is_the_file_that_the_look_names),
        cmocka_unit_test(contact_hours_know_weekdays_and_midnight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
