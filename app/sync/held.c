#include "sync/held.h"

static void on_channel(const struct cache_channel *channel, void *arg)
{
    struct held *held = arg;
    if (strcmp(channel->name, held->channel) == 0) {
        held->known.version = channel->version;
        held->known.issued = channel->issued;
        memcpy(held->known.root, channel->root, sizeof held->known.root);
    }
}

void held_load(struct held *held, struct cache *cache, const char *channel)
{
    struct wire_head head;
    *held = (struct held){.channel = channel};
    if (cache_each_channel(cache, on_channel, held) && held->known.version > 0 &&
        cache_channel_load(cache, channel, &head, &held->items)) {
        held->known.items = &held->items;
    }
}

void held_fini(struct held *held)
{
    wire_manifest_fini(&held->items);
}
