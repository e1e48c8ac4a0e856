#include "stage.h"

#include "kiosk/pages/feemath.h"

static void type(struct fee_entry *entry, const char *keys)
{
    for (; *keys; keys++)
        fee_entry_key(entry, *keys);
}

static void month_is_rounded_half_up_and_a_quarter_is_three_months(void **state UNUSED)
{
    struct fee_sum sum;
    assert_true(fee_compute(&sum, 8625, 178)); /* 86.25 m2 x 1.78 = 153.525 */
    assert_int_equal(sum.month_fen, 15353);
    assert_int_equal(sum.quarter_fen, 46059);
    CLEANUP(free_ptr) char *exact = fee_exact_text(sum.exact);
    assert_string_equal(exact, "153.525");
    assert_true(fee_compute(&sum, 9850, 280));
    assert_int_equal(sum.month_fen, 27580);
    assert_int_equal(sum.quarter_fen, 82740);
    assert_true(fee_compute(&sum, 1, 49));
    assert_int_equal(sum.month_fen, 0);
    assert_true(fee_compute(&sum, 1, 50));
    assert_int_equal(sum.month_fen, 1);
}

static void sums_stay_exact_at_the_limits_and_beyond_are_refused(void **state UNUSED)
{
    struct fee_sum sum;
    assert_true(fee_compute(&sum, FEE_AREA_MAX_C, FEE_PRICE_MAX));
    assert_true(sum.month_fen == 9999999000000LL);
    assert_false(fee_compute(&sum, FEE_AREA_MAX_C + 1, 1));
    assert_false(fee_compute(&sum, 1, FEE_PRICE_MAX + 1));
    assert_false(fee_compute(&sum, 0, 1));
    assert_false(fee_compute(&sum, 1, -1));
}

static void typing_keeps_an_area_with_two_decimals(void **state UNUSED)
{
    static const struct {
        const char *keys, *text;
        int64_t area_c;
    } rows[] = {{"86.25", "86.25", 8625},
                {"86.257", "86.25", 8625},
                {"0086", "86", 8600},
                {"..5", "5", 500},
                {"0.5", "0.5", 50},
                {"123456", "12345", 1234500},
                {"99999.99", "99999.99", FEE_AREA_MAX_C},
                {"86<<7", "7", 700},
                {"12C3", "3", 300},
                {"1x2;", "12", 1200},
                {"5.", "5.", 500}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct fee_entry entry = {""};
        int64_t area_c;
        type(&entry, rows[i].keys);
        assert_string_equal(entry.text, rows[i].text);
        assert_true(fee_entry_area(&entry, &area_c));
        assert_int_equal(area_c, rows[i].area_c);
    }
    struct fee_entry nothing = {"0.0"};
    int64_t area_c;
    assert_false(fee_entry_area(&nothing, &area_c));
}

static const char fees_json[] =
    "{\"manager_name\":\"示例物业公司\",\"price_board_contact\":{\"service_complaint\":\"0102\",\"price_regulator\":"
    "\"12315\"},"
    "\"fee_items\":[{\"id\":\"F-03\",\"name\":\"物业服务费（多层）\",\"payer\":\"7、8号楼业主\",\"service_content\":"
    "\"保洁绿化\","
    "\"service_clauses\":[\"ZH-01\"],\"billing_method\":\"按面积按月\",\"unit\":\"元/"
    "平方米·月\",\"unit_price_fen\":178,"
    "\"price_basis\":\"政府指导价\",\"guide_price\":{\"base_fen\":170,\"float_up_bp\":1000,\"float_down_bp\":1000,"
    "\"min_fen\":153,\"max_fen\":187},\"approval_document\":\"示例价15号\",\"billing_start\":\"2024-07-01\"},"
    "{\"id\":\"F-07\",\"name\":\"临时停车费\",\"unit\":\"元/小时\",\"unit_price_fen\":300,\"next_change\":{\"status\":"
    "\"拟表决，未生效\",\"unit_price_fen\":400,\"announce_on\":\"2026-11-24\",\"effective_from\":\"2027-02-15\"}}],"
    "\"not_charged\":[\"装修押金\"]}";

static void open_fees(struct stage *stage)
{
    struct model *model = stage_model();
    model->fees = stage_json(fees_json);
    model->standards =
        stage_json("{\"clauses\":[{\"id\":\"ZH-01\",\"title\":\"服务中心开放\",\"commitment\":\"全年无休\"}]}");
    stage_open(stage, model, 1080, 1920, true);
}

static void the_price_list_shows_name_price_unit_and_opens_each(void **state UNUSED)
{
    struct stage stage;
    open_fees(&stage);
    assert_true(stage_go(&stage, "fees"));
    assert_true(stage_shows(&stage, "物业服务费（多层）"));
    assert_true(stage_shows(&stage, "1.78 元/平方米·月"));
    assert_true(stage_shows(&stage, "装修押金"));
    stage_tap(&stage, "fee/F-03");
    assert_string_equal(nav_top(stage.nav)->path, "fee/F-03");
    stage_close(&stage);
}

static void every_item_the_rules_ask_for_is_on_the_page(void **state UNUSED)
{
    static const char *const wanted[] = {
        "示例物业公司", "7、8号楼业主", "保洁绿化",   "服务中心开放", "按面积按月", "2024", "物业服务费（多层）",
        "1.78",         "政府指导价",   "示例价15号", "12315",        "1.70",       "1.53", "1.87"};
    struct stage stage;
    open_fees(&stage);
    assert_true(stage_go(&stage, "fee/F-03"));
    struct buf all = {0};
    for (int page = 0; page < 3; page++) { /* scrolled through: only what is seen is drawn */
        CLEANUP(free_ptr) char *words = stage_words(&stage);
        buf_puts(&all, words);
        ui_state_page(&nav_top(stage.nav)->ui, 1);
        for (int turn = 0; turn < 100; turn++) {
            stage.env.mono_ms += 50;
            ui_state_tick(&nav_top(stage.nav)->ui, stage.env.mono_ms);
        }
        stage_draw(&stage);
    }
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        if (!strstr(buf_str(&all), wanted[i]))
            fail_msg("the page lacks %s", wanted[i]);
    buf_fini(&all);
    stage_close(&stage);
}

static void an_area_typed_by_touch_gives_month_quarter_and_formula(void **state UNUSED)
{
    struct stage stage;
    open_fees(&stage);
    assert_true(stage_go(&stage, "fee/F-03"));
    const char *const keys[] = {"key/8", "key/6", "key/.", "key/2", "key/5"};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        const struct draw_target *key = stage_target(&stage, keys[i]);
        assert_non_null(key);
        assert_true(MIN(key->rect.w, key->rect.h) >= theme_mm(&stage.view.theme, 20));
        stage_tap(&stage, keys[i]);
    }
    assert_true(stage_shows(&stage, "153.53"));
    assert_true(stage_shows(&stage, "460.59"));
    assert_true(stage_shows(&stage, "86.25 m² × 1.78 = 153.525"));
    stage_close(&stage);
}

static void a_coming_price_waits_for_its_day_and_never_looks_decided(void **state UNUSED)
{
    struct stage stage;
    open_fees(&stage);
    assert_true(stage_go(&stage, "fee/F-07"));
    assert_false(stage_shows(&stage, "4.00"));
    stage.env.now_ms = stage_time("2026-11-24T00:00:00+08:00") * 1000;
    stage_draw(&stage);
    assert_true(stage_shows(&stage, "4.00"));
    assert_true(stage_shows(&stage, "not in force"));
    assert_true(stage_shows(&stage, "拟表决，未生效"));
    stage_close(&stage);
}

static void prices_unconfirmed_for_a_week_say_so(void **state UNUSED)
{
    struct stage stage;
    open_fees(&stage);
    stage.model->confirmed_s = stage_time("2026-11-17T09:00:00+08:00");
    assert_true(stage_go(&stage, "fee/F-03"));
    assert_false(stage_shows(&stage, "still holds"));
    stage.model->confirmed_s = stage_time("2026-11-16T09:00:00+08:00");
    stage_draw(&stage);
    assert_true(stage_shows(&stage, "Content as of 16 November"));
    assert_true(stage_shows(&stage, "still holds"));
    stage_close(&stage);
}

static void open_accounts(struct stage *stage, const char *until)
{
    struct model *model = stage_model();
    CLEANUP(free_ptr)
    char *text =
        xasprintf("{\"fee_items\":[],\"public_revenue\":{\"title\":\"公共收益表\",\"display_until\":\"%s\",\"income\":"
                  "[{\"name\":\"电梯广告\",\"amount_fen\":1320007}],\"income_total_fen\":1320007,"
                  "\"closing_balance_fen\":99},\"maintenance_fund\":{\"title\":\"维修资金表\",\"accounts\":"
                  "[{\"building\":\"B9\",\"closing_fen\":6524363,\"ratio_to_initial_bp\":2865,"
                  "\"renewal_required\":true}]}}",
                  until);
    model->fees = stage_json(text);
    stage_open(stage, model, 1080, 1920, true);
    assert_true(stage_go(stage, "fees/accounts"));
}

static void accounts_hang_line_by_line_until_their_last_day(void **state UNUSED)
{
    struct stage stage;
    open_accounts(&stage, "2026-11-23");
    assert_true(stage_shows(&stage, "电梯广告"));
    assert_true(stage_shows(&stage, "13,200.07 yuan"));
    assert_true(stage_shows(&stage, "维修资金表"));
    assert_true(stage_shows(&stage, "65,243.63 yuan · 28%"));
    assert_true(stage_shows(&stage, "must be topped up"));
    stage_close(&stage);
    open_accounts(&stage, "2026-11-22");
    assert_false(stage_shows(&stage, "电梯广告"));
    assert_true(stage_shows(&stage, "维修资金表"));
    stage_close(&stage);
}

static void no_fees_is_said_in_words(void **state UNUSED)
{
    struct stage stage;
    stage_open(&stage, stage_model(), 1080, 1920, true);
    assert_true(stage_go(&stage, "fees"));
    assert_true(stage_shows(&stage, "No price list has been published yet."));
    assert_false(stage_go(&stage, "fee/F-99"));
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(month_is_rounded_half_up_and_a_quarter_is_three_months),
        cmocka_unit_test(sums_stay_exact_at_the_limits_and_beyond_are_refused),
        cmocka_unit_test(typing_keeps_an_area_with_two_decimals),
        cmocka_unit_test(the_price_list_shows_name_price_unit_and_opens_each),
        cmocka_unit_test(every_item_the_rules_ask_for_is_on_the_page),
        cmocka_unit_test(an_area_typed_by_touch_gives_month_quarter_and_formula),
        cmocka_unit_test(a_coming_price_waits_for_its_day_and_never_looks_decided),
        cmocka_unit_test(prices_unconfirmed_for_a_week_say_so),
        cmocka_unit_test(accounts_hang_line_by_line_until_their_last_day),
        cmocka_unit_test(no_fees_is_said_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
