/* Uploaded pictures in which nobody could look for codes (the reader died, the machine was too busy for its time, or
 * they were uploaded under an earlier release): they are tried again when somebody submits, approves or publishes a
 * text with them. Until then nobody knows what they ask for. */
#ifndef FOYER_CENTRAL_REREAD_H
#define FOYER_CENTRAL_REREAD_H

#include <jansson.h>

#include "central/publish/publish.h"
#include "common/db.h"

#define FILES_UNREAD "null" /* in the column upload.codes */
#define REREAD_MAX   48     /* pictures at a time: a whole PDF; the others wait for the next */

struct reread; /* the bytes of such pictures, and what was read */

/* Those that `doc` names. Loop thread. NULL: there are none, or their bytes cannot be opened. */
MUST_USE struct reread *reread_begin(struct publisher *publisher, struct db *db, const json_t *doc);
/* Looks; gives up at the first that fails, so that it takes one reader's time and not sixteen. Blocks: for a worker.
 * `work_dir`: where a folder may be made. */
void reread_run(struct reread *reread, const char *work_dir);
/* Keeps what was read, and frees. Loop thread; own statements. */
void reread_end(struct reread *reread, struct db *db);

#endif
