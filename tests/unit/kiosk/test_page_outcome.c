/* The board of what became of everyone's reports: counts from one, texts of staff, and no empty promise. */
#include "stage.h"

static const char document[] =
    "{\"month\":\"2026-10\",\"made\":1793500000,"
    "\"categories\":[{\"id\":\"GE\",\"received\":9,\"closed\":8,\"in_time\":8,\"late\":1,\"reopened\":1,\"open\":1},"
    "{\"id\":\"YS\",\"received\":1,\"closed\":1,\"in_time\":1,\"late\":0,\"reopened\":0,\"open\":0}],"
    "\"totals\":{\"received\":10,\"closed\":9,\"in_time\":9,\"late\":1,\"reopened\":1,\"open\":1},\"no_word\":2,"
    "\"bucket\":[{\"month\":\"2026-09\",\"in\":{\"visits\":7,\"signups\":1,\"services\":0},"
    "\"out\":{\"late\":2,\"reopened\":0,\"cancelled\":0}},"
    "{\"month\":\"2026-10\",\"in\":{\"visits\":30,\"signups\":5,\"services\":1},"
    "\"out\":{\"late\":1,\"reopened\":1,\"cancelled\":2}}],"
    "\"asked\":[{\"id\":\"Q\",\"asked\":\"A mirror\",\"state\":\"not_yet\",\"answer\":\"Applied for.\","
    "\"role\":\"R-PM\",\"due\":\"2026-12-10\"}],"
    "\"thanks\":[{\"id\":\"T\",\"text\":\"Thanks for the wheelchair.\",\"month\":\"2026-10\"}],"
    "\"clauses\":[{\"id\":\"GT-06\",\"period\":\"2026-10\",\"kept\":76,\"of\":82},{\"id\":\"GT-07\",\"kept\":9,\"of\":"
    "3}],"
    "\"feedback\":[{\"kind\":\"clause\",\"id\":\"GT-06\",\"good\":9,\"so_so\":2,\"bad\":3}]}";

static json_t *sample(const char *name)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/assets/sample/%s.json", FOYER_SOURCE_DIR, name);
    json_t *doc = json_load_file(path, 0, NULL);
    assert_non_null(doc);
    return doc;
}

/* High enough that nothing has to be scrolled to. */
static void open_board(struct stage *stage, const char *outcome)
{
    struct model *model = stage_model();
    model->community = sample("community");
    model->standards = sample("standards");
    model->form = sample("complaints");
    model->outcome = outcome ? stage_json(outcome) : NULL;
    stage_open(stage, model, 1080, 9000, true);
    nav_set_lang(stage->nav, "en");
    nav_apply(stage->nav, &stage->env);
    stage->env.lang = "en";
}

static void all_of_it_stands_there_in_words(void **state UNUSED)
{
    static const char *const said[] = {
        "October 2026, counted on",
        "10 received · 9 in time · 1 late · 1 open · 1 taken up again",
        "9 received · 8 in time · 1 late · 1 open",
        "1 received · 1 in time · 0 late · 0 open", /* one is shown, too: nothing is merged away */
        "2 closed without a word from the resident, which is not counted as agreement",
        "You asked: A mirror",
        "Not yet",
        "Applied for.",
        "10 December 2026",
        "The bucket in October 2026",
        "visits to residents 30",
        "services cancelled 2",
        "in 8 · out 2",
        "76 of 82 kept",
        "good 9 · so-so 2 · not good 3",
        "Thanks for the wheelchair.",
    };
    struct stage stage;
    open_board(&stage, document);
    assert_true(stage_go(&stage, "outcome"));
    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        if (!stage_shows(&stage, said[i])) {
            CLEANUP(free_ptr) char *words = stage_words(&stage);
            fail_msg("the board does not say: %s\n%s", said[i], words);
        }
    }
    assert_false(stage_shows(&stage, "9 of 3")); /* what cannot be is not shown */
    stage_close(&stage);
}

static void an_empty_board_says_what_will_stand_there(void **state UNUSED)
{
    struct stage stage;
    open_board(&stage, NULL);
    assert_true(stage_go(&stage, "outcome"));
    assert_true(stage_shows(&stage, "Here will stand, each month:"));
    assert_true(stage_shows(&stage, "Here will stand what residents asked for"));
    assert_true(stage_shows(&stage, "Here will stand what residents thanked for"));
    assert_false(stage_shows(&stage, "The bucket in"));
    stage_close(&stage);
}

static void a_standard_shows_what_the_cases_say_beside_what_was_reported(void **state UNUSED)
{
    struct stage stage;
    open_board(&stage, document);
    assert_true(stage_go(&stage, "standard/GT-06"));
    assert_true(stage_shows(&stage, "October 2026: kept in 76 of 82 cases"));
    assert_true(stage_shows(&stage, "Quarter 3 of 2026"));
    assert_true(stage_go(&stage, "standard/GT-07"));
    assert_false(stage_shows(&stage, "As the reports show it"));
    stage_close(&stage);
}

/* 26 November 2026: of October nobody can say that nothing came in. */
static void of_a_month_before_the_community_nothing_is_said(void **state UNUSED)
{
    struct stage stage;
    open_board(&stage, "{\"month\":\"2026-10\",\"made\":1795700000,\"since\":1795680000,\"bucket\":[],\"asked\":[],"
                       "\"thanks\":[],\"feedback\":[]}");
    assert_true(stage_go(&stage, "outcome"));
    assert_true(stage_shows(&stage, "Reports are counted here from 26 November 2026"));
    assert_true(stage_shows(&stage, "The first month stands here when it is over."));
    assert_false(stage_shows(&stage, "No reports came in that month."));
    assert_false(stage_shows(&stage, "October"));
    stage_close(&stage);
    open_board(&stage,
               "{\"month\":\"2026-11\",\"made\":1796700000,\"since\":1795680000,\"categories\":[],\"totals\":{}}");
    assert_true(stage_go(&stage, "outcome"));
    assert_true(stage_shows(&stage, "No reports came in that month."));
    assert_true(stage_shows(&stage, "Reports are counted here from 26 November 2026"));
    stage_close(&stage);
}

static bool has_target(const struct stage *stage, const char *id)
{
    for (size_t i = 0; i < stage->draw.target_count; i++) {
        if (str_eq(stage->draw.text + stage->draw.targets[i].id, id))
            return true;
    }
    return false;
}

static void ways_lead_to_it(void **state UNUSED)
{
    static const char *const from[] = {"lookup", "standards"};
    for (size_t i = 0; i < ARRAY_LEN(from); i++) {
        struct stage stage;
        open_board(&stage, document);
        assert_true(stage_go(&stage, from[i]));
        assert_true(has_target(&stage, "outcome"));
        stage_close(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_it_stands_there_in_words),
        cmocka_unit_test(an_empty_board_says_what_will_stand_there),
        cmocka_unit_test(a_standard_shows_what_the_cases_say_beside_what_was_reported),
        cmocka_unit_test(of_a_month_before_the_community_nothing_is_said),
        cmocka_unit_test(ways_lead_to_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
