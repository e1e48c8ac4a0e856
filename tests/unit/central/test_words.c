/* Refusals in the clerk's language, with the real catalogue. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>

#include "central/validate/validate.h"
#include "central/words/words.h"
#include "common/json.h"

static int end(void **state UNUSED)
{
    words_hear(NULL);
    return 0;
}

static void the_first_language_of_the_request_is_spoken(void **state UNUSED)
{
    static const struct {
        const char *header, *said;
    } table[] = {
        {NULL, "there is no such lobby"},
        {"", "there is no such lobby"},
        {"zh-CN", "没有这个大堂"},
        {"zh", "没有这个大堂"},
        {"ZH-cn,en;q=0.8", "没有这个大堂"},
        {"en", "there is no such lobby"},
        {"en,zh-CN", "there is no such lobby"},
        {"fr", "there is no such lobby"},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        words_hear(table[i].header);
        assert_string_equal(_("there is no such lobby"), table[i].said);
    }
    words_hear("zh-CN");
    assert_string_equal(words_text("no sentence of ours"), "no sentence of ours");
    assert_string_equal(words_text(""), "");
}

static void ids_are_words_only_where_another_language_is_spoken(void **state UNUSED)
{
    words_hear(NULL);
    assert_string_equal(words_state("in_progress"), "in_progress");
    assert_string_equal(words_role("approver"), "approver");
    words_hear("zh");
    assert_string_equal(words_state("in_progress"), "办理中");
    assert_string_equal(words_role("approver"), "审批人");
    assert_string_equal(words_state("of_tomorrow"), "of_tomorrow");
}

static void assert_place(const char *refusal, const char *at, const char *said)
{
    char where[WORDS_AT_MAX];
    char *sentence = NULL;
    assert_int_equal(words_place(refusal, where, &sentence), *at != '\0');
    assert_string_equal(where, at);
    assert_string_equal(sentence, said);
    free(sentence);
}

static void a_place_is_kept_for_forms_and_said_in_words(void **state UNUSED)
{
    words_hear(NULL);
    assert_place("fee_items[3].unit_price_fen: a whole number is wanted", "fee_items[3].unit_price_fen",
                 "fee_items[3].unit_price_fen: a whole number is wanted");
    assert_place("a text is wanted", "", "a text is wanted");
    assert_place("plan.pdf: the file is empty", "", "plan.pdf: the file is empty");
    words_hear("zh-CN");
    assert_place("fee_items[3].unit_price_fen: 请填整数", "fee_items[3].unit_price_fen", "第4项收费的单价：请填整数");
    assert_place("lang.zh-CN.title: 请填文字", "lang.zh-CN.title", "中文的标题：请填文字");
    assert_place("new: 新密码太短", "new", "新密码：新密码太短");
    assert_place("plan.pdf：文件是空的", "", "plan.pdf：文件是空的");
    assert_place("请填文字", "", "请填文字");
    assert_place("", "", "");
}

static void a_path_that_is_too_long_is_left_as_it_is(void **state UNUSED)
{
    char refusal[2 * WORDS_AT_MAX] = "text";
    for (size_t i = 4; i < WORDS_AT_MAX + 20; i++)
        refusal[i] = 'x';
    memcpy(refusal + WORDS_AT_MAX + 20, ": y", 4);
    assert_place(refusal, "", refusal);
}

static void a_schema_speaks_it_too(void **state UNUSED)
{
    json_t *audience = json_pack("[]");
    words_hear("zh-CN");
    char *why = validate_audience(audience);
    assert_string_equal(why, "audience: 请填张贴范围：标签、楼栋、单元、大堂，以及不贴的标签和大堂");
    free(why);
    words_hear(NULL);
    why = validate_audience(audience);
    assert_non_null(strstr(why, "is wanted"));
    free(why);
    json_decref(audience);
}

static void *ask_elsewhere(void *arg)
{
    const char **said = arg;
    said[0] = _("there is no such lobby");
    words_hear(said[2]);
    said[1] = _("there is no such lobby");
    return NULL;
}

/* As a worker and the loop do. */
static void each_thread_speaks_its_own(void **state UNUSED)
{
    words_hear("zh-CN");
    const char *said[3] = {NULL, NULL, words_heard()};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, ask_elsewhere, said), 0);
    words_hear(NULL);
    pthread_join(thread, NULL);
    assert_string_equal(said[0], "there is no such lobby");
    assert_string_equal(said[1], "没有这个大堂");
    assert_string_equal(_("there is no such lobby"), "there is no such lobby");
    assert_null(words_heard());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_first_language_of_the_request_is_spoken, end),
        cmocka_unit_test_teardown(ids_are_words_only_where_another_language_is_spoken, end),
        cmocka_unit_test_teardown(a_place_is_kept_for_forms_and_said_in_words, end),
        cmocka_unit_test_teardown(a_path_that_is_too_long_is_left_as_it_is, end),
        cmocka_unit_test_teardown(a_schema_speaks_it_too, end),
        cmocka_unit_test_teardown(each_thread_speaks_its_own, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
