#include "stage.h"

#include "kiosk/programme.h"
#include "kiosk/reader.h"

static const char *const tide = "潮水一行字。\n\n";

static int start(void **state)
{
    struct model *model = stage_model();
    for (int i = 1; i <= 2; i++) {
        char id[32], title[32];
        snprintf(id, sizeof(id), "N-%03d", i);
        snprintf(title, sizeof(title), "第%d号", i);
        struct model_notice *notice = stage_notice(model, id, "notice", title);
        struct buf body = {0};
        for (int line = 0; line < 60 * i; line++)
            buf_puts(&body, tide);
        json_object_set_new(json_object_get(json_object_get(notice->doc, "lang"), "zh-CN"), "body_md",
                            json_string(buf_str(&body)));
        buf_fini(&body);
    }
    struct stage *stage = xcalloc(1, sizeof(*stage));
    stage_open(stage, model, 1080, 1920, false);
    stage->env.programme = programme_new();
    *state = stage;
    return 0;
}

static int stop(void **state)
{
    struct stage *stage = *state;
    programme_free(stage->env.programme);
    stage_close(stage);
    free(stage);
    return 0;
}

static bool at(struct stage *stage, struct reader *reader, int64_t mono_ms)
{
    stage->env.mono_ms = mono_ms;
    bool changed = reader_look(reader, &stage->env, true);
    stage_draw(stage);
    return changed;
}

static void notice_is_opened_read_to_its_end_and_home_comes_back(void **state)
{
    struct stage *stage = *state;
    struct reader reader = {0};
    assert_false(at(stage, &reader, 1000));
    assert_false(at(stage, &reader, 1000 + READER_HOME_MS - 1));
    assert_true(at(stage, &reader, 1000 + READER_HOME_MS));
    assert_true(reader_owns(&reader, stage->nav));
    int64_t ms = stage->env.mono_ms;
    int turns = 0, offset = 0;
    while (!at(stage, &reader, ms)) {
        int now = nav_top(stage->nav)->ui.scrolls[0].offset;
        turns += now > offset;
        assert_true(now >= offset); /* it goes home instead of beginning again */
        offset = now;
        ms = reader_next_ms(&reader, stage->nav);
        assert_true(ms > stage->env.mono_ms);
    }
    assert_true(turns >= 1);
    assert_int_equal(nav_depth(stage->nav), 1);
    assert_string_equal(reader.path, "");
}

static void what_a_resident_opened_is_left_alone(void **state)
{
    struct stage *stage = *state;
    struct reader reader = {0};
    at(stage, &reader, 1000);
    assert_true(stage_go(stage, "phones"));
    assert_false(at(stage, &reader, 1000 + READER_HOME_MS));
    assert_string_equal(nav_top(stage->nav)->path, "phones");
    assert_int_equal(reader_next_ms(&reader, stage->nav), INT64_MAX);
}

static void nothing_is_opened_where_touch_works(void **state)
{
    struct stage *stage = *state;
    struct reader reader = {0};
    stage->env.mono_ms = 1000;
    assert_false(reader_look(&reader, &stage->env, false));
    stage->env.mono_ms = 10000000;
    assert_false(reader_look(&reader, &stage->env, false));
    assert_int_equal(nav_depth(stage->nav), 1);
}

/* Opens the next notice, and goes home again. */
static void expect_opened(struct stage *stage, struct reader *reader, const char *path)
{
    int64_t ms = MAX(stage->env.mono_ms, 1000);
    for (int turns = 0; turns < 100 && !reader_owns(reader, stage->nav); turns++, ms += READER_HOME_MS)
        at(stage, reader, ms);
    assert_string_equal(reader->path, path);
    for (int turns = 0; turns < 100 && reader_owns(reader, stage->nav); turns++, ms += READER_MOST_MS)
        at(stage, reader, ms);
}

/* Whatever is published meanwhile: nobody is opened twice while another waits. */
static void the_one_that_was_never_opened_is_next(void **state)
{
    struct stage *stage = *state;
    struct reader reader = {0};
    expect_opened(stage, &reader, "notice/N-001");
    struct model_notice *late = stage_notice(stage->model, "N-000", "notice", "第零号");
    struct model_notice first = stage->model->notices[0]; /* a new one stands first in the list */
    stage->model->notices[0] = *late;
    *late = first;
    expect_opened(stage, &reader, "notice/N-000");
    expect_opened(stage, &reader, "notice/N-002");
    expect_opened(stage, &reader, "notice/N-001");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(notice_is_opened_read_to_its_end_and_home_comes_back, start, stop),
        cmocka_unit_test_setup_teardown(what_a_resident_opened_is_left_alone, start, stop),
        cmocka_unit_test_setup_teardown(the_one_that_was_never_opened_is_next, start, stop),
        cmocka_unit_test_setup_teardown(nothing_is_opened_where_touch_works, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
