#include "sync/trust.h"

#include <stdlib.h>

#include "common/codec.h"
#include "common/log.h"

#define FILE_ROOT   "root"  /* the answer's form: {"root","sigs"} */
#define FILE_FLOORS "heads" /* "<channel> <version>\n" … */
#define FLOORS_MAX  4096

bool trust_sig_decode(uint8_t sig[static SIGN_LEN], const char *text)
{
    struct buf bytes = {0};
    bool ok = text && codec_unbase64url(&bytes, text, SIGN_LEN) && bytes.len == SIGN_LEN;
    if (ok) {
        memcpy(sig, bytes.data, SIGN_LEN);
    }
    buf_fini(&bytes);
    return ok;
}

static bool decode_sigs(struct trust_offer *offer, const json_t *sigs)
{
    if (!json_is_array(sigs) || json_array_size(sigs) > WIRE_KEYS_MAX) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(sigs); i++) {
        const json_t *one = json_array_get(sigs, i);
        struct wire_root_sig *sig = &offer->sigs[offer->sig_count++];
        const char *key = json_str(one, "k");
        if (!key || strlen(key) != KEY_ID_LEN || !trust_sig_decode(sig->sig, json_str(one, "s"))) {
            return false;
        }
        memcpy(sig->key, key, KEY_ID_LEN + 1);
    }
    return true;
}

bool trust_offer_decode(struct trust_offer *offer, const json_t *json)
{
    memset(offer, 0, sizeof *offer);
    const char *text = json_str(json, "root");
    if (!text || strlen(text) > WIRE_ROOT_MAX) {
        return false;
    }
    buf_puts(&offer->bytes, text);
    if (wire_root_parse(&offer->root, offer->bytes.data, offer->bytes.len) &&
        decode_sigs(offer, json_member(json, "sigs")) &&
        wire_root_signed(&offer->root, offer->bytes.data, offer->bytes.len, offer->sigs, offer->sig_count)) {
        return true;
    }
    trust_offer_fini(offer);
    return false;
}

void trust_offer_fini(struct trust_offer *offer)
{
    buf_fini(&offer->bytes);
    memset(offer, 0, sizeof *offer);
}

static bool store(struct trust *trust, const struct trust_offer *offer)
{
    CLEANUP(json_free_ref) json_t *sigs = json_array();
    for (size_t i = 0; i < offer->sig_count; i++) {
        struct buf text = {0};
        codec_base64url(&text, offer->sigs[i].sig, SIGN_LEN);
        json_array_append_new(sigs, json_pack("{s:s, s:s}", "k", offer->sigs[i].key, "s", buf_str(&text)));
        buf_fini(&text);
    }
    CLEANUP(json_free_ref) json_t *json = json_pack("{s:s, s:O}", "root", buf_str(&offer->bytes), "sigs", sigs);
    struct buf text = {0};
    json_encode(&text, json);
    bool ok = identity_write(trust->identity, FILE_ROOT, text.data, text.len);
    buf_fini(&text);
    if (ok) {
        trust->root = offer->root;
        trust->pinned = true;
    }
    return ok;
}

bool trust_pin(struct trust *trust, const struct trust_offer *offer)
{
    return store(trust, offer);
}

enum trust_step trust_follow(struct trust *trust, const struct trust_offer *offer, const char **why)
{
    if (strcmp(offer->root.org, trust->root.org) != 0) {
        *why = "it belongs to another organisation";
    } else if (offer->root.version != trust->root.version + 1) {
        *why = "its version does not follow ours";
    } else if (!wire_root_signed(&trust->root, offer->bytes.data, offer->bytes.len, offer->sigs, offer->sig_count)) {
        *why = "our root keys have not signed it";
    } else {
        return store(trust, offer) ? TRUST_FOLLOWED : TRUST_FAILED;
    }
    return TRUST_REFUSED;
}

enum trust_verdict trust_check(const struct trust *trust, const char *kid, const uint8_t sig[static SIGN_LEN],
                               const void *data, size_t len)
{
    bool known = false;
    for (size_t i = 0; trust->pinned && i < trust->root.head_count; i++) {
        const struct wire_key *key = &trust->root.head[i];
        if (kid && strcmp(kid, key->id) != 0) {
            continue;
        }
        known = true;
        if (crypto_verify(sig, data, len, key->pk)) {
            return TRUST_GOOD;
        }
    }
    return known ? TRUST_BAD : TRUST_UNKNOWN_KEY;
}

const struct wire_key *trust_box(const struct trust *trust)
{
    return trust->pinned && trust->root.box_count > 0 ? &trust->root.box[trust->root.box_count - 1] : NULL;
}

static struct trust_floor *find_floor(struct trust *trust, const char *channel)
{
    for (size_t i = 0; i < trust->floor_count; i++) {
        if (strcmp(trust->floors[i].channel, channel) == 0) {
            return &trust->floors[i];
        }
    }
    return NULL;
}

int64_t trust_floor(const struct trust *trust, const char *channel)
{
    const struct trust_floor *floor = find_floor((struct trust *)trust, channel);
    return floor ? floor->version : 0;
}

void trust_raise_floor(struct trust *trust, const char *channel, int64_t version)
{
    struct trust_floor *floor = find_floor(trust, channel);
    if (!floor) {
        if (trust->floor_count == ARRAY_LEN(trust->floors) || strlen(channel) > CHANNEL_MAX) {
            return; /* channels followed are at most half as many; the cache's own versions still stand */
        }
        floor = &trust->floors[trust->floor_count++];
        memset(floor, 0, sizeof *floor);
        memcpy(floor->channel, channel, strlen(channel) + 1);
    }
    floor->version = MAX(floor->version, version);
}

void trust_drop_floor(struct trust *trust, const char *channel)
{
    struct trust_floor *floor = find_floor(trust, channel);
    if (floor) {
        *floor = trust->floors[--trust->floor_count];
    }
}

void trust_save_floors(const struct trust *trust)
{
    struct buf text = {0};
    for (size_t i = 0; i < trust->floor_count; i++) {
        buf_printf(&text, "%s %lld\n", trust->floors[i].channel, (long long)trust->floors[i].version);
    }
    (void)!identity_write(trust->identity, FILE_FLOORS, buf_str(&text),
                          text.len); /* logged; the cache holds them too */
    buf_fini(&text);
}

static void load_floor(struct trust *trust, const char *line, size_t len)
{
    CLEANUP(free_ptr) char *words = xstrndup(line, len);
    char *space = strchr(words, ' ');
    int64_t version;
    if (space && parse_i64(space + 1, 0, INT64_MAX, &version)) {
        *space = '\0';
        if (ids_is_channel(words)) {
            trust_raise_floor(trust, words, version);
        }
    }
}

static void load_floors(struct trust *trust)
{
    struct buf text = {0};
    if (identity_read(trust->identity, FILE_FLOORS, FLOORS_MAX, &text)) {
        for (const char *line = buf_str(&text), *end; (end = strchr(line, '\n')); line = end + 1) {
            load_floor(trust, line, (size_t)(end - line));
        }
    }
    buf_fini(&text);
}

void trust_load(struct trust *trust, const struct identity *identity)
{
    memset(trust, 0, sizeof *trust);
    trust->identity = identity;
    struct buf text = {0};
    struct trust_offer offer = {0};
    if (identity_read(identity, FILE_ROOT, 4 * WIRE_ROOT_MAX, &text)) {
        CLEANUP(json_free_ref) json_t *json = json_decode(text.data, text.len, NULL);
        if (json && trust_offer_decode(&offer, json)) {
            trust->root = offer.root;
            trust->pinned = true;
        } else {
            log_error("trust: %s/%s is damaged; this terminal must be paired again", identity->dir, FILE_ROOT);
        }
    }
    trust_offer_fini(&offer);
    buf_fini(&text);
    load_floors(trust);
}
