#include "kiosk/typing/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "common/log.h"

static bool offers(const struct suggest *suggest, const char *text, const char *word)
{
    const char *next[SUGGEST_MAX];
    int count = suggest_next(suggest, text, strlen(text), next);
    for (int i = 0; i < count; i++)
        if (str_eq(next[i], word))
            return true;
    return false;
}

static void what_often_follows_is_offered(void **state)
{
    (void)state;
    struct suggest *suggest = suggest_open(FOYER_SHARE_DIR "/typing");
    assert_non_null(suggest);
    assert_true(offers(suggest, "电梯", "坏了"));
    assert_true(offers(suggest, "我要说我们这里的电梯", "坏了"));
    assert_true(offers(suggest, "请尽快", "处理")); /* the longer word decides */
    suggest_close(suggest);
}

static void words_that_nobody_wrote_down_offer_nothing(void **state)
{
    (void)state;
    const char *next[SUGGEST_MAX];
    struct suggest *suggest = suggest_open(FOYER_SHARE_DIR "/typing");
    assert_int_equal(suggest_next(suggest, "", 0, next), 0);
    assert_int_equal(suggest_next(suggest, "xyz", 3, next), 0);
    assert_int_equal(suggest_next(suggest, "\xe7\x94", 2, next), 0); /* half a character */
    assert_int_equal(suggest_next(NULL, "电梯", 6, next), 0);
    suggest_close(suggest);
}

static void a_missing_file_is_no_suggestions(void **state)
{
    (void)state;
    assert_null(suggest_open("/nonexistent"));
    suggest_close(NULL);
}

int main(void)
{
    log_open("test", LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_often_follows_is_offered),
        cmocka_unit_test(words_that_nobody_wrote_down_offer_nothing),
        cmocka_unit_test(a_missing_file_is_no_suggestions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
