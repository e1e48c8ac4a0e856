#include "common/crypto.h"

#include <errno.h>
#include <sodium.h>

#include "common/codec.h"
#include "common/file.h"
#include "common/log.h"

#define KEY_FILE_MAX 128 /* bytes of a key */

_Static_assert(crypto_sign_PUBLICKEYBYTES == SIGN_PK_LEN && crypto_sign_SECRETKEYBYTES == SIGN_SK_LEN, "sign keys");
_Static_assert(crypto_sign_BYTES == SIGN_LEN && crypto_box_SEALBYTES == BOX_OVERHEAD, "sizes");
_Static_assert(crypto_box_PUBLICKEYBYTES == BOX_PK_LEN && crypto_box_SECRETKEYBYTES == BOX_SK_LEN, "box keys");

void crypto_start(void)
{
    ASSERT(sodium_init() >= 0);
}

void crypto_random(void *out, size_t len)
{
    randombytes_buf(out, len);
}

uint32_t crypto_random_below(uint32_t bound)
{
    return randombytes_uniform(bound);
}

void crypto_sha256(uint8_t out[static SHA256_LEN], const void *data, size_t len)
{
    crypto_hash_sha256(out, data, len);
}

void crypto_sha256_hex(char out[static 65], const void *data, size_t len)
{
    uint8_t hash[SHA256_LEN];
    crypto_sha256(hash, data, len);
    codec_hex(out, hash, sizeof(hash));
}

void crypto_keyed_hash(void *out, size_t out_len, const void *data, size_t len, const uint8_t key[static 32])
{
    ASSERT(crypto_generichash(out, out_len, data, len, key, 32) == 0);
}

bool crypto_same(const void *a, const void *b, size_t len)
{
    return sodium_memcmp(a, b, len) == 0;
}

void crypto_key_id(char out[static KEY_ID_LEN + 1], const uint8_t pk[static 32])
{
    uint8_t hash[SHA256_LEN];
    crypto_sha256(hash, pk, 32);
    codec_hex(out, hash, KEY_ID_LEN / 2);
}

void crypto_sign_keys(uint8_t pk[static SIGN_PK_LEN], uint8_t sk[static SIGN_SK_LEN])
{
    uint8_t seed[crypto_sign_SEEDBYTES];
    crypto_random(seed, sizeof(seed));
    ASSERT(crypto_sign_seed_keypair(pk, sk, seed) == 0);
    sodium_memzero(seed, sizeof(seed));
}

void crypto_sign_data(uint8_t sig[static SIGN_LEN], const void *data, size_t len, const uint8_t sk[static SIGN_SK_LEN])
{
    ASSERT(crypto_sign_detached(sig, NULL, data, len, sk) == 0);
}

bool crypto_verify(const uint8_t sig[static SIGN_LEN], const void *data, size_t len,
                   const uint8_t pk[static SIGN_PK_LEN])
{
    return crypto_sign_verify_detached(sig, data, len, pk) == 0;
}

void crypto_box_keys(uint8_t pk[static BOX_PK_LEN], uint8_t sk[static BOX_SK_LEN])
{
    ASSERT(crypto_box_keypair(pk, sk) == 0);
}

/* Room for `len` bytes at the end of `out`, which the caller fills. */
static uint8_t *extend(struct buf *out, size_t len)
{
    buf_reserve(out, len);
    uint8_t *at = (uint8_t *)out->data + out->len;
    out->len += len;
    out->data[out->len] = '\0';
    return at;
}

/* Takes back what extend gave; a failed decryption leaves nothing behind. */
static bool retract(struct buf *out, size_t len)
{
    out->len -= len;
    sodium_memzero(out->data + out->len, len);
    out->data[out->len] = '\0';
    return false;
}

void crypto_seal(struct buf *out, const void *data, size_t len, const uint8_t pk[static BOX_PK_LEN])
{
    ASSERT(crypto_box_seal(extend(out, len + BOX_OVERHEAD), data, len, pk) == 0);
}

bool crypto_seal_open(struct buf *out, const void *sealed, size_t len, const uint8_t pk[static BOX_PK_LEN],
                      const uint8_t sk[static BOX_SK_LEN])
{
    if (len < BOX_OVERHEAD)
        return false;
    size_t plain = len - BOX_OVERHEAD;
    return crypto_box_seal_open(extend(out, plain), sealed, len, pk, sk) == 0 || retract(out, plain);
}

#define NONCE_LEN crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_LEN   crypto_aead_xchacha20poly1305_ietf_ABYTES

void crypto_secret(struct buf *out, const void *data, size_t len, const uint8_t key[static 32])
{
    uint8_t *at = extend(out, NONCE_LEN + len + TAG_LEN);
    crypto_random(at, NONCE_LEN);
    ASSERT(crypto_aead_xchacha20poly1305_ietf_encrypt(at + NONCE_LEN, NULL, data, len, NULL, 0, NULL, at, key) == 0);
}

bool crypto_secret_open(struct buf *out, const void *data, size_t len, const uint8_t key[static 32])
{
    if (len < NONCE_LEN + TAG_LEN)
        return false;
    const uint8_t *nonce = data;
    size_t plain = len - NONCE_LEN - TAG_LEN;
    return crypto_aead_xchacha20poly1305_ietf_decrypt(extend(out, plain), NULL, NULL, nonce + NONCE_LEN,
                                                      len - NONCE_LEN, NULL, 0, nonce, key) == 0 ||
           retract(out, plain);
}

_Static_assert(crypto_pwhash_SALTBYTES == STRETCH_SALT_LEN, "salt");

void crypto_stretch(void *out, size_t out_len, const void *secret, size_t len,
                    const uint8_t salt[static STRETCH_SALT_LEN], size_t memory)
{
    ASSERT(crypto_pwhash(out, out_len, secret, len, salt, 2, memory, crypto_pwhash_ALG_ARGON2ID13) == 0);
}

bool crypto_key_save(const char *path, const void *key, size_t len)
{
    ASSERT(len <= KEY_FILE_MAX);
    char line[2 * KEY_FILE_MAX + 2];
    codec_hex(line, key, len);
    line[2 * len] = '\n';
    CLEANUP(free_ptr) char *temp = xasprintf("%s.new", path);
    bool ok = file_replace(path, temp, 0400, line, 2 * len + 1);
    sodium_memzero(line, sizeof(line));
    if (!ok)
        log_error("cannot write key file %s: %s", path, strerror(errno));
    return ok;
}

bool crypto_key_load(const char *path, void *key, size_t len)
{
    ASSERT(len <= KEY_FILE_MAX);
    struct buf line = {0};
    if (!file_read(path, 2 * KEY_FILE_MAX + 1, &line)) {
        log_error("cannot read key file %s: %s", path, strerror(errno));
        buf_wipe(&line);
        return false;
    }
    bool ok = line.len == 2 * len + 1 && line.data[2 * len] == '\n';
    if (ok) {
        line.data[2 * len] = '\0';
        ok = codec_unhex(key, len, line.data);
    }
    buf_wipe(&line);
    if (!ok)
        log_error("key file %s does not hold one line of %zu hex digits", path, 2 * len);
    return ok;
}
