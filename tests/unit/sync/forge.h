/* A small signer for the tests of foyer-sync: keys, a root document, heads and entries, honest unless a test edits
 * them. */
#ifndef FOYER_TESTS_FORGE_H
#define FOYER_TESTS_FORGE_H

#include <stdio.h>
#include <stdlib.h>

#include "common/codec.h"
#include "sync/apply.h"

struct forge_key {
    struct wire_key public;
    uint8_t sk[SIGN_SK_LEN];
};

static inline void forge_key(struct forge_key *key)
{
    crypto_sign_keys(key->public.pk, key->sk);
    crypto_key_id(key->public.id, key->public.pk);
}

static inline struct wire_root forge_root(int64_t version, const struct forge_key *root, const struct forge_key *head)
{
    struct wire_root made = {.org = "7f3a91c05be24d18", .version = version, .expires = 2000000000, .threshold = 1};
    made.root[made.root_count++] = root->public;
    made.head[made.head_count++] = head->public;
    made.box[made.box_count++] = head->public;
    return made;
}

/* As central sends it; yours to decref. */
static inline json_t *forge_offer(const struct wire_root *root, const struct forge_key *const *signers, size_t count)
{
    struct buf bytes = {0}, signable = {0};
    json_t *sigs = json_array();
    wire_root_format(&bytes, root);
    wire_signable_root(&signable, bytes.data, bytes.len);
    for (size_t i = 0; i < count; i++) {
        uint8_t sig[SIGN_LEN];
        struct buf text = {0};
        crypto_sign_data(sig, signable.data, signable.len, signers[i]->sk);
        codec_base64url(&text, sig, sizeof sig);
        json_array_append_new(sigs, json_pack("{s:s, s:s}", "k", signers[i]->public.id, "s", buf_str(&text)));
        buf_fini(&text);
    }
    json_t *offer = json_pack("{s:s, s:o}", "root", buf_str(&bytes), "sigs", sigs);
    buf_fini(&bytes);
    buf_fini(&signable);
    return offer;
}

static inline struct wire_item forge_item(const char *id, const char *kind, const char *content)
{
    struct wire_item item = {.ver = 1, .prio = 3, .flags = "-", .size = (int64_t)strlen(content)};
    snprintf(item.id, sizeof item.id, "%s", id);
    snprintf(item.kind, sizeof item.kind, "%s", kind);
    crypto_sha256_hex(item.sha256, content, strlen(content));
    return item;
}

static inline struct wire_head forge_head(const char *channel, int64_t version, const struct wire_manifest *items,
                                          const struct forge_key *key)
{
    struct wire_head head = {
        .org = "7f3a91c05be24d18", .version = version, .issued = 1000 + version, .expires = 9000 + version};
    struct buf bytes = {0};
    wire_manifest_format(&bytes, items);
    crypto_sha256_hex(head.root, buf_str(&bytes), bytes.len);
    head.count = (int64_t)items->count;
    head.size = (int64_t)bytes.len;
    snprintf(head.channel, sizeof head.channel, "%s", channel);
    memcpy(head.key, key->public.id, sizeof head.key);
    buf_fini(&bytes);
    return head;
}

static inline void forge_sign(struct feed_entry *entry, const struct wire_head *head, const struct forge_key *key)
{
    struct buf signable = {0};
    buf_clear(&entry->head);
    wire_head_format(&entry->head, head);
    wire_signable_head(&signable, entry->head.data, entry->head.len);
    crypto_sign_data(entry->sig, signable.data, signable.len, key->sk);
    snprintf(entry->channel, sizeof entry->channel, "%s", head->channel);
    buf_fini(&signable);
}

#endif
