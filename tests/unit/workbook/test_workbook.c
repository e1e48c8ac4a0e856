/* Workbooks are made here part by part, good ones and hostile ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zip.h>

#include "common/base.h"
#include "workbook/workbook.h"

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define RELS "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

struct part {
    const char *path, *text; /* text NULL: `zeros` bytes of blanks */
    size_t zeros;
};

static const char *const WORKBOOK =
    "<workbook " MAIN " " RELS "><sheets><sheet name=\"hidden\" sheetId=\"1\" state=\"hidden\" r:id=\"rId9\"/>"
    "<sheet name=\"fees\" sheetId=\"2\" r:id=\"rId1\"/></sheets></workbook>";
static const char *const RELATIONS =
    "<Relationships><Relationship Id=\"rId1\" Type=\"" TYPE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" TYPE "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" TYPE "/styles\" Target=\"styles.xml\"/></Relationships>";
static const char *const STYLES =
    "<styleSheet " MAIN
    "><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf "
    "numFmtId=\"10\"/></cellXfs></styleSheet>";
static const char *const SHARED =
    "<sst " MAIN "><si><t>编号</t></si><si><r><t>两</t></r><r><t>段</t></r><rPh><t>liang</t>"
    "</rPh></si></sst>";

/* A workbook of these parts around one sheet. Yours. */
static uint8_t *packed(const char *sheet, const struct part *more, size_t count, size_t *len)
{
    struct part parts[16] = {{"xl/workbook.xml", WORKBOOK, 0},
                             {"xl/_rels/workbook.xml.rels", RELATIONS, 0},
                             {"xl/styles.xml", STYLES, 0},
                             {"xl/sharedStrings.xml", SHARED, 0},
                             {"xl/worksheets/sheet1.xml", sheet, 0}};
    size_t total = 5;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < total && strcmp(parts[at].path, more[i].path) != 0)
            at++;
        parts[at] = more[i];
        total = MAX(total, at + 1);
    }
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    for (size_t i = 0; i < total; i++) {
        size_t size = parts[i].text ? strlen(parts[i].text) : parts[i].zeros;
        char *text = malloc(size + 1);
        if (parts[i].text)
            memcpy(text, parts[i].text, size);
        else
            memset(text, ' ', size);
        assert_true(zip_file_add(zip, parts[i].path, zip_source_buffer(zip, text, size, 1), 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t stat;
    zip_source_stat(source, &stat);
    uint8_t *bytes = malloc(stat.size);
    zip_source_open(source);
    assert_int_equal(zip_source_read(source, bytes, stat.size), stat.size);
    zip_source_close(source);
    zip_source_free(source);
    *len = stat.size;
    return bytes;
}

static void expect(const char *sheet, const struct part *more, size_t count, enum workbook_result result,
                   const char *csv)
{
    struct text out = {0};
    size_t len;
    uint8_t *bytes = packed(sheet, more, count, &len);
    assert_string_equal(workbook_result_name(workbook_read(bytes, len, &out)), workbook_result_name(result));
    if (csv)
        assert_string_equal(out.len ? out.data : "", csv);
    free(out.data);
    free(bytes);
}

#define SHEET(rows) "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"

static void a_sheet_becomes_what_its_cells_show(void **state)
{
    (void)state;
    expect(SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"
                 "<row r=\"3\"><c r=\"A3\"><v>2.7999999999999998</v></c><c r=\"B3\" s=\"1\"><v>46023</v></c>"
                 "<c r=\"C3\" s=\"2\"><v>46023</v></c><c r=\"D3\" s=\"3\"><v>0.15</v></c>"
                 "<c r=\"E3\" t=\"str\"><f>A1&amp;B1</f><v>say \"x\"</v></c><c r=\"F3\" t=\"b\"><v>1</v></c>"
                 "<c r=\"G3\" t=\"inlineStr\"><is><t>=1+1</t></is></c><c r=\"H3\"><v>18000</v></c></row>"),
           NULL, 0, WORKBOOK_DONE,
           "\"编号\",,\"两段\"\n\n\"2.8\",\"2026-01-01\",\"2026-01-01\",\"15%\",\"say \"\"x\"\"\",\"TRUE\",\"=1+1\","
           "\"18000\"");
}

static void rows_and_cells_without_their_numbers_follow_each_other(void **state)
{
    (void)state;
    expect(SHEET("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"), NULL, 0, WORKBOOK_DONE,
           "\"1\",\"2\"\n\"3\"");
}

static void what_is_no_workbook_is_said_to_be_none(void **state)
{
    (void)state;
    struct text out = {0};
    const char *text = "编号,名称\n", *old = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    assert_int_equal(workbook_read((const uint8_t *)text, strlen(text), &out), WORKBOOK_NONE);
    assert_int_equal(workbook_read((const uint8_t *)old, strlen(old), &out), WORKBOOK_NONE);
    assert_int_equal(workbook_read((const uint8_t *)"PK\3\4 and no more", 16, &out), WORKBOOK_DAMAGED);
    assert_null(out.data);
}

static void a_file_that_was_cut_short_is_damaged(void **state)
{
    (void)state;
    size_t len;
    struct text out = {0};
    uint8_t *bytes = packed(SHEET("<row><c><v>1</v></c></row>"), NULL, 0, &len);
    assert_int_equal(workbook_read(bytes, len / 2, &out), WORKBOOK_DAMAGED);
    free(bytes);
    free(out.data);
    expect("<worksheet><sheetData><row>", NULL, 0, WORKBOOK_DAMAGED, NULL);
}

static void entities_are_refused_wherever_they_point(void **state)
{
    (void)state;
    expect("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" SHEET(
               "<row><c t=\"inlineStr\"><is><t>&a;</t></is></c></row>"),
           NULL, 0, WORKBOOK_DAMAGED, "");
    struct part laughs = {
        "xl/sharedStrings.xml",
        "<!DOCTYPE x [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>", 0};
    expect(SHEET("<row><c t=\"s\"><v>0</v></c></row>"), &laughs, 1, WORKBOOK_DAMAGED, "");
}

static void bombs_do_not_go_off(void **state)
{
    (void)state;
    struct part bomb = {"xl/worksheets/sheet1.xml", NULL, (size_t)WORKBOOK_PART_MAX + 1};
    expect("", &bomb, 1, WORKBOOK_TOO_LARGE, NULL);
    char *deep = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&deep, &size);
    for (size_t i = 0; i < WORKBOOK_DEPTH_MAX + 1; i++)
        fputs("<a>", out);
    fclose(out);
    expect(deep, NULL, 0, WORKBOOK_DAMAGED, NULL);
    free(deep);
}

static void sizes_have_an_end(void **state)
{
    (void)state;
    expect(SHEET("<row r=\"10001\"><c><v>1</v></c></row>"), NULL, 0, WORKBOOK_DONE, NULL);
    expect(SHEET("<row r=\"10002\"><c><v>1</v></c></row>"), NULL, 0, WORKBOOK_TOO_LARGE, NULL);
    expect(SHEET("<row r=\"1048576\"><c r=\"XFD1048576\"/></row>"), NULL, 0, WORKBOOK_DONE, "");
    expect(SHEET("<row r=\"1\"><c r=\"BL1\"><v>1</v></c></row>"), NULL, 0, WORKBOOK_DONE, NULL);
    expect(SHEET("<row r=\"1\"><c r=\"BM1\"><v>1</v></c></row>"), NULL, 0, WORKBOOK_TOO_LARGE, NULL);
}

static void a_sheet_that_runs_backwards_or_points_outside_is_refused(void **state)
{
    (void)state;
    expect(SHEET("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>2</v></c></row>"), NULL, 0, WORKBOOK_DAMAGED,
           NULL);
    expect(SHEET("<row><c t=\"s\"><v>99999</v></c><c t=\"s\"><v>-1</v></c></row>"), NULL, 0, WORKBOOK_DONE, "");
    struct part outside = {"xl/_rels/workbook.xml.rels",
                           "<Relationships><Relationship Id=\"rId1\" TargetMode=\"External\" Type=\"" TYPE
                           "/worksheet\" Target=\"http://evil/sheet.xml\"/></Relationships>",
                           0};
    expect(SHEET(""), &outside, 1, WORKBOOK_NO_SHEET, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_becomes_what_its_cells_show),
        cmocka_unit_test(rows_and_cells_without_their_numbers_follow_each_other),
        cmocka_unit_test(what_is_no_workbook_is_said_to_be_none),
        cmocka_unit_test(a_file_that_was_cut_short_is_damaged),
        cmocka_unit_test(entities_are_refused_wherever_they_point),
        cmocka_unit_test(bombs_do_not_go_off),
        cmocka_unit_test(sizes_have_an_end),
        cmocka_unit_test(a_sheet_that_runs_backwards_or_points_outside_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
