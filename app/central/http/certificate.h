/* The server's own certificate: made once for an office that has no other (ECDSA P-256, signed by itself), and read for
 * what people compare, its fingerprint and its end. A terminal or a browser that is given this very file trusts it.
 * Reads and writes files and keeps no state: any thread, but one at a time makes a certificate in a folder. Only the
 * refusal is pure. */
#ifndef FOYER_CENTRAL_CERTIFICATE_H
#define FOYER_CENTRAL_CERTIFICATE_H

#include "common/base.h"

#define CERTIFICATE_FILE     "keys/tls.pem" /* in the data folder */
#define CERTIFICATE_KEY_FILE "keys/tls.key"
#define CERTIFICATE_DAYS     825 /* what clients accept at most (CA/Browser Forum, Apple HT210176) */
#define CERTIFICATE_NAMES    32
#define FINGERPRINT_LEN      95 /* "AB:CD:…", 32 bytes */

struct certificate_info {
    char fingerprint[FINGERPRINT_LEN + 1]; /* SHA-256 over the certificate */
    int64_t not_before, not_after;         /* unix s */
    bool self_signed;
};

/* NULL when "foyer.lan,192.168.1.5,::1" are names that a certificate can carry, else one sentence. Yours. */
MUST_USE char *certificate_names_refusal(const char *names);
/* Makes both files anew in `data_dir` for these names and, in any case, for this machine itself. `org` stands in the
 * subject. false: logged; what was there stays. */
MUST_USE bool certificate_make(const char *data_dir, const char *org, const char *names, int64_t now_s);
MUST_USE bool certificate_read(const char *path, struct certificate_info *info); /* false: logged */

#endif
