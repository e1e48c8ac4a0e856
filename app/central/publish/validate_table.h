/* Tables inside a notice's Markdown: a last row 合计 adds up, and no table or line lists who owes what. Private to
 * validate_*.c. Pure. */
#ifndef FOYER_CENTRAL_VALIDATE_TABLE_H
#define FOYER_CENTRAL_VALIDATE_TABLE_H

#include "central/publish/validate_check.h"

void table_check(struct check *check, const char *path, const char *body_md);

/* "523,816.40", "-18,110.51", "65元": scaled by 10,000, what follows the number in *unit (borrowed from text). */
bool table_number(const char *text, int64_t *scaled, const char **unit);

#endif
