#include "central/accounts/session.h"

#include <stdio.h>

#include "common/codec.h"
#include "common/crypto.h"

#define SEEN_STEP_S 30 /* a session's last use is written at most this often: every write is a flush to disk */

static void token_sha(char hex[static 65], const char *token)
{
    crypto_sha256_hex(hex, token, strlen(token));
}

bool session_begin(struct db *db, const char *user, int64_t now_s, char token[static SESSION_TOKEN_LEN + 1],
                   int64_t *expires)
{
    uint8_t secret[32];
    char hex[65];
    struct buf text = {0};
    crypto_random(secret, sizeof(secret));
    codec_base64url(&text, secret, sizeof(secret));
    (void)snprintf(token, SESSION_TOKEN_LEN + 1, "%s", buf_str(&text));
    buf_wipe(&text);
    token_sha(hex, token);
    struct db_stmt *stmt = db_prep(db, "DELETE FROM session WHERE began<=$1 OR seen<=$2");
    db_bind_i64(stmt, 1, now_s - SESSION_ABSOLUTE_S);
    db_bind_i64(stmt, 2, now_s - SESSION_IDLE_S);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "INSERT INTO session(token_sha,account,began,seen) VALUES($1,$2,$3,$3)");
    db_bind_text(stmt, 1, hex);
    db_bind_text(stmt, 2, user);
    db_bind_i64(stmt, 3, now_s);
    *expires = now_s + SESSION_ABSOLUTE_S;
    return db_run(stmt);
}

static void session_touch(struct db *db, const char *hex, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE session SET seen=$2 WHERE token_sha=$1");
    db_bind_text(stmt, 1, hex);
    db_bind_i64(stmt, 2, now_s);
    (void)!db_run(stmt); /* logged; at worst the session ends early */
}

bool session_check(struct db *db, const char *token, int64_t now_s, struct session *session)
{
    char hex[65];
    memset(session, 0, sizeof(*session));
    if (!token || strlen(token) != SESSION_TOKEN_LEN)
        return false;
    token_sha(hex, token);
    struct db_stmt *stmt = db_prep(db, "SELECT a.name,a.role,a.must_change,s.began,s.seen,a.posts FROM session s "
                                       "JOIN account a ON a.name=s.account WHERE s.token_sha=$1");
    db_bind_text(stmt, 1, hex);
    if (db_step(stmt) != DB_ROW) {
        db_reset(stmt);
        return false;
    }
    int64_t began = db_col_i64(stmt, 3), seen = db_col_i64(stmt, 4);
    bool alive = now_s < began + SESSION_ABSOLUTE_S && now_s < seen + SESSION_IDLE_S;
    if (alive) {
        (void)snprintf(session->user, sizeof(session->user), "%s", db_col_text(stmt, 0));
        session->role = role_parse(db_col_text(stmt, 1));
        str_copy(session->posts, sizeof(session->posts), db_col_text(stmt, 5));
        session->must_change = db_col_i64(stmt, 2) != 0;
        session->expires = began + SESSION_ABSOLUTE_S;
    }
    db_reset(stmt);
    if (alive && now_s >= seen + SEEN_STEP_S)
        session_touch(db, hex, now_s);
    return alive;
}

void session_end(struct db *db, const char *token)
{
    char hex[65];
    token_sha(hex, token);
    struct db_stmt *stmt = db_prep(db, "DELETE FROM session WHERE token_sha=$1");
    db_bind_text(stmt, 1, hex);
    (void)!db_run(stmt); /* logged */
}
