#include "docs.h"

#include "central/validate/validate.h"
#include "central/validate/validate_table.h"

static json_t *notice(void)
{
    return json_pack("{s:s,s:s,s:s,s:s,s:{s:s,s:s},s:s,s:s,s:i,s:b,s:{s:{s:s,s:s,s:s}},s:[]}", "id", "N-1", "kind",
                     "water_outage", "issuer", "R-ENG", "issuer_name", "工程主管", "event", "start",
                     "2026-11-24T09:00:00+08:00", "end", "2026-11-24T15:00:00+08:00", "effective",
                     "2026-11-20T09:00:00+08:00", "expires", "2026-11-24T20:00:00+08:00", "priority", 2, "pinned", 1,
                     "lang", "zh-CN", "title", "停水通知", "summary", "9时至15时停水", "body_md",
                     "## 安排\n\n请提前存水。", "files");
}

static void refused(const char *path, json_t *value, const char *expected)
{
    json_t *doc = notice();
    docs_set(doc, path, value);
    docs_expect(validate_notice(doc, "N-1"), expected);
    json_decref(doc);
}

static void body(const char *text, const char *expected)
{
    refused("lang.zh-CN.body_md", json_string(text), expected);
}

static void good_notice_passes(void **state)
{
    (void)state;
    refused("extra", json_null(), NULL);
    refused("event", json_null(), NULL);
}

static void end_lies_after_the_beginning(void **state)
{
    (void)state;
    refused("expires", json_string("2026-11-20T09:00:00+08:00"), "expires: the end does not lie after the beginning");
    refused("expires", NULL, "expires: a time is wanted and missing");
    refused("effective", json_string("tomorrow"),
            "effective: a time such as 2026-11-23T09:00:00+08:00 or a date is wanted");
    refused("event.end", json_string("2026-11-24T08:00:00+08:00"), "event.end: the end lies before the beginning");
}

static void what_leaves_no_mark_is_no_text(void **state)
{
    (void)state;
    refused("lang.zh-CN.title", json_string(" \u3000\u00a0"), "lang.zh-CN.title: the text is empty");
    refused("lang.zh-CN.body_md", json_string("\u200b\n\u2060"), "lang.zh-CN.body_md: the text is empty");
}

static void odd_members_are_refused(void **state)
{
    (void)state;
    refused("effective", json_string("0001-01-01T00:00:00Z"), "effective: 0001-01-01T00:00:00Z lies before 2000");
    refused("supersedes", json_integer(5),
            "supersedes: a name of letters, digits, '.', '_', ':' and '-' (1 to 64) is wanted");
    refused("interaction", json_string("poll"), "interaction: an object is wanted");
    refused("files", json_pack("[i]", 1), "files[0]: an object is wanted");
}

static void posting_rule_is_honoured(void **state)
{
    (void)state;
    refused("posting_rule", json_pack("{s:i}", "min_days", 30),
            "expires: it is shown for 4 days and 11 hours, but must be posted for 30 days");
    refused("posting_rule", json_pack("{s:i}", "min_days", 4), NULL);
    refused("posting_rule", json_pack("{s:i}", "lead_hours", 97),
            "effective: it is posted 96 hours before the event, but the rule asks for 97 hours");
    refused("posting_rule", json_pack("{s:i,s:n}", "lead_hours", 96, "min_days"), NULL);
    refused("posting_rule", json_pack("{s:s}", "lead_hours", "24"),
            "posting_rule.lead_hours: a whole number is wanted");
    json_t *doc = notice();
    docs_set(doc, "event", json_null());
    docs_set(doc, "posting_rule", json_pack("{s:i}", "lead_hours", 24));
    docs_expect(validate_notice(doc, NULL),
                "event: the posting rule asks for 24 hours before the event; say when it starts");
    json_decref(doc);
}

/* `effective` is four days before the event (see notice()). */
static void back_dated_lead_is_measured_from_the_first_publication(void **state)
{
    (void)state;
    int64_t hour = 3600, start = 1795482000, effective = start - 96 * hour; /* 2026-11-24 09:00 */
    json_t *doc = notice();
    docs_expect(validate_lead(doc, start - hour, 0), NULL); /* no rule */
    docs_set(doc, "posting_rule", json_pack("{s:i}", "lead_hours", 24));
    docs_expect(validate_lead(doc, start - 24 * hour, 0), NULL);
    docs_expect(validate_lead(doc, start - 24 * hour + 1, 0),
                "effective: it is posted 23 hours before the event, but the rule asks for 24 hours");
    docs_expect(validate_lead(doc, start - hour, effective),
                "effective: it is posted 1 hours before the event, but the rule asks for 24 hours");
    docs_expect(validate_lead(doc, start - hour, effective + 1), NULL); /* it hung before this server began */
    docs_expect(validate_lead(doc, start, 0), NULL);                    /* told afterwards */
    json_decref(doc);
}

static void words_are_present_and_short(void **state)
{
    (void)state;
    char title[VALIDATE_TITLE_MAX + 2];
    memset(title, 'a', sizeof(title) - 1);
    title[sizeof(title) - 1] = '\0';
    refused("lang.zh-CN.title", json_string(title), "lang.zh-CN.title: the text has 61 characters; 60 are the most");
    refused("lang.zh-CN.title", json_string("a\nb"),
            "lang.zh-CN.title: it must be one line, without line breaks and tabs");
    refused("lang.zh-CN.summary", NULL, "lang.zh-CN.summary: a text is wanted and missing");
    refused("lang.zh-CN.body_md", json_string(""), "lang.zh-CN.body_md: the text is empty");
    refused("lang.zh-CN", NULL, "lang.zh-CN: an object is wanted and missing");
    refused("lang.en", json_string("x"), "lang.en: an object with title, summary and body_md is wanted");
    refused("issuer", NULL, "issuer: a name is wanted and missing");
    refused("priority", json_integer(5), "priority: 5 does not lie between 1 and 4");
    refused("id", json_string("N-2"), "id: the document is N-2, but the address says N-1");
    refused("supersedes", json_string("N-1"), "supersedes: a notice cannot supersede itself");
}

static void large_and_tall_bodies_are_refused(void **state)
{
    (void)state;
    char *big = malloc(70000);
    memset(big, 'a', 32769);
    big[32769] = '\0';
    body(big, "lang.zh-CN.body_md: the text has 32769 characters; 32768 are the most");
    for (int i = 0; i < 11000; i++)
        memcpy(big + i * 3, "水", 4);
    body(big, "lang.zh-CN.body_md: the text has 33000 bytes; 32768 are the most");
    memset(big, '\n', 2000);
    big[2000] = 'a';
    big[2001] = '\0';
    body(big, "lang.zh-CN.body_md: the text has 2001 lines; 2000 are the most");
    memset(big, '\n', 65536);
    big[0] = 'a';
    big[65536] = '\0';
    body(big, "lang.zh-CN.body_md: the text has 65536 characters; 32768 are the most");
    free(big);
}

static void hidden_characters_are_refused(void **state)
{
    (void)state;
    body("|a|b|c|d|e|f|g|h|i|j|k|l|m|\n|-|-|-|-|-|-|-|-|-|-|-|-|-|\n",
         "lang.zh-CN.body_md: a table has 13 columns; 12 are the most that can be read on a screen: make two tables of "
         "it, or let rows be columns");
    body("a\u2066b", "lang.zh-CN.body_md: the text holds the character U+2066, which turns or hides text");
    refused("lang.zh-CN.title", json_string("a\u200fb"),
            "lang.zh-CN.title: the text holds the character U+200F, which turns or hides text");
}

static void outage_is_no_threat(void **state)
{
    (void)state;
    static const char *const words[] = {"欠费", "催费", "缴费", "催缴", "欠缴"};
    static const char *const kinds[] = {"water_outage", "power_outage", "gas_outage"};
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
            CLEANUP(free_ptr) char *text = xasprintf("请尽快处理%s事宜", words[i]);
            CLEANUP(free_ptr)
            char *why = xasprintf("lang.zh-CN.body_md: a notice of an outage must not mention %s: water, power and gas "
                                  "are never cut for unpaid fees",
                                  words[i]);
            json_t *doc = notice();
            docs_set(doc, "kind", json_string(kinds[k]));
            docs_set(doc, "lang.zh-CN.body_md", json_string(text));
            docs_expect(validate_notice(doc, NULL), why);
            docs_set(doc, "kind", json_string("fee"));
            docs_expect(validate_notice(doc, NULL), NULL);
            json_decref(doc);
        }
    }
}

static void weather_warning_needs_its_station(void **state)
{
    (void)state;
    json_t *doc = notice();
    docs_set(doc, "kind", json_string("emergency_cold"));
    docs_expect(
        validate_notice(doc, NULL),
        "issuer_name: a weather warning must name the weather station that issued it (…气象台), here or in its text");
    docs_set(doc, "issuer_name", json_string("示例市气象台（转发）"));
    docs_expect(validate_notice(doc, NULL), NULL);
    docs_set(doc, "warning_color", json_string("橙色"));
    docs_expect(validate_notice(doc, NULL), NULL);
    docs_set(doc, "warning_color", json_string("紫色"));
    docs_expect(validate_notice(doc, NULL),
                "warning_color: 紫色 is no level of a weather warning; 蓝色, 黄色, 橙色 or 红色 is wanted");
    json_decref(doc);
}

static void total_row_adds_up_or_is_refused_with_the_difference(void **state)
{
    (void)state;
    body("| 项目 | 金额（元） |\n| --- | ---: |\n| 甲 | 1,200.50 |\n| 乙 | -200.25 |\n| **合计** | 1,000.25 |\n", NULL);
    body("| 项目 | 金额（元） |\n| --- | ---: |\n| 甲 | 1,200.50 |\n| 乙 | -200.25 |\n| **合计** | 1,000.26 |\n",
         "lang.zh-CN.body_md: in the table with the column \"金额（元）\", 合计 says 1000.26, but the rows add up to "
         "1000.25: a "
         "difference of 0.01");
    body("| 项目 | 户数 | 占比 |\n| --- | ---: | ---: |\n| 甲 | 3户 | 33.33% |\n| 乙 | 6户 | 66.66% |\n| 合计 | 9户 | "
         "100.00% |\n",
         NULL);
    body("| 项目 | 户数 |\n| --- | ---: |\n| 甲 | 3户 |\n| 乙 | 6户 |\n| 合计 | 8户 |\n",
         "lang.zh-CN.body_md: in the table with the column \"户数\", 合计 says 8.00, but the rows add up to 9.00: a "
         "difference of -1.00");
    body("| 项目 | 说明 | 金额 |\n| --- | --- | ---: |\n| 甲 | 电 | 3 |\n| 乙 | — | — |\n| 合计 | | 3 |\n", NULL);
}

static void sample_total_adds_up_and_one_fen_less_does_not(void **state)
{
    (void)state;
    json_t *all = docs_load("notices.json");
    size_t i, tables = 0;
    json_t *entry;
    json_array_foreach(json_object_get(all, "notices"), i, entry)
    {
        struct check check = {0};
        const char *text = json_string_value(json_object_get(entry, "body_md"));
        struct md_doc *parsed = md_parse(text);
        validate_table_check(&check, "body", parsed, text);
        md_free(parsed);
        if (check.why)
            fail_msg("%s: %s", json_string_value(json_object_get(entry, "id")), check.why);
        tables += strstr(text, "合计** |") != NULL;
    }
    assert_true(tables >= 3);
    json_decref(all);
}

static void debtors_are_not_listed(void **state)
{
    (void)state;
    const char *table =
        "lang.zh-CN.body_md: a table lists who owes what; publish the number of households and the sum only";
    const char *line =
        "lang.zh-CN.body_md: a line names a flat and its debt; publish the number of households and the sum only";
    json_t *doc = notice();
    docs_set(doc, "kind", json_string("fee"));
    static const struct {
        const char *text;
        int refused; /* 1 table, 2 line */
    } cases[] = {
        {"| 房号 | 欠费（元） |\n| --- | ---: |\n| 3-1-1602 | 820.00 |\n", 1},
        {"| 业主 | 欠费（元） |\n| --- | ---: |\n| 3-1602 | 820.00 |\n", 1},
        {"| 姓名 | 欠缴金额 |\n| --- | ---: |\n| 张某 | 820.00 |\n", 1},
        {"3号楼1602室欠费820元，请尽快交纳。", 2},
        {"3-1602拖欠物业费。", 2},
        {"收回以前期间欠费13,824.75元，电话000-5550-0104，2026-11-23。", 0},
        {"| 楼栋 | 欠费户数 |\n| --- | ---: |\n| 1号楼 | 17 |\n", 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        docs_set(doc, "lang.zh-CN.body_md", json_string(cases[i].text));
        docs_expect(validate_notice(doc, NULL), cases[i].refused == 1 ? table : cases[i].refused == 2 ? line : NULL);
    }
    json_decref(doc);
}

/* A table of one row and its 合计; said: what the row is read as, or NULL where it is no number and nothing is added.
 */
static void row_is_read_as(const char *cell, const char *total, const char *said)
{
    CLEANUP(free_ptr)
    char *text = xasprintf("| 项目 | 金额 |\n| --- | ---: |\n| 甲 | %s |\n| 合计 | %s |\n", cell, total);
    CLEANUP(free_ptr) char *why = said ? xasprintf("the rows add up to %s: a difference", said) : NULL;
    json_t *doc = notice();
    docs_set(doc, "lang.zh-CN.body_md", json_string(text));
    if (why)
        docs_expect_part(validate_notice(doc, NULL), why);
    else
        docs_expect(validate_notice(doc, NULL), NULL);
    json_decref(doc);
}

static void numbers_are_read_as_people_write_them(void **state)
{
    (void)state;
    row_is_read_as("523,816.40", "1", "523816.40");
    row_is_read_as("-18.1元", "0元", "-18.10");
    row_is_read_as("−5", "0", "-5.00");
    row_is_read_as("0.1234", "0", "0.1234");
    row_is_read_as("若干", "1", NULL);
    row_is_read_as("5元", "1户", NULL);
    row_is_read_as("99999999999999999999999999", "1", NULL);
    row_is_read_as("1.23456", "1", NULL);
}

static void audience_rule_is_checked(void **state)
{
    (void)state;
    json_t *good = json_pack("{s:[s],s:[]}", "tags_any", "all", "buildings");
    docs_expect(validate_audience(good), NULL);
    json_object_set_new(good, "building", json_array());
    docs_expect(validate_audience(good),
                "audience: only tags_any, buildings, units, lobbies, exclude_tags and exclude_lobbies are known here");
    json_object_del(good, "building");
    json_object_set_new(good, "units", json_string("B1-U1"));
    docs_expect(validate_audience(good), "audience.units: a list is wanted");
    json_object_set_new(good, "units", json_pack("[i]", 1));
    docs_expect(validate_audience(good),
                "audience.units[0]: a name of letters, digits, '.', '_', ':' and '-' is wanted");
    docs_expect(
        validate_audience(NULL),
        "audience: an object with tags_any, buildings, units, lobbies, exclude_tags and exclude_lobbies is wanted");
    json_decref(good);
}

static void answers_are_clean_words(void **state)
{
    (void)state;
    docs_expect(validate_answer("text", "已处理。", 10), NULL);
    docs_expect(validate_answer("text", " \n", 10), "text: the text is empty");
    docs_expect(validate_answer("text", "12345678901", 10), "text: the text has 11 characters; 10 are the most");
    docs_expect(validate_answer("text", "a\u202eb", 10),
                "text: the text holds the character U+202E, which turns or hides text");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_notice_passes),
        cmocka_unit_test(end_lies_after_the_beginning),
        cmocka_unit_test(what_leaves_no_mark_is_no_text),
        cmocka_unit_test(odd_members_are_refused),
        cmocka_unit_test(posting_rule_is_honoured),
        cmocka_unit_test(back_dated_lead_is_measured_from_the_first_publication),
        cmocka_unit_test(words_are_present_and_short),
        cmocka_unit_test(large_and_tall_bodies_are_refused),
        cmocka_unit_test(hidden_characters_are_refused),
        cmocka_unit_test(outage_is_no_threat),
        cmocka_unit_test(weather_warning_needs_its_station),
        cmocka_unit_test(total_row_adds_up_or_is_refused_with_the_difference),
        cmocka_unit_test(sample_total_adds_up_and_one_fen_less_does_not),
        cmocka_unit_test(debtors_are_not_listed),
        cmocka_unit_test(numbers_are_read_as_people_write_them),
        cmocka_unit_test(audience_rule_is_checked),
        cmocka_unit_test(answers_are_clean_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
