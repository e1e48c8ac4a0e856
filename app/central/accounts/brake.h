/* The brake on guessing passwords: log-ins are counted for each account from each address, for each address, and for
 * each account from everywhere. The last is far higher, so that whoever knows a name does not lock its owner out, and
 * many addresses together still guess slowly. An address is a network (network.h). Owns the table login_try, which
 * accounts_prepare makes. Loop thread only. */
#ifndef FOYER_CENTRAL_BRAKE_H
#define FOYER_CENTRAL_BRAKE_H

#include "common/db.h"

#define BRAKE_TRIES_USER 5 /* log-ins a minute: of one account from one address */
#define BRAKE_TRIES_PEER 20
#define BRAKE_TRIES_ALL  100 /* of one account from everywhere */

/* Seconds to wait before this account or address may try again; 0: go on, and this try is counted. */
int brake_login(struct db *db, const char *user, const char *peer, int64_t now_s);

#endif
