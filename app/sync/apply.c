#include "sync/apply.h"

static const char *check_head(const struct trust *trust, const struct feed_entry *entry, struct wire_head *head)
{
    if (!wire_head_parse(head, entry->head.data, entry->head.len)) {
        return APPLY_BAD_HEAD;
    }
    struct buf signable = {0};
    wire_signable_head(&signable, entry->head.data, entry->head.len);
    enum trust_verdict verdict = trust_check(trust, head->key, entry->sig, signable.data, signable.len);
    buf_fini(&signable);
    switch (verdict) {
    case TRUST_UNKNOWN_KEY:
        return APPLY_UNKNOWN_KEY;
    case TRUST_BAD:
        return APPLY_BAD_SIG;
    case TRUST_GOOD:
        break;
    }
    if (strcmp(head->org, trust->root.org) != 0) {
        return APPLY_OTHER_ORG;
    }
    return strcmp(head->channel, entry->channel) == 0 ? NULL : APPLY_OTHER_CHANNEL;
}

static const char *check_order(const struct apply_held *held, int64_t floor, const struct wire_head *head)
{
    if (head->version < held->version || head->version < floor) {
        return APPLY_ROLLBACK;
    }
    if (head->version == held->version && strcmp(head->root, held->root) != 0) {
        return APPLY_EQUIVOCATION;
    }
    return head->issued < held->issued ? APPLY_OLDER : NULL;
}

static bool hashes_to(const struct wire_head *head, const struct wire_manifest *items)
{
    struct buf bytes = {0};
    char root[65];
    wire_manifest_format(&bytes, items);
    crypto_sha256_hex(root, buf_str(&bytes), bytes.len);
    bool same =
        strcmp(root, head->root) == 0 && (int64_t)items->count == head->count && (int64_t)bytes.len == head->size;
    buf_fini(&bytes);
    return same;
}

static bool run_ops(const struct apply_held *held, const struct feed_entry *entry, const struct wire_head *head,
                    struct wire_manifest *items)
{
    wire_manifest_copy(items, held->items);
    for (size_t i = 0; i < entry->del_count; i++) {
        (void)wire_manifest_del(items, entry->dels[i]);
    }
    for (size_t i = 0; i < entry->put_count; i++) {
        wire_manifest_put(items, &entry->puts[i]);
    }
    if (items->count <= WIRE_ITEMS_MAX && hashes_to(head, items)) {
        return true;
    }
    wire_manifest_fini(items);
    *items = (struct wire_manifest){0};
    return false;
}

enum apply_verdict apply_entry(const struct trust *trust, const struct apply_held *held, const struct feed_entry *entry,
                               struct wire_head *head, struct wire_manifest *items, const char **why)
{
    *items = (struct wire_manifest){0};
    *why = check_head(trust, entry, head);
    if (!*why) {
        *why = check_order(held, trust_floor(trust, entry->channel), head);
    }
    if (*why) {
        return APPLY_REFUSED;
    }
    if (held->items && strcmp(held->root, head->root) == 0) {
        wire_manifest_copy(items, held->items); /* signed anew, nothing changed */
        return APPLY_READY;
    }
    bool fits = held->items && entry->from != 0 && entry->from == held->version;
    /* A change that was withheld or altered does not hash to the signed root; the manifest tells the truth then. */
    return fits && run_ops(held, entry, head, items) ? APPLY_READY : APPLY_FETCH;
}

bool apply_manifest(const struct wire_head *head, const void *data, size_t len, struct wire_manifest *items)
{
    char root[65];
    *items = (struct wire_manifest){0};
    crypto_sha256_hex(root, data, len);
    bool good = (int64_t)len == head->size && strcmp(root, head->root) == 0 && wire_manifest_parse(items, data, len) &&
                (int64_t)items->count == head->count;
    if (!good) {
        wire_manifest_fini(items);
    }
    return good;
}

bool apply_is_own(const struct wire_manifest *items, const uint8_t pk[static SIGN_PK_LEN])
{
    char hash[65];
    const struct wire_item *self = wire_manifest_find(items, "self");
    crypto_sha256_hex(hash, pk, SIGN_PK_LEN);
    return self && strcmp(self->kind, "self") == 0 && strcmp(self->sha256, hash) == 0;
}

bool apply_follows(const struct apply_follow *follow, const char *channel)
{
    for (size_t i = 0; i < follow->count; i++) {
        if (strcmp(follow->names[i], channel) == 0) {
            return true;
        }
    }
    return false;
}

void apply_follow(struct apply_follow *follow, const struct wire_manifest *own, const char *own_channel)
{
    *follow = (struct apply_follow){.count = 1};
    memcpy(follow->names[0], own_channel, strlen(own_channel) + 1);
    for (size_t i = 0; i < own->count && follow->count < WIRE_CHANNELS_MAX; i++) {
        const struct wire_item *item = &own->items[i];
        char hash[65];
        if (strcmp(item->kind, "chan") != 0 || !ids_is_channel(item->id) || apply_follows(follow, item->id)) {
            continue;
        }
        crypto_sha256_hex(hash, item->id, strlen(item->id));
        if (strcmp(hash, item->sha256) == 0 && !str_starts(item->id, "t:")) {
            memcpy(follow->names[follow->count++], item->id, strlen(item->id) + 1);
        }
    }
}
