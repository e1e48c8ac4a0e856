/* The few cryptographic acts of Foyer, thin over libsodium (call crypto_start once in main). Fixed sizes, no options.
 * Any thread after crypto_start. */
#ifndef FOYER_COMMON_CRYPTO_H
#define FOYER_COMMON_CRYPTO_H

#include "common/buf.h"

#define SHA256_LEN   32
#define SIGN_PK_LEN  32
#define SIGN_SK_LEN  64
#define SIGN_LEN     64
#define BOX_PK_LEN   32
#define BOX_SK_LEN   32
#define BOX_OVERHEAD 48
#define KEY_ID_LEN   16 /* hex of the first 8 bytes of SHA-256(public key) */

void crypto_start(void); /* sodium_init; ASSERTs */
void crypto_random(void *out, size_t len);
uint32_t crypto_random_below(uint32_t bound); /* uniform */
void crypto_sha256(uint8_t out[static SHA256_LEN], const void *data, size_t len);
void crypto_sha256_hex(char out[static 65], const void *data, size_t len);
/* BLAKE2b with a key: nobody without the key can make it. out_len 16 to 64. */
void crypto_keyed_hash(void *out, size_t out_len, const void *data, size_t len, const uint8_t key[static 32]);
bool crypto_same(const void *a, const void *b, size_t len); /* in constant time */
void crypto_key_id(char out[static KEY_ID_LEN + 1], const uint8_t pk[static 32]);

void crypto_sign_keys(uint8_t pk[static SIGN_PK_LEN], uint8_t sk[static SIGN_SK_LEN]);
void crypto_sign_data(uint8_t sig[static SIGN_LEN], const void *data, size_t len, const uint8_t sk[static SIGN_SK_LEN]);
MUST_USE bool crypto_verify(const uint8_t sig[static SIGN_LEN], const void *data, size_t len,
                            const uint8_t pk[static SIGN_PK_LEN]);

void crypto_box_keys(uint8_t pk[static BOX_PK_LEN], uint8_t sk[static BOX_SK_LEN]);
void crypto_seal(struct buf *out, const void *data, size_t len, const uint8_t pk[static BOX_PK_LEN]);
MUST_USE bool crypto_seal_open(struct buf *out, const void *sealed, size_t len, const uint8_t pk[static BOX_PK_LEN],
                               const uint8_t sk[static BOX_SK_LEN]);

/* XChaCha20-Poly1305, nonce in front of the ciphertext. */
void crypto_secret(struct buf *out, const void *data, size_t len, const uint8_t key[static 32]);
MUST_USE bool crypto_secret_open(struct buf *out, const void *data, size_t len, const uint8_t key[static 32]);

/* Argon2id, two passes over `memory` bytes: what makes a short secret expensive to guess. Takes 20-150 ms and ASSERTs
 * without memory: a worker's job. */
#define STRETCH_SALT_LEN 16
void crypto_stretch(void *out, size_t out_len /* 16 or more */, const void *secret, size_t len,
                    const uint8_t salt[static STRETCH_SALT_LEN], size_t memory);

/* Key files: hex, one line, 0400, written by temp + fsync + rename. false: logged. */
MUST_USE bool crypto_key_save(const char *path, const void *key, size_t len);
MUST_USE bool crypto_key_load(const char *path, void *key, size_t len);

#endif
