/* Sessions: who is logged in. A token is 32 random bytes; only its SHA-256 is kept, so that a copied database opens
 * nothing. Owns the table session, which accounts_prepare makes. Loop thread only. */
#ifndef FOYER_CENTRAL_SESSION_H
#define FOYER_CENTRAL_SESSION_H

#include "central/accounts/accounts.h"

#define SESSION_TOKEN_LEN  43 /* base64url of 32 bytes */
#define SESSION_IDLE_S     (30 * 60)
#define SESSION_ABSOLUTE_S (12 * 60 * 60)

struct session {
    char user[ACCOUNTS_USER_MAX + 1];
    enum role role;
    char posts[POSTS_MAX]; /* as they are now, not as at the log-in */
    bool must_change;
    int64_t expires;
};
/* Inside a transaction. */
MUST_USE bool session_begin(struct db *db, const char *user, int64_t now_s, char token[static SESSION_TOKEN_LEN + 1],
                            int64_t *expires);
/* Checks a bearer token and keeps the session awake. false: unknown, idle too long or over. */
MUST_USE bool session_check(struct db *db, const char *token, int64_t now_s, struct session *session);
void session_end(struct db *db, const char *token);

#endif
