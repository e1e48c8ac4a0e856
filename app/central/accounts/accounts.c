#include "central/accounts/accounts.h"

#include <sodium.h>

#include "common/crypto.h"
#include "common/ids.h"
#include "common/json.h"
#include "common/log.h"
#include "common/utf8.h"
#include "central/accounts/audit.h"
#include "central/accounts/factor.h"
#include "central/accounts/grants.h"
#include "central/accounts/session.h"
#include "central/words/words.h"

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
    "CREATE TABLE IF NOT EXISTS recovery(account TEXT NOT NULL REFERENCES account(name), sha TEXT NOT NULL,"
    " PRIMARY KEY(account,sha));"
    "CREATE TABLE IF NOT EXISTS login_try(at BIGINT NOT NULL, account TEXT NOT NULL, peer TEXT NOT NULL);"
    "CREATE INDEX IF NOT EXISTS login_try_at ON login_try(at);";

static const char *const role_names[] = {"none", "viewer", "editor", "approver", "admin", "duty", "committee"};

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
    static const struct db_column columns[] = {
        {"account", "factor_secret", "BLOB"},
        {"account", "factor_new", "BLOB"},
        {"account", "factor_step", "BIGINT NOT NULL DEFAULT 0"},
        {"account", "factor_wrong", "BIGINT NOT NULL DEFAULT 0"},
        {"account", "factor_wrong_at", "BIGINT NOT NULL DEFAULT 0"},
        {"account", "factor_handed", "BIGINT NOT NULL DEFAULT 0"},
        {"account", "factor_until", "BIGINT NOT NULL DEFAULT 0"},
        {"account", "posts", "TEXT NOT NULL DEFAULT ''"},
        {"account", "left_s", "BIGINT NOT NULL DEFAULT 0"},
        {"session", "kind", "TEXT NOT NULL DEFAULT 'script'"},
        {"session", "peer", "TEXT NOT NULL DEFAULT ''"},
        {"session", "agent", "TEXT NOT NULL DEFAULT ''"},
        {"session", "renew", "BIGINT NOT NULL DEFAULT 0"},
        {"session", "ends", "BIGINT NOT NULL DEFAULT 0"},
        {"session", "factor", "BIGINT NOT NULL DEFAULT 0"},
    };
    return db_exec(db, tables) && db_add_columns(db, columns, ARRAY_LEN(columns)) && grants_prepare(db);
}

bool accounts_hash(char hash[static ACCOUNTS_HASH_LEN], const char *password)
{
    if (crypto_pwhash_str_alg(hash, password, strlen(password), HASH_OPS, HASH_MEM, crypto_pwhash_ALG_ARGON2ID13) == 0)
        return true;
    log_error("accounts: no memory to hash a password; it stays as it was");
    return false;
}

bool accounts_hash_is_old(const char *hash)
{
    return crypto_pwhash_str_needs_rehash(hash, HASH_OPS, HASH_MEM) != 0;
}

bool accounts_replace_hash(struct db *db, const char *user, const char *old, const char *hash)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE account SET hash=$3 WHERE name=$1 AND hash=$2");
    db_bind_text(stmt, 1, user);
    db_bind_text(stmt, 2, old);
    db_bind_text(stmt, 3, hash);
    return db_run(stmt);
}

bool accounts_password_matches(const char *hash, const char *password)
{
    return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

const char *accounts_password_refusal(const char *user, const char *password)
{
    if (!password || !utf8_valid(password, strlen(password)))
        return _("new: the new password is missing or is no text");
    if (strlen(password) > ACCOUNTS_PASSWORD_MAX)
        return _("new: the new password is too long; 256 bytes are the most");
    if (utf8_count(password) < ACCOUNTS_PASSWORD_MIN)
        return _("new: the new password is too short; choose at least 10 characters, three or four words do well");
    if (str_eq(user, password) || strspn(password, "0123456789") == strlen(password) ||
        strspn(password, (char[]){password[0], 0}) == strlen(password))
        return _("new: the new password is too easy; it must not be the account's name, digits alone or one character "
                 "repeated");
    return NULL;
}

const char *accounts_user_refusal(const char *user)
{
    static const char *const taken[] = {"init", "foyer-central"};
    if (!user || !ids_is_name(user) || user[strspn(user, "._:-")] == '\0')
        return _("user: a name of letters, digits, '.', '_', ':' and '-' (1 to 64) is wanted");
    for (size_t i = 0; i < ARRAY_LEN(taken); i++) {
        if (str_eq(user, taken[i]))
            return _("user: the audit speaks of the server itself by this name; choose another");
    }
    return NULL;
}

/* 16 characters of Crockford's alphabet: nothing that is read or typed wrongly. */
void accounts_mint_once(char once[static ACCOUNTS_ONCE_LEN + 1])
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

struct change { /* one account made or removed */
    const char *user, *hash, *by;
    const json_t *grants;
    int64_t now_s;
    bool only_first; /* no account may be there yet */
    bool trusted;    /* by somebody with a second factor, or `init` */
    enum accounts_result result;
};

static bool account_exists(struct db *db, const char *user)
{
    struct account account;
    bool found = accounts_find(db, user, &account);
    explicit_bzero(&account, sizeof(account));
    return found;
}

/* Two names that differ only in case would be taken for one another. Names are ASCII. */
static bool name_taken(struct db *db, const char *user)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM account WHERE lower(name)=lower($1)");
    db_bind_text(stmt, 1, user);
    return db_one_row(stmt);
}

static bool create_body(struct db *db, void *arg)
{
    struct change *change = arg;
    bool taken =
        change->only_first ? db_get_i64(db, "SELECT count(*) FROM account", 1) != 0 : name_taken(db, change->user);
    change->result = taken ? ACCOUNTS_TAKEN : ACCOUNTS_FAILED;
    if (taken)
        return false;
    struct db_stmt *stmt = db_prep(db, "INSERT INTO account(name,role,hash,must_change,created,changed) "
                                       "VALUES($1,'viewer',$2,1,$3,$3)");
    db_bind_text(stmt, 1, change->user);
    db_bind_text(stmt, 2, change->hash);
    db_bind_i64(stmt, 3, change->now_s);
    CLEANUP(buf_fini) struct buf grants = {0};
    json_encode(&grants, change->grants);
    return db_run(stmt) && factor_hand_on(db, change->user, change->trusted) &&
           grants_write(db, change->user, change->grants) &&
           audit_append(db, change->now_s, change->by, "account.create", change->user, NULL, buf_str(&grants));
}

static bool run(struct db *db, const char *sql, const char *user)
{
    struct db_stmt *stmt = db_prep(db, sql);
    db_bind_text(stmt, 1, user);
    return db_run(stmt);
}

static bool remove_body(struct db *db, void *arg)
{
    struct change *change = arg;
    bool known = account_exists(db, change->user);
    change->result = known ? ACCOUNTS_FAILED : ACCOUNTS_UNKNOWN;
    return known && run(db, "DELETE FROM recovery WHERE account=$1", change->user) &&
           run(db, "DELETE FROM session WHERE account=$1", change->user) && grants_drop(db, change->user) &&
           run(db, "DELETE FROM account WHERE name=$1", change->user) &&
           audit_append(db, change->now_s, change->by, "account.remove", change->user, NULL, NULL);
}

static enum accounts_result apply(struct db *db, db_body *body, struct change *change)
{
    return db_transact(db, body, change) ? ACCOUNTS_OK : change->result;
}

enum accounts_result accounts_create(struct db *db, const struct accounts_once *once, const json_t *grants)
{
    struct change change = {.user = once->user,
                            .grants = grants,
                            .hash = once->hash,
                            .by = once->by,
                            .trusted = once->trusted,
                            .now_s = once->now_s};
    return apply(db, create_body, &change);
}

static bool grants_body(struct db *db, void *arg)
{
    struct change *change = arg;
    bool known = account_exists(db, change->user);
    change->result = known ? ACCOUNTS_FAILED : ACCOUNTS_UNKNOWN;
    return known && grants_put(db, change->user, change->grants, change->by, change->now_s) &&
           session_renew_all(db, change->user);
}

enum accounts_result accounts_set_grants(struct db *db, const char *user, const json_t *grants, const char *by,
                                         int64_t now_s)
{
    struct change change = {.user = user, .grants = grants, .by = by, .now_s = now_s};
    return apply(db, grants_body, &change);
}

bool accounts_known(struct db *db, const char *user)
{
    return account_exists(db, user);
}

bool accounts_leave(struct db *db, const char *user, const char *to, const char *by, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE account SET left_s=$2,hash=$3,changed=$2 WHERE name=$1 AND left_s=0");
    db_bind_text(stmt, 1, user);
    db_bind_i64(stmt, 2, now_s);
    db_bind_text(stmt, 3, nobody_hash);
    return db_run(stmt) && db_changes(db) == 1 && run(db, "DELETE FROM session WHERE account=$1", user) &&
           grants_drop(db, user) && audit_append(db, now_s, by, "account.leave", user, NULL, to);
}

enum accounts_result accounts_remove(struct db *db, const char *user, const char *by, int64_t now_s)
{
    struct change change = {.user = user, .by = by, .now_s = now_s};
    return apply(db, remove_body, &change);
}

bool accounts_create_first_admin(struct db *db, const char *user, int64_t now_s,
                                 char once[static ACCOUNTS_ONCE_LEN + 1])
{
    char hash[ACCOUNTS_HASH_LEN];
    const char *why = accounts_user_refusal(user);
    if (why) {
        log_error("accounts: %s", why);
        return false;
    }
    accounts_mint_once(once);
    if (!accounts_prepare(db) || !audit_prepare(db) || !accounts_hash(hash, once))
        return false;
    CLEANUP(json_free_ref) json_t *grants = json_pack("[{s:s,s:s,s:[]}]", "site", GRANTS_ALL, "role", "admin", "posts");
    struct change change = {.user = user,
                            .grants = grants,
                            .hash = hash,
                            .by = "init",
                            .now_s = now_s,
                            .only_first = true,
                            .trusted = true};
    enum accounts_result result = apply(db, create_body, &change);
    if (result == ACCOUNTS_TAKEN)
        log_error("accounts: there are accounts already, no first administrator was made");
    return result == ACCOUNTS_OK;
}

static bool renew_body(struct db *db, void *arg)
{
    const struct accounts_once *once = arg;
    struct db_stmt *stmt = db_prep(db, "UPDATE account SET must_change=1 WHERE name=$1");
    db_bind_text(stmt, 1, once->user);
    return accounts_set_password(db, once->user, once->hash, once->now_s) && db_run(stmt) &&
           factor_hand_on(db, once->user, once->trusted) &&
           audit_append(db, once->now_s, once->by, "account.renew", once->user, NULL, NULL);
}

enum accounts_result accounts_renew(struct db *db, const struct accounts_once *once)
{
    struct account account;
    bool here = accounts_find(db, once->user, &account) && !account.left;
    explicit_bzero(&account, sizeof(account));
    if (!here)
        return ACCOUNTS_UNKNOWN;
    return db_transact(db, renew_body, (void *)once) ? ACCOUNTS_OK : ACCOUNTS_FAILED;
}

json_t *accounts_list(struct db *db)
{
    json_t *list = json_array();
    struct db_stmt *stmt =
        db_prep(db, "SELECT name,role,must_change,created,left_s,factor_secret IS NOT NULL FROM account ORDER BY name");
    while (db_step(stmt) == DB_ROW) {
        const char *user = db_col_text(stmt, 0);
        json_array_append_new(list, json_pack("{s:s,s:s,s:b,s:I,s:b,s:o,s:b}", "user", user, "role",
                                              db_col_text(stmt, 1), "must_change", (int)db_col_i64(stmt, 2), "created",
                                              (json_int_t)db_col_i64(stmt, 3), "left", db_col_i64(stmt, 4) != 0,
                                              "grants", grants_list(db, user), "totp", (int)db_col_i64(stmt, 5)));
    }
    return list;
}

bool accounts_find(struct db *db, const char *user, struct account *account)
{
    memset(account, 0, sizeof(*account));
    memcpy(account->hash, nobody_hash, sizeof(nobody_hash));
    struct db_stmt *stmt = db_prep(db, "SELECT name,role,hash,must_change,left_s FROM account WHERE name=$1");
    db_bind_text(stmt, 1, user);
    bool found = db_step(stmt) == DB_ROW;
    if (found) {
        (void)snprintf(account->user, sizeof(account->user), "%s", db_col_text(stmt, 0));
        account->role = role_parse(db_col_text(stmt, 1));
        (void)snprintf(account->hash, sizeof(account->hash), "%s", db_col_text(stmt, 2));
        account->must_change = db_col_i64(stmt, 3) != 0;
        account->left = db_col_i64(stmt, 4) != 0;
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
    return db_run(stmt) && run(db, "DELETE FROM session WHERE account=$1", user);
}
