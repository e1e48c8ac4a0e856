/* What crosses the wire and is signed: item lines, manifests, heads, the root document, and the exact bytes under every
 * signature. Strict scanners over bytes, no allocation surprises, no I/O. Fuzzed.
 * Both sides link this file, so a format exists once. */
#ifndef FOYER_COMMON_WIRE_H
#define FOYER_COMMON_WIRE_H

#include "common/buf.h"
#include "common/crypto.h"
#include "common/ids.h"

#define WIRE_ITEMS_MAX    2000 /* per manifest */
#define WIRE_CHANNELS_MAX 16   /* per terminal */
#define WIRE_HEAD_MAX     1024
#define WIRE_ROOT_MAX     16384
#define WIRE_KEYS_MAX     16   /* per role in a root document */
#define WIRE_INLINE_MAX   4096 /* deflated bytes of a blob inside a feed answer */
#define WIRE_INLINE_TOTAL 65536
#define WIRE_BODY_MAX     262144
#define WIRE_OUTBOX_ITEMS 50
#define WIRE_SEALED_MAX   16384
#define WIRE_BLOB_MAX     (64LL << 20)
#define WIRE_KIND_MAX     16

/* One published thing in one channel. TSV: id ver kind sha256 size prio from until flags. Times are unix s, 0 = open.
 * flags: '-' or letters: p pinned. kinds: community lobby standard fee form notice case self chan cmd policy fw. */
struct wire_item {
    char id[ID_MAX + 1];
    int64_t ver;
    char kind[WIRE_KIND_MAX + 1];
    char sha256[65]; /* lower-case hex */
    int64_t size;
    int prio; /* 1 critical … 4 low */
    int64_t from, until;
    char flags[9];
};
MUST_USE bool wire_item_parse(struct wire_item *item, const char *line, size_t len); /* without LF */
void wire_item_format(struct buf *out, const struct wire_item *item);                /* without LF */

/* All item lines of a channel, sorted bytewise by id, each ended by LF. Its SHA-256 is the head's root. */
struct wire_manifest {
    struct wire_item *items; /* owned, sorted by id, ids unique */
    size_t count;
};
MUST_USE bool wire_manifest_parse(struct wire_manifest *manifest, const void *data, size_t len);
void wire_manifest_format(struct buf *out, const struct wire_manifest *manifest);
void wire_manifest_put(struct wire_manifest *manifest, const struct wire_item *item); /* insert or replace */
bool wire_manifest_del(struct wire_manifest *manifest, const char *id);               /* false: was not there */
const struct wire_item *wire_manifest_find(const struct wire_manifest *manifest, const char *id);
void wire_manifest_copy(struct wire_manifest *to, const struct wire_manifest *from);
void wire_manifest_fini(struct wire_manifest *manifest);

struct wire_head {
    char org[17]; /* 16 hex digits */
    char channel[CHANNEL_MAX + 1];
    int64_t version;
    char root[65];
    int64_t count, size; /* items, manifest bytes */
    int64_t issued, expires;
    /* The newest hash of the office's audit, in a line before the last: whoever keeps this head can say later what the
     * audit had come to. "": the head has no such line. */
    char audit[65];
    char key[KEY_ID_LEN + 1];
};
MUST_USE bool wire_head_parse(struct wire_head *head, const void *data, size_t len); /* exact form or false */
void wire_head_format(struct buf *out, const struct wire_head *head);

/* The root document, in this order, each line ended by LF. Only `threshold` root keys must be there:
 *     foyer-root 1
 *     org <16 hex>
 *     version <n, from 1>
 *     expires <unix s>
 *     threshold <n>
 *     root <key id> <64 hex: Ed25519 public key>
 *     head <key id> <64 hex>
 *     box <key id> <64 hex: X25519 public key> */
struct wire_key {
    char id[KEY_ID_LEN + 1];
    uint8_t pk[32];
};
struct wire_root {
    char org[17];
    int64_t version, expires, threshold;
    /* in the order of the document; a new key is added at the end, so the last one is the newest */
    struct wire_key root[WIRE_KEYS_MAX], head[WIRE_KEYS_MAX], box[WIRE_KEYS_MAX];
    size_t root_count, head_count, box_count;
};
MUST_USE bool wire_root_parse(struct wire_root *root, const void *data, size_t len);
void wire_root_format(struct buf *out, const struct wire_root *root);
/* A signature over a root document by one of its root keys. */
struct wire_root_sig {
    char key[KEY_ID_LEN + 1];
    uint8_t sig[SIGN_LEN];
};
/* Threshold of distinct valid signatures by `keys_of`'s root keys over these bytes. */
MUST_USE bool wire_root_signed(const struct wire_root *keys_of, const void *data, size_t len,
                               const struct wire_root_sig *sigs, size_t count);

/* The exact bytes under each signature. */
void wire_signable_head(struct buf *out, const void *head, size_t len);        /* "foyer-head-v1\n" head */
void wire_signable_root(struct buf *out, const void *root, size_t len);        /* "foyer-root-v1\n" root */
void wire_signable_time(struct buf *out, int64_t t_ms, const char *nonce_hex); /* "foyer-time-v1\n" t "\n" n */
void wire_signable_request(struct buf *out, const char *method, const char *target, int64_t ts_ms, const void *body,
                           size_t body_len); /* "foyer-req-v1\n" METHOD "\n" target "\n" ts "\n" hex(SHA-256(body)) */
void wire_signable_receipt(struct buf *out, const char *entry_id, const char *status,
                           const char *sealed_sha256_hex); /* "foyer-receipt-v1\n" id "\n" s "\n" hex */

/* Enrolment code: first 40 bits of Argon2id(pk || SHA-256(root) || terminal nonce || server nonce; salt = the enrolment
 * UUID's 16 bytes; 64 MiB, t=2), Crockford base32, "E6W2-8QY0". About 0.1 s: never on an event loop. The caller has
 * checked enrol_id with ids_is_uuid. */
#define WIRE_NONCE_LEN 16
void wire_enrol_code(char out[static 10], const uint8_t pk[static 32], const void *root, size_t root_len,
                     const uint8_t terminal_nonce[static WIRE_NONCE_LEN],
                     const uint8_t server_nonce[static WIRE_NONCE_LEN], const char *enrol_id);

#endif
