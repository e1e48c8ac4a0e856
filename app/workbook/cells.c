/* A sheet's cells, row after row, as CSV. Rows and cells that were left out are empty ones, so that a row's number
 * stays what the clerk sees. */
#include "workbook/reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAY_S        86400
#define DAYS_TO_1904 1462
#define DAYS_TO_1970 25569   /* from the day before 1900-01-01, as programs count with their 29th of February 1900 */
#define DAY_LAST     2958465 /* 9999-12-31 */

struct cells {
    const struct workbook *book;
    struct text *csv, value;
    size_t row, column;       /* where the next cell goes, from 1 */
    size_t at_row, at_column; /* what is written so far */
    char type[16];
    long style;
    bool in_value, in_phonetic;
};

/* --- What a cell shows -------------------------------------------------------------------------------------------- */

static void trim_zeros(char *number)
{
    char *point = strchr(number, '.'), *end = number + strlen(number);
    if (!point || strpbrk(number, "eE"))
        return;
    while (end > point + 1 && end[-1] == '0')
        *--end = '\0';
    if (end == point + 1)
        *point = '\0';
}

static void show_day(const struct workbook *book, double days, char out[static 64])
{
    double since = days + (book->from_1904 ? DAYS_TO_1904 : 0);
    time_t at = (time_t)((floor(since) - DAYS_TO_1970) * DAY_S);
    struct tm day;
    if (since < 61 || since > DAY_LAST || !gmtime_r(&at, &day)) /* before March 1900 the count is off by one */
        (void)snprintf(out, 64, "%.15g", days);
    else
        (void)snprintf(out, 64, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

static void show_time(double days, char out[static 64])
{
    long minutes = lround((days - floor(days)) * 1440) % 1440;
    (void)snprintf(out, 64, "%02ld:%02ld", minutes / 60, minutes % 60);
}

/* 2.7999999999999998 was 2.8. */
static void show_number(const struct cells *cells, const char *value, char out[static 64])
{
    char *end;
    double number = strtod(value, &end);
    size_t style = (size_t)cells->style;
    enum shown shown = style < cells->book->style_count ? cells->book->styles[style] : SHOWN_AS_IS;
    if (end == value || !isfinite(number)) {
        (void)snprintf(out, 64, "%.60s", value);
    } else if (shown == SHOWN_DAY && fabs(number) < 1e7) {
        show_day(cells->book, number, out);
    } else if (shown == SHOWN_TIME && fabs(number) < 1e7) {
        show_time(number, out);
    } else if (shown == SHOWN_PERCENT && fabs(number) < 1e12) {
        (void)snprintf(out, 62, "%.10f", number * 100);
        trim_zeros(out);
        memcpy(out + strlen(out), "%", 2);
    } else if (fabs(number) < 1e15) {
        (void)snprintf(out, 64, "%.*f", fabs(number) < 1e9 ? 6 : 0, number);
        trim_zeros(out);
    } else {
        (void)snprintf(out, 64, "%.15g", number);
    }
}

static const char *shown_value(const struct cells *cells, char room[static 64])
{
    const char *value = cells->value.len ? cells->value.data : "";
    if (strcmp(cells->type, "s") == 0) {
        char *end;
        unsigned long n = strtoul(value, &end, 10);
        return end != value && n < cells->book->shared_count ? cells->book->shared[n] : "";
    }
    if (strcmp(cells->type, "b") == 0)
        return strcmp(value, "1") == 0 ? "TRUE" : "FALSE";
    if (*cells->type && strcmp(cells->type, "n") != 0) /* str, inlineStr, e, d */
        return value;
    if (!*value)
        return value;
    show_number(cells, value, room);
    return room;
}

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

static bool put(struct cells *cells, const char *text)
{
    return text_add(cells->csv, text, strlen(text));
}

static bool go_to(struct cells *cells, size_t row, size_t column)
{
    for (; cells->at_row < row; cells->at_row++, cells->at_column = 1)
        if (!put(cells, "\n"))
            return false;
    for (; cells->at_column < column; cells->at_column++)
        if (!put(cells, ","))
            return false;
    return true;
}

/* The byte order of controls that XML cannot hold is written _x000D_; only line ends are met. */
static bool put_cell(struct cells *cells, const char *text)
{
    if (!put(cells, "\""))
        return false;
    for (; *text; text++) {
        if (strncmp(text, "_x000D_", 7) == 0) {
            text += 6;
            continue;
        }
        if ((*text == '"' && !put(cells, "\"")) || !text_add(cells->csv, text, 1))
            return false;
    }
    return put(cells, "\"");
}

static void end_cell(struct xml *xml, struct cells *cells)
{
    char room[64];
    const char *text = shown_value(cells, room);
    size_t row = cells->row, column = cells->column++;
    if (!*text)
        return;
    /* A row that was passed cannot come back: the file would lie about its order. */
    if (row < cells->at_row || (row == cells->at_row && column < cells->at_column))
        xml_stop(xml, WORKBOOK_DAMAGED);
    else if (row > WORKBOOK_ROWS_MAX || column > WORKBOOK_COLUMNS_MAX || strlen(text) > WORKBOOK_CELL_MAX ||
             !go_to(cells, row, column) || !put_cell(cells, text))
        xml_stop(xml, WORKBOOK_TOO_LARGE);
}

/* --- XML ---------------------------------------------------------------------------------------------------------- */

/* "BC12": column 55. 0: none. */
static size_t column_of(const char *reference)
{
    size_t column = 0;
    for (; *reference >= 'A' && *reference <= 'Z' && column < 100000; reference++)
        column = column * 26 + (size_t)(*reference - 'A' + 1);
    return column;
}

static void begin_cell(struct cells *cells, const char **attributes)
{
    const char *reference = xml_attribute(attributes, "r"), *type = xml_attribute(attributes, "t"),
               *style = xml_attribute(attributes, "s");
    size_t column = reference ? column_of(reference) : 0;
    if (column)
        cells->column = column;
    (void)snprintf(cells->type, sizeof(cells->type), "%s", type ? type : "");
    cells->style = style ? strtol(style, NULL, 10) : 0;
    cells->value.len = 0;
}

static void on_start(struct xml *xml, const char *name, const char **attributes)
{
    struct cells *cells = xml->self;
    if (xml_is(name, "row")) {
        const char *number = xml_attribute(attributes, "r");
        unsigned long row = number ? strtoul(number, NULL, 10) : 0;
        cells->row = row ? row : cells->row + 1;
        cells->column = 1;
    } else if (xml_is(name, "c")) {
        begin_cell(cells, attributes);
    } else if (xml_is(name, "rPh")) {
        cells->in_phonetic = true;
    } else if (xml_is(name, "v") || xml_is(name, "t")) {
        cells->in_value = !cells->in_phonetic;
    }
}

static void on_end(struct xml *xml, const char *name)
{
    struct cells *cells = xml->self;
    if (xml_is(name, "c"))
        end_cell(xml, cells);
    else if (xml_is(name, "rPh"))
        cells->in_phonetic = false;
    else if (xml_is(name, "v") || xml_is(name, "t"))
        cells->in_value = false;
}

static void on_text(struct xml *xml, const char *bytes, int len)
{
    struct cells *cells = xml->self;
    if (cells->in_value && !text_add(&cells->value, bytes, (size_t)len))
        xml_stop(xml, WORKBOOK_TOO_LARGE);
}

enum workbook_result cells_read(const struct workbook *book, const char *bytes, size_t len, struct text *csv)
{
    struct cells cells = {.book = book, .csv = csv, .column = 1, .at_row = 1, .at_column = 1};
    struct xml xml = {.self = &cells, .on_start = on_start, .on_end = on_end, .on_text = on_text};
    enum workbook_result result = xml_run(&xml, bytes, len);
    free(cells.value.data);
    return result;
}
