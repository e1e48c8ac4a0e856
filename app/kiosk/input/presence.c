#include "kiosk/input/presence.h"

bool presence_look(struct presence *presence, int panels, int64_t ms)
{
    bool was_lost = presence->is_lost;
    if (panels > 0) {
        *presence = (struct presence){.was_there = true};
        return was_lost;
    }
    if (!presence->was_there)
        return false;
    if (!presence->gone_ms)
        presence->gone_ms = MAX(ms, 1);
    presence->is_lost = was_lost || ms - presence->gone_ms >= PRESENCE_GRACE_MS;
    return presence->is_lost != was_lost;
}

int64_t presence_next_ms(const struct presence *presence)
{
    return presence->gone_ms && !presence->is_lost ? presence->gone_ms + PRESENCE_GRACE_MS : INT64_MAX;
}
