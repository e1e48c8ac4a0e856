/* Puts documents into a cache as sync would, for tests that read them. */
#ifndef FOYER_TESTS_KIOSK_CACHE_RIG_H
#define FOYER_TESTS_KIOSK_CACHE_RIG_H

#include <stdio.h>

#include "common/crypto.h"
#include "terminal/cache_write.h"

static inline struct wire_item cache_rig_item(struct cache *cache, const char *kind, const char *id, const char *bytes)
{
    struct wire_item item = {.ver = 1, .size = (int64_t)strlen(bytes), .prio = 3, .flags = "-"};
    snprintf(item.kind, sizeof(item.kind), "%s", kind);
    snprintf(item.id, sizeof(item.id), "%s", id);
    assert_true(cache_blob_store(cache, bytes, strlen(bytes), item.sha256));
    return item;
}

static inline void cache_rig_publish(struct cache *cache, const char *channel, const struct wire_item *items,
                                     size_t count)
{
    static const uint8_t sig[SIGN_LEN];
    struct wire_manifest manifest = {0};
    struct wire_head head = {.version = 1, .issued = 1, .expires = 2};
    struct buf text = {0}, bytes = {0};
    for (size_t i = 0; i < count; i++)
        wire_manifest_put(&manifest, &items[i]);
    wire_manifest_format(&text, &manifest);
    snprintf(head.org, sizeof(head.org), "%s", "0123456789abcdef");
    snprintf(head.key, sizeof(head.key), "%s", "0123456789abcdef");
    snprintf(head.channel, sizeof(head.channel), "%s", channel);
    crypto_sha256_hex(head.root, buf_str(&text), text.len);
    head.count = (int64_t)count;
    head.size = (int64_t)text.len;
    wire_head_format(&bytes, &head);
    struct cache_replace replace = {&head, bytes.data, bytes.len, sig, &manifest};
    assert_true(cache_apply(cache, &replace, 1, NULL, 0, -1, NULL));
    buf_fini(&text);
    buf_fini(&bytes);
    wire_manifest_fini(&manifest);
}

#endif
