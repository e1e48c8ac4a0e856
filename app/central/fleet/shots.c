#include "central/fleet/shots.h"

#include <stdlib.h>

#include "central/fleet/fleet.h"

struct shot {
    char terminal[FLEET_NUMBER_MAX + 1]; /* "": free */
    int64_t at_s;
    struct buf png;
};
struct shots {
    struct shot all[SHOTS_MAX];
};

struct shots *shots_new(void)
{
    return xcalloc(1, sizeof(struct shots));
}

static void forget(struct shot *shot)
{
    buf_wipe(&shot->png);
    *shot = (struct shot){0};
}

void shots_free(struct shots *shots)
{
    for (size_t i = 0; shots && i < SHOTS_MAX; i++)
        forget(&shots->all[i]);
    free(shots);
}

static struct shot *find(struct shots *shots, const char *terminal)
{
    for (size_t i = 0; i < SHOTS_MAX; i++)
        if (*shots->all[i].terminal && str_eq(shots->all[i].terminal, terminal))
            return &shots->all[i];
    return NULL;
}

static struct shot *make_room(struct shots *shots)
{
    struct shot *oldest = &shots->all[0];
    for (size_t i = 0; i < SHOTS_MAX; i++) {
        if (!*shots->all[i].terminal)
            return &shots->all[i];
        if (shots->all[i].at_s < oldest->at_s)
            oldest = &shots->all[i];
    }
    return oldest;
}

bool shots_put(struct shots *shots, const char *terminal, const void *png, size_t len, int64_t now_s)
{
    static const unsigned char head[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    if (len < sizeof(head) || len > SHOTS_BYTES || memcmp(png, head, sizeof(head)) != 0)
        return false;
    struct shot *shot = find(shots, terminal);
    shot = shot ? shot : make_room(shots);
    forget(shot);
    str_copy(shot->terminal, sizeof(shot->terminal), terminal);
    shot->at_s = now_s;
    buf_append(&shot->png, png, len);
    return true;
}

const struct buf *shots_get(struct shots *shots, const char *terminal, int64_t now_s, int64_t *at_s)
{
    shots_sweep(shots, now_s);
    struct shot *shot = find(shots, terminal);
    if (shot && at_s)
        *at_s = shot->at_s;
    return shot ? &shot->png : NULL;
}

void shots_drop(struct shots *shots, const char *terminal)
{
    struct shot *shot = find(shots, terminal);
    if (shot)
        forget(shot);
}

void shots_sweep(struct shots *shots, int64_t now_s)
{
    for (size_t i = 0; i < SHOTS_MAX; i++)
        if (*shots->all[i].terminal && shots->all[i].at_s <= now_s - SHOTS_LIFE_S)
            forget(&shots->all[i]);
}
