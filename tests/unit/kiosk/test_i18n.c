/* The words of the screen in two languages, with the real catalogue. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "kiosk/i18n.h"

static int start(void **state UNUSED)
{
    i18n_start(FOYER_SHARE_DIR "/locale");
    return 0;
}

static void a_wall_speaks_chinese_until_another_language_is_chosen(void **state UNUSED)
{
    assert_string_equal(_("Read aloud"), "朗读");
    i18n_use("en");
    assert_string_equal(_("Read aloud"), "Read aloud");
    i18n_use("zh-CN");
    assert_string_equal(_("Read aloud"), "朗读");
    assert_string_equal(_(""), "");
}

/* Other threads may be reading it at that moment. */
static void a_choice_of_language_leaves_the_environment_alone(void **state UNUSED)
{
    const char *before = getenv("LANGUAGE");
    i18n_use("en");
    assert_ptr_equal(getenv("LANGUAGE"), before);
    i18n_use("zh-CN");
    assert_ptr_equal(getenv("LANGUAGE"), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_wall_speaks_chinese_until_another_language_is_chosen, start),
        cmocka_unit_test_setup(a_choice_of_language_leaves_the_environment_alone, start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
