/* The form's members about handling cases: each fault is named with its place. */
#include "docs.h"

#include "central/validate/validate.h"

static void expect(const char *path, json_t *value, const char *part)
{
    json_t *form = docs_load("complaints.json"), *standards = docs_load("standards.json");
    docs_set(form, path, value);
    char *why = validate_form(form, standards);
    if (part)
        docs_expect_part(why, part);
    else
        docs_expect(why, NULL);
    json_decref(form);
    json_decref(standards);
}

/* Where a category stands in the sample. */
static char *in(const char *category, const char *member)
{
    json_t *form = docs_load("complaints.json");
    size_t i;
    json_t *one;
    char *path = NULL;
    json_array_foreach(json_object_get(form, "categories"), i, one)
    {
        if (strcmp(json_string_value(json_object_get(one, "id")), category) == 0)
            path = xasprintf("categories[%zu].%s", i, member);
    }
    json_decref(form);
    assert_non_null(path);
    return path;
}

static void sample_is_good_and_a_form_without_it_too(void **state)
{
    (void)state;
    expect("remedies", NULL, NULL);
    expect("holidays", NULL, NULL);
    expect("clocks", NULL, NULL);
}

static void faults_are_named(void **state)
{
    (void)state;
    CLEANUP(free_ptr) char *about = in("TD", "about_roles"), *asks = in("TD", "asks_whom");
    CLEANUP(free_ptr) char *clock = in("GE", "clock"), *hours = in("GE", "sla.escalate_hours");
    CLEANUP(free_ptr) char *first = in("QT", "first_page"), *home = in("GE", "subitems[0].in_home");
    expect(asks, json_string("yes"), "asks_whom: true or false is wanted");
    expect(asks, NULL, "about_roles: roles are named, but asks_whom is not true");
    expect(about, json_pack("[s]", "R OC"), "about_roles");
    expect("recuse", json_object(), "nobody is left to handle a case about R-OC");
    expect(about, json_array(), "about_roles");
    expect(clock, json_string("sometimes"), "clock: \"sometimes\" is neither 24x7 nor business");
    expect(hours, json_pack("[i,i]", 24, 24), "each later than the one before");
    expect(hours, json_pack("[i,i,i,i,i,i,i,i]", 1, 2, 3, 4, 5, 6, 7, 8), "8 steps, but escalation has 7 levels");
    expect(first, json_true(), "2 categories want the first page");
    expect(home, json_integer(1), "in_home: true or false is wanted");
    expect("recuse.R-PM", json_string("R-PM"), "recuse.R-PM: whoever a case is about cannot handle it");
    expect("recuse.R-PM", json_integer(1), "recuse.R-PM: the id of the role");
    expect("escalation[1].level", json_integer(3), "level 2 is wanted");
    expect("escalation[0].external", json_string("街道"), "either a role of the community or an external body");
    expect("escalation[3].external_en", NULL, "escalation[3].external_en: a text is wanted and missing");
    expect("escalation[0].sees", json_string("all"), "neither text nor deadlines");
    expect("remedies[2].limit_fen", json_integer(-1), "remedies[2].limit_fen");
    expect("remedies[1].id", json_string("RM-1"), "remedies");
    expect("remedies[0].authority", NULL, "remedies[0].authority");
    expect("home_visit", NULL, "home_visit: a sub-item is in_home, but no times for a visit are named");
    expect("home_visit.price_clause", json_string("ZQ-99"), "no clause ZQ-99 stands in the published standards");
    expect("clocks.business_hours.end", json_string("07:00"), "business ends before it begins");
    expect("clocks.business_hours.start", json_string("8"), "start and end are times like 08:30");
    expect("clocks.business_hours.days", json_pack("[s]", "8"), "\"1\" (Monday) to \"7\"");
}

/* The table of states is the law; the form chooses among its moves and says who makes them. */
static void transitions_are_moves_that_there_are(void **state)
{
    (void)state;
    expect("transitions", NULL, NULL);
    expect("transitions[0].from", json_string("new"), "transitions[0].from: no case is ever new");
    expect("transitions[0].to", json_string("closed"),
           "transitions[0].to: a case that is received is never made closed by the office");
    expect("transitions[0].by", NULL, "transitions[0].by");
    expect("transitions[0].by", json_string("resident"),
           "transitions[0].to: a case that is received is never made assigned by its resident");
    expect("transitions", json_pack("[{s:s,s:s,s:s}]", "from", "received", "to", "assigned", "by", "R-CS"),
           "transitions: the office makes no move from assigned; a case would stay there");
    expect("transitions",
           json_pack("[{s:s,s:s,s:s},{s:s,s:s,s:s},{s:s,s:s,s:s},{s:s,s:s,s:s}]", "from", "received", "to", "assigned",
                     "by", "R-CS", "from", "assigned", "to", "in_progress", "by", "owner_role", "from", "in_progress",
                     "to", "assigned", "by", "R-CS", "from", "reopened", "to", "assigned", "by", "R-CS"),
           "transitions: no case that is assigned or in_progress is ever replied");
}

static void expect_role(const char *path, json_t *value, const char *sentence)
{
    json_t *form = docs_load("complaints.json"), *community = docs_load("community.json");
    docs_set(form, path, value);
    docs_expect(validate_roles(form, community), sentence);
    json_decref(form);
    json_decref(community);
}

static void every_post_that_the_form_names_is_one_of_the_community(void **state)
{
    (void)state;
    CLEANUP(free_ptr) char *about = in("TD", "about_roles"), *responsible = in("GE", "responsible_role");
    CLEANUP(free_ptr) char *in_about = xasprintf("%s: the community has no role R-NEW", about);
    CLEANUP(free_ptr) char *in_responsible = xasprintf("%s: the community has no role R-GRM", responsible);
    expect_role("version", json_integer(1), NULL);
    expect_role(responsible, json_string("R-GRM"), in_responsible);
    expect_role(about, json_pack("[s,s]", "R-PM", "R-NEW"), in_about);
    expect_role("recuse.R-GONE", json_string("R-OC"), "recuse.R-GONE: the community has no role R-GONE");
    expect_role("recuse.R-PM", json_string("R-GONE"), "recuse.R-PM: the community has no role R-GONE");
    expect_role("escalation[0].role", json_string("R-X"), "escalation[0].role: the community has no role R-X");
    expect_role("transitions[0].by", json_string("R-X"), "transitions[0].by: the community has no role R-X");
    expect_role("transitions[0].by", json_string("owner_role"), NULL);
    expect_role("remedies[1].authority", json_string("R-X"), "remedies[1].authority: the community has no role R-X");
}

static void holidays_are_days_of_their_year(void **state)
{
    (void)state;
    expect("holidays.2026.off[0]", json_string("2025-01-01"), "\"2025-01-01\" is no day of 2026");
    expect("holidays.2026.off[0]", json_string("2026-02-30"), "\"2026-02-30\" is no day of 2026");
    expect("holidays.2026.off[1]", json_string("2026-01-01"), "2026-01-01 stands there twice");
    expect("holidays.2026.work[0]", json_string("2026-11-25"), "2026-11-25 is no weekend");
    expect("holidays.2026.work[0]", json_string("2026-02-15"), "2026-02-15 stands there twice");
    expect("holidays.2026.source", NULL, "holidays.2026.source");
    expect("holidays.soon", json_object(), "a year with its lists off and work is wanted");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_is_good_and_a_form_without_it_too),
        cmocka_unit_test(faults_are_named),
        cmocka_unit_test(transitions_are_moves_that_there_are),
        cmocka_unit_test(every_post_that_the_form_names_is_one_of_the_community),
        cmocka_unit_test(holidays_are_days_of_their_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
