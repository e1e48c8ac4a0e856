/* Saving what can be read of a damaged outbox.db. outbox.c alone calls it, under the exclusive lock. */
#ifndef FOYER_TERMINAL_OUTBOX_SALVAGE_H
#define FOYER_TERMINAL_OUTBOX_SALVAGE_H

#include "common/db.h"

/* Renames the file and its companions to FILE.bad-<unix s>; the new name is yours to free, NULL: logged. */
MUST_USE char *outbox_salvage_aside(const char *file);
/* Copies every row that can still be read and whose body hashes to its name. Reports how many in the log. */
void outbox_salvage_copy(struct db *to, const char *from_file);

#endif
