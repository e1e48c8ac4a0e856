/* Hashes, signatures, boxes and key files. */
#include "common/crypto.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/codec.h"
#include "common/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void sha256_matches_fips_180(void **state)
{
    (void)state;
    char hex[65];
    crypto_sha256_hex(hex, "", 0);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    crypto_sha256_hex(hex, "abc", 3);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    crypto_sha256_hex(hex, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56);
    assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

/* RFC 8032 section 7.1, test 2: the secret key is seed and public key side by side. */
static void signatures_match_rfc_8032(void **state)
{
    (void)state;
    uint8_t sk[SIGN_SK_LEN], sig[SIGN_LEN], want[SIGN_LEN];
    assert_true(codec_unhex(sk, sizeof(sk),
                            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
                            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    assert_true(codec_unhex(want, sizeof(want),
                            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
    crypto_sign_data(sig, "\x72", 1, sk);
    assert_memory_equal(sig, want, sizeof(sig));
    assert_true(crypto_verify(sig, "\x72", 1, sk + 32));
    assert_false(crypto_verify(sig, "\x73", 1, sk + 32));
    sig[3] ^= 1;
    assert_false(crypto_verify(sig, "\x72", 1, sk + 32));
}

static void key_ids_are_the_first_bytes_of_the_hash(void **state)
{
    (void)state;
    uint8_t pk[32] = {0};
    char id[KEY_ID_LEN + 1], hex[65];
    crypto_key_id(id, pk);
    crypto_sha256_hex(hex, pk, 32);
    assert_int_equal(strlen(id), KEY_ID_LEN);
    assert_memory_equal(id, hex, KEY_ID_LEN);
}

static void two_keys_are_two(void **state)
{
    (void)state;
    uint8_t pk[32], sk[64], other_pk[32], other_sk[64], sig[SIGN_LEN];
    crypto_sign_keys(pk, sk);
    crypto_sign_keys(other_pk, other_sk);
    assert_memory_not_equal(pk, other_pk, 32);
    crypto_sign_data(sig, "text", 4, sk);
    assert_true(crypto_verify(sig, "text", 4, pk));
    assert_false(crypto_verify(sig, "text", 4, other_pk));
}

static void a_sealed_box_opens_only_with_its_key_and_whole(void **state)
{
    (void)state;
    uint8_t pk[32], sk[32], other_pk[32], other_sk[32];
    crypto_box_keys(pk, sk);
    crypto_box_keys(other_pk, other_sk);
    CLEANUP(buf_fini) struct buf sealed = {0};
    CLEANUP(buf_fini) struct buf plain = {0};
    crypto_seal(&sealed, "leaking tap", 11, pk);
    assert_int_equal(sealed.len, 11 + BOX_OVERHEAD);
    assert_null(memmem(sealed.data, sealed.len, "leaking", 7));
    assert_true(crypto_seal_open(&plain, sealed.data, sealed.len, pk, sk));
    assert_string_equal(buf_str(&plain), "leaking tap");
    assert_false(crypto_seal_open(&plain, sealed.data, sealed.len, other_pk, other_sk));
    for (size_t len = 0; len < sealed.len; len++)
        assert_false(crypto_seal_open(&plain, sealed.data, len, pk, sk));
    sealed.data[40] ^= 1;
    assert_false(crypto_seal_open(&plain, sealed.data, sealed.len, pk, sk));
    assert_int_equal(plain.len, 11); /* failures left nothing behind */
    assert_string_equal(buf_str(&plain), "leaking tap");
}

static void a_secret_opens_only_with_its_key_and_whole(void **state)
{
    (void)state;
    uint8_t key[32], other[32];
    crypto_random(key, sizeof(key));
    crypto_random(other, sizeof(other));
    CLEANUP(buf_fini) struct buf secret = {0};
    CLEANUP(buf_fini) struct buf again = {0};
    CLEANUP(buf_fini) struct buf plain = {0};
    crypto_secret(&secret, "answer", 6, key);
    crypto_secret(&again, "answer", 6, key);
    assert_int_equal(secret.len, again.len);
    assert_memory_not_equal(secret.data, again.data, secret.len);
    assert_true(crypto_secret_open(&plain, secret.data, secret.len, key));
    assert_string_equal(buf_str(&plain), "answer");
    assert_false(crypto_secret_open(&plain, secret.data, secret.len, other));
    for (size_t i = 0; i < secret.len; i++) {
        assert_false(crypto_secret_open(&plain, secret.data, i, key));
        secret.data[i] ^= 1;
        assert_false(crypto_secret_open(&plain, secret.data, secret.len, key));
        secret.data[i] ^= 1;
    }
    CLEANUP(buf_fini) struct buf empty = {0};
    crypto_secret(&empty, "", 0, key);
    buf_clear(&plain);
    assert_true(crypto_secret_open(&plain, empty.data, empty.len, key));
    assert_int_equal(plain.len, 0);
}

static void stretching_depends_on_everything(void **state)
{
    (void)state;
    uint8_t salt[STRETCH_SALT_LEN] = {1}, a[32], b[32];
    crypto_stretch(a, sizeof(a), "secret", 6, salt, 1 << 20);
    crypto_stretch(b, sizeof(b), "secret", 6, salt, 1 << 20);
    assert_memory_equal(a, b, sizeof(a));
    crypto_stretch(b, sizeof(b), "secreu", 6, salt, 1 << 20);
    assert_memory_not_equal(a, b, sizeof(a));
    salt[0] = 2;
    crypto_stretch(b, sizeof(b), "secret", 6, salt, 1 << 20);
    assert_memory_not_equal(a, b, sizeof(a));
}

struct folder {
    char path[32], file[64];
};

static int make_folder(void **state)
{
    struct folder *folder = xcalloc(1, sizeof(*folder));
    snprintf(folder->path, sizeof(folder->path), "/tmp/foyer-crypto-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    snprintf(folder->file, sizeof(folder->file), "%s/head.key", folder->path);
    *state = folder;
    return 0;
}

static int drop_folder(void **state)
{
    struct folder *folder = *state;
    unlink(folder->file);
    int result = rmdir(folder->path); /* fails when a temporary file was left */
    free(folder);
    return result;
}

static void key_files_are_private_and_read_back(void **state)
{
    struct folder *folder = *state;
    uint8_t key[64], back[64];
    crypto_random(key, sizeof(key));
    assert_true(crypto_key_save(folder->file, key, sizeof(key)));
    crypto_random(key, sizeof(key));
    assert_true(crypto_key_save(folder->file, key, sizeof(key))); /* replaces */
    struct stat st;
    assert_int_equal(stat(folder->file, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0400);
    assert_int_equal(st.st_size, 129);
    assert_true(crypto_key_load(folder->file, back, sizeof(back)));
    assert_memory_equal(key, back, sizeof(key));
    assert_false(crypto_key_load(folder->file, back, 32)); /* another kind of key */
}

static void key_files_that_are_not_one_are_refused(void **state)
{
    struct folder *folder = *state;
    static const char *const bad[] = {"",         "00\n",       "00010203\n\n",  "0001020",
                                      "00010203", "0001020G\n", "000102030405\n"};
    uint8_t key[4] = {9, 9, 9, 9};
    assert_false(crypto_key_load(folder->file, key, sizeof(key)));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        FILE *file = fopen(folder->file, "w");
        fputs(bad[i], file);
        fclose(file);
        assert_false(crypto_key_load(folder->file, key, sizeof(key)));
    }
}

static void a_key_that_cannot_be_written_keeps_the_old_one(void **state)
{
    struct folder *folder = *state;
    uint8_t key[32] = {1}, back[32];
    assert_true(crypto_key_save(folder->file, key, sizeof(key)));
    assert_false(crypto_key_save("/tmp/no-such-folder/head.key", key, sizeof(key)));
    assert_true(crypto_key_load(folder->file, back, sizeof(back)));
    assert_memory_equal(key, back, sizeof(key));
}

int main(void)
{
    log_open("test", (enum log_level)0); /* refusals are wanted here */
    crypto_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_matches_fips_180),
        cmocka_unit_test(signatures_match_rfc_8032),
        cmocka_unit_test(key_ids_are_the_first_bytes_of_the_hash),
        cmocka_unit_test(two_keys_are_two),
        cmocka_unit_test(a_sealed_box_opens_only_with_its_key_and_whole),
        cmocka_unit_test(a_secret_opens_only_with_its_key_and_whole),
        cmocka_unit_test(stretching_depends_on_everything),
        cmocka_unit_test_setup_teardown(key_files_are_private_and_read_back, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(key_files_that_are_not_one_are_refused, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(a_key_that_cannot_be_written_keeps_the_old_one, make_folder, drop_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
