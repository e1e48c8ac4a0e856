#include "common/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/json.h"

static struct csv *parse(const char *text)
{
    char *why = NULL;
    struct csv *csv = csv_parse(text, strlen(text), &why);
    if (!csv)
        fail_msg("%s", why);
    return csv;
}

static void expect_no_csv(const char *text, const char *part)
{
    CLEANUP(free_ptr) char *why = NULL;
    assert_null(csv_parse(text, strlen(text), &why));
    assert_non_null(why);
    if (!strstr(why, part))
        fail_msg("\"%s\" does not say \"%s\"", why, part);
}

static json_t *compact(const char *text)
{
    json_t *value = json_decode(text, strlen(text), NULL);
    assert_non_null(value);
    return value;
}

/* Applies and returns what went and the reasons, "" when all is well. */
static char *apply_as(const char *text, json_t *community, const struct sheet_how *how)
{
    CLEANUP(csv_free_ref) struct csv *csv = parse(text);
    struct sheet_report report;
    struct buf out = {0};
    bool good = sheet_apply(csv, community, how, &report);
    assert_int_equal(good, report.wrong_count == 0);
    for (size_t i = 0; i < report.row_count; i++) {
        const struct sheet_row *row = &report.rows[i];
        if (row->state == SHEET_WRONG && row->line)
            buf_printf(&out, "row %zu: %s\n", row->line, row->what);
        else if (row->state == SHEET_WRONG || row->state == SHEET_GONE)
            buf_printf(&out, "%s: %s\n", sheet_state_name(row->state), row->what ? row->what : row->id);
    }
    sheet_report_fini(&report);
    return out.len ? buf_take(&out) : xstrdup("");
}

static char *apply(const char *text, json_t *community)
{
    return apply_as(text, community, &(struct sheet_how){0});
}

static void expect_wrong(const char *text, const char *wanted)
{
    CLEANUP(json_free_ref) json_t *community = json_object();
    CLEANUP(free_ptr) char *reasons = apply(text, community);
    assert_string_equal(reasons, wanted);
}

/* --- CSV -------------------------------------------------------------------------------------------------------- */

static void quotes_breaks_and_separators_are_read(void **state UNUSED)
{
    CLEANUP(csv_free_ref)
    struct csv *csv = parse("\xef\xbb\xbf"
                            "a,b,c\r\n1,\"x, \"\"y\"\"\nz\", 3 \r\n\r\n,,\r\nlast,\"\",");
    assert_int_equal(csv->count, 3);
    assert_int_equal(csv->rows[1].count, 3);
    assert_string_equal(csv->rows[1].fields[1], "x, \"y\"\nz");
    assert_string_equal(csv->rows[1].fields[2], "3");
    assert_int_equal(csv->rows[2].line, 6);
    assert_int_equal(csv->rows[2].count, 3);
    assert_string_equal(csv->rows[2].fields[2], "");
}

static void semicolons_and_tabs_are_recognised(void **state UNUSED)
{
    CLEANUP(csv_free_ref) struct csv *semicolons = parse("a;b\n1,5;2\n");
    assert_string_equal(semicolons->rows[1].fields[0], "1,5");
    CLEANUP(csv_free_ref) struct csv *tabs = parse("a\tb\n1;2\t3\n");
    assert_string_equal(tabs->rows[1].fields[0], "1;2");
}

static void broken_files_name_the_line(void **state UNUSED)
{
    expect_no_csv("a,b\n1,\"open\n2,3\n", "line 2: a quote is opened and never closed");
    expect_no_csv("a,b\n\"x\"y,1\n", "line 2: something stands behind a closing quote");
    expect_no_csv("\xb1\xe0\xba\xc5,1\n", "save the spreadsheet as \"CSV UTF-8\"");
}

static void oversized_cells_and_rows_are_refused(void **state UNUSED)
{
    CLEANUP(free_ptr) char *cell = xmalloc(CSV_FIELD_MAX + 2);
    memset(cell, 'x', CSV_FIELD_MAX + 1);
    cell[CSV_FIELD_MAX + 1] = '\0';
    expect_no_csv(cell, "a cell is longer");
    char commas[CSV_COLUMNS_MAX + 1];
    memset(commas, ',', CSV_COLUMNS_MAX);
    commas[CSV_COLUMNS_MAX] = '\0';
    expect_no_csv(commas, "columns");
}

static void an_empty_file_has_no_rows(void **state UNUSED)
{
    CLEANUP(csv_free_ref) struct csv *csv = parse("");
    assert_int_equal(csv->count, 0);
    expect_wrong("", "row 1: the sheet is empty\n");
    expect_wrong("\n,,\n", "row 1: the sheet is empty\n");
}

/* --- the sheet -------------------------------------------------------------------------------------------------- */

/* The lobby stands before its building: the order of rows does not matter. */
static const char WHOLE[] =
    "种类,编号,名称,name_en,楼栋,单元,层数,附近楼栋,电话,用途,时间,标签,位置,地址,px,mm,触摸\n"
    "大堂,T-B1-U1,1号楼1单元大堂屏,,B1,B1-U1,,,,,,\"all, lobby\",示例路1号1号楼1单元大堂,,1080x1920,398x708,是\n"
    "小区,demo,示例小区,Demo,,,,,,,,,,示例路1号,,,\n"
    "楼栋,B1,1号楼,Building 1,,,18,,,,,all,,,,,\n"
    "单元,B1-U1,1单元,Unit 1,B1,,,,,,,,,,,,\n"
    "电梯,L1-1-A,A梯,Lift A,B1,B1-U1,18,,,,,,,,,,\n"
    "地点,P-GATE,1号门,Gate 1,,,,B1,,gate,,,,,,,\n"
    "电话,C1,服务中心,Service centre,,,,,000-5550-0101,service,1-5 08:30-17:30; 6 09:00-12:00,,,,,,\n";

static void one_sheet_makes_a_whole_community(void **state UNUSED)
{
    CLEANUP(json_free_ref) json_t *community = json_object();
    CLEANUP(free_ptr) char *reasons = apply(WHOLE, community);
    assert_string_equal(reasons, "");
    CLEANUP(json_free_ref)
    json_t *wanted = compact(
        "{\"community\":{\"id\":\"demo\",\"name\":\"示例小区\",\"name_en\":\"Demo\",\"address\":\"示例路1号\","
        "\"timezone\":\"Asia/Shanghai\"},"
        "\"buildings\":[{\"id\":\"B1\",\"name\":\"1号楼\",\"name_en\":\"Building 1\",\"floors\":18,\"tags\":[\"all\"],"
        "\"units\":[{\"id\":\"B1-U1\",\"name\":\"1单元\",\"name_en\":\"Unit 1\",\"lifts\":[\"L1-1-A\"]}]}],"
        "\"lifts\":[{\"id\":\"L1-1-A\",\"name\":\"A梯\",\"name_en\":\"Lift "
        "A\",\"building\":\"B1\",\"unit\":\"B1-U1\",\"floors\":18}],"
        "\"places\":[{\"id\":\"P-GATE\",\"name\":\"1号门\",\"name_en\":\"Gate "
        "1\",\"kind\":\"gate\",\"near\":[\"B1\"]}],"
        "\"contacts\":[{\"id\":\"C1\",\"label\":\"服务中心\",\"label_en\":\"Service "
        "centre\",\"phone\":\"000-5550-0101\",\"kind\":\"service\","
        "\"hours\":[{\"days\":[1,2,3,4,5],\"open\":\"08:30\",\"close\":\"17:30\"},{\"days\":[6],\"open\":\"09:00\","
        "\"close\":\"12:00\"}]}],"
        "\"terminals\":[{\"id\":\"T-B1-U1\",\"name\":\"1号楼1单元大堂屏\",\"building\":\"B1\",\"unit\":\"B1-U1\","
        "\"tags\":[\"all\",\"lobby\"],"
        "\"touch\":true,\"place\":\"示例路1号1号楼1单元大堂\",\"screen\":{\"px_w\":1080,\"px_h\":1920,\"mm_w\":398,"
        "\"mm_h\":708}}]}");
    if (!json_equal(community, wanted)) {
        struct buf got = {0};
        json_encode(&got, community);
        fail_msg("%s", buf_str(&got));
    }
}

static void the_same_sheet_twice_changes_nothing(void **state UNUSED)
{
    CLEANUP(json_free_ref) json_t *community = json_object();
    CLEANUP(free_ptr) char *first = apply(WHOLE, community);
    CLEANUP(json_free_ref) json_t *before = json_deep_copy(community);
    CLEANUP(csv_free_ref) struct csv *csv = parse(WHOLE);
    struct sheet_report report;
    assert_true(sheet_apply(csv, community, &(struct sheet_how){.whole = true}, &report));
    assert_true(json_equal(before, community));
    for (enum sheet_kind kind = 0; kind < SHEET_KINDS; kind++) {
        assert_int_equal(report.counts[kind][SHEET_SAME], 1);
        assert_int_equal(report.counts[kind][SHEET_ADDED] + report.counts[kind][SHEET_CHANGED], 0);
    }
    sheet_report_fini(&report);
}

static void a_known_id_is_changed_and_the_rest_is_kept(void **state UNUSED)
{
    CLEANUP(json_free_ref) json_t *community = json_object();
    CLEANUP(free_ptr) char *first = apply(WHOLE, community);
    CLEANUP(free_ptr) char *second = apply("kind,id,name,hours\nbuilding,B1,一号楼,\ncontact,C1,,24h\n", community);
    assert_string_equal(second, "");
    const json_t *building = json_array_get(json_member(community, "buildings"), 0);
    assert_string_equal(json_str(building, "name"), "一号楼");
    assert_int_equal(json_int_or(building, "floors", 0), 18);
    const json_t *contact = json_array_get(json_member(community, "contacts"), 0);
    assert_string_equal(json_str(contact, "hours"), "24h");
    assert_string_equal(json_str(contact, "phone"), "000-5550-0101");
    assert_int_equal(json_array_size(json_member(community, "terminals")), 1);
}

static void every_wrong_row_is_named(void **state UNUSED)
{
    expect_wrong("kind,id,name,building,unit,floors,phone,hours,px,touch,place\n"
                 "house,B1,x,,,,,,,,\n"
                 "building,B 1,x,,,,,,,,\n"
                 "building,B1,1号楼,,,zero,,,,,\n"
                 "building,B2,2号楼,,,6,,,,,\n"
                 "building,B3,,,,6,,,,,\n"
                 "unit,B9-U1,1单元,B9,,,,,,,\n"
                 "lift,L1,,B2,B2-U7,,,,,,\n"
                 "contact,C1,x,,,,,,,,\n"
                 "contact,C2,x,,,,1,8-9 never,,,\n"
                 "lobby,T1,x,B2,,,,,1080,,here\n"
                 "lobby,T2,x,B2,,,,,,maybe,here\n"
                 "lobby,T3,x,B2,,,,,,,\n",
                 "row 2: \"house\" is none of community, building, unit, lift, place, contact and lobby\n"
                 "row 3: id: \"B 1\" is no name of letters, digits, '.', '_' and '-' (1 to 64)\n"
                 "row 4: B1: floors: a whole number from 1 to 200 is wanted, not \"zero\"\n"
                 "row 6: B3: the name is missing\n"
                 "row 7: B9-U1: no building B9 stands in the sheet or on the server\n"
                 "row 8: L1: building B2 has no unit B2-U7\n"
                 "row 9: C1: the telephone number is missing\n"
                 "row 10: C2: hours: \"8-9 never\" is neither 24h nor like 1-5 08:30-17:30; 6,7 09:00-12:00\n"
                 "row 11: T1: px: a size like 1080x1920 is wanted, not \"1080\"\n"
                 "row 12: T2: touch: yes or no is wanted, not \"maybe\"\n"
                 "row 13: T3: place: the words to read out in an emergency are missing\n");
}

static void odd_heads_are_refused(void **state UNUSED)
{
    expect_wrong("kind,id,colour\n", "row 1: no column is called \"colour\"\n");
    expect_wrong("kind,id,编号\n", "row 1: the column id stands twice\n");
    expect_wrong("id,name\n", "row 1: the first row must name the columns; kind and id are needed\n");
}

static void another_community_is_not_overwritten(void **state UNUSED)
{
    CLEANUP(json_free_ref) json_t *community = compact("{\"community\":{\"id\":\"one\",\"name\":\"One\"}}");
    CLEANUP(free_ptr) char *reasons = apply("kind,id,name\ncommunity,two,Two\n", community);
    assert_string_equal(reasons, "row 2: the community on the server is one, not two\n");
}

static void a_wrong_row_changes_nothing_of_its_entry(void **state UNUSED)
{
    CLEANUP(json_free_ref) json_t *community = json_object();
    CLEANUP(free_ptr) char *first = apply(WHOLE, community);
    CLEANUP(json_free_ref) json_t *before = json_deep_copy(community);
    CLEANUP(free_ptr)
    char *reasons = apply("kind,id,name,floors,building\nbuilding,B1,另名,zero,\nlift,L1-1-A,B梯,,B7\n", community);
    assert_string_equal(reasons, "row 2: B1: floors: a whole number from 1 to 200 is wanted, not \"zero\"\n"
                                 "row 3: L1-1-A: no building B7 stands in the sheet or on the server\n");
    assert_true(json_equal(before, community));
}

/* Units of two buildings may be called the same. */
static void what_moves_to_another_building_leaves_its_unit(void **state UNUSED)
{
    CLEANUP(json_free_ref) json_t *community = json_object();
    CLEANUP(free_ptr) char *first = apply(WHOLE, community);
    CLEANUP(free_ptr)
    char *second = apply("kind,id,name,building\nbuilding,B2,2号楼,\nlobby,T-B1-U1,,B2\nlift,L1-1-A,,B2\n", community);
    assert_string_equal(second, "");
    static const char *const lists[] = {"terminals", "lifts"};
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        const json_t *moved = json_array_get(json_member(community, lists[i]), 0);
        assert_string_equal(json_str(moved, "building"), "B2");
        assert_null(json_str(moved, "unit"));
    }
    const json_t *building = json_array_get(json_member(community, "buildings"), 0);
    assert_int_equal(json_array_size(json_member(json_array_get(json_member(building, "units"), 0), "lifts")), 0);
}

static void what_stands_twice_is_refused_the_second_time(void **state UNUSED)
{
    expect_wrong(
        "kind,id,name,building\nbuilding,B1,一,\nbuilding,B1,二,\nunit,U1,x,B1\nbuilding,B2,三,\nunit,U1,x,B2\n",
        "row 3: B1: it stands in the sheet twice\n");
}

static void areas_zones_and_words_for_names_are_read(void **state UNUSED)
{
    CLEANUP(json_free_ref) json_t *community = json_object();
    CLEANUP(free_ptr) char *first = apply(WHOLE, community);
    json_object_set_new(community, "tags", compact("[{\"id\":\"res\",\"name\":\"住宅\"}]"));
    CLEANUP(free_ptr)
    char *second = apply("种类,编号,名称,楼栋,单元,户数,每层户数,首户,末户,户型面积,建筑面积,供水分区,标签,附近楼栋\n"
                         "楼栋,B1,,,,72,,,,89.52,7092,,住宅、all,\n"
                         "单元,B1-U1,,1号楼,,36,2,1-101,1-1802,,,低区 high,,\n"
                         "电梯,L9,,1号楼,1单元,,,,,,,,,\n"
                         "地点,P-GATE,,,,,,,,,,,,1号楼\n",
                         community);
    assert_string_equal(second, "");
    CLEANUP(json_free_ref)
    json_t *wanted = compact(
        "{\"id\":\"B1\",\"name\":\"1号楼\",\"name_en\":\"Building 1\",\"floors\":18,\"tags\":[\"res\",\"all\"],"
        "\"households\":72,\"area_per_household_c\":8952,\"area_total_c\":709200,\"units\":[{\"id\":\"B1-U1\",\"name\":"
        "\"1单元\",\"name_en\":\"Unit 1\",\"lifts\":[\"L1-1-A\",\"L9\"],\"households\":36,\"doors_per_floor\":2,"
        "\"room_first\":\"1-101\",\"room_last\":\"1-1802\",\"water_zones\":[\"low\",\"high\"]}]}");
    assert_true(json_equal(json_array_get(json_member(community, "buildings"), 0), wanted));
    assert_string_equal(
        json_string_value(json_array_get(json_member(json_array_get(json_member(community, "places"), 0), "near"), 0)),
        "B1");
    static const char *const bad[] = {"89.525", "-1", "0", "89,5", "89.", ".5", "8e3", "20000000.01"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        CLEANUP(free_ptr) char *text = xasprintf("kind,id,home_area\nbuilding,B1,\"%s\"\n", bad[i]);
        CLEANUP(free_ptr) char *reasons = apply(text, community);
        if (!strstr(reasons, "B1: home_area: square metres like 89.52 are wanted, not "))
            fail_msg("\"%s\" was taken: %s", bad[i], reasons);
    }
    char names[4 * (SHEET_NAMES_MAX + 1) + 1] = "";
    for (size_t i = 0; i < SHEET_NAMES_MAX; i++)
        (void)snprintf(names + 4 * i, 5, "t%02zu ", i);
    for (int more = 0; more < 2; more++) {
        CLEANUP(free_ptr) char *text = xasprintf("kind,id,tags\nbuilding,B1,\"%s%s\"\n", names, more ? "one" : "");
        CLEANUP(free_ptr) char *reasons = apply(text, community);
        assert_true(!strstr(reasons, "B1: tags: 64 names are the most in one cell") == !more);
    }
}

static const struct sheet_how WHOLE_SHEET = {.whole = true};

static void what_a_whole_sheet_does_not_name_goes(void **state UNUSED)
{
    CLEANUP(json_free_ref) json_t *community = json_object();
    CLEANUP(free_ptr) char *first = apply(WHOLE, community);
    CLEANUP(free_ptr)
    char *more =
        apply("kind,id,name,building,unit\nbuilding,B2,2号楼,,\nunit,B2-U1,1单元,B2,\nlift,L2,,B2,B2-U1\n", community);
    assert_string_equal(more, "");
    /* Kinds that the sheet does not have stay: the lift is one, so nothing can go from under it. */
    CLEANUP(free_ptr)
    char *held = apply_as("kind,id,building\nbuilding,B1,\nunit,B1-U1,B1\n", community, &WHOLE_SHEET);
    assert_string_equal(held, "refused: B2-U1 does not stand in the sheet, but cannot go: it still holds L2\n"
                              "refused: B2 does not stand in the sheet, but cannot go: it still holds L2\n");
    CLEANUP(free_ptr)
    char *gone = apply_as("kind,id,building\nbuilding,B1,\nunit,B1-U1,B1\nlift,L1-1-A,B1\n", community, &WHOLE_SHEET);
    assert_string_equal(gone, "gone: L2\ngone: B2-U1\ngone: B2\n");
    assert_int_equal(json_array_size(json_member(community, "buildings")), 1);
    assert_int_equal(json_array_size(json_member(community, "terminals")), 1);
    /* Who made a mistake in a row did not mean to take the entry out. */
    CLEANUP(free_ptr) char *slip = apply_as("kind,id,floors\nlift,L1-1-A,many\nlift,L3,\n", community, &WHOLE_SHEET);
    assert_null(strstr(slip, "gone"));
    assert_int_equal(json_array_size(json_member(community, "lifts")), 1);
}

static void a_name_that_changes_is_told_as_such(void **state UNUSED)
{
    CLEANUP(json_free_ref) json_t *community = json_object();
    CLEANUP(free_ptr) char *first = apply(WHOLE, community);
    CLEANUP(csv_free_ref) struct csv *csv = parse("种类,编号,名称,层数,备注\n楼栋,B1,甲座,20,x\n电梯,L1-1-A,A梯,20,\n");
    struct sheet_report report;
    assert_true(sheet_apply(csv, community, &(struct sheet_how){.lenient = true}, &report));
    assert_int_equal(report.rows[0].state, SHEET_RENAMED);
    assert_string_equal(json_str(report.rows[0].before, "name"), "1号楼");
    assert_string_equal(json_str(report.rows[0].after, "name"), "甲座");
    assert_int_equal(report.rows[1].state, SHEET_CHANGED);
    assert_string_equal(json_string_value(json_array_get(report.ignored, 0)), "备注");
    sheet_report_fini(&report);
}

static void hours_are_read_strictly(void **state UNUSED)
{
    static const char *const bad[] = {"",
                                      "always",
                                      "1-5",
                                      "1-5 8:30-17:30",
                                      "0 08:00-09:00",
                                      "5-1 08:00-09:00",
                                      "1-9 08:00-09:00",
                                      "1 25:00-26:00",
                                      "1 08:00",
                                      "1 08:00-09:00;",
                                      "1 08:00-09:00 x",
                                      "1, 08:00-09:00",
                                      "1-",
                                      "1 08:00-09:0"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        json_t *hours = sheet_hours(bad[i]);
        if (hours)
            fail_msg("\"%s\" was taken", bad[i]);
    }
    CLEANUP(json_free_ref) json_t *night = sheet_hours("1,3-4 22:00-06:00;7 00:00-24:00");
    CLEANUP(json_free_ref)
    json_t *wanted = compact("[{\"days\":[1,3,4],\"open\":\"22:00\",\"close\":\"06:00\"},"
                             "{\"days\":[7],\"open\":\"00:00\",\"close\":\"24:00\"}]");
    assert_true(json_equal(night, wanted));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_breaks_and_separators_are_read),
        cmocka_unit_test(semicolons_and_tabs_are_recognised),
        cmocka_unit_test(broken_files_name_the_line),
        cmocka_unit_test(oversized_cells_and_rows_are_refused),
        cmocka_unit_test(an_empty_file_has_no_rows),
        cmocka_unit_test(one_sheet_makes_a_whole_community),
        cmocka_unit_test(the_same_sheet_twice_changes_nothing),
        cmocka_unit_test(a_known_id_is_changed_and_the_rest_is_kept),
        cmocka_unit_test(every_wrong_row_is_named),
        cmocka_unit_test(odd_heads_are_refused),
        cmocka_unit_test(another_community_is_not_overwritten),
        cmocka_unit_test(a_wrong_row_changes_nothing_of_its_entry),
        cmocka_unit_test(what_stands_twice_is_refused_the_second_time),
        cmocka_unit_test(what_moves_to_another_building_leaves_its_unit),
        cmocka_unit_test(areas_zones_and_words_for_names_are_read),
        cmocka_unit_test(what_a_whole_sheet_does_not_name_goes),
        cmocka_unit_test(a_name_that_changes_is_told_as_such),
        cmocka_unit_test(hours_are_read_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
