/* A case as its resident may see it, encrypted under the key that only the receipt code gives, in the site's case
 * channel. */
#include "central/cases/cases_internal.h"

#include <stdio.h>

#include "common/clock.h"
#include "common/crypto.h"
#include "common/json.h"
#include "central/items/items.h"

/* The resident sees states, roles and words; never an account's name, nor what the office notes for itself. */
static bool is_public(const char *what)
{
    static const char *const shown[] = {"state", "word", "verdict", "remedy", "late", "escalated"};
    for (size_t i = 0; i < ARRAY_LEN(shown); i++) {
        if (str_eq(what, shown[i]))
            return true;
    }
    return false;
}

/* "免一次特约服务人工费 120.00元 已安排本周内上门": what was granted, in words. */
static char *remedy_words(const json_t *form, const json_t *event)
{
    const char *id = json_str_or(event, "detail", "");
    const char *name = json_str_or(json_find(json_member(form, "remedies"), id), "name", id);
    const char *text = json_str_or(event, "text", "");
    long long fen = json_int_or(event, "amount_fen", 0);
    struct buf words = {0};
    buf_puts(&words, name);
    if (fen)
        buf_printf(&words, " %lld.%02lld元", fen / 100, fen % 100);
    if (*text)
        buf_printf(&words, "：%s", text);
    return buf_take(&words);
}

static json_t *step_of(const json_t *form, const json_t *event)
{
    const char *what = json_str_or(event, "what", "state");
    bool resident = *json_str_or(event, "who", "") == '\0';
    CLEANUP(free_ptr) char *words = str_eq(what, "remedy") ? remedy_words(form, event) : NULL;
    const char *text = words ? words : json_str_or(event, "text", "");
    json_t *step = json_pack("{s:s,s:s,s:I,s:s,s:s,s:s}", "what", what, "state", json_str_or(event, "state", ""), "at",
                             (json_int_t)json_int_or(event, "at", 0), "role", json_str_or(event, "role", ""), "text",
                             text, "by", resident ? "resident" : "office");
    const char *detail = json_str_or(event, "detail", "");
    if (str_eq(what, "verdict") || (resident && str_eq(what, "word") && *detail))
        json_object_set_new(step, "verdict", json_string(detail));
    if (str_eq(what, "late"))
        json_object_set_new(step, "deadline", json_string(detail)); /* first_reply, answer */
    if (str_eq(what, "remedy"))
        json_object_set_new(step, "remedy", json_string(detail));
    return step;
}

/* Of another case (`since` when this one joined it) only what the office said: its resident's words are not for
 * others. */
static void add_steps(struct cases *cases, json_t *steps, const json_t *form, const char *number, bool own,
                      int64_t since)
{
    CLEANUP(json_free_ref) json_t *events = case_events(cases, number);
    size_t i;
    json_t *event;
    json_array_foreach(events, i, event)
    {
        bool office = *json_str_or(event, "who", "") != '\0';
        if (is_public(json_str_or(event, "what", "state")) && (own || (office && json_int_or(event, "at", 0) >= since)))
            json_array_append_new(steps, step_of(form, event));
    }
}

/* As it happened: a deadline that passed while the server was down, or a word said in a lobby without a network, is
 * noted later than what followed it. What is of one moment stays in the order of its noting. */
static json_t *in_order(json_t *steps /* taken */)
{
    json_t *sorted = json_array();
    size_t i;
    json_t *step;
    json_array_foreach(steps, i, step)
    {
        size_t place = json_array_size(sorted);
        while (place > 0 && json_int_or(json_array_get(sorted, place - 1), "at", 0) > json_int_or(step, "at", 0))
            place--;
        json_array_insert(sorted, place, step);
    }
    json_decref(steps);
    return sorted;
}

static const char *contact_of(const struct kase *kase)
{
    CLEANUP(json_free_ref) json_t *body = kase->body.len ? json_decode(kase->body.data, kase->body.len, NULL) : NULL;
    if (json_int_or(body, "erased", 0))
        return "erased";
    return json_is_object(json_member(body, "contact")) ? "kept" : "none";
}

/* Absent until it is known: kept once it was done in time, broken once the time is over. */
static void set_kept(json_t *view, const char *key, int64_t done, int64_t due, bool late)
{
    if (due && (done || late))
        json_object_set_new(view, key, json_boolean(done && done <= due && !late));
}

/* A reply can be taken up again at least until the earliest silent end, and for 30 days after that. */
static int64_t reopen_until(const struct kase *kase)
{
    if (kase->state == CASE_REPLIED)
        return kase->since + CASE_SILENT_S + CASE_REOPEN_S;
    return kase->ended ? kase->ended + CASE_REOPEN_S : 0;
}

static json_t *standards_of(const struct kase *kase)
{
    json_t *standards = json_array();
    if (*kase->clause)
        json_array_append_new(standards, json_string(kase->clause));
    if (*kase->answer_clause && !str_eq(kase->answer_clause, kase->clause))
        json_array_append_new(standards, json_string(kase->answer_clause));
    return standards;
}

/* The screen writes the matter where a resident wrote nothing (complain_matter_words in the kiosk, the same form):
 * those are not the resident's words. */
static bool is_matter_alone(const char *text, const json_t *form, const struct kase *kase)
{
    static const char *const names[] = {"name", "name_en"};
    const json_t *category = json_find(json_member(form, "categories"), kase->category);
    const json_t *subitem = json_find(json_member(category, "subitems"), kase->subitem);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const char *whole = json_str_or(category, names[i], ""), *part = json_str_or(subitem, names[i], "");
        CLEANUP(free_ptr) char *matter = *part ? xasprintf("%s · %s", whole, part) : xstrdup(whole);
        if (str_eq(text, matter))
            return true;
    }
    return false;
}

/* What the resident said, for whoever looks it up with the code: which matter it was, and what the office has of it. */
static void set_said(json_t *view, const json_t *form, const struct kase *kase)
{
    static const char *const place_members[] = {"building", "unit", "spot", "text"};
    CLEANUP(json_free_ref) json_t *body = kase->body.len ? json_decode(kase->body.data, kase->body.len, NULL) : NULL;
    if (!body)
        return;
    json_t *place = json_object();
    for (size_t i = 0; i < ARRAY_LEN(place_members); i++) {
        const char *words = json_str(json_member(body, "place"), place_members[i]);
        if (words)
            json_object_set_new(place, place_members[i], json_string(words));
    }
    const char *text = json_str_or(body, "text", "");
    json_object_set_new(view, "said",
                        json_pack("{s:s,s:s,s:o}", "text", is_matter_alone(text, form, kase) ? "" : text, "when",
                                  json_str_or(body, "when", ""), "place", place));
}

/* What its resident may do with it, so that nobody else needs the table of states. Time is left to whoever reads it:
 * `reopen_until`. */
static json_t *acts_of(const struct kase *kase, const char *contact)
{
    json_t *acts = json_array();
    enum case_state to;
    const char *outcome;
    for (int i = 0; i < FOLLOWUP_ACTS; i++) {
        enum followup_act act = (enum followup_act)i;
        bool pointless = act == FOLLOWUP_FORGET_CONTACT && !str_eq(contact, "kept");
        if (!pointless && case_act_allowed(act, kase->state, kase->outcome, 0, &to, &outcome))
            json_array_append_new(acts, json_string(followup_act_id(act)));
    }
    return acts;
}

json_t *case_view(struct cases *cases, const struct kase *kase)
{
    CLEANUP(json_free_ref) json_t *form = items_document(cases->central->db, kase->site, "form");
    json_t *steps = json_array();
    add_steps(cases, steps, form, kase->number, true, 0);
    if (kase->state == CASE_MERGED && *kase->into)
        add_steps(cases, steps, form, kase->into, false, kase->since);
    steps = in_order(steps);
    json_t *view =
        json_pack("{s:i,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:I,s:I,s:I,s:o,s:s,s:o,s:s,s:I,s:I,s:s}", "v", 1, "number",
                  kase->number, "state", case_state_name(kase->state), "outcome", kase->outcome, "category",
                  kase->category, "subitem", kase->subitem, "role", kase->role, "at", (json_int_t)kase->at, "reached",
                  (json_int_t)kase->arrived, "promised_s", (json_int_t)kase->promised, "answer_s",
                  (json_int_t)kase->answer_due, "standard", standards_of(kase), "due_note", kase->due_note, "steps",
                  steps, "asks", kase->state == CASE_REPLIED ? "verdict" : "", "replies", (json_int_t)kase->replies,
                  "reopen_until", (json_int_t)reopen_until(kase), "contact", contact_of(kase));
    ASSERT(view);
    json_object_set_new(view, "may", acts_of(kase, json_str_or(view, "contact", "")));
    set_kept(view, "first_kept", kase->first_at, kase->promised, kase->late & CASE_LATE_FIRST);
    set_kept(view, "answer_kept", kase->answered, kase->answer_due, kase->late & CASE_LATE_ANSWER);
    set_said(view, form, kase);
    if (*kase->into)
        json_object_set_new(view, "into", json_string(kase->into));
    return view;
}

static void channel_of(char channel[static CHANNEL_MAX + 1], const struct kase *kase)
{
    (void)snprintf(channel, CHANNEL_MAX + 1, "k:%s", kase->site);
}

/* Also the channel's version that carries it: a lobby that has that version has this answer. */
static bool remember_version(struct cases *cases, struct kase *kase, const char *channel)
{
    struct db *db = cases->central->db;
    kase->told = publish_version(db, channel);
    struct db_stmt *stmt = db_prep(db, "UPDATE kase SET item_ver=$2,told=$3,shape=$4 WHERE number=$1");
    db_bind_text(stmt, 1, kase->number);
    db_bind_i64(stmt, 2, kase->item_ver);
    db_bind_i64(stmt, 3, kase->told);
    db_bind_i64(stmt, 4, CASE_SHAPE);
    return db_run(stmt);
}

bool case_publish(struct cases *cases, struct kase *kase)
{
    struct central *central = cases->central;
    struct wire_item line = {.kind = "case", .prio = 3, .flags = "-"};
    struct buf plain = {0}, sealed = {0};
    char channel[CHANNEL_MAX + 1];
    if (kase->key.len != 32)
        return true; /* the thread publishes it with what it is then */
    CLEANUP(json_free_ref) json_t *view = case_view(cases, kase);
    json_encode(&plain, view);
    crypto_secret(&sealed, plain.data, plain.len, (const uint8_t *)kase->key.data);
    buf_wipe(&plain);
    (void)snprintf(line.id, sizeof(line.id), "%s", kase->item_id);
    line.ver = ++kase->item_ver;
    line.until = kase->ended ? kase->ended + CASES_KEEP_S : 0;
    channel_of(channel, kase);
    struct publish_change change = {.channel = channel, .put = &line};
    bool ok = case_blob_leave(cases, kase, channel, clock_wall_ms() / 1000) &&
              publish_blob(central->publisher, central->db, sealed.data, sealed.len, &line) &&
              publish_apply(central->publisher, central->db, &change, 1) && remember_version(cases, kase, channel);
    buf_fini(&sealed);
    return ok;
}

bool case_publish_all(struct cases *cases, struct kase *kase)
{
    CLEANUP(json_free_ref) json_t *numbers = json_array();
    struct db_stmt *stmt = db_prep(
        cases->central->db, "SELECT number FROM kase WHERE into_number=$1 AND into_number<>'' AND state='merged'");
    db_bind_text(stmt, 1, kase->number);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(numbers, json_string(db_col_text(stmt, 0)));
    bool ok = case_publish(cases, kase);
    for (size_t i = 0; ok && i < json_array_size(numbers); i++) {
        struct kase joined;
        ok = case_load(cases, json_string_value(json_array_get(numbers, i)), &joined);
        if (!ok)
            break;
        ok = case_publish(cases, &joined);
        case_fini(&joined);
    }
    return ok;
}

/* --- After a new release --- */

static bool again_body(struct db *db UNUSED, void *arg)
{
    struct sweeping *sweeping = arg;
    struct kase kase;
    if (!case_load(sweeping->cases, sweeping->number, &kase))
        return false;
    bool ok = case_publish(sweeping->cases, &kase);
    case_fini(&kase);
    return ok;
}

bool case_publish_old(struct cases *cases, const char *site, int64_t now_s)
{
    CLEANUP(free_ptr)
    char *sql = xasprintf("SELECT number FROM kase WHERE shape<%d AND item_id<>'' AND item_key IS NOT NULL AND "
                          "arrived<=$1 AND site=$2 ORDER BY arrived DESC LIMIT %d",
                          CASE_SHAPE, CASE_AGAIN_AT_ONCE);
    struct sweeping sweeping = {.cases = cases, .site = site, .now_s = now_s};
    return case_each(&sweeping, sql, now_s, again_body);
}

bool case_unpublish(struct cases *cases, const struct kase *kase)
{
    char channel[CHANNEL_MAX + 1];
    channel_of(channel, kase);
    struct publish_change change = {.channel = channel, .del = kase->item_id};
    return case_blob_leave(cases, kase, channel, clock_wall_ms() / 1000) &&
           publish_apply(cases->central->publisher, cases->central->db, &change, 1);
}
