#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "central/grid/grid.h"

static void fill(struct grid *grid)
{
    grid_column(grid, "编号", 10);
    grid_column(grid, "Words", 40);
    grid_column(grid, "Yuan", 12);
    grid_text(grid, "F-01");
    grid_text(grid, "两行\n和\"引号\"，还有逗号, 一个");
    grid_fen(grid, 178);
    grid_end_row(grid);
    grid_text(grid, "=HYPERLINK(\"http://evil\")");
    grid_text(grid, NULL);
    grid_fen(grid, -5);
    grid_end_row(grid);
    grid_number(grid, -7);
    grid_end_row(grid);
}

static void csv_is_what_spreadsheet_programs_read_and_never_a_formula(void **state)
{
    (void)state;
    CLEANUP(grid_free_ref) struct grid *grid = grid_new(GRID_CSV, "fees");
    struct buf out = {0};
    fill(grid);
    assert_true(grid_finish(grid, &out, NULL));
    assert_string_equal(buf_str(&out), "\xEF\xBB\xBF编号,Words,Yuan\r\n"
                                       "F-01,\"两行\n和\"\"引号\"\"，还有逗号, 一个\",1.78\r\n"
                                       "\"'=HYPERLINK(\"\"http://evil\"\")\",,-0.05\r\n"
                                       "-7,,\r\n");
    buf_fini(&out);
}

static void a_table_without_rows_is_its_head(void **state)
{
    (void)state;
    CLEANUP(grid_free_ref) struct grid *grid = grid_new(GRID_CSV, "fees");
    struct buf out = {0};
    grid_column(grid, "a", 5);
    grid_column(grid, "@b", 5);
    assert_true(grid_finish(grid, &out, NULL));
    assert_string_equal(buf_str(&out), "\xEF\xBB\xBF"
                                       "a,\"'@b\"\r\n");
    buf_fini(&out);
}

/* Read by somebody else's reader. */
static void xlsx_opens_elsewhere_with_words_as_words_and_money_as_numbers(void **state)
{
    (void)state;
    CLEANUP(grid_free_ref) struct grid *grid = grid_new(GRID_XLSX, "收费");
    struct buf out = {0};
    char path[] = "/tmp/gridXXXXXX", said[512] = "";
    fill(grid);
    assert_true(grid_finish(grid, &out, NULL));
    int fd = mkstemp(path);
    assert_int_equal(write(fd, out.data, out.len), out.len);
    close(fd);
    CLEANUP(free_ptr)
    char *command = xasprintf("PYTHONIOENCODING=utf-8 /usr/bin/python3 -c \"import openpyxl; "
                              "s=openpyxl.load_workbook(open('%s','rb')).active;"
                              "print(s.title, [[(c.data_type, c.value) for c in r] for r in s.iter_rows()])\"",
                              path);
    FILE *reader = popen(command, "r");
    assert_non_null(reader);
    said[fread(said, 1, sizeof(said) - 1, reader)] = '\0';
    assert_int_equal(pclose(reader), 0);
    unlink(path);
    assert_string_equal(said,
                        "收费 [[('s', '编号'), ('s', 'Words'), ('s', 'Yuan')], [('s', 'F-01'), ('s', "
                        "'两行\\n和\"引号\"，还有逗号, 一个'), ('n', 1.78)], [('s', '=HYPERLINK(\"http://evil\")'), "
                        "('n', None), ('n', -0.05)], [('n', -7), ('n', None), ('n', None)]]\n");
    buf_fini(&out);
}

static void a_grid_that_nobody_finishes_leaves_nothing(void **state)
{
    (void)state;
    struct grid *grid = grid_new(GRID_XLSX, "x");
    fill(grid);
    grid_free(grid);
    grid_free(NULL);
}

static void what_does_not_fit_is_counted(void **state)
{
    (void)state;
    CLEANUP(grid_free_ref) struct grid *grid = grid_new(GRID_CSV, "x");
    struct buf out = {0};
    size_t left_out, lines = 0;
    grid_column(grid, "n", 5);
    for (int64_t i = 0; i < GRID_ROWS_MAX + 3; i++) {
        grid_number(grid, i);
        grid_end_row(grid);
    }
    assert_true(grid_finish(grid, &out, &left_out));
    assert_int_equal(left_out, 3);
    for (const char *at = out.data; (at = strchr(at, '\n')); at++)
        lines++;
    assert_int_equal(lines, GRID_ROWS_MAX + 1);
    buf_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_what_spreadsheet_programs_read_and_never_a_formula),
        cmocka_unit_test(a_table_without_rows_is_its_head),
        cmocka_unit_test(xlsx_opens_elsewhere_with_words_as_words_and_money_as_numbers),
        cmocka_unit_test(a_grid_that_nobody_finishes_leaves_nothing),
        cmocka_unit_test(what_does_not_fit_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
