/* When all that is stored was last known to be current. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "sync/words.h"

#define MORNING 1795896420 /* a whole answer */
#define ANSWER  (MORNING + 480)

static void nothing_that_arrived_is_newer_than_the_time_above_it(void **state UNUSED)
{
    assert_int_equal(words_confirmed(MORNING, ANSWER, true), ANSWER);
    assert_int_equal(words_confirmed(ANSWER, ANSWER, true), ANSWER);
}

static void an_answer_that_was_not_stored_whole_confirms_nothing_new(void **state UNUSED)
{
    assert_int_equal(words_confirmed(MORNING, ANSWER, false), MORNING);
}

static void a_channel_whose_news_may_be_kept_back_is_told_by_its_age(void **state UNUSED)
{
    assert_int_equal(words_confirmed(ANSWER - WORDS_HEAD_AGE_S, ANSWER, true), ANSWER);
    assert_int_equal(words_confirmed(ANSWER - WORDS_HEAD_AGE_S - 1, ANSWER, true), ANSWER - WORDS_HEAD_AGE_S - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_that_arrived_is_newer_than_the_time_above_it),
        cmocka_unit_test(an_answer_that_was_not_stored_whole_confirms_nothing_new),
        cmocka_unit_test(a_channel_whose_news_may_be_kept_back_is_told_by_its_age),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
