/* Carries one message to its address with libcurl, in whatever thread calls: it blocks for up to COURIER_MAX_S. Only
 * https, or http to this machine itself; no redirects, no proxy; where a name leads is judged by the address that is
 * really dialled, so that no name can be made to point into the office's own network. */
#ifndef FOYER_CENTRAL_COURIER_H
#define FOYER_CENTRAL_COURIER_H

#include <stdatomic.h>

#include "central/hooks/letter.h"

struct sockaddr;

#define COURIER_MAX_S 15

enum courier_result {
    COURIER_DELIVERED,
    COURIER_NO_ANSWER, /* nobody there, or not in time */
    COURIER_PRIVATE,   /* the address lies in a private network, and no setting allows that */
    COURIER_UNSAFE,    /* its certificate is not good */
    COURIER_REFUSED,   /* it answered, and not well: `status`, and `code` of a robot */
    COURIER_RESULTS
};
const char *courier_result_name(enum courier_result result); /* "delivered", "no_answer", … */

struct courier_letter {
    enum letter_kind kind;
    char *url, *secret; /* owned; secret: NULL or "" when there is none; wiped */
    struct buf body;    /* owned */
    int64_t at_ms;
    bool private_allowed;
    enum courier_result result; /* filled in, as the rest */
    int status, code;
};
void courier_carry(struct courier_letter *letter, const atomic_bool *ending /* may be NULL; true: leave off */);
void courier_fini(struct courier_letter *letter);

/* Loopback, link-local, private, shared, multicast and reserved addresses (RFC 6890 and the lists of IANA that it
 * began), also inside of IPv6 addresses that carry an IPv4 address. */
bool courier_is_private(const struct sockaddr *address);
/* NULL, or one sentence, yours: why this is no address for a webhook. */
MUST_USE char *courier_url_refusal(const char *url);
#define COURIER_URL_MAX 1000 /* bytes */
/* "https://qyapi.weixin.qq.com": an address without what must stay secret in it. Yours. */
MUST_USE char *courier_url_shown(const char *url);

#endif
