/* Allocation helpers, strict numbers and the byte buffer. */
#include "common/base.h"
#include "common/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void parse_i64_takes_the_whole_range(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {
        {"0", 0}, {"-0", 0}, {"007", 7}, {"9223372036854775807", INT64_MAX}, {"-9223372036854775808", INT64_MIN}};
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        int64_t value = 42;
        assert_true(parse_i64(good[i].text, INT64_MIN, INT64_MAX, &value));
        assert_int_equal(value, good[i].value);
    }
}

static void parse_i64_refuses_what_is_no_number_and_leaves_the_target(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "-",
                                      "+1",
                                      " 1",
                                      "1 ",
                                      "1.0",
                                      "0x10",
                                      "--1",
                                      "9223372036854775808",
                                      "-9223372036854775809",
                                      "99999999999999999999999",
                                      "１"};
    int64_t value = 42;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(parse_i64(bad[i], INT64_MIN, INT64_MAX, &value));
    assert_false(parse_i64(NULL, INT64_MIN, INT64_MAX, &value));
    assert_int_equal(value, 42);
}

static void parse_i64_keeps_bounds(void **state)
{
    (void)state;
    int64_t value;
    assert_true(parse_i64("10", 1, 10, &value));
    assert_false(parse_i64("11", 1, 10, &value));
    assert_false(parse_i64("0", 1, 10, &value));
}

static void take_hands_a_pointer_out_of_a_cleanup_variable(void **state)
{
    (void)state;
    char *kept;
    {
        CLEANUP(free_ptr) char *text = xasprintf("%d-%s", 7, "x");
        kept = TAKE(text);
        assert_null(text);
    }
    assert_string_equal(kept, "7-x");
    free(kept);
    assert_null(xstrdup(NULL));
}

static void buffer_is_a_string_after_every_change(void **state)
{
    (void)state;
    struct buf buf = {0};
    assert_string_equal(buf_str(&buf), "");
    buf_puts(&buf, "abc");
    buf_putc(&buf, 'd');
    buf_printf(&buf, "-%05d", 42);
    assert_string_equal(buf_str(&buf), "abcd-00042");
    buf_consume(&buf, 4);
    assert_string_equal(buf.data, "-00042");
    assert_int_equal(buf.len, 6);
    buf_consume(&buf, 6);
    assert_string_equal(buf_str(&buf), "");
    buf_clear(&buf);
    buf_append(&buf, NULL, 0);
    assert_int_equal(buf.len, 0);
    buf_fini(&buf);
    assert_null(buf.data);
}

static void buffer_prints_more_than_it_has_room_for(void **state)
{
    (void)state;
    struct buf buf = {0};
    for (int i = 0; i < 300; i++)
        buf_printf(&buf, "%0200d", i);
    assert_int_equal(buf.len, 300 * 200);
    assert_int_equal(strlen(buf.data), buf.len);
    assert_memory_equal(buf.data + buf.len - 3, "299", 3);
    buf_wipe(&buf);
    assert_int_equal(buf.cap, 0);
}

static void taking_an_empty_buffer_gives_an_empty_string(void **state)
{
    (void)state;
    struct buf buf = {0};
    CLEANUP(free_ptr) char *empty = buf_take(&buf);
    assert_string_equal(empty, "");
    buf_puts(&buf, "x");
    CLEANUP(free_ptr) char *full = buf_take(&buf);
    assert_string_equal(full, "x");
    assert_null(buf.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse_i64_takes_the_whole_range),
        cmocka_unit_test(parse_i64_refuses_what_is_no_number_and_leaves_the_target),
        cmocka_unit_test(parse_i64_keeps_bounds),
        cmocka_unit_test(take_hands_a_pointer_out_of_a_cleanup_variable),
        cmocka_unit_test(buffer_is_a_string_after_every_change),
        cmocka_unit_test(buffer_prints_more_than_it_has_room_for),
        cmocka_unit_test(taking_an_empty_buffer_gives_an_empty_string),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
