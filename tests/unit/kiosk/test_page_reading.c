#include "stage.h"

#include "kiosk/slides.h"
#include "kiosk/words.h"

static void the_danger_page_is_whole_without_any_content(void **state UNUSED)
{
    struct stage stage;
    stage_open(&stage, stage_model(), 1080, 1920, true);
    assert_true(stage_go(&stage, "danger"));
    const char *const wanted[] = {
        "110", "119", "120", "Police", "It smells of gas", "Trapped in the lift", "Say where you are", "house number"};
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        if (!stage_shows(&stage, wanted[i]))
            fail_msg("the page lacks %s", wanted[i]);
    stage_tap(&stage, "back");
    assert_string_equal(nav_top(stage.nav)->path, "home");
    stage_close(&stage);
}

static void the_danger_page_names_the_right_number_for_each_danger(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    model->community =
        stage_json("{\"contacts\":[{\"label\":\"消防控制室\",\"phone\":\"0120\",\"kind\":\"fire_control\",\"order\":0},"
                   "{\"label\":\"燃气抢险\",\"phone\":\"0140\",\"kind\":\"gas\",\"order\":1},"
                   "{\"label\":\"值班\",\"phone\":\"0119\",\"kind\":\"duty\",\"order\":1},"
                   "{\"label\":\"电梯救援\",\"phone\":\"0130\",\"kind\":\"lift_rescue\",\"order\":2}],"
                   "\"lifts\":[{\"id\":\"L1\",\"register_no\":\"梯31A\"}],"
                   "\"buildings\":[{\"id\":\"B3\",\"units\":[{\"id\":\"U1\",\"lifts\":[\"L1\"]}]}]}");
    model->lobby = stage_json("{\"building\":\"B3\",\"unit\":\"U1\",\"place\":\"禾汀路1号3号楼1单元\"}");
    stage_open(&stage, model, 1080, 1920, true);
    assert_true(stage_go(&stage, "danger"));
    CLEANUP(free_ptr) char *words = stage_words(&stage);
    const char *lift = strstr(words, "0130"), *gas = strstr(words, "0140"), *duty = strstr(words, "0119");
    assert_true(lift && gas && duty && lift < gas && gas < duty);
    assert_non_null(strstr(words, "禾汀路1号3号楼1单元"));
    assert_non_null(strstr(words, "梯31A"));
    stage_close(&stage);
}

static void home_leads_to_every_tile_and_to_the_legal_index(void **state UNUSED)
{
    static const char *const tiles[] = {"notices", "fees", "standards", "phones", "disclosures", "about"};
    struct stage stage;
    stage_open(&stage, stage_model(), 1080, 1920, true);
    for (size_t i = 0; i < ARRAY_LEN(tiles); i++) {
        stage_draw(&stage);
        const struct draw_target *tile = stage_target(&stage, tiles[i]);
        assert_non_null(tile);
        assert_true(MIN(tile->rect.w, tile->rect.h) >= theme_mm(&stage.view.theme, 15));
        stage_tap(&stage, tiles[i]);
        assert_string_equal(nav_top(stage.nav)->path, tiles[i]);
        nav_home(stage.nav);
        nav_apply(stage.nav, &stage.env);
    }
    stage_draw(&stage);
    assert_non_null(stage_target(&stage, "complain"));
    assert_non_null(stage_target(&stage, "lookup"));
    stage_close(&stage);
}

static void tiles_hang_between_800_and_1200_mm_when_the_mount_is_known(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    model->lobby = stage_json("{\"mount\":{\"screen_bottom_mm\":620,\"screen_top_mm\":1328}}");
    stage_open(&stage, model, 1080, 1920, true);
    stage_draw(&stage);
    const char *const ids[] = {"notices", "fees", "standards", "complain", "lookup", "phones"};
    for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
        const struct draw_target *tile = stage_target(&stage, ids[i]);
        assert_non_null(tile);
        double top_mm = 1328 - tile->rect.y / stage.view.theme.px_per_mm;
        double bottom_mm = 1328 - (tile->rect.y + tile->rect.h) / stage.view.theme.px_per_mm;
        assert_true(top_mm <= 1201 && bottom_mm >= 799);
    }
    stage_close(&stage);
}

static void the_option_for_the_mount_wins_over_the_lobby_record(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    model->lobby = stage_json("{\"mount\":{\"screen_bottom_mm\":620,\"screen_top_mm\":1328}}");
    stage_open(&stage, model, 1080, 1920, true);
    stage.view.theme.top_mm = 1428;
    stage_draw(&stage);
    const struct draw_target *first = stage_target(&stage, "notices"), *last = stage_target(&stage, "phones");
    double px_mm = stage.view.theme.px_per_mm;
    assert_true(1428 - first->rect.y / px_mm <= 1201);
    assert_true(1428 - (last->rect.y + last->rect.h) / px_mm >= 799);
    assert_true(1328 - (last->rect.y + last->rect.h) / px_mm < 799); /* the record would have put it elsewhere */
    stage_close(&stage);
}

static void a_screen_without_touch_offers_telephones_and_no_buttons(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    model->community = stage_json("{\"contacts\":[{\"label\":\"服务中心\",\"phone\":\"0101\",\"kind\":\"service\"}]}");
    stage_open(&stage, model, 1920, 1080, false);
    stage_draw(&stage);
    assert_true(stage_shows(&stage, "0101"));
    assert_int_equal(stage.draw.target_count, 0);
    stage_close(&stage);
}

static void a_slide_lasts_as_long_as_its_words_need(void **state UNUSED)
{
    struct model_notice notice = {.doc = stage_json("{\"display\":{\"dwell_s\":30}}")};
    assert_int_equal(slides_dwell_ms(&notice, 120, "短", "短"), 30000);
    assert_true(
        slides_dwell_ms(
            &notice, 5, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
            "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
            "一二三四五六七八九十") > 30000);
    json_decref(notice.doc);
}

static void slides_follow_their_time_but_never_under_a_finger(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_notice(model, "N-1", "fee", "第一条");
    stage_notice(model, "N-2", "fee", "第二条");
    stage_open(&stage, model, 1080, 1920, true);
    stage_draw(&stage);
    assert_true(stage_shows(&stage, "第一条"));
    assert_true(stage.redraw_at_ms < INT64_MAX);
    stage.env.mono_ms = stage.redraw_at_ms + 1;
    view_draw(&stage.view, &stage.env, &(struct view_input){true, 5, 5}, &stage.draw);
    assert_true(stage_shows(&stage, "第一条"));
    stage_draw(&stage);
    assert_true(stage_shows(&stage, "第二条"));
    stage_tap(&stage, "slide");
    assert_string_equal(nav_top(stage.nav)->path, "notice/N-2");
    stage_close(&stage);
}

static void lists_show_what_is_in_force_and_english_is_never_empty(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_notice(model, "N-1", "water_outage", "停水通知");
    stage_notice(model, "N-2", "fee", "以后的事")->from = INT64_MAX;
    stage_notice(model, "N-3", "fee", "过去的事")->until = 5;
    stage_open(&stage, model, 1080, 1920, true);
    nav_set_lang(stage.nav, "en");
    assert_true(stage_go(&stage, "notices"));
    stage.env.lang = "en";
    i18n_use("en");
    stage_draw(&stage);
    assert_true(stage_shows(&stage, "停水通知"));
    assert_true(stage_shows(&stage, "Water stop"));
    assert_false(stage_shows(&stage, "以后的事"));
    assert_false(stage_shows(&stage, "过去的事"));
    stage_tap(&stage, "notice/N-1");
    assert_true(stage_shows(&stage, "published in Chinese only"));
    stage_close(&stage);
}

static void a_notice_to_take_part_in_says_where_instead_of_a_dead_button(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    model->community =
        stage_json("{\"contacts\":[{\"label\":\"服务中心\",\"phone\":\"000-0101\",\"kind\":\"service\"}]}");
    struct model_notice *notice = stage_notice(model, "N-1", "survey", "调查");
    json_object_set_new(notice->doc, "interaction", stage_json("{\"type\":\"survey\"}"));
    stage_open(&stage, model, 1080, 1920, true);
    assert_true(stage_go(&stage, "notice/N-1"));
    assert_true(stage_shows(&stage, "sign up at the service centre or call 000-0101"));
    stage_close(&stage);
}

static void a_notice_leads_to_the_others_of_its_kind(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_notice(model, "N-1", "pet", "养犬一");
    stage_notice(model, "N-2", "fee", "收费");
    stage_open(&stage, model, 1080, 1920, true);
    assert_true(stage_go(&stage, "notice/N-1"));
    assert_null(stage_target(&stage, "more"));
    stage_notice(model, "N-3", "pet", "养犬二");
    stage_draw(&stage);
    stage_tap(&stage, "more");
    assert_string_equal(nav_top(stage.nav)->path, "notices/pet");
    assert_true(stage_shows(&stage, "养犬二"));
    assert_false(stage_shows(&stage, "收费"));
    stage_close(&stage);
}

static void a_notice_taken_down_while_open_says_so(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model(), *later = stage_model();
    stage_notice(model, "N-1", "fee", "收费通知");
    stage_open(&stage, model, 1080, 1920, true);
    assert_true(stage_go(&stage, "notice/N-1"));
    stage.env.model = later;
    stage_draw(&stage);
    assert_true(stage_shows(&stage, "taken down"));
    stage.env.model = model;
    model_free(later);
    stage_close(&stage);
}

static void the_eight_items_stand_in_the_laws_order_with_dates_or_nothing_yet(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    stage_notice(model, "N-11", "maintenance_fund", "维修资金公示")->from = stage_time("2026-10-14T09:00:00+08:00");
    stage_open(&stage, model, 1080, 1920, true);
    assert_true(stage_go(&stage, "disclosures"));
    CLEANUP(free_ptr) char *words = stage_words(&stage);
    const char *at = words;
    for (int number = 1; number <= 8; number++) {
        char mark[24];
        snprintf(mark, sizeof(mark), "%d  ", number);
        at = strstr(at, mark);
        assert_non_null(at);
    }
    assert_true(stage_shows(&stage, "Last published 14 October 2026"));
    assert_true(stage_shows(&stage, "Nothing published yet"));
    assert_true(stage_go(&stage, "disclosure/7"));
    stage_tap(&stage, "notice/N-11");
    assert_string_equal(nav_top(stage.nav)->path, "notice/N-11");
    assert_false(stage_go(&stage, "disclosure/9"));
    stage_close(&stage);
}

static void met_is_computed_and_said_in_words(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    model->standards = stage_json(
        "{\"categories\":[{\"id\":\"ZH\",\"name\":\"综合服务\"}],\"clauses\":["
        "{\"id\":\"ZH-01\",\"category\":\"ZH\",\"title\":\"甲\",\"comparator\":\"<=\",\"target\":60,\"unit\":\"分钟\"},"
        "{\"id\":\"ZH-02\",\"category\":\"ZH\",\"title\":\"乙\",\"comparator\":\">=\",\"target\":95,\"unit\":\"%\"},"
        "{\"id\":\"ZH-03\",\"category\":\"ZH\",\"title\":\"丙\",\"target\":1}],\"fulfilment\":["
        "{\"clause\":\"ZH-01\",\"period\":\"2026Q3\",\"value\":61,\"met\":true},"
        "{\"clause\":\"ZH-02\",\"period\":\"2026Q3\",\"value\":95,\"met\":false}]}");
    stage_open(&stage, model, 1080, 1920, true);
    assert_true(stage_go(&stage, "standards"));
    assert_true(stage_shows(&stage, "1 of 2 kept"));
    assert_true(stage_go(&stage, "standard/ZH-01"));
    assert_true(stage_shows(&stage, "not kept"));
    assert_true(stage_go(&stage, "standard/ZH-02"));
    assert_false(stage_shows(&stage, "not kept"));
    assert_true(stage_shows(&stage, "95%"));
    assert_true(stage_go(&stage, "standard/ZH-03"));
    assert_true(stage_shows(&stage, "not measured yet"));
    stage_close(&stage);
}

static void a_broken_promise_is_reported_under_its_own_category(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    model->standards =
        stage_json("{\"clauses\":[{\"id\":\"LH-01\",\"title\":\"甲\"},{\"id\":\"GT-06\",\"title\":\"乙\"}]}");
    model->form = stage_json("{\"categories\":[{\"id\":\"GE\",\"related_clauses\":[\"LH-01\",\"GT-06\"]},"
                             "{\"id\":\"SP\",\"related_clauses\":[\"GT-06\"]}]}");
    stage_open(&stage, model, 1080, 1920, true);
    assert_true(stage_go(&stage, "standard/LH-01"));
    const struct draw_target *report = stage_target(&stage, "report");
    assert_non_null(report);
    view_tap(&stage.view, &stage.env, report->rect.x + 5, report->rect.y + 5);
    assert_string_equal(nav_top(stage.nav)->path, "complain/GE");
    nav_home(stage.nav);
    nav_apply(stage.nav, &stage.env);
    assert_true(stage_go(&stage, "standard/GT-06"));
    report = stage_target(&stage, "report");
    view_tap(&stage.view, &stage.env, report->rect.x + 5, report->rect.y + 5);
    assert_string_equal(nav_top(stage.nav)->path, "complain");
    stage_close(&stage);
}

static void a_lift_number_is_found_by_each_kind_that_may_be_published(void **state UNUSED)
{
    static const char *const kinds[] = {"lift_rescue", "lift"};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct model *model = stage_model();
        CLEANUP(free_ptr)
        char *doc = xasprintf("{\"contacts\":[{\"label\":\"A\",\"phone\":\"0131\",\"kind\":\"%s\"}]}", kinds[i]);
        model->community = stage_json(doc);
        assert_string_equal(model_call_phone(model, CALL_LIFT), "0131");
        assert_null(model_call(model, CALL_GAS));
        assert_null(model_call(model, CALL_HOUSE));
        model_free(model);
    }
}

/* Whether a warning is over is asked of the house; the police know nothing of it. */
static void an_ended_warning_never_sends_people_to_the_police(void **state UNUSED)
{
    for (int has_office = 0; has_office < 2; has_office++) {
        struct stage stage;
        struct model *model = stage_model();
        if (has_office)
            model->community = stage_json("{\"contacts\":[{\"label\":\"O\",\"phone\":\"0101\",\"kind\":\"service\"}]}");
        struct model_notice *notice = stage_notice(model, "N-1", "emergency_gas", "燃气");
        notice->priority = 1;
        notice->from = stage_time(STAGE_NOW) - 7200;
        notice->until = stage_time(STAGE_NOW) - 3600;
        stage_open(&stage, model, 1080, 1920, true);
        stage_draw(&stage);
        assert_true(stage_shows(&stage, "no all-clear was given"));
        assert_true(stage_shows(&stage, has_office ? "Ask: 0101" : "Ask at the service centre."));
        assert_false(stage_shows(&stage, "110"));
        stage_close(&stage);
    }
}

static void who_is_open_now_comes_first_and_without_a_clock_nobody_is_called_open(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    model->community = stage_json(
        "{\"contacts\":["
        "{\"label\":\"夜间\",\"phone\":\"0001\",\"order\":1,\"hours\":[{\"open\":\"20:00\",\"close\":\"23:00\"}]},"
        "{\"label\":\"白天\",\"phone\":\"0002\",\"order\":2,\"hours\":[{\"open\":\"08:00\",\"close\":\"18:00\"}]}]}");
    stage_open(&stage, model, 1080, 1920, true);
    assert_true(stage_go(&stage, "phones"));
    CLEANUP(free_ptr) char *words = stage_words(&stage);
    assert_true(strstr(words, "0002") < strstr(words, "0001"));
    assert_true(stage_shows(&stage, "Open now"));
    stage.env.trust = CLOCK_UNKNOWN;
    stage_draw(&stage);
    assert_false(stage_shows(&stage, "Open now"));
    assert_true(stage_shows(&stage, "0001"));
    stage_close(&stage);
}

static void freshness_says_today_only_when_it_was_today(void **state UNUSED)
{
    struct model *model = stage_model();
    struct page_env env = {.model = model, .now_ms = stage_time(STAGE_NOW) * 1000, .trust = CLOCK_OK};
    model->confirmed_s = stage_time("2026-11-23T08:05:00+08:00");
    CLEANUP(free_ptr) char *today = words_freshness(&env);
    assert_string_equal(today, "Content checked today 8:05");
    model->confirmed_s = stage_time("2026-03-03T23:59:00+08:00");
    CLEANUP(free_ptr) char *older = words_freshness(&env);
    assert_string_equal(older, "Content as of 3 March");
    env.trust = CLOCK_UNKNOWN;
    model->confirmed_s = stage_time("2026-11-23T08:05:00+08:00");
    CLEANUP(free_ptr) char *unsure = words_freshness(&env);
    assert_string_equal(unsure, "Content as of 23 November");
    model_free(model);
}

static void a_connection_that_confirms_nothing_is_not_called_one(void **state UNUSED)
{
    struct model *model = stage_model();
    struct page_env env = {.model = model, .now_ms = stage_time(STAGE_NOW) * 1000, .trust = CLOCK_OK};
    free(model->state);
    model->state = xstrdup("live"); /* as a sync that was cut off leaves it */
    model->confirmed_s = stage_time("2026-11-22T09:00:00+08:00");
    assert_string_equal(words_connection(&env), "Connected");
    model->confirmed_s = stage_time("2026-11-20T09:00:00+08:00");
    assert_string_equal(words_connection(&env), "Not being updated: please tell the office");
    env.trust = CLOCK_UNKNOWN; /* nobody knows how long ago that was */
    assert_string_equal(words_connection(&env), "Connected");
    model_free(model);
}

static void the_pairing_page_shows_the_code_and_the_way_out_of_danger(void **state UNUSED)
{
    struct stage stage;
    struct model *model = stage_model();
    free(model->enrol_code);
    model->enrol_code = xstrdup("E6W2-8QY0");
    stage_open(&stage, model, 1080, 1920, true);
    assert_true(stage_go(&stage, "pairing"));
    assert_true(stage_shows(&stage, "E6W2-8QY0"));
    stage_tap(&stage, "danger");
    assert_string_equal(nav_top(stage.nav)->path, "danger");
    stage_close(&stage);
}

static void hostile_paths_open_nothing(void **state UNUSED)
{
    static const char *const paths[] = {
        "notice/",
        "notice/../x",
        "fees/none",
        "standards/XX",
        "disclosure/0",
        "disclosure/1x",
        "home/x",
        "danger/x",
        "notices/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    struct stage stage;
    stage_open(&stage, stage_model(), 1080, 1920, true);
    for (size_t i = 0; i < ARRAY_LEN(paths); i++)
        assert_false(stage_go(&stage, paths[i]));
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_danger_page_is_whole_without_any_content),
        cmocka_unit_test(the_danger_page_names_the_right_number_for_each_danger),
        cmocka_unit_test(home_leads_to_every_tile_and_to_the_legal_index),
        cmocka_unit_test(tiles_hang_between_800_and_1200_mm_when_the_mount_is_known),
        cmocka_unit_test(the_option_for_the_mount_wins_over_the_lobby_record),
        cmocka_unit_test(a_screen_without_touch_offers_telephones_and_no_buttons),
        cmocka_unit_test(a_slide_lasts_as_long_as_its_words_need),
        cmocka_unit_test(slides_follow_their_time_but_never_under_a_finger),
        cmocka_unit_test(lists_show_what_is_in_force_and_english_is_never_empty),
        cmocka_unit_test(a_notice_to_take_part_in_says_where_instead_of_a_dead_button),
        cmocka_unit_test(a_notice_leads_to_the_others_of_its_kind),
        cmocka_unit_test(a_notice_taken_down_while_open_says_so),
        cmocka_unit_test(the_eight_items_stand_in_the_laws_order_with_dates_or_nothing_yet),
        cmocka_unit_test(met_is_computed_and_said_in_words),
        cmocka_unit_test(a_broken_promise_is_reported_under_its_own_category),
        cmocka_unit_test(a_lift_number_is_found_by_each_kind_that_may_be_published),
        cmocka_unit_test(an_ended_warning_never_sends_people_to_the_police),
        cmocka_unit_test(who_is_open_now_comes_first_and_without_a_clock_nobody_is_called_open),
        cmocka_unit_test(freshness_says_today_only_when_it_was_today),
        cmocka_unit_test(a_connection_that_confirms_nothing_is_not_called_one),
        cmocka_unit_test(the_pairing_page_shows_the_code_and_the_way_out_of_danger),
        cmocka_unit_test(hostile_paths_open_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
