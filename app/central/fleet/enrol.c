#include "central/fleet/fleet_internal.h"

#include "common/log.h"

/* A paired enrolment stays readable longer than an open one: its terminal may have lost the answer. */
#define PAIRED_KEPT_S 3600

int64_t fleet_pending(struct fleet *fleet, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(fleet->central->db, "SELECT COUNT(*) FROM enrolment WHERE terminal='' AND made>$1");
    db_bind_i64(stmt, 1, now_s - FLEET_ENROL_LIFE_S);
    return db_one_i64(stmt, FLEET_PENDING_MAX);
}

static bool clear_old(struct db *db, const struct fleet_enrolment *enrolment)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM enrolment WHERE made<$1 OR (pk=$2 AND terminal='')");
    db_bind_i64(stmt, 1, enrolment->made - PAIRED_KEPT_S - FLEET_ENROL_LIFE_S);
    db_bind_blob(stmt, 2, enrolment->pk, sizeof(enrolment->pk));
    return db_run(stmt);
}

static bool insert(struct db *db, void *arg)
{
    const struct fleet_enrolment *e = arg;
    if (!clear_old(db, e))
        return false;
    struct db_stmt *stmt = db_prep(db, "INSERT INTO enrolment(id, pk, nonce, server_nonce, code, model, fw, hw, made)"
                                       " VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    db_bind_text(stmt, 1, e->id);
    db_bind_blob(stmt, 2, e->pk, sizeof(e->pk));
    db_bind_blob(stmt, 3, e->nonce, sizeof(e->nonce));
    db_bind_blob(stmt, 4, e->server_nonce, sizeof(e->server_nonce));
    db_bind_text(stmt, 5, e->code);
    db_bind_text(stmt, 6, e->model);
    db_bind_text(stmt, 7, e->fw);
    db_bind_text(stmt, 8, e->hw);
    db_bind_i64(stmt, 9, e->made);
    return db_run(stmt);
}

bool fleet_enrol(struct fleet *fleet, const struct fleet_enrolment *enrolment)
{
    struct fleet_enrolment copy = *enrolment;
    return db_transact(fleet->central->db, insert, &copy);
}

bool fleet_enrolment_get(struct fleet *fleet, const char *id, int64_t now_s, struct fleet_enrolment *out)
{
    memset(out, 0, sizeof(*out));
    struct db_stmt *stmt = db_prep(fleet->central->db, "SELECT pk, terminal, made FROM enrolment WHERE id=$1");
    db_bind_text(stmt, 1, id);
    bool found = db_step(stmt) == DB_ROW;
    if (found) {
        size_t len;
        const void *pk = db_col_blob(stmt, 0, &len);
        if (pk && len == sizeof(out->pk))
            memcpy(out->pk, pk, len);
        str_copy(out->id, sizeof(out->id), id);
        str_copy(out->terminal, sizeof(out->terminal), db_col_text(stmt, 1));
        out->made = db_col_i64(stmt, 2);
    }
    db_reset(stmt);
    return found && now_s - out->made <= FLEET_ENROL_LIFE_S + (*out->terminal ? PAIRED_KEPT_S : 0);
}
