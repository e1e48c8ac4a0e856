/* TLS for listeners (OpenSSL): the certificate with its key, read again when the files change, and what every new
 * connection begins with. TLS 1.2 and 1.3, forward secrecy, tickets; a broken new certificate leaves the old one in
 * use. Loop thread only. */
#ifndef FOYER_CENTRAL_TLS_H
#define FOYER_CENTRAL_TLS_H

#include <openssl/ossl_typ.h>

#include "central/http/certificate.h"

#define TLS_WARN_S (30 * 86400LL) /* the log speaks of the certificate's end this long before */

struct tls;
/* Both paths are copied. NULL: logged. */
MUST_USE struct tls *tls_open(const char *certificate, const char *key);
void tls_close(struct tls *tls); /* NULL is fine; connections keep what they began with */

/* Reads the files again if they have changed since; `force`: in any case. */
void tls_refresh(struct tls *tls, bool force);
/* Once a day, when the certificate ends soon: one line in the log. */
void tls_mind_expiry(struct tls *tls, int64_t now_s);
const struct certificate_info *tls_certificate(const struct tls *tls);

/* Of the server's side; yours. */
MUST_USE SSL *tls_begin(struct tls *tls);

#endif
