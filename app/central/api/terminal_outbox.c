/* What residents entered, sealed. All entries of a request are taken in one transaction; an answer without its signed
 * receipt makes the terminal send again, and the second time is a `dup` with the same receipt rights. */
#include "central/api/terminal.h"

#include <stdlib.h>

#include "central/store/keys.h"
#include "common/codec.h"
#include "common/json.h"
#include "common/log.h"

#define KEPT_S     (400LL * 86400) /* ids are known this long: once means once */
#define KIND_MAX   16
#define SEALED_B64 (WIRE_SEALED_MAX / 3 * 4 + 4)

struct entry {
    const char *id, *kind, *clk, *box; /* borrowed from the body */
    int64_t at;
    struct buf sealed;
    char sha256[65];
    const char *status; /* "stored" "dup" "conflict" "rejected" */
    const char *code;   /* with "rejected" */
};
struct upload {
    struct terminal_api *api;
    const char *terminal;
    int64_t now_s;
    struct entry entries[WIRE_OUTBOX_ITEMS];
    size_t count;
};

/* --- Reading --- */

static bool read_entry(struct entry *entry, const json_t *object)
{
    const char *sealed = json_str(object, "sealed");
    entry->id = json_str(object, "id");
    entry->kind = json_str(object, "kind");
    entry->clk = json_str_or(object, "clk", "unknown");
    entry->box = json_str_or(object, "box", "");
    entry->at = json_int_or(object, "at", -1);
    if (!entry->id || !ids_is_uuid(entry->id) || !entry->kind || !*entry->kind || strlen(entry->kind) > KIND_MAX ||
        entry->at < 0 || strlen(entry->clk) > KIND_MAX || !sealed)
        return false;
    if (strlen(sealed) > SEALED_B64 || !codec_unbase64url(&entry->sealed, sealed, WIRE_SEALED_MAX))
        return false;
    crypto_sha256_hex(entry->sha256, buf_str(&entry->sealed), entry->sealed.len);
    return true;
}

static bool read_upload(struct upload *upload, const json_t *body)
{
    const json_t *items = json_object_get(body, "items");
    if (!json_is_array(items) || json_array_size(items) == 0 || json_array_size(items) > WIRE_OUTBOX_ITEMS)
        return false;
    for (size_t i = 0; i < json_array_size(items); i++) {
        upload->count = i + 1;
        if (!read_entry(&upload->entries[i], json_array_get(items, i)))
            return false;
    }
    return true;
}

static void upload_free(struct upload *upload)
{
    for (size_t i = 0; i < upload->count; i++)
        buf_fini(&upload->entries[i].sealed);
    free(upload);
}

/* --- Storing, inside the transaction --- */

enum claim { CLAIM_NEW, CLAIM_DUP, CLAIM_CONFLICT, CLAIM_FAILED };

static enum claim claim_id(struct db *db, const struct upload *upload, const struct entry *entry)
{
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO outbox_in(terminal, id, sha256, kind, at, got)"
                    " VALUES($1, $2, $3, $4, $5, $6) ON CONFLICT(terminal, id) DO NOTHING RETURNING id");
    db_bind_text(stmt, 1, upload->terminal);
    db_bind_text(stmt, 2, entry->id);
    db_bind_text(stmt, 3, entry->sha256);
    db_bind_text(stmt, 4, entry->kind);
    db_bind_i64(stmt, 5, entry->at);
    db_bind_i64(stmt, 6, upload->now_s);
    enum db_step step = db_step(stmt);
    db_reset(stmt);
    if (step != DB_DONE)
        return step == DB_ROW ? CLAIM_NEW : CLAIM_FAILED;
    stmt = db_prep(db, "SELECT sha256 FROM outbox_in WHERE terminal=$1 AND id=$2");
    db_bind_text(stmt, 1, upload->terminal);
    db_bind_text(stmt, 2, entry->id);
    bool same = db_step(stmt) == DB_ROW && str_eq(db_col_text(stmt, 0), entry->sha256);
    db_reset(stmt);
    return same ? CLAIM_DUP : CLAIM_CONFLICT;
}

static bool unclaim(struct db *db, const struct upload *upload, const struct entry *entry)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM outbox_in WHERE terminal=$1 AND id=$2");
    db_bind_text(stmt, 1, upload->terminal);
    db_bind_text(stmt, 2, entry->id);
    return db_run(stmt);
}

typedef enum cases_result receive_fn(struct central *central, const char *terminal, const char *entry_id, int64_t at,
                                     const char *clk, const void *plain, size_t len, const char **code);

static receive_fn *receiver_of(const char *kind)
{
    static const struct {
        const char *kind;
        receive_fn *receive;
    } table[] = {{"complaint", cases_receive}, {"followup", cases_follow_up}, {"feedback", cases_feedback}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (str_eq(kind, table[i].kind))
            return table[i].receive;
    }
    return NULL;
}

/* Opens the box and hands the entry to the cases. */
static enum cases_result deliver(const struct upload *upload, struct entry *entry)
{
    receive_fn *receive_kind = receiver_of(entry->kind);
    struct central *central = upload->api->central;
    const struct central_keys *keys = central->keys;
    CLEANUP(buf_wipe) struct buf plain = {0};
    if (!receive_kind) {
        entry->code = "bad_kind";
        return CASES_REJECTED;
    }
    if (!keys_box_open(keys, entry->box, &plain, entry->sealed.data, entry->sealed.len)) {
        entry->code = keys_box_known(keys, entry->box) ? "bad_seal" : "unknown_box";
        return CASES_REJECTED;
    }
    if (cases_knows_carried(central, entry->sealed.data, entry->sealed.len))
        return CASES_DUPLICATE;
    return receive_kind(central, upload->terminal, entry->id, entry->at, entry->clk, plain.data, plain.len,
                        &entry->code);
}

static bool take_entry(struct db *db, const struct upload *upload, struct entry *entry)
{
    entry->code = NULL;
    switch (claim_id(db, upload, entry)) {
    case CLAIM_FAILED:
        return false;
    case CLAIM_DUP:
        entry->status = "dup";
        return true;
    case CLAIM_CONFLICT:
        entry->status = cases_knows_followup(upload->api->central, entry->id) ? "dup" : "conflict";
        return true;
    case CLAIM_NEW:
        break;
    }
    switch (deliver(upload, entry)) {
    case CASES_STORED:
        entry->status = "stored";
        return true;
    case CASES_DUPLICATE:
        entry->status = "dup";
        return true;
    case CASES_REJECTED: /* may be taken another day, by another version or with another key */
        entry->status = "rejected";
        return unclaim(db, upload, entry);
    case CASES_FAILED:
        break;
    }
    return false;
}

static bool take_all(struct db *db, void *arg)
{
    struct upload *upload = arg;
    for (size_t i = 0; i < upload->count; i++)
        if (!take_entry(db, upload, &upload->entries[i]))
            return false;
    return true;
}

/* --- Answering --- */

static json_t *receipt(const struct upload *upload, const struct entry *entry)
{
    uint8_t sig[SIGN_LEN];
    CLEANUP(buf_fini) struct buf signable = {0}, sig_text = {0};
    wire_signable_receipt(&signable, entry->id, entry->status, entry->sha256);
    crypto_sign_data(sig, signable.data, signable.len, upload->api->central->keys->head_sk);
    codec_base64url(&sig_text, sig, sizeof(sig));
    json_t *result = json_pack("{s:s, s:s, s:s}", "id", entry->id, "s", entry->status, "sig", buf_str(&sig_text));
    if (entry->code)
        json_object_set_new(result, "code", json_string(entry->code));
    return result;
}

static void reply_receipts(struct http_call *call, const struct upload *upload)
{
    json_t *results = json_array();
    size_t stored = 0;
    for (size_t i = 0; i < upload->count; i++) {
        const struct entry *entry = &upload->entries[i];
        json_array_append_new(results, receipt(upload, entry));
        stored += str_eq(entry->status, "stored");
        if (entry->code || str_eq(entry->status, "conflict"))
            log_warn("outbox: entry %s of terminal %s: %s %s", entry->id, upload->terminal, entry->status,
                     entry->code ? entry->code : "");
    }
    if (stored > 0)
        log_info("outbox: %zu entries of terminal %s are stored", stored, upload->terminal);
    CLEANUP(json_free_ref) json_t *answer = json_pack("{s:o}", "results", results);
    http_set_header(call, "Cache-Control", "no-store");
    http_reply_json(call, 200, answer);
}

static void receive(struct terminal_api *api, struct http_call *call, const struct fleet_terminal *terminal,
                    const json_t *body)
{
    struct upload *upload = xcalloc(1, sizeof(*upload));
    upload->api = api;
    upload->terminal = terminal->id;
    upload->now_s = terminal_now_s();
    if (!read_upload(upload, body))
        terminal_bad(call, "items: one to fifty entries with id, kind, at, clk, box and sealed (16 KiB at most)");
    else if (!db_transact(api->central->db, take_all, upload))
        http_reply_error(call, 503, "overloaded", "nothing was stored; send again", 30);
    else {
        cases_committed(api->central);
        reply_receipts(call, upload);
    }
    upload_free(upload);
}

void terminal_outbox(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    const struct fleet_terminal *terminal = terminal_auth(api, call);
    if (!terminal || !terminal_rate(api, api->outbox, call, terminal->id) || !terminal_signed(call, terminal->pk, true))
        return;
    CLEANUP(json_free_ref) json_t *body = terminal_body(call);
    if (body)
        receive(api, call, terminal, body);
}

int64_t outbox_count(struct db *db)
{
    return db_get_i64(db, "SELECT COUNT(*) FROM outbox_in", 0);
}

bool outbox_took(struct db *db, const char *sha256, char id[static UUID_LEN + 1])
{
    struct db_stmt *stmt = db_prep(db, "SELECT id FROM outbox_in WHERE sha256=$1");
    db_bind_text(stmt, 1, sha256);
    bool found = db_step(stmt) == DB_ROW;
    str_copy(id, UUID_LEN + 1, found ? db_col_text(stmt, 0) : "");
    db_reset(stmt);
    return found;
}

bool terminal_outbox_sweep(struct db *db, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "DELETE FROM outbox_in WHERE got<$1");
    db_bind_i64(stmt, 1, now_s - KEPT_S);
    return db_run(stmt);
}
