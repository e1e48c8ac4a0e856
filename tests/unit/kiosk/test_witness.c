#include "kiosk/witness.h"

#include "../terminal/scratch.h"
#include "stage.h"
#include "terminal/proof.h"

struct rig {
    char dir[32];
    struct model *model;
    struct model_notice *notice;
    struct witness *witness;
    struct witness_moment moment;
};

static int up(void **state)
{
    struct rig *rig = xcalloc(1, sizeof(*rig));
    scratch_make(rig->dir);
    rig->model = stage_model();
    rig->notice = stage_notice(rig->model, "N-1", "fee", "Fee");
    rig->notice->ver = 7;
    rig->witness = witness_open(rig->dir, NULL);
    rig->moment = (struct witness_moment){.model = rig->model,
                                          .mono_ms = 1000,
                                          .now_ms = stage_time("2026-11-23T23:58:00+08:00") * 1000,
                                          .trust = CLOCK_OK,
                                          .lit = true,
                                          .in_hours = true};
    *state = rig;
    return 0;
}

static int down(void **state)
{
    struct rig *rig = *state;
    witness_close(rig->witness);
    model_free(rig->model);
    scratch_remove(rig->dir);
    free(rig);
    return 0;
}

static void see(struct rig *rig, enum exposure_how how)
{
    struct exposure exposure = {0};
    exposure_add(&exposure, rig->notice, how);
    witness_see(rig->witness, &rig->moment, &exposure);
}

static void see_nothing(struct rig *rig)
{
    witness_see(rig->witness, &rig->moment, &(struct exposure){0});
}

static void pass(struct rig *rig, int64_t ms)
{
    rig->moment.mono_ms += ms;
    rig->moment.now_ms += ms;
}

static size_t rows_of(struct rig *rig, struct proof_row *rows, size_t max)
{
    struct proof *proof = proof_open(rig->dir);
    size_t count = proof_due(proof, rows, max);
    proof_close(proof);
    return count;
}

static void first_drawing_is_written_at_once(void **state)
{
    struct rig *rig = *state;
    struct proof_row rows[4];
    see(rig, EXPOSURE_SLIDE);
    assert_int_equal(rows_of(rig, rows, 4), 1);
    assert_string_equal(rows[0].item, "N-1");
    assert_string_equal(rows[0].day, "2026-11-23");
    assert_int_equal(rows[0].ver, 7);
    assert_int_equal(rows[0].first, rig->moment.now_ms / 1000);
    assert_int_equal(rows[0].times, 1);
}

static void times_and_seconds_are_counted(void **state)
{
    struct rig *rig = *state;
    struct proof_row rows[4];
    for (int i = 0; i < 3; i++) {
        see(rig, EXPOSURE_SLIDE);
        pass(rig, 10500);
        see_nothing(rig);
        pass(rig, 1000);
    }
    see(rig, EXPOSURE_OPENED);
    witness_close(rig->witness);
    rig->witness = NULL;
    assert_int_equal(rows_of(rig, rows, 4), 1);
    assert_int_equal(rows[0].times, 3);
    assert_int_equal(rows[0].seconds, 31);
    assert_int_equal(rows[0].opened, 1);
}

static void a_dark_panel_shows_nothing(void **state)
{
    struct rig *rig = *state;
    struct proof_row rows[4];
    rig->moment.lit = false;
    rig->moment.now_ms -= 3600000;
    for (int i = 0; i < 10; i++) {
        see(rig, EXPOSURE_SLIDE);
        pass(rig, 60000);
    }
    witness_close(rig->witness);
    rig->witness = NULL;
    assert_int_equal(rows_of(rig, rows, 4), 1); /* and says for how long, and that it was in its hours */
    assert_string_equal(rows[0].item, PROOF_SCREEN_DARK);
    assert_int_equal(rows[0].minutes, 9);
    assert_int_equal(rows[0].times + rows[0].seconds + rows[0].opened, 0);
}

static void a_dark_panel_outside_its_hours_is_no_gap(void **state)
{
    struct rig *rig = *state;
    struct proof_row rows[4];
    rig->moment.lit = rig->moment.in_hours = false;
    for (int i = 0; i < 10; i++) {
        see(rig, EXPOSURE_SLIDE);
        pass(rig, 60000);
    }
    witness_close(rig->witness);
    rig->witness = NULL;
    assert_int_equal(rows_of(rig, rows, 4), 0);
}

static void minutes_count_in_the_hours_of_the_screen_alone(void **state)
{
    struct rig *rig = *state;
    struct proof_row rows[4];
    rig->moment.now_ms -= 3600000;
    for (int i = 0; i < 10; i++) {
        rig->moment.in_hours = i < 4;
        see_nothing(rig);
        pass(rig, 60000);
    }
    witness_close(rig->witness);
    rig->witness = NULL;
    assert_int_equal(rows_of(rig, rows, 4), 1);
    assert_int_equal(rows[0].minutes, 4);
    assert_int_equal(rows[0].first, 0);
}

static void midnight_begins_a_new_day(void **state)
{
    struct rig *rig = *state;
    struct proof_row rows[4];
    for (int i = 0; i < 5; i++) {
        see(rig, EXPOSURE_STRIP);
        pass(rig, 60000);
    }
    assert_int_equal(rows_of(rig, rows, 4), 2);
    assert_string_equal(rows[0].day, "2026-11-23");
    assert_string_equal(rows[1].day, "2026-11-24");
    assert_int_equal(rows[0].seconds, 120);
    assert_true(rows[1].first >= stage_time("2026-11-24T00:00:00+08:00"));
}

static void an_unknown_clock_counts_when_it_is_known(void **state)
{
    struct rig *rig = *state;
    struct proof_row rows[4];
    int64_t drawn_ms = rig->moment.now_ms;
    rig->moment.trust = CLOCK_UNKNOWN;
    rig->moment.now_ms -= 400 * 86400000LL;
    see(rig, EXPOSURE_SLIDE);
    pass(rig, 30000);
    see_nothing(rig);
    assert_int_equal(rows_of(rig, rows, 4), 0);
    rig->moment.trust = CLOCK_OK;
    rig->moment.now_ms = drawn_ms + 30000;
    see_nothing(rig);
    assert_int_equal(rows_of(rig, rows, 4), 1);
    assert_int_equal(rows[0].first, drawn_ms / 1000);
    assert_string_equal(rows[0].day, "2026-11-23");
}

static void versions_that_have_gone_leave_room_for_new_ones(void **state)
{
    struct rig *rig = *state;
    rig->moment.now_ms -= 6 * 3600000;
    for (int i = 2; i <= MODEL_NOTICES_MAX; i++) {
        char id[16];
        snprintf(id, sizeof(id), "N-%d", i);
        stage_notice(rig->model, id, "fee", "Fee");
    }
    for (int ver = 1; ver <= 5; ver++) {
        for (size_t i = 0; i < rig->model->notice_count; i++)
            rig->model->notices[i].ver = ver;
        for (int minute = 0; minute < 6; minute++) {
            see_nothing(rig);
            pass(rig, 60000);
        }
    }
    witness_close(rig->witness);
    rig->witness = NULL;
    size_t max = 5 * MODEL_NOTICES_MAX, of_the_last = 0;
    struct proof_row *rows = xcalloc(max, sizeof(*rows));
    size_t count = rows_of(rig, rows, max);
    for (size_t i = 0; i < count; i++)
        of_the_last += rows[i].ver == 5;
    assert_int_equal(of_the_last, MODEL_NOTICES_MAX);
    free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(first_drawing_is_written_at_once, up, down),
        cmocka_unit_test_setup_teardown(times_and_seconds_are_counted, up, down),
        cmocka_unit_test_setup_teardown(a_dark_panel_shows_nothing, up, down),
        cmocka_unit_test_setup_teardown(a_dark_panel_outside_its_hours_is_no_gap, up, down),
        cmocka_unit_test_setup_teardown(minutes_count_in_the_hours_of_the_screen_alone, up, down),
        cmocka_unit_test_setup_teardown(midnight_begins_a_new_day, up, down),
        cmocka_unit_test_setup_teardown(versions_that_have_gone_leave_room_for_new_ones, up, down),
        cmocka_unit_test_setup_teardown(an_unknown_clock_counts_when_it_is_known, up, down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
