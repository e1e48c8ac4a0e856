/* What time does to the words of a case: at its end they are freed of what looks like a telephone number, an identity
 * number or a name; years later, when the consent text says so, they go altogether. State, times and category stay,
 * for the figures. */
#include "central/cases/cases_internal.h"

#include <ctype.h>
#include <stdlib.h>

#include "common/json.h"
#include "common/log.h"
#include "common/personal.h"
#include "central/accounts/audit.h"
#include "central/cases/forgotten.h"
#include "central/cases/handling.h"
#include "central/items/items.h"

static bool mark(struct db *db, const char *number, int64_t cleaned, int64_t erased)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO case_text(number,cleaned,erased) VALUES($1,$2,$3) "
                                       "ON CONFLICT(number) DO UPDATE SET cleaned=$2,erased=$3");
    db_bind_text(stmt, 1, number);
    db_bind_i64(stmt, 2, cleaned);
    db_bind_i64(stmt, 3, erased);
    return db_run(stmt);
}

bool case_text_changed(struct cases *cases, const char *number)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "DELETE FROM case_text WHERE number=$1");
    db_bind_text(stmt, 1, number);
    return db_run(stmt);
}

/* --- At the end --- */

/* The numbers that the community itself publishes are no secret in an answer. */
static bool is_public(const char *words, size_t len, void *arg)
{
    const json_t *contacts = json_member(arg, "contacts");
    for (size_t i = 0; i < json_array_size(contacts); i++) {
        const char *phone = json_str_or(json_array_get(contacts, i), "phone", "");
        size_t at = 0;
        while (at < len && *phone) {
            if (!isdigit((unsigned char)*phone))
                phone++;
            else if (!isdigit((unsigned char)words[at]))
                at++;
            else if (words[at++] != *phone++)
                break;
            else if (at == len || !*phone)
                return true;
        }
    }
    return false;
}

/* false: nothing was found in it. */
char *case_blotted(const char *text, const json_t *community)
{
    return personal_blotted(text, is_public, (void *)community);
}

static bool clean_member(json_t *object, const char *key, json_t *community)
{
    const char *text = json_str(object, key);
    if (!text)
        return false;
    CLEANUP(free_ptr) char *clean = personal_blotted(text, is_public, community);
    if (str_eq(clean, text))
        return false;
    json_object_set_new(object, key, json_string(clean));
    return true;
}

static bool clean_events(struct cases *cases, const struct kase *kase, json_t *community, bool *changed)
{
    CLEANUP(json_free_ref) json_t *events = case_events(cases, kase->number);
    bool ok = true;
    for (size_t i = 0; i < json_array_size(events) && ok; i++) {
        json_t *event = json_array_get(events, i);
        if (!clean_member(event, "text", community))
            continue;
        *changed = true;
        ok = case_event_replace(cases, kase->number, (int64_t)i + 1, json_str(event, "text")); /* numbered from 1 */
    }
    return ok;
}

static bool clean(struct sweeping *sweeping, struct kase *kase, json_t *body)
{
    struct cases *cases = sweeping->cases;
    struct db *db = cases->central->db;
    CLEANUP(json_free_ref) json_t *community = items_document(db, kase->site, "community");
    bool words = clean_member(body, "text", community),
         place = clean_member(json_member(body, "place"), "text", community);
    bool events = false;
    bool ok = clean_events(cases, kase, community, &events) && mark(db, kase->number, sweeping->now_s, 0);
    if (words || place)
        ok = ok && case_body_replace(cases, kase, body);
    if (words || place || events)
        ok = ok && case_publish_all(cases, kase) && case_blobs_erase(cases, kase->number);
    sweeping->erased = words || place || events;
    return ok && (!sweeping->erased ||
                  (forgotten_note(db, kase->number, FORGOTTEN_NAMES, sweeping->now_s) &&
                   case_audit(sweeping->cases, sweeping->now_s, CASE_CLOCK, "case.clean", kase->number, NULL, NULL)));
}

/* --- Years later --- */

static bool erase_words(struct sweeping *sweeping, struct kase *kase, json_t *body)
{
    struct cases *cases = sweeping->cases;
    struct db *db = cases->central->db;
    static const char *const words[] = {"text", "alias", "contact", "home", "about"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        json_object_del(body, words[i]);
    json_object_del(json_member(body, "place"), "text");
    json_object_set_new(body, "text_erased", json_integer(sweeping->now_s));
    struct db_stmt *stmt = db_prep(db, "UPDATE case_event SET text=NULL WHERE number=$1");
    db_bind_text(stmt, 1, kase->number);
    bool ok = db_run(stmt);
    stmt = db_prep(db, "DELETE FROM case_recoded WHERE number=$1");
    db_bind_text(stmt, 1, kase->number);
    sweeping->erased = true;
    return ok && db_run(stmt) && case_body_replace(cases, kase, body) && case_photos_drop(cases, kase->number) &&
           case_publish_all(cases, kase) && mark(db, kase->number, sweeping->now_s, sweeping->now_s) &&
           case_blobs_erase(cases, kase->number) && forgotten_note(db, kase->number, FORGOTTEN_TEXT, sweeping->now_s) &&
           case_audit(sweeping->cases, sweeping->now_s, CASE_CLOCK, "case.erase_text", kase->number, NULL, NULL);
}

/* --- The sweep --- */

typedef bool text_fn(struct sweeping *sweeping, struct kase *kase, json_t *body);

static bool with_body(struct sweeping *sweeping, text_fn *fn)
{
    struct kase kase;
    sweeping->erased = false;
    if (!case_load(sweeping->cases, sweeping->number, &kase))
        return false;
    CLEANUP(json_free_ref) json_t *body = kase.body.len ? json_decode(kase.body.data, kase.body.len, NULL) : NULL;
    bool ok = body && fn(sweeping, &kase, body); /* what does not open must not pass for erased */
    case_fini(&kase);
    return ok;
}

bool case_clean_text(struct sweeping *sweeping)
{
    return with_body(sweeping, clean);
}

bool case_erase_text(struct sweeping *sweeping)
{
    return with_body(sweeping, erase_words);
}

static bool clean_body(struct db *db UNUSED, void *arg)
{
    return with_body(arg, clean);
}

static bool erase_body(struct db *db UNUSED, void *arg)
{
    return with_body(arg, erase_words);
}

bool case_texts_sweep(struct sweeping *sweeping)
{
    size_t before = sweeping->erased_count;
    CLEANUP(json_free_ref) json_t *form = items_document(sweeping->cases->central->db, sweeping->site, "form");
    bool cleaned =
        case_each(sweeping,
                  "SELECT number FROM kase k WHERE ended>0 AND ended<=$1 AND site=$2 AND NOT EXISTS("
                  "SELECT 1 FROM case_text t WHERE t.number=k.number AND (t.cleaned>=k.ended OR t.erased>0))",
                  sweeping->now_s, clean_body);
    bool erased = case_each(sweeping,
                            "SELECT number FROM kase k WHERE ended>0 AND ended<=$1 AND site=$2 AND NOT EXISTS("
                            "SELECT 1 FROM case_text t WHERE t.number=k.number AND t.erased>0)",
                            sweeping->now_s - handling_text_keep_s(form), erase_body);
    if (sweeping->erased_count > before)
        log_info("cases: the words of %zu cases were freed of personal data or erased",
                 sweeping->erased_count - before);
    return cleaned && erased;
}
