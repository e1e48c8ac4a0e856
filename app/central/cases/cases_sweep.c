/* What time does to cases that have ended: first the resident's name and telephone go, later the case leaves the
 * lobbies. Each case is a transaction of its own, so that one that fails holds back no other. */
#include "central/cases/cases_internal.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"
#include "common/utf8.h"
#include "central/accounts/audit.h"
#include "central/cases/forgotten.h"
#include "central/cases/handling.h"
#include "central/items/items.h"

#define FOLLOWUPS_KEPT_S (400LL * DAY_S)
#define FACES_KEPT_S     (3 * 366LL * DAY_S)
#define NEEDLE_MIN       2 /* characters: erasing one would tear words apart */
#define ROOM_MIN         3

bool case_each(struct sweeping *sweeping, const char *sql, int64_t until_s, db_body *body)
{
    struct central *central = sweeping->cases->central;
    CLEANUP(json_free_ref) json_t *numbers = json_array();
    bool ok = true;
    struct db_stmt *stmt = db_prep(central->db, sql);
    db_bind_i64(stmt, 1, until_s);
    db_bind_text(stmt, 2, sweeping->site);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(numbers, json_string(db_col_text(stmt, 0)));
    for (size_t i = 0; i < json_array_size(numbers); i++) {
        sweeping->number = json_string_value(json_array_get(numbers, i));
        sweeping->erased = false;
        bool done = db_transact(central->db, body, sweeping);
        sweeping->erased_count += done && sweeping->erased;
        ok = ok && done;
    }
    if (json_array_size(numbers))
        case_tell(sweeping->cases, NULL);
    return ok;
}

/* --- Name and telephone --- */

/* The number alone goes when another one takes its place: a repair still needs the room and the hour. */
enum forgotten { THE_NUMBER, EVERYTHING };

/* What is to be erased, and how: a room's digits must not tear longer numbers apart. */
struct needle {
    const char *text;
    bool whole;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

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

static void blot(struct buf *out, const char *text, const struct needle *needle)
{
    for (bool after_digit = false; *text;) {
        size_t len = said_len(text, needle->text);
        if (needle->whole && (after_digit || is_digit(text[len])))
            len = 0;
        after_digit = is_digit(*text);
        if (len)
            buf_puts(out, "〔…〕");
        else
            buf_putc(out, *text);
        text += len ? len : 1;
    }
}

static bool worth_looking_for(const struct needle *needle)
{
    size_t least = needle->whole ? ROOM_MIN : NEEDLE_MIN;
    return needle->text && utf8_count(needle->text) >= least && needle->text[strspn(needle->text, " -")] != '\0';
}

/* `text` without the resident's telephone, or also without name and room. Yours. */
static char *blotted(const char *text, const json_t *body, enum forgotten what)
{
    const struct needle needles[] = {{json_str(json_member(body, "contact"), "phone"), false},
                                     {json_str(body, "alias"), false},
                                     {json_str(json_member(body, "home"), "room"), true}};
    char *clean = xstrdup(text);
    size_t count = what == THE_NUMBER ? 1 : ARRAY_LEN(needles);
    for (size_t i = 0; i < count; i++) {
        struct buf out = {0};
        if (!worth_looking_for(&needles[i]))
            continue;
        blot(&out, clean, &needles[i]);
        explicit_bzero(clean, strlen(clean));
        free(clean);
        clean = buf_take(&out);
    }
    return clean;
}

bool case_event_replace(struct cases *cases, const char *number, int64_t n, const char *text)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "UPDATE case_event SET text=$3 WHERE number=$1 AND n=$2");
    db_bind_text(stmt, 1, number);
    db_bind_i64(stmt, 2, n);
    vault_bind(&cases->vault, stmt, 3, text, strlen(text));
    return db_run(stmt);
}

/* Staff may have called the resident by name. */
static bool blot_events(struct cases *cases, struct kase *kase, const json_t *body, enum forgotten what)
{
    CLEANUP(json_free_ref) json_t *events = case_events(cases, kase->number);
    bool ok = true;
    size_t i;
    json_t *event;
    json_array_foreach(events, i, event)
    {
        const char *text = json_str_or(event, "text", "");
        CLEANUP(free_ptr) char *clean = blotted(text, body, what);
        if (str_eq(text, clean))
            continue;
        ok = ok && case_event_replace(cases, kase->number, (int64_t)i + 1,
                                      clean); /* numbered from 1, none is ever taken out */
    }
    return ok;
}

/* What the resident was asked before a code was given out, and why it was. */
static bool blot_recoding(struct cases *cases, const char *number, int64_t n, json_t *words, const json_t *body,
                          enum forgotten what)
{
    static const char *const keys[] = {"detail", "why"};
    CLEANUP(buf_wipe) struct buf clean = {0};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        CLEANUP(free_ptr) char *text = blotted(json_str_or(words, keys[i], ""), body, what);
        json_object_set_new(words, keys[i], json_string(text));
    }
    json_encode(&clean, words);
    struct db_stmt *stmt = db_prep(cases->central->db, "UPDATE case_recoded SET words=$3 WHERE number=$1 AND n=$2");
    db_bind_text(stmt, 1, number);
    db_bind_i64(stmt, 2, n);
    vault_bind(&cases->vault, stmt, 3, clean.data, clean.len);
    return db_run(stmt);
}

static bool blot_recodings(struct cases *cases, const struct kase *kase, const json_t *body, enum forgotten what)
{
    CLEANUP(json_free_ref) json_t *list = case_recodings(cases, kase->number);
    bool ok = true;
    for (size_t i = 0; ok && i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        CLEANUP(json_free_ref)
        json_t *words =
            json_pack("{s:s,s:s}", "detail", json_str_or(one, "detail", ""), "why", json_str_or(one, "why", ""));
        ok = blot_recoding(cases, kase->number, (int64_t)i + 1, words, body, what); /* numbered from 1 */
    }
    return ok;
}

bool case_body_replace(struct cases *cases, struct kase *kase, const json_t *body)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "UPDATE kase SET body=$2 WHERE number=$1");
    buf_wipe(&kase->body);
    json_encode(&kase->body, body);
    db_bind_text(stmt, 1, kase->number);
    vault_bind(&cases->vault, stmt, 2, kase->body.data, kase->body.len);
    return db_run(stmt);
}

/* What the lobbies hold tells the words and whether a number is kept: it is made anew, and only then the former one
 * goes. */
static bool body_leaves_nothing(struct cases *cases, struct kase *kase, const json_t *body)
{
    return case_body_replace(cases, kase, body) && case_publish_all(cases, kase) &&
           case_blobs_erase(cases, kase->number);
}

static void blot_body(json_t *body, enum forgotten what)
{
    CLEANUP(free_ptr) char *text = blotted(json_str_or(body, "text", ""), body, what);
    json_t *place = json_member(body, "place");
    CLEANUP(free_ptr) char *spot = blotted(json_str_or(place, "text", ""), body, what);
    if (json_str(body, "text"))
        json_object_set_new(body, "text", json_string(text));
    if (json_str(place, "text"))
        json_object_set_new(place, "text", json_string(spot));
}

/* Also of a case that had neither: it need not be looked at again. */
static bool mark_erased(struct db *db, const char *number, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO case_erased(number,at) VALUES($1,$2) ON CONFLICT(number) DO UPDATE "
                                       "SET at=excluded.at");
    db_bind_text(stmt, 1, number);
    db_bind_i64(stmt, 2, now_s);
    return db_run(stmt);
}

bool case_forget_contact(struct cases *cases, struct kase *kase, const char *who, int64_t now_s)
{
    struct db *db = cases->central->db;
    CLEANUP(json_free_ref) json_t *body = kase->body.len ? json_decode(kase->body.data, kase->body.len, NULL) : NULL;
    if (!body) /* what does not open must not pass for erased */
        return false;
    if (!json_member(body, "alias") && !json_member(body, "contact") && !json_member(body, "home"))
        return mark_erased(db, kase->number, now_s);
    cases->erased = true;
    if (!blot_events(cases, kase, body, EVERYTHING) || !blot_recodings(cases, kase, body, EVERYTHING))
        return false;
    blot_body(body, EVERYTHING);
    json_object_del(body, "alias");
    json_object_del(body, "contact");
    json_object_del(body, "home");
    json_object_set_new(body, "erased", json_integer(now_s));
    return body_leaves_nothing(cases, kase, body) && mark_erased(db, kase->number, now_s) &&
           forgotten_note(db, kase->number, FORGOTTEN_CONTACT, now_s) &&
           case_audit(cases, now_s, who, "case.erase", kase->number, NULL, NULL);
}

bool case_contact_replace(struct cases *cases, struct kase *kase, const json_t *contact, const json_t *consent)
{
    CLEANUP(json_free_ref) json_t *body = kase->body.len ? json_decode(kase->body.data, kase->body.len, NULL) : NULL;
    if (!body)
        return false;
    cases->erased = true;
    if (!blot_events(cases, kase, body, THE_NUMBER) || !blot_recodings(cases, kase, body, THE_NUMBER))
        return false;
    blot_body(body, THE_NUMBER);
    json_object_set(body, "contact", (json_t *)contact);
    json_object_set(body, "consent", (json_t *)consent);
    json_object_del(body, "erased");
    struct db *db = cases->central->db;
    struct db_stmt *stmt = db_prep(db, "DELETE FROM case_erased WHERE number=$1");
    db_bind_text(stmt, 1, kase->number);
    return db_run(stmt) && body_leaves_nothing(cases, kase, body) &&
           forgotten_note(db, kase->number, FORGOTTEN_CONTACT, clock_wall_ms() / 1000);
}

/* Photographs go with the name: faces and rooms are in them. */
bool case_erase_contact(struct sweeping *sweeping)
{
    struct cases *cases = sweeping->cases;
    struct kase kase;
    if (!case_load(cases, sweeping->number, &kase))
        return false;
    cases->erased = false;
    bool ok = case_forget_contact(cases, &kase, CASE_CLOCK, sweeping->now_s) && case_photos_drop(cases, kase.number);
    sweeping->erased = ok && cases->erased;
    case_fini(&kase);
    return ok;
}

static bool erase_body(struct db *db UNUSED, void *arg)
{
    return case_erase_contact(arg);
}

static bool erase_contacts(struct sweeping *sweeping)
{
    CLEANUP(json_free_ref) json_t *form = items_document(sweeping->cases->central->db, sweeping->site, "form");
    bool ok = case_each(sweeping,
                        "SELECT number FROM kase k WHERE ended>0 AND ended<=$1 AND site=$2 "
                        "AND (NOT EXISTS(SELECT 1 FROM case_erased e WHERE e.number=k.number AND e.at>=k.ended) "
                        "OR EXISTS(SELECT 1 FROM case_photo p WHERE p.number=k.number))",
                        sweeping->now_s - handling_contact_keep_s(form), erase_body);
    if (sweeping->erased_count)
        log_info("cases: name and telephone erased from %zu cases that ended long enough ago", sweeping->erased_count);
    return ok;
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
    return ok && db_run(stmt) && case_pages_drop(sweeping->cases, sweeping->number);
}

/* Ids and faces are known as long as a terminal may send them again; faces a while longer, for comparing years. */
static bool forget_old(struct sweeping *sweeping)
{
    struct db *db = sweeping->cases->central->db;
    char day[32];
    struct db_stmt *stmt = db_prep(db, "DELETE FROM case_followup WHERE got<$1");
    db_bind_i64(stmt, 1, sweeping->now_s - FOLLOWUPS_KEPT_S);
    bool ok = db_run(stmt) && case_guesses_forget(sweeping->cases, sweeping->now_s) &&
              case_blobs_forget(sweeping->cases, sweeping->now_s);
    clock_format(day, sweeping->now_s - FACES_KEPT_S, 0);
    day[10] = '\0';
    stmt = db_prep(db, "DELETE FROM feedback WHERE day<$1");
    db_bind_text(stmt, 1, day);
    return ok && db_run(stmt);
}

static bool sweep_site(struct sweeping *sweeping)
{
    bool left = case_each(sweeping,
                          "SELECT number FROM kase WHERE ended>0 AND ended<=$1 AND site=$2 AND item_id<>'' AND "
                          "item_key IS NOT NULL",
                          sweeping->now_s - CASES_KEEP_S, leave_body);
    bool erased = erase_contacts(sweeping);
    return case_texts_sweep(sweeping) && erased && left;
}

bool cases_sweep(struct cases *cases, int64_t now_s)
{
    struct sweeping sweeping = {.cases = cases, .now_s = now_s};
    CLEANUP(json_free_ref) json_t *sites = case_sites(cases);
    size_t i;
    json_t *site;
    bool ok = true;
    json_array_foreach(sites, i, site)
    {
        sweeping.site = json_string_value(site);
        ok = sweep_site(&sweeping) && ok;
    }
    ok = forget_old(&sweeping) && ok;
    ok = case_held_forget(cases, now_s) && ok;
    ok = case_blobs_remove(cases) && ok;
    if (sweeping.erased_count > 0)
        case_empty_journal(cases);
    return ok;
}
