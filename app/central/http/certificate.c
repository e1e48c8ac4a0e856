#include "central/http/certificate.h"

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/log.h"
#include "common/utf8.h"

#define DAY_S        86400LL
#define SKEW_S       3600 /* clients whose clocks are a little slow */
#define COMMON_NAME  64   /* bytes (RFC 5280, ub-common-name) */
#define SERIAL_BYTES 16

static bool is_address(const char *name)
{
    unsigned char bytes[sizeof(struct in6_addr)];
    return inet_pton(AF_INET, name, bytes) == 1 || inet_pton(AF_INET6, name, bytes) == 1;
}

/* Labels of letters, digits and '-' (RFC 1123); a '*' alone may be the first. */
static bool is_host(const char *name)
{
    size_t len = strlen(name);
    const char *rest = str_starts(name, "*.") ? name + 2 : name;
    if (len == 0 || len > 253 || *rest == '.' || *rest == '-' || name[len - 1] == '.')
        return false;
    return strspn(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == strlen(rest) &&
           !strstr(rest, "..");
}

char *certificate_names_refusal(const char *names)
{
    CLEANUP(free_ptr) char *copy = xstrdup(names ? names : "");
    char *save = NULL;
    int count = 0;
    for (char *name = strtok_r(copy, ", ", &save); name; name = strtok_r(NULL, ", ", &save)) {
        if (!is_address(name) && !is_host(name))
            return xasprintf("\"%s\" is no host name and no address", name);
        if (++count > CERTIFICATE_NAMES)
            return xasprintf("a certificate takes %d names at most", CERTIFICATE_NAMES);
    }
    return NULL;
}

static void add_name(struct buf *list, const char *name)
{
    CLEANUP(free_ptr) char *entry = xasprintf("%s:%s", is_address(name) ? "IP" : "DNS", name);
    if (list->len == 0 || !strstr(buf_str(list), entry)) /* at worst a name is there twice */
        buf_printf(list, "%s%s", list->len ? "," : "", entry);
}

/* "DNS:foyer.lan,IP:192.168.1.5,…": what was asked for, this machine's name, and itself. */
static void all_names(struct buf *list, const char *names)
{
    static const char *const own[] = {"localhost", "127.0.0.1", "::1"};
    CLEANUP(free_ptr) char *copy = xstrdup(names ? names : "");
    char *save = NULL, host[254] = "";
    for (char *name = strtok_r(copy, ", ", &save); name; name = strtok_r(NULL, ", ", &save))
        add_name(list, name);
    if (gethostname(host, sizeof(host) - 1) == 0 && is_host(host))
        add_name(list, host);
    for (size_t i = 0; i < ARRAY_LEN(own); i++)
        add_name(list, own[i]);
}

static bool add_extension(X509 *certificate, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    bool ok = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return ok;
}

static bool set_serial(X509 *certificate)
{
    unsigned char bytes[SERIAL_BYTES];
    if (RAND_bytes(bytes, sizeof(bytes)) != 1)
        return false;
    bytes[0] = (unsigned char)((bytes[0] & 0x7f) | 0x40); /* positive, and of full length */
    BIGNUM *number = BN_bin2bn(bytes, sizeof(bytes), NULL);
    bool ok = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return ok;
}

static bool set_subject(X509 *certificate, const char *org)
{
    X509_NAME *name = X509_get_subject_name(certificate);
    char common[COMMON_NAME + 1];
    str_copy(common, sizeof(common), org);
    while (!utf8_valid(common, strlen(common))) /* cut inside a character */
        common[strlen(common) - 1] = '\0';
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)common, -1, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1;
}

/* A server's certificate and no authority's: whoever trusts it trusts this server alone. */
static bool fill(X509 *certificate, EVP_PKEY *key, const char *org, const char *names, int64_t now_s)
{
    CLEANUP(buf_fini) struct buf list = {0};
    all_names(&list, names);
    time_t from = (time_t)(now_s - SKEW_S), until = (time_t)(now_s - SKEW_S + CERTIFICATE_DAYS * DAY_S - 1);
    return X509_set_version(certificate, X509_VERSION_3) == 1 && set_serial(certificate) &&
           ASN1_TIME_set(X509_getm_notBefore(certificate), from) &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), until) && X509_set_pubkey(certificate, key) == 1 &&
           set_subject(certificate, org) && add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
           add_extension(certificate, NID_key_usage, "critical,digitalSignature") &&
           add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
           add_extension(certificate, NID_subject_alt_name, buf_str(&list)) &&
           add_extension(certificate, NID_subject_key_identifier, "hash") &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

static bool write_pem(const char *path, mode_t mode, BIO *pem)
{
    CLEANUP(free_ptr) char *temp = xasprintf("%s.new", path);
    char *bytes;
    long len = BIO_get_mem_data(pem, &bytes);
    if (file_replace(path, temp, mode, bytes, (size_t)len))
        return true;
    log_error("certificate: %s cannot be written: %s", path, strerror(errno));
    return false;
}

static bool save(const char *data_dir, X509 *certificate, EVP_PKEY *key)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/" CERTIFICATE_FILE, data_dir);
    CLEANUP(free_ptr) char *key_path = xasprintf("%s/" CERTIFICATE_KEY_FILE, data_dir);
    BIO *public = BIO_new(BIO_s_mem()), *secret = BIO_new(BIO_s_secmem());
    bool ok = public && secret && PEM_write_bio_X509(public, certificate) == 1 &&
              PEM_write_bio_PrivateKey(secret, key, NULL, NULL, 0, NULL, NULL) == 1 &&
              write_pem(key_path, 0400, secret) && write_pem(path, 0644, public);
    BIO_free(public);
    BIO_free(secret);
    return ok;
}

bool certificate_make(const char *data_dir, const char *org, const char *names, int64_t now_s)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    bool made = key && certificate && fill(certificate, key, org, names, now_s);
    if (!made)
        log_error("certificate: none could be made: %s", ERR_reason_error_string(ERR_get_error()));
    bool ok = made && save(data_dir, certificate, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return ok;
}

static int64_t unix_of(const ASN1_TIME *at)
{
    struct tm tm = {0};
    return ASN1_TIME_to_tm(at, &tm) == 1 ? (int64_t)timegm(&tm) : 0;
}

static bool describe(const X509 *certificate, struct certificate_info *info)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int len = 0;
    if (X509_digest(certificate, EVP_sha256(), digest, &len) != 1 || len != 32)
        return false;
    for (size_t i = 0; i < 32; i++)
        (void)snprintf(info->fingerprint + 3 * i, 4, "%02X%s", digest[i], i < 31 ? ":" : "");
    info->not_before = unix_of(X509_get0_notBefore(certificate));
    info->not_after = unix_of(X509_get0_notAfter(certificate));
    info->self_signed = X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
    return true;
}

bool certificate_read(const char *path, struct certificate_info *info)
{
    memset(info, 0, sizeof(*info));
    BIO *file = BIO_new_file(path, "r");
    X509 *certificate = file ? PEM_read_bio_X509(file, NULL, NULL, NULL) : NULL;
    bool ok = certificate && describe(certificate, info);
    if (!ok)
        log_error("certificate: %s holds none that can be read", path);
    X509_free(certificate);
    BIO_free(file);
    ERR_clear_error();
    return ok;
}
