/* What the office asks of a screen, and when the screen refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kiosk/orders.h"

#define ID "01913f5e-7c1a-7abc-8def-0123456789ab"

static void a_word_is_an_order_or_nothing(void **state)
{
    (void)state;
    struct order order = order_parse(ID " screenshot");
    assert_int_equal(order.what, ORDER_SCREENSHOT);
    assert_string_equal(order.id, ID);
    assert_int_equal(order_parse(ID " identify").what, ORDER_IDENTIFY);
    assert_int_equal(order_parse(ID " restart").what, ORDER_RESTART);
    assert_int_equal(order_parse(ID " dance").what, ORDER_UNKNOWN);
    static const char *const odd[] = {NULL, "",     "identify",
                                      ID,   ID " ", "01913f5e-7c1a-7abc-8def-0123456789aX identify"};
    for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
        assert_int_equal(order_parse(odd[i]).what, ORDER_NONE);
}

static void nothing_is_done_while_somebody_writes(void **state)
{
    (void)state;
    struct order_moment writing = {.has_words = true};
    assert_string_equal(order_refusal(ORDER_SCREENSHOT, &writing), "refused_form");
    assert_string_equal(order_refusal(ORDER_IDENTIFY, &writing), "refused_form");
    assert_string_equal(order_refusal(ORDER_RESTART, &writing), "refused_form");
}

static void danger_is_never_covered_and_a_dark_panel_has_no_picture(void **state)
{
    (void)state;
    struct order_moment danger = {.has_danger = true}, dark = {.is_dark = true}, calm = {0};
    assert_string_equal(order_refusal(ORDER_IDENTIFY, &danger), "refused_danger");
    assert_null(order_refusal(ORDER_SCREENSHOT, &danger));
    assert_string_equal(order_refusal(ORDER_SCREENSHOT, &dark), "dark");
    assert_null(order_refusal(ORDER_IDENTIFY, &dark)); /* a finger or the office lights it */
    assert_null(order_refusal(ORDER_RESTART, &calm));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_an_order_or_nothing),
        cmocka_unit_test(nothing_is_done_while_somebody_writes),
        cmocka_unit_test(danger_is_never_covered_and_a_dark_panel_has_no_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
