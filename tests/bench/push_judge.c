/* The judgement is foyer-sync's (apply.h). What terminals would each keep on disk is kept once, by channel and version:
 * it is the same bytes for all, and each of them still verifies and hashes for itself. */
#include "push_fleet.h"

#include <stdio.h>
#include <stdlib.h>

#include "sync/apply.h"

struct held_version {
    char channel[CHANNEL_MAX + 1];
    struct apply_held known;
    struct wire_manifest items; /* owned; what known.items points to */
    struct held_version *next;
};
struct push_judge {
    struct trust trust;
    struct held_version *held; /* newest first */
};

static struct held_version *find(const struct push_judge *judge, const char *channel, int64_t version /* 0: newest */)
{
    struct held_version *held = judge->held;
    while (held && (!str_eq(held->channel, channel) || (version && held->known.version != version)))
        held = held->next;
    return held;
}

/* Takes the items over. */
static void keep(struct push_judge *judge, const struct wire_head *head, struct wire_manifest *items)
{
    struct held_version *held = xcalloc(1, sizeof(*held));
    str_copy(held->channel, sizeof(held->channel), head->channel);
    held->items = *items;
    held->known = (struct apply_held){.version = head->version, .issued = head->issued, .items = &held->items};
    memcpy(held->known.root, head->root, sizeof(head->root));
    held->next = judge->held;
    judge->held = held;
}

static json_t *fetch_json(const struct push_server *server, const char *target)
{
    CLEANUP(buf_fini) struct buf body = {0};
    return push_fetch(server, target, &body) ? json_decode(body.data, body.len, NULL) : NULL;
}

struct push_judge *push_judge_new(const struct push_server *server)
{
    struct push_judge *judge = xcalloc(1, sizeof(*judge));
    struct trust_offer offer;
    CLEANUP(json_free_ref) json_t *json = fetch_json(server, "/v1/root/1");
    if (!json || !trust_offer_decode(&offer, json)) {
        fprintf(stderr, "push: no root document\n");
        free(judge);
        return NULL;
    }
    judge->trust.root = offer.root;
    judge->trust.pinned = true;
    trust_offer_fini(&offer);
    return judge;
}

static bool fetch_channel(struct push_judge *judge, const struct push_server *server, const char *channel)
{
    CLEANUP(free_ptr) char *single = xasprintf("/v1/head/%s", channel);
    CLEANUP(json_free_ref) json_t *json = fetch_json(server, single);
    CLEANUP(buf_fini) struct buf bytes = {0};
    struct apply_held nothing = {0};
    struct feed_answer answer = {0};
    struct wire_head head;
    struct wire_manifest items;
    const char *why = "no head";
    bool ok = json && feed_decode_heads(&answer, json, &why) && answer.count == 1 &&
              apply_entry(&judge->trust, &nothing, &answer.entries[0], &head, &items, &why) == APPLY_FETCH;
    if (ok) {
        CLEANUP(free_ptr) char *blob = xasprintf("/v1/blob/%s", head.root);
        ok = push_fetch(server, blob, &bytes) && apply_manifest(&head, bytes.data, bytes.len, &items);
    }
    if (ok)
        keep(judge, &head, &items);
    else
        fprintf(stderr, "push: channel %s cannot be had: %s\n", channel, why ? why : "");
    feed_fini(&answer);
    return ok;
}

bool push_judge_follow(struct push_judge *judge, const struct push_server *server, const char *channels)
{
    CLEANUP(free_ptr) char *names = xstrdup(channels);
    char *save = NULL;
    for (char *name = strtok_r(names, ",", &save); name; name = strtok_r(NULL, ",", &save))
        if (!str_starts(name, "t:") && !find(judge, name, 0) && !fetch_channel(judge, server, name))
            return false;
    return true;
}

int64_t push_judge_cursor(const struct push_judge *judge, const char *channels)
{
    CLEANUP(free_ptr) char *names = xstrdup(channels);
    int64_t cursor = 0;
    char *save = NULL;
    for (char *name = strtok_r(names, ",", &save); name; name = strtok_r(NULL, ",", &save)) {
        const struct held_version *held = find(judge, name, 0);
        cursor = MAX(cursor, held ? held->known.version : 0);
    }
    return cursor;
}

/* Every document that a change names came with it: nothing is left to fetch before it can be shown. */
static bool has_documents(const struct feed_entry *entry)
{
    for (size_t i = 0; i < entry->put_count; i++) {
        size_t k = 0;
        while (k < entry->blob_count && !str_eq(entry->blobs[k].sha256, entry->puts[i].sha256))
            k++;
        if (k == entry->blob_count)
            return false;
    }
    return true;
}

static bool judge_entry(struct push_judge *judge, const struct feed_entry *entry, int64_t *cursor)
{
    const struct held_version *held = find(judge, entry->channel, entry->from);
    struct wire_head head;
    struct wire_manifest items;
    const char *why = "a version that nobody holds";
    if (!held || apply_entry(&judge->trust, &held->known, entry, &head, &items, &why) != APPLY_READY ||
        !has_documents(entry)) {
        fprintf(stderr, "push: a change of %s from %lld is no good: %s\n", entry->channel, (long long)entry->from,
                why ? why : "something is missing");
        return false;
    }
    if (find(judge, head.channel, head.version))
        wire_manifest_fini(&items);
    else
        keep(judge, &head, &items);
    *cursor = MAX(*cursor, head.version);
    return true;
}

bool push_judge_answer(struct push_judge *judge, const char *body, size_t len, int64_t *cursor)
{
    CLEANUP(json_free_ref) json_t *json = json_decode(body, len, NULL);
    struct feed_answer answer = {0};
    const char *why = "no JSON";
    bool ok = json && feed_decode(&answer, json, &why);
    if (!ok)
        fprintf(stderr, "push: an answer is no feed: %s\n", why);
    for (size_t i = 0; ok && i < answer.count; i++)
        ok = judge_entry(judge, &answer.entries[i], cursor);
    feed_fini(&answer);
    return ok;
}

void push_judge_free(struct push_judge *judge)
{
    while (judge->held) {
        struct held_version *held = judge->held;
        judge->held = held->next;
        wire_manifest_fini(&held->items);
        free(held);
    }
    free(judge);
}
