#include "central/http/strangers.h"

#include <search.h>
#include <stdlib.h>

#include "central/http/network.h"

struct origin {
    char network[NETWORK_MAX]; /* first: compared by it */
    size_t count;              /* never 0: the last one takes the entry along */
};
struct strangers {
    void *tree; /* balanced, so that chosen addresses slow nothing down */
};

static int by_network(const void *a, const void *b)
{
    return strcmp(((const struct origin *)a)->network, ((const struct origin *)b)->network);
}

struct strangers *strangers_new(void)
{
    return xcalloc(1, sizeof(struct strangers));
}

void strangers_free(struct strangers *strangers)
{
    if (!strangers)
        return;
    while (strangers->tree) {
        struct origin *origin = *(struct origin **)strangers->tree;
        tdelete(origin, &strangers->tree, by_network);
        free(origin);
    }
    free(strangers);
}

static struct origin *find(struct strangers *strangers, const char *peer, struct origin *probe)
{
    network_of(probe->network, peer);
    void *node = tfind(probe, &strangers->tree, by_network);
    return node ? *(struct origin **)node : NULL;
}

bool strangers_enter(struct strangers *strangers, const char *peer, size_t max)
{
    struct origin probe = {0}, *origin = find(strangers, peer, &probe);
    if ((origin ? origin->count : 0) >= max)
        return false;
    if (!origin) {
        origin = xcalloc(1, sizeof(*origin));
        *origin = probe;
        ASSERT(tsearch(origin, &strangers->tree, by_network));
    }
    origin->count++;
    return true;
}

void strangers_leave(struct strangers *strangers, const char *peer)
{
    struct origin probe, *origin = find(strangers, peer, &probe);
    ASSERT(origin);
    if (--origin->count > 0)
        return;
    tdelete(origin, &strangers->tree, by_network);
    free(origin);
}
