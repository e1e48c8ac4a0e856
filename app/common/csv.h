/* A spreadsheet saved as CSV (RFC 4180): quoted fields, doubled quotes, line breaks inside quotes, CRLF or LF, with or
 * without a byte-order mark. The separator is a comma, a semicolon or a tab, whichever the first line uses most. An
 * apostrophe before what would be a formula, as exports write it, is taken off again. Pure. */
#ifndef FOYER_COMMON_CSV_H
#define FOYER_COMMON_CSV_H

#include "common/base.h"

#define CSV_ROWS_MAX    20000
#define CSV_COLUMNS_MAX 64
#define CSV_FIELD_MAX   4000 /* bytes */

struct csv_row {
    char **fields; /* owned, trimmed of blanks at both ends */
    size_t count;
    size_t line;   /* in the file, from 1 */
    size_t number; /* as spreadsheet programs count rows, from 1: line breaks in cells make no row, empty rows count */
};
struct csv {
    struct csv_row *rows; /* owned; empty lines are left out */
    size_t count;
};
/* NULL: *why says what is wrong and on which line (yours). */
MUST_USE struct csv *csv_parse(const char *bytes, size_t len, char **why);
/* The same of a file as programs save it: UTF-8, or else GB18030 (Excel's plain "CSV" in China). */
MUST_USE struct csv *csv_parse_any(const char *bytes, size_t len, char **why);
void csv_free(struct csv *csv);
void csv_free_ref(struct csv **csv); /* for CLEANUP */

#endif
