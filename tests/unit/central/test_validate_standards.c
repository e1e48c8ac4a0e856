#include "docs.h"

#include "central/validate/validate.h"

static void refused(const char *path, json_t *value, const char *expected)
{
    json_t *doc = docs_load("standards.json");
    docs_set(doc, path, value);
    docs_expect(validate_standards(doc, NULL), expected);
    json_decref(doc);
}

static size_t index_of(json_t *list, const char *id)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (strcmp(json_string_value(json_object_get(json_array_get(list, i), "id")), id) == 0)
            return i;
    }
    fail_msg("no %s", id);
    return 0;
}

static void sample_standards_and_form_agree(void **state)
{
    (void)state;
    json_t *doc = docs_load("standards.json"), *form = docs_load("complaints.json");
    docs_expect(validate_standards(doc, form), NULL);
    docs_expect(validate_form(form, doc), NULL);
    docs_expect(validate_form(form, NULL), NULL);
    json_decref(doc);
    json_decref(form);
}

static void clause_without_number_is_refused(void **state)
{
    (void)state;
    refused("clauses[4].id", NULL, "clauses[4].id: the clause has no number");
    refused("clauses[4].id", json_string(""), "clauses[4].id: the clause has no number");
    refused("clauses[4].id", json_string("ZH"), "clauses[4].id: the clause has no number, only the letters ZH");
    refused("clauses[1].id", json_string("ZH-01"), "clauses[1].id: ZH-01 stands here twice");
}

static void clause_that_nobody_can_check_is_refused(void **state)
{
    (void)state;
    const char *why = "clauses[0].resident_check: it is empty; say how a resident can see that this promise is kept";
    refused("clauses[0].resident_check", json_string(""), why);
    refused("clauses[0].resident_check", NULL, why);
    refused("clauses[0].resident_check", json_string(" "), "clauses[0].resident_check: the text is empty");
}

static void measure_is_a_whole_number_with_a_comparator(void **state)
{
    (void)state;
    refused("clauses[0].target", json_real(12.5),
            "clauses[0].target: 12.5 is not a whole number; money is given in fen, area in 1/100 square metre");
    refused("clauses[0].target", json_null(), "clauses[0].target: a whole number is wanted");
    refused("clauses[0].comparator", json_string("<"), "clauses[0].comparator: \"<\" is none of >=, <= and ==");
    refused("clauses[0].category", json_string("NO"), "clauses[0].category: no category NO stands in categories");
    refused("fulfilment[0].clause", json_string("NO-1"), "fulfilment[0].clause: no clause NO-1 stands in clauses");
    refused("fulfilment[0].value", json_null(), "fulfilment[0].value: a whole number is wanted");
}

static void survey_that_cannot_be_is_refused(void **state)
{
    (void)state;
    refused("satisfaction.clause", json_string("NO-1"), "satisfaction.clause: no clause NO-1 stands in clauses");
    refused("satisfaction.rounds[1].period", json_string("2025Q1"),
            "satisfaction.rounds[1].period: \"2025Q1\" is no half-year like 2026H1");
    refused("satisfaction.rounds[2].period", json_string("2024H1"),
            "satisfaction.rounds[2].period: 2024H1 stands after 2025H1; the oldest comes first");
    refused("satisfaction.rounds[0].valid", json_integer(541),
            "satisfaction.rounds[0].valid: 541 valid of 352 returned of 540 issued cannot be");
}

static void form_deadline_longer_than_the_wall_is_refused_with_both_numbers(void **state)
{
    (void)state;
    json_t *standards = docs_load("standards.json"), *form = docs_load("complaints.json");
    docs_set(form, "categories[2].sla.first_response_hours", json_integer(48));
    docs_expect(validate_form(form, standards), "categories[2].sla.first_response_hours: 48 hours for category TX is "
                                                "longer than the 24 hours that the published "
                                                "standard GT-06 promises");
    docs_set(form, "categories[2].sla.first_response_hours", json_integer(24));
    docs_set(form, "categories[2].sla.resolve_hours", json_integer(241));
    docs_expect(
        validate_form(form, standards),
        "categories[2].sla.resolve_hours: 241 hours for category TX is longer than the 240 hours that the published "
        "standard GT-07 promises");
    docs_set(form, "categories[2].sla.resolve_hours", json_integer(240));
    docs_expect(validate_form(form, standards), NULL);
    json_decref(standards);
    json_decref(form);
}

static void tighter_standard_is_refused_while_the_form_breaks_it(void **state)
{
    (void)state;
    json_t *standards = docs_load("standards.json"), *form = docs_load("complaints.json");
    size_t i = index_of(docs_at(standards, "clauses"), "GT-06");
    char path[64];
    snprintf(path, sizeof(path), "clauses[%zu].target", i);
    docs_set(standards, path, json_integer(1));
    docs_expect_part(validate_standards(standards, form), "the published standard GT-06 promises");
    json_decref(standards);
    json_decref(form);
}

static void promise_is_read_from_the_clause(void **state)
{
    (void)state;
    const char *clause;
    json_t *standards = docs_load("standards.json");
    assert_int_equal(validate_promise_s(standards, NULL, VALIDATE_FIRST_REPLY, &clause), 24 * 3600);
    assert_string_equal(clause, "GT-06");
    assert_int_equal(validate_promise_s(standards, NULL, VALIDATE_ANSWER, &clause), 10 * 86400);
    assert_string_equal(clause, "GT-07");
    json_t *form = json_pack("{s:{s:s}}", "governing", "first_reply", "GT-07");
    assert_int_equal(validate_promise_s(standards, form, VALIDATE_FIRST_REPLY, &clause), 10 * 86400);
    assert_int_equal(validate_promise_s(NULL, NULL, VALIDATE_FIRST_REPLY, &clause), 0);
    assert_null(clause);
    json_decref(form);
    json_decref(standards);
}

static void governing_standard_must_exist(void **state)
{
    (void)state;
    json_t *standards = docs_load("standards.json"), *form = docs_load("complaints.json");
    docs_set(form, "governing", json_pack("{s:s}", "first_reply", "GT-99"));
    docs_expect(validate_form(form, standards),
                "governing.first_reply: no standard GT-99 in force says a time in minutes, hours or days");
    docs_set(form, "governing.first_reply", json_string("GT-07"));
    docs_expect(validate_form(form, standards), NULL);
    json_decref(standards);
    json_decref(form);
}

static void form_without_consent_text_is_refused(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    docs_set(form, "consent", NULL);
    json_object_del(json_object_get(form, "form"), "consent");
    docs_expect(validate_form(form, NULL), "consent: the text to consent to before a contact is asked for is missing");
    docs_set(form, "consent", json_pack("{s:s}", "version", "1"));
    docs_expect(validate_form(form, NULL), "consent.text: a text is wanted and missing");
    json_decref(form);
}

static void words_of_danger_and_kinds_that_ask_are_words_and_names(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    docs_set(form, "danger_words", json_pack("[s,s]", "fire", " "));
    docs_expect(validate_form(form, NULL), "danger_words[1]: must be a word");
    docs_set(form, "danger_words", json_pack("[s,i]", "fire", 119));
    docs_expect(validate_form(form, NULL), "danger_words[1]: must be a word");
    docs_set(form, "danger_words", NULL);
    docs_set(form, "asks_face", json_pack("[s]", "water outage"));
    docs_expect_part(validate_form(form, NULL), "asks_face");
    docs_set(form, "asks_face", json_pack("[s]", "water_outage"));
    docs_expect(validate_form(form, NULL), NULL);
    json_decref(form);
}

static void words_are_kept_for_ninety_days_to_ten_years(void **state)
{
    (void)state;
    json_t *form = docs_load("complaints.json");
    static const int64_t bad[] = {0, 89, 3654, -1};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        docs_set(form, "consent.text_retention_days", json_integer(bad[i]));
        docs_expect_part(validate_form(form, NULL), "consent.text_retention_days");
    }
    docs_set(form, "consent.text_retention_days", json_integer(90));
    docs_expect(validate_form(form, NULL), NULL);
    json_decref(form);
}

static void text_that_looks_like_a_receipt_code_is_refused(void **state)
{
    (void)state;
    json_t *doc = docs_load("standards.json");
    char code[16] = "";
    for (int last = 0; last < 10; last++) { /* find the right check digit through the rule itself */
        snprintf(code, sizeof(code), "12345678901234%c", (char)('0' + last));
        docs_set(doc, "clauses[0].commitment", json_string(code));
        char *why = validate_standards(doc, NULL);
        if (why) {
            docs_expect(
                why,
                "clauses[0].commitment: the text holds 15 digits with a receipt code's check digit; use the public "
                "number (2026-1095)");
            json_decref(doc);
            return;
        }
    }
    fail_msg("no check digit is right");
}

static void hidden_and_turning_characters_are_refused(void **state)
{
    (void)state;
    refused("clauses[0].commitment", json_string("a\u202eb"),
            "clauses[0].commitment: the text holds the character U+202E, which turns or hides text");
    refused("clauses[0].title", json_string("a\x07"),
            "clauses[0].title: the text holds the character U+0007, which turns or hides text");
}

static void deep_and_large_documents_are_refused(void **state)
{
    (void)state;
    json_t *deep = json_object();
    for (int i = 0; i < 40; i++)
        deep = json_pack("{s:o}", "x", deep);
    refused("extra", deep, "the document is nested deeper than 32 levels");
    char *long_text = malloc(VALIDATE_DOC_MAX + 1);
    memset(long_text, 'a', VALIDATE_DOC_MAX);
    long_text[VALIDATE_DOC_MAX] = '\0';
    json_t *doc = docs_load("standards.json");
    docs_set(doc, "extra", json_string(long_text));
    docs_expect_part(validate_standards(doc, NULL), "bytes; 1048576 are the most");
    json_decref(doc);
    free(long_text);
    json_t *list = json_array();
    docs_expect(validate_standards(list, NULL), "a JSON object is wanted");
    json_decref(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_standards_and_form_agree),
        cmocka_unit_test(clause_without_number_is_refused),
        cmocka_unit_test(clause_that_nobody_can_check_is_refused),
        cmocka_unit_test(measure_is_a_whole_number_with_a_comparator),
        cmocka_unit_test(survey_that_cannot_be_is_refused),
        cmocka_unit_test(form_deadline_longer_than_the_wall_is_refused_with_both_numbers),
        cmocka_unit_test(tighter_standard_is_refused_while_the_form_breaks_it),
        cmocka_unit_test(promise_is_read_from_the_clause),
        cmocka_unit_test(governing_standard_must_exist),
        cmocka_unit_test(form_without_consent_text_is_refused),
        cmocka_unit_test(words_of_danger_and_kinds_that_ask_are_words_and_names),
        cmocka_unit_test(words_are_kept_for_ninety_days_to_ten_years),
        cmocka_unit_test(text_that_looks_like_a_receipt_code_is_refused),
        cmocka_unit_test(hidden_and_turning_characters_are_refused),
        cmocka_unit_test(deep_and_large_documents_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
