/* What a choice offers. */
#include "central/templates/templates_internal.h"
#include "common/json.h"

static void add(json_t *list, const char *id, const char *name, const char *name_en, json_t *audience)
{
    json_array_append_new(
        list, json_pack("{s:s,s:s,s:s,s:o}", "id", id, "name", name, "name_en", name_en, "audience", audience));
}

static void add_everywhere(json_t *list)
{
    add(list, "all", "整个小区", "the whole community", json_pack("{s:[s]}", "tags_any", "all"));
}

static json_t *buildings(const json_t *community)
{
    json_t *list = json_array(), *building;
    size_t i;
    add_everywhere(list);
    json_array_foreach(json_member(community, "buildings"), i, building)
    {
        const char *id = json_str_or(building, "id", ""), *name = json_str_or(building, "name", id);
        add(list, id, name, json_str_or(building, "name_en", name), json_pack("{s:[s]}", "buildings", id));
    }
    return list;
}

static const json_t *unit_of(const json_t *building, const char *id)
{
    return json_find(json_member(building, "units"), id);
}

/* "1号楼1单元A梯", told to the lobbies of that unit. */
static json_t *lifts(const json_t *community)
{
    json_t *list = json_array(), *lift;
    size_t i;
    json_array_foreach(json_member(community, "lifts"), i, lift)
    {
        const char *unit_id = json_str_or(lift, "unit", "");
        const json_t *building = json_find(json_member(community, "buildings"), json_str_or(lift, "building", ""));
        const json_t *unit = unit_of(building, unit_id);
        CLEANUP(free_ptr)
        char *name = xasprintf("%s%s%s", json_str_or(building, "name", ""), json_str_or(unit, "name", ""),
                               json_str_or(lift, "name", ""));
        CLEANUP(free_ptr)
        char *english = xasprintf("%s, %s, %s", words_member(building, "name", true), words_member(unit, "name", true),
                                  words_member(lift, "name", true));
        json_t *audience = *unit_id ? json_pack("{s:[s]}", "units", unit_id)
                                    : json_pack("{s:[s]}", "buildings", json_str_or(building, "id", ""));
        add(list, json_str_or(lift, "id", ""), name, english, audience);
    }
    return list;
}

static json_t *fees(const json_t *doc)
{
    json_t *list = json_array(), *fee;
    size_t i;
    json_array_foreach(json_member(doc, "fee_items"), i, fee)
    {
        const char *name = json_str_or(fee, "name", "");
        json_array_append_new(list, json_pack("{s:s,s:s,s:s}", "id", json_str_or(fee, "id", ""), "name", name,
                                              "name_en", json_str_or(fee, "name_en", name)));
    }
    return list;
}

json_t *template_options(const json_t *field, const struct templates_world *world)
{
    const char *of = json_str_or(field, "options_of", "");
    if (str_eq(of, "buildings"))
        return buildings(world->community);
    if (str_eq(of, "lifts"))
        return lifts(world->community);
    if (str_eq(of, "fees") || str_eq(json_str(field, "type"), "fee"))
        return fees(world->fees);
    json_t *options =
        json_deep_copy(str_eq(of, "causes") ? json_member(world->rules, "causes") : json_member(field, "options"));
    return options ? options : json_array();
}
