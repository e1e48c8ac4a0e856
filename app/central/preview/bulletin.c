#include "central/preview/bulletin.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "central/files/files.h"
#include "central/lobbies/lobbies.h"
#include "central/fleet/fleet.h"
#include "central/store/keys.h"
#include "common/codec.h"
#include "common/json.h"
#include "common/log.h"
#include "terminal/cache_write.h"

/* --- Reading the channels; loop thread --- */

/* Sealed answers to cases and the device's own lines are on no page; their heads tell how fresh everything is. */
static bool has_content(const char *channel)
{
    return !str_starts(channel, "k:") && !str_starts(channel, "t:");
}

/* What a lobby is has no file until somebody wants to see that lobby. */
static bool lay_out(struct publisher *publisher, const struct wire_manifest *items)
{
    for (size_t i = 0; i < items->count; i++)
        if (str_eq(items->items[i].kind, "lobby") && !publish_blob_lay_out(publisher, items->items[i].sha256))
            return false;
    return true;
}

static bool add_channel(struct bulletin *bulletin, struct central *central, const char *name, int64_t now_s)
{
    struct bulletin_channel *channel = &bulletin->channels[bulletin->count];
    struct publish_head signed_head;
    struct wire_head head;
    if (!publish_channel_exists(central->db, name))
        return true;
    if (!publish_head_get(central->publisher, publisher_channel(central->publisher, name), now_s, &signed_head) ||
        !wire_head_parse(&head, signed_head.text, signed_head.len))
        return false;
    bulletin->count++;
    str_copy(channel->name, sizeof(channel->name), name);
    buf_append(&channel->head, signed_head.text, signed_head.len);
    memcpy(channel->sig, signed_head.sig, SIGN_LEN);
    bulletin->confirmed_s = bulletin->confirmed_s ? MIN(bulletin->confirmed_s, head.issued) : head.issued;
    size_t len = strlen(bulletin->key);
    (void)snprintf(bulletin->key + len, sizeof(bulletin->key) - len, "%s %" PRId64 " %" PRId64 "\n", name,
                   has_content(name) ? head.version : 0, head.issued);
    return !has_content(name) ||
           (publish_channel_items(central->db, name, &channel->items) && lay_out(central->publisher, &channel->items));
}

static bool add_kind(struct bulletin *bulletin, struct central *central, const char *kind, const char *id,
                     int64_t now_s)
{
    char name[CHANNEL_MAX + 1];
    (void)snprintf(name, sizeof(name), "%s%s", kind, id);
    return !*id || add_channel(bulletin, central, name, now_s);
}

static void find_terminal(struct bulletin *bulletin, struct central *central, const char *lobby)
{
    struct fleet_terminal *terminal = fleet_at(central->fleet, lobby);
    str_copy(bulletin->terminal, sizeof(bulletin->terminal), terminal ? terminal->id : "");
}

bool bulletin_read(struct bulletin *bulletin, struct central *central, const char *site, const char *lobby_id,
                   int64_t now_s)
{
    struct lobby lobby = {0};
    *bulletin = (struct bulletin){0};
    str_copy(bulletin->org, sizeof(bulletin->org), central->org);
    str_copy(bulletin->site, sizeof(bulletin->site), site);
    codec_hex(bulletin->box_pk, central->keys->box_pk, BOX_PK_LEN);
    (void)snprintf(bulletin->key, sizeof(bulletin->key), "%s\n", lobby_id ? lobby_id : "");
    if (lobby_id && !lobbies_find(central->db, lobby_id, &lobby))
        return false;
    if (lobby_id)
        find_terminal(bulletin, central, lobby_id);
    return add_channel(bulletin, central, "all", now_s) && add_kind(bulletin, central, "s:", site, now_s) &&
           add_kind(bulletin, central, "k:", site, now_s) && add_kind(bulletin, central, "b:", lobby.building, now_s) &&
           add_kind(bulletin, central, "l:", lobby_id ? lobby_id : "", now_s) &&
           add_kind(bulletin, central, "t:", bulletin->terminal, now_s);
}

void bulletin_fini(struct bulletin *bulletin)
{
    for (size_t i = 0; i < bulletin->count; i++) {
        buf_fini(&bulletin->channels[i].head);
        wire_manifest_fini(&bulletin->channels[i].items);
    }
    bulletin->count = 0;
}

/* --- Writing the cache; a worker --- */

static bool lend_blobs(const struct bulletin_channel *channel, struct publisher *publisher, const char *dir)
{
    for (size_t i = 0; i < channel->items.count; i++) {
        const struct wire_item *item = &channel->items.items[i];
        CLEANUP(free_ptr) char *path = xasprintf("%s/blobs/%s", dir, item->sha256);
        if (cache_kind_has_blob(item->kind) && !publish_blob_link(publisher, item->sha256, path))
            return false;
    }
    return true;
}

static bool write_channel(const struct bulletin_channel *channel, struct cache *cache)
{
    struct wire_head head;
    struct cache_replace replace = {.head = &head,
                                    .head_bytes = channel->head.data,
                                    .head_len = channel->head.len,
                                    .sig = channel->sig,
                                    .manifest = &channel->items};
    return wire_head_parse(&head, channel->head.data, channel->head.len) &&
           cache_apply(cache, &replace, 1, NULL, 0, -1, NULL);
}

static bool write_words(const struct bulletin *bulletin, struct cache *cache)
{
    char confirmed[24];
    (void)snprintf(confirmed, sizeof(confirmed), "%" PRId64, bulletin->confirmed_s);
    return cache_set_meta(cache, CACHE_ORG, bulletin->org) && cache_set_meta(cache, CACHE_SITE, bulletin->site) &&
           cache_set_meta(cache, CACHE_TERMINAL, bulletin->terminal) &&
           cache_set_meta(cache, CACHE_BOX_PK, bulletin->box_pk) && cache_set_meta(cache, CACHE_STATE, "live") &&
           cache_set_meta(cache, CACHE_CONFIRMED, confirmed);
}

bool bulletin_write(const struct bulletin *bulletin, struct publisher *publisher, const char *dir)
{
    struct cache *cache = cache_open_write(dir);
    bool ok = cache && write_words(bulletin, cache);
    for (size_t i = 0; i < bulletin->count && ok; i++)
        ok = lend_blobs(&bulletin->channels[i], publisher, dir) && write_channel(&bulletin->channels[i], cache);
    cache_close(cache);
    return ok;
}

/* --- A draft --- */

struct place {
    struct cache *cache;
    const struct items_draft *draft;
    const char *lobby;
    char channel[CHANNEL_MAX + 1]; /* where the draft goes; "" not known yet */
    char names[BULLETIN_CHANNELS_MAX][CHANNEL_MAX + 1];
    size_t count;
};

static void note_channel(const struct cache_channel *channel, void *arg)
{
    struct place *place = arg;
    if (place->count < BULLETIN_CHANNELS_MAX)
        str_copy(place->names[place->count++], sizeof(place->names[0]), channel->name);
}

static void note_item(const struct wire_item *item, const char *channel, void *arg)
{
    struct place *place = arg;
    if (str_eq(item->id, place->draft->line.id))
        str_copy(place->channel, sizeof(place->channel), channel);
}

static bool follows(const struct place *place, const char *channel)
{
    for (size_t i = 0; i < place->count; i++)
        if (str_eq(place->names[i], channel))
            return true;
    return false;
}

static bool find_place(struct place *place)
{
    const struct audience *audience = &place->draft->audience;
    if (!cache_each_channel(place->cache, note_channel, place) ||
        !cache_each_item(place->cache, NULL, note_item, place))
        return false;
    for (size_t i = 0; i < audience->channel_count; i++)
        if (follows(place, audience->channels[i]))
            str_copy(place->channel, sizeof(place->channel), audience->channels[i]);
    bool is_notice = str_eq(place->draft->line.kind, "notice");
    for (size_t i = 0; i < place->count && !*place->channel; i++)
        if (str_starts(place->names[i], is_notice && place->lobby ? "l:" : "s:"))
            str_copy(place->channel, sizeof(place->channel), place->names[i]);
    return *place->channel;
}

/* Takes out what the draft replaces, and puts it in where it belongs. */
static bool change_channel(struct place *place, const char *name)
{
    struct wire_head head;
    struct wire_manifest items = {0};
    CLEANUP(buf_fini) struct buf bytes = {0};
    CLEANUP(buf_fini) struct buf lines = {0};
    uint8_t sig[SIGN_LEN];
    bool ok = cache_channel_load(place->cache, name, &head, &items) && cache_head_load(place->cache, name, &bytes, sig);
    bool changed = ok && wire_manifest_del(&items, place->draft->line.id);
    changed |= ok && *place->draft->supersedes && wire_manifest_del(&items, place->draft->supersedes);
    if (ok && str_eq(name, place->channel)) {
        wire_manifest_put(&items, &place->draft->line);
        changed = true;
    }
    wire_manifest_format(&lines, &items);
    crypto_sha256_hex(head.root, lines.data, lines.len);
    struct cache_replace replace = {&head, bytes.data, bytes.len, sig, &items};
    ok = ok && (!changed || cache_apply(place->cache, &replace, 1, NULL, 0, -1, NULL));
    wire_manifest_fini(&items);
    return ok;
}

struct lending {
    struct publisher *publisher;
    const char *dir;
};

/* One that is not there (any more) is not drawn, as in a lobby that has not fetched it. */
static bool lend_page(const json_t *page, void *arg)
{
    const struct lending *lending = arg;
    const char *sha256 = json_str_or(page, "sha256", "");
    CLEANUP(free_ptr) char *path = xasprintf("%s/blobs/%s", lending->dir, sha256);
    bool is_name = strlen(sha256) == 64 && strspn(sha256, "0123456789abcdef") == 64; /* of ours, and no path */
    if (is_name && !publish_blob_link(lending->publisher, sha256, path))
        log_warn("preview: a picture of the draft is missing, and is drawn as missing");
    return true;
}

bool bulletin_add(const char *dir, const char *lobby, const struct items_draft *draft, struct publisher *publisher)
{
    struct lending lending = {publisher, dir};
    CLEANUP(json_free_ref) json_t *doc = json_decode(buf_str(&draft->bytes), draft->bytes.len, NULL);
    (void)files_each_page(doc, lend_page, &lending);
    struct place place = {.cache = cache_open_write(dir), .draft = draft, .lobby = lobby};
    char sha256[65];
    bool ok =
        place.cache && find_place(&place) && cache_blob_store(place.cache, draft->bytes.data, draft->bytes.len, sha256);
    for (size_t i = 0; i < place.count && ok; i++)
        ok = !has_content(place.names[i]) || change_channel(&place, place.names[i]);
    cache_close(place.cache);
    if (!ok)
        log_error("preview: %s cannot be laid into %s", draft->line.id, dir);
    return ok;
}
