#include "sync/shown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void a_post_says_counts_and_missing_characters(void **state UNUSED)
{
    struct proof_row row = {"2026-11-25", "N-1", 3, 100, 200, 4, 50, 6, 7, 9};
    struct proof_missing missing[] = {{"N-1", 0x2A6A5}, {"N-1", 0x3400}, {"N-2", 0x9FFF}};
    struct buf body = {0};
    shown_body(&body, &row, 1, missing, 3);
    assert_string_equal(buf_str(&body),
                        "{\"missing\":[{\"codes\":[\"U+2A6A5\",\"U+3400\"],\"item\":\"N-1\"},"
                        "{\"codes\":[\"U+9FFF\"],\"item\":\"N-2\"}],\"rows\":[{\"day\":\"2026-11-25\","
                        "\"first\":100,\"item\":\"N-1\",\"last\":200,\"minutes\":7,\"opened\":6,\"seconds\":50,"
                        "\"times\":4,\"ver\":3}]}");
    buf_fini(&body);
}

static void an_empty_post_is_whole(void **state UNUSED)
{
    struct buf body = {0};
    shown_body(&body, NULL, 0, NULL, 0);
    assert_string_equal(buf_str(&body), "{\"missing\":[],\"rows\":[]}");
    buf_fini(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_post_says_counts_and_missing_characters),
        cmocka_unit_test(an_empty_post_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
