#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "central/import/import.h"
#include "common/file.h"
#include "common/json.h"

static json_t *sample(const char *name)
{
    struct buf bytes = {0};
    char *why = NULL;
    CLEANUP(free_ptr) char *path = xasprintf(FOYER_SOURCE_DIR "/assets/sample/%s.json", name);
    assert_true(file_read(path, 1 << 22, &bytes));
    json_t *doc = json_decode(bytes.data, bytes.len, &why);
    assert_non_null(doc);
    buf_fini(&bytes);
    return doc;
}

static struct csv *parse(const char *text)
{
    char *why = NULL;
    struct csv *csv = csv_parse_any(text, strlen(text), &why);
    if (!csv)
        fail_msg("%s", why);
    return csv;
}

static json_t *report_of(enum import_kind kind, const char *text)
{
    enum import_fault fault;
    CLEANUP(csv_free_ref) struct csv *csv = parse(text);
    CLEANUP(json_free_ref) json_t *standards = sample("standards");
    CLEANUP(json_free_ref) json_t *fees = sample("fees");
    json_t *report = import_report(kind, csv, kind == IMPORT_FEES ? fees : standards, standards, &fault);
    if (!report)
        fail_msg("%s", import_fault_words(fault));
    return report;
}

static const json_t *row(const json_t *report, size_t i)
{
    return json_array_get(json_member(report, "rows"), i);
}

/* "changed", or "refused: above unit_price_fen". */
static void expect_row(const json_t *report, size_t i, int number, const char *said)
{
    const json_t *problem = json_member(row(report, i), "problem");
    CLEANUP(free_ptr)
    char *words = problem ? xasprintf("%s: %s %s", json_str_or(row(report, i), "state", ""),
                                      json_str_or(problem, "code", ""), json_str_or(problem, "column", ""))
                          : xstrdup(json_str_or(row(report, i), "state", ""));
    assert_string_equal(words, said);
    assert_int_equal(json_int_or(row(report, i), "row", 0), number);
}

static void a_price_list_is_told_row_by_row_and_nothing_else_changes(void **state)
{
    (void)state;
    CLEANUP(json_free_ref)
    json_t *report = report_of(IMPORT_FEES, "编号,收费标准（元）,执行日期,批语\n"
                                            "F-01,2.99,2027年1月1日,x\n"
                                            "F-02,2.60,,\n"
                                            "\n"
                                            "F-03,9.99,,\n"
                                            "F-04,4.8元,,\n"
                                            "F-05,八十,,\n"
                                            "F-06,\"1,50.555\",,\n"
                                            ",1,,\n"
                                            "F-01,2.80,,\n");
    expect_row(report, 0, 2, "changed");
    expect_row(report, 1, 3, "same");
    expect_row(report, 2, 5, "refused: above unit_price_fen");
    expect_row(report, 3, 6, "same");
    expect_row(report, 4, 7, "refused: money unit_price_fen");
    expect_row(report, 5, 8, "refused: money unit_price_fen");
    expect_row(report, 6, 9, "refused: missing id");
    expect_row(report, 7, 10, "refused: twice id");
    const json_t *counts = json_member(report, "counts"), *fields = json_member(row(report, 0), "fields");
    assert_int_equal(json_int_or(counts, "changed", -1), 1);
    assert_int_equal(json_int_or(counts, "same", -1), 2);
    assert_int_equal(json_int_or(counts, "refused", -1), 5);
    assert_int_equal(json_integer_value(json_array_get(json_member(fields, "unit_price_fen"), 0)), 280);
    assert_int_equal(json_integer_value(json_array_get(json_member(fields, "unit_price_fen"), 1)), 299);
    assert_string_equal(json_string_value(json_array_get(json_member(fields, "effective_from"), 1)), "2027-01-01");
    assert_string_equal(json_string_value(json_array_get(json_member(report, "ignored"), 0)), "批语");
    CLEANUP(json_free_ref) json_t *before = sample("fees");
    json_t *after = json_member(report, "doc");
    json_object_set_new(json_find(json_member(after, "fee_items"), "F-01"), "unit_price_fen", json_integer(280));
    json_object_set_new(json_find(json_member(after, "fee_items"), "F-01"), "effective_from",
                        json_string("2026-01-01"));
    assert_true(json_equal(before, after));
}

static void usual_names_of_columns_are_understood_and_others_named(void **state)
{
    (void)state;
    CLEANUP(json_free_ref)
    json_t *report = report_of(IMPORT_FEES, "编号,名称,价格（ 元 ）,Unit,楼层\nF-02,住宅服务费,2.61,元/月,3\n");
    CLEANUP(json_free_ref)
    json_t *fields = json_copy(json_member(json_array_get(json_member(report, "rows"), 0), "fields"));
    assert_non_null(json_member(fields, "name"));
    assert_non_null(json_member(fields, "unit"));
    assert_int_equal(json_integer_value(json_array_get(json_member(fields, "unit_price_fen"), 1)), 261);
    assert_int_equal(json_array_size(json_member(report, "ignored")), 1);
    assert_string_equal(json_string_value(json_array_get(json_member(report, "ignored"), 0)), "楼层");
    /* Where the column's own name stands, another is something else. */
    CLEANUP(json_free_ref) json_t *both = report_of(IMPORT_FEES, "编号,金额,收费标准（元）\nF-02,999,2.61\n");
    json_t *price = json_member(json_member(json_array_get(json_member(both, "rows"), 0), "fields"), "unit_price_fen");
    assert_int_equal(json_integer_value(json_array_get(price, 1)), 261);
    assert_string_equal(json_string_value(json_array_get(json_member(both, "ignored"), 0)), "金额");
    /* Which of two is the price nobody can tell. */
    enum import_fault fault = IMPORT_GOOD;
    CLEANUP(csv_free_ref) struct csv *csv = parse("编号,单价,金额\nF-02,2.61,999\n");
    assert_null(import_report(IMPORT_FEES, csv, NULL, NULL, &fault));
    assert_int_equal(fault, IMPORT_TWICE);
}

static void the_range_of_a_guide_price_is_computed_to_the_fen(void **state)
{
    (void)state;
    CLEANUP(json_free_ref)
    json_t *report = report_of(
        IMPORT_FEES,
        "编号,收费标准（元）,基准价（元）,上浮幅度,下浮幅度\nF-01,2.99,2.60,15%,15%\nF-02,3.00,2.60,15%,0.15%\n"
        "F-03,2.20,2.60,15,15％\n");
    expect_row(report, 0, 2, "changed");
    expect_row(report, 1, 3, "refused: above unit_price_fen");
    expect_row(report, 2, 4, "refused: below unit_price_fen");
}

static void a_new_fee_needs_what_the_law_wants_and_gets_its_telephones(void **state)
{
    (void)state;
    CLEANUP(json_free_ref)
    json_t *report = report_of(
        IMPORT_FEES,
        "number,fee,who pays,what is given,standards,how it is counted,unit,price (yuan),kind of price,price in force "
        "from\n"
        "F-20,门禁卡工本费,申领人,补办,ZH-01、SB-01,按张,元/张,10,市场调节价,2026/1/5\n"
        "F-21,门禁卡工本费,申领人,补办,ZZ-99,按张,元/张,10,市场调节价,2026/1/5\n"
        "F-22,门禁卡工本费,,补办,ZH-01,按张,元/张,10,市场调节价,2026/1/5\n"
        "F-23,门禁卡工本费,申领人,补办,ZH-01,按张,元/张,10,随便,2026/1/5\n"
        "F-24,门禁卡工本费,申领人,补办,ZH-01,按张,元/张,10,市场调节价,2026/2/30\n");
    expect_row(report, 0, 2, "new");
    expect_row(report, 1, 3, "refused: clauses service_clauses");
    expect_row(report, 2, 4, "refused: missing payer");
    expect_row(report, 3, 5, "refused: schema price_basis");
    expect_row(report, 4, 6, "refused: day effective_from");
    const json_t *item = json_find(json_member(json_member(report, "doc"), "fee_items"), "F-20");
    assert_string_equal(json_str_or(item, "price_regulator_line", ""), "12315");
    assert_int_equal(json_array_size(json_member(item, "service_clauses")), 2);
    assert_int_equal(json_array_size(json_member(json_member(report, "doc"), "fee_items")), 13);
}

static void standards_take_words_for_signs_and_names_for_categories(void **state)
{
    (void)state;
    CLEANUP(json_free_ref)
    json_t *report = report_of(IMPORT_STANDARDS, "编号,类别,要求,目标值,居民怎么核对,未做到怎么办\n"
                                                 "GT-06,,不超过,48,,\n"
                                                 "ZH-01,综合服务,至少,12小时,,\n"
                                                 "ZH-02,没有的类别,,,,\n"
                                                 "ZH-03,,大概,,,\n"
                                                 "ZH-04,,,,-,\n");
    expect_row(report, 0, 2, "changed");
    expect_row(report, 1, 3, "refused: number target");
    expect_row(report, 2, 4, "refused: category category");
    expect_row(report, 3, 5, "refused: comparator comparator");
    expect_row(report, 4, 6, "refused: missing resident_check");
    const json_t *target = json_member(json_member(row(report, 0), "fields"), "target");
    assert_int_equal(json_integer_value(json_array_get(target, 1)), 48);
}

static void what_is_exported_comes_back_as_the_same(void **state)
{
    (void)state;
    for (enum import_kind kind = IMPORT_STANDARDS; kind <= IMPORT_FEES; kind++) {
        CLEANUP(json_free_ref) json_t *doc = sample(kind == IMPORT_FEES ? "fees" : "standards");
        CLEANUP(grid_free_ref) struct grid *grid = grid_new(GRID_CSV, "x");
        CLEANUP(buf_fini) struct buf out = {0};
        import_fill(kind, doc, grid);
        assert_true(grid_finish(grid, &out, NULL));
        CLEANUP(json_free_ref) json_t *report = report_of(kind, buf_str(&out));
        assert_int_equal(json_int_or(json_member(report, "counts"), "same", 0),
                         json_array_size(json_member(report, "rows")));
        assert_true(json_equal(json_member(report, "doc"), doc));
    }
}

static void the_template_is_a_sheet_that_can_be_sent(void **state)
{
    (void)state;
    CLEANUP(grid_free_ref) struct grid *grid = grid_new(GRID_CSV, "x");
    CLEANUP(buf_fini) struct buf out = {0};
    import_fill(IMPORT_FEES, NULL, grid);
    assert_true(grid_finish(grid, &out, NULL));
    CLEANUP(json_free_ref) json_t *report = report_of(IMPORT_FEES, buf_str(&out));
    assert_int_equal(json_array_size(json_member(report, "rows")), 1);
    assert_string_not_equal(json_str_or(row(report, 0), "state", ""), "refused");
}

static void sheets_in_the_code_page_of_chinese_machines_are_read(void **state)
{
    (void)state;
    CLEANUP(json_free_ref)
    json_t *report =
        report_of(IMPORT_FEES, "\xb1\xe0\xba\xc5,\xca\xd5\xb7\xd1\xcf\xee\xc4\xbf\r\nF-01,\xb5\xe7\xb7\xd1\r\n");
    expect_row(report, 0, 2, "changed");
    assert_string_equal(
        json_string_value(json_array_get(json_member(json_member(row(report, 0), "fields"), "name"), 1)), "电费");
}

static void bytes_of_no_code_page_are_refused(void **state)
{
    (void)state;
    char *why = NULL;
    assert_null(csv_parse_any("\xff\xff\x81", 3, &why));
    assert_non_null(why);
    free(why);
}

/* --- A community --- */

static json_t *community_report(const char *text, bool whole)
{
    enum import_fault fault;
    CLEANUP(csv_free_ref) struct csv *csv = parse(text);
    CLEANUP(json_free_ref) json_t *current = sample("community");
    json_t *report = import_community(csv, current, whole, &fault);
    if (!report)
        fail_msg("%s", import_fault_words(fault));
    return report;
}

static void a_communitys_rows_are_told_and_what_the_schema_refuses_is_not_taken(void **state UNUSED)
{
    CLEANUP(json_free_ref)
    json_t *report = community_report(
        "种类,编号,名称,用途,电话,楼栋,层数\n"
        "电话,C01,,物业,,,\n" /* no kind of contact */
        "楼栋,B1,甲座,,,,\n"
        "楼栋,B99,一个长得谁也记不住的楼栋名称一个长得谁也记不住的楼栋名称一个长得谁也记不住的楼栋名称,,,,\n"
        "单元,B99-U1,1单元,,,B99,\n"
        "电梯,L1-1-A,,,,,19\n",
        false);
    expect_row(report, 0, 2, "refused: refused ");
    expect_row(report, 1, 3, "renamed");
    expect_row(report, 2, 4, "refused: refused ");
    expect_row(report, 3, 5, "refused: building building");
    expect_row(report, 4, 6, "changed");
    assert_non_null(
        strstr(json_str_or(json_member(row(report, 0), "problem"), "what", ""), "物业 is no kind of contact"));
    assert_null(json_member(report, "invalid"));
    const json_t *doc = json_member(report, "doc");
    assert_null(json_find(json_member(doc, "buildings"), "B99"));
    assert_string_equal(json_str(json_find(json_member(doc, "contacts"), "C01"), "kind"), "service");
    assert_string_equal(json_str(json_find(json_member(doc, "buildings"), "B1"), "name"), "甲座");
    const json_t *floors = json_member(json_member(row(report, 4), "fields"), "floors");
    assert_int_equal(json_integer_value(json_array_get(floors, 0)), 18);
    assert_int_equal(json_integer_value(json_array_get(floors, 1)), 19);
}

/* The only contact of its kind must not go from a community that is live; of no row can that be said. */
static void what_no_row_is_the_cause_of_is_said_of_the_document(void **state UNUSED)
{
    enum import_fault fault;
    CLEANUP(csv_free_ref) struct csv *csv = parse("kind,id\nplace,P-BIN-1\n");
    CLEANUP(json_free_ref) json_t *current = sample("community");
    json_object_del(current, "contacts");
    CLEANUP(json_free_ref) json_t *report = import_community(csv, current, true, &fault);
    assert_non_null(strstr(json_str_or(report, "invalid", ""), "contacts: "));
    assert_int_equal(json_int_or(json_member(report, "counts"), "gone", 0), 23);
}

static void a_head_of_no_use_is_said_as_such(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum import_fault fault;
    } heads[] = {
        {"", IMPORT_EMPTY}, {"收费项目,x\na,b\n", IMPORT_NO_NUMBERS}, {"编号,单位,number\na,b,c\n", IMPORT_TWICE}};
    for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
        enum import_fault fault;
        CLEANUP(csv_free_ref) struct csv *csv = parse(heads[i].text);
        assert_null(import_report(IMPORT_FEES, csv, NULL, NULL, &fault));
        assert_int_equal(fault, heads[i].fault);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_price_list_is_told_row_by_row_and_nothing_else_changes),
        cmocka_unit_test(usual_names_of_columns_are_understood_and_others_named),
        cmocka_unit_test(the_range_of_a_guide_price_is_computed_to_the_fen),
        cmocka_unit_test(a_new_fee_needs_what_the_law_wants_and_gets_its_telephones),
        cmocka_unit_test(standards_take_words_for_signs_and_names_for_categories),
        cmocka_unit_test(what_is_exported_comes_back_as_the_same),
        cmocka_unit_test(the_template_is_a_sheet_that_can_be_sent),
        cmocka_unit_test(sheets_in_the_code_page_of_chinese_machines_are_read),
        cmocka_unit_test(bytes_of_no_code_page_are_refused),
        cmocka_unit_test(a_communitys_rows_are_told_and_what_the_schema_refuses_is_not_taken),
        cmocka_unit_test(what_no_row_is_the_cause_of_is_said_of_the_document),
        cmocka_unit_test(a_head_of_no_use_is_said_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
