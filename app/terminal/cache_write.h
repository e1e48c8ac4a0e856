/* The writer's side of the cache: foyer-sync alone. Every caller has verified what it stores; the cache adds that a
 * change is whole or absent: blobs are durable files before a transaction names them, and items, head and cursor move
 * together. */
#ifndef FOYER_TERMINAL_CACHE_WRITE_H
#define FOYER_TERMINAL_CACHE_WRITE_H

#include "terminal/cache.h"

/* Looks whether cache.db or blobs/ was deleted under us, and makes again what is missing. true: what is stored is no
 * longer whole, so fetch it all anew. The words and the generation are carried over: a kiosk goes on showing what it
 * has loaded until the content is here again. */
MUST_USE bool cache_mend(struct cache *cache);

/* One channel as it shall be: the whole manifest and the head that signs it. All borrowed. */
struct cache_replace {
    const struct wire_head *head; /* parsed from the next */
    const void *head_bytes;
    size_t head_len;
    const uint8_t *sig; /* SIGN_LEN bytes */
    const struct wire_manifest *manifest;
};
/* Replaces and drops channels, sets the feed cursor (< 0: as it was) and raises the generation when any item line
 * changed: one transaction. false: logged, nothing changed. `changed` (may be NULL) tells whether item lines differ
 * from before. */
MUST_USE bool cache_apply(struct cache *cache, const struct cache_replace *replaces, size_t count,
                          const char *const *drops, size_t drop_count, int64_t cursor, bool *changed);
int64_t cache_cursor(struct cache *cache); /* 0 at first */

/* A channel's head and items as stored; false: there is none, or its items no longer hash to the head's root. */
MUST_USE bool cache_channel_load(struct cache *cache, const char *channel, struct wire_head *head,
                                 struct wire_manifest *manifest);
/* The head's exact bytes and signature, to verify again. */
MUST_USE bool cache_head_load(struct cache *cache, const char *channel, struct buf *head, uint8_t sig[static SIGN_LEN]);

/* Kinds whose sha256 names no file (`self`, `chan`). */
bool cache_kind_has_blob(const char *kind);
bool cache_has_blob(struct cache *cache, const char *sha256,
                    int64_t size); /* a file of this name and size; contents unread */
/* Stores bytes under their hash: temp, fsync, rename. false: logged. */
MUST_USE bool cache_blob_store(struct cache *cache, const void *data, size_t len, char sha256[static 65]);
/* For downloads that resume: DIR/blobs/<sha256>.part, opened to append; `have` is its length. -1: logged. */
MUST_USE int cache_part_open(struct cache *cache, const char *sha256, int64_t *have);
/* Reads the part back; when it hashes to its name it becomes the blob (fsync, rename), otherwise it is deleted. */
MUST_USE bool cache_part_finish(struct cache *cache, const char *sha256);
void cache_part_drop(struct cache *cache, const char *sha256);

/* Reads every blob an item names and deletes damaged files. Returns how many named blobs are missing afterwards. */
size_t cache_check_blobs(struct cache *cache);
/* Deletes blobs that no item names, and parts older than a day. Call some time after a change: a reader may still be
 * loading what the last generation named. */
void cache_collect(struct cache *cache);
/* Empties everything a signed `wipe` asks for: items, channels, cursor, blobs, words. */
MUST_USE bool cache_wipe(struct cache *cache);

#endif
