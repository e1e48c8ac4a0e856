/* Aligned columns on a terminal. Han and other wide characters count two cells. Cells are borrowed until table_print.
 */
#ifndef FOYER_CTL_TABLE_H
#define FOYER_CTL_TABLE_H

#include "common/base.h"
#include "common/buf.h"

#define TABLE_COLUMNS_MAX 14

struct table {
    size_t columns;
    char **cells; /* owned, row by row; the first row is the head */
    size_t cell_count, cell_cap;
};
size_t table_width(const char *text); /* terminal cells of a valid UTF-8 text */
void table_init(struct table *table, const char *const *head, size_t columns);
void table_add(struct table *table, const char *cell); /* copied; controls become blanks; NULL and "" show "-" */
void table_print(const struct table *table, struct buf *out);
void table_fini(struct table *table);

#endif
