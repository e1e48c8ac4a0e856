/* A month in counts equals what happened in it. */
#include "docs.h"

#include "central/cases/figures.h"

#define START 1000000
#define END   2000000

static void each_thing_counts_in_the_month_in_which_it_happened(void **state)
{
    (void)state;
    struct figures figures;
    figures_begin(&figures, START, END);
    const struct figures_event good[] = {{START + 5, "state", "", "received"},
                                         {START + 9, "state", "kept_first", "in_progress"},
                                         {START + 20, "state", "kept_answer", "replied"},
                                         {START + 30, "verdict", "helped", "closed"}};
    const struct figures_event bad[] = {{START + 50, "late", "first_reply", "received"},
                                        {START + 60, "late", "answer", "received"},
                                        {START + 70, "state", "", "replied"},
                                        {START + 80, "verdict", "not_helped", "assigned"},
                                        {END, "late", "answer", "assigned"}};
    const struct figures_event silence[] = {{START - 5, "state", "kept_answer", "replied"},
                                            {END - 1, "state", "", "closed"}};
    struct figures_case one = {.category = "WX", .at = START + 5};
    figures_add(&figures, &one, good, ARRAY_LEN(good));
    one = (struct figures_case){.category = "WX", .at = START - 10};
    figures_add(&figures, &one, bad, ARRAY_LEN(bad));
    one = (struct figures_case){.category = "GE", .at = START - 10};
    figures_add(&figures, &one, silence, ARRAY_LEN(silence));
    one = (struct figures_case){.category = "GE", .at = START + 1, .aside = true};
    figures_add(&figures, &one, bad, ARRAY_LEN(bad));
    one = (struct figures_case){.category = "QT", .at = END};
    figures_add(&figures, &one, NULL, 0);
    json_t *doc = figures_document(&figures, "2026-11", "GT-06", "GT-07");
    assert_int_equal(json_array_size(docs_at(doc, "categories")), 2);
    static const struct {
        const char *path;
        int value;
    } wanted[] = {{"categories[0].received", 1},
                  {"categories[0].closed", 1},
                  {"categories[0].in_time", 1},
                  {"categories[0].late", 1},
                  {"categories[0].reopened", 1},
                  {"categories[0].open", 1},
                  {"categories[1].received", 0},
                  {"categories[1].closed", 1},
                  {"categories[1].open", 0},
                  {"totals.received", 1},
                  {"totals.closed", 2},
                  {"totals.late", 1},
                  {"set_aside", 1},
                  {"no_word", 1},
                  {"clauses[0].kept", 1},
                  {"clauses[0].of", 2},
                  {"clauses[1].kept", 1},
                  {"clauses[1].of", 2}};
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
        if (json_integer_value(docs_at(doc, wanted[i].path)) != wanted[i].value)
            fail_msg("%s is %d, not %d", wanted[i].path, (int)json_integer_value(docs_at(doc, wanted[i].path)),
                     wanted[i].value);
    }
    assert_string_equal(json_string_value(docs_at(doc, "clauses[0].period")), "2026-11");
    json_decref(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_thing_counts_in_the_month_in_which_it_happened)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
