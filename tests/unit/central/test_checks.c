#include "docs.h"

#include "central/checks/checks.h"
#include "central/checks/glyphs.h"
#include "central/checks/rules.h"
#include "common/casecode.h"
#include "central/words/words.h"
#include "common/clock.h"
#include "common/json.h"

#define CHINA (8 * 3600)

static int64_t moment(const char *text)
{
    int64_t at_s;
    assert_true(clock_parse(text, CHINA, &at_s));
    return at_s;
}

static json_t *notice(void)
{
    json_t *doc = json_pack(
        "{s:s,s:s,s:s,s:s,s:{s:s},s:{s:s,s:s},s:s,s:s,s:i,s:{s:{s:s,s:s,s:s},s:{s:s,s:s,s:s}},s:[]}", "id", "N-1",
        "kind", "water_outage", "issuer", "R-ENG", "issuer_name", "工程主管", "outage", "cause", "planned_repair",
        "event", "start", "2026-11-24T09:00:00+08:00", "end", "2026-11-24T15:00:00+08:00", "effective",
        "2026-11-20T09:00:00+08:00", "expires", "2026-11-24T20:00:00+08:00", "priority", 2, "lang", "zh-CN", "title",
        "停水通知", "summary", "9时至15时停水", "body_md", "## 安排\n\n请提前存水。", "en", "title", "Water off",
        "summary", "9:00 to 15:00", "body_md", "Please store water.", "files");
    assert_non_null(doc);
    return doc;
}

static json_t *check_in(json_t *doc, const char *city, const char *now, bool english)
{
    CLEANUP(json_free_ref) json_t *rules = rules_of(city);
    CLEANUP(json_free_ref)
    json_t *community = json_pack("{s:[{s:s}]}", "contacts", "phone", "0571-8888 0101");
    CLEANUP(json_free_ref)
    json_t *fees = json_pack("{s:[{s:s,s:s,s:i,s:{s:i,s:i}}]}", "fee_items", "id", "F-01", "name", "物业服务费",
                             "unit_price_fen", 280, "guide_price", "min_fen", 221, "max_fen", 299);
    struct checks_world world = {.rules = rules,
                                 .fees = fees,
                                 .community = community,
                                 .now_s = moment(now),
                                 .zone_s = CHINA,
                                 .first_s = moment(now),
                                 .lobbies = -1};
    words_hear(english ? NULL : "zh-CN");
    json_t *list = checks_notice(doc, &world);
    words_hear(NULL);
    json_decref(doc);
    return list;
}

static json_t *check(json_t *doc)
{
    return check_in(doc, "", "2026-11-20T08:00:00+08:00", false);
}

static const json_t *found(const json_t *list, const char *code)
{
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        if (str_eq(json_str(one, "code"), code))
            return one;
    }
    return NULL;
}

/* `level` NULL: not found at all. */
static void expect(json_t *list, const char *code, const char *level, const char *at, const char *words)
{
    const json_t *one = found(list, code);
    if (!level && one)
        fail_msg("%s was not expected: %s", code, json_str(one, "text"));
    if (level && !one)
        fail_msg("%s was not found in %s", code, json_dumps(list, 0));
    if (level) {
        assert_string_equal(json_str(one, "level"), level);
        assert_string_equal(json_str(one, "at"), at);
        if (!strstr(json_str(one, "text"), words))
            fail_msg("\"%s\" does not say \"%s\"", json_str(one, "text"), words);
    }
    json_decref(list);
}

#define BODY "lang.zh-CN.body_md"

static void body(const char *text, const char *code, const char *level, const char *words)
{
    json_t *doc = notice();
    docs_set(doc, BODY, json_string(text));
    expect(check(doc), code, level, BODY, words);
}

static json_t *with(const char *path, json_t *value)
{
    json_t *doc = notice();
    docs_set(doc, path, value);
    return doc;
}

static void a_good_notice_has_nothing_to_say(void **state)
{
    (void)state;
    json_t *list = check(notice());
    if (json_array_size(list))
        fail_msg("%s", json_dumps(list, 0));
    json_decref(list);
}

static void an_outage_never_speaks_of_debts(void **state)
{
    (void)state;
    body("本次停水与欠费无关。", "arrears", "refuse", "欠费");
    expect(check(with("lang.en.body_md", json_string("Homes with unpaid bills"))), "arrears", "refuse",
           "lang.en.body_md", "unpaid");
    json_t *lift = with("kind", json_string("elevator"));
    docs_set(lift, "lang.zh-CN.title", json_string("请尽快缴费"));
    expect(check(lift), "arrears", "refuse", "lang.zh-CN.title", "缴费");
    json_t *fee = with("kind", json_string("fee"));
    docs_set(fee, BODY, json_string("请按时缴费。"));
    expect(check(fee), "arrears", NULL, NULL, NULL);
}

static void a_cause_is_chosen_from_the_list(void **state)
{
    (void)state;
    expect(check(with("outage.cause", json_string("owner_did_not_pay"))), "cause", "refuse", "outage.cause", "列表");
    expect(check(with("outage", NULL)), "no_cause", "tell", "outage.cause", "为什么");
}

static void a_planned_stop_hangs_long_enough_before(void **state)
{
    (void)state;
    expect(check_in(notice(), "", "2026-11-23T10:00:00+08:00", false), "lead", "refuse", "event.start", "23小时");
    expect(check_in(notice(), "", "2026-11-23T09:00:00+08:00", false), "lead", NULL, NULL, NULL);
    expect(check(with("effective", json_string("2026-11-24T00:00:00+08:00"))), "lead", "refuse", "event.start",
           "只公示9小时");
    json_t *power = with("kind", json_string("power_outage"));
    expect(check(power), "lead", "refuse", "event.start", "168小时");
    expect(check(with("event", NULL)), "no_start", "warn", "event.start", "24小时");
}

static void what_broke_needs_no_lead(void **state)
{
    (void)state;
    json_t *doc = with("outage.cause", json_string("burst_pipe"));
    expect(check_in(doc, "", "2026-11-24T08:59:00+08:00", false), "lead", NULL, NULL, NULL);
}

static void each_city_has_its_own_minimum(void **state)
{
    (void)state;
    json_t *doc = with("kind", json_string("committee_decision"));
    expect(check(json_deep_copy(doc)), "min_days", NULL, NULL, NULL);
    expect(check_in(json_deep_copy(doc), "hangzhou", "2026-11-20T08:00:00+08:00", false), "min_days", "refuse",
           "expires", "不少于15日");
    expect(check_in(doc, "hangzhou", "2026-11-20T08:00:00+08:00", true), "min_days", "refuse", "expires",
           "the rule asks for 15");
    json_t *accounts = with("kind", json_string("finance_disclosure"));
    expect(check_in(json_deep_copy(accounts), "beijing", "2026-11-20T08:00:00+08:00", false), "min_days", NULL, NULL,
           NULL);
    expect(check_in(accounts, "shanghai", "2026-11-20T08:00:00+08:00", false), "min_days", "refuse", "expires", "30");
}

static void cities_are_named_in_both_languages(void **state)
{
    (void)state;
    CLEANUP(json_free_ref) json_t *cities = rules_cities();
    assert_int_equal(json_array_size(cities), 4);
    assert_string_equal(json_str(json_array_get(cities, 0), "id"), "default");
    assert_string_equal(json_str(json_find(cities, "hangzhou"), "name"), "杭州");
    CLEANUP(json_free_ref) json_t *unknown = rules_of("atlantis");
    assert_string_equal(json_str(unknown, "city"), "default");
}

static void totals_add_up_to_the_fen(void **state)
{
    (void)state;
    body("| 项目 | 元 |\n| --- | --- |\n| 保洁 | 100.10 |\n| 绿化 | 50.20 |\n| 合计 | 150.31 |", "sum", "refuse",
         "相差0.01");
    body("| 项目 | 元 |\n| --- | --- |\n| 保洁 | 100.10 |\n| 绿化 | 50.20 |\n| 合计 | 150.30 |", "sum", NULL, NULL);
}

static void nobodys_debt_is_published(void **state)
{
    (void)state;
    body("3-2-501 拖欠物业费1200元", "debtors", "refuse", "户数");
}

static void prices_are_those_of_the_fee_document(void **state)
{
    (void)state;
    json_t *fee = with("fees", json_pack("[{s:s,s:i}]", "id", "F-01", "unit_price_fen", 280));
    docs_set(fee, "kind", json_string("fee"));
    expect(check(json_deep_copy(fee)), "price", NULL, NULL, NULL);
    docs_set(fee, "fees", json_pack("[{s:s,s:i}]", "id", "F-01", "unit_price_fen", 281));
    expect(check(json_deep_copy(fee)), "price", "refuse", "fees[0]", "2.80元");
    docs_set(fee, "fees", json_pack("[{s:s,s:i}]", "id", "F-99", "unit_price_fen", 281));
    expect(check(json_deep_copy(fee)), "no_fee", "refuse", "fees[0]", "F-99");
    docs_set(fee, "kind", json_string("price_change"));
    docs_set(fee, "fees", json_pack("[{s:s,s:i}]", "id", "F-01", "unit_price_fen", 299));
    expect(check(json_deep_copy(fee)), "guide_price", NULL, NULL, NULL);
    docs_set(fee, "fees", json_pack("[{s:s,s:i}]", "id", "F-01", "unit_price_fen", 300));
    expect(check(fee), "guide_price", "refuse", "fees[0]", "2.21至2.99元");
}

static void rare_characters_are_told(void **state)
{
    (void)state;
    assert_true(glyphs_have(U'禾') && glyphs_have('A') && glyphs_have(U'𠮷') && glyphs_have('\n'));
    assert_false(glyphs_have(0x2a6a5) || glyphs_have(0x10ffff) || glyphs_have(0));
    body("\U0002a6a5老师", "glyph", "warn", "U+2A6A5");
    body("吉老师，№5，㎡", "glyph", NULL, NULL);
}

static void private_numbers_and_names_are_flagged(void **state)
{
    (void)state;
    body("请联系13912345678。", "phone", "warn", "13912345678");
    body("请致电0571-88880101。", "phone", NULL, NULL);
    body("身份证11010519491231002X", "id_number", "refuse", "身份证");
    body("我叫王小明，谢谢大家。", "name", "warn", "人名");
    body("3号楼1602室漏水。", "room", "warn", "1602");
    body("该户正在办离婚。", "private", "warn", "离婚");
}

static void receipt_codes_are_refused(void **state)
{
    (void)state;
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    CLEANUP(free_ptr) char *text = xasprintf("凭%s查询", code);
    body(text, "receipt_code", "refuse", "查询码");
}

static void a_date_and_its_weekday_agree(void **state)
{
    (void)state;
    body("11月24日（周二）停水", "weekday", NULL, NULL);
    body("11月24日（周三）停水", "weekday", "warn", "星期二");
    body("2026年11月24日（星期二）停水", "weekday", NULL, NULL);
    body("2027年11月24日 星期二", "weekday", "warn", "2027年");
    body("1月2日（周六）恢复", "weekday", NULL, NULL); /* the nearest one, of 2027 */
    body("2月30日（周六）", "no_such_day", "warn", "没有这一天");
    expect(check(with("lang.en.body_md", json_string("On Tuesday, 24 November 2026, and Tue 24 Nov"))), "weekday", NULL,
           NULL, NULL);
    expect(check(with("lang.en.body_md", json_string("Monday, 24 November"))), "weekday", "warn", "lang.en.body_md",
           "星期二");
}

static void what_is_over_is_told(void **state)
{
    (void)state;
    expect(check_in(notice(), "", "2026-11-24T16:00:00+08:00", false), "event_over", "warn", "event", "过去");
    expect(check_in(notice(), "", "2026-11-25T16:00:00+08:00", false), "over", "warn", "expires", "过去");
}

static void a_slide_is_two_lines(void **state)
{
    (void)state;
    const char *thirty = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";
    CLEANUP(free_ptr) char *more = xasprintf("%s一", thirty);
    expect(check(with("lang.zh-CN.title", json_string(thirty))), "long_title", NULL, NULL, NULL);
    expect(check(with("lang.zh-CN.title", json_string(more))), "long_title", "warn", "lang.zh-CN.title", "30个字");
    CLEANUP(free_ptr) char *long_one = xasprintf("%s%s", thirty, thirty);
    expect(check(with("lang.zh-CN.summary", json_string(long_one))), "long_summary", "warn", "lang.zh-CN.summary",
           "44");
}

static void what_is_missing_is_said(void **state)
{
    (void)state;
    expect(check(with("lang.zh-CN.summary", json_string(" "))), "missing_summary", "refuse", "lang.zh-CN.summary",
           "摘要");
    expect(check(with("lang.zh-CN.title", NULL)), "missing_title", "refuse", "lang.zh-CN.title", "标题");
    expect(check(with("lang.zh-CN.body_md", NULL)), "missing_text", "refuse", BODY, "正文");
    expect(check(with("lang.en", NULL)), "no_english", "tell", "lang.en", "英文");
    expect(check(with("expires", NULL)), "missing_time", "refuse", "expires", "什么时候");
}

static void levels_belong_to_the_weather(void **state)
{
    (void)state;
    expect(check(with("warning_color", json_string("红色"))), "colour", "warn", "warning_color", "气象");
}

static void somebody_must_be_meant(void **state)
{
    (void)state;
    CLEANUP(json_free_ref) json_t *rules = rules_of("");
    struct checks_world world = {.rules = rules, .now_s = moment("2026-11-20T08:00:00+08:00"), .zone_s = CHINA};
    json_t *doc = notice();
    world.first_s = world.now_s;
    words_hear("zh-CN");
    expect(checks_notice(doc, &world), "nobody", "refuse", "audience", "没有一个大堂");
    words_hear(NULL);
    world.lobbies = 1;
    expect(checks_notice(doc, &world), "nobody", NULL, NULL, NULL);
    json_decref(doc);
}

static void the_schema_has_the_last_word(void **state)
{
    (void)state;
    json_t *list = check(with("issuer", NULL));
    CLEANUP(free_ptr) char *why = checks_refusal(list);
    assert_non_null(why);
    assert_true(str_starts(why, "issuer: 还不能发布"));
    json_decref(list);
    list = check(notice());
    assert_null(checks_refusal(list));
    json_decref(list);
}

/* --- Standing documents --- */

static json_t *check_standing(const char *kind, json_t *doc)
{
    CLEANUP(json_free_ref) json_t *rules = rules_of("");
    CLEANUP(json_free_ref) json_t *community = docs_load("community.json");
    struct checks_world world = {.rules = rules, .community = community, .zone_s = CHINA, .lobbies = -1};
    words_hear("zh-CN");
    json_t *list = checks_document(kind, doc, &world);
    words_hear(NULL);
    json_decref(doc);
    return list;
}

static void standing_documents_of_the_sample_give_nothing_away(void **state)
{
    (void)state;
    static const char *const documents[][2] = {
        {"standard", "standards.json"}, {"fee", "fees.json"}, {"community", "community.json"}};
    for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
        CLEANUP(json_free_ref) json_t *list = check_standing(documents[i][0], docs_load(documents[i][1]));
        if (json_array_size(list))
            fail_msg("%s: %s", documents[i][1], json_dumps(list, 0));
    }
}

static void personal_data_in_a_standing_document_is_found(void **state)
{
    (void)state;
    json_t *doc = docs_load("standards.json");
    docs_set(doc, "clauses[1].remedy", json_pack("{s:s}", "text", "请拨打张师傅手机13912345678"));
    expect(check_standing("standard", doc), "phone", "warn", "clauses[1].remedy.text", "13912345678");
    doc = docs_load("fees.json");
    docs_set(doc, "fee_items[2].note", json_string("经办人身份证11010519491231002X"));
    expect(check_standing("fee", doc), "id_number", "refuse", "fee_items[2].note", "110105");
    doc = docs_load("fees.json");
    docs_set(doc, "statement.receivable.disclosure_note", json_string("3号楼1602室欠费1200元"));
    expect(check_standing("fee", doc), "debtors", "refuse", "statement.receivable.disclosure_note", "哪一户");
    doc = docs_load("fees.json");
    docs_set(doc, "not_charged[1]", json_string("\U0002A6A5押金"));
    expect(check_standing("fee", doc), "glyph", "warn", "not_charged[1]", "U+2A6A5");
}

static void contacts_are_meant_to_be_called(void **state)
{
    (void)state;
    json_t *doc = docs_load("community.json");
    docs_set(doc, "contacts[0].phone", json_string("13912345678"));
    docs_set(doc, "contacts[0].person", json_string("张女士"));
    expect(check_standing("community", doc), "phone", NULL, NULL, NULL);
    doc = docs_load("community.json");
    docs_set(doc, "contacts[0].note", json_string("身份证11010519491231002X"));
    expect(check_standing("community", doc), "id_number", "refuse", "contacts[0].note", "110105");
    doc = docs_load("community.json");
    docs_set(doc, "contacts[0].note", json_string("\U0002A6A5"));
    expect(check_standing("community", doc), "glyph", "warn", "contacts[0].note", "U+2A6A5");
    doc = docs_load("community.json");
    docs_set(doc, "community.motto", json_string("有事打13912345678"));
    expect(check_standing("community", doc), "phone", "warn", "community.motto", "13912345678");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_notice_has_nothing_to_say),
        cmocka_unit_test(an_outage_never_speaks_of_debts),
        cmocka_unit_test(a_cause_is_chosen_from_the_list),
        cmocka_unit_test(a_planned_stop_hangs_long_enough_before),
        cmocka_unit_test(what_broke_needs_no_lead),
        cmocka_unit_test(each_city_has_its_own_minimum),
        cmocka_unit_test(cities_are_named_in_both_languages),
        cmocka_unit_test(totals_add_up_to_the_fen),
        cmocka_unit_test(nobodys_debt_is_published),
        cmocka_unit_test(prices_are_those_of_the_fee_document),
        cmocka_unit_test(rare_characters_are_told),
        cmocka_unit_test(private_numbers_and_names_are_flagged),
        cmocka_unit_test(receipt_codes_are_refused),
        cmocka_unit_test(a_date_and_its_weekday_agree),
        cmocka_unit_test(what_is_over_is_told),
        cmocka_unit_test(a_slide_is_two_lines),
        cmocka_unit_test(what_is_missing_is_said),
        cmocka_unit_test(levels_belong_to_the_weather),
        cmocka_unit_test(somebody_must_be_meant),
        cmocka_unit_test(the_schema_has_the_last_word),
        cmocka_unit_test(standing_documents_of_the_sample_give_nothing_away),
        cmocka_unit_test(personal_data_in_a_standing_document_is_found),
        cmocka_unit_test(contacts_are_meant_to_be_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
