/* What time does to cases that have ended: first the resident's name and telephone go, later the case leaves the
 * lobbies. Each case is a transaction of its own, so that one that fails holds back no other. */
#include "central/cases/cases_internal.h"

#include <stdlib.h>

#include "common/json.h"
#include "common/log.h"
#include "common/utf8.h"
#include "central/accounts/audit.h"
#include "central/items/items.h"
#include "central/validate/validate.h"

#define DAY_S      86400
#define NEEDLE_MIN 2 /* characters: erasing one would tear words apart */

struct sweeping {
    struct cases *cases;
    int64_t now_s;
    const char *number; /* the case in hand */
    bool erased;        /* it had a contact */
    size_t erased_count;
};

/* Runs `body` for every number that `sql` gives for `until_s`. */
static bool each_case(struct sweeping *sweeping, const char *sql, int64_t until_s, db_body *body)
{
    struct central *central = sweeping->cases->central;
    CLEANUP(json_free_ref) json_t *numbers = json_array();
    bool ok = true;
    struct db_stmt *stmt = db_prep(central->db, sql);
    db_bind_i64(stmt, 1, until_s);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(numbers, json_string(db_col_text(stmt, 0)));
    for (size_t i = 0; i < json_array_size(numbers); i++) {
        sweeping->number = json_string_value(json_array_get(numbers, i));
        bool done = db_transact(central->db, body, sweeping);
        sweeping->erased_count += done && sweeping->erased;
        ok = ok && done;
    }
    if (json_array_size(numbers))
        publish_wake(central->publisher);
    return ok;
}

/* --- Name and telephone --- */

/* How much of `text` says `needle`, however it is spaced ("138 0000-0000"); 0: something else. */
static size_t said_len(const char *text, const char *needle)
{
    const char *at = text;
    while (*needle) {
        if (*needle == ' ' || *needle == '-')
            needle++;
        else if (at > text && (*at == ' ' || *at == '-'))
            at++;
        else if (*at++ != *needle++)
            return 0;
    }
    return (size_t)(at - text);
}

static void blot(struct buf *out, const char *text, const char *needle)
{
    while (*text) {
        size_t len = said_len(text, needle);
        if (len)
            buf_puts(out, "〔…〕");
        else
            buf_putc(out, *text);
        text += len ? len : 1;
    }
}

/* `text` without the resident's telephone and name. Yours. */
static char *blotted(const char *text, const json_t *body)
{
    const char *const needles[] = {json_str(json_member(body, "contact"), "phone"), json_str(body, "alias")};
    char *clean = xstrdup(text);
    for (size_t i = 0; i < ARRAY_LEN(needles); i++) {
        struct buf out = {0};
        if (!needles[i] || utf8_count(needles[i]) < NEEDLE_MIN || needles[i][strspn(needles[i], " -")] == '\0')
            continue;
        blot(&out, clean, needles[i]);
        explicit_bzero(clean, strlen(clean));
        free(clean);
        clean = buf_take(&out);
    }
    return clean;
}

static bool replace_event(struct cases *cases, const char *number, int64_t n, const char *text)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "UPDATE case_event SET text=$3 WHERE number=$1 AND n=$2");
    db_bind_text(stmt, 1, number);
    db_bind_i64(stmt, 2, n);
    vault_bind(&cases->vault, stmt, 3, text, strlen(text));
    return db_run(stmt);
}

/* Staff may have called the resident by name; then the lobbies' copy is made anew too. */
static bool blot_events(struct cases *cases, struct kase *kase, const json_t *body)
{
    CLEANUP(json_free_ref) json_t *events = case_events(cases, kase->number);
    bool ok = true, changed = false;
    size_t i;
    json_t *event;
    json_array_foreach(events, i, event)
    {
        const char *text = json_str_or(event, "text", "");
        CLEANUP(free_ptr) char *clean = blotted(text, body);
        if (str_eq(text, clean))
            continue;
        changed = true;
        ok = ok &&
             replace_event(cases, kase->number, (int64_t)i + 1, clean); /* numbered from 1, none is ever taken out */
    }
    return ok && (!changed || case_publish(cases, kase));
}

static bool replace_body(struct cases *cases, const char *number, json_t *body, int64_t now_s)
{
    struct buf bytes = {0};
    CLEANUP(free_ptr) char *text = blotted(json_str_or(body, "text", ""), body);
    json_t *place = json_member(body, "place");
    CLEANUP(free_ptr) char *spot = blotted(json_str_or(place, "text", ""), body);
    if (json_str(body, "text"))
        json_object_set_new(body, "text", json_string(text));
    if (json_str(place, "text"))
        json_object_set_new(place, "text", json_string(spot));
    json_object_del(body, "alias");
    json_object_del(body, "contact");
    json_object_set_new(body, "erased", json_integer(now_s));
    json_encode(&bytes, body);
    struct db_stmt *stmt = db_prep(cases->central->db, "UPDATE kase SET body=$2 WHERE number=$1");
    db_bind_text(stmt, 1, number);
    vault_bind(&cases->vault, stmt, 2, bytes.data, bytes.len);
    buf_wipe(&bytes);
    return db_run(stmt);
}

/* Also of a case that had neither: it need not be looked at again. */
static bool mark_erased(struct db *db, const struct sweeping *sweeping)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO case_erased(number,at) VALUES($1,$2) ON CONFLICT(number) DO UPDATE "
                                       "SET at=excluded.at");
    db_bind_text(stmt, 1, sweeping->number);
    db_bind_i64(stmt, 2, sweeping->now_s);
    return db_run(stmt);
}

static bool erase(struct sweeping *sweeping, struct kase *kase, json_t *body)
{
    struct db *db = sweeping->cases->central->db;
    sweeping->erased = json_member(body, "alias") || json_member(body, "contact");
    if (!sweeping->erased)
        return mark_erased(db, sweeping);
    return blot_events(sweeping->cases, kase, body) &&
           replace_body(sweeping->cases, kase->number, body, sweeping->now_s) && mark_erased(db, sweeping) &&
           audit_append(db, sweeping->now_s, "foyer-central", "case.erase", kase->number, NULL, NULL);
}

static bool erase_body(struct db *db UNUSED, void *arg)
{
    struct sweeping *sweeping = arg;
    struct kase kase;
    if (!case_load(sweeping->cases, sweeping->number, &kase))
        return false;
    CLEANUP(json_free_ref) json_t *body = kase.body.len ? json_decode(kase.body.data, kase.body.len, NULL) : NULL;
    /* What does not open is left, and tried again in an hour: it must not pass for erased. */
    bool ok = body && erase(sweeping, &kase, body);
    case_fini(&kase);
    return ok;
}

/* The published consent text may promise less; longer is never kept. */
static int64_t contact_keep_s(struct db *db)
{
    CLEANUP(json_free_ref) json_t *form = items_document(db, "form");
    const json_t *consent = json_member(form, "consent");
    int64_t days = json_int_or(consent ? consent : json_member(json_member(form, "form"), "consent"), "retention_days",
                               VALIDATE_CONTACT_DAYS);
    return CLAMP(days, 0, VALIDATE_CONTACT_DAYS) * DAY_S;
}

static bool erase_contacts(struct sweeping *sweeping)
{
    struct db *db = sweeping->cases->central->db;
    bool ok = each_case(sweeping,
                        "SELECT number FROM kase k WHERE ended>0 AND ended<=$1 "
                        "AND NOT EXISTS(SELECT 1 FROM case_erased e WHERE e.number=k.number AND e.at>=k.ended)",
                        sweeping->now_s - contact_keep_s(db), erase_body);
    if (!sweeping->erased_count)
        return ok;
    log_info("cases: name and telephone erased from %zu cases that ended long enough ago", sweeping->erased_count);
    return db_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)") && ok; /* the old pages do not stay in the journal either */
}

/* --- Leaving the lobbies --- */

static bool leave_body(struct db *db, void *arg)
{
    struct sweeping *sweeping = arg;
    struct kase kase;
    bool ok = case_load(sweeping->cases, sweeping->number, &kase) && case_unpublish(sweeping->cases, &kase);
    case_fini(&kase);
    /* Reopening is over by now (30 days), so the key is of no more use and goes too. */
    struct db_stmt *stmt = db_prep(db, "UPDATE kase SET item_key=NULL WHERE number=$1");
    db_bind_text(stmt, 1, sweeping->number);
    return ok && db_run(stmt);
}

bool cases_sweep(struct cases *cases, int64_t now_s)
{
    struct sweeping sweeping = {.cases = cases, .now_s = now_s};
    bool left = each_case(
        &sweeping, "SELECT number FROM kase WHERE ended>0 AND ended<=$1 AND item_id<>'' AND item_key IS NOT NULL",
        now_s - CASES_KEEP_S, leave_body);
    return erase_contacts(&sweeping) && left;
}
