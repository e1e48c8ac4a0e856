/* What central keeps of a case's phone page: the hash of its name, the hash of the PIN that the resident chose at the
 * terminal, and how often a wrong one was tried. What the page shows is what the receipt code opens, nothing more. */
#include "central/cases/cases_internal.h"

#include <stdlib.h>

#include "common/crypto.h"
#include "common/json.h"

void cases_page_sha(char sha[static 65], const char *token)
{
    crypto_sha256_hex(sha, token, strlen(token));
}

/* A PIN in digits waits, encrypted, for the thread that stretches the code. */
bool case_page_add(struct cases *cases, const char *number, const struct entry *entry, int64_t now_s)
{
    char sha[65];
    size_t len = strlen(entry->page_pin);
    if (!*entry->page_token)
        return true;
    cases_page_sha(sha, entry->page_token);
    struct db_stmt *stmt = db_prep(cases->central->db, "INSERT INTO case_page(token_sha,number,made,pin,pin_stretched) "
                                                       "VALUES($1,$2,$3,$4,$5) ON CONFLICT(token_sha) DO NOTHING");
    db_bind_text(stmt, 1, sha);
    db_bind_text(stmt, 2, number);
    db_bind_i64(stmt, 3, now_s);
    if (len)
        vault_bind(&cases->vault, stmt, 4, entry->page_pin, len);
    else
        db_bind_blob(stmt, 4, NULL, 0);
    db_bind_i64(stmt, 5, entry->page_pin[0] == '$');
    return db_run(stmt);
}

bool case_pages_drop(struct cases *cases, const char *number)
{
    static const char *const each[] = {
        "DELETE FROM case_guess WHERE token_sha IN(SELECT token_sha FROM case_page WHERE number=$1)",
        "DELETE FROM case_page WHERE number=$1"};
    bool ok = true;
    for (size_t i = 0; ok && i < ARRAY_LEN(each); i++) {
        struct db_stmt *stmt = db_prep(cases->central->db, each[i]);
        db_bind_text(stmt, 1, number);
        ok = db_run(stmt);
    }
    return ok;
}

bool case_pin_waiting(struct cases *cases, const char *number, struct buf *pin)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT pin FROM case_page WHERE number=$1 AND pin IS NOT NULL "
                                                       "AND pin_stretched=0");
    db_bind_text(stmt, 1, number);
    bool waiting = db_step(stmt) == DB_ROW && vault_column(&cases->vault, stmt, 0, pin);
    db_reset(stmt);
    return waiting;
}

/* Of a case whose code is stretched. */
bool case_pin_left(struct cases *cases, char number[static CASE_NUMBER_MAX])
{
    struct db_stmt *stmt =
        db_prep(cases->central->db, "SELECT p.number FROM case_page p JOIN kase k ON k.number=p.number WHERE p.pin IS "
                                    "NOT NULL AND p.pin_stretched=0 AND k.pending IS NULL ORDER BY p.made,p.number");
    bool found = db_step(stmt) == DB_ROW;
    str_copy(number, CASE_NUMBER_MAX, found ? db_col_text(stmt, 0) : "");
    db_reset(stmt);
    return found;
}

bool case_pin_settle(struct cases *cases, const char *number, const char *hash)
{
    struct db_stmt *stmt =
        db_prep(cases->central->db, "UPDATE case_page SET pin=$2,pin_stretched=1 WHERE number=$1 AND "
                                    "pin IS NOT NULL AND pin_stretched=0");
    db_bind_text(stmt, 1, number);
    vault_bind(&cases->vault, stmt, 2, hash, strlen(hash));
    return db_run(stmt);
}

/* --- For the page --- */

static bool read_row(struct cases *cases, const char *sha, struct cases_page *page)
{
    struct buf pin = {0};
    struct db_stmt *stmt =
        db_prep(cases->central->db, "SELECT number,pin,pin_stretched,locked_until FROM case_page WHERE token_sha=$1");
    db_bind_text(stmt, 1, sha);
    bool found = db_step(stmt) == DB_ROW;
    if (found) {
        str_copy(page->number, sizeof(page->number), db_col_text(stmt, 0));
        page->has_pin = !db_col_is_null(stmt, 1);
        if (page->has_pin && db_col_i64(stmt, 2) && vault_column(&cases->vault, stmt, 1, &pin))
            str_copy(page->pin_hash, sizeof(page->pin_hash), buf_str(&pin));
        page->all_locked_until = db_col_i64(stmt, 3);
    }
    db_reset(stmt);
    buf_wipe(&pin);
    return found;
}

static int64_t peer_locked_until(struct cases *cases, const char *sha, const char *peer)
{
    struct db_stmt *stmt =
        db_prep(cases->central->db, "SELECT locked_until FROM case_guess WHERE token_sha=$1 AND peer=$2");
    db_bind_text(stmt, 1, sha);
    db_bind_text(stmt, 2, peer);
    return db_one_i64(stmt, 0);
}

bool cases_page_load(struct cases *cases, const char *sha, const char *peer, struct cases_page *page)
{
    struct kase kase;
    memset(page, 0, sizeof(*page));
    if (!read_row(cases, sha, page) || !case_load(cases, page->number, &kase))
        return false;
    str_copy(page->site, sizeof(page->site), kase.site);
    page->locked_until = MAX(page->all_locked_until, peer_locked_until(cases, sha, peer));
    page->view = case_view(cases, &kase);
    page->photos = case_photo_count(cases, kase.number);
    page->photos_until = case_photos_until(cases, &kase);
    case_fini(&kase);
    return true;
}

void cases_page_fini(struct cases_page *page)
{
    explicit_bzero(page->pin_hash, sizeof(page->pin_hash));
    json_decref(page->view);
    page->view = NULL;
}

struct trying {
    const char *sha, *peer;
    int64_t now_s;
};

/* Wrong ones of more than a day ago are forgotten, so that a slip now and then locks nobody. */
static bool count_for_all(struct db *db, const struct trying *trying)
{
    struct db_stmt *stmt = db_prep(
        db, "UPDATE case_page SET tries=CASE WHEN tried<$2 THEN 1 ELSE tries+1 END,tried=$3 WHERE token_sha=$1");
    db_bind_text(stmt, 1, trying->sha);
    db_bind_i64(stmt, 2, trying->now_s - DAY_S);
    db_bind_i64(stmt, 3, trying->now_s);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "UPDATE case_page SET locked_until=$3,tries=0 WHERE token_sha=$1 AND tries>=$2");
    db_bind_text(stmt, 1, trying->sha);
    db_bind_i64(stmt, 2, CASES_PIN_ALL);
    db_bind_i64(stmt, 3, trying->now_s + CASES_PIN_ALL_LOCK_S);
    return db_run(stmt);
}

static bool count_for_peer(struct db *db, const struct trying *trying)
{
    struct db_stmt *stmt =
        db_prep(db, "INSERT INTO case_guess(token_sha,peer,tries,at,locked_until) VALUES($1,$2,1,$3,0) ON "
                    "CONFLICT(token_sha,peer) DO UPDATE SET tries=case_guess.tries+1,at=$3");
    db_bind_text(stmt, 1, trying->sha);
    db_bind_text(stmt, 2, trying->peer);
    db_bind_i64(stmt, 3, trying->now_s);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "UPDATE case_guess SET locked_until=$4,tries=0 WHERE token_sha=$1 AND peer=$2 AND tries>=$3");
    db_bind_text(stmt, 1, trying->sha);
    db_bind_text(stmt, 2, trying->peer);
    db_bind_i64(stmt, 3, CASES_PIN_TRIES);
    db_bind_i64(stmt, 4, trying->now_s + CASES_PIN_LOCK_S);
    return db_run(stmt);
}

/* The fifth try in a row locks before it is judged, so that many at once gain nothing; if it was right it is open. */
static bool try_body(struct db *db, void *arg)
{
    return count_for_all(db, arg) && count_for_peer(db, arg);
}

bool cases_page_try(struct cases *cases, const char *sha, const char *peer, int64_t now_s)
{
    struct trying trying = {.sha = sha, .peer = peer, .now_s = now_s};
    return db_transact(cases->central->db, try_body, &trying);
}

static bool opened_body(struct db *db, void *arg)
{
    struct trying *trying = arg;
    struct db_stmt *stmt = db_prep(db, "UPDATE case_page SET tries=0,locked_until=0 WHERE token_sha=$1");
    db_bind_text(stmt, 1, trying->sha);
    if (!db_run(stmt))
        return false;
    stmt = db_prep(db, "DELETE FROM case_guess WHERE token_sha=$1 AND peer=$2");
    db_bind_text(stmt, 1, trying->sha);
    db_bind_text(stmt, 2, trying->peer);
    return db_run(stmt);
}

bool cases_page_opened(struct cases *cases, const char *sha, const char *peer)
{
    struct trying trying = {.sha = sha, .peer = peer};
    return db_transact(cases->central->db, opened_body, &trying);
}

bool case_guesses_forget(struct cases *cases, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "DELETE FROM case_guess WHERE at<$1");
    db_bind_i64(stmt, 1, now_s - DAY_S);
    return db_run(stmt);
}

/* --- Acting --- */

struct acting {
    struct cases *cases;
    const char *number, *entry_id;
    enum followup_act act;
    const json_t *words;
    int64_t replies, now_s;
    enum resident_result result;
};

/* One verdict on an answer, here or at a terminal: the same id. */
static void verdict_id(const struct kase *kase, int64_t replies, char id[static UUID_LEN + 1])
{
    struct casecode_keys keys;
    str_copy(keys.item_id, sizeof(keys.item_id), kase->item_id);
    memcpy(keys.key, kase->key.data, sizeof(keys.key));
    casecode_verdict_id(id, &keys, replies);
    explicit_bzero(&keys, sizeof(keys));
}

static bool act_body(struct db *db UNUSED, void *arg)
{
    struct acting *acting = arg;
    struct kase kase;
    char id[UUID_LEN + 1];
    acting->result = RESIDENT_FAILED;
    if (!case_load(acting->cases, acting->number, &kase))
        return false;
    str_copy(id, sizeof(id), acting->entry_id);
    if (followup_is_verdict(acting->act) && kase.key.len == 32)
        verdict_id(&kase, acting->replies < 0 ? kase.replies : MIN(acting->replies, kase.replies), id);
    struct resident_act act = {.entry_id = id,
                               .act = acting->act,
                               .words = acting->words,
                               .replies = acting->replies,
                               .at = acting->now_s,
                               .now_s = acting->now_s};
    acting->result = case_resident_act(acting->cases, &kase, &act);
    case_fini(&kase);
    return acting->result != RESIDENT_FAILED;
}

enum resident_result cases_page_act(struct cases *cases, const char *number, const char *entry_id,
                                    enum followup_act act, const json_t *words, int64_t replies, int64_t now_s)
{
    struct acting acting = {.cases = cases,
                            .number = number,
                            .entry_id = entry_id,
                            .act = act,
                            .words = words,
                            .replies = replies,
                            .now_s = now_s};
    if (!db_transact(cases->central->db, act_body, &acting))
        return RESIDENT_FAILED;
    cases_committed(cases->central);
    return acting.result;
}
