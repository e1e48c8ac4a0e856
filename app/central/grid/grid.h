/* A table as a file that a spreadsheet program opens: CSV or XLSX, one row after the other. Knows nothing of what
 * stands in it. Words of strangers stay words: an XLSX cell of text is text, and in CSV, where a program would take
 * =1+1 or +86… for a formula, such a cell begins with an apostrophe (common/csv.h takes it off again). One thread per
 * grid; a large one takes a second, so it is for a worker. */
#ifndef FOYER_CENTRAL_GRID_H
#define FOYER_CENTRAL_GRID_H

#include "common/buf.h"

#define GRID_COLUMNS_MAX 64
#define GRID_ROWS_MAX    100000 /* without the head; further ones are left out, and grid_finish says so */
#define GRID_TEXT_MAX    32000  /* code points of a cell; the rest is cut, with … */

enum grid_format { GRID_CSV, GRID_XLSX };
/* "csv" or "xlsx". false: neither. */
MUST_USE bool grid_format_of(const char *name, enum grid_format *format);
const char *grid_media_type(enum grid_format format);

struct grid;
/* `name`: of the sheet, at most 31 characters, none of []:*?/\ */
MUST_USE struct grid *grid_new(enum grid_format format, const char *name);
/* The head: every column, left to right, before the first cell. `width` in characters of Latin type. */
void grid_column(struct grid *grid, const char *heading, int width);
/* The cells of a row, left to right, then its end; what is left out stays empty. */
void grid_text(struct grid *grid, const char *text); /* valid UTF-8; NULL: an empty cell */
void grid_number(struct grid *grid, int64_t number);
void grid_fen(struct grid *grid, int64_t fen); /* as yuan with two decimals */
void grid_end_row(struct grid *grid);
/* The file's bytes are appended. false: nothing was, logged. `*left_out`: rows beyond GRID_ROWS_MAX; may be NULL. */
MUST_USE bool grid_finish(struct grid *grid, struct buf *out, size_t *left_out);
void grid_free(struct grid *grid);
void grid_free_ref(struct grid **grid); /* for CLEANUP */

/* Whether a spreadsheet program could take this for a formula: = + - @, also in full width, a tab, a carriage return.
 */
bool grid_is_formula(const char *text);

#endif
