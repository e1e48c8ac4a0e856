/* Strict JSON, and what reading fields gives. */
#include "common/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static json_t *decode(const char *text, char **why)
{
    return json_decode(text, strlen(text), why);
}

static void documents_decode_exactly(void **state)
{
    (void)state;
    CLEANUP(json_free_ref)
    json_t *doc = decode(
        "\xef\xbb\xbf{\"n\":9007199254740993,\"s\":\"\\u4e2d文\",\"t\":true,\"f\":false,\"o\":{\"k\":[1]}}", NULL);
    assert_non_null(doc);
    assert_int_equal(json_int_or(doc, "n", 0), 9007199254740993);
    assert_string_equal(json_str(doc, "s"), "中文");
    assert_true(json_flag(doc, "t"));
    assert_false(json_flag(doc, "f"));
    assert_true(json_is_object(json_member(doc, "o")));
}

static void absent_and_wrong_members_give_the_fallback(void **state)
{
    (void)state;
    CLEANUP(json_free_ref) json_t *doc = decode("{\"s\":1,\"n\":\"1\",\"r\":1.5,\"t\":1,\"z\":null}", NULL);
    assert_null(json_str(doc, "s"));
    assert_null(json_str(doc, "none"));
    assert_string_equal(json_str_or(doc, "s", "x"), "x");
    assert_int_equal(json_int_or(doc, "n", -1), -1);
    assert_int_equal(json_int_or(doc, "r", -1), -1);
    assert_false(json_flag(doc, "t"));
    assert_true(json_is_null(json_member(doc, "z")));
    assert_null(json_member(NULL, "s"));
    assert_null(json_str(json_member(doc, "s"), "deeper"));
}

static void what_is_no_strict_json_is_refused_with_a_reason(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "{",
                                      "{\"a\":1,\"a\":2}",
                                      "{} x",
                                      "{}{}",
                                      "{\"a\":01}",
                                      "{\"a\":1.}",
                                      "{\"a\":1e400}",
                                      "{\"a\":9223372036854775808}",
                                      "{\"a\":\"\\u0000\"}",
                                      "{\"a\":\"\\ud800\"}",
                                      "{\"a\":\"\xff\"}",
                                      "{\"a\":\"x\ny\"}",
                                      "{'a':1}",
                                      "[1,]",
                                      "NaN",
                                      "\"text\"",
                                      "<html><body>Sign in</body></html>",
                                      "\xef\xbb\xbf",
                                      "\xef\xbb\xbf\xef\xbb\xbf{}"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        CLEANUP(free_ptr) char *why = NULL;
        assert_null(decode(bad[i], &why));
        assert_non_null(why);
        assert_null(decode(bad[i], NULL));
    }
    assert_null(json_decode("{}\0", 3, NULL));
}

static void reasons_do_not_quote_the_document(void **state)
{
    (void)state;
    CLEANUP(free_ptr) char *why = NULL;
    assert_null(decode("{\"text\": \"x\" 13800138000}", &why));
    assert_null(strstr(why, "138"));
    assert_non_null(strstr(why, "line 1, column"));
}

static void only_so_much_nesting_is_read(void **state)
{
    (void)state;
    char text[4096];
    for (int depth = JSON_DEPTH_MAX; depth <= 2000; depth += 1 + depth) {
        memset(text, '[', (size_t)depth);
        memset(text + depth, ']', (size_t)depth);
        CLEANUP(json_free_ref) json_t *doc = json_decode(text, (size_t)depth * 2, NULL);
        assert_int_equal(doc != NULL, depth <= JSON_DEPTH_MAX);
    }
    memset(text, '[', sizeof(text));
    assert_null(json_decode(text, sizeof(text), NULL));
    /* brackets in text are text */
    CLEANUP(json_free_ref)
    json_t *quoted = decode("[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[[[[[[[\\\\\"]", NULL);
    assert_non_null(quoted);
}

static void same_value_gives_the_same_bytes(void **state)
{
    (void)state;
    CLEANUP(json_free_ref) json_t *one = decode("{ \"b\": [1, 2], \"a\": \"文/\\n\" }", NULL);
    CLEANUP(json_free_ref) json_t *two = decode("{\"a\":\"文/\\n\",\"b\":[1,2]}", NULL);
    CLEANUP(buf_fini) struct buf first = {0};
    CLEANUP(buf_fini) struct buf second = {0};
    json_encode(&first, one);
    json_encode(&second, two);
    assert_string_equal(first.data, "{\"a\":\"文/\\n\",\"b\":[1,2]}");
    assert_string_equal(first.data, second.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_decode_exactly),
        cmocka_unit_test(absent_and_wrong_members_give_the_fallback),
        cmocka_unit_test(what_is_no_strict_json_is_refused_with_a_reason),
        cmocka_unit_test(reasons_do_not_quote_the_document),
        cmocka_unit_test(only_so_much_nesting_is_read),
        cmocka_unit_test(same_value_gives_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
