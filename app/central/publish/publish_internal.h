/* What the files of publishing share: publish.c (memory, waking), apply.c (the transaction), sweep.c, blob.c (bytes),
 * feed.c (heads and fragments). The thread of the publisher, but where said. */
#ifndef FOYER_CENTRAL_PUBLISH_INTERNAL_H
#define FOYER_CENTRAL_PUBLISH_INTERNAL_H

#include "central/publish/publish.h"
#include "central/store/keys.h"

#define FRAGMENTS_MAX 4

struct publish_channel_state {
    char name[CHANNEL_MAX + 1]; /* first: compared by it */
    int64_t version, items, size;
    char root[65];
    int64_t issued; /* of the head below; 0: none */
    struct buf head;
    uint8_t sig[SIGN_LEN];
    struct publish_fragment fragments[FRAGMENTS_MAX];
    size_t next_fragment;
};

struct publisher {
    struct db *db;
    char *blob_dir; /* owned */
    char *org;      /* owned */
    struct central_keys keys;
    void *channels; /* tsearch tree of publish_channel_state */
    int64_t seq, floor;
    void (*on_change)(void *arg);
    void *on_change_arg;
    publish_witness *newest_audit; /* NULL: heads carry none */
};

void publish_drop_fragments(struct publish_channel_state *channel);
bool publish_blob_write(struct publisher *publisher, const char *sha256, const void *data, size_t len);
bool publish_blob_remove(struct publisher *publisher, const char *sha256);

#endif
