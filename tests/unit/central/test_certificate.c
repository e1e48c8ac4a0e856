/* The server's own certificate, and that a broken new one never takes the place of one that works. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "central/http/tls.h"
#include "common/buf.h"
#include "common/crypto.h"
#include "common/file.h"
#include "common/log.h"

#define NOW 1795600000LL

struct place {
    char dir[40];
    char *certificate, *key;
};

static int set_up(void **state)
{
    struct place *place = xcalloc(1, sizeof(*place));
    crypto_start();
    log_open("test", (enum log_level)0);
    (void)snprintf(place->dir, sizeof(place->dir), "/tmp/foyer-certificate-XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    CLEANUP(free_ptr) char *keys = xasprintf("%s/keys", place->dir);
    assert_int_equal(mkdir(keys, 0700), 0);
    place->certificate = xasprintf("%s/" CERTIFICATE_FILE, place->dir);
    place->key = xasprintf("%s/" CERTIFICATE_KEY_FILE, place->dir);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    CLEANUP(free_ptr) char *keys = xasprintf("%s/keys", place->dir);
    unlink(place->certificate);
    unlink(place->key);
    int left = rmdir(keys) | rmdir(place->dir);
    free(place->certificate);
    free(place->key);
    free(place);
    return left;
}

static X509 *read_certificate(const struct place *place)
{
    BIO *file = BIO_new_file(place->certificate, "r");
    X509 *certificate = PEM_read_bio_X509(file, NULL, NULL, NULL);
    BIO_free(file);
    assert_non_null(certificate);
    return certificate;
}

static void own_certificate_is_for_its_names_and_for_no_other_purpose(void **state)
{
    struct place *place = *state;
    struct certificate_info info;
    struct stat st;
    assert_true(certificate_make(place->dir, "合庭社区", "foyer.lan, 192.168.1.5", NOW));
    assert_true(certificate_read(place->certificate, &info));
    assert_true(info.not_before < NOW && info.not_after > NOW + 800 * 86400LL);
    assert_true(info.not_after - info.not_before < 825 * 86400LL);
    assert_true(info.self_signed);
    assert_int_equal(strlen(info.fingerprint), FINGERPRINT_LEN);
    assert_int_equal(stat(place->key, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0400);
    X509 *certificate = read_certificate(place);
    static const char *const hosts[] = {"foyer.lan", "localhost"}, *const addresses[] = {"192.168.1.5", "127.0.0.1",
                                                                                         "::1"};
    for (size_t i = 0; i < ARRAY_LEN(hosts); i++)
        assert_int_equal(X509_check_host(certificate, hosts[i], 0, 0, NULL), 1);
    for (size_t i = 0; i < ARRAY_LEN(addresses); i++)
        assert_int_equal(X509_check_ip_asc(certificate, addresses[i], 0), 1);
    assert_int_equal(X509_check_host(certificate, "elsewhere.lan", 0, 0, NULL), 0);
    assert_int_equal(X509_check_ca(certificate), 0); /* whoever trusts it trusts no other server by it */
    assert_int_equal(X509_check_purpose(certificate, X509_PURPOSE_SSL_SERVER, 0), 1);
    assert_int_equal(EVP_PKEY_get_bits(X509_get0_pubkey(certificate)), 256);
    X509_free(certificate);
}

static void names_that_are_none_are_refused(void **state)
{
    static const char *const bad[] = {"foyer lan/x",  "a..b",       "-a.lan", "a.lan.",
                                      "1.2.3.4.5:80", "x,DNS:evil", "a\nb",   "*"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        CLEANUP(free_ptr) char *why = certificate_names_refusal(bad[i]);
        if (!why)
            fail_msg("\"%s\" was taken", bad[i]);
    }
    assert_null(certificate_names_refusal(NULL));
    assert_null(certificate_names_refusal("foyer.lan,*.example.org,10.0.0.1,fe80::1"));
}

static void replaced_certificate_is_taken_and_a_broken_one_is_not(void **state)
{
    struct place *place = *state;
    char first[FINGERPRINT_LEN + 1], second[FINGERPRINT_LEN + 1];
    assert_true(certificate_make(place->dir, "One", NULL, NOW));
    struct tls *tls = tls_open(place->certificate, place->key);
    assert_non_null(tls);
    str_copy(first, sizeof(first), tls_certificate(tls)->fingerprint);
    tls_refresh(tls, false);
    assert_string_equal(tls_certificate(tls)->fingerprint, first);
    assert_true(certificate_make(place->dir, "Two", NULL, NOW));
    tls_refresh(tls, false);
    str_copy(second, sizeof(second), tls_certificate(tls)->fingerprint);
    assert_string_not_equal(second, first);
    CLEANUP(free_ptr) char *temp = xasprintf("%s.new", place->certificate);
    assert_true(file_replace(place->certificate, temp, 0644, "nonsense\n", 9));
    tls_refresh(tls, false);
    assert_string_equal(tls_certificate(tls)->fingerprint, second);
    SSL *ssl = tls_begin(tls); /* and it still serves */
    assert_non_null(SSL_get_certificate(ssl));
    SSL_free(ssl);
    tls_close(tls);
    assert_null(tls_open(place->certificate, place->key));
}

static void key_of_another_certificate_is_refused(void **state)
{
    struct place *place = *state;
    CLEANUP(buf_fini) struct buf certificate = {0};
    CLEANUP(free_ptr) char *temp = xasprintf("%s.new", place->certificate);
    assert_true(certificate_make(place->dir, "One", NULL, NOW));
    assert_true(file_read(place->certificate, 65536, &certificate));
    assert_true(certificate_make(place->dir, "Two", NULL, NOW));
    assert_true(file_replace(place->certificate, temp, 0644, certificate.data, certificate.len));
    assert_null(tls_open(place->certificate, place->key));
}

#define IN_PLACE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(own_certificate_is_for_its_names_and_for_no_other_purpose),
        cmocka_unit_test(names_that_are_none_are_refused),
        IN_PLACE(replaced_certificate_is_taken_and_a_broken_one_is_not),
        IN_PLACE(key_of_another_certificate_is_refused),
    };
    return cmocka_run_group_tests_name("certificate", tests, NULL, NULL);
}
