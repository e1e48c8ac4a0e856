/* Tables inside a notice's Markdown: a last row 合计 adds up, and no table or line lists who owes what. For
 * validate_*.c and checks/. Pure. */
#ifndef FOYER_CENTRAL_VALIDATE_TABLE_H
#define FOYER_CENTRAL_VALIDATE_TABLE_H

#include "central/validate/validate_check.h"
#include "common/markdown.h"

#define VALIDATE_CELL_MAX 256 /* bytes of a cell that are read */

struct validate_sum { /* a column whose last row is not what the others add up to */
    char head[VALIDATE_CELL_MAX], said[48], sum[48], gap[48];
};
bool validate_table_sum(const struct md_block *table, struct validate_sum *fault); /* true: one does not add up */
bool validate_table_debtors(const struct md_block *table);                         /* it lists who owes what */
bool validate_text_debtors(const char *body_md); /* a line names a flat and its debt */

/* `body`: what `body_md` was parsed to. */
void validate_table_check(struct check *check, const char *path, const struct md_doc *body, const char *body_md);

#endif
