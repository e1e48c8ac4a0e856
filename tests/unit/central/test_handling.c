/* What the form says about handling a case. */
#include "docs.h"

#include "central/accounts/posts.h"
#include "central/cases/handling.h"
#include "common/json.h"

#define ZONE (8 * 3600)

static void who_hears_what_is_kept_from_others(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    assert_true(handling_hears_apart(form, "R-OC"));
    assert_true(handling_hears_apart(form, "R-PM")); /* of the training officer and the committee */
    assert_false(handling_hears_apart(form, "R-CS"));
    assert_false(handling_hears_apart(form, "R-ENG"));
    json_array_append_new(json_object_get(form, "escalation"), json_pack("{s:i,s:s}", "level", 5, "role", "R-ENG"));
    assert_true(handling_hears_apart(form, "R-ENG"));
    json_object_del(form, "recuse");
    assert_false(handling_hears_apart(form, "R-OC"));
    assert_false(handling_hears_apart(NULL, "R-OC"));
    json_decref(form);
}

static void nobody_handles_a_case_about_the_own_post(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    const json_t *attitude = handling_category(form, "TD"), *skill = handling_category(form, "YS");
    assert_string_equal(handling_role(form, attitude, ""), "R-PM");
    assert_string_equal(handling_role(form, attitude, "R-SEC-G"), "R-PM");
    assert_string_equal(handling_role(form, attitude, "R-PM"), "R-OC");
    /* The training officer works for the manager: the committee's member has it. */
    assert_string_equal(handling_role(form, skill, "R-PM"), "R-OC");
    assert_string_equal(handling_role(form, skill, "R-HR"), "R-PM");
    /* Without `recuse` it goes one level up. */
    assert_string_equal(handling_role(form, handling_category(form, "QT"), "R-CS"), "R-PM");
    json_decref(form);
}

static void escalation_passes_over_whom_it_is_about_and_who_works_for_them(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    const char *outside;
    assert_string_equal(handling_escalation(form, 1, "", &outside), "R-CS");
    assert_string_equal(handling_escalation(form, 2, "", &outside), "R-PM");
    assert_string_equal(handling_escalation(form, 1, "R-CS", &outside), "R-PM");
    assert_string_equal(handling_escalation(form, 1, "R-PM", &outside), "R-OC");
    assert_string_equal(handling_escalation(form, 2, "R-PM", &outside), "R-OC");
    assert_null(outside);
    assert_string_equal(handling_escalation(form, 4, "", &outside), "");
    assert_string_equal(outside, "社区居委会");
    assert_string_equal(handling_escalation(form, 20, "", &outside), "");
    assert_null(outside);
    assert_string_equal(handling_intake(form, ""), "R-CS");
    assert_string_equal(handling_intake(form, "R-PM"), "");
    assert_false(handling_told_sees_text(form, "R-OC"));
    assert_true(handling_told_sees_text(form, "R-PM"));
    json_decref(form);
}

static void category_about_one_post_alone_is_about_that_post(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    assert_string_equal(handling_about(handling_category(form, "TD"), ""), "");
    assert_string_equal(handling_about(handling_category(form, "TD"), "R-CLN"), "R-CLN");
    assert_string_equal(handling_about(handling_category(form, "WX"), "R-ENG"), "R-ENG");
    json_t *one = json_pack("{s:[s]}", "about_roles", "R-PM");
    assert_string_equal(handling_about(one, ""), "R-PM");
    json_decref(one);
    json_decref(form);
}

static void remedies_keep_to_authority_and_limit(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    docs_expect(handling_remedy_refusal(form, "RM-1", 0, 0, "R-CS"), NULL);
    docs_expect(handling_remedy_refusal(form, "RM-1", 1, 0, "R-CS"),
                "amount_fen: 1 fen lie outside what RM-1 allows, 0 to 0 fen");
    docs_expect(handling_remedy_refusal(form, "RM-3", 30000, 0, "R-CS"),
                "remedy: RM-3 of 30000 fen is granted by R-PM; the posts of this account may grant up to 0 fen");
    docs_expect(handling_remedy_refusal(form, "RM-3", 30000, 0, "R-PM"), NULL);
    docs_expect(handling_remedy_refusal(form, "RM-3", 30001, 0, "R-PM"),
                "amount_fen: 30001 fen lie outside what RM-3 allows, 0 to 30000 fen");
    docs_expect(handling_remedy_refusal(form, "RM-6", 50000, 0, "R-PM R-CS"),
                "remedy: RM-6 of 50000 fen is granted by R-OC; the posts of this account may grant up to 30000 fen");
    /* Not in slices either. */
    docs_expect(handling_remedy_refusal(form, "RM-3", 20000, 20000, "R-PM"),
                "amount_fen: with the 20000 fen granted already it would be 40000 fen; RM-3 allows 30000 fen for one "
                "case");
    docs_expect(handling_remedy_refusal(form, "RM-3", 30000, 0, "R-OC"), NULL); /* who stands above */
    docs_expect(handling_remedy_refusal(form, "RM-3", 0, 0, ""),
                "remedy: RM-3 of 0 fen is granted by R-PM; the posts of this account may grant up to 0 fen");
    docs_expect(handling_remedy_refusal(form, "RM-9", 0, 0, "R-PM"), "remedy: the form knows no remedy with this id");
    docs_expect_part(handling_remedy_refusal(form, "RM-3", -1, 0, "R-PM"), "0 to 30000 fen");
    json_decref(form);
}

static void deadline_is_the_published_one(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json"), *standards = docs_load("standards.json");
    int64_t from = 1795000000;
    struct handling_due due = handling_due(standards, form, VALIDATE_FIRST_REPLY, from, ZONE);
    assert_int_equal(due.at_s, from + 24 * 3600);
    assert_string_equal(due.clause, "GT-06");
    due = handling_due(standards, form, VALIDATE_ANSWER, from, ZONE);
    assert_int_equal(due.at_s, from + 10 * 86400);
    assert_false(due.holidays_unknown);
    json_t *clause = json_find(json_object_get(standards, "clauses"), "GT-07");
    json_object_set_new(clause, "unit", json_string("工作日"));
    assert_true(clock_parse("2026-12-28T09:00:00+08:00", ZONE, &from));
    due = handling_due(standards, form, VALIDATE_ANSWER, from, ZONE);
    assert_true(due.at_s > from + 10 * 86400);
    assert_true(due.holidays_unknown);
    json_object_set_new(clause, "status", json_string("planned"));
    assert_int_equal(handling_due(standards, form, VALIDATE_ANSWER, from, ZONE).at_s, 0);
    json_decref(form);
    json_decref(standards);
}

static void escalation_hours_follow_the_categorys_clock(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    json_t *category = json_find(json_object_get(form, "categories"), "WX");
    int64_t evening;
    assert_true(clock_parse("2026-11-23T19:00:00+08:00", ZONE, &evening));
    assert_int_equal(handling_escalates(form, category, 0, evening, ZONE), evening + 4 * 3600);
    json_object_set_new(category, "clock", json_string("business"));
    /* One hour until 20:00, three from 8:00. */
    assert_int_equal(handling_escalates(form, category, 0, evening, ZONE), evening + 16 * 3600);
    assert_int_equal(handling_escalates(form, category, 9, evening, ZONE), 0);
    json_decref(form);
}

static void posts_are_whole_words(void **state)
{
    (void)state;
    char posts[POSTS_MAX] = "";
    posts_add(posts, "R-ENG-M");
    posts_add(posts, "R-CS");
    posts_add(posts, "R-CS");
    assert_string_equal(posts, "R-ENG-M R-CS");
    assert_true(posts_has(posts, "R-ENG-M"));
    assert_false(posts_has(posts, "R-ENG"));
    assert_false(posts_has(posts, ""));
    assert_false(posts_has(NULL, "R-CS"));
    json_t *list = json_pack("[s,s]", "R-PM", "a b");
    assert_non_null(posts_read(posts, list, NULL));
    json_decref(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_handles_a_case_about_the_own_post),
        cmocka_unit_test(who_hears_what_is_kept_from_others),
        cmocka_unit_test(escalation_passes_over_whom_it_is_about_and_who_works_for_them),
        cmocka_unit_test(category_about_one_post_alone_is_about_that_post),
        cmocka_unit_test(remedies_keep_to_authority_and_limit),
        cmocka_unit_test(deadline_is_the_published_one),
        cmocka_unit_test(escalation_hours_follow_the_categorys_clock),
        cmocka_unit_test(posts_are_whole_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
