/* The sheet of the sample, and the sample as a sheet. */
#include "common/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/json.h"
#include "ctl/sample.h"

static struct sheet_report apply(const struct csv *csv, json_t *community)
{
    struct sheet_report report;
    if (!sheet_apply(csv, community, &(struct sheet_how){.whole = true}, &report)) {
        for (size_t i = 0; i < report.row_count; i++) {
            if (report.rows[i].state == SHEET_WRONG)
                fail_msg("row %zu: %s", report.rows[i].line, report.rows[i].what);
        }
    }
    return report;
}

/* The pattern for clerks says exactly what the sample says. */
static void the_pattern_sheet_is_the_sample(void **state UNUSED)
{
    struct sample sample;
    CLEANUP(free_ptr) char *why = NULL;
    assert_true(sample_load(&sample, FOYER_SOURCE_DIR "/assets/sample", 1795395600, &why));
    CLEANUP(json_free_ref) json_t *community = json_deep_copy(sample.community);
    FILE *file = fopen(FOYER_SOURCE_DIR "/assets/sample/lobbies.csv", "re");
    assert_non_null(file);
    char bytes[65536];
    size_t len = fread(bytes, 1, sizeof(bytes), file);
    assert_true(len > 0 && len < sizeof(bytes));
    fclose(file);
    CLEANUP(csv_free_ref) struct csv *csv = csv_parse(bytes, len, &why);
    assert_non_null(csv);
    CLEANUP(sheet_report_fini) struct sheet_report report = apply(csv, community);
    assert_true(json_equal(community, sample.community));
    for (enum sheet_kind kind = 0; kind < SHEET_KINDS; kind++)
        assert_true(report.counts[kind][SHEET_SAME] > 0 && report.counts[kind][SHEET_ADDED] == 0 &&
                    report.counts[kind][SHEET_RENAMED] + report.counts[kind][SHEET_CHANGED] == 0);
    CLEANUP(json_free_ref) json_t *fresh = json_object();
    CLEANUP(sheet_report_fini) struct sheet_report again = apply(csv, fresh); /* and is enough to begin with */
    sample_fini(&sample);
}

static void write_row(void *arg, char *const cells[static SHEET_COLUMNS])
{
    for (size_t i = 0; i < SHEET_COLUMNS; i++)
        buf_printf(arg, "%s\"%s\"", i ? "," : "", cells[i]);
    buf_puts(arg, "\n");
}

/* What is written and read again, with all that it does not name going, is what it was; that includes areas, zones and
 * hours. */
static void what_is_written_changes_nothing_when_it_is_read(void **state UNUSED)
{
    struct sample sample;
    CLEANUP(free_ptr) char *why = NULL;
    assert_true(sample_load(&sample, FOYER_SOURCE_DIR "/assets/sample", 1795395600, &why));
    CLEANUP(buf_fini) struct buf text = {0};
    for (enum sheet_column column = 0; column < SHEET_COLUMNS; column++)
        buf_printf(&text, "%s%s", column ? "," : "", sheet_column_name_zh(column));
    buf_puts(&text, "\n");
    sheet_write(sample.community, write_row, &text);
    CLEANUP(csv_free_ref) struct csv *csv = csv_parse(buf_str(&text), text.len, &why);
    assert_non_null(csv);
    assert_non_null(strstr(buf_str(&text), "\"98.50\""));
    CLEANUP(json_free_ref) json_t *community = json_deep_copy(sample.community);
    CLEANUP(sheet_report_fini) struct sheet_report report = apply(csv, community);
    for (size_t i = 0; i < report.row_count; i++) {
        if (report.rows[i].state != SHEET_SAME)
            fail_msg("%s is %s", report.rows[i].id, sheet_state_name(report.rows[i].state));
    }
    assert_true(json_equal(community, sample.community));
    /* And is enough to begin anew with: hours, areas and zones are all in it. */
    CLEANUP(json_free_ref) json_t *fresh = json_object();
    CLEANUP(sheet_report_fini) struct sheet_report again = apply(csv, fresh);
    const json_t *unit = json_array_get(json_member(json_array_get(json_member(fresh, "buildings"), 0), "units"), 0);
    const json_t *was =
        json_array_get(json_member(json_array_get(json_member(sample.community, "buildings"), 0), "units"), 0);
    assert_true(json_equal((json_t *)unit, (json_t *)was));
    sample_fini(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pattern_sheet_is_the_sample),
        cmocka_unit_test(what_is_written_changes_nothing_when_it_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
