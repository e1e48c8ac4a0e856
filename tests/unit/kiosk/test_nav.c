#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "kiosk/idle.h"
#include "kiosk/nav.h"

/* A page that counts its lives and can be dirty. */
struct note {
    char arg[32];
};
static int opened, closed;
static bool dirty;

static void *note_open(const struct page_env *env, const char *arg)
{
    (void)env;
    if (str_eq(arg, "missing"))
        return NULL;
    struct note *note = xcalloc(1, sizeof(*note));
    strncpy(note->arg, arg, sizeof(note->arg) - 1);
    opened++;
    return note;
}

static void note_close(void *state)
{
    closed++;
    free(state);
}

static bool note_dirty(void *state)
{
    return dirty && str_eq(((struct note *)state)->arg, "draft");
}

static const struct page_ops home = {.name = "home", .open = note_open, .close = note_close};
static const struct page_ops note = {.name = "note", .open = note_open, .close = note_close, .dirty = note_dirty};
static const struct page_ops *const table[] = {&home, &note};
static const struct page_env env;

static struct nav *fresh(void)
{
    opened = closed = 0;
    dirty = false;
    struct nav *nav = nav_new(table, ARRAY_LEN(table), "zh-CN");
    assert_true(nav_set_root(nav, &env, "home"));
    return nav;
}

static void requests_wait_until_the_build_is_over(void **state)
{
    (void)state;
    struct nav *nav = fresh();
    nav_go(nav, "note/a");
    assert_string_equal(nav_top(nav)->path, "home");
    assert_true(nav_apply(nav, &env));
    assert_string_equal(nav_top(nav)->path, "note/a");
    assert_string_equal(((struct note *)nav_top(nav)->state)->arg, "a");
    nav_free(nav);
}

static void unknown_and_missing_pages_change_nothing(void **state)
{
    (void)state;
    struct nav *nav = fresh();
    nav_go(nav, "nowhere");
    nav_go(nav, "note/missing");
    assert_false(nav_apply(nav, &env));
    assert_int_equal(nav_depth(nav), 1);
    nav_free(nav);
}

static void back_closes_one_page_and_never_the_root(void **state)
{
    (void)state;
    struct nav *nav = fresh();
    nav_go(nav, "note/a");
    nav_apply(nav, &env);
    nav_back(nav);
    assert_true(nav_apply(nav, &env));
    nav_back(nav);
    assert_false(nav_apply(nav, &env));
    assert_int_equal(nav_depth(nav), 1);
    nav_free(nav);
}

static void home_closes_everything_and_ends_the_language(void **state)
{
    (void)state;
    struct nav *nav = fresh();
    nav_set_lang(nav, "en");
    nav_go(nav, "note/a");
    nav_go(nav, "note/b");
    nav_apply(nav, &env);
    assert_string_equal(nav_lang(nav), "en");
    nav_home(nav);
    assert_true(nav_apply(nav, &env));
    assert_string_equal(nav_lang(nav), "zh-CN");
    assert_int_equal(nav_depth(nav), 1);
    assert_int_equal(opened, closed + 1);
    nav_free(nav);
    assert_int_equal(opened, closed);
}

static void danger_over_a_draft_keeps_the_draft(void **state)
{
    (void)state;
    struct nav *nav = fresh();
    dirty = true;
    nav_go(nav, "note/draft");
    nav_apply(nav, &env);
    nav_go(nav, "note/danger");
    nav_apply(nav, &env);
    assert_non_null(nav_dirty(nav));
    nav_back(nav);
    nav_apply(nav, &env);
    assert_string_equal(nav_top(nav)->path, "note/draft");
    nav_free(nav);
}

static void deep_visits_drop_the_oldest_page_not_the_root(void **state)
{
    (void)state;
    struct nav *nav = fresh();
    char path[32];
    for (int i = 0; i < 3 * NAV_DEPTH_MAX; i++) {
        snprintf(path, sizeof(path), "note/%d", i);
        nav_go(nav, path);
        nav_apply(nav, &env);
    }
    assert_int_equal(nav_depth(nav), NAV_DEPTH_MAX);
    assert_string_equal(nav_root(nav)->path, "home");
    assert_string_equal(nav_top(nav)->path, path);
    nav_free(nav);
    assert_int_equal(opened, closed);
}

/* However far somebody reads on: what was written stays, and comes back by going back. */
static void a_deep_visit_never_closes_a_draft(void **state)
{
    (void)state;
    struct nav *nav = fresh();
    char path[32];
    dirty = true;
    nav_go(nav, "note/draft");
    nav_apply(nav, &env);
    for (int i = 0; i < 3 * NAV_DEPTH_MAX; i++) {
        snprintf(path, sizeof(path), "note/%d", i);
        nav_go(nav, path);
        nav_apply(nav, &env);
    }
    assert_string_equal(nav_top(nav)->path, path);
    assert_non_null(nav_dirty(nav));
    while (nav_depth(nav) > 2) {
        nav_back(nav);
        nav_apply(nav, &env);
    }
    assert_string_equal(nav_top(nav)->path, "note/draft");
    nav_free(nav);
    assert_int_equal(opened, closed);
}

static void going_where_one_is_changes_nothing(void **state)
{
    (void)state;
    struct nav *nav = fresh();
    nav_go(nav, "note/a");
    nav_apply(nav, &env);
    nav_go(nav, "note/a");
    assert_false(nav_apply(nav, &env));
    assert_int_equal(nav_depth(nav), 2);
    nav_replace(nav, "note/b");
    assert_true(nav_apply(nav, &env));
    assert_int_equal(nav_depth(nav), 2);
    nav_free(nav);
}

static void warning_comes_15_seconds_before_the_end(void **state)
{
    (void)state;
    struct idle idle = idle_look(1000, 0, 90000);
    assert_int_equal(idle.step, IDLE_STAY);
    assert_int_equal(idle.next_ms, 75000);
    idle = idle_look(75000, 0, 90000);
    assert_int_equal(idle.step, IDLE_WARN);
    assert_int_equal(idle.left_s, 15);
    idle = idle_look(89999, 0, 90000);
    assert_int_equal(idle.left_s, 1);
    assert_int_equal(idle_look(90000, 0, 90000).step, IDLE_LEAVE);
}

static void count_down_changes_once_a_second(void **state)
{
    (void)state;
    int64_t at = 75000;
    for (int left = 15; left > 1; left--) {
        struct idle idle = idle_look(at, 0, 90000);
        assert_int_equal(idle.left_s, left);
        at = idle.next_ms;
    }
    assert_int_equal(at, 89000);
}

static void page_that_wants_too_little_still_warns(void **state)
{
    (void)state;
    assert_int_equal(idle_look(0, 0, 1).step, IDLE_STAY);
    assert_int_equal(idle_look(29999, 0, 1).step, IDLE_WARN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_wait_until_the_build_is_over),
        cmocka_unit_test(unknown_and_missing_pages_change_nothing),
        cmocka_unit_test(back_closes_one_page_and_never_the_root),
        cmocka_unit_test(home_closes_everything_and_ends_the_language),
        cmocka_unit_test(danger_over_a_draft_keeps_the_draft),
        cmocka_unit_test(deep_visits_drop_the_oldest_page_not_the_root),
        cmocka_unit_test(a_deep_visit_never_closes_a_draft),
        cmocka_unit_test(going_where_one_is_changes_nothing),
        cmocka_unit_test(warning_comes_15_seconds_before_the_end),
        cmocka_unit_test(count_down_changes_once_a_second),
        cmocka_unit_test(page_that_wants_too_little_still_warns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
