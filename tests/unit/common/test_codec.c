/* Hex, base64url, deflate; and UTF-8. */
#include "common/codec.h"

#include "common/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void hex_is_exact(void **state)
{
    (void)state;
    char hex[9];
    uint8_t bytes[4];
    codec_hex(hex, "\x00\x9f\xff\x10", 4);
    assert_string_equal(hex, "009fff10");
    assert_true(codec_unhex(bytes, 4, hex));
    assert_memory_equal(bytes, "\x00\x9f\xff\x10", 4);
    static const char *const bad[] = {"", "009fff1", "009fff100", "009FFF10", "009fff1g", " 09fff10"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(codec_unhex(bytes, 4, bad[i]));
}

/* RFC 4648 section 10, without padding, and the two letters that differ from plain base64. */
static const struct {
    const char *bytes, *text;
} base64url_vectors[] = {{"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
                         {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff\xfe", "-__-"}};

static void base64url_matches_the_rfc(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(base64url_vectors); i++) {
        const char *bytes = base64url_vectors[i].bytes, *text = base64url_vectors[i].text;
        CLEANUP(buf_fini) struct buf out = {0};
        codec_base64url(&out, bytes, strlen(bytes));
        assert_string_equal(buf_str(&out), text);
        CLEANUP(buf_fini) struct buf back = {0};
        assert_true(codec_unbase64url(&back, text, 64));
        assert_int_equal(back.len, strlen(bytes));
        assert_memory_equal(buf_str(&back), bytes, back.len);
    }
}

static void base64url_has_one_spelling(void **state)
{
    (void)state;
    static const char *const bad[] = {"Zg==", "Zh",   "Zm9",    "A",     "AAAAA",
                                      "Zm+v", "Zm/v", "Zm9v\n", " Zm9v", "Z\xc3\xa9g"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        CLEANUP(buf_fini) struct buf out = {0};
        buf_puts(&out, "kept");
        assert_false(codec_unbase64url(&out, bad[i], 64));
        assert_string_equal(buf_str(&out), "kept");
    }
}

static void base64url_keeps_its_limit(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf out = {0};
    assert_true(codec_unbase64url(&out, "Zm9vYmE", 5));
    assert_false(codec_unbase64url(&out, "Zm9vYmE", 4));
    assert_string_equal(buf_str(&out), "fooba");
}

static void deflate_round_trips(void **state)
{
    (void)state;
    for (size_t len = 0; len < 70000; len = len * 3 + 1) {
        CLEANUP(free_ptr) char *data = xmalloc(len);
        for (size_t i = 0; i < len; i++)
            data[i] = (char)(i * i >> 3);
        CLEANUP(buf_fini) struct buf packed = {0};
        CLEANUP(buf_fini) struct buf back = {0};
        assert_true(codec_deflate(&packed, data, len));
        buf_puts(&back, "ahead ");
        assert_true(codec_inflate(&back, packed.data, packed.len, len));
        assert_int_equal(back.len, 6 + len);
        assert_memory_equal(back.data + 6, data, len);
    }
}

static void inflate_refuses_a_bomb_early(void **state)
{
    (void)state;
    CLEANUP(free_ptr) char *zeros = xcalloc(1, 32 << 20);
    CLEANUP(buf_fini) struct buf bomb = {0};
    assert_true(codec_deflate(&bomb, zeros, 32 << 20));
    CLEANUP(buf_fini) struct buf out = {0};
    assert_false(codec_inflate(&out, bomb.data, bomb.len, 65536));
    assert_int_equal(out.len, 0);
    assert_true(out.cap < 1 << 20);
}

static void inflate_refuses_cut_changed_and_lengthened_data(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf packed = {0};
    CLEANUP(buf_fini) struct buf out = {0};
    assert_true(codec_deflate(&packed, "hello hello hello", 17));
    for (size_t len = 0; len < packed.len; len++)
        assert_false(codec_inflate(&out, packed.data, len, 1000));
    buf_putc(&packed, 'x');
    assert_false(codec_inflate(&out, packed.data, packed.len, 1000));
    packed.len--;
    packed.data[packed.len - 1] ^= 1; /* the checksum */
    assert_false(codec_inflate(&out, packed.data, packed.len, 1000));
    assert_false(codec_inflate(&out, "not deflated", 12, 1000));
    assert_int_equal(out.len, 0);
}

static void utf8_refuses_what_is_malformed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool valid;
    } table[] = {
        {"", true},
        {"abc 中文 𠮷 \xf4\x8f\xbf\xbf", true},
        {"\x80", false},             /* a tail alone */
        {"\xc0\x80", false},         /* overlong NUL */
        {"\xc1\xbf", false},         /* overlong */
        {"\xe0\x9f\xbf", false},     /* overlong */
        {"\xf0\x8f\xbf\xbf", false}, /* overlong */
        {"\xed\xa0\x80", false},     /* surrogate */
        {"\xf4\x90\x80\x80", false}, /* above U+10FFFF */
        {"\xf5\x80\x80\x80", false},
        {"\xff", false},
        {"\xe4\xb8", false}, /* cut */
        {"\xe4\xb8x", false},
        {"\xf0\xa0\xae", false},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        assert_int_equal(utf8_valid(table[i].text, strlen(table[i].text)), table[i].valid);
    assert_false(utf8_valid("a\0b", 3));
}

static void utf8_steps_and_writes_every_length(void **state)
{
    (void)state;
    static const uint32_t codes[] = {1, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
    char text[64];
    size_t len = 0;
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        len += utf8_put(text + len, codes[i]);
    text[len] = '\0';
    assert_true(utf8_valid(text, len));
    assert_int_equal(utf8_count(text), ARRAY_LEN(codes));
    const char *at = text;
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        assert_int_equal(utf8_next(&at), codes[i]);
    assert_int_equal(utf8_next(&at), 0);
    assert_ptr_equal(at, text + len);
}

static void utf8_next_never_runs_past_a_broken_end(void **state)
{
    (void)state;
    char broken[2] = "\xf0";
    const char *at = broken;
    assert_int_equal(utf8_next(&at), 0xfffd);
    assert_int_equal(utf8_next(&at), 0);
}

static void clean_names_the_first_offender(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum utf8_policy policy;
        uint32_t bad; /* 0: clean */
    } table[] = {
        {"停水通知：3号楼", UTF8_LINE, 0},
        {"one\ttab", UTF8_LINE, '\t'},
        {"one\ntwo\tthree", UTF8_TEXT, 0},
        {"one\ntwo", UTF8_LINE, '\n'},
        {"a\rb", UTF8_TEXT, '\r'},
        {"a\x1b[31mb", UTF8_TEXT, 0x1b},
        {"a\x7f", UTF8_TEXT, 0x7f},
        {"a\xc2\x85", UTF8_TEXT, 0x85},
        {"a\xe2\x80\xae"
         "b",
         UTF8_TEXT, 0x202e},
        {"a\xe2\x81\xa7", UTF8_TEXT, 0x2067},
        {"a\xe2\x80\x8f", UTF8_TEXT, 0x200f},
        {"\xef\xbb\xbf"
         "a",
         UTF8_TEXT, 0xfeff},
        {"\xef\xbf\xbe", UTF8_TEXT, 0xfffe},
        {"\xf0\x9f\xbf\xbf", UTF8_TEXT, 0x1ffff},
        {"\xef\xb7\x90", UTF8_TEXT, 0xfdd0},
        {"\xff", UTF8_TEXT, 0xfffd},
        {"\xe2\x80\xa8", UTF8_LINE, 0x2028},
        {"👨‍👩‍👧 🇨🇳", UTF8_LINE, 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        uint32_t bad = 0;
        assert_int_equal(utf8_clean(table[i].text, table[i].policy, &bad), table[i].bad == 0);
        assert_int_equal(bad, table[i].bad);
    }
}

static void scrubbed_text_is_clean_and_keeps_the_rest(void **state)
{
    (void)state;
    char text[] = "a\x1b中\xe2\x80\xae\xff文\r\n\xe4\xb8"
                  "b";
    assert_int_equal(utf8_scrub(text, UTF8_TEXT), 9);
    assert_string_equal(text, "a中文\nb");
    assert_true(utf8_clean(text, UTF8_TEXT, NULL));
    assert_int_equal(utf8_scrub(text, UTF8_LINE), 8);
    assert_string_equal(text, "a中文b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hex_is_exact),
        cmocka_unit_test(base64url_matches_the_rfc),
        cmocka_unit_test(base64url_has_one_spelling),
        cmocka_unit_test(base64url_keeps_its_limit),
        cmocka_unit_test(deflate_round_trips),
        cmocka_unit_test(inflate_refuses_a_bomb_early),
        cmocka_unit_test(inflate_refuses_cut_changed_and_lengthened_data),
        cmocka_unit_test(utf8_refuses_what_is_malformed),
        cmocka_unit_test(utf8_steps_and_writes_every_length),
        cmocka_unit_test(utf8_next_never_runs_past_a_broken_end),
        cmocka_unit_test(clean_names_the_first_offender),
        cmocka_unit_test(scrubbed_text_is_clean_and_keeps_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
