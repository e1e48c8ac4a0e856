#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/contact.h"

static void kinds_say_what_a_number_is_good_for(void **state)
{
    (void)state;
    assert_int_equal(contact_use_of("lift_rescue"), CONTACT_LIFT);
    assert_int_equal(contact_use_of("lift"), CONTACT_LIFT);
    assert_int_equal(contact_use_of("service"), CONTACT_OFFICE);
    assert_int_equal(contact_use_of("steward"), CONTACT_OTHER);
    assert_int_equal(contact_use_of("Lift"), CONTACT_OTHER);
    assert_int_equal(contact_use_of(NULL), CONTACT_OTHER);
    assert_true(contact_kind_is_known("steward"));
    assert_false(contact_kind_is_known("Lift"));
    assert_false(contact_kind_is_known(""));
}

static void three_numbers_are_the_same_everywhere(void **state)
{
    (void)state;
    assert_true(contact_is_public("110") && contact_is_public("119") && contact_is_public("120"));
    assert_false(contact_is_public("12345") || contact_is_public("") || contact_is_public(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_say_what_a_number_is_good_for),
        cmocka_unit_test(three_numbers_are_the_same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
