#include "central/accounts/brake.h"

#include "central/http/network.h"

#define TRIES_WINDOW_S 60

/* The oldest of the `limit` newest tries inside the window says how long to wait. NULL: whichever. */
static int wait_of(struct db *db, const char *user, const char *network, int limit, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "SELECT at FROM login_try WHERE ($1='' OR account=$1) AND ($2='' OR peer=$2) "
                                       "AND at>$3 ORDER BY at DESC LIMIT 1 OFFSET $4");
    db_bind_text(stmt, 1, user ? user : "");
    db_bind_text(stmt, 2, network ? network : "");
    db_bind_i64(stmt, 3, now_s - TRIES_WINDOW_S);
    db_bind_i64(stmt, 4, limit - 1);
    int64_t wait = 0;
    if (db_step(stmt) == DB_ROW)
        wait = db_col_i64(stmt, 0) + TRIES_WINDOW_S - now_s;
    db_reset(stmt);
    return (int)CLAMP(wait, 0, TRIES_WINDOW_S);
}

int brake_login(struct db *db, const char *user, const char *peer, int64_t now_s)
{
    char network[NETWORK_MAX];
    network_of(network, peer);
    int wait =
        MAX(wait_of(db, user, network, BRAKE_TRIES_USER, now_s),
            MAX(wait_of(db, NULL, network, BRAKE_TRIES_PEER, now_s), wait_of(db, user, NULL, BRAKE_TRIES_ALL, now_s)));
    if (wait > 0)
        return wait;
    struct db_stmt *stmt = db_prep(db, "DELETE FROM login_try WHERE at<=$1 OR at>$2");
    db_bind_i64(stmt, 1, now_s - TRIES_WINDOW_S);
    db_bind_i64(stmt, 2, now_s + TRIES_WINDOW_S); /* a clock that was set back must lock nobody out */
    bool ok = db_run(stmt);
    stmt = db_prep(db, "INSERT INTO login_try(at,account,peer) VALUES($1,$2,$3)");
    db_bind_i64(stmt, 1, now_s);
    db_bind_text(stmt, 2, user);
    db_bind_text(stmt, 3, network);
    return ok && db_run(stmt) ? 0 : TRIES_WINDOW_S; /* uncounted tries would be free ones */
}
