#include "central/items/audience.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"

static bool lists(const json_t *list, const char *word)
{
    size_t i;
    json_t *value;
    json_array_foreach((json_t *)list, i, value)
    {
        if (word && str_eq(json_string_value(value), word))
            return true;
    }
    return false;
}

static bool tag_in(const json_t *lobby, const json_t *list)
{
    size_t i;
    json_t *tag;
    json_array_foreach(json_member(lobby, "tags"), i, tag)
    {
        if (lists(list, json_string_value(tag)))
            return true;
    }
    return false;
}

static bool meant(const json_t *rule, const json_t *lobby)
{
    const json_t *tags = json_member(rule, "tags_any");
    const char *id = json_str(lobby, "id");
    if (tag_in(lobby, json_member(rule, "exclude_tags")) || lists(json_member(rule, "exclude_tags"), "all") ||
        lists(json_member(rule, "exclude_lobbies"), id))
        return false;
    return lists(tags, "all") || tag_in(lobby, tags) ||
           lists(json_member(rule, "buildings"), json_str(lobby, "building")) ||
           lists(json_member(rule, "units"), json_str(lobby, "unit")) || lists(json_member(rule, "lobbies"), id);
}

static void add_channel(struct audience *audience, const char *prefix, const char *id)
{
    char name[CHANNEL_MAX + 1];
    (void)snprintf(name, sizeof(name), "%s%s", prefix, id);
    for (size_t i = 0; i < audience->channel_count; i++) {
        if (str_eq(audience->channels[i], name))
            return;
    }
    audience->channels = xrealloc(audience->channels, (audience->channel_count + 1) * sizeof(*audience->channels));
    memcpy(audience->channels[audience->channel_count++], name, sizeof(name));
}

/* Is every lobby of this building meant? */
static bool building_whole(const json_t *rule, const json_t *lobbies, const char *building)
{
    size_t i;
    json_t *lobby;
    json_array_foreach((json_t *)lobbies, i, lobby)
    {
        if (str_eq(json_str(lobby, "building"), building) && !meant(rule, lobby))
            return false;
    }
    return true;
}

static size_t building_size(const json_t *lobbies, const char *building)
{
    size_t i, size = 0;
    json_t *lobby;
    json_array_foreach((json_t *)lobbies, i, lobby)
    {
        size += str_eq(json_str(lobby, "building"), building);
    }
    return size;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void add_places(struct audience *audience, const json_t *rule, const json_t *lobbies)
{
    size_t i;
    json_t *lobby;
    json_array_foreach((json_t *)lobbies, i, lobby)
    {
        const char *building = json_str(lobby, "building"), *id = json_str(lobby, "id");
        if (!id || !meant(rule, lobby))
            continue;
        /* A building with one lobby is still addressed as a building when the rule names it: a second lobby may come.
         */
        bool named = lists(json_member(rule, "buildings"), building);
        if (building && building_whole(rule, lobbies, building) && (named || building_size(lobbies, building) > 1))
            add_channel(audience, "b:", building);
        else
            add_channel(audience, "l:", id);
    }
}

void audience_resolve(struct audience *audience, const json_t *rule, const char *site, const json_t *lobbies)
{
    size_t i, meant_count = 0;
    json_t *lobby;
    memset(audience, 0, sizeof(*audience));
    audience->lobbies = json_array();
    json_array_foreach((json_t *)lobbies, i, lobby)
    {
        if (!meant(rule, lobby))
            continue;
        meant_count++;
        json_array_append(audience->lobbies, json_member(lobby, "id"));
    }
    const json_t *tags = json_member(rule, "tags_any");
    bool everyone = lists(tags, "all") && !json_array_size(json_member(rule, "exclude_tags")) &&
                    !json_array_size(json_member(rule, "exclude_lobbies"));
    if (everyone || (meant_count && meant_count == json_array_size(lobbies)))
        add_channel(audience, "s:", site);
    else
        add_places(audience, rule, lobbies);
    if (audience->channel_count)
        qsort(audience->channels, audience->channel_count, sizeof(*audience->channels), by_name);
}

void audience_fini(struct audience *audience)
{
    free(audience->channels);
    json_decref(audience->lobbies);
    memset(audience, 0, sizeof(*audience));
}
