#include "docs.h"

#include "central/items/audience.h"

static void expect(const char *rule_text, const char *channels, size_t lobbies)
{
    json_t *community = docs_load("community.json"), *rule = json_loads(rule_text, 0, NULL);
    struct audience audience;
    struct buf got = {0};
    assert_non_null(rule);
    audience_resolve(&audience, rule, "heting", json_object_get(community, "terminals"));
    for (size_t i = 0; i < audience.channel_count; i++)
        buf_printf(&got, "%s%s", i ? " " : "", audience.channels[i]);
    assert_string_equal(buf_str(&got), channels);
    assert_int_equal(json_array_size(audience.lobbies), lobbies);
    buf_fini(&got);
    audience_fini(&audience);
    json_decref(rule);
    json_decref(community);
}

static void everybody_is_the_site(void **state)
{
    (void)state;
    expect("{\"tags_any\":[\"all\"],\"buildings\":[],\"units\":[],\"exclude_tags\":[]}", "s:heting", 25);
}

static void whole_buildings_are_addressed_as_buildings(void **state)
{
    (void)state;
    expect("{\"buildings\":[\"B7\",\"B8\"]}", "b:B7 b:B8", 8);
    expect("{\"tags_any\":[\"elder\"]}", "b:B7 b:B8", 8);
}

static void single_units_are_addressed_as_lobbies(void **state)
{
    (void)state;
    expect("{\"units\":[\"B2-U1\"]}", "l:T-B2-U1", 1);
    expect("{\"tags_any\":[\"garage\"]}", "l:T-GARAGE", 1);
}

static void exclusion_leaves_the_rest(void **state)
{
    (void)state;
    expect("{\"tags_any\":[\"elder\",\"garage\"],\"exclude_tags\":[\"garage\"]}", "b:B7 b:B8", 8);
    expect("{\"tags_any\":[\"all\"],\"exclude_tags\":[\"all\"]}", "", 0);
}

static void excluding_someone_is_never_the_site(void **state)
{
    (void)state;
    json_t *community = docs_load("community.json"),
           *rule = json_pack("{s:[s],s:[s]}", "tags_any", "all", "exclude_tags", "garage");
    struct audience audience;
    audience_resolve(&audience, rule, "heting", json_object_get(community, "terminals"));
    for (size_t i = 0; i < audience.channel_count; i++) {
        assert_string_not_equal(audience.channels[i], "s:heting");
        assert_string_not_equal(audience.channels[i], "l:T-GARAGE");
    }
    assert_int_equal(json_array_size(audience.lobbies), 24);
    audience_fini(&audience);
    json_decref(rule);
    json_decref(community);
}

static void empty_rule_means_nobody(void **state)
{
    (void)state;
    expect("{}", "", 0);
    expect("{\"tags_any\":[\"nowhere\"]}", "", 0);
}

static void everyone_still_means_the_site_when_no_lobby_is_known(void **state)
{
    (void)state;
    struct audience audience;
    json_t *none = json_array(), *rule = json_pack("{s:[s]}", "tags_any", "all");
    audience_resolve(&audience, rule, "heting", none);
    assert_int_equal(audience.channel_count, 1);
    assert_string_equal(audience.channels[0], "s:heting");
    audience_fini(&audience);
    json_decref(none);
    json_decref(rule);
}

static void lobby_without_building_is_addressed_alone(void **state)
{
    (void)state;
    expect("{\"tags_any\":[\"center\"]}", "l:T-CENTER", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_is_the_site),
        cmocka_unit_test(whole_buildings_are_addressed_as_buildings),
        cmocka_unit_test(single_units_are_addressed_as_lobbies),
        cmocka_unit_test(exclusion_leaves_the_rest),
        cmocka_unit_test(excluding_someone_is_never_the_site),
        cmocka_unit_test(empty_rule_means_nobody),
        cmocka_unit_test(everyone_still_means_the_site_when_no_lobby_is_known),
        cmocka_unit_test(lobby_without_building_is_addressed_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
