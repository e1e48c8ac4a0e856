#include "central/roots/paper.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>

#include "common/codec.h"
#include "common/file.h"
#include "common/log.h"

#define CHECK_LEN 3
#define RAW_LEN   (crypto_sign_SEEDBYTES + CHECK_LEN)
#define FILE_MAX  512

_Static_assert(RAW_LEN * 8 == PAPER_LETTERS * 5, "whole letters");

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void paper_format(char out[static PAPER_LETTERS + PAPER_LETTERS / 4], const uint8_t sk[static SIGN_SK_LEN])
{
    uint8_t raw[RAW_LEN], hash[SHA256_LEN];
    memcpy(raw, sk, crypto_sign_SEEDBYTES); /* an Ed25519 key begins with its seed */
    crypto_sha256(hash, raw, crypto_sign_SEEDBYTES);
    memcpy(raw + crypto_sign_SEEDBYTES, hash, CHECK_LEN);
    for (size_t i = 0; i < PAPER_LETTERS; i++) {
        size_t bit = i * 5;
        unsigned two = (unsigned)raw[bit / 8] << 8 | (bit / 8 + 1 < RAW_LEN ? raw[bit / 8 + 1] : 0);
        *out++ = letters[two >> (11 - bit % 8) & 31];
        if (i % 4 == 3)
            *out++ = i + 1 < PAPER_LETTERS ? ' ' : '\0';
    }
    sodium_memzero(raw, sizeof(raw));
}

/* -1: to be passed over; -2: no letter of ours. */
static int value_of(char c)
{
    c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
    const char *at = c ? strchr(letters, c) : NULL;
    return at ? (int)(at - letters) : strchr(" -\r\n\t", c) ? -1 : -2;
}

bool paper_parse(const char *text, uint8_t sk[static SIGN_SK_LEN])
{
    uint8_t raw[RAW_LEN + 1] = {0}, hash[SHA256_LEN], pk[SIGN_PK_LEN];
    size_t count = 0;
    for (; *text; text++) {
        int value = value_of(*text);
        if (value == -2 || (value >= 0 && count == PAPER_LETTERS))
            return false;
        if (value < 0)
            continue;
        size_t bit = count++ * 5;
        unsigned two = (unsigned)value << (11 - bit % 8);
        raw[bit / 8] |= (uint8_t)(two >> 8);
        raw[bit / 8 + 1] |= (uint8_t)two;
    }
    crypto_sha256(hash, raw, crypto_sign_SEEDBYTES);
    bool ok = count == PAPER_LETTERS && memcmp(hash, raw + crypto_sign_SEEDBYTES, CHECK_LEN) == 0 &&
              crypto_sign_seed_keypair(pk, sk, raw) == 0;
    sodium_memzero(raw, sizeof(raw));
    return ok;
}

bool paper_read_key(const char *path, uint8_t sk[static SIGN_SK_LEN])
{
    CLEANUP(buf_wipe) struct buf text = {0};
    if (!file_read(path, FILE_MAX, &text)) {
        log_error("root: %s cannot be read: %s", path, strerror(errno));
        return false;
    }
    while (text.len && strchr("\r\n ", text.data[text.len - 1]))
        text.data[--text.len] = '\0';
    if (text.len == 2 * SIGN_SK_LEN && codec_unhex(sk, SIGN_SK_LEN, buf_str(&text)))
        return true;
    if (paper_parse(buf_str(&text), sk))
        return true;
    log_error("root: %s holds no root key, or a letter of it is wrong", path);
    return false;
}

void paper_print_key(const uint8_t sk[static SIGN_SK_LEN])
{
    char text[PAPER_LETTERS + PAPER_LETTERS / 4];
    paper_format(text, sk);
    for (size_t i = 0; i < sizeof(text) - 1; i++)
        putchar(i % 20 == 19 ? '\n' : text[i]);
    putchar('\n');
    fflush(stdout);
    sodium_memzero(text, sizeof(text));
}
