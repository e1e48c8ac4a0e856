/* What the files of the fleet share: fleet.c (memory, list, seen), enrol.c, token.c, pair.c,
 * channels.c. Loop thread only. */
#ifndef FOYER_CENTRAL_FLEET_INTERNAL_H
#define FOYER_CENTRAL_FLEET_INTERNAL_H

#include "central/fleet/fleet.h"
#include "central/store/keys.h"

struct fleet {
    struct central *central;
    void *terminals; /* tsearch tree of fleet_terminal, by id */
    bool seen_dirty;
    void (*on_paired)(const char *enrolment, void *arg);
    void *on_paired_arg;
};

/* "all,s:…,k:…,b:…,l:…,t:…" for a terminal in this lobby. */
void fleet_channels(struct buf *out, const char *site, const char *building, const char *lobby, const char *terminal);
/* Writes `self` and the `chan` items of these channels into t:<terminal>, drops the `chan` items of others, and makes
 * channels that do not exist yet. Inside a transaction. */
bool fleet_publish_self(struct central *central, struct db *db, const char *terminal,
                        const uint8_t pk[static SIGN_PK_LEN], const char *channels);

#endif
