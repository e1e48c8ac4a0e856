/* Tables inside a notice's Markdown: a last row 合计 adds up, and no table or line lists who owes what. Private to
 * validate_*.c. Pure. */
#ifndef FOYER_CENTRAL_VALIDATE_TABLE_H
#define FOYER_CENTRAL_VALIDATE_TABLE_H

#include "central/validate/validate_check.h"
#include "common/markdown.h"

/* `body`: what `body_md` was parsed to. */
void validate_table_check(struct check *check, const char *path, const struct md_doc *body, const char *body_md);

#endif
