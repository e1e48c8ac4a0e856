/* Receipt codes. */
#include "common/casecode.h"

#include <stdio.h>

#include "common/codec.h"
#include "common/crypto.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void minted_codes_are_valid_and_differ(void **state)
{
    (void)state;
    char last[CASECODE_LEN + 1] = "";
    unsigned digits_seen = 0;
    for (int i = 0; i < 500; i++) {
        char code[CASECODE_LEN + 1];
        casecode_mint(code);
        assert_true(casecode_valid(code));
        assert_string_not_equal(code, last);
        for (int k = 0; k < CASECODE_LEN; k++)
            digits_seen |= 1u << (code[k] - '0');
        memcpy(last, code, sizeof(last));
    }
    assert_int_equal(digits_seen, 0x3ff);
}

/* Made with the other usual form of MOD 11,10 (start with 5, double before adding), which gives 0794 the 5 of the
 * standard's example. */
static void the_check_digit_is_that_of_the_standard(void **state)
{
    (void)state;
    static const char *const codes[] = {"000000000000005", "123456789012345", "999999999999993", "079407940794079"};
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        char code[CASECODE_LEN + 1];
        memcpy(code, codes[i], sizeof(code));
        for (char c = '0'; c <= '9'; c++) {
            code[CASECODE_LEN - 1] = c;
            assert_int_equal(casecode_valid(code), str_eq(code, codes[i]));
        }
    }
}

static void every_single_wrong_digit_is_found(void **state)
{
    (void)state;
    for (int round = 0; round < 50; round++) {
        char code[CASECODE_LEN + 1];
        casecode_mint(code);
        for (int i = 0; i < CASECODE_LEN; i++) {
            char right = code[i];
            for (char c = '0'; c <= '9'; c++) {
                code[i] = c;
                assert_int_equal(casecode_valid(code), c == right);
            }
            code[i] = right;
        }
    }
}

static void nearly_every_swap_of_neighbours_is_found(void **state)
{
    (void)state;
    int swaps = 0, missed = 0;
    for (int round = 0; round < 2000; round++) {
        char code[CASECODE_LEN + 1];
        casecode_mint(code);
        for (int i = 0; i + 1 < CASECODE_LEN; i++) {
            if (code[i] == code[i + 1])
                continue;
            char swapped[CASECODE_LEN + 1];
            memcpy(swapped, code, sizeof(swapped));
            swapped[i] = code[i + 1];
            swapped[i + 1] = code[i];
            swaps++;
            missed += casecode_valid(swapped);
        }
    }
    assert_true(missed * 100 < swaps * 4);
}

static void what_is_no_code_is_refused(void **state)
{
    (void)state;
    char code[CASECODE_LEN + 1], longer[CASECODE_LEN + 2];
    casecode_mint(code);
    snprintf(longer, sizeof(longer), "%s0", code);
    assert_false(casecode_valid(longer));
    assert_false(casecode_valid(code + 1));
    assert_false(casecode_valid(""));
    assert_false(casecode_valid(NULL));
    code[3] = 'O';
    assert_false(casecode_valid(code));
}

/* The code's digits in the pattern's places of 'd'. */
static bool appears(const char *pattern)
{
    char code[CASECODE_LEN + 1], text[256];
    casecode_mint(code);
    size_t used = 0, next = 0;
    for (const char *p = pattern; *p; p++)
        text[used++] = *p == 'd' && next < CASECODE_LEN ? code[next++] : *p;
    text[used] = '\0';
    return casecode_appears_in(text);
}

static void a_code_is_found_however_it_is_grouped(void **state)
{
    (void)state;
    static const char *const found[] = {
        "ddddddddddddddd",
        "ddddd ddddd ddddd",
        "我的编号是ddddd-ddddd-ddddd，谢谢",
        "ddd ddd ddd ddd ddd",
        "x ddddddddddddddd.",
        "dddddddddddddd d",
        "room 12, ddddd ddddd ddddd",
        "ddddd　ddddd　ddddd",
        "137 ddddd ddddd ddddd 99",
        "ddddd–ddddd–ddddd",
        "12  ddddd ddddd ddddd",
        "d-d-d-d-d-d-d-d-d-d-d-d-d-d-d",
        "ddddd ddddd\nddddd",
        "ddddd\nddddd\nddddd",
        "ddddd  \nddddd \r\n\tddddd",
        "2026\n\nddddd ddddd ddddd",
    };
    for (size_t i = 0; i < ARRAY_LEN(found); i++)
        assert_true(appears(found[i]));
    static const char *const hidden[] = {
        "7ddddddddddddddd", "ddddddddddddddd7",  "ddddd  ddddd ddddd",   "ddddd, ddddd ddddd",        "dddddddddddddd",
        "ddddd ddddd dddd", "ddddd.ddddd.ddddd", "ddddd ddddd\n\nddddd", "- ddddd\n- ddddd\n- ddddd",
    };
    for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
        assert_false(appears(hidden[i]));
    assert_false(casecode_appears_in(""));
    assert_false(casecode_appears_in("13800138000 2026-1095 110"));
}

static void full_width_digits_count_and_wrong_codes_do_not(void **state)
{
    (void)state;
    char code[CASECODE_LEN + 1];
    CLEANUP(buf_fini) struct buf wide = {0};
    casecode_mint(code);
    for (int i = 0; i < CASECODE_LEN; i++)
        buf_printf(&wide, "\xef\xbc%c", 0x90 + (code[i] - '0'));
    assert_true(casecode_appears_in(wide.data));
    code[0] = code[0] == '9' ? '0' : (char)(code[0] + 1);
    assert_false(casecode_appears_in(code));
}

static void a_long_text_is_searched_in_linear_time(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf text = {0};
    for (int i = 0; i < 200000; i++)
        buf_puts(&text, "1 ");
    (void)casecode_appears_in(text.data); /* a quadratic search would not end within the test's time */
    buf_clear(&text);
    for (int i = 0; i < 400000; i++)
        buf_putc(&text, '7');
    assert_false(casecode_appears_in(text.data));
}

static void groups_of_five_are_shown(void **state)
{
    (void)state;
    char out[CASECODE_LEN + 3];
    casecode_group(out, "123456789012345");
    assert_string_equal(out, "12345 67890 12345");
}

static void stretching_names_and_opens_the_case(void **state)
{
    (void)state;
    struct casecode_keys keys, again;
    const char *code = "123456789012345";
    casecode_stretch(&keys, code, "7f3a91c05be24d18", "heting", "2026-11");
    casecode_stretch(&again, code, "7f3a91c05be24d18", "heting", "2026-11");
    assert_string_equal(keys.item_id, again.item_id);
    assert_memory_equal(keys.key, again.key, sizeof(keys.key));
    assert_memory_equal(keys.item_id, "c.202611.", 9);
    assert_int_equal(strlen(keys.item_id), 41);
    char month[CASECODE_MONTH_LEN + 1];
    assert_true(casecode_item_month(month, keys.item_id));
    assert_string_equal(month, "2026-11");
    static const char *const other[][4] = {{"123456789012346", "7f3a91c05be24d18", "heting", "2026-11"},
                                           {"123456789012345", "7f3a91c05be24d19", "heting", "2026-11"},
                                           {"123456789012345", "7f3a91c05be24d18", "hetinh", "2026-11"},
                                           {"123456789012345", "7f3a91c05be24d18", "heting", "2026-12"}};
    for (size_t i = 0; i < ARRAY_LEN(other); i++) {
        casecode_stretch(&again, other[i][0], other[i][1], other[i][2], other[i][3]);
        assert_string_not_equal(keys.item_id + 9, again.item_id + 9);
        assert_memory_not_equal(keys.key, again.key, sizeof(keys.key));
    }
}

static void only_case_items_have_a_month(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "c.202611.",
                                      "N-001",
                                      "c.202613.00112233445566778899aabbccddeeff",
                                      "c.202600.00112233445566778899aabbccddeeff",
                                      "c.20261x.00112233445566778899aabbccddeeff",
                                      "c.202611.00112233445566778899AABBCCDDEEFF",
                                      "c.202611.00112233445566778899aabbccddeeff0",
                                      "d.202611.00112233445566778899aabbccddeeff"};
    char month[CASECODE_MONTH_LEN + 1];
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(casecode_item_month(month, bad[i]));
    assert_false(casecode_item_month(month, NULL));
    assert_true(casecode_item_month(month, "c.202611.00112233445566778899aabbccddeeff"));
}

static struct casecode_keys counted_keys(void)
{
    struct casecode_keys keys = {.item_id = "c.202611.00112233445566778899aabbccddeeff"};
    for (size_t i = 0; i < sizeof(keys.key); i++)
        keys.key[i] = (uint8_t)i;
    return keys;
}

/* Both made with Python's hashlib.blake2b, key 00 01 … 1f. */
static void proof_and_verdict_id_are_keyed_blake2b(void **state)
{
    (void)state;
    static const char entry_id[] = "01935c2e-7a10-7abc-8def-0123456789ab";
    struct casecode_keys keys = counted_keys();
    uint8_t proof[CASECODE_PROOF_LEN];
    char hex[2 * CASECODE_PROOF_LEN + 1], id[UUID_LEN + 1];
    casecode_proof(proof, &keys, entry_id, "helped");
    codec_hex(hex, proof, sizeof(proof));
    assert_string_equal(hex, "6864bf564763c5b75438c96c9b2979506599698512333d507aea327d1cc1ca6d");
    casecode_verdict_id(id, &keys, 2);
    assert_string_equal(id, "fef23020-aacc-7407-9891-b23c87f54658");
    assert_true(ids_is_uuid(id));
}

static void proof_holds_for_one_case_one_entry_and_one_act(void **state)
{
    (void)state;
    struct casecode_keys keys = counted_keys(), other = keys;
    uint8_t proof[CASECODE_PROOF_LEN];
    char id[UUID_LEN + 1], next[UUID_LEN + 1];
    casecode_proof(proof, &keys, "e-1", "add");
    assert_true(casecode_proof_right(proof, &keys, "e-1", "add"));
    assert_false(casecode_proof_right(proof, &keys, "e-1", "withdraw"));
    assert_false(casecode_proof_right(proof, &keys, "e-2", "add"));
    other.key[31] ^= 1;
    assert_false(casecode_proof_right(proof, &other, "e-1", "add"));
    other = keys;
    other.item_id[40] = '0';
    assert_false(casecode_proof_right(proof, &other, "e-1", "add"));
    casecode_verdict_id(id, &keys, 1);
    casecode_verdict_id(next, &keys, 2);
    assert_string_not_equal(id, next);
}

int main(void)
{
    crypto_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(minted_codes_are_valid_and_differ),
        cmocka_unit_test(the_check_digit_is_that_of_the_standard),
        cmocka_unit_test(every_single_wrong_digit_is_found),
        cmocka_unit_test(nearly_every_swap_of_neighbours_is_found),
        cmocka_unit_test(what_is_no_code_is_refused),
        cmocka_unit_test(a_code_is_found_however_it_is_grouped),
        cmocka_unit_test(full_width_digits_count_and_wrong_codes_do_not),
        cmocka_unit_test(a_long_text_is_searched_in_linear_time),
        cmocka_unit_test(groups_of_five_are_shown),
        cmocka_unit_test(stretching_names_and_opens_the_case),
        cmocka_unit_test(only_case_items_have_a_month),
        cmocka_unit_test(proof_and_verdict_id_are_keyed_blake2b),
        cmocka_unit_test(proof_holds_for_one_case_one_entry_and_one_act),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
