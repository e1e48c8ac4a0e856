#include "sync/delay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "common/crypto.h"

static void backoff_grows_from_seconds_to_ten_minutes_and_no_further(void **state)
{
    (void)state;
    struct delays delays = {.scale = 1};
    for (int failures = 0; failures < 100; failures++) {
        int64_t cap_ms = 1000 * (failures >= 9 ? 600 : MIN(600, 2LL << failures));
        for (int i = 0; i < 50; i++) {
            int64_t ms = delay_backoff_ms(&delays, failures);
            assert_true(ms >= 100 && ms <= cap_ms);
        }
    }
}

static void a_fleet_is_spread(void **state)
{
    (void)state;
    struct delays delays = {.scale = 1, .boot_s = 120};
    int64_t low = INT64_MAX, high = 0;
    for (int i = 0; i < 500; i++) {
        int64_t ms = delay_ms(&delays, DELAY_BOOT);
        low = MIN(low, ms);
        high = MAX(high, ms);
    }
    assert_true(low < 12000 && high > 108000 && high <= 120000);
}

static void the_scale_divides_delays_but_leaves_a_slow_machine_time(void **state)
{
    (void)state;
    struct delays delays = {.scale = 1000, .boot_s = 2};
    assert_true(delay_ms(&delays, DELAY_HEADS) <= 54000);
    assert_int_equal(delay_timeout_ms(&delays, 30000), 3000);
    assert_int_equal(delay_timeout_ms(&delays, 1000), 1000);
    assert_int_equal(delay_scaled_ms(&delays, 5000), 5);
}

static void what_central_asks_for_is_capped(void **state)
{
    (void)state;
    struct delays delays = {.scale = 1};
    assert_int_equal(delay_between_ms(&delays, 999999, 999999), 600000);
    assert_int_equal(delay_between_ms(&delays, -5, -1), 0);
}

int main(void)
{
    crypto_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(backoff_grows_from_seconds_to_ten_minutes_and_no_further),
        cmocka_unit_test(a_fleet_is_spread),
        cmocka_unit_test(the_scale_divides_delays_but_leaves_a_slow_machine_time),
        cmocka_unit_test(what_central_asks_for_is_capped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
