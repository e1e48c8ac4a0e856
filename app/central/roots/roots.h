/* `foyer-central root` and `root-next`: whom terminals believe, said anew. Root document n+1 is signed by the root keys
 * of n and of n+1; terminals follow it by themselves, none skipped, and one that has expired blanks no board. The root
 * key lies on a stick or on paper, never on this machine; it is read from a file for the time of the command.
 *
 * A new head or box key stands beside the one before it in the new document, so that nothing that is under way is lost:
 * what was sealed to the former box key still opens (keys/box-former.key), and a terminal that has not followed yet
 * asks for the new document when it meets a signature that it does not know. The next document drops it.
 *
 * One command is one process with one thread; it reads and writes the data folder and prints. */
#ifndef FOYER_CENTRAL_ROOTS_H
#define FOYER_CENTRAL_ROOTS_H

#include "common/base.h"

struct roots_command {
    const char *data_dir;
    const char *root_keys;    /* files, separated by commas: hex as `init` writes it, or as `root-paper` prints it */
    const char *fresh;        /* "head", "box", "root", separated by commas; NULL: none, only more time */
    const char *new_root_key; /* the file that is written when `fresh` has root */
};
/* Exit codes. */
int roots_show(const char *data_dir);                /* version, end, keys */
int roots_next(const struct roots_command *command); /* the server must be stopped */
int roots_paper(const char *root_key);               /* a root key as groups of letters, to be written down */

#endif
