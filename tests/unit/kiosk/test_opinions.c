/* Three faces: which notices are asked about, what is counted, and what an entry says. */
#include "stage.h"

#include "kiosk/opinions.h"
#include "kiosk/pages/feedback.h"

#define NOW 1795399500

static struct model *asking_model(void)
{
    struct model *model = stage_model();
    json_error_t error;
    json_decref(model->form);
    model->form = json_load_file(FOYER_SOURCE_DIR "/assets/sample/complaints.json", 0, &error);
    assert_non_null(model->form);
    return model;
}

static struct model_notice *notice(struct model *model, const char *kind)
{
    return stage_notice(model, "N-001", kind, "x");
}

static void services_are_asked_about_once_they_are_over(void **state UNUSED)
{
    struct model *model = asking_model();
    struct model_notice *outage = notice(model, "water_outage");
    outage->event_start = NOW - 3600;
    outage->event_end = NOW + 3600;
    assert_false(feedback_suits(model, outage, NOW));
    assert_true(feedback_suits(model, outage, NOW + 3600));
    model_free(model);
}

static void neither_danger_nor_law_is_asked_about(void **state UNUSED)
{
    static const char *const never[] = {"emergency_gas", "finance_disclosure", "fee", "overdue_list", "owners_meeting"};
    for (size_t i = 0; i < ARRAY_LEN(never); i++) {
        struct model *model = asking_model();
        assert_false(feedback_suits(model, notice(model, never[i]), NOW));
        model_free(model);
    }
    struct model *model = asking_model();
    struct model_notice *lift = notice(model, "elevator");
    assert_true(feedback_suits(model, lift, NOW));
    json_object_set_new(lift->doc, "posting_rule", json_pack("{s:i}", "min_days", 30));
    assert_false(feedback_suits(model, lift, NOW));
    struct model_notice *urgent = notice(model, "gas_outage");
    urgent->priority = 1;
    assert_false(feedback_suits(model, urgent, NOW));
    model_free(model);
}

static void a_notice_can_ask_for_it(void **state UNUSED)
{
    struct model *model = asking_model();
    struct model_notice *asks = notice(model, "covenant");
    json_object_set_new(asks->doc, "interaction", json_pack("{s:s,s:i}", "type", "feedback", "scale", 0));
    assert_false(feedback_suits(model, asks, NOW));
    json_object_set_new(asks->doc, "interaction", json_pack("{s:s,s:i}", "type", "feedback", "scale", 3));
    assert_true(feedback_suits(model, asks, NOW));
    model_free(model);
}

static void the_community_says_after_what_it_asks(void **state UNUSED)
{
    struct model *model = asking_model();
    struct model_notice *lift = notice(model, "elevator");
    assert_true(feedback_suits(model, lift, NOW));
    json_object_set_new(model->form, "asks_face", json_pack("[s]", "garbage"));
    assert_false(feedback_suits(model, lift, NOW));
    model_free(model);
}

static void the_last_face_counts_and_there_is_an_end(void **state UNUSED)
{
    struct opinions opinions = {0};
    char ids[OPINIONS_MAX + 1][8];
    for (size_t i = 0; i <= OPINIONS_MAX; i++) {
        snprintf(ids[i], sizeof ids[i], "N-%zu", i);
        struct opinion_subject subject = {"notice", ids[i], 1};
        assert_int_equal(opinions_have_room(&opinions, &subject), i < OPINIONS_MAX);
        opinions_set(&opinions, &subject, FACE_GOOD, NOW, CLOCK_OK);
    }
    assert_int_equal(opinions.count, OPINIONS_MAX);
    struct opinion_subject first = {"notice", ids[0], 2}, same_id = {"clause", ids[0], 1}, odd = {"notice", "a b", 1};
    opinions_set(&opinions, &first, FACE_BAD, NOW, CLOCK_OK);
    assert_int_equal(opinions_look(&opinions, &first), FACE_BAD);
    assert_int_equal(opinions.count, OPINIONS_MAX);
    assert_int_equal(opinions_look(&opinions, &same_id), FACE_NONE);
    assert_false(opinions_have_room(&(struct opinions){0}, &odd)); /* central would refuse such a name */
}

static void an_entry_says_what_and_how_and_nothing_of_whom(void **state UNUSED)
{
    struct opinions opinions = {0};
    struct buf out = {0};
    opinions_set(&opinions, &(struct opinion_subject){"notice", "N-001", 3}, FACE_SO_SO, NOW, CLOCK_APPROX);
    opinion_build(&out, &opinions.rows[0], &(struct put_stamp){.site = "heting", .lobby = "T-B3-U1", .lang = "zh-CN"});
    assert_string_equal(buf_str(&out),
                        "{\"v\":1,\"kind\":\"feedback\",\"subject\":{\"kind\":\"notice\",\"id\":\"N-001\",\"ver\":3},"
                        "\"face\":2,\"site\":\"heting\",\"lobby\":\"T-B3-U1\",\"at\":1795399500,\"clk\":\"approx\","
                        "\"lang\":\"zh-CN\"}");
    buf_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(services_are_asked_about_once_they_are_over),
        cmocka_unit_test(neither_danger_nor_law_is_asked_about),
        cmocka_unit_test(a_notice_can_ask_for_it),
        cmocka_unit_test(the_community_says_after_what_it_asks),
        cmocka_unit_test(the_last_face_counts_and_there_is_an_end),
        cmocka_unit_test(an_entry_says_what_and_how_and_nothing_of_whom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
