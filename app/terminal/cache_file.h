/* What cache.c and cache_write.c share; nobody else includes it. */
#ifndef FOYER_TERMINAL_CACHE_FILE_H
#define FOYER_TERMINAL_CACHE_FILE_H

#include <stdlib.h>
#include <sys/types.h>

#include "common/db.h"
#include "terminal/cache.h"

struct cache {
    struct db *db;
    char *dir, *file; /* owned */
    ino_t inode;      /* of cache.db when it was opened */
    bool blobs_lost;  /* blobs/ had to be made anew and nobody was told yet */
};

/* Makes a deleted blobs/ again; false: it was there (or cannot be made, logged), trying once more is no use. */
MUST_USE bool cache_remake_blobs(struct cache *cache);
bool cache_is_sha256(const char *s);
char *cache_blob_path(const struct cache *cache, const char *sha256, const char *end); /* yours to free */

#endif
