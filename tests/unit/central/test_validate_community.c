#include "docs.h"

#include "central/validate/validate.h"

static json_t *demo(void)
{
    json_t *doc = docs_load("community.json");
    docs_set(doc, "community.demo", json_true());
    return doc;
}

static void refused(const char *path, json_t *value, const char *expected)
{
    json_t *doc = demo();
    docs_set(doc, path, value);
    docs_expect(validate_community(doc), expected);
    json_decref(doc);
}

static void refused_phone_page(const char *url, const char *host, const char *where)
{
    json_t *doc = demo();
    docs_set(doc, "phone_page", json_pack("{s:s,s:s*}", "url", url, "host", host));
    docs_expect_part(validate_community(doc), where);
    json_decref(doc);
}

/* Every 000-5550 number becomes a real one. */
static void own_numbers(json_t *value)
{
    const char *key;
    size_t i;
    json_t *child;
    void *next;
    json_object_foreach_safe(value, next, key, child)
    {
        if (json_is_string(child) && strstr(json_string_value(child), "000-5550"))
            json_object_set_new(value, key, json_string("021-6400 0000"));
        else
            own_numbers(child);
    }
    json_array_foreach(value, i, child)
    {
        if (json_is_string(child) && strstr(json_string_value(child), "000-5550"))
            json_array_set_new(value, i, json_string("021-6400 0000"));
        else
            own_numbers(child);
    }
}

static json_t *real(void)
{
    json_t *doc = docs_load("community.json");
    docs_set(doc, "community.demo", json_false());
    own_numbers(doc);
    return doc;
}

static void drop_contacts(json_t *doc, const char *kind)
{
    json_t *contacts = json_object_get(doc, "contacts");
    for (size_t i = json_array_size(contacts); i-- > 0;) {
        if (strcmp(json_string_value(json_object_get(json_array_get(contacts, i), "kind")), kind) == 0)
            json_array_remove(contacts, i);
    }
}

static void sample_is_good_as_a_demonstration(void **state)
{
    (void)state;
    json_t *doc = demo();
    docs_expect(validate_community(doc), NULL);
    json_decref(doc);
}

static void demonstration_numbers_do_not_go_live(void **state)
{
    (void)state;
    json_t *doc = demo();
    docs_set(doc, "community.demo", json_false());
    docs_expect_part(validate_community(doc),
                     "is a demonstration number; a community goes live with its own numbers only");
    docs_set(doc, "community.demo", NULL);
    docs_expect_part(validate_community(doc), "is a demonstration number");
    json_decref(doc);
    doc = real();
    docs_expect(validate_community(doc), NULL);
    docs_set(doc, "contacts[1].note", json_string("或拨000-5550-0199"));
    docs_expect_part(validate_community(doc), "contacts[1].note: ");
    json_decref(doc);
}

static void demonstration_numbers_are_known_in_any_spelling(void **state)
{
    (void)state;
    static const char *const refused_notes[] = {
        "000 5550 0119",          "00055500119",
        "电话00055500119。",      "000－5550－0119",
        "０００５５５００１１９", "（000）5550-0119",
        "(000) - 5550 0119",      "000.5550.0119",
        "000–5550–0119",          "０００ 5550　０１１９",
        "+86 000 5550 0119",      "00 05 55 00 11 9",
        "+8600055500119",         "000\u200b5550\u200b0119",
        "0000-5550-0119",         "12 000-5550-01199",
    };
    static const char *const good_notes[] = {
        "000 5550",        "000-5550-011",      "5550 0119",     "单价1000元，5550户，0119",
        "000\n5550\n0119", "000 | 5550 | 0119", "021-6400 0000",
    };
    json_t *doc = real();
    for (size_t i = 0; i < ARRAY_LEN(refused_notes); i++) {
        docs_set(doc, "contacts[1].note", json_string(refused_notes[i]));
        docs_expect_part(validate_community(doc), "is a demonstration number");
    }
    for (size_t i = 0; i < ARRAY_LEN(good_notes); i++) {
        docs_set(doc, "contacts[1].note", json_string(good_notes[i]));
        docs_expect(validate_community(doc), NULL);
    }
    json_decref(doc);
}

static void community_without_vital_numbers_does_not_go_live(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *why;
    } cases[] = {
        {"service", "contacts: the service centre's number (kind \"service\") is missing; a community does not go live "
                    "without it"},
        {"lift_rescue", "contacts: the lift rescue's number (kind \"lift_rescue\") is missing; a community does not go "
                        "live without it"},
        {"gas",
         "contacts: the gas emergency number (kind \"gas\") is missing; a community does not go live without it"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        json_t *doc = real();
        drop_contacts(doc, cases[i].kind);
        docs_expect(validate_community(doc), cases[i].why);
        json_decref(doc);
    }
}

/* "电梯" on the label was enough once; then the page that looks for the kind had no number. */
static void a_kind_is_one_that_the_lobbies_look_for(void **state)
{
    (void)state;
    json_t *doc = real();
    docs_set(doc, "contacts[0].kind", json_string("elevator"));
    docs_expect_part(validate_community(doc),
                     "contacts[0].kind: elevator is no kind of contact; known are lift_rescue, ");
    docs_set(doc, "contacts[0].kind", json_string("other"));
    docs_expect(validate_community(doc), NULL);
    drop_contacts(doc, "lift_rescue");
    docs_set(doc, "contacts[0].label", json_string("电梯救援"));
    docs_expect_part(validate_community(doc), "the lift rescue's number");
    docs_set(doc, "contacts[0].kind", json_string("lift"));
    docs_expect(validate_community(doc), NULL);
    json_decref(doc);
}

static void name_address_and_zone_are_needed(void **state)
{
    (void)state;
    refused("community.name", NULL, "community.name: a text is wanted and missing");
    refused("community.address", json_string(""), "community.address: the text is empty");
    refused("community.id", json_string("两"),
            "community.id: a name of letters, digits, '.', '_', ':' and '-' (1 to 64) is wanted");
    refused("community.id", json_string("a:b"), "community.id: a community's name holds no ':'");
    refused("community.timezone", json_string("Mars/Base"),
            "community.timezone: Mars/Base is no time zone that this machine knows");
}

static void areas_are_whole_hundredths_and_zones_are_names(void **state)
{
    (void)state;
    refused("community.area_total_c", json_integer(0),
            "community.area_total_c: 0 does not lie between 1 and 2000000000");
    refused(
        "buildings[0].area_per_household_c", json_real(89.52),
        "buildings[0].area_per_household_c: 89.52 is not a whole number; money is given in fen, area in 1/100 square "
        "metre");
    refused("buildings[0].units[0].water_zones", json_pack("[s]", "高 区"),
            "buildings[0].units[0].water_zones[0]: a name of letters, digits, '.', '_', ':' and '-' is wanted");
}

static void places_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    refused("terminals[0].building", json_string("B99"), "terminals[0].building: no building B99 stands in buildings");
    refused("terminals[0].unit", json_string("B2-U1"), "terminals[0].unit: building B1 has no unit B2-U1");
    refused("terminals[0].building", json_null(), "terminals[0].unit: a unit is named without its building");
    refused("lifts[0].building", json_string("B99"), "lifts[0].building: no building B99 stands in buildings");
    refused("terminals[1].id", json_string("T-B1-U1"), "terminals[1].id: T-B1-U1 stands here twice");
    refused("terminals[1].id", json_string("l:x"), "terminals[1].id: a name here holds no ':'");
    refused("terminals[0].screen.px_w", json_integer(0),
            "terminals[0].screen.px_w: 0 does not lie between 1 and 16384");
    refused("terminals[0].touch", json_string("yes"), "terminals[0].touch: true or false is wanted");
    refused("buildings", json_array(), "buildings: the list has 0 entries; at least 1 are wanted");
}

/* Else a resident would be offered two buttons with the same word, or never the lift that stands. */
static void a_units_lifts_and_the_lifts_name_each_other(void **state)
{
    (void)state;
    refused("buildings[0].units[0].lifts[1]", json_string("L9-9-Z"),
            "buildings[0].units[0].lifts: unit B1-U1 names the lift L9-9-Z, which does not stand in lifts");
    refused("lifts", NULL,
            "buildings[0].units[0].lifts: unit B1-U1 names the lift L1-1-A, which does not stand in lifts");
    refused("buildings[0].units[0].lifts[1]", json_string("L1-2-A"),
            "buildings[0].units[0].lifts: unit B1-U1 names the lift L1-2-A, which stands in lifts with the unit B1-U2");
    refused("buildings[0].units[0].lifts", json_pack("[s]", "L1-1-B"),
            "lifts[0].unit: the lift L1-1-A says that it is of unit B1-U1, whose lifts do not name it");
}

static void who_handles_a_report_is_named_in_both_languages(void **state)
{
    (void)state;
    refused("roles[0].as_handler", json_integer(1), "roles[0].as_handler: a text is wanted");
    refused("roles[0].as_handler", json_string("业主委员会指定的委员"),
            "roles[0].as_handler_en: how R-PM is called where it handles a report is said in one language only");
    refused("roles[0].as_handler_en", json_string("A member"),
            "roles[0].as_handler: how R-PM is called where it handles a report is said in one language only");
    refused("roles[1].id", json_string("R-PM"), "roles[1].id: R-PM stands here twice");
}

static void the_contract_names_a_manager_that_is_there(void **state)
{
    (void)state;
    refused("contract.manager", json_string("ORG-XX"),
            "contract.manager: no organisation ORG-XX stands in organisations");
    refused("community.short_name", json_integer(1), "community.short_name: a text is wanted");
}

static void accents_are_yes_or_no_for_one_lobby_or_all(void **state)
{
    (void)state;
    json_t *doc = demo();
    docs_set(doc, "typing", json_pack("{s:b,s:b,s:b}", "zh_z", 1, "n_l", 1, "ing_in", 0));
    docs_set(doc, "terminals[0].typing", json_pack("{s:b}", "n_l", 0));
    docs_expect(validate_community(doc), NULL);
    json_decref(doc);
    refused("typing", json_pack("{s:s}", "zh_z", "yes"), "typing.zh_z: true or false is wanted");
    refused("terminals[0].typing", json_pack("{s:i}", "n_l", 1), "terminals[0].typing.n_l: true or false is wanted");
    refused("terminals[0].typing", json_true(), "terminals[0].typing: an object is wanted");
}

/* What is refused here would lead residents astray from the screen. */
static void the_phone_pages_address_is_https_and_as_it_stands_in_letters(void **state)
{
    (void)state;
    json_t *doc = demo();
    docs_set(doc, "phone_page",
             json_pack("{s:s,s:s,s:s}", "url", "https://foyer.example.cn", "host", "foyer.example.cn", "icp", "ICP 1"));
    docs_expect(validate_community(doc), NULL);
    json_decref(doc);
    refused_phone_page("https://foyer.example.cn", NULL, "phone_page.host");
    static const char *const bad[][2] = {{"http://foyer.example.cn", "foyer.example.cn"},
                                         {"https://foyer.example.cn/r", "foyer.example.cn"},
                                         {"https://elsewhere.example", "foyer.example.cn"}};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        refused_phone_page(bad[i][0], bad[i][1], "phone_page.url");
    refused_phone_page("https://FOYER", "FOYER", "phone_page.host");
}

static void contact_needs_words_and_a_number(void **state)
{
    (void)state;
    refused("contacts[0].phone", json_string("ask the guard"), "contacts[0].phone: a telephone number is wanted");
    refused("contacts[0].label", NULL, "contacts[0].label: a text is wanted and missing");
    refused("contacts[0]", json_integer(1), "contacts[0]: an object is wanted");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_is_good_as_a_demonstration),
        cmocka_unit_test(demonstration_numbers_do_not_go_live),
        cmocka_unit_test(demonstration_numbers_are_known_in_any_spelling),
        cmocka_unit_test(community_without_vital_numbers_does_not_go_live),
        cmocka_unit_test(a_kind_is_one_that_the_lobbies_look_for),
        cmocka_unit_test(name_address_and_zone_are_needed),
        cmocka_unit_test(areas_are_whole_hundredths_and_zones_are_names),
        cmocka_unit_test(places_that_do_not_exist_are_refused),
        cmocka_unit_test(a_units_lifts_and_the_lifts_name_each_other),
        cmocka_unit_test(who_handles_a_report_is_named_in_both_languages),
        cmocka_unit_test(the_contract_names_a_manager_that_is_there),
        cmocka_unit_test(accents_are_yes_or_no_for_one_lobby_or_all),
        cmocka_unit_test(the_phone_pages_address_is_https_and_as_it_stands_in_letters),
        cmocka_unit_test(contact_needs_words_and_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
