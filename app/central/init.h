/* What whoever stands at the machine does. `foyer-central init`: a new organisation: database, keys, root document,
 * first administrator; a new certificate; a one-time password. One command is one process with one thread. */
#ifndef FOYER_CENTRAL_INIT_H
#define FOYER_CENTRAL_INIT_H

#include "common/base.h"

#define INIT_ADMIN    "admin"
#define INIT_NAME_MAX 200

/* The folder is made, or exists and is empty: any other is refused untouched. `hosts`: names and addresses for the
 * certificate (http/certificate.h); NULL: this machine's own. Prints what the operator must know, the one-time password
 * and the certificate's fingerprint among it. Returns the exit code. */
int init(const char *data_dir, const char *name, const char *hosts);

/* `foyer-central certificate`: a new one in the place of the one that init made; a running server takes it within a
 * minute. Prints its fingerprint. Returns the exit code. */
int init_certificate(const char *data_dir, const char *hosts);

/* The database of a data folder, opened with its tables made. NULL: logged. */
struct db;
MUST_USE struct db *init_open_db(const char *data_dir, bool create);

/* `foyer-central once --user NAME`: a one-time password in place of a forgotten one, also while the server runs. Who
 * may write in the data folder may do anything, so a second factor may be set up with it: the way for the only
 * administrator, to whom nobody hands one on. Prints it; returns the exit code. */
int init_once(const char *data_dir, const char *user);

#endif
