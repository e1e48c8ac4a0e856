#include "central/accounts/factor.h"

#include <unistd.h>

#include "common/crypto.h"
#include "common/log.h"
#include "central/accounts/accounts.h"

/* --- The key --- */

bool factor_open_key(struct db *db, const char *data_dir, uint8_t key[static FACTOR_KEY_LEN])
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/keys/totp.key", data_dir);
    if (access(path, F_OK) == 0)
        return crypto_key_load(path, key, FACTOR_KEY_LEN);
    if (db_get_i64(db, "SELECT count(*) FROM account WHERE factor_secret IS NOT NULL", 1) != 0) {
        log_error("accounts: %s is missing, and nobody with a second factor can log in without it; put it back", path);
        return false;
    }
    crypto_random(key, FACTOR_KEY_LEN);
    return crypto_key_save(path, key, FACTOR_KEY_LEN);
}

static bool open_secret(struct db_stmt *stmt, int column, const uint8_t key[static FACTOR_KEY_LEN],
                        uint8_t secret[static TOTP_SECRET_LEN])
{
    CLEANUP(buf_wipe) struct buf plain = {0};
    size_t len;
    const void *sealed = db_col_blob(stmt, column, &len);
    if (!sealed || !crypto_secret_open(&plain, sealed, len, key) || plain.len != TOTP_SECRET_LEN)
        return false;
    memcpy(secret, plain.data, TOTP_SECRET_LEN);
    return true;
}

/* --- Making it --- */

bool factor_is_on(struct db *db, const char *user)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM account WHERE name=$1 AND factor_secret IS NOT NULL");
    db_bind_text(stmt, 1, user);
    return db_one_row(stmt);
}

bool factor_begin(struct db *db, const uint8_t key[static FACTOR_KEY_LEN], const char *user,
                  uint8_t secret[static TOTP_SECRET_LEN])
{
    CLEANUP(buf_fini) struct buf sealed = {0};
    crypto_random(secret, TOTP_SECRET_LEN);
    crypto_secret(&sealed, secret, TOTP_SECRET_LEN, key);
    struct db_stmt *stmt = db_prep(db, "UPDATE account SET factor_new=$2 WHERE name=$1");
    db_bind_text(stmt, 1, user);
    db_bind_blob(stmt, 2, sealed.data, sealed.len);
    return db_run(stmt);
}

static bool run(struct db *db, const char *sql, const char *user)
{
    struct db_stmt *stmt = db_prep(db, sql);
    db_bind_text(stmt, 1, user);
    return db_run(stmt);
}

static bool run_with(struct db *db, const char *sql, const char *user, int64_t value)
{
    struct db_stmt *stmt = db_prep(db, sql);
    db_bind_text(stmt, 1, user);
    db_bind_i64(stmt, 2, value);
    return db_run(stmt);
}

bool factor_drop(struct db *db, const char *user, bool own, int64_t now_s)
{
    return run(db, "DELETE FROM recovery WHERE account=$1", user) &&
           run_with(db,
                    "UPDATE account SET factor_secret=NULL,factor_new=NULL,factor_step=0,factor_wrong=0,"
                    "factor_wrong_at=0,factor_until=$2 WHERE name=$1",
                    user, own ? now_s + FACTOR_FIRST_S : 0);
}

/* --- Who may set up a first one --- */

int64_t factor_first_until(struct db *db, const char *user, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "SELECT factor_until FROM account WHERE name=$1");
    db_bind_text(stmt, 1, user);
    int64_t until = db_one_i64(stmt, 0);
    return until > now_s && until <= now_s + FACTOR_FIRST_S ? until : 0; /* a clock set back opens nothing again */
}

bool factor_hand_on(struct db *db, const char *user, bool trusted)
{
    return run_with(db, "UPDATE account SET factor_handed=$2,factor_until=0 WHERE name=$1", user, trusted);
}

bool factor_take_up(struct db *db, const char *user, int64_t now_s)
{
    return run_with(db, "UPDATE account SET factor_handed=0,factor_until=$2 WHERE name=$1 AND factor_handed<>0", user,
                    now_s + FACTOR_FIRST_S);
}

static bool add_recovery(struct db *db, const char *user, json_t *codes)
{
    char code[ACCOUNTS_ONCE_LEN + 1], hex[65];
    accounts_mint_once(code);
    crypto_sha256_hex(hex, code, strlen(code));
    json_array_append_new(codes, json_string(code));
    explicit_bzero(code, sizeof(code));
    struct db_stmt *stmt = db_prep(db, "INSERT INTO recovery(account,sha) VALUES($1,$2)");
    db_bind_text(stmt, 1, user);
    db_bind_text(stmt, 2, hex);
    return db_run(stmt);
}

static bool new_recovery(struct db *db, const char *user, json_t **codes)
{
    *codes = json_array();
    bool ok = run(db, "DELETE FROM recovery WHERE account=$1", user);
    for (int i = 0; ok && i < FACTOR_RECOVERY; i++)
        ok = add_recovery(db, user, *codes);
    return ok;
}

/* --- Codes --- */

struct factor {
    uint8_t secret[TOTP_SECRET_LEN]; /* wiped */
    bool there;
    int64_t step, wrong, wrong_at;
};

static void load(struct db *db, const char *user, const char *sql, const uint8_t key[static FACTOR_KEY_LEN],
                 struct factor *factor)
{
    memset(factor, 0, sizeof(*factor));
    struct db_stmt *stmt = db_prep(db, sql);
    db_bind_text(stmt, 1, user);
    if (db_step(stmt) == DB_ROW) {
        factor->there = open_secret(stmt, 0, key, factor->secret);
        factor->step = db_col_i64(stmt, 1);
        factor->wrong = db_col_i64(stmt, 2);
        factor->wrong_at = db_col_i64(stmt, 3);
    }
    db_reset(stmt);
}

static bool keep(struct db *db, const char *user, int64_t step, int64_t wrong, int64_t wrong_at)
{
    struct db_stmt *stmt =
        db_prep(db, "UPDATE account SET factor_step=$2,factor_wrong=$3,factor_wrong_at=$4 WHERE name=$1");
    db_bind_text(stmt, 1, user);
    db_bind_i64(stmt, 2, step);
    db_bind_i64(stmt, 3, wrong);
    db_bind_i64(stmt, 4, wrong_at);
    return db_run(stmt);
}

/* Tries are counted from the first wrong one; a clock that was set back must lock nobody out. */
static bool is_locked(const struct factor *factor, int64_t now_s, int *wait_s)
{
    int64_t wait = factor->wrong_at + FACTOR_LOCK_S - now_s;
    *wait_s = 0;
    if (factor->wrong < FACTOR_WRONG_MAX || wait <= 0 || wait > FACTOR_LOCK_S)
        return false;
    *wait_s = (int)wait;
    return true;
}

static enum factor_result wrong(struct db *db, const char *user, const struct factor *factor, int64_t now_s)
{
    bool fresh = factor->wrong == 0 || now_s >= factor->wrong_at + FACTOR_LOCK_S || now_s < factor->wrong_at;
    bool ok = keep(db, user, factor->step, fresh ? 1 : factor->wrong + 1, fresh ? now_s : factor->wrong_at);
    return ok ? FACTOR_WRONG : FACTOR_FAILED;
}

static bool use_recovery(struct db *db, const char *user, const char *code)
{
    char hex[65];
    if (strlen(code) != ACCOUNTS_ONCE_LEN)
        return false;
    crypto_sha256_hex(hex, code, strlen(code));
    struct db_stmt *stmt = db_prep(db, "DELETE FROM recovery WHERE account=$1 AND sha=$2");
    db_bind_text(stmt, 1, user);
    db_bind_text(stmt, 2, hex);
    return db_run(stmt) && db_changes(db) == 1;
}

enum factor_result factor_check(struct db *db, const uint8_t key[static FACTOR_KEY_LEN], const char *user,
                                const char *code, int64_t now_s, int *wait_s)
{
    struct factor factor;
    enum factor_result result;
    load(db, user, "SELECT factor_secret,factor_step,factor_wrong,factor_wrong_at FROM account WHERE name=$1", key,
         &factor);
    int64_t step = factor.there ? totp_step(factor.secret, code, factor.step, now_s) : 0;
    if (is_locked(&factor, now_s, wait_s))
        result = FACTOR_LOCKED;
    else if (step || use_recovery(db, user, code))
        result = keep(db, user, MAX(step, factor.step), 0, 0) ? FACTOR_GOOD : FACTOR_FAILED;
    else
        result = wrong(db, user, &factor, now_s);
    explicit_bzero(&factor, sizeof(factor));
    return result;
}

static bool put_in_force(struct db *db, const char *user, int64_t step)
{
    return run(db, "UPDATE account SET factor_secret=factor_new,factor_new=NULL WHERE name=$1", user) &&
           keep(db, user, step, 0, 0);
}

enum factor_result factor_confirm(struct db *db, const uint8_t key[static FACTOR_KEY_LEN], const char *user,
                                  const char *code, int64_t now_s, int *wait_s, json_t **recovery)
{
    struct factor factor;
    enum factor_result result;
    *recovery = NULL;
    load(db, user, "SELECT factor_new,factor_step,factor_wrong,factor_wrong_at FROM account WHERE name=$1", key,
         &factor);
    int64_t step = factor.there ? totp_step(factor.secret, code, 0, now_s) : 0;
    if (is_locked(&factor, now_s, wait_s))
        result = FACTOR_LOCKED;
    else if (!factor.there)
        result = FACTOR_NONE;
    else if (!step)
        result = wrong(db, user, &factor, now_s);
    else
        result = put_in_force(db, user, step) && new_recovery(db, user, recovery) ? FACTOR_GOOD : FACTOR_FAILED;
    explicit_bzero(&factor, sizeof(factor));
    return result;
}
