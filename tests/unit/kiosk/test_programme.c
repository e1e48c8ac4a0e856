#include "kiosk/programme.h"

#include "stage.h"

struct rig {
    struct model *model;
    struct programme *programme;
    size_t near[4], rest[40];
    struct slides slides;
    int64_t mono_ms;
};

static int up(void **state)
{
    struct rig *rig = xcalloc(1, sizeof(*rig));
    rig->model = stage_model();
    rig->programme = programme_new();
    for (int i = 0; i < 40; i++) {
        char id[16];
        snprintf(id, sizeof(id), "N-%d", i);
        stage_notice(rig->model, id, "fee", id);
    }
    rig->slides = (struct slides){rig->near, rig->rest, 0, 0};
    *state = rig;
    return 0;
}

static int down(void **state)
{
    struct rig *rig = *state;
    programme_free(rig->programme);
    model_free(rig->model);
    free(rig);
    return 0;
}

static void offer(struct rig *rig, size_t near_count, size_t rest_count)
{
    rig->slides.near_count = near_count;
    rig->slides.rest_count = rest_count;
    for (size_t i = 0; i < near_count; i++)
        rig->near[i] = i;
    for (size_t i = 0; i < rest_count; i++)
        rig->rest[i] = near_count + i;
}

static size_t next(struct rig *rig)
{
    return programme_next(rig->programme, &rig->slides, rig->model, ++rig->mono_ms);
}

static size_t now(struct rig *rig)
{
    return programme_now(rig->programme, &rig->slides, rig->model, rig->mono_ms);
}

static void what_is_near_takes_every_third_turn(void **state)
{
    struct rig *rig = *state;
    static const size_t wanted[] = {0, 2, 3, 1, 4, 2, 0, 3, 4, 1};
    offer(rig, 2, 3);
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        assert_int_equal(next(rig), wanted[i]);
}

static void one_round_shows_everything_once(void **state)
{
    struct rig *rig = *state;
    offer(rig, 1, 37);
    for (int round = 0; round < 3; round++) {
        int seen[40] = {0};
        for (int turn = 0; turn < 37 + 37 / 2 + 1; turn++)
            seen[next(rig)]++;
        for (int i = 2; i < 36; i++)
            assert_in_range(seen[i], 1, 2);
    }
}

static void publishing_meanwhile_makes_nobody_wait_longer(void **state)
{
    struct rig *rig = *state;
    offer(rig, 0, 20);
    for (int i = 0; i < 10; i++)
        next(rig);
    memmove(&rig->rest[1], &rig->rest[0], 20 * sizeof(rig->rest[0])); /* a newer notice stands first now */
    rig->rest[0] = 30;
    rig->slides.rest_count = 21;
    assert_int_equal(next(rig), 30);
    assert_int_equal(next(rig), 10);
}

static void what_the_law_wants_posted_has_its_turn_first(void **state)
{
    struct rig *rig = *state;
    offer(rig, 0, 10);
    json_object_set_new(rig->model->notices[7].doc, "posting_rule", json_pack("{s:s}", "basis", "law"));
    assert_int_equal(next(rig), 7);
    assert_int_equal(next(rig), 0);
}

static void a_slide_stays_until_its_time_is_over_or_it_is_gone(void **state)
{
    struct rig *rig = *state;
    offer(rig, 0, 3);
    assert_int_equal(now(rig), 0);
    assert_int_equal(now(rig), 0);
    rig->rest[0] = 5; /* withdrawn */
    assert_int_equal(now(rig), 5);
    offer(rig, 0, 0);
    assert_true(now(rig) == SLIDE_NONE);
    offer(rig, 1, 0);
    assert_int_equal(now(rig), 0);
}

static void many_notices_share_a_round(void **state)
{
    struct rig *rig = *state;
    offer(rig, 1, 32);
    assert_int_equal(slides_share_s(&rig->slides, 5), 15);
    assert_int_equal(slides_share_s(&rig->slides, 0), 120);
    offer(rig, 0, 0);
    assert_int_equal(slides_share_s(&rig->slides, SLIDE_NONE), 120);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_near_takes_every_third_turn, up, down),
        cmocka_unit_test_setup_teardown(one_round_shows_everything_once, up, down),
        cmocka_unit_test_setup_teardown(publishing_meanwhile_makes_nobody_wait_longer, up, down),
        cmocka_unit_test_setup_teardown(what_the_law_wants_posted_has_its_turn_first, up, down),
        cmocka_unit_test_setup_teardown(a_slide_stays_until_its_time_is_over_or_it_is_gone, up, down),
        cmocka_unit_test_setup_teardown(many_notices_share_a_round, up, down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
