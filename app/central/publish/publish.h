/* Publishing, the one way anything reaches a terminal: freeze bytes as a blob, put item lines into channels, raise the
 * counter row, sign heads, wake the waiters; all in the caller's transaction. Knows no kinds: validation
 * (validate/) and audiences (items/) stand before it, and nothing here includes them. Owns the tables feed_counter,
 * channel, channel_item, change and blob (made in store/schema). One publisher per thread and db.
 *
 * Order: the one row of feed_counter is raised inside the transaction, so versions appear in the order of commits and
 * no cursor can step over one (a sequence loses changes). Every channel gets a version of its own: max(last + 1, unix
 * ms), never used again, not even after a restore from backup. */
#ifndef FOYER_CENTRAL_PUBLISH_H
#define FOYER_CENTRAL_PUBLISH_H

#include <jansson.h>

#include "common/db.h"
#include "common/wire.h"

struct publisher; /* keys in memory, the channel versions that parked polls compare with, shared feed fragments */

MUST_USE struct publisher *publisher_open(struct db *db, const char *data_dir); /* NULL: logged */
void publisher_close(struct publisher *publisher);

struct publish_change {
    const char *channel;
    const struct wire_item *put; /* NULL: delete `del` */
    const char *del;
};
/* Stores a blob under its hash; fills sha256 and size of the item. Inside a transaction. */
MUST_USE bool publish_blob(struct publisher *publisher, struct db *db, const void *data, size_t len,
                           struct wire_item *item);
/* The same for what there is one of for every lobby and only terminals read (a manifest, what a lobby is): when it is
 * small it is in its row alone, without a file. */
MUST_USE bool publish_blob_of_lobby(struct publisher *publisher, struct db *db, const void *data, size_t len,
                                    struct wire_item *item);
/* The same in two steps, for bytes that nobody names yet. Stage: writes the file and fills sha256 and size; any thread,
 * no transaction. Enter: makes it known, to be swept a week later unless publish_blob_use keeps it; false also when the
 * broom took the file in between, as it may when the same bytes had lain here unused. */
MUST_USE bool publish_blob_stage(struct publisher *publisher, const void *data, size_t len, struct wire_item *item);
MUST_USE bool publish_blob_enter(struct publisher *publisher, struct db *db, const char *sha256, int64_t size,
                                 int64_t now_s);
/* Every known blob, by hash, until `fn` says false (some have no file); and the bytes of all. */
bool publish_blob_each(struct db *db, bool (*fn)(const char *sha256, void *arg), void *arg);
int64_t publish_blob_bytes(struct db *db);
bool publish_blob_is_known(struct db *db, const char *sha256);
MUST_USE bool publish_blob_use(struct db *db, const char *sha256);
/* Nobody names it any longer: it goes in a week. */
MUST_USE bool publish_blob_leave(struct db *db, const char *sha256, int64_t now_s);
/* Takes a blob away at once, file and row: nobody may read it any longer. Outside a transaction; may be repeated. */
MUST_USE bool publish_blob_forget(struct publisher *publisher, struct db *db, const char *sha256);
/* Applies all changes under one new version per channel. Inside a transaction (db_transact); after commit call
 * publish_wake. Puts that change nothing are skipped. An item whose `ver` is 0 gets its channel's new version. */
MUST_USE bool publish_apply(struct publisher *publisher, struct db *db, const struct publish_change *changes,
                            size_t count);
void publish_wake(struct publisher *publisher);
/* The items of a channel as they stand. */
MUST_USE bool publish_channel_items(struct db *db, const char *channel, struct wire_manifest *out);

bool publish_channel_exists(struct db *db, const char *channel);
/* The versions under which an item of this name was changed, the newest first: [{"version","channel"}], of all sites,
 * as far as the log reaches. Yours. */
MUST_USE json_t *publish_item_changes(struct db *db, const char *item);
int64_t publish_version(struct db *db, const char *channel); /* 0: no such channel */
/* A channel must exist before its head can be signed: makes an empty one. Inside a transaction. */
MUST_USE bool publish_channel(struct publisher *publisher, struct db *db, const char *channel);
/* New versions, larger than `above`, for these channels, content unchanged: after a restore, when a terminal knows more
 * than we do. Own transaction, and wakes. */
MUST_USE bool publish_touch(struct publisher *publisher, int64_t above, const char *const *channels, size_t count);

/* --- What the feed reads; loop thread --- */
struct publish_channel_state; /* lives as long as the publisher */
struct publish_channel_state *publisher_channel(struct publisher *publisher, const char *name); /* never NULL */
int64_t publisher_version(const struct publish_channel_state *channel);                         /* 0: nothing yet */
int64_t publisher_seq(const struct publisher *publisher);
/* Called by publish_wake, and each second when another process published, after the versions above moved on. */
void publisher_on_change(struct publisher *publisher, void (*on_change)(void *arg), void *arg);

/* Heads of the channel `all` carry, from their next signature on, the newest hash of the audit: `newest` reads it,
 * false when there is none. No new version, nobody is woken for it; within PUBLISH_HEAD_FRESH_S every terminal has seen
 * it. */
typedef bool publish_witness(struct db *db, char h[static 65]);
void publisher_witness(struct publisher *publisher, publish_witness *newest);

/* The channel's head, signed anew when the last signature is older than an hour. false: no such channel. Borrowed until
 * the next call for this channel. */
#define PUBLISH_HEAD_FRESH_S 3600
#define PUBLISH_HEAD_LIFE_S  (36 * 3600)
struct publish_head {
    const char *text;
    size_t len;
    const uint8_t *sig; /* SIGN_LEN */
};
MUST_USE bool publish_head_get(struct publisher *publisher, struct publish_channel_state *channel, int64_t now_s,
                               struct publish_head *head);

/* One channel's part of a feed answer, as JSON text, for a terminal whose cursor is `since`; the same bytes for all
 * whose channel version is the same. NULL: logged. Borrowed until the next publish_wake or head signature. */
struct publish_fragment {
    struct buf json;
    int64_t from;         /* the version that `put` and `del` start from; 0: take the whole manifest */
    int64_t since, until; /* serves cursors in [since, until) */
    size_t changes, inline_bytes;
};
const struct publish_fragment *publish_fragment_get(struct publisher *publisher, struct publish_channel_state *channel,
                                                    int64_t since, int64_t now_s);

/* What a channel holds under this id. false: nothing. */
MUST_USE bool publish_held(struct db *db, const char *channel, const char *id, struct wire_item *item);

/* Opens a blob for reading: fd (yours) and size. -1: no such blob. */
MUST_USE int publish_blob_open(struct publisher *publisher, const char *sha256, int64_t *size);
/* A blob that is in its row alone gets a file too, to be lent. false: logged, or unknown. */
MUST_USE bool publish_blob_lay_out(struct publisher *publisher, const char *sha256);
/* Gives a blob that has a file a second name on the same disk, for somebody who may only read it there. Any thread.
 * false: logged. */
MUST_USE bool publish_blob_link(struct publisher *publisher, const char *sha256, const char *path);
/* Drops changes older than 90 days or beyond a million, and blobs that nothing has named for a week: replaced
 * manifests, uploads that were never used or were left (publish_blob_leave). */
#define PUBLISH_LOG_DAYS 90
#define PUBLISH_LOG_ROWS 1000000
MUST_USE bool publish_sweep(struct publisher *publisher, int64_t now_s);

#endif
