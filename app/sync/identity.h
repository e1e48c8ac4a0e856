/* DIR/identity/: what makes this device itself. 0700, foyer-sync alone. Files are exchanged whole (temp, fsync,
 * rename), so a power cut leaves the old or the new one. The device key is made at the first start and never leaves.
 * A damaged one is set aside (device.key.bad-<unix s>, never deleted) and a new one made, which must be paired anew. */
#ifndef FOYER_SYNC_IDENTITY_H
#define FOYER_SYNC_IDENTITY_H

#include "common/json.h"
#include "common/wire.h"

#define IDENTITY_TERMINAL_MAX 32
#define IDENTITY_TOKEN_MAX    2048

struct identity {
    char *dir; /* owned: DIR/identity */
    uint8_t pk[SIGN_PK_LEN], sk[SIGN_SK_LEN];
    char terminal[IDENTITY_TERMINAL_MAX + 1]; /* "" until enrolled */
    char token[IDENTITY_TOKEN_MAX + 1];       /* "" when none is known */
    int64_t token_expires_s;
};
MUST_USE bool identity_open(struct identity *identity, const char *data_dir); /* makes the key; false: logged */
void identity_close(struct identity *identity);
MUST_USE bool identity_enrolled(struct identity *identity, const char *terminal); /* durable before it returns */
void identity_set_token(struct identity *identity, const char *token, int64_t expires_s); /* "" forgets it */
/* Central's answer with "token" and "exp"; one without a usable token forgets the old one. */
MUST_USE bool identity_take_token(struct identity *identity, const json_t *answer);
/* A signed wipe: terminal, token, everything but the key file's place. */
void identity_forget(struct identity *identity);
bool identity_is_terminal(const char *name); /* letters, digits, '-', '_' */

/* Small files beside the key, for trust.c and timekeeper.c. */
MUST_USE bool identity_read(const struct identity *identity, const char *name, size_t max,
                            struct buf *out); /* false: none */
MUST_USE bool identity_write(const struct identity *identity, const char *name, const void *data, size_t len);
void identity_remove(const struct identity *identity, const char *name);

#endif
