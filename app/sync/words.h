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
/* Site, and when all that is stored was last known to be current. `is_whole`: central's last answer is stored to its
 * last channel. */
void words_content(const struct words *words, bool is_whole);
/* That moment, from the oldest and the newest signature among the stored heads: the newest, since a whole answer names
 * every channel that changed and so says that the others did not. The oldest when the answer is not whole, or when a
 * head is older than heads ever get: then somebody on the way may keep that channel's news back. */
#define WORDS_HEAD_AGE_S ((15 + 1) * 3600) /* heads are asked for every 15 h at most, central signs them every hour */
int64_t words_confirmed(int64_t oldest_issued_s, int64_t newest_issued_s, bool is_whole);
void words_ring(const struct words *words);

#endif
