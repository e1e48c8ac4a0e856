/* `foyer-central backup` and `foyer-central restore`: the passphrase is read from a file or asked for, the rest is
 * backup.h. One command is one process with one thread; the passphrase is wiped before it ends. */
#ifndef FOYER_CENTRAL_BACKUP_COMMAND_H
#define FOYER_CENTRAL_BACKUP_COMMAND_H

#include "common/base.h"

struct backup_command {
    const char *data_dir, *to, *from, *passphrase_file, *erased;
    bool without_erased;
};
/* Exit codes. */
int backup_command(const struct backup_command *command);
int restore_command(const struct backup_command *command);

#endif
