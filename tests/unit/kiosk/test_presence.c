#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kiosk/input/presence.h"

static void panel_that_was_never_there_is_not_lost(void **state)
{
    (void)state;
    struct presence presence = {0};
    assert_false(presence_look(&presence, 0, 1000));
    assert_false(presence_look(&presence, 0, 900000));
    assert_false(presence.is_lost);
}

static void vanished_panel_is_lost_after_three_seconds_and_comes_back_at_once(void **state)
{
    (void)state;
    struct presence presence = {0};
    assert_false(presence_look(&presence, 1, 1000));
    assert_false(presence_look(&presence, 0, 2000));
    assert_int_equal(presence_next_ms(&presence), 5000);
    assert_false(presence_look(&presence, 0, 4999));
    assert_true(presence_look(&presence, 0, 5000));
    assert_true(presence.is_lost);
    assert_false(presence_look(&presence, 0, 60000));
    assert_true(presence_look(&presence, 1, 61000));
    assert_false(presence.is_lost);
}

static void controller_that_resets_itself_means_nothing(void **state)
{
    (void)state;
    struct presence presence = {0};
    presence_look(&presence, 2, 1000);
    assert_false(presence_look(&presence, 0, 2000));
    assert_false(presence_look(&presence, 1, 3000));
    assert_false(presence_look(&presence, 0, 4000));
    assert_false(presence_look(&presence, 0, 6000));
    assert_false(presence.is_lost);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(panel_that_was_never_there_is_not_lost),
        cmocka_unit_test(vanished_panel_is_lost_after_three_seconds_and_comes_back_at_once),
        cmocka_unit_test(controller_that_resets_itself_means_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
