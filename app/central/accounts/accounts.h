/* Who may work here: accounts with roles and passwords (Argon2id, 64 MiB, t=3). Makes the tables account, session
 * (session.h), recovery (factor.h) and login_try (brake.h). Passwords and tokens are in no log, audit or answer but the
 * one that hands a token over. Loop thread only, except accounts_hash and accounts_password_matches, which take a tenth
 * of a second: a worker's. */
#ifndef FOYER_CENTRAL_ACCOUNTS_H
#define FOYER_CENTRAL_ACCOUNTS_H

#include <jansson.h>
#include "common/db.h"
#include "central/accounts/posts.h"

#define ACCOUNTS_USER_MAX     64
#define ACCOUNTS_PASSWORD_MIN 10  /* characters */
#define ACCOUNTS_PASSWORD_MAX 256 /* bytes */
#define ACCOUNTS_ONCE_LEN     19  /* "abcd-efgh-jkmn-pqrs": 80 bits */
#define ACCOUNTS_HASH_LEN     128

/* Up to the administrator, each role may do all that the ones before it may. The last two are sets of rights beside
 * that ladder: who is on duty at night, and the owners' committee of a community. Where an account has which: grants.h.
 */
enum role { ROLE_NONE, ROLE_VIEWER, ROLE_EDITOR, ROLE_APPROVER, ROLE_ADMIN, ROLE_DUTY, ROLE_COMMITTEE };
const char *role_name(enum role role);
enum role role_parse(const char *name); /* ROLE_NONE: unknown */

/* NULL when an account may be called so, else one sentence. Names under which the server itself acts are taken. */
const char *accounts_user_refusal(const char *user);

/* Creates the tables where missing. Called by every function that makes something for the first time, and by
 * rooms_open. */
MUST_USE bool accounts_prepare(struct db *db);

/* For `foyer-central init`: an administrator with a random one-time password that must be changed at the first log-in.
 * false when any account exists already (nothing changes; logged). Opens its own transaction. */
MUST_USE bool accounts_create_first_admin(struct db *db, const char *user, int64_t now_s,
                                          char once[static ACCOUNTS_ONCE_LEN + 1]);

/* A one-time password, to be hashed on a worker and handed over once. */
void accounts_mint_once(char once[static ACCOUNTS_ONCE_LEN + 1]);
/* Each is one transaction with its line in the audit. A new account must change its one-time password. Who is removed
 * is logged out at once; the audit and the versions keep the name, and between which lines it was whose if it is given
 * again. */
enum accounts_result { ACCOUNTS_OK, ACCOUNTS_TAKEN, ACCOUNTS_UNKNOWN, ACCOUNTS_FAILED };
struct accounts_once { /* a one-time password for somebody; borrowed */
    const char *user, *hash, *by;
    bool trusted; /* `by` has shown a second factor: whoever gets it may set one up (factor.h) */
    int64_t now_s;
};
enum accounts_result accounts_create(struct db *db, const struct accounts_once *once,
                                     const json_t *grants /* grants.h */);
/* What somebody may do where, and whose desks they have (posts.h): at once, also in running sessions. */
enum accounts_result accounts_set_grants(struct db *db, const char *user, const json_t *grants, const char *by,
                                         int64_t now_s);
enum accounts_result accounts_remove(struct db *db, const char *user, const char *by, int64_t now_s);
/* The password was forgotten: a one-time password in its place, all sessions ended. */
enum accounts_result accounts_renew(struct db *db, const struct accounts_once *once);
bool accounts_known(struct db *db, const char *user);
/* Somebody has left: the sessions end, the log-in is shut for good, grants go, the name stays in every history. The
 * audit says who has the work now. Inside a transaction; false: logged, or there is no such account. */
MUST_USE bool accounts_leave(struct db *db, const char *user, const char *to, const char *by, int64_t now_s);
MUST_USE json_t *accounts_list(struct db *db); /* by name, with grants; no password in it. Yours */

struct account {
    char user[ACCOUNTS_USER_MAX + 1];
    enum role role;   /* the highest rung that the account stands on anywhere */
    bool left;        /* nobody logs in with it any more */
    bool must_change; /* holds a one-time password: only POST /password is open */
    char hash[ACCOUNTS_HASH_LEN];
};
/* false: no such account; `account` then carries a hash that no password fits and that costs the same time. */
bool accounts_find(struct db *db, const char *user, struct account *account);

MUST_USE bool accounts_hash(char hash[static ACCOUNTS_HASH_LEN], const char *password); /* false: no memory for it */
MUST_USE bool accounts_password_matches(const char *hash, const char *password);
/* Made with less than today's cost: a right password is hashed anew. */
bool accounts_hash_is_old(const char *hash);
MUST_USE bool accounts_replace_hash(struct db *db, const char *user, const char *old, const char *hash);
/* NULL when good enough, else one sentence for the person who typed it. */
const char *accounts_password_refusal(const char *user, const char *password);
MUST_USE bool accounts_set_password(struct db *db, const char *user, const char *hash,
                                    int64_t now_s); /* ends all sessions; inside a transaction */

#endif
