#include "central/accounts/accounts.h"

#include <sodium.h>

#include "common/crypto.h"
#include "common/log.h"
#include "common/utf8.h"
#include "central/accounts/audit.h"

#define HASH_OPS 3
#define HASH_MEM (64u << 20)

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS account("
    " name TEXT PRIMARY KEY, role TEXT NOT NULL CHECK(role IN('viewer','editor','approver','admin')),"
    " hash TEXT NOT NULL, must_change BIGINT NOT NULL, created BIGINT NOT NULL, changed BIGINT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS session("
    " token_sha TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account(name), began BIGINT NOT NULL, seen BIGINT "
    "NOT NULL);"
    "CREATE INDEX IF NOT EXISTS session_account ON session(account);"
    "CREATE TABLE IF NOT EXISTS login_try(at BIGINT NOT NULL, account TEXT NOT NULL, peer TEXT NOT NULL);"
    "CREATE INDEX IF NOT EXISTS login_try_at ON login_try(at);";

static const char *const role_names[] = {"none", "viewer", "editor", "approver", "admin"};

/* Well formed, of our cost, and the image of no password anybody knows. */
static const char nobody_hash[] =
    "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

const char *role_name(enum role role)
{
    return role_names[role];
}

enum role role_parse(const char *name)
{
    for (size_t i = 1; i < ARRAY_LEN(role_names); i++) {
        if (str_eq(name, role_names[i]))
            return (enum role)i;
    }
    return ROLE_NONE;
}

bool accounts_prepare(struct db *db)
{
    return db_exec(db, tables);
}

bool accounts_hash(char hash[static ACCOUNTS_HASH_LEN], const char *password)
{
    if (crypto_pwhash_str_alg(hash, password, strlen(password), HASH_OPS, HASH_MEM, crypto_pwhash_ALG_ARGON2ID13) == 0)
        return true;
    log_error("accounts: no memory to hash a password; it stays as it was");
    return false;
}

bool accounts_password_matches(const char *hash, const char *password)
{
    return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

const char *accounts_password_refusal(const char *user, const char *password)
{
    if (!password || !utf8_valid(password, strlen(password)))
        return "new: the new password is missing or is no text";
    if (strlen(password) > ACCOUNTS_PASSWORD_MAX)
        return "new: the new password is too long; 256 bytes are the most";
    if (utf8_count(password) < ACCOUNTS_PASSWORD_MIN)
        return "new: the new password is too short; choose at least 10 characters, three or four words do well";
    if (str_eq(user, password) || strspn(password, "0123456789") == strlen(password) ||
        strspn(password, (char[]){password[0], 0}) == strlen(password))
        return "new: the new password is too easy; it must not be the account's name, digits alone or one character "
               "repeated";
    return NULL;
}

/* 16 characters of Crockford's alphabet: nothing that is read or typed wrongly. */
static void mint_once(char once[static ACCOUNTS_ONCE_LEN + 1])
{
    static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
    char *to = once;
    for (int i = 0; i < 16; i++) {
        if (i && i % 4 == 0)
            *to++ = '-';
        *to++ = alphabet[crypto_random_below(32)];
    }
    *to = '\0';
}

struct first_admin {
    const char *user, *hash;
    int64_t now_s;
    bool taken;
};

static bool insert_first_admin(struct db *db, void *arg)
{
    struct first_admin *first = arg;
    first->taken = db_get_i64(db, "SELECT count(*) FROM account", 1) != 0;
    if (first->taken)
        return false;
    struct db_stmt *stmt = db_prep(db, "INSERT INTO account(name,role,hash,must_change,created,changed) "
                                       "VALUES($1,'admin',$2,1,$3,$3)");
    db_bind_text(stmt, 1, first->user);
    db_bind_text(stmt, 2, first->hash);
    db_bind_i64(stmt, 3, first->now_s);
    return db_run(stmt) && audit_append(db, first->now_s, "init", "account.create", first->user, NULL, NULL);
}

bool accounts_create_first_admin(struct db *db, const char *user, int64_t now_s,
                                 char once[static ACCOUNTS_ONCE_LEN + 1])
{
    char hash[ACCOUNTS_HASH_LEN];
    uint32_t bad;
    if (strlen(user) == 0 || strlen(user) > ACCOUNTS_USER_MAX || !utf8_valid(user, strlen(user)) ||
        !utf8_clean(user, UTF8_LINE, &bad)) {
        log_error("accounts: \"%s\" cannot be an account's name", user);
        return false;
    }
    mint_once(once);
    if (!accounts_prepare(db) || !audit_prepare(db) || !accounts_hash(hash, once))
        return false;
    struct first_admin first = {.user = user, .hash = hash, .now_s = now_s};
    if (db_transact(db, insert_first_admin, &first))
        return true;
    if (first.taken)
        log_error("accounts: there are accounts already, no first administrator was made");
    return false;
}

bool accounts_find(struct db *db, const char *user, struct account *account)
{
    memset(account, 0, sizeof(*account));
    memcpy(account->hash, nobody_hash, sizeof(nobody_hash));
    struct db_stmt *stmt = db_prep(db, "SELECT name,role,hash,must_change FROM account WHERE name=$1");
    db_bind_text(stmt, 1, user);
    bool found = db_step(stmt) == DB_ROW;
    if (found) {
        (void)snprintf(account->user, sizeof(account->user), "%s", db_col_text(stmt, 0));
        account->role = role_parse(db_col_text(stmt, 1));
        (void)snprintf(account->hash, sizeof(account->hash), "%s", db_col_text(stmt, 2));
        account->must_change = db_col_i64(stmt, 3) != 0;
    }
    db_reset(stmt);
    return found;
}

bool accounts_set_password(struct db *db, const char *user, const char *hash, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE account SET hash=$2,must_change=0,changed=$3 WHERE name=$1");
    db_bind_text(stmt, 1, user);
    db_bind_text(stmt, 2, hash);
    db_bind_i64(stmt, 3, now_s);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "DELETE FROM session WHERE account=$1");
    db_bind_text(stmt, 1, user);
    return db_run(stmt);
}
