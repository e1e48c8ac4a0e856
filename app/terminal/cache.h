/* cache.db and blobs/: a copy of what central says, verified before it is stored. Written by foyer-sync only, read by
 * foyer-kiosk; may be deleted at any time (WAL, NORMAL). Layout of the terminal's data directory:
 *   DIR/cache.db  DIR/blobs/<sha256>  DIR/outbox.db  DIR/identity/ (sync alone)  DIR/bell.{kiosk,sync}
 * Directories 2770 and files 0660, so that two users of one group share the WAL. One `cache` per thread. */
#ifndef FOYER_TERMINAL_CACHE_H
#define FOYER_TERMINAL_CACHE_H

#include "common/wire.h"

struct cache;

/* Reader: NULL while the file does not exist, is not made to its end or is unreadable (not an error worth more than a
 * debug line). */
MUST_USE struct cache *cache_open_read(const char *dir);
/* Writer: creates; a damaged file is renamed to cache.db.bad and started anew. NULL: logged. */
MUST_USE struct cache *cache_open_write(const char *dir);
void cache_close(struct cache *cache);
/* The file on disk is no longer the one that was opened (it was damaged and made anew, or deleted): open again. */
bool cache_moved(const struct cache *cache);

/* Small words sync tells the kiosk. Absent: NULL. Names below; values are text. */
#define CACHE_ORG        "org"        /* 16 hex */
#define CACHE_TERMINAL   "terminal"   /* "81724" */
#define CACHE_SITE       "site"       /* "heting" */
#define CACHE_BOX_PK     "box_pk"     /* 64 hex: the root document's newest box key, what complaints are sealed to */
#define CACHE_STATE      "state"      /* enrol | connecting | live | offline | paused */
#define CACHE_ENROL_CODE "enrol_code" /* "E6W2-8QY0" while state = enrol and central was reached */
#define CACHE_CONFIRMED                                                                                                \
    "confirmed_s" /* unix s signed by central: all content was current at this moment (sync/words.h says which of the  \
                     verified heads' `issued` it is); what "checked today 14:05" is made of */
#define CACHE_CLOCK      "clock"      /* one word, so that its parts belong together: termclock.h */
#define CACHE_ORDER      "order"      /* "<uuid> identify|screenshot|restart": what staff ask of the screen; vitals.h */
#define CACHE_GENERATION "generation" /* rises with every change of items: the kiosk reloads when it differs */
char *cache_meta(struct cache *cache, const char *name);                                /* yours to free */
MUST_USE bool cache_set_meta(struct cache *cache, const char *name, const char *value); /* NULL deletes */

/* Channels and items. */
struct cache_channel {
    char name[CHANNEL_MAX + 1];
    int64_t version, issued, expires;
    char root[65];
};
typedef void cache_on_channel(const struct cache_channel *channel, void *arg);
MUST_USE bool cache_each_channel(struct cache *cache, cache_on_channel *fn, void *arg);
typedef void cache_on_item(const struct wire_item *item, const char *channel, void *arg);
/* By channel, then by id. */
MUST_USE bool cache_each_item(struct cache *cache, const char *channel /* NULL: all */, cache_on_item *fn, void *arg);
/* A blob whose bytes hash to its name, or NULL (missing or damaged). Yours to free; NUL-terminated. */
MUST_USE char *cache_blob(struct cache *cache, const char *sha256, size_t *len);

/* Writer side, in cache_write.h: replace a channel in one transaction, store blobs, drop channels, collect garbage. */

#endif
