/* The brake on guessing passwords: log-ins are counted for each account and for each address. Owns the table login_try,
 * which accounts_prepare makes. Loop thread only. */
#ifndef FOYER_CENTRAL_BRAKE_H
#define FOYER_CENTRAL_BRAKE_H

#include "common/db.h"

#define BRAKE_TRIES_USER 5 /* log-ins a minute */
#define BRAKE_TRIES_PEER 20

/* Seconds to wait before this account or address may try again; 0: go on, and this try is counted. */
int brake_login(struct db *db, const char *user, const char *peer, int64_t now_s);

#endif
