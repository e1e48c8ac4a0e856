/* What lobby and central agree on about entries. */
#include "common/followup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void every_act_is_read_back_by_its_name(void **state)
{
    (void)state;
    for (int i = 0; i < FOLLOWUP_ACTS; i++) {
        enum followup_act act;
        assert_true(followup_act_parse(followup_act_id((enum followup_act)i), &act));
        assert_int_equal(act, i);
    }
    enum followup_act act;
    assert_false(followup_act_parse("shout", &act));
    assert_false(followup_act_parse("", &act));
    assert_false(followup_act_parse(NULL, &act));
}

static void a_pin_has_four_to_six_digits(void **state)
{
    (void)state;
    assert_true(entry_pin_is_digits("0000"));
    assert_true(entry_pin_is_digits("123456"));
    static const char *const bad[] = {"", "123", "1234567", "12a4", "-123", "１２３４", " 1234"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(entry_pin_is_digits(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_act_is_read_back_by_its_name),
        cmocka_unit_test(a_pin_has_four_to_six_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
