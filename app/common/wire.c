/* Heads, root documents and what is signed. Item lines and manifests are in wire_item.c. */
#include "common/wire.h"

#include <inttypes.h>

#include "common/codec.h"
#include "common/wire_scan.h"

#define MANIFEST_BYTES_MAX (1 << 20)

/* "audit <64 hex>", or nothing. */
static bool scan_audit(struct scan *scan, char audit[static 65])
{
    return !scan_literal(scan, "audit ") || scan_hex(scan, '\n', audit, 64);
}

bool wire_head_parse(struct wire_head *head, const void *data, size_t len)
{
    struct scan scan = {data, len};
    *head = (struct wire_head){0};
    return len <= WIRE_HEAD_MAX && scan_literal(&scan, "foyer-head 1\norg ") && scan_hex(&scan, '\n', head->org, 16) &&
           scan_literal(&scan, "channel ") && scan_word(&scan, '\n', head->channel, sizeof(head->channel)) &&
           ids_is_channel(head->channel) && scan_literal(&scan, "version ") &&
           scan_number(&scan, '\n', 0, INT64_MAX, &head->version) && scan_literal(&scan, "root ") &&
           scan_hex(&scan, '\n', head->root, 64) && scan_literal(&scan, "count ") &&
           scan_number(&scan, '\n', 0, WIRE_ITEMS_MAX, &head->count) && scan_literal(&scan, "size ") &&
           scan_number(&scan, '\n', 0, MANIFEST_BYTES_MAX, &head->size) && scan_literal(&scan, "issued ") &&
           scan_number(&scan, '\n', 0, INT64_MAX, &head->issued) && scan_literal(&scan, "expires ") &&
           scan_number(&scan, '\n', head->issued, INT64_MAX, &head->expires) && scan_audit(&scan, head->audit) &&
           scan_literal(&scan, "key ") && scan_hex(&scan, '\n', head->key, KEY_ID_LEN) && scan.left == 0;
}

void wire_head_format(struct buf *out, const struct wire_head *head)
{
    buf_printf(out,
               "foyer-head 1\norg %s\nchannel %s\nversion %" PRId64 "\nroot %s\ncount %" PRId64 "\nsize %" PRId64
               "\nissued %" PRId64 "\nexpires %" PRId64 "\n%s%s%skey %s\n",
               head->org, head->channel, head->version, head->root, head->count, head->size, head->issued,
               head->expires, head->audit[0] ? "audit " : "", head->audit, head->audit[0] ? "\n" : "", head->key);
}

/* --- root documents --- */

/* "<role> <kid> <public key>": the id must be the key's, and a key stands once: it would count twice for the threshold.
 */
static bool scan_key(struct scan *scan, struct wire_key *keys, size_t count)
{
    struct wire_key *key = &keys[count];
    char hex[65], id[KEY_ID_LEN + 1];
    if (!scan_hex(scan, ' ', key->id, KEY_ID_LEN) || !scan_hex(scan, '\n', hex, 64) ||
        !codec_unhex(key->pk, sizeof(key->pk), hex))
        return false;
    crypto_key_id(id, key->pk);
    if (!str_eq(id, key->id))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (memcmp(keys[i].pk, key->pk, sizeof(key->pk)) == 0)
            return false;
    }
    return true;
}

static bool scan_keys(struct scan *scan, const char *role, struct wire_key *keys, size_t *count)
{
    while (scan_literal(scan, role)) {
        if (*count == WIRE_KEYS_MAX || !scan_key(scan, keys, *count))
            return false;
        (*count)++;
    }
    return true;
}

bool wire_root_parse(struct wire_root *root, const void *data, size_t len)
{
    struct scan scan = {data, len};
    *root = (struct wire_root){0};
    return len <= WIRE_ROOT_MAX && scan_literal(&scan, "foyer-root 1\norg ") && scan_hex(&scan, '\n', root->org, 16) &&
           scan_literal(&scan, "version ") && scan_number(&scan, '\n', 1, INT64_MAX, &root->version) &&
           scan_literal(&scan, "expires ") && scan_number(&scan, '\n', 0, INT64_MAX, &root->expires) &&
           scan_literal(&scan, "threshold ") && scan_number(&scan, '\n', 1, WIRE_KEYS_MAX, &root->threshold) &&
           scan_keys(&scan, "root ", root->root, &root->root_count) &&
           scan_keys(&scan, "head ", root->head, &root->head_count) &&
           scan_keys(&scan, "box ", root->box, &root->box_count) && scan.left == 0 &&
           (int64_t)root->root_count >= root->threshold;
}

static void format_keys(struct buf *out, const char *role, const struct wire_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char hex[65];
        codec_hex(hex, keys[i].pk, sizeof(keys[i].pk));
        buf_printf(out, "%s %s %s\n", role, keys[i].id, hex);
    }
}

void wire_root_format(struct buf *out, const struct wire_root *root)
{
    buf_printf(out, "foyer-root 1\norg %s\nversion %" PRId64 "\nexpires %" PRId64 "\nthreshold %" PRId64 "\n",
               root->org, root->version, root->expires, root->threshold);
    format_keys(out, "root", root->root, root->root_count);
    format_keys(out, "head", root->head, root->head_count);
    format_keys(out, "box", root->box, root->box_count);
}

static bool signed_by(const struct wire_key *key, const struct buf *signable, const struct wire_root_sig *sigs,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(sigs[i].key, key->id) && crypto_verify(sigs[i].sig, signable->data, signable->len, key->pk))
            return true;
    }
    return false;
}

bool wire_root_signed(const struct wire_root *keys_of, const void *data, size_t len, const struct wire_root_sig *sigs,
                      size_t count)
{
    CLEANUP(buf_fini) struct buf signable = {0};
    wire_signable_root(&signable, data, len);
    int64_t valid = 0; /* counted by key, so that a repeated signature is one */
    for (size_t i = 0; i < keys_of->root_count; i++)
        valid += signed_by(&keys_of->root[i], &signable, sigs, count);
    return keys_of->threshold >= 1 && valid >= keys_of->threshold;
}

/* --- the bytes under signatures --- */

void wire_signable_head(struct buf *out, const void *head, size_t len)
{
    buf_puts(out, "foyer-head-v1\n");
    buf_append(out, head, len);
}

void wire_signable_root(struct buf *out, const void *root, size_t len)
{
    buf_puts(out, "foyer-root-v1\n");
    buf_append(out, root, len);
}

void wire_signable_time(struct buf *out, int64_t t_ms, const char *nonce_hex)
{
    buf_printf(out, "foyer-time-v1\n%" PRId64 "\n%s", t_ms, nonce_hex);
}

void wire_signable_request(struct buf *out, const char *method, const char *target, int64_t ts_ms, const void *body,
                           size_t body_len)
{
    char hash[65];
    crypto_sha256_hex(hash, body, body_len);
    buf_printf(out, "foyer-req-v1\n%s\n%s\n%" PRId64 "\n%s", method, target, ts_ms, hash);
}

void wire_signable_receipt(struct buf *out, const char *entry_id, const char *status, const char *sealed_sha256_hex)
{
    buf_printf(out, "foyer-receipt-v1\n%s\n%s\n%s", entry_id, status, sealed_sha256_hex);
}

/* --- enrolment code --- */

static void uuid_bytes(uint8_t out[static 16], const char *uuid)
{
    char hex[33];
    size_t len = 0;
    for (; *uuid && len < 32; uuid++) {
        if (*uuid != '-')
            hex[len++] = *uuid;
    }
    hex[len] = '\0';
    ASSERT(codec_unhex(out, 16, hex));
}

/* 40 bits as eight Crockford letters in two groups. */
static void crockford(char out[static 10], const uint8_t bits[static 5])
{
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    uint64_t value = 0;
    for (int i = 0; i < 5; i++)
        value = value << 8 | bits[i];
    for (int i = 0; i < 8; i++) {
        if (i == 4)
            *out++ = '-';
        *out++ = letters[value >> (35 - 5 * i) & 31];
    }
    *out = '\0';
}

void wire_enrol_code(char out[static 10], const uint8_t pk[static 32], const void *root, size_t root_len,
                     const uint8_t terminal_nonce[static WIRE_NONCE_LEN],
                     const uint8_t server_nonce[static WIRE_NONCE_LEN], const char *enrol_id)
{
    ASSERT(ids_is_uuid(enrol_id));
    uint8_t salt[STRETCH_SALT_LEN], hash[32], secret[32 + SHA256_LEN + 2 * WIRE_NONCE_LEN];
    uuid_bytes(salt, enrol_id);
    memcpy(secret, pk, 32);
    crypto_sha256(secret + 32, root, root_len);
    memcpy(secret + 64, terminal_nonce, WIRE_NONCE_LEN);
    memcpy(secret + 64 + WIRE_NONCE_LEN, server_nonce, WIRE_NONCE_LEN);
    crypto_stretch(hash, sizeof(hash), secret, sizeof(secret), salt, 64u << 20);
    crockford(out, hash);
}
