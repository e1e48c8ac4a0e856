#include "sync/call.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static enum call_result judge(int status, const char *type, const char *text)
{
    CLEANUP(json_free_ref) json_t *json = text ? json_decode(text, strlen(text), NULL) : NULL;
    return call_judge(status, type, json, false, false);
}

#define JSON "application/json"

static void a_captive_portals_page_is_offline_whatever_its_status(void **state)
{
    (void)state;
    static const int statuses[] = {200, 201, 302, 401, 403, 404, 410, 429, 503, 511};
    for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
        assert_int_equal(judge(statuses[i], "text/html", NULL), CALL_OFFLINE);
        assert_int_equal(judge(statuses[i], JSON, NULL), CALL_OFFLINE);
    }
    assert_int_equal(judge(200, JSON, "[]"), CALL_OFFLINE);
}

static void the_error_table_is_followed(void **state)
{
    (void)state;
    static const struct {
        int status;
        const char *code;
        enum call_result result;
    } table[] = {
        {400, "bad_json", CALL_REFUSED},
        {401, "token_expired", CALL_TOKEN},
        {401, "clock_skew", CALL_SKEW},
        {403, "revoked", CALL_REVOKED},
        {403, "other", CALL_OFFLINE},
        {404, "no_blob", CALL_MISSING},
        {410, "enroll_expired", CALL_MISSING},
        {409, "cursor_ahead", CALL_AHEAD},
        {411, "length_required", CALL_TOO_LARGE},
        {413, "too_large", CALL_TOO_LARGE},
        {414, "uri_too_long", CALL_TOO_LARGE},
        {429, "rate_limited", CALL_BUSY},
        {431, "headers_too_large", CALL_TOO_LARGE},
        {503, "draining", CALL_BUSY},
        {500, "internal", CALL_OFFLINE},
        {501, "not_implemented", CALL_OFFLINE},
        {505, "version", CALL_OFFLINE},
        {408, "timeout", CALL_OFFLINE},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(free_ptr) char *text = xasprintf("{\"error\":\"%s\",\"msg\":\"x\"}", table[i].code);
        assert_int_equal(judge(table[i].status, JSON, text), table[i].result);
    }
}

static void good_answers_are_good(void **state)
{
    (void)state;
    assert_int_equal(judge(200, JSON, "{}"), CALL_OK);
    assert_int_equal(judge(201, JSON, "{}"), CALL_OK);
    assert_int_equal(judge(204, "", NULL), CALL_OK);
    assert_int_equal(call_judge(206, "application/octet-stream", NULL, true, false), CALL_OK);
    assert_int_equal(call_judge(200, "text/html", NULL, true, false), CALL_OFFLINE);
    assert_int_equal(call_judge(204, "", NULL, true, false), CALL_OFFLINE);
}

static void unchanged_needs_our_own_tag(void **state)
{
    (void)state;
    assert_int_equal(call_judge(304, "", NULL, false, true), CALL_UNCHANGED);
    assert_int_equal(call_judge(304, "", NULL, false, false), CALL_OFFLINE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_captive_portals_page_is_offline_whatever_its_status),
        cmocka_unit_test(the_error_table_is_followed),
        cmocka_unit_test(good_answers_are_good),
        cmocka_unit_test(unchanged_needs_our_own_tag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
