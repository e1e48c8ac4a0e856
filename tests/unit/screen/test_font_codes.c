#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kiosk/screen/font_codes.h"

static void fonts_together_have_what_a_bulletin_says(void **state UNUSED)
{
    struct codes codes = {0};
    assert_true(font_codes_read(FOYER_SHARE_DIR "/fonts", &codes));
    static const uint32_t had[] = {'A',   0x505C, 0x20BB7, 0x365F,  0x4DAE,  0x6AD, 0x6C6,
                                   0x6C8, 0x6CB,  0x6D0,   0x1F1E8, 0x1F468, 0x20E3};
    for (size_t i = 0; i < ARRAY_LEN(had); i++)
        if (!codes_have(&codes, had[i]))
            fail_msg("U+%04X is in no font", had[i]);
    assert_false(codes_have(&codes, 0x3134A));
    codes_fini(&codes);
}

static void shipped_fonts_may_be_missing(void **state UNUSED)
{
    struct codes codes = {0};
    assert_true(font_codes_read("/nonexistent", &codes));
    assert_true(codes_have(&codes, 0x505C));
    codes_fini(&codes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fonts_together_have_what_a_bulletin_says),
        cmocka_unit_test(shipped_fonts_may_be_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
