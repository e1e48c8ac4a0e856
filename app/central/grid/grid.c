/* libxlsxwriter writes to a path: a file in memory has one below /proc. Rows go to its temporary file one by one, so
 * that a grid of a hundred thousand does not stand in memory. */
#include "central/grid/grid.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "common/log.h"
#include "common/utf8.h"

#define BOM "\xEF\xBB\xBF" /* without it Excel reads CSV in the machine's own code page */

struct grid {
    enum grid_format format;
    size_t columns, rows, at; /* rows: ended ones, without the head; at: the next cell's column */
    size_t left_out;
    struct buf csv;
    int fd; /* of the file in memory; -1: CSV, or it could not be made */
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *bold, *plain, *money;
};

bool grid_format_of(const char *name, enum grid_format *format)
{
    *format = str_eq(name, "xlsx") ? GRID_XLSX : GRID_CSV;
    return str_eq(name, "csv") || str_eq(name, "xlsx");
}

const char *grid_media_type(enum grid_format format)
{
    return format == GRID_CSV ? "text/csv; charset=utf-8"
                              : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

bool grid_is_formula(const char *text)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        if (str_starts(text, starts[i]))
            return true;
    return false;
}

/* --- A life ------------------------------------------------------------------------------------------------------- */

static void open_book(struct grid *grid, const char *name)
{
    grid->fd = memfd_create("grid", MFD_CLOEXEC);
    if (grid->fd < 0) {
        log_error("grid: no memory for a file: %s", strerror(errno));
        return;
    }
    CLEANUP(free_ptr) char *path = xasprintf("/proc/self/fd/%d", grid->fd);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    grid->book = workbook_new_opt(path, &options);
    ASSERT(grid->book && workbook_validate_sheet_name(grid->book, name) == LXW_NO_ERROR);
    grid->sheet = workbook_add_worksheet(grid->book, name);
    grid->bold = workbook_add_format(grid->book);
    grid->plain = workbook_add_format(grid->book);
    grid->money = workbook_add_format(grid->book);
    ASSERT(grid->sheet && grid->bold && grid->plain && grid->money);
    format_set_bold(grid->bold);
    format_set_text_wrap(grid->plain);
    format_set_align(grid->plain, LXW_ALIGN_VERTICAL_TOP);
    format_set_num_format(grid->money, "#,##0.00");
    format_set_align(grid->money, LXW_ALIGN_VERTICAL_TOP);
    worksheet_freeze_panes(grid->sheet, 1, 0);
}

struct grid *grid_new(enum grid_format format, const char *name)
{
    struct grid *grid = xcalloc(1, sizeof(*grid));
    *grid = (struct grid){.format = format, .fd = -1};
    if (format == GRID_XLSX)
        open_book(grid, name);
    else
        buf_puts(&grid->csv, BOM);
    return grid;
}

void grid_free(struct grid *grid)
{
    if (!grid)
        return;
    if (grid->book)
        lxw_workbook_free(grid->book);
    if (grid->fd >= 0)
        close(grid->fd);
    buf_fini(&grid->csv);
    free(grid);
}

void grid_free_ref(struct grid **grid)
{
    grid_free(*grid);
}

/* --- Cells -------------------------------------------------------------------------------------------------------- */

/* Whether there is room for a cell; CSV gets its comma. */
static bool next_cell(struct grid *grid)
{
    ASSERT(grid->at < grid->columns);
    if (grid->rows >= GRID_ROWS_MAX)
        return false;
    if (grid->format == GRID_CSV && grid->at > 0)
        buf_putc(&grid->csv, ',');
    grid->at++;
    return grid->format == GRID_CSV || grid->book;
}

static lxw_row_t sheet_row(const struct grid *grid)
{
    return (lxw_row_t)(grid->rows + 1);
}

static lxw_col_t sheet_column(const struct grid *grid)
{
    return (lxw_col_t)(grid->at - 1);
}

/* RFC 4180. */
static void put_csv(struct buf *csv, const char *text)
{
    bool formula = grid_is_formula(text), quoted = formula || strpbrk(text, ",;\"\r\n\t") || *text == ' ';
    if (quoted)
        buf_putc(csv, '"');
    if (formula)
        buf_putc(csv, '\'');
    for (; *text; text++) {
        if (*text == '"')
            buf_putc(csv, '"');
        buf_putc(csv, *text);
    }
    if (quoted)
        buf_putc(csv, '"');
}

/* Yours: no more than a cell holds. */
static char *cut(const char *text)
{
    const char *end = text;
    for (size_t count = 0; *end && count < GRID_TEXT_MAX; count++)
        (void)utf8_next(&end);
    return *end ? xasprintf("%.*s…", (int)(end - text), text) : xstrdup(text);
}

void grid_column(struct grid *grid, const char *heading, int width)
{
    ASSERT(grid->columns < GRID_COLUMNS_MAX && grid->rows == 0 && grid->at == 0);
    lxw_col_t column = (lxw_col_t)grid->columns++;
    if (grid->format == GRID_CSV) {
        if (column > 0)
            buf_putc(&grid->csv, ',');
        put_csv(&grid->csv, heading);
    } else if (grid->book) {
        worksheet_set_column(grid->sheet, column, column, width, NULL);
        worksheet_write_string(grid->sheet, 0, column, heading, grid->bold);
    }
}

/* The head ends with the first cell. */
static void end_head(struct grid *grid)
{
    if (grid->format == GRID_CSV && grid->rows == 0 && grid->at == 0)
        buf_puts(&grid->csv, "\r\n");
}

void grid_text(struct grid *grid, const char *text)
{
    end_head(grid);
    if (!next_cell(grid) || !text || !*text)
        return;
    CLEANUP(free_ptr) char *fits = cut(text);
    if (grid->format == GRID_CSV)
        put_csv(&grid->csv, fits);
    else
        worksheet_write_string(grid->sheet, sheet_row(grid), sheet_column(grid), fits, grid->plain);
}

void grid_number(struct grid *grid, int64_t number)
{
    end_head(grid);
    if (!next_cell(grid))
        return;
    if (grid->format == GRID_CSV)
        buf_printf(&grid->csv, "%" PRId64, number);
    else
        worksheet_write_number(grid->sheet, sheet_row(grid), sheet_column(grid), (double)number, grid->plain);
}

void grid_fen(struct grid *grid, int64_t fen)
{
    end_head(grid);
    if (!next_cell(grid))
        return;
    uint64_t size = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    if (grid->format == GRID_CSV)
        buf_printf(&grid->csv, "%s%" PRIu64 ".%02u", fen < 0 ? "-" : "", size / 100, (unsigned)(size % 100));
    else
        worksheet_write_number(grid->sheet, sheet_row(grid), sheet_column(grid), (double)fen / 100, grid->money);
}

void grid_end_row(struct grid *grid)
{
    end_head(grid);
    if (grid->rows >= GRID_ROWS_MAX) {
        grid->left_out++;
        grid->at = 0;
        return;
    }
    for (; grid->format == GRID_CSV && grid->at < grid->columns; grid->at++)
        if (grid->at > 0)
            buf_putc(&grid->csv, ',');
    if (grid->format == GRID_CSV)
        buf_puts(&grid->csv, "\r\n");
    grid->rows++;
    grid->at = 0;
}

bool grid_finish(struct grid *grid, struct buf *out, size_t *left_out)
{
    if (left_out)
        *left_out = grid->left_out;
    if (grid->format == GRID_CSV) {
        if (grid->rows == 0)
            buf_puts(&grid->csv, "\r\n");
        buf_append(out, grid->csv.data, grid->csv.len);
        return true;
    }
    if (!grid->book)
        return false;
    lxw_error error = workbook_close(TAKE(grid->book));
    if (error != LXW_NO_ERROR) {
        log_error("grid: the workbook cannot be written: %s", lxw_strerror(error));
        return false;
    }
    off_t size = lseek(grid->fd, 0, SEEK_END);
    void *bytes = size > 0 ? mmap(NULL, (size_t)size, PROT_READ, MAP_SHARED, grid->fd, 0) : MAP_FAILED;
    if (bytes == MAP_FAILED) {
        log_error("grid: the workbook cannot be read back: %s", strerror(errno));
        return false;
    }
    buf_append(out, bytes, (size_t)size);
    munmap(bytes, (size_t)size);
    return true;
}
