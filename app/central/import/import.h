/* Standards, fees and what a community is made of out of spreadsheets and back into them. Nothing is stored here: a
 * sheet is compared row by row with the document that hangs, and what would come out is handed back for somebody to
 * look at, and to send as a draft.
 *
 * Standards and fees: the first row names the columns, in Chinese or English, in any order; a row whose number is known
 * changes it, any other adds one, nothing is taken away. An empty cell changes nothing; a cell with only "-" takes the
 * member out. Pure but for import_read. */
#ifndef FOYER_CENTRAL_IMPORT_H
#define FOYER_CENTRAL_IMPORT_H

#include <jansson.h>
#include "central/grid/grid.h"
#include "common/csv.h"

#define IMPORT_FILE_MAX (5u << 20) /* bytes, as of a workbook */
#define IMPORT_ROWS_MAX 10000      /* without the head */

enum import_kind { IMPORT_STANDARDS, IMPORT_FEES, IMPORT_COMMUNITY /* by functions of its own */ };

/* Why a file or its head is of no use; import_fault_words says it in a sentence. */
enum import_fault {
    IMPORT_GOOD,
    IMPORT_NOT_A_TABLE, /* an old .xls, one with a password, a PDF, … */
    IMPORT_DAMAGED,
    IMPORT_TOO_LARGE,
    IMPORT_EMPTY,
    IMPORT_NO_NUMBERS, /* no column with the numbers of the rows */
    IMPORT_NO_KINDS,   /* of a community's: no columns that say what a row is */
    IMPORT_TWICE,      /* a column stands twice */
    IMPORT_BROKEN      /* ours: no jail, no disk; logged */
};
const char *import_fault_name(enum import_fault fault); /* "not_a_table" */
const char *import_fault_words(enum import_fault fault);

/* The file's table, CSV or XLSX (read by foyer-workbook in the jail). `work_dir`: where a folder for it may be made.
 * Blocks: for a worker. NULL: *fault says why; free *detail ("line 7: …", NULL: none). */
MUST_USE struct csv *import_read(int fd, const char *work_dir, enum import_fault *fault, char **detail);

/* {"rows":[{"row":7,"id","state":"new"|"changed"|"same"|"refused","problem":{"code","column","value","what"}?,
 *   "fields":{"unit_price_fen":[280,300]}}], "counts":{"new","changed","same","refused"},
 *  "columns":[{"member","zh","en","type"}], "ignored":["列名"], "doc":{…}}
 * `current`: the document in force, NULL: none yet. `standards`: for fees, NULL: none yet. NULL: *fault. Yours. */
MUST_USE json_t *import_report(enum import_kind kind, const struct csv *csv, const json_t *current,
                               const json_t *standards, enum import_fault *fault);

/* The document's rows under the same headings; without a document the headings and one row as an example. */
void import_fill(enum import_kind kind, const json_t *doc, struct grid *grid);

/* The same of a community's sheet (common/sheet.h), whose rows also have "kind" and "name", and are "renamed" or, where
 * the sheet is the `whole`, "gone" (row 0), too. What is refused, by the schema, too, is not in the document;
 * everything else is. "invalid": why that could not be published as it is, where no row is the cause. */
MUST_USE json_t *import_community(const struct csv *csv, const json_t *current, bool whole, enum import_fault *fault);
void import_fill_community(const json_t *doc, struct grid *grid);

#endif
