/* Everything this server is, in one sealed file (stream.h), made while it runs: one moment's copy of central.db
 * (SQLite's own copying), the blobs that it names, the keys and the certificate. Not in it: the root key, which does
 * not belong on this machine, and whatever can be made again. Any thread: a database connection of its own.
 *
 * The plain text: lines "about <JSON>", then for each file "file <bytes> <path>" and the bytes, at last "end <files>".
 * What was erased before the backup is in none of it; what was erased after it must not come back with it:
 * cases/forgotten.h. */
#ifndef FOYER_CENTRAL_BACKUP_H
#define FOYER_CENTRAL_BACKUP_H

#include <stdatomic.h>

#include "common/base.h"

#define BACKUP_FORMAT   1
#define BACKUP_LINE_MAX 4096

struct backup_progress {
    _Atomic int64_t done, total; /* bytes; total 0: still counting */
};
/* Writes to `fd`, which is borrowed, and syncs it. `progress` may be NULL. A backup that was written whole is noted in
 * the database (backup_last) and in the audit as an act of `who`. false: logged. */
MUST_USE bool backup_write(const char *data_dir, int fd, const char *passphrase, const char *who,
                           struct backup_progress *progress);

struct db;
/* When the newest one was made (unix s) and how large it was; 0: none yet. */
void backup_last(struct db *db, int64_t *made_s, int64_t *bytes);

struct restore_options {
    const char *from, *data_dir, *passphrase;
    const char *erased;  /* the list of what was erased (cases/forgotten.h); NULL: there is none */
    bool without_erased; /* said on purpose */
};
/* Makes the folder, which must be new or empty, out of a backup. It is whole or not there. Returns the exit code and
 * says on stdout what is to be done next. */
int restore(const struct restore_options *options);

#endif
