/* The second factor of an account: the secret that an app shares with us (totp.h), encrypted in the database under
 * DATA/keys/totp.key, and ten recovery codes of which SHA-256 is kept, each good once. Owns the table recovery and the
 * columns factor_* of account, which accounts_prepare makes. Loop thread only. */
#ifndef FOYER_CENTRAL_FACTOR_H
#define FOYER_CENTRAL_FACTOR_H

#include <jansson.h>
#include "common/db.h"
#include "central/accounts/totp.h"

#define FACTOR_KEY_LEN   32
#define FACTOR_RECOVERY  10
#define FACTOR_WRONG_MAX 5              /* wrong codes of an account … */
#define FACTOR_LOCK_S    (15 * 60)      /* … and none is looked at for so long */
#define FACTOR_FIRST_S   (24 * 60 * 60) /* from the first password of one's own: so long a first factor is set up */

/* Makes the key at the first start. Refuses when secrets exist and their key is gone. false: logged. */
MUST_USE bool factor_open_key(struct db *db, const char *data_dir, uint8_t key[static FACTOR_KEY_LEN]);

bool factor_is_on(struct db *db, const char *user);

/* --- Who may set up a first one: not whoever has the password. It is handed on by somebody who has one, with the
 * one-time password, and is set up within FACTOR_FIRST_S of that one's change; whoever takes the own factor away, which
 * wants a code of it, has as long for the next. --- */

/* Until when one may be begun, unix s; 0: not now. Where one is on, a code of it is wanted instead. */
int64_t factor_first_until(struct db *db, const char *user, int64_t now_s);
/* The account gets a one-time password, `trusted` from somebody who has a factor. Inside a transaction. */
MUST_USE bool factor_hand_on(struct db *db, const char *user, bool trusted);
/* The one-time password, if it is one, is about to be changed. Inside a transaction. */
MUST_USE bool factor_take_up(struct db *db, const char *user, int64_t now_s);

/* A new secret that waits for its first code; what is in force stays. Inside a transaction. */
MUST_USE bool factor_begin(struct db *db, const uint8_t key[static FACTOR_KEY_LEN], const char *user,
                           uint8_t secret[static TOTP_SECRET_LEN]);

enum factor_result {
    FACTOR_GOOD,
    FACTOR_WRONG,
    FACTOR_LOCKED, /* too many wrong ones: *wait_s */
    FACTOR_NONE,   /* nothing was begun */
    FACTOR_FAILED, /* logged */
};
/* The first code of the secret that waits: it is in force from now on. Inside a transaction, which is committed also
 * when the code was wrong. The codes are told once; wipe them. */
enum factor_result factor_confirm(struct db *db, const uint8_t key[static FACTOR_KEY_LEN], const char *user,
                                  const char *code, int64_t now_s, int *wait_s, json_t **recovery);
/* A code of the app or a recovery code, at a log-in. Inside a transaction, which is committed also when it was wrong.
 */
enum factor_result factor_check(struct db *db, const uint8_t key[static FACTOR_KEY_LEN], const char *user,
                                const char *code, int64_t now_s, int *wait_s);
/* Off, and all codes forgotten. `own`: by whoever has it, who may set up the next one. Inside a transaction. */
MUST_USE bool factor_drop(struct db *db, const char *user, bool own, int64_t now_s);

#endif
