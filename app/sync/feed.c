#include "sync/feed.h"

#include <stdlib.h>

#include "common/codec.h"
#include "sync/trust.h"

static bool decode_puts(struct feed_entry *entry, const json_t *puts)
{
    if (!puts) {
        return true;
    }
    size_t count = json_array_size(puts);
    if (!json_is_array(puts) || count > FEED_OPS_MAX) {
        return false;
    }
    entry->puts = xcalloc(count + 1, sizeof *entry->puts);
    for (; entry->put_count < count; entry->put_count++) {
        const json_t *line = json_array_get(puts, entry->put_count);
        if (!json_is_string(line) ||
            !wire_item_parse(&entry->puts[entry->put_count], json_string_value(line), json_string_length(line))) {
            return false;
        }
    }
    return true;
}

static bool decode_dels(struct feed_entry *entry, const json_t *dels)
{
    if (!dels) {
        return true;
    }
    size_t count = json_array_size(dels);
    if (!json_is_array(dels) || count > FEED_OPS_MAX) {
        return false;
    }
    entry->dels = xcalloc(count + 1, sizeof *entry->dels);
    for (; entry->del_count < count; entry->del_count++) {
        const char *id = json_string_value(json_array_get(dels, entry->del_count));
        if (!id || !ids_is_name(id)) {
            return false;
        }
        memcpy(entry->dels[entry->del_count], id, strlen(id) + 1);
    }
    return true;
}

/* A blob that does not inflate to its name is left out: it is fetched by its name instead. */
static void decode_blob(struct feed_entry *entry, const char *sha256, const char *text, size_t *total)
{
    struct buf deflated = {0};
    struct feed_blob *blob = &entry->blobs[entry->blob_count];
    if (codec_unbase64url(&deflated, text, WIRE_INLINE_MAX) && *total + deflated.len <= WIRE_INLINE_TOTAL &&
        codec_inflate(&blob->data, deflated.data, deflated.len, FEED_INFLATED_MAX)) {
        crypto_sha256_hex(blob->sha256, buf_str(&blob->data), blob->data.len);
        *total += deflated.len;
    }
    if (strcmp(blob->sha256, sha256) == 0) {
        entry->blob_count++;
    } else {
        buf_fini(&blob->data);
        blob->sha256[0] = '\0';
    }
    buf_fini(&deflated);
}

static bool decode_blobs(struct feed_entry *entry, json_t *blobs, size_t *total)
{
    const char *sha256;
    json_t *text;
    if (!blobs) {
        return true;
    }
    if (!json_is_object(blobs) || json_object_size(blobs) > FEED_OPS_MAX) {
        return false;
    }
    entry->blobs = xcalloc(json_object_size(blobs) + 1, sizeof *entry->blobs);
    json_object_foreach(blobs, sha256, text)
    {
        if (!json_is_string(text)) {
            return false;
        }
        decode_blob(entry, sha256, json_string_value(text), total);
    }
    return true;
}

static bool decode_head(struct feed_entry *entry, const json_t *json)
{
    const char *channel = json_str(json, "c"), *head = json_str(json, "head");
    if (!channel || !ids_is_channel(channel) || !head || strlen(head) > WIRE_HEAD_MAX ||
        !trust_sig_decode(entry->sig, json_str(json, "sig"))) {
        return false;
    }
    memcpy(entry->channel, channel, strlen(channel) + 1);
    buf_puts(&entry->head, head);
    return true;
}

static bool decode_entries(struct feed_answer *answer, const json_t *list, bool with_ops, const char **why)
{
    size_t total = 0;
    if (!json_is_array(list) || json_array_size(list) > WIRE_CHANNELS_MAX) {
        *why = "no list of channels";
        return false;
    }
    answer->entries = xcalloc(json_array_size(list) + 1, sizeof *answer->entries);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *json = json_array_get(list, i);
        struct feed_entry *entry = &answer->entries[answer->count++];
        if (!decode_head(entry, json)) {
            *why = "a head is malformed";
            return false;
        }
        entry->from = with_ops ? json_int_or(json, "from", 0) : 0;
        if (with_ops &&
            (!decode_puts(entry, json_member(json, "put")) || !decode_dels(entry, json_member(json, "del")) ||
             !decode_blobs(entry, json_member(json, "blobs"), &total))) {
            *why = "a change is malformed";
            return false;
        }
    }
    return true;
}

bool feed_decode(struct feed_answer *answer, const json_t *json, const char **why)
{
    const json_t *retry = json_member(json, "retry");
    *answer = (struct feed_answer){
        .root = json_int_or(json, "root", 0),
        .more = json_flag(json, "more"),
        .wait_s = CLAMP(json_int_or(json, "wait", 240), 0, 300),
        .spread_s = CLAMP(json_int_or(json, "spread", 0), 0, 600),
        .retry_low_s = CLAMP(json_integer_value(json_array_get(retry, 0)), 0, 600),
        .retry_high_s = CLAMP(json_integer_value(json_array_get(retry, 1)), 0, 600),
    };
    return decode_entries(answer, json_member(json, "ch"), true, why);
}

bool feed_decode_heads(struct feed_answer *answer, const json_t *json, const char **why)
{
    *answer = (struct feed_answer){0};
    return decode_entries(answer, json_member(json, "heads"), false, why);
}

void feed_fini(struct feed_answer *answer)
{
    for (size_t i = 0; i < answer->count; i++) {
        struct feed_entry *entry = &answer->entries[i];
        for (size_t k = 0; k < entry->blob_count; k++) {
            buf_fini(&entry->blobs[k].data);
        }
        buf_fini(&entry->head);
        free(entry->puts);
        free(entry->dels);
        free(entry->blobs);
    }
    free(answer->entries);
    *answer = (struct feed_answer){0};
}
