#include "docs.h"

#include "central/checks/checks.h"
#include "central/checks/rules.h"
#include "central/templates/templates.h"
#include "central/words/words.h"
#include "common/clock.h"
#include "common/json.h"

#define CHINA (8 * 3600)

struct office {
    json_t *rules, *fees, *community;
    struct templates_world world;
};

static int64_t moment(const char *text)
{
    int64_t at_s;
    assert_true(clock_parse(text, CHINA, &at_s));
    return at_s;
}

static void open_office(struct office *office)
{
    words_hear("zh-CN"); /* what the clerk reads */
    *office = (struct office){
        .rules = rules_of(""), .fees = docs_load("fees.json"), .community = docs_load("community.json")};
    office->world = (struct templates_world){.rules = office->rules,
                                             .fees = office->fees,
                                             .community = office->community,
                                             .now_s = moment("2026-11-20T08:00:00+08:00"),
                                             .zone_s = CHINA};
}

static void close_office(struct office *office)
{
    words_hear(NULL);
    json_decref(office->rules);
    json_decref(office->fees);
    json_decref(office->community);
}

/* fields: taken */
static json_t *fill(struct office *office, const char *id, json_t *fields)
{
    char *why, *at;
    json_t *made = templates_fill(id, fields, &office->world, &why, &at);
    if (!made)
        fail_msg("%s: %s: %s", id, at, why);
    json_decref(fields);
    return made;
}

static void refused(struct office *office, const char *id, json_t *fields, const char *at_wanted, const char *words)
{
    char *why, *at;
    json_t *made = templates_fill(id, fields, &office->world, &why, &at);
    if (made)
        fail_msg("%s was filled", id);
    assert_string_equal(at ? at : "", at_wanted);
    if (!strstr(why, words))
        fail_msg("\"%s\" does not say \"%s\"", why, words);
    free(why);
    free(at);
    json_decref(fields);
}

static const char *words(json_t *made, const char *path)
{
    const char *text = json_string_value(docs_at(made, path));
    return text ? text : "";
}

static void says(json_t *made, const char *path, const char *part)
{
    if (!strstr(words(made, path), part))
        fail_msg("%s \"%s\" does not say \"%s\"", path, words(made, path), part);
}

#define ZH "doc.lang.zh-CN."
#define EN "doc.lang.en."

static json_t *water(void)
{
    return json_pack("{s:s,s:s,s:s,s:s}", "where", "B1", "start", "2026-11-24T09:00:00+08:00", "end",
                     "2026-11-24T15:30:00+08:00", "cause", "equipment_renewal");
}

static void no_check(struct office *office, json_t *made, const char *level)
{
    struct checks_world world = {.rules = office->rules,
                                 .fees = office->fees,
                                 .community = office->community,
                                 .now_s = office->world.now_s,
                                 .zone_s = CHINA,
                                 .first_s = office->world.now_s,
                                 .lobbies = -1};
    json_t *doc = json_copy(json_member(made, "doc")), *one;
    size_t i;
    json_object_set_new(doc, "id", json_string("N-1"));
    CLEANUP(json_free_ref) json_t *list = checks_notice(doc, &world);
    json_array_foreach(list, i, one)
    {
        if (!level || str_eq(json_str(one, "level"), level))
            fail_msg("%s", json_dumps(one, 0));
    }
    json_decref(doc);
}

static void a_water_stop_says_when_where_and_why(void **state)
{
    (void)state;
    struct office office;
    open_office(&office);
    json_t *made = fill(&office, "water_stop", water());
    assert_string_equal(words(made, ZH "title"), "1号楼停水通知");
    assert_string_equal(words(made, ZH "summary"), "11月24日（周二）9:00至11月24日（周二）15:30停水，原因：设备更换。");
    says(made, ZH "body_md", "| 恢复 | 预计11月24日（周二）15:30");
    says(made, ZH "body_md", "值班电话000-5550-0119。");
    assert_null(strstr(words(made, ZH "body_md"), "具体")); /* nobody said which part */
    assert_string_equal(words(made, EN "title"), "Water off, Building 1");
    says(made, EN "summary", "Tuesday, 24 November, 9:00 to Tuesday, 24 November, 15:30: replacement of equipment.");
    assert_string_equal(words(made, "doc.event.start"), "2026-11-24T09:00:00+08:00");
    assert_string_equal(words(made, "doc.effective"), "2026-11-20T08:00:00+08:00");
    assert_string_equal(words(made, "doc.expires"), "2026-11-24T20:30:00+08:00");
    assert_string_equal(words(made, "doc.outage.cause"), "equipment_renewal");
    assert_string_equal(words(made, "audience.buildings[0]"), "B1");
    no_check(&office, made, NULL);
    json_decref(made);
    close_office(&office);
}

static void answers_are_looked_at(void **state)
{
    (void)state;
    struct office office;
    open_office(&office);
    json_t *fields = water();
    docs_set(fields, "cause", json_string("no_money"));
    refused(&office, "water_stop", fields, "fields.cause", "请从列表里选：原因");
    fields = water();
    docs_set(fields, "end", NULL);
    refused(&office, "water_stop", fields, "fields.end", "请填写：什么时候恢复");
    fields = water();
    docs_set(fields, "start", json_string("tomorrow"));
    refused(&office, "water_stop", fields, "fields.start", "请写时间");
    fields = water();
    docs_set(fields, "scope",
             json_string("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"));
    refused(&office, "water_stop", fields, "fields.scope", "最多40个字");
    refused(&office, "../rules/default", json_object(), "", "没有这个模板");
    words_hear(NULL);
    refused(&office, "water_stop", json_object(), "fields.where", "please fill in: Where");
    close_office(&office);
}

static void holes_in_answers_stay_text(void **state)
{
    (void)state;
    struct office office;
    open_office(&office);
    json_t *fields = water();
    docs_set(fields, "scope", json_string("{phone.gas}<script>"));
    json_t *made = fill(&office, "water_stop", fields);
    says(made, ZH "body_md", "| 具体 | {phone.gas}<script> |");
    json_decref(made);
    close_office(&office);
}

static void a_fee_notice_equals_the_fee_document(void **state)
{
    (void)state;
    struct office office;
    open_office(&office);
    json_t *made = fill(&office, "fee_notice",
                        json_pack("{s:s,s:s,s:s,s:s}", "fee", "F-03", "period", "2026年第四季度", "area", "86.25",
                                  "until", "2026-12-25T18:00:00+08:00"));
    says(made, ZH "summary", "物业服务费（多层无电梯）：1.78元/平方米·月，每季度末月25日前缴纳。");
    says(made, ZH "body_md", "86.25平方米×1.78元＝每月153.53元，一季度460.59元。"); /* 153.525, half up */
    assert_int_equal(json_integer_value(docs_at(made, "doc.fees[0].unit_price_fen")), 178);
    no_check(&office, made, "refuse");
    json_decref(made);
    made = fill(&office, "fee_notice",
                json_pack("{s:s,s:s,s:s}", "fee", "F-01", "period", "本季度", "until", "2026-12-25T18:00:00+08:00"));
    assert_null(strstr(words(made, ZH "body_md"), "算例")); /* without an area there is no example */
    json_decref(made);
    close_office(&office);
}

static void a_meeting_names_its_majorities(void **state)
{
    (void)state;
    struct office office;
    open_office(&office);
    json_t *made = fill(&office, "owners_meeting",
                        json_pack("{s:s,s:s,s:s,s:s,s:s}", "start", "2026-12-20T09:00:00+08:00", "end",
                                  "2027-01-05T20:00:00+08:00", "form", "书面征求意见", "place", "服务中心", "agenda",
                                  "工作报告\n\n充电棚二期"));
    says(made, ZH "body_md", "1. 工作报告\n2. 充电棚二期\n");
    says(made, ZH "body_md", "四分之三以上同意");
    assert_string_equal(words(made, "doc.issuer"), "R-OC");
    no_check(&office, made, "refuse");
    json_decref(made);
    close_office(&office);
}

static void a_weather_warning_is_passed_on(void **state)
{
    (void)state;
    struct office office;
    open_office(&office);
    json_t *fields = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "weather", "emergency_wind", "station", "示例市气象台",
                               "issued", "2026-11-20T07:00:00+08:00", "level", "蓝色", "scope", "全市", "end",
                               "2026-11-21T20:00:00+08:00", "advice", "收回花盆\n关好门窗");
    json_t *made = fill(&office, "weather_warning", json_deep_copy(fields));
    assert_string_equal(words(made, ZH "title"), "转发：大风蓝色预警");
    assert_string_equal(words(made, EN "title"), "Passed on: blue gale warning");
    assert_string_equal(words(made, "doc.kind"), "emergency_wind");
    assert_string_equal(words(made, "doc.warning_color"), "蓝色");
    says(made, ZH "body_md", "- 收回花盆\n- 关好门窗");
    no_check(&office, made, "refuse");
    json_decref(made);
    docs_set(fields, "station", NULL);
    refused(&office, "weather_warning", fields, "fields.station", "发布单位");
    close_office(&office);
}

/* Each of the duty's: two answers, no words, and nothing that the checks refuse. */
static void the_duty_writes_nothing_freely(void **state)
{
    (void)state;
    struct office office;
    open_office(&office);
    CLEANUP(json_free_ref) json_t *list = templates_list(&office.world, true);
    json_t *template;
    size_t i;
    assert_true(json_array_size(list) >= 5);
    json_array_foreach(list, i, template)
    {
        const char *id = json_str(template, "id");
        assert_int_equal(json_array_size(json_member(template, "fields")), 2);
        bool lift = str_eq(id, "duty_lift");
        json_t *made = fill(&office, id, json_pack("{s:s,s:i}", "where", lift ? "L1-1-A" : "B2", "until", 4));
        assert_string_equal(words(made, "doc.expires"), "2026-11-20T12:00:00+08:00");
        assert_string_equal(words(made, lift ? "audience.units[0]" : "audience.buildings[0]"), lift ? "B1-U1" : "B2");
        no_check(&office, made, NULL);
        json_t *doc = json_member(made, "doc"), *place = json_member(made, "audience");
        assert_true(templates_made(doc, place, &office.world));
        json_t *all = json_pack("{s:b}", "all", true); /* what is said of one building is not told to all */
        assert_false(templates_made(doc, all, &office.world));
        assert_false(templates_made(doc, NULL, &office.world));
        json_decref(all);
        office.world.now_s += 300; /* sent some minutes later */
        json_object_set_new(doc, "id", json_string("D-1"));
        assert_true(templates_made(doc, place, &office.world));
        docs_set(doc, "lang.zh-CN.title", json_string("停水，因为有人欠费"));
        assert_false(templates_made(doc, place, &office.world));
        office.world.now_s -= 300;
        json_decref(made);
    }
    refused(&office, "duty_gas", json_pack("{s:s,s:i}", "where", "all", "until", 13), "fields.until", "1到12小时");
    refused(&office, "duty_gas", json_pack("{s:s,s:i}", "where", "B99", "until", 1), "fields.where", "列表");
    close_office(&office);
}

static void every_template_is_told_in_both_languages(void **state)
{
    (void)state;
    struct office office;
    open_office(&office);
    CLEANUP(json_free_ref) json_t *list = templates_list(&office.world, false);
    json_t *template, *field;
    size_t i, k;
    json_array_foreach(list, i, template)
    {
        assert_non_null(json_str(template, "name_en"));
        assert_null(json_member(template, "doc"));
        json_array_foreach(json_member(template, "fields"), k, field)
        {
            assert_non_null(json_str(field, "label"));
            assert_non_null(json_str(field, "label_en"));
            if (str_eq(json_str(field, "type"), "choice"))
                assert_true(json_array_size(json_member(field, "options")) > 1);
        }
    }
    close_office(&office);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_water_stop_says_when_where_and_why),
        cmocka_unit_test(answers_are_looked_at),
        cmocka_unit_test(holes_in_answers_stay_text),
        cmocka_unit_test(a_fee_notice_equals_the_fee_document),
        cmocka_unit_test(a_meeting_names_its_majorities),
        cmocka_unit_test(a_weather_warning_is_passed_on),
        cmocka_unit_test(the_duty_writes_nothing_freely),
        cmocka_unit_test(every_template_is_told_in_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
