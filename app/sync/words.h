/* The small words that foyer-sync leaves for the kiosk in the cache (their names: terminal/cache.h). A word that
 * changes rings the kiosk's bell. */
#ifndef FOYER_SYNC_WORDS_H
#define FOYER_SYNC_WORDS_H

#include "sync/trust.h"
#include "terminal/cache_write.h"

struct words {
    struct cache *cache;  /* borrowed */
    const char *data_dir; /* borrowed */
};
void words_say(const struct words *words, const char *name, const char *value); /* NULL takes the word away */
void words_identity(const struct words *words, const struct identity *identity, const struct trust *trust);
void words_content(const struct words *words); /* site, and since when all that is stored is known to be current */
void words_ring(const struct words *words);

#endif
