#include "terminal/termclock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define BUILT_MS (termclock_built_s() * 1000)

static void ok_follows_the_boot_clock_through_a_jump_of_the_wall_clock(void **state)
{
    (void)state;
    struct termclock_words words = {.ok = true, .same_boot = true, .offset_ms = BUILT_MS + 5000};
    struct termclock before = termclock_judge(&words, BUILT_MS + 900, 1000);
    struct termclock after = termclock_judge(&words, 77, 1000); /* somebody set the clock to 1970 */
    assert_int_equal(before.trust, CLOCK_OK);
    assert_int_equal(BUILT_MS + 900 + before.offset_ms, BUILT_MS + 6000);
    assert_int_equal(77 + after.offset_ms, BUILT_MS + 6000);
}

static void ok_ends_with_the_boot(void **state)
{
    (void)state;
    struct termclock_words words = {.ok = true, .same_boot = false, .offset_ms = 1};
    assert_int_equal(termclock_judge(&words, BUILT_MS + 1, 1000).trust, CLOCK_APPROX);
}

static void a_clock_before_the_floor_is_unknown_and_judged_by_the_floor(void **state)
{
    (void)state;
    struct termclock_words words = {.floor_s = termclock_built_s() + 500, .floor_at_ms = 9000};
    struct termclock clock = termclock_judge(&words, 60000, 3000);
    assert_int_equal(clock.trust, CLOCK_UNKNOWN);
    assert_int_equal(60000 + clock.offset_ms, BUILT_MS + 500000 + 3000); /* another boot: floor plus uptime */
    words.same_boot = true;
    clock = termclock_judge(&words, 60000, 10000);
    assert_int_equal(60000 + clock.offset_ms, BUILT_MS + 500000 + 1000); /* this boot: since it was saved */
}

static void without_a_cache_the_programs_birthday_is_the_floor(void **state)
{
    (void)state;
    struct termclock_words words = {0};
    assert_int_equal(termclock_judge(&words, BUILT_MS - 1, 5).trust, CLOCK_UNKNOWN);
    assert_int_equal(termclock_judge(&words, BUILT_MS, 5).trust, CLOCK_APPROX);
    assert_int_not_equal(termclock_read(NULL).trust, CLOCK_OK);
}

static void the_word_comes_back_as_it_was_written(void **state)
{
    (void)state;
    static const char boot[] = "0f8fad5b-d9cb-469f-a165-70867728950e";
    const struct termclock_words words = {
        .ok = true, .same_boot = true, .offset_ms = -7, .floor_s = 1800000000, .floor_at_ms = 12};
    char word[TERMCLOCK_WORD_SIZE];
    termclock_format(word, &words, boot);
    struct termclock_words back = termclock_parse(word, boot);
    assert_true(back.ok && back.same_boot);
    assert_int_equal(back.offset_ms, -7);
    assert_int_equal(back.floor_s, 1800000000);
    assert_int_equal(back.floor_at_ms, 12);
    assert_false(termclock_parse(word, "another boot").same_boot);
    termclock_format(word, &words, ""); /* no boot id: nothing that a boot limits may hold */
    assert_false(termclock_parse(word, "").same_boot);
}

static void a_damaged_word_says_nothing(void **state)
{
    (void)state;
    static const char *const words[] = {
        NULL, "", "ok", "ok boot", "ok boot 1 2", "ok boot x 2 3", "very-ok boot 1 2 3"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        struct termclock_words read = termclock_parse(words[i], "boot");
        assert_false(read.ok && read.same_boot);
        assert_int_equal(read.floor_s, 0);
    }
    assert_true(termclock_parse("ok boot 1 999999999999999999 3", "boot").floor_s <= 253402300799LL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ok_follows_the_boot_clock_through_a_jump_of_the_wall_clock),
        cmocka_unit_test(ok_ends_with_the_boot),
        cmocka_unit_test(a_clock_before_the_floor_is_unknown_and_judged_by_the_floor),
        cmocka_unit_test(without_a_cache_the_programs_birthday_is_the_floor),
        cmocka_unit_test(the_word_comes_back_as_it_was_written),
        cmocka_unit_test(a_damaged_word_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
