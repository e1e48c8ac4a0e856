/* Sessions: who is logged in. A token is 32 random bytes; only its SHA-256 is kept, so that a copied database opens
 * nothing. A session belongs to a browser (its token is a cookie) or to a script (its token is a bearer's), and a token
 * of one kind is worth nothing as the other. Owns the table session, which accounts_prepare makes. Loop thread only. */
#ifndef FOYER_CENTRAL_SESSION_H
#define FOYER_CENTRAL_SESSION_H

#include "central/accounts/accounts.h"

#define SESSION_TOKEN_LEN  43 /* base64url of 32 bytes */
#define SESSION_ID_LEN     16 /* hex: what lists call a session by; the beginning of its hash, which opens nothing */
#define SESSION_AGENT_MAX  160
#define SESSION_IDLE_S     (30 * 60)
#define SESSION_ABSOLUTE_S (12 * 60 * 60)
#define SESSION_HANDOVER_S 30 /* a renewed token's predecessor: for requests that were under way */

enum session_kind { SESSION_SCRIPT, SESSION_BROWSER };
struct session {
    char user[ACCOUNTS_USER_MAX + 1];
    enum role role;
    char posts[POSTS_MAX]; /* as they are now, not as at the log-in */
    bool must_change;
    bool factor; /* logged in with the second factor that is in force; one set up since does not count */
    bool renew;  /* what the account may do has changed: the browser is to be given a new token */
    enum session_kind kind;
    char id[SESSION_ID_LEN + 1];
    int64_t began, expires;
};

struct session_start {
    const char *user, *peer, *agent /* NULL: none */;
    enum session_kind kind;
    bool factor; /* the second factor was asked for, and right */
    int64_t now_s;
};
/* Inside a transaction. */
MUST_USE bool session_begin(struct db *db, const struct session_start *start, char token[static SESSION_TOKEN_LEN + 1],
                            int64_t *expires);
/* Checks a token. false: unknown, of the other kind, idle too long or over. `awake`: it was used by a person (or a
 * script) and stays for another half hour; false for what a page asks by itself. */
MUST_USE bool session_check(struct db *db, const char *token, enum session_kind kind, bool awake, int64_t now_s,
                            struct session *session);
/* A new token for the same session, which ends when the old one would have; the old token works SESSION_HANDOVER_S
 * longer. Inside a transaction. */
MUST_USE bool session_renew(struct db *db, const char *old, int64_t now_s, char token[static SESSION_TOKEN_LEN + 1]);
/* What the account may do has changed: its browsers get new tokens with their next request. Inside a transaction. */
MUST_USE bool session_renew_all(struct db *db, const char *user);
/* The factor with which they logged in is no more. Inside a transaction. */
MUST_USE bool session_forget_factor(struct db *db, const char *user);
void session_end(struct db *db, const char *token);

/* [{"id","user","kind":"browser|script","began","seen","expires","address","agent","current"}], newest use first.
 * user NULL: everybody's. Yours. */
MUST_USE json_t *session_list(struct db *db, const char *user, const char *current, int64_t now_s);
/* The owner of the session of this id. false: there is none. */
bool session_owner(struct db *db, const char *id, char user[static ACCOUNTS_USER_MAX + 1]);
MUST_USE bool session_end_id(struct db *db, const char *id); /* inside a transaction */

#endif
