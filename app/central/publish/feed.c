/* What terminals are told: signed heads, and one channel's part of a feed answer. Both are made once and shared by all
 * terminals of the channel. */
#include "central/publish/publish_internal.h"

#include <stdlib.h>

#include "common/codec.h"
#include "common/json.h"
#include "common/log.h"

#define FRAGMENT_CHANGES_MAX 200
#define FRAGMENT_INLINE_MAX  (WIRE_INLINE_TOTAL / 2) /* so that one answer always has room for one channel */

/* --- Heads --- */

void publisher_witness(struct publisher *publisher, publish_witness *newest)
{
    publisher->newest_audit = newest;
}

static void sign_head(struct publisher *publisher, struct publish_channel_state *channel, int64_t now_s)
{
    struct wire_head head = {.version = channel->version,
                             .count = channel->items,
                             .size = channel->size,
                             .issued = now_s,
                             .expires = now_s + PUBLISH_HEAD_LIFE_S};
    str_copy(head.org, sizeof(head.org), publisher->org);
    memcpy(head.channel, channel->name, sizeof(head.channel));
    memcpy(head.root, channel->root, sizeof(head.root));
    memcpy(head.key, publisher->keys.head_id, sizeof(head.key));
    if (publisher->newest_audit && str_eq(channel->name, "all") && !publisher->newest_audit(publisher->db, head.audit))
        head.audit[0] = '\0';
    buf_clear(&channel->head);
    wire_head_format(&channel->head, &head);
    CLEANUP(buf_fini) struct buf signable = {0};
    wire_signable_head(&signable, channel->head.data, channel->head.len);
    crypto_sign_data(channel->sig, signable.data, signable.len, publisher->keys.head_sk);
    channel->issued = now_s;
    publish_drop_fragments(channel); /* they carry the older head */
}

/* A clock that was set back signs with the older, larger time until it has caught up, so that `issued` never falls. */
bool publish_head_get(struct publisher *publisher, struct publish_channel_state *channel, int64_t now_s,
                      struct publish_head *head)
{
    if (channel->version == 0)
        return false;
    if (channel->issued == 0 || now_s - channel->issued > PUBLISH_HEAD_FRESH_S)
        sign_head(publisher, channel, now_s);
    *head = (struct publish_head){.text = channel->head.data, .len = channel->head.len, .sig = channel->sig};
    return true;
}

/* --- Fragments --- */

struct draft {
    json_t *put, *del, *blobs; /* owned until packed */
    size_t changes, inline_bytes;
};

/* The channel's version that a cursor at `since` has seen, and the next one: the answer serves all cursors between. */
static bool read_span(struct publisher *publisher, const char *channel, int64_t since, int64_t *from, int64_t *until)
{
    struct db_stmt *stmt =
        db_prep(publisher->db, "SELECT COALESCE((SELECT MAX(seq) FROM change WHERE channel=$1 AND seq<=$2), 0),"
                               " COALESCE((SELECT MIN(seq) FROM change WHERE channel=$1 AND seq>$2), 0)");
    db_bind_text(stmt, 1, channel);
    db_bind_i64(stmt, 2, since);
    bool ok = db_step(stmt) == DB_ROW;
    if (ok) {
        *from = since < publisher->floor ? 0 : db_col_i64(stmt, 0);
        *until = db_col_i64(stmt, 1);
    }
    db_reset(stmt);
    return ok;
}

static bool add_inline(struct publisher *publisher, struct draft *draft, const char *sha256)
{
    if (json_object_get(draft->blobs, sha256))
        return true;
    struct db_stmt *stmt = db_prep(publisher->db, "SELECT packed FROM blob WHERE sha256=$1 AND packed IS NOT NULL");
    db_bind_text(stmt, 1, sha256);
    enum db_step step = db_step(stmt);
    if (step == DB_ROW) {
        size_t len;
        const void *packed = db_col_blob(stmt, 0, &len);
        CLEANUP(buf_fini) struct buf text = {0};
        codec_base64url(&text, packed, len);
        if (draft->inline_bytes + len <= FRAGMENT_INLINE_MAX) {
            draft->inline_bytes += len;
            json_object_set_new(draft->blobs, sha256, json_string(buf_str(&text)));
        }
    }
    db_reset(stmt);
    return step != DB_ERROR;
}

/* Adds what changed after `from`, up to the state that the head signs. */
static bool add_delta(struct publisher *publisher, struct draft *draft, const char *channel, int64_t from)
{
    CLEANUP(json_free_ref) json_t *shas = json_array();
    struct db_stmt *stmt = db_prep(
        publisher->db, "SELECT c.item, i.line FROM (SELECT DISTINCT item FROM change WHERE channel=$1 AND seq>$2"
                       " AND item<>'') AS c LEFT JOIN channel_item AS i ON i.channel=$1 AND i.id=c.item"
                       " ORDER BY c.item");
    db_bind_text(stmt, 1, channel);
    db_bind_i64(stmt, 2, from);
    enum db_step step;
    while ((step = db_step(stmt)) == DB_ROW) {
        draft->changes++;
        struct wire_item item;
        const char *line = db_col_text(stmt, 1);
        if (!line) {
            json_array_append_new(draft->del, json_string(db_col_text(stmt, 0)));
            continue;
        }
        json_array_append_new(draft->put, json_string(line));
        if (wire_item_parse(&item, line, strlen(line)))
            json_array_append_new(shas, json_string(item.sha256));
    }
    db_reset(stmt);
    for (size_t i = 0; step == DB_DONE && i < json_array_size(shas); i++)
        if (!add_inline(publisher, draft, json_string_value(json_array_get(shas, i))))
            return false;
    return step == DB_DONE;
}

static size_t count_changes(struct publisher *publisher, const char *channel, int64_t from)
{
    struct db_stmt *stmt =
        db_prep(publisher->db, "SELECT COUNT(DISTINCT item) FROM change WHERE channel=$1 AND seq>$2");
    db_bind_text(stmt, 1, channel);
    db_bind_i64(stmt, 2, from);
    size_t count = db_step(stmt) == DB_ROW ? (size_t)db_col_i64(stmt, 0) : 0;
    db_reset(stmt);
    return count;
}

static void pack(struct publish_fragment *fragment, const struct publish_channel_state *channel, struct draft *draft)
{
    CLEANUP(buf_fini) struct buf sig = {0};
    codec_base64url(&sig, channel->sig, SIGN_LEN);
    CLEANUP(json_free_ref)
    json_t *object = json_pack("{s:s, s:I, s:s%, s:s, s:O, s:O, s:O}", "c", channel->name, "from",
                               (json_int_t)fragment->from, "head", channel->head.data, channel->head.len, "sig",
                               buf_str(&sig), "put", draft->put, "del", draft->del, "blobs", draft->blobs);
    ASSERT(object);
    json_encode(&fragment->json, object);
    fragment->changes = draft->changes;
    fragment->inline_bytes = draft->inline_bytes;
}

/* from = 0: the terminal takes the whole manifest, which travels along when it is small. */
static bool fill(struct publisher *publisher, struct publish_channel_state *channel, struct publish_fragment *fragment)
{
    struct draft draft = {.put = json_array(), .del = json_array(), .blobs = json_object()};
    if (fragment->from > 0 && count_changes(publisher, channel->name, fragment->from) > FRAGMENT_CHANGES_MAX)
        fragment->from = 0;
    bool ok = fragment->from > 0 ? add_delta(publisher, &draft, channel->name, fragment->from)
                                 : add_inline(publisher, &draft, channel->root);
    if (ok)
        pack(fragment, channel, &draft);
    json_decref(draft.put);
    json_decref(draft.del);
    json_decref(draft.blobs);
    return ok;
}

const struct publish_fragment *publish_fragment_get(struct publisher *publisher, struct publish_channel_state *channel,
                                                    int64_t since, int64_t now_s)
{
    struct publish_head head;
    if (!publish_head_get(publisher, channel, now_s, &head))
        return NULL;
    for (size_t i = 0; i < FRAGMENTS_MAX; i++) {
        const struct publish_fragment *known = &channel->fragments[i];
        if (known->json.len && since >= known->since && since < known->until)
            return known;
    }
    struct publish_fragment made = {.since = since};
    if (!read_span(publisher, channel->name, since, &made.from, &made.until))
        return NULL;
    made.since = made.from ? made.from : since;
    if (made.until == 0) /* its change row was swept: the whole manifest serves everyone below */
        made.until = channel->version;
    if (!fill(publisher, channel, &made)) {
        buf_fini(&made.json);
        return NULL;
    }
    struct publish_fragment *slot = &channel->fragments[channel->next_fragment++ % FRAGMENTS_MAX];
    buf_fini(&slot->json);
    *slot = made;
    return slot;
}
