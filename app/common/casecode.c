#include "common/casecode.h"

#include <stdio.h>

#include "common/codec.h"
#include "common/crypto.h"
#include "common/utf8.h"

#define STRETCH_MEMORY (16u << 20)
#define DOMAIN         "foyer-case-v1\n" /* keeps this salt apart from every other hash */
#define PROOF_DOMAIN   "foyer-followup-v1\n"
#define VERDICT_DOMAIN "foyer-verdict-v1\n"

/* ISO/IEC 7064 MOD 11,10: finds every wrong digit and nearly all swaps of neighbours. The product after `digit` has
 * been taken in; starts as 10. */
static int checked(int product, int digit)
{
    int sum = (product + digit) % 10;
    return (sum ? sum : 10) * 2 % 11;
}

static bool digits_right(const uint8_t digits[static CASECODE_LEN])
{
    int product = 10;
    for (size_t i = 0; i < CASECODE_LEN - 1; i++)
        product = checked(product, digits[i]);
    return (product + digits[CASECODE_LEN - 1]) % 10 == 1;
}

void casecode_mint(char out[static CASECODE_LEN + 1])
{
    int product = 10;
    for (size_t i = 0; i < CASECODE_LEN - 1; i++) {
        int digit = (int)crypto_random_below(10);
        product = checked(product, digit);
        out[i] = (char)('0' + digit);
    }
    out[CASECODE_LEN - 1] = (char)('0' + (11 - product) % 10);
    out[CASECODE_LEN] = '\0';
}

bool casecode_valid(const char *code)
{
    if (!code || strnlen(code, CASECODE_LEN + 1) != CASECODE_LEN || strspn(code, "0123456789") != CASECODE_LEN)
        return false;
    uint8_t digits[CASECODE_LEN];
    for (size_t i = 0; i < CASECODE_LEN; i++)
        digits[i] = (uint8_t)(code[i] - '0');
    return digits_right(digits);
}

/* The digits read last, oldest first at `next`, of a chain of groups with one gap between each two. */
struct window {
    uint8_t digit[CASECODE_LEN];
    bool begins_group[CASECODE_LEN];
    size_t next, filled;
};

static void window_push(struct window *window, int digit, bool begins_group)
{
    window->digit[window->next] = (uint8_t)digit;
    window->begins_group[window->next] = begins_group;
    window->next = (window->next + 1) % CASECODE_LEN;
    window->filled = MIN(window->filled + 1, (size_t)CASECODE_LEN);
}

/* Asked where a group ends: a code may not begin in the middle of a longer number either. */
static bool window_is_code(const struct window *window)
{
    if (window->filled < CASECODE_LEN || !window->begins_group[window->next])
        return false;
    uint8_t digits[CASECODE_LEN];
    for (size_t i = 0; i < CASECODE_LEN; i++)
        digits[i] = window->digit[(window->next + i) % CASECODE_LEN];
    return digits_right(digits);
}

/* Digits of Chinese keyboards are full-width. */
static int digit_of(uint32_t code)
{
    if (code >= '0' && code <= '9')
        return (int)(code - '0');
    return code >= 0xff10 && code <= 0xff19 ? (int)(code - 0xff10) : -1;
}

/* What stands between two groups, so far. */
struct gap {
    size_t blanks, dashes, breaks, others;
};

static void gap_take(struct gap *gap, uint32_t code)
{
    switch (code) {
    case '\n':
        gap->breaks++;
        break;
    case ' ':
    case '\t':
    case '\r':
    case 0xa0:
    case 0x3000:
        gap->blanks++;
        break;
    case '-':
    case 0x2013:
    case 0xff0d:
        gap->dashes++;
        break;
    default:
        gap->others++;
    }
}

/* One blank or dash, or one line break with any blanks around it: the groups are one number. */
static bool gap_joins(const struct gap *gap)
{
    if (gap->others)
        return false;
    return gap->breaks ? gap->breaks == 1 && gap->dashes == 0 : gap->blanks + gap->dashes == 1;
}

bool casecode_appears_in(const char *text)
{
    struct window window = {0};
    struct gap gap = {0};
    bool after_digit = false;
    for (;;) {
        uint32_t code = utf8_next(&text);
        int digit = digit_of(code);
        if (digit >= 0) {
            if (!after_digit && !gap_joins(&gap))
                window.filled = 0;
            window_push(&window, digit, !after_digit);
            gap = (struct gap){0};
        } else {
            if (after_digit && window_is_code(&window))
                return true;
            gap_take(&gap, code);
        }
        after_digit = digit >= 0;
        if (!code)
            return false;
    }
}

void casecode_group(char out[static CASECODE_LEN + 3], const char *code)
{
    snprintf(out, CASECODE_LEN + 3, "%.5s %.5s %.5s", code, code + 5, code + 10);
}

void casecode_stretch(struct casecode_keys *keys, const char *code, const char *org, const char *site,
                      const char *month)
{
    CLEANUP(buf_fini) struct buf salt_text = {0};
    buf_printf(&salt_text, DOMAIN "%s\n%s\n%s", org, site, month);
    uint8_t salt[SHA256_LEN], out[64];
    crypto_sha256(salt, salt_text.data, salt_text.len);
    crypto_stretch(out, sizeof(out), code, strlen(code), salt, STRETCH_MEMORY);
    char name[33];
    codec_hex(name, out, 16);
    snprintf(keys->item_id, sizeof(keys->item_id), "c.%.4s%.2s.%s", month, month + 5, name);
    memcpy(keys->key, out + 32, sizeof(keys->key));
    explicit_bzero(out, sizeof(out));
}

bool casecode_item_month(char month[static CASECODE_MONTH_LEN + 1], const char *item_id)
{
    if (!item_id || strnlen(item_id, 42) != 41 || !str_starts(item_id, "c.") || item_id[8] != '.' ||
        strspn(item_id + 2, "0123456789") != 6 || strspn(item_id + 9, "0123456789abcdef") != 32)
        return false;
    int number = (item_id[6] - '0') * 10 + (item_id[7] - '0');
    if (number < 1 || number > 12)
        return false;
    snprintf(month, CASECODE_MONTH_LEN + 1, "%.4s-%.2s", item_id + 2, item_id + 6);
    return true;
}

void casecode_proof(uint8_t out[static CASECODE_PROOF_LEN], const struct casecode_keys *keys, const char *entry_id,
                    const char *act)
{
    CLEANUP(buf_fini) struct buf text = {0};
    buf_printf(&text, PROOF_DOMAIN "%s\n%s\n%s", keys->item_id, entry_id, act);
    crypto_keyed_hash(out, CASECODE_PROOF_LEN, text.data, text.len, keys->key);
}

bool casecode_proof_right(const uint8_t proof[static CASECODE_PROOF_LEN], const struct casecode_keys *keys,
                          const char *entry_id, const char *act)
{
    uint8_t right[CASECODE_PROOF_LEN];
    casecode_proof(right, keys, entry_id, act);
    bool same = crypto_same(right, proof, sizeof(right));
    explicit_bzero(right, sizeof(right));
    return same;
}

void casecode_verdict_id(char out[static UUID_LEN + 1], const struct casecode_keys *keys, int64_t replies)
{
    CLEANUP(buf_fini) struct buf text = {0};
    uint8_t bytes[16];
    buf_printf(&text, VERDICT_DOMAIN "%s\n%lld", keys->item_id, (long long)replies);
    crypto_keyed_hash(bytes, sizeof(bytes), text.data, text.len, keys->key);
    ids_uuid_of(out, bytes);
}
