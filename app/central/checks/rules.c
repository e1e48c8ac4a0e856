#include "central/checks/rules.h"

#include "common/json.h"
#include "central/shipped/shipped.h"

#define FOLDER  "rules"
#define DEFAULT "default"

json_t *rules_of(const char *city)
{
    json_t *rules = shipped_json(FOLDER, DEFAULT);
    CLEANUP(json_free_ref) json_t *own = city && *city ? shipped_json(FOLDER, city) : NULL;
    ASSERT(rules);
    json_object_set_new(rules, "city", json_string(own ? city : DEFAULT));
    if (!own || str_eq(city, DEFAULT))
        return rules;
    json_object_update(json_member(rules, "kinds"), json_member(own, "kinds"));
    json_object_del(own, "kinds");
    json_object_update(rules, own);
    return rules;
}

static json_t *city_entry(const char *id)
{
    CLEANUP(json_free_ref) json_t *rules = shipped_json(FOLDER, id);
    return json_pack("{s:s,s:s,s:s}", "id", id, "name", json_str_or(rules, "name", id), "name_en",
                     json_str_or(rules, "name_en", id));
}

json_t *rules_cities(void)
{
    json_t *list = json_array();
    json_array_append_new(list, city_entry(DEFAULT));
    for (size_t i = 0; i < shipped_file_count; i++) {
        if (str_eq(shipped_files[i].folder, FOLDER) && !str_eq(shipped_files[i].name, DEFAULT))
            json_array_append_new(list, city_entry(shipped_files[i].name));
    }
    return list;
}

bool rules_is_outage(const json_t *rules, const char *kind)
{
    size_t i;
    json_t *value;
    json_array_foreach(json_member(rules, "outage_kinds"), i, value)
    {
        if (str_eq(json_string_value(value), kind))
            return true;
    }
    return false;
}

const json_t *rules_cause(const json_t *rules, const char *id)
{
    return json_find(json_member(rules, "causes"), id);
}
