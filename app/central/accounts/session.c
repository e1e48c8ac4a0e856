#include "central/accounts/session.h"

#include <stdio.h>

#include "common/codec.h"
#include "common/crypto.h"
#include "common/utf8.h"

#define SEEN_STEP_S 30 /* a session's last use is written at most this often: every write is a flush to disk */

static const char *const kinds[] = {[SESSION_SCRIPT] = "script", [SESSION_BROWSER] = "browser"};

static void token_sha(char hex[static 65], const char *token)
{
    crypto_sha256_hex(hex, token, strlen(token));
}

static void mint(char token[static SESSION_TOKEN_LEN + 1], char hex[static 65])
{
    uint8_t secret[32];
    struct buf text = {0};
    crypto_random(secret, sizeof(secret));
    codec_base64url(&text, secret, sizeof(secret));
    (void)snprintf(token, SESSION_TOKEN_LEN + 1, "%s", buf_str(&text));
    explicit_bzero(secret, sizeof(secret));
    buf_wipe(&text);
    token_sha(hex, token);
}

static bool drop_old(struct db *db, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM session WHERE began<=$1 OR seen<=$2 OR (ends>0 AND ends<=$3)");
    db_bind_i64(stmt, 1, now_s - SESSION_ABSOLUTE_S);
    db_bind_i64(stmt, 2, now_s - SESSION_IDLE_S);
    db_bind_i64(stmt, 3, now_s);
    return db_run(stmt);
}

/* What a browser calls itself is shown to people: one clean line, cut. */
static void clean_agent(char out[static SESSION_AGENT_MAX + 1], const char *agent)
{
    bool good = agent && utf8_valid(agent, strlen(agent)) && utf8_clean(agent, UTF8_LINE, NULL);
    str_copy(out, SESSION_AGENT_MAX + 1, good ? agent : "");
    while (!utf8_valid(out, strlen(out))) /* cut inside a character */
        out[strlen(out) - 1] = '\0';
}

bool session_begin(struct db *db, const struct session_start *start, char token[static SESSION_TOKEN_LEN + 1],
                   int64_t *expires)
{
    char hex[65], agent[SESSION_AGENT_MAX + 1];
    mint(token, hex);
    clean_agent(agent, start->agent);
    if (!drop_old(db, start->now_s))
        return false;
    struct db_stmt *stmt = db_prep(db, "INSERT INTO session(token_sha,account,began,seen,kind,peer,agent,factor) "
                                       "VALUES($1,$2,$3,$3,$4,$5,$6,$7)");
    db_bind_text(stmt, 1, hex);
    db_bind_text(stmt, 2, start->user);
    db_bind_i64(stmt, 3, start->now_s);
    db_bind_text(stmt, 4, kinds[start->kind]);
    db_bind_text(stmt, 5, start->peer ? start->peer : "");
    db_bind_text(stmt, 6, agent);
    db_bind_i64(stmt, 7, start->factor);
    *expires = start->now_s + SESSION_ABSOLUTE_S;
    return db_run(stmt);
}

static void session_touch(struct db *db, const char *hex, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE session SET seen=$2 WHERE token_sha=$1");
    db_bind_text(stmt, 1, hex);
    db_bind_i64(stmt, 2, now_s);
    (void)!db_run(stmt); /* logged; at worst the session ends early */
}

bool session_check(struct db *db, const char *token, enum session_kind kind, bool awake, int64_t now_s,
                   struct session *session)
{
    char hex[65];
    memset(session, 0, sizeof(*session));
    if (!token || strlen(token) != SESSION_TOKEN_LEN)
        return false;
    token_sha(hex, token);
    struct db_stmt *stmt =
        db_prep(db, "SELECT a.name,a.role,a.must_change,s.began,s.seen,a.posts,s.renew,s.ends,s.factor FROM session s "
                    "JOIN account a ON a.name=s.account WHERE s.token_sha=$1 AND s.kind=$2");
    db_bind_text(stmt, 1, hex);
    db_bind_text(stmt, 2, kinds[kind]);
    if (db_step(stmt) != DB_ROW) {
        db_reset(stmt);
        return false;
    }
    int64_t began = db_col_i64(stmt, 3), seen = db_col_i64(stmt, 4), ends = db_col_i64(stmt, 7);
    bool alive = now_s < began + SESSION_ABSOLUTE_S && now_s < seen + SESSION_IDLE_S && (ends == 0 || now_s < ends);
    if (alive) {
        (void)snprintf(session->user, sizeof(session->user), "%s", db_col_text(stmt, 0));
        session->role = role_parse(db_col_text(stmt, 1));
        str_copy(session->posts, sizeof(session->posts), db_col_text(stmt, 5));
        session->must_change = db_col_i64(stmt, 2) != 0;
        session->renew = db_col_i64(stmt, 6) != 0 && ends == 0;
        session->factor = db_col_i64(stmt, 8) != 0;
        session->kind = kind;
        session->began = began;
        session->expires = began + SESSION_ABSOLUTE_S;
        (void)snprintf(session->id, sizeof(session->id), "%.*s", SESSION_ID_LEN, hex);
    }
    db_reset(stmt);
    if (alive && awake && now_s >= seen + SEEN_STEP_S)
        session_touch(db, hex, now_s);
    return alive;
}

bool session_renew(struct db *db, const char *old, int64_t now_s, char token[static SESSION_TOKEN_LEN + 1])
{
    char old_hex[65], hex[65];
    token_sha(old_hex, old);
    mint(token, hex);
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO session(token_sha,account,began,seen,kind,peer,agent,factor) "
                    "SELECT $2,account,began,$3,kind,peer,agent,factor FROM session WHERE token_sha=$1");
    db_bind_text(stmt, 1, old_hex);
    db_bind_text(stmt, 2, hex);
    db_bind_i64(stmt, 3, now_s);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "UPDATE session SET renew=0,ends=$2 WHERE token_sha=$1");
    db_bind_text(stmt, 1, old_hex);
    db_bind_i64(stmt, 2, now_s + SESSION_HANDOVER_S);
    return db_run(stmt);
}

static bool run(struct db *db, const char *sql, const char *key)
{
    struct db_stmt *stmt = db_prep(db, sql);
    db_bind_text(stmt, 1, key);
    return db_run(stmt);
}

bool session_renew_all(struct db *db, const char *user)
{
    return run(db, "UPDATE session SET renew=1 WHERE account=$1 AND kind='browser' AND ends=0", user);
}

bool session_forget_factor(struct db *db, const char *user)
{
    return run(db, "UPDATE session SET factor=0 WHERE account=$1", user);
}

void session_end(struct db *db, const char *token)
{
    char hex[65];
    token_sha(hex, token);
    (void)!run(db, "DELETE FROM session WHERE token_sha=$1", hex); /* logged */
}

json_t *session_list(struct db *db, const char *user, const char *current, int64_t now_s)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT token_sha,account,kind,began,seen,peer,agent FROM session "
                                       "WHERE ($1='' OR account=$1) AND began>$2 AND seen>$3 AND ends=0 "
                                       "ORDER BY seen DESC,token_sha");
    db_bind_text(stmt, 1, user ? user : "");
    db_bind_i64(stmt, 2, now_s - SESSION_ABSOLUTE_S);
    db_bind_i64(stmt, 3, now_s - SESSION_IDLE_S);
    while (db_step(stmt) == DB_ROW) {
        char id[SESSION_ID_LEN + 1];
        (void)snprintf(id, sizeof(id), "%.*s", SESSION_ID_LEN, db_col_text(stmt, 0));
        json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:I,s:I,s:I,s:s,s:s,s:b}", "id", id, "user",
                                              db_col_text(stmt, 1), "kind", db_col_text(stmt, 2), "began",
                                              (json_int_t)db_col_i64(stmt, 3), "seen", (json_int_t)db_col_i64(stmt, 4),
                                              "expires", (json_int_t)(db_col_i64(stmt, 3) + SESSION_ABSOLUTE_S),
                                              "address", db_col_text(stmt, 5), "agent", db_col_text(stmt, 6), "current",
                                              str_eq(id, current)));
    }
    return list;
}

bool session_owner(struct db *db, const char *id, char user[static ACCOUNTS_USER_MAX + 1])
{
    user[0] = '\0';
    if (strlen(id) != SESSION_ID_LEN)
        return false;
    struct db_stmt *stmt = db_prep(db, "SELECT account FROM session WHERE substr(token_sha,1,16)=$1");
    db_bind_text(stmt, 1, id);
    bool found = db_step(stmt) == DB_ROW;
    if (found)
        str_copy(user, ACCOUNTS_USER_MAX + 1, db_col_text(stmt, 0));
    db_reset(stmt);
    return found;
}

bool session_end_id(struct db *db, const char *id)
{
    return run(db, "DELETE FROM session WHERE substr(token_sha,1,16)=$1", id);
}
