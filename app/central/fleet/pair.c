/* Pairing and revoking: the acts that staff do to a terminal, each one transaction. */
#include "central/fleet/fleet_internal.h"

#include <ctype.h>
#include <stdio.h>

#include "central/lobbies/lobbies.h"
#include "common/clock.h"
#include "common/log.h"

/* --- Pairing --- */

/* A code as typed by hand: "e6w2 8qyo" is E6W2-8QY0 (Crockford: O is 0, I and L are 1). */
static bool tidy_code(char out[static 10], const char *typed)
{
    size_t len = 0;
    for (; *typed; typed++) {
        int c = toupper((unsigned char)*typed);
        if (c == '-' || c == ' ')
            continue;
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        if (!isalnum(c) || len == 9)
            return false;
        if (len == 4)
            out[len++] = '-';
        out[len++] = (char)c;
    }
    out[len] = '\0';
    return len == 9;
}

struct pairing {
    struct central *central;
    const char *code, *lobby, *staff;
    fleet_audit *audit;
    void *audit_arg;
    int64_t now_s;
    enum fleet_result result;
    char terminal[FLEET_NUMBER_MAX + 1], enrolment[UUID_LEN + 1];
    char model[65], fw[33];
    uint8_t pk[SIGN_PK_LEN];
    struct buf channels;
};

/* Every try counts, in a transaction of its own: a wrong one must not be forgotten by a roll-back. */
static bool count_guess(struct db *db, void *arg)
{
    struct pairing *p = arg;
    struct db_stmt *stmt = db_prep(db, "DELETE FROM guess WHERE minute<$1");
    db_bind_i64(stmt, 1, p->now_s / 60 - 1);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "INSERT INTO guess(staff, minute, count) VALUES($1, $2, 1)"
                       " ON CONFLICT(staff, minute) DO UPDATE SET count=guess.count+1 RETURNING count");
    db_bind_text(stmt, 1, p->staff);
    db_bind_i64(stmt, 2, p->now_s / 60);
    if (db_step(stmt) != DB_ROW)
        return false;
    p->result = db_col_i64(stmt, 0) > FLEET_GUESSES_MINUTE ? FLEET_GUESSES : FLEET_OK;
    db_reset(stmt);
    return true;
}

static bool find_enrolment(struct db *db, struct pairing *p)
{
    struct db_stmt *stmt =
        db_prep(db, "SELECT id, pk, model, fw FROM enrolment WHERE code=$1 AND terminal='' AND made>$2"
                    " ORDER BY made DESC LIMIT 1");
    db_bind_text(stmt, 1, p->code);
    db_bind_i64(stmt, 2, p->now_s - FLEET_ENROL_LIFE_S);
    bool found = db_step(stmt) == DB_ROW;
    if (found) {
        size_t len;
        const void *pk = db_col_blob(stmt, 1, &len);
        str_copy(p->enrolment, sizeof(p->enrolment), db_col_text(stmt, 0));
        str_copy(p->model, sizeof(p->model), db_col_text(stmt, 2));
        str_copy(p->fw, sizeof(p->fw), db_col_text(stmt, 3));
        found = pk && len == sizeof(p->pk);
        if (found)
            memcpy(p->pk, pk, len);
    }
    db_reset(stmt);
    return found;
}

static bool terminal_exists(struct db *db, const char *id)
{
    struct db_stmt *stmt = db_prep(db, "SELECT 1 FROM terminal WHERE id=$1");
    db_bind_text(stmt, 1, id);
    return db_one_row(stmt);
}

/* A number that was never given: random, so that a server restored from a backup does not give one a second time. */
static void mint_number(struct db *db, char out[static FLEET_NUMBER_MAX + 1])
{
    do {
        snprintf(out, FLEET_NUMBER_MAX + 1, "%u", 100000 + crypto_random_below(900000));
    } while (terminal_exists(db, out));
}

static bool find_lobby(struct db *db, struct pairing *p)
{
    struct lobby lobby;
    if (!lobbies_find(db, p->lobby, &lobby) || lobby.retired)
        return false;
    mint_number(db, p->terminal);
    buf_clear(&p->channels);
    fleet_channels(&p->channels, lobby.site, lobby.building, p->lobby, p->terminal);
    return true;
}

/* The same device under an older number: that number is over. */
static bool retire_former(struct db *db, const struct pairing *p)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE terminal SET revoked=1 WHERE pk=$1");
    db_bind_blob(stmt, 1, p->pk, sizeof(p->pk));
    return db_run(stmt);
}

static bool insert_terminal(struct db *db, const struct pairing *p)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO terminal(id, pk, lobby, channels, made, made_by, model, fw)"
                                       " VALUES($1, $2, $3, $4, $5, $6, $7, $8)");
    db_bind_text(stmt, 1, p->terminal);
    db_bind_blob(stmt, 2, p->pk, sizeof(p->pk));
    db_bind_text(stmt, 3, p->lobby);
    db_bind_text(stmt, 4, buf_str(&p->channels));
    db_bind_i64(stmt, 5, p->now_s);
    db_bind_text(stmt, 6, p->staff);
    db_bind_text(stmt, 7, p->model);
    db_bind_text(stmt, 8, p->fw);
    return db_run(stmt);
}

static bool settle_enrolment(struct db *db, const struct pairing *p)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE enrolment SET terminal=$1 WHERE id=$2");
    db_bind_text(stmt, 1, p->terminal);
    db_bind_text(stmt, 2, p->enrolment);
    return db_run(stmt);
}

static bool pair(struct db *db, void *arg)
{
    struct pairing *p = arg;
    p->result = FLEET_NO_CODE;
    if (!find_enrolment(db, p))
        return false;
    p->result = FLEET_NO_LOBBY;
    if (!find_lobby(db, p))
        return false;
    p->result = FLEET_FAILED;
    if (!retire_former(db, p) || !insert_terminal(db, p) || !settle_enrolment(db, p) ||
        !fleet_publish_self(p->central, db, p->terminal, p->pk, buf_str(&p->channels)) ||
        (p->audit && !p->audit(db, p->terminal, p->audit_arg)))
        return false;
    p->result = FLEET_OK;
    return true;
}

static enum fleet_result run_pairing(struct pairing *p)
{
    struct db *db = p->central->db;
    if (!db_transact(db, count_guess, p))
        return FLEET_FAILED;
    if (p->result != FLEET_OK)
        return p->result;
    if (!db_transact(db, pair, p))
        return p->result == FLEET_OK ? FLEET_FAILED : p->result;
    return fleet_reload(p->central->fleet) ? FLEET_OK : FLEET_FAILED;
}

enum fleet_result fleet_pair(struct central *central, const char *code, const char *lobby, const char *staff,
                             fleet_audit *audit, void *arg, char terminal[static FLEET_NUMBER_MAX + 1])
{
    char tidy[10];
    struct pairing p = {.central = central,
                        .code = tidy_code(tidy, code) ? tidy : "",
                        .lobby = lobby,
                        .staff = staff,
                        .audit = audit,
                        .audit_arg = arg,
                        .now_s = clock_wall_ms() / 1000};
    enum fleet_result result = run_pairing(&p);
    buf_fini(&p.channels);
    if (result != FLEET_OK)
        return result;
    memcpy(terminal, p.terminal, sizeof(p.terminal));
    log_info("fleet: terminal %s is paired with lobby %s by %s", p.terminal, lobby, staff);
    publish_wake(central->publisher);
    staff_events_tell(central, "terminals");
    staff_events_tell(central, "lobbies");
    if (central->fleet->on_paired)
        central->fleet->on_paired(p.enrolment, central->fleet->on_paired_arg);
    return FLEET_OK;
}

/* --- Revoking --- */

struct revoking {
    const char *terminal;
    fleet_audit *audit;
    void *arg;
    enum fleet_result result;
};

static bool revoke(struct db *db, void *arg)
{
    struct revoking *r = arg;
    r->result = FLEET_UNKNOWN;
    if (!terminal_exists(db, r->terminal))
        return false;
    r->result = FLEET_FAILED;
    struct db_stmt *stmt = db_prep(db, "UPDATE terminal SET revoked=1 WHERE id=$1");
    db_bind_text(stmt, 1, r->terminal);
    if (!db_run(stmt) || (r->audit && !r->audit(db, r->terminal, r->arg)))
        return false;
    r->result = FLEET_OK;
    return true;
}

enum fleet_result fleet_revoke(struct central *central, const char *terminal, fleet_audit *audit, void *arg)
{
    struct revoking r = {.terminal = terminal, .audit = audit, .arg = arg};
    if (!db_transact(central->db, revoke, &r))
        return r.result == FLEET_OK ? FLEET_FAILED : r.result;
    log_info("fleet: terminal %s is revoked", terminal);
    staff_events_tell(central, "terminals");
    staff_events_tell(central, "lobbies");
    return fleet_reload(central->fleet) ? FLEET_OK : FLEET_FAILED;
}
