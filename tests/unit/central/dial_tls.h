/* A plain socket for a test that speaks TLS behind it: a thread carries the bytes. Whoever closes it says goodbye as
 * TLS does; what the server closes is closed here. */
#ifndef FOYER_TESTS_CENTRAL_DIAL_TLS_H
#define FOYER_TESTS_CENTRAL_DIAL_TLS_H

#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/base.h"

struct carrier {
    int inside, outside; /* the test's end; the server's */
    SSL *ssl;
    bool said_goodbye;
};

static UNUSED bool carry_out(struct carrier *carrier)
{
    char bytes[16384];
    ssize_t got = recv(carrier->inside, bytes, sizeof(bytes), MSG_DONTWAIT);
    if (got > 0)
        return SSL_write(carrier->ssl, bytes, (int)got) > 0;
    if (got < 0)
        return errno == EAGAIN;
    SSL_shutdown(carrier->ssl);
    carrier->said_goodbye = true;
    return true;
}

static UNUSED bool carry_in(struct carrier *carrier)
{
    char bytes[16384];
    fcntl(carrier->outside, F_SETFL, O_NONBLOCK); /* it may be a ticket alone */
    int got = SSL_read(carrier->ssl, bytes, sizeof(bytes));
    fcntl(carrier->outside, F_SETFL, 0);
    if (got <= 0)
        return SSL_get_error(carrier->ssl, got) == SSL_ERROR_WANT_READ;
    return send(carrier->inside, bytes, (size_t)got, MSG_NOSIGNAL) == got;
}

static UNUSED void *carry(void *arg)
{
    struct carrier *carrier = arg;
    bool good = SSL_connect(carrier->ssl) == 1;
    while (good) {
        struct pollfd fds[] = {{.fd = carrier->outside, .events = POLLIN},
                               {.fd = carrier->said_goodbye ? -1 : carrier->inside, .events = POLLIN}};
        if (!SSL_pending(carrier->ssl) && poll(fds, ARRAY_LEN(fds), -1) < 0)
            break;
        if (SSL_pending(carrier->ssl) || fds[0].revents)
            good = carry_in(carrier);
        if (good && fds[1].revents)
            good = carry_out(carrier);
    }
    SSL_CTX *context = SSL_get_SSL_CTX(carrier->ssl);
    SSL_free(carrier->ssl);
    SSL_CTX_free(context);
    close(carrier->outside);
    close(carrier->inside);
    free(carrier);
    ERR_clear_error();
    OPENSSL_thread_stop();
    return NULL;
}

/* Takes the connected socket; gives the plain one. */
static UNUSED int dial_tls(int outside)
{
    int ends[2], on = 1;
    pthread_t thread;
    setsockopt(outside, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)); /* else a goodbye waits for an acknowledgement */
    struct carrier *carrier = xcalloc(1, sizeof(*carrier));
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    ASSERT(context && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
    carrier->inside = ends[1];
    carrier->outside = outside;
    carrier->ssl = SSL_new(context);
    SSL_set_fd(carrier->ssl, outside);
    ASSERT(pthread_create(&thread, NULL, carry, carrier) == 0);
    pthread_detach(thread);
    return ends[0];
}

#endif
