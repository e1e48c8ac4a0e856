#include "common/warning.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_level_is_one_of_four_colours(void **state)
{
    (void)state;
    assert_int_equal(warning_level("蓝色"), WARNING_BLUE);
    assert_int_equal(warning_level("黄色预警"), WARNING_YELLOW);
    assert_int_equal(warning_level("橙色预警信号"), WARNING_ORANGE);
    assert_int_equal(warning_level("红色"), WARNING_RED);
    assert_int_equal(warning_level("绿色"), WARNING_NONE);
    assert_int_equal(warning_level("红色解除"), WARNING_NONE);
    assert_int_equal(warning_level(""), WARNING_NONE);
    assert_int_equal(warning_level(NULL), WARNING_NONE);
}

static void only_the_weather_has_levels(void **state)
{
    (void)state;
    json_t *doc = json_pack("{s:s,s:s}", "kind", "emergency_typhoon", "warning_color", "橙色");
    assert_int_equal(warning_of_notice(doc), WARNING_ORANGE);
    json_object_set_new(doc, "kind", json_string("emergency_gas"));
    assert_int_equal(warning_of_notice(doc), WARNING_NONE);
    json_object_set_new(doc, "kind", json_null());
    assert_int_equal(warning_of_notice(doc), WARNING_NONE);
    json_decref(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_level_is_one_of_four_colours),
        cmocka_unit_test(only_the_weather_has_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
