#include "central/cases/entry.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/utf8.h"
#include "common/wire.h"
#include "central/cases/cases.h"

#define DEPTH_MAX 8

static const char *const kept_members[] = {"lang",  "category", "subitem", "place", "when",   "text",
                                           "alias", "contact",  "home",    "about", "consent"};

/* A finger, a paste or a damaged disk may leave bytes that are no text: they are dropped, the rest is kept. */
static json_t *decode_scrubbed(const void *plain, size_t len)
{
    struct buf copy = {0};
    buf_append(&copy, plain, len);
    for (size_t i = 0; i < copy.len; i++) {
        if (copy.data[i] == '\0')
            copy.data[i] = ' ';
    }
    size_t size = copy.len;
    if (copy.len && !utf8_valid(copy.data, copy.len))
        size = utf8_scrub(copy.data, UTF8_TEXT);
    json_t *doc = copy.len ? json_decode(copy.data, size, NULL) : NULL;
    buf_wipe(&copy);
    return doc;
}

static json_t *scrubbed(const json_t *value, enum utf8_policy policy, int depth);

static json_t *scrubbed_object(const json_t *object, int depth)
{
    json_t *out = json_object();
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)object, key, member)
    {
        enum utf8_policy policy = str_eq(key, "text") ? UTF8_TEXT : UTF8_LINE;
        if (utf8_clean(key, UTF8_LINE, NULL))
            json_object_set_new(out, key, scrubbed(member, policy, depth + 1));
    }
    return out;
}

static json_t *scrubbed(const json_t *value, enum utf8_policy policy, int depth)
{
    if (depth > DEPTH_MAX || json_is_real(value))
        return json_null();
    if (json_is_object(value))
        return scrubbed_object(value, depth);
    if (!json_is_string(value))
        return json_is_array(value) ? json_null() : json_incref((json_t *)value);
    CLEANUP(free_ptr) char *text = xstrdup(json_string_value(value));
    (void)utf8_scrub(text, policy);
    return json_string(text);
}

/* An optional name; what is no name becomes "". */
static void copy_name(char out[static ID_MAX + 1], const char *name)
{
    (void)snprintf(out, ID_MAX + 1, "%s", name && ids_is_name(name) ? name : "");
}

static bool long_text(const json_t *object, const char *key, size_t max)
{
    const char *text = json_str(object, key);
    return text && utf8_count(text) > max;
}

static const char *too_long(const json_t *doc)
{
    if (long_text(doc, "text", CASES_TEXT_MAX))
        return "text_too_long";
    if (long_text(json_member(doc, "place"), "text", CASES_PLACE_MAX))
        return "place_too_long";
    if (long_text(doc, "alias", CASES_ALIAS_MAX))
        return "alias_too_long";
    return long_text(json_member(doc, "contact"), "phone", CASES_PHONE_MAX) ? "contact_too_long" : NULL;
}

/* The room and the time for a repair inside a flat; NULL: neither. Whoever only leaves a number to be called may still
 * say when somebody is in: the room is then asked on the telephone. */
static json_t *home_of(const json_t *doc)
{
    const json_t *home = json_member(doc, "home");
    const char *room = json_str(home, "room"), *slot = json_str(home, "slot");
    bool has_room = room && !utf8_blank(room) && utf8_count(room) <= CASES_ROOM_MAX;
    bool has_slot = slot && ids_is_name(slot);
    if (!has_room && !has_slot)
        return NULL;
    return json_pack("{s:s*,s:s*}", "room", has_room ? room : NULL, "slot", has_slot ? slot : NULL);
}

/* Contact and room are only ever kept under the consent text that they were given under. */
static json_t *keep(const json_t *doc)
{
    json_t *kept = json_object();
    const char *consent = json_str(doc, "consent");
    bool agreed = consent && *consent;
    for (size_t i = 0; i < ARRAY_LEN(kept_members); i++) {
        const char *key = kept_members[i];
        if ((str_eq(key, "contact") || str_eq(key, "home")) && !agreed)
            continue;
        if (json_member(doc, key))
            json_object_set(kept, key, json_member(doc, key));
    }
    json_t *home = agreed ? home_of(doc) : NULL;
    const char *about = json_str(doc, "about");
    json_object_del(kept, "home");
    json_object_del(kept, "about");
    if (home)
        json_object_set_new(kept, "home", home);
    if (about && ids_is_name(about))
        json_object_set_new(kept, "about", json_string(about));
    return kept;
}

static bool read_frame(struct entry *entry, const json_t *doc, const char **code)
{
    const char *minted = json_str(doc, "code"), *month = json_str(doc, "month");
    *code = "bad_code";
    if (!minted || !casecode_valid(minted))
        return false;
    *code = "bad_month";
    int year, number;
    if (!clock_month_parse(month, &year, &number))
        return false;
    *code = "bad_name";
    copy_name(entry->site, json_str(doc, "site"));
    copy_name(entry->lobby, json_str(doc, "lobby"));
    copy_name(entry->category, json_str(doc, "category"));
    copy_name(entry->subitem, json_str(doc, "subitem"));
    if (!*entry->site || strchr(entry->site, ':'))
        return false;
    (void)snprintf(entry->code, sizeof(entry->code), "%s", minted);
    (void)snprintf(entry->month, sizeof(entry->month), "%s", month);
    (void)snprintf(entry->clk, sizeof(entry->clk), "%.8s", json_str_or(doc, "clk", ""));
    entry->at = MAX(json_int_or(doc, "at", 0), 0);
    return true;
}

json_t *entry_decode(const void *plain, size_t len, const char *kind)
{
    if (len > WIRE_SEALED_MAX)
        return NULL;
    CLEANUP(json_free_ref) json_t *raw = decode_scrubbed(plain, len);
    if (!json_is_object(raw))
        return NULL;
    json_t *doc = scrubbed(raw, UTF8_LINE, 0);
    if (json_int_or(doc, "v", 0) == 1 && str_eq(json_str(doc, "kind"), kind))
        return doc;
    json_decref(doc);
    return NULL;
}

/* --- The phone page --- */

#define PIN_MEMORY_KIB 65536 /* what our own hashes cost: accounts.h */
#define PIN_PASSES     4

/* "m=65536,t=3,p=1$": more than that would be a way to stop the server. */
static bool cost_good(const char *cost)
{
    char *end = NULL;
    if (!str_starts(cost, "m="))
        return false;
    long memory = strtol(cost + 2, &end, 10);
    if (memory < 8 || memory > PIN_MEMORY_KIB || !str_starts(end, ",t="))
        return false;
    long passes = strtol(end + 3, &end, 10);
    return passes >= 1 && passes <= PIN_PASSES && str_starts(end, ",p=1$");
}

bool entry_pin_good(const char *pin)
{
    static const char prefix[] = "$argon2id$v=19$";
    if (!pin || entry_pin_is_digits(pin))
        return pin != NULL;
    size_t len = strlen(pin);
    return len > sizeof(prefix) && len < ENTRY_PIN_KEPT_MAX && str_starts(pin, prefix) &&
           cost_good(pin + strlen(prefix));
}

/* What is no page is none: the complaint itself must not be lost over it. */
static void read_page(struct entry *entry, const json_t *page)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *token = json_str(page, "token"), *pin = json_str(page, "pin");
    if (!token || strlen(token) != ENTRY_TOKEN_LEN || strspn(token, alphabet) != ENTRY_TOKEN_LEN)
        return;
    str_copy(entry->page_token, sizeof(entry->page_token), token);
    if (entry_pin_good(pin))
        str_copy(entry->page_pin, sizeof(entry->page_pin), pin);
}

/* --- A complaint --- */

bool entry_parse(struct entry *entry, const void *plain, size_t len, const char **code)
{
    memset(entry, 0, sizeof(*entry));
    *code = "bad_entry";
    CLEANUP(json_free_ref) json_t *doc = entry_decode(plain, len, "complaint");
    if (!doc || !read_frame(entry, doc, code))
        return false;
    *code = too_long(doc);
    if (*code)
        return false;
    const char *text = json_str_or(doc, "text", "");
    bool call_me = json_str_or(json_member(doc, "contact"), "phone", "")[0] && json_str_or(doc, "consent", "")[0];
    if (utf8_blank(text) && !*entry->subitem && !call_me) {
        *code = "no_text"; /* nothing at all was said */
        return false;
    }
    read_page(entry, json_member(doc, "page"));
    entry->kept = keep(doc);
    return true;
}

void entry_fini(struct entry *entry)
{
    explicit_bzero(entry->code, sizeof(entry->code));
    explicit_bzero(entry->page_token, sizeof(entry->page_token));
    explicit_bzero(entry->page_pin, sizeof(entry->page_pin));
    json_decref(entry->kept);
    entry->kept = NULL;
}
