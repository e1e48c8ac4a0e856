#include "central/http/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common/log.h"

#define TICKET_LIFE_S (2 * 3600)
#define DAY_S         86400LL

/* AEAD with forward secrecy; of TLS 1.3 all are. */
static const char ciphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20";
static const char groups[] = "X25519:P-256:P-384";
static const unsigned char session_context[] = "foyer-central";

struct stamp { /* which file it was */
    dev_t dev;
    ino_t ino;
    struct timespec changed;
    off_t size;
};
struct tls {
    char *certificate, *key; /* owned paths */
    SSL_CTX *context;        /* owned */
    struct stamp stamps[2];
    struct certificate_info info;
    int64_t warned_s;
};

static struct stamp stamp_of(const char *path)
{
    struct stat st;
    struct stamp stamp = {0};
    if (stat(path, &st) == 0)
        stamp = (struct stamp){.dev = st.st_dev, .ino = st.st_ino, .changed = st.st_ctim, .size = st.st_size};
    return stamp;
}

static bool stamp_same(const struct stamp *a, const struct stamp *b)
{
    return a->dev == b->dev && a->ino == b->ino && a->size == b->size && a->changed.tv_sec == b->changed.tv_sec &&
           a->changed.tv_nsec == b->changed.tv_nsec;
}

/* We speak HTTP/1.1; who offers it in a list hears so. */
static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_len, const unsigned char *in,
                           unsigned int in_len, void *arg)
{
    static const unsigned char ours[] = "\x08http/1.1";
    unsigned char *chosen;
    (void)ssl;
    (void)arg;
    if (SSL_select_next_proto(&chosen, out_len, ours, sizeof(ours) - 1, in, in_len) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

/* SSL_MODE_RELEASE_BUFFERS: a parked connection keeps no 16 KiB buffers. */
static SSL_CTX *context_new(void)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    ASSERT(context);
    ASSERT(SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1);
    ASSERT(SSL_CTX_set_cipher_list(context, ciphers) == 1);
    ASSERT(SSL_CTX_set1_groups_list(context, groups) == 1);
    ASSERT(SSL_CTX_set_session_id_context(context, session_context, sizeof(session_context) - 1) == 1);
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); /* tickets alone */
    SSL_CTX_set_timeout(context, TICKET_LIFE_S);
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
    return context;
}

static bool load(struct tls *tls)
{
    struct certificate_info info;
    struct stamp stamps[] = {stamp_of(tls->certificate), stamp_of(tls->key)};
    SSL_CTX *context = context_new();
    ERR_clear_error();
    bool ok = SSL_CTX_use_certificate_chain_file(context, tls->certificate) == 1 &&
              SSL_CTX_use_PrivateKey_file(context, tls->key, SSL_FILETYPE_PEM) == 1 &&
              SSL_CTX_check_private_key(context) == 1;
    if (!ok)
        log_error("tls: %s and %s cannot be used: %s", tls->certificate, tls->key,
                  ERR_reason_error_string(ERR_get_error()));
    ERR_clear_error();
    memcpy(tls->stamps, stamps, sizeof(stamps)); /* what is broken is looked at again when it changes */
    if (!ok || !certificate_read(tls->certificate, &info)) {
        SSL_CTX_free(context);
        return false;
    }
    SSL_CTX_free(tls->context);
    tls->context = context;
    tls->info = info;
    return true;
}

struct tls *tls_open(const char *certificate, const char *key)
{
    struct tls *tls = xcalloc(1, sizeof(*tls));
    tls->certificate = xstrdup(certificate);
    tls->key = xstrdup(key);
    if (load(tls)) {
        log_info("tls: the certificate's fingerprint is %s", tls->info.fingerprint);
        return tls;
    }
    tls_close(tls);
    return NULL;
}

void tls_close(struct tls *tls)
{
    if (!tls)
        return;
    SSL_CTX_free(tls->context);
    free(tls->certificate);
    free(tls->key);
    free(tls);
}

void tls_refresh(struct tls *tls, bool force)
{
    struct stamp certificate = stamp_of(tls->certificate), key = stamp_of(tls->key);
    if (!force && stamp_same(&certificate, &tls->stamps[0]) && stamp_same(&key, &tls->stamps[1]))
        return;
    if (load(tls))
        log_info("tls: the certificate was read again; its fingerprint is %s", tls->info.fingerprint);
    else
        log_error("tls: the former certificate stays in use");
    tls->warned_s = 0;
}

void tls_mind_expiry(struct tls *tls, int64_t now_s)
{
    int64_t left_s = tls->info.not_after - now_s;
    if (left_s > TLS_WARN_S || now_s < tls->warned_s + DAY_S)
        return;
    tls->warned_s = now_s;
    if (left_s <= 0)
        log_error("tls: the certificate has ended; nobody can connect. Replace %s and %s", tls->certificate, tls->key);
    else
        log_warn("tls: the certificate ends in %lld days; replace %s and %s in time", (long long)(left_s / DAY_S),
                 tls->certificate, tls->key);
}

const struct certificate_info *tls_certificate(const struct tls *tls)
{
    return &tls->info;
}

SSL *tls_begin(struct tls *tls)
{
    SSL *ssl = SSL_new(tls->context);
    ASSERT(ssl);
    return ssl;
}
