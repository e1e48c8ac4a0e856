#include "sync/feed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "common/codec.h"

#define SIG  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define LINE "N-001\\t1\\tnotice\\t0000000000000000000000000000000000000000000000000000000000000000\\t3\\t3\\t0\\t0\\t-"

static bool decode(struct feed_answer *answer, const char *text)
{
    const char *why = NULL;
    CLEANUP(json_free_ref) json_t *json = json_decode(text, strlen(text), NULL);
    assert_non_null(json);
    bool ok = feed_decode(answer, json, &why);
    assert_true(ok || why);
    return ok;
}

static void a_whole_answer_is_decoded_and_its_delays_clamped(void **state)
{
    (void)state;
    struct feed_answer answer;
    assert_true(decode(&answer,
                       "{\"seq\":9,\"root\":3,\"more\":true,\"wait\":99999,\"spread\":-5,\"retry\":[7,99999],\"ch\":"
                       "[{\"c\":\"s:heting\",\"from\":4,\"head\":\"foyer-head 1\\n\",\"sig\":\"" SIG
                       "\",\"put\":[\"" LINE "\"],\"del\":[\"N-002\"],\"blobs\":{}}]}"));
    assert_int_equal(answer.wait_s, 300);
    assert_int_equal(answer.spread_s, 0);
    assert_int_equal(answer.retry_low_s, 7);
    assert_int_equal(answer.retry_high_s, 600);
    assert_true(answer.more && answer.root == 3);
    assert_int_equal(answer.count, 1);
    assert_int_equal(answer.entries[0].from, 4);
    assert_string_equal(answer.entries[0].puts[0].id, "N-001");
    assert_string_equal(answer.entries[0].dels[0], "N-002");
    feed_fini(&answer);
}

static void malformed_parts_refuse_the_whole(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{}",
        "{\"ch\":{}}",
        "{\"ch\":[1]}",
        "{\"ch\":[{\"c\":\"nonsense\",\"head\":\"x\",\"sig\":\"" SIG "\"}]}",
        "{\"ch\":[{\"c\":\"s:a\",\"head\":\"x\",\"sig\":\"AAAA\"}]}",
        "{\"ch\":[{\"c\":\"s:a\",\"head\":\"x\",\"sig\":\"" SIG "\",\"put\":[\"short line\"]}]}",
        "{\"ch\":[{\"c\":\"s:a\",\"head\":\"x\",\"sig\":\"" SIG "\",\"put\":{}}]}",
        "{\"ch\":[{\"c\":\"s:a\",\"head\":\"x\",\"sig\":\"" SIG "\",\"del\":[\"../x\"]}]}",
        "{\"ch\":[{\"c\":\"s:a\",\"head\":\"x\",\"sig\":\"" SIG "\",\"del\":[7]}]}",
        "{\"ch\":[{\"c\":\"s:a\",\"head\":\"x\",\"sig\":\"" SIG "\",\"blobs\":[]}]}",
        "{\"ch\":[{\"c\":\"s:a\",\"head\":\"x\",\"sig\":\"" SIG "\",\"blobs\":{\"a\":1}}]}",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct feed_answer answer;
        assert_false(decode(&answer, texts[i]));
        feed_fini(&answer);
    }
}

static void a_blob_is_taken_only_under_its_own_hash(void **state)
{
    (void)state;
    struct feed_answer answer;
    struct buf deflated = {0}, text = {0};
    char sha256[65];
    crypto_sha256_hex(sha256, "genuine", 7);
    codec_deflate(&deflated, "genuine", 7) ? (void)0 : fail();
    codec_base64url(&text, deflated.data, deflated.len);
    CLEANUP(free_ptr)
    char *json = xasprintf("{\"ch\":[{\"c\":\"s:a\",\"head\":\"x\",\"sig\":\"" SIG "\",\"blobs\":{\"%s\":\"%s\","
                           "\"%064d\":\"%s\",\"junk\":\"!!\"}}]}",
                           sha256, text.data, 0, text.data);
    assert_true(decode(&answer, json));
    assert_int_equal(answer.entries[0].blob_count, 1);
    assert_string_equal(buf_str(&answer.entries[0].blobs[0].data), "genuine");
    feed_fini(&answer);
    buf_fini(&deflated);
    buf_fini(&text);
}

static void a_deflate_bomb_is_left_out(void **state)
{
    (void)state;
    struct feed_answer answer;
    struct buf deflated = {0}, text = {0};
    char sha256[65];
    size_t len = FEED_INFLATED_MAX + 1;
    char *zeros = xcalloc(1, len);
    crypto_sha256_hex(sha256, zeros, len);
    assert_true(codec_deflate(&deflated, zeros, len));
    assert_true(deflated.len < WIRE_INLINE_MAX);
    codec_base64url(&text, deflated.data, deflated.len);
    CLEANUP(free_ptr)
    char *json = xasprintf("{\"ch\":[{\"c\":\"s:a\",\"head\":\"x\",\"sig\":\"" SIG "\",\"blobs\":{\"%s\":\"%s\"}}]}",
                           sha256, text.data);
    assert_true(decode(&answer, json));
    assert_int_equal(answer.entries[0].blob_count, 0);
    feed_fini(&answer);
    buf_fini(&deflated);
    buf_fini(&text);
    free(zeros);
}

static void more_channels_than_a_terminal_has_are_refused(void **state)
{
    (void)state;
    struct feed_answer answer;
    struct buf text = {0};
    buf_puts(&text, "{\"ch\":[");
    for (int i = 0; i <= WIRE_CHANNELS_MAX; i++) {
        buf_printf(&text, "%s{\"c\":\"b:%d\",\"head\":\"x\",\"sig\":\"" SIG "\"}", i ? "," : "", i);
    }
    buf_puts(&text, "]}");
    assert_false(decode(&answer, text.data));
    feed_fini(&answer);
    buf_fini(&text);
}

int main(void)
{
    crypto_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_answer_is_decoded_and_its_delays_clamped),
        cmocka_unit_test(malformed_parts_refuse_the_whole),
        cmocka_unit_test(a_blob_is_taken_only_under_its_own_hash),
        cmocka_unit_test(a_deflate_bomb_is_left_out),
        cmocka_unit_test(more_channels_than_a_terminal_has_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
