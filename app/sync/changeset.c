/* A small machine of its own: step() looks for the first thing that is missing, starts to fetch it and returns; each
 * answer notes what came and steps again; when nothing is missing the rest is committed. Nothing recurses deeper than
 * one answer. */
#include "sync/changeset.h"

#include <stdlib.h>

#include "common/log.h"
#include "sync/blobs.h"
#include "sync/held.h"

#define MANIFEST_MAX (1 << 20)
#define CHANGES_MAX  (3 * WIRE_CHANNELS_MAX)
#define HEADS_ROUNDS 2 /* the second: channels that the first one's own channel newly names */

enum change_state { CHANGE_NEW, CHANGE_MANIFEST, CHANGE_BLOBS, CHANGE_READY, CHANGE_FAILED };
struct change {
    enum change_state state;
    struct feed_entry *entry; /* changeset.answers */
    struct wire_head head;
    struct wire_manifest items; /* owned */
    size_t looked;              /* items whose blobs are known to be there */
};

struct changeset {
    struct changeset_env env;
    struct feed_answer answers[1 + HEADS_ROUNDS]; /* what was brought, and the heads asked for beside it; owned */
    struct change changes[CHANGES_MAX];
    size_t count;
    struct apply_follow follow;
    bool follow_known, whole; /* whole: heads of all followed channels are asked for */
    int heads_rounds;
    struct timer timer;
    struct call *call;
    struct blobs_fetch *fetch;
    struct change *current; /* what call or fetch works for */
    struct changeset_report report;
    changeset_on_done *fn;
    void *arg;
};

static void step(struct changeset *changeset);

static void changeset_free(struct changeset *changeset)
{
    timer_stop(changeset->env.loop, &changeset->timer);
    call_cancel(&changeset->call);
    blobs_fetch_cancel(&changeset->fetch);
    for (size_t i = 0; i < changeset->count; i++) {
        wire_manifest_fini(&changeset->changes[i].items);
    }
    for (size_t i = 0; i < ARRAY_LEN(changeset->answers); i++) {
        feed_fini(&changeset->answers[i]);
    }
    free(changeset);
}

void changeset_cancel(struct changeset **changeset)
{
    if (*changeset) {
        changeset_free(*changeset);
        *changeset = NULL;
    }
}

/* --- judging one channel --- */

static void fail(struct changeset *changeset, struct change *change, enum changeset_end end, const char *why)
{
    change->state = CHANGE_FAILED;
    if (changeset->report.end == CHANGESET_DONE || end == CHANGESET_TOKEN || end == CHANGESET_REVOKED) {
        changeset->report.end = end;
        changeset->report.why = why;
        memcpy(changeset->report.channel, change->entry->channel, sizeof changeset->report.channel);
    }
    if (end == CHANGESET_REFUSED) {
        log_warn("sync: channel %s refused (%s), keeping what is stored", change->entry->channel,
                 why ? why : "incomplete");
    }
}

static bool is_own(const struct changeset *changeset, const struct change *change)
{
    return strcmp(change->entry->channel, changeset->env.own_channel) == 0;
}

/* The own channel must name this device before anything in it is believed. */
static void complete(struct changeset *changeset, struct change *change)
{
    if (is_own(changeset, change)) {
        if (!apply_is_own(&change->items, changeset->env.caller->identity->pk)) {
            fail(changeset, change, CHANGESET_REFUSED, APPLY_OTHER_LOBBY);
            return;
        }
        apply_follow(&changeset->follow, &change->items, changeset->env.own_channel);
        changeset->follow_known = true;
    }
    change->state = CHANGE_BLOBS;
}

static void judge(struct changeset *changeset, struct change *change)
{
    struct held held;
    const char *why = NULL;
    held_load(&held, changeset->env.cache, change->entry->channel);
    switch (apply_entry(changeset->env.trust, &held.known, change->entry, &change->head, &change->items, &why)) {
    case APPLY_READY:
        complete(changeset, change);
        break;
    case APPLY_FETCH:
        change->state = CHANGE_MANIFEST;
        break;
    case APPLY_REFUSED:
        fail(changeset, change, CHANGESET_REFUSED, why);
        break;
    }
    held_fini(&held);
}

/* Which channels are followed, from the own channel as stored, when this change does not bring it. */
static void follow_stored(struct changeset *changeset)
{
    struct held held;
    held_load(&held, changeset->env.cache, changeset->env.own_channel);
    if (held.known.items && apply_is_own(held.known.items, changeset->env.caller->identity->pk)) {
        apply_follow(&changeset->follow, held.known.items, changeset->env.own_channel);
        changeset->follow_known = true;
    }
    held_fini(&held);
}

/* --- fetching --- */

static void fail_all(struct changeset *changeset, enum changeset_end end)
{
    for (size_t i = 0; i < changeset->count; i++) {
        struct change *change = &changeset->changes[i];
        if (change->state != CHANGE_READY && change->state != CHANGE_FAILED) {
            fail(changeset, change, end, NULL);
        }
    }
    if (changeset->report.end == CHANGESET_DONE) {
        changeset->report.end = end;
    }
}

/* What an answer that brings nothing means for the whole. */
static enum changeset_end end_of(enum call_result result)
{
    switch (result) {
    case CALL_TOKEN:
    case CALL_SKEW:
        return CHANGESET_TOKEN;
    case CALL_REVOKED:
        return CHANGESET_REVOKED;
    case CALL_MISSING:
    case CALL_REFUSED:
    case CALL_TOO_LARGE:
    case CALL_OVERSIZED:
    case CALL_AHEAD:
        return CHANGESET_REFUSED;
    case CALL_OK:
    case CALL_UNCHANGED:
    case CALL_BUSY:
    case CALL_OFFLINE:
        return CHANGESET_OFFLINE;
    }
    return CHANGESET_OFFLINE;
}

static void on_manifest(const struct call_answer *answer, void *arg)
{
    struct changeset *changeset = arg;
    struct change *change = TAKE(changeset->current);
    changeset->call = NULL;
    if (answer->result == CALL_OK) {
        if (apply_manifest(&change->head, buf_str(answer->bytes), answer->bytes->len, &change->items)) {
            complete(changeset, change);
        } else {
            fail(changeset, change, CHANGESET_REFUSED, APPLY_BAD_MANIFEST);
        }
    } else if (end_of(answer->result) == CHANGESET_REFUSED) {
        fail(changeset, change, CHANGESET_REFUSED, "no_blob");
    } else {
        fail_all(changeset, end_of(answer->result));
    }
    step(changeset);
}

/* A small manifest may have come along as an inline blob. */
static bool take_inline_manifest(struct changeset *changeset, struct change *change)
{
    for (size_t i = 0; i < change->entry->blob_count; i++) {
        const struct feed_blob *blob = &change->entry->blobs[i];
        if (strcmp(blob->sha256, change->head.root) == 0 &&
            apply_manifest(&change->head, buf_str(&blob->data), blob->data.len, &change->items)) {
            complete(changeset, change);
            return true;
        }
    }
    return false;
}

static void fetch_manifest(struct changeset *changeset, struct change *change)
{
    if (take_inline_manifest(changeset, change)) {
        return;
    }
    if (change->head.size > MANIFEST_MAX || change->head.count > WIRE_ITEMS_MAX) {
        fail(changeset, change, CHANGESET_REFUSED, APPLY_BAD_MANIFEST);
        return;
    }
    CLEANUP(free_ptr) char *target = xasprintf("/v1/blob/%s", change->head.root);
    struct call_spec spec = {.method = "GET",
                             .target = target,
                             .auth = CALL_BEARER,
                             .bytes = true,
                             .file_fd = -1,
                             .answer_max = MAX((size_t)change->head.size, 4096)};
    changeset->current = change;
    changeset->call = call_start(changeset->env.caller, &spec, on_manifest, changeset);
}

static void on_blob(enum blobs_result result, void *arg)
{
    struct changeset *changeset = arg;
    struct change *change = TAKE(changeset->current);
    changeset->fetch = NULL;
    switch (result) {
    case BLOBS_STORED:
        break;
    case BLOBS_MISSING:
        fail(changeset, change, CHANGESET_REFUSED, "no_blob");
        break;
    case BLOBS_OFFLINE:
        fail_all(changeset, CHANGESET_OFFLINE);
        break;
    case BLOBS_TOKEN:
        fail_all(changeset, CHANGESET_TOKEN);
        break;
    case BLOBS_REVOKED:
        fail_all(changeset, CHANGESET_REVOKED);
        break;
    case BLOBS_FAILED:
        fail_all(changeset, CHANGESET_FAILED);
        break;
    }
    step(changeset);
}

static bool store_inline(struct changeset *changeset, const struct change *change, const char *sha256)
{
    for (size_t i = 0; i < change->entry->blob_count; i++) {
        const struct feed_blob *blob = &change->entry->blobs[i];
        char stored[65];
        if (strcmp(blob->sha256, sha256) == 0) {
            return cache_blob_store(changeset->env.cache, buf_str(&blob->data), blob->data.len, stored);
        }
    }
    return false;
}

/* Starts to fetch the next blob that is not here; false: all are (or the change has failed). */
static bool fetch_blob(struct changeset *changeset, struct change *change)
{
    for (; change->looked < change->items.count; change->looked++) {
        const struct wire_item *item = &change->items.items[change->looked];
        if (!cache_kind_has_blob(item->kind) || item->size > WIRE_BLOB_MAX ||
            cache_has_blob(changeset->env.cache, item->sha256, item->size) ||
            store_inline(changeset, change, item->sha256)) {
            continue;
        }
        changeset->current = change;
        changeset->fetch = blobs_fetch_start(changeset->env.caller, changeset->env.cache, item->sha256, item->size,
                                             on_blob, changeset);
        if (!changeset->fetch) {
            changeset->current = NULL;
            fail(changeset, change, CHANGESET_FAILED, NULL);
        }
        return changeset->fetch != NULL;
    }
    change->state = CHANGE_READY;
    return false;
}

/* --- heads that nobody brought --- */

static bool add_entries(struct changeset *changeset, struct feed_answer *answer)
{
    for (size_t i = 0; i < answer->count; i++) {
        if (changeset->count == CHANGES_MAX) {
            return false;
        }
        changeset->changes[changeset->count++] = (struct change){.entry = &answer->entries[i]};
    }
    return true;
}

static void on_heads(const struct call_answer *answer, void *arg)
{
    struct changeset *changeset = arg;
    struct feed_answer *heads = &changeset->answers[changeset->heads_rounds];
    const char *why = "bad_answer";
    changeset->call = NULL;
    if (answer->result != CALL_OK) {
        fail_all(changeset, end_of(answer->result));
        changeset->report.why = changeset->report.end == CHANGESET_REFUSED ? "no_heads" : NULL;
    } else if (!feed_decode_heads(heads, answer->json, &why) || !add_entries(changeset, heads)) {
        log_warn("sync: the answer with heads is garbled: %s", why);
        fail_all(changeset, CHANGESET_OFFLINE);
    }
    step(changeset);
}

static void ask_heads(struct changeset *changeset, const char *names)
{
    CLEANUP(free_ptr) char *target = xasprintf("/v1/heads?c=%s", names);
    struct call_spec spec = {.method = "GET", .target = target, .auth = CALL_BEARER, .file_fd = -1};
    changeset->heads_rounds++;
    changeset->call = call_start(changeset->env.caller, &spec, on_heads, changeset);
}

static bool is_in_change(const struct changeset *changeset, const char *channel)
{
    for (size_t i = 0; i < changeset->count; i++) {
        if (strcmp(changeset->changes[i].entry->channel, channel) == 0) {
            return true;
        }
    }
    return false;
}

/* Followed channels of which nothing is stored and nothing came: their heads are asked for. */
static bool ask_missing_heads(struct changeset *changeset)
{
    struct buf names = {0};
    for (size_t i = 0; i < changeset->follow.count && changeset->heads_rounds < HEADS_ROUNDS; i++) {
        const char *channel = changeset->follow.names[i];
        struct held held;
        held_load(&held, changeset->env.cache, channel);
        if ((held.known.version == 0 || changeset->whole) && !is_in_change(changeset, channel)) {
            buf_printf(&names, "%s%s", names.len ? "," : "", channel);
        }
        held_fini(&held);
    }
    bool asked = names.len > 0;
    if (asked) {
        ask_heads(changeset, names.data);
    }
    buf_fini(&names);
    return asked;
}

/* --- committing --- */

static int64_t next_cursor(const struct changeset *changeset)
{
    int64_t cursor = cache_cursor(changeset->env.cache);
    if (changeset->report.end != CHANGESET_DONE) {
        return cursor;
    }
    for (size_t i = 0; i < changeset->count; i++) {
        cursor = MAX(cursor, changeset->changes[i].head.version);
    }
    return cursor;
}

static void commit(struct changeset *changeset)
{
    struct cache_replace replaces[CHANGES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < changeset->count; i++) {
        struct change *change = &changeset->changes[i];
        if (change->state == CHANGE_READY) {
            replaces[count++] = (struct cache_replace){&change->head, change->entry->head.data, change->entry->head.len,
                                                       change->entry->sig, &change->items};
        }
    }
    struct commit whole = {.cache = changeset->env.cache,
                           .trust = changeset->env.trust,
                           .follow = changeset->follow_known ? &changeset->follow : NULL,
                           .replaces = replaces,
                           .count = count,
                           .cursor = next_cursor(changeset)};
    if (!commit_run(&whole, &changeset->report.done)) {
        changeset->report.end = CHANGESET_FAILED;
    }
}

/* --- the steps --- */

/* true: something was started and will step again. */
static bool work_on(struct changeset *changeset, struct change *change)
{
    if (change->state == CHANGE_NEW) {
        judge(changeset, change);
    }
    if (change->state == CHANGE_MANIFEST) {
        fetch_manifest(changeset, change);
        if (change->state == CHANGE_MANIFEST) {
            return true;
        }
    }
    return change->state == CHANGE_BLOBS && fetch_blob(changeset, change);
}

static bool work_on_own(struct changeset *changeset)
{
    for (size_t i = 0; i < changeset->count; i++) {
        if (is_own(changeset, &changeset->changes[i]) && work_on(changeset, &changeset->changes[i])) {
            return true;
        }
    }
    return false;
}

/* Another lobby's channel in our feed is not an error of ours to repair: it is refused like any lie. */
static bool work_on_others(struct changeset *changeset)
{
    for (size_t i = 0; i < changeset->count; i++) {
        struct change *change = &changeset->changes[i];
        if (change->state == CHANGE_NEW && !apply_follows(&changeset->follow, change->entry->channel)) {
            fail(changeset, change, CHANGESET_REFUSED, APPLY_OTHER_CHANNEL);
        }
        if (work_on(changeset, change)) {
            return true;
        }
    }
    return false;
}

static void end(struct changeset *changeset)
{
    commit(changeset);
    changeset->fn(&changeset->report, changeset->arg);
    changeset_free(changeset);
}

static void step(struct changeset *changeset)
{
    if (work_on_own(changeset)) {
        return;
    }
    if (!changeset->follow_known) {
        follow_stored(changeset);
    }
    bool stopped = changeset->report.end == CHANGESET_OFFLINE || changeset->report.end == CHANGESET_TOKEN ||
                   changeset->report.end == CHANGESET_REVOKED;
    if (!changeset->follow_known) {
        bool nothing_came = !is_in_change(changeset, changeset->env.own_channel) && changeset->heads_rounds == 0;
        if (nothing_came && !stopped) {
            ask_heads(changeset, changeset->env.own_channel);
            return;
        }
        fail_all(changeset, CHANGESET_REFUSED); /* who we are was not proved: nothing else is believed */
    } else if (!stopped && ask_missing_heads(changeset)) {
        return;
    }
    if (!stopped && work_on_others(changeset)) {
        return;
    }
    end(changeset);
}

static void on_timer(void *arg)
{
    step(arg);
}

static struct changeset *make(const struct changeset_env *env, int64_t delay_ms, changeset_on_done *fn, void *arg)
{
    struct changeset *changeset = xcalloc(1, sizeof *changeset);
    changeset->env = *env;
    changeset->fn = fn;
    changeset->arg = arg;
    changeset->timer = (struct timer){.fn = on_timer, .arg = changeset};
    timer_start(env->loop, &changeset->timer, delay_ms);
    return changeset;
}

struct changeset *changeset_start(const struct changeset_env *env, struct feed_answer *answer, int64_t delay_ms,
                                  changeset_on_done *fn, void *arg)
{
    struct changeset *changeset = make(env, delay_ms, fn, arg);
    changeset->answers[0] = *answer;
    *answer = (struct feed_answer){0};
    ASSERT(add_entries(changeset, &changeset->answers[0]));
    return changeset;
}

struct changeset *changeset_refresh(const struct changeset_env *env, changeset_on_done *fn, void *arg)
{
    struct changeset *changeset = make(env, 0, fn, arg);
    changeset->whole = true;
    return changeset;
}
