/* Time-based one-time passwords (RFC 6238): HMAC-SHA-1, steps of 30 s, six digits, as every authenticator app makes
 * them. Pure; any thread. */
#ifndef FOYER_CENTRAL_TOTP_H
#define FOYER_CENTRAL_TOTP_H

#include "common/buf.h"

#define TOTP_SECRET_LEN 20 /* bytes: RFC 4226, section 4, R6 */
#define TOTP_STEP_S     30
#define TOTP_DIGITS     6

/* The step that `code` belongs to: this one, the one before or the one after, and later than `used` (a code is good
 * once). 0: none. */
int64_t totp_step(const uint8_t secret[static TOTP_SECRET_LEN], const char *code, int64_t used, int64_t now_s);

void totp_base32(struct buf *out, const void *data, size_t len); /* RFC 4648, without padding */
/* otpauth://totp/ISSUER:USER?secret=…&issuer=…: what an app reads from a code. */
void totp_uri(struct buf *out, const uint8_t secret[static TOTP_SECRET_LEN], const char *issuer, const char *user);
/* The code as the `d` of an SVG path, a module being one unit. Returns how many modules wide it is with its quiet zone;
 * 0: too long for a code. */
int totp_qr(struct buf *out, const char *text);

#endif
