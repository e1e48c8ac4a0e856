/* All that a lobby's terminal would have stored by now, taken from the channels as they stand: read on the loop's
 * thread, written by a worker with the terminal's own module, so that what is drawn from it is what hangs there. */
#ifndef FOYER_CENTRAL_BULLETIN_H
#define FOYER_CENTRAL_BULLETIN_H

#include "central/central.h"
#include "central/items/items.h"

#define BULLETIN_CHANNELS_MAX 6

struct bulletin {
    struct bulletin_channel {
        char name[CHANNEL_MAX + 1];
        struct buf head; /* owned: as signed */
        uint8_t sig[SIGN_LEN];
        struct wire_manifest items; /* owned; empty where only the head counts */
    } channels[BULLETIN_CHANNELS_MAX];
    size_t count;
    char org[17], site[ID_MAX + 1], terminal[17], box_pk[65];
    int64_t confirmed_s;
    char key[BULLETIN_CHANNELS_MAX * 120]; /* equal keys: equal content */
};
/* lobby NULL: what everybody of the site gets. false: logged. Free either way. */
MUST_USE bool bulletin_read(struct bulletin *bulletin, struct central *central, const char *site, const char *lobby,
                            int64_t now_s);
void bulletin_fini(struct bulletin *bulletin);

/* Any thread. DIR/cache.db and DIR/blobs, whose files are the publisher's own under second names: for reading alone. */
MUST_USE bool bulletin_write(const struct bulletin *bulletin, struct publisher *publisher, const char *dir);
/* Into a cache that nobody else has: the draft takes the place of what is published under its name, in the channel
 * that its audience gives for this lobby, else where that stood, else the lobby's own; its pictures are lent as well.
 */
MUST_USE bool bulletin_add(const char *dir, const char *lobby, const struct items_draft *draft,
                           struct publisher *publisher);

#endif
