/* The first visible sheet of an XLSX workbook as CSV text: what its cells show, formulas by their last result, days as
 * 2026-01-31, percentages as 15%. A workbook is a zip of XML from strangers: what declares a document type (and with
 * it entities, in the file or elsewhere) is refused, and every size has an end. Pure: bytes in, bytes out. */
#ifndef FOYER_WORKBOOK_WORKBOOK_H
#define FOYER_WORKBOOK_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORKBOOK_BYTES_MAX   (5u << 20)  /* of the file */
#define WORKBOOK_PARTS_MAX   1000        /* files in the zip */
#define WORKBOOK_PART_MAX    (32u << 20) /* bytes of one, unpacked */
#define WORKBOOK_ROWS_MAX    10001       /* the head is one */
#define WORKBOOK_COLUMNS_MAX 64
#define WORKBOOK_CELL_MAX    4000       /* bytes */
#define WORKBOOK_TEXT_MAX    (8u << 20) /* bytes of what comes out */
#define WORKBOOK_SHARED_MAX  200000     /* texts that cells share */
#define WORKBOOK_DEPTH_MAX   64         /* of XML */

enum workbook_result {
    WORKBOOK_DONE,
    WORKBOOK_NONE,      /* no XLSX */
    WORKBOOK_DAMAGED,   /* cut short, not as the format says, or hostile */
    WORKBOOK_TOO_LARGE, /* more rows, columns, text than above */
    WORKBOOK_NO_SHEET,
    WORKBOOK_RESULTS
};
const char *workbook_result_name(enum workbook_result result); /* "done", "none" …: the program's first line */

struct text { /* grows; zero-initialise, free(data) */
    char *data;
    size_t len, cap;
};
bool text_add(struct text *text, const char *bytes, size_t len); /* false: WORKBOOK_TEXT_MAX, or no memory */

enum workbook_result workbook_read(const uint8_t *bytes, size_t len, struct text *csv);

#endif
