/* Where an item is: per lobby delivered, drawn, not yet and why; and after it was taken down or corrected, where the
 * old text still hangs and who must go there. */
#include "central/api/staff.h"

#include "central/fleet/fleet.h"
#include "central/fleet/shown.h"
#include "central/items/items.h"
#include "central/lobbies/lobbies.h"
#include "central/words/words.h"
#include "common/clock.h"
#include "common/contact.h"
#include "common/json.h"
#include "common/screenhours.h"

struct follow { /* read once for an answer */
    struct staff_call *call;
    json_t *item, *shown, *told, *terminals, *lobbies; /* owned */
    int64_t version, changed,
        before; /* of the feed, which are unix ms too; before: of the text that hung earlier, 0 none */
    int32_t zone_s;
    int64_t slowest_ms; /* -1: nowhere yet */
    bool is_public;
};

/* A channel of this site's lobbies; items of another site may have the same name. */
static bool is_ours(const struct follow *follow, const char *channel)
{
    if (str_starts(channel, "s:"))
        return str_eq(channel + 2, follow->call->site);
    for (size_t i = 0; i < json_array_size(follow->lobbies); i++) {
        const json_t *lobby = json_array_get(follow->lobbies, i);
        const char *name = str_starts(channel, "b:") ? json_str(lobby, "building") : json_str(lobby, "id");
        if (name && str_eq(channel + 2, name))
            return true;
    }
    return false;
}

/* The last two changes in these lobbies. */
static void find_changes(struct follow *follow, const char *id)
{
    CLEANUP(json_free_ref) json_t *changes = publish_item_changes(follow->call->central->db, id);
    for (size_t i = 0; i < json_array_size(changes) && !follow->before; i++) {
        const json_t *change = json_array_get(changes, i);
        int64_t version = json_int_or(change, "version", 0);
        if (!is_ours(follow, json_str_or(change, "channel", "")))
            continue;
        if (!follow->changed)
            follow->changed = version;
        else if (version < follow->changed)
            follow->before = version;
    }
}

/* false: 404 is answered. */
static bool begin(struct follow *follow, struct staff_call *call)
{
    struct db *db = call->central->db;
    const char *id = http_capture(call->http, "id");
    *follow = (struct follow){.call = call, .slowest_ms = -1};
    follow->item = items_get(db, call->site, id, 0, call->now_s);
    if (!follow->item) {
        staff_error(call, 404, "not_found", _("there is no such item"));
        return false;
    }
    CLEANUP(buf_fini) struct buf doc = {0};
    json_encode(&doc, json_member(follow->item, "doc"));
    follow->version = json_int_or(follow->item, "version", 0);
    follow->shown = shown_of_item(db, call->site, id, buf_str(&doc));
    follow->told = shown_told(db, call->site, id, follow->version);
    follow->terminals = staff_terminals(call);
    follow->lobbies = lobbies_list(db, call->site);
    follow->zone_s = items_zone(db, call->site, call->now_s);
    find_changes(follow, id);
    follow->is_public = items_status_is_public(json_str(follow->item, "status"));
    return true;
}

static void end(struct follow *follow)
{
    json_t *owned[] = {follow->item, follow->shown, follow->told, follow->terminals, follow->lobbies};
    for (size_t i = 0; i < ARRAY_LEN(owned); i++)
        json_decref(owned[i]);
}

/* The terminal that hangs in a lobby: of several the one heard last. NULL: none. */
static const json_t *terminal_in(const struct follow *follow, const char *lobby)
{
    const json_t *best = NULL;
    for (size_t i = 0; i < json_array_size(follow->terminals); i++) {
        const json_t *row = json_array_get(follow->terminals, i);
        if (str_eq(json_str(row, "lobby"), lobby) && !json_flag(row, "revoked") &&
            (!best || json_int_or(row, "last_seen", 0) > json_int_or(best, "last_seen", 0)))
            best = row;
    }
    return best;
}

static const json_t *shown_row(const struct follow *follow, const char *terminal)
{
    const json_t *rows = json_member(follow->shown, "lobbies");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (str_eq(json_str(row, "terminal"), terminal) && json_int_or(row, "ver", 0) == follow->version)
            return row;
    }
    return NULL;
}

static bool cannot_draw(const struct follow *follow, const char *terminal)
{
    const json_t *missing = json_member(follow->shown, "missing");
    for (size_t i = 0; i < json_array_size(missing); i++) {
        const json_t *who = json_member(json_array_get(missing, i), "terminals");
        for (size_t k = 0; k < json_array_size(who); k++)
            if (str_eq(json_string_value(json_array_get(who, k)), terminal))
                return true;
    }
    return false;
}

/* --- Where it is --- */

/* Why it is not drawn, as one word that the console has a sentence for. */
static const char *why_not(const struct follow *follow, const json_t *record, const json_t *terminal, bool delivered)
{
    if (!terminal)
        return "no_terminal";
    if (!delivered)
        return str_eq(json_str(terminal, "state"), "online") ? "on_its_way" : "offline";
    if (json_int_or(follow->item, "from", 0) > follow->call->now_s)
        return "not_yet_due";
    if (str_eq(json_str(json_member(json_member(terminal, "status"), "kiosk"), "panel"), "lost"))
        return "no_panel";
    if (!screenhours_on(json_member(record, "hours"), follow->call->now_s, follow->zone_s))
        return "dark_hours";
    return str_eq(json_str(terminal, "state"), "online") ? "not_its_turn" : "offline";
}

static void note_speed(struct follow *follow, json_t *entry, const json_t *terminal)
{
    int64_t told = json_int_or(follow->told, json_str_or(terminal, "id", ""), 0);
    if (!told || !follow->changed || told < follow->changed)
        return;
    json_object_set_new(entry, "after_ms", json_integer(told - follow->changed));
    if (str_eq(json_str(terminal, "state"), "online"))
        follow->slowest_ms = MAX(follow->slowest_ms, told - follow->changed);
}

static json_t *where_entry(struct follow *follow, const char *lobby)
{
    const json_t *record = json_find(follow->lobbies, lobby), *terminal = terminal_in(follow, lobby);
    const char *id = json_str_or(terminal, "id", "");
    const json_t *drawn = *id ? shown_row(follow, id) : NULL;
    bool delivered = terminal && follow->changed && json_int_or(terminal, "applied", 0) >= follow->changed;
    json_t *entry = json_pack("{s:s,s:s,s:s,s:I,s:s}", "lobby", lobby, "name", json_str_or(record, "name", lobby),
                              "terminal", id, "last_seen", (json_int_t)json_int_or(terminal, "last_seen", 0), "state",
                              drawn       ? "drawn"
                              : delivered ? "delivered"
                                          : "waiting");
    if (drawn)
        json_object_set(entry, "since", json_member(drawn, "first"));
    else
        json_object_set_new(entry, "why", json_string(why_not(follow, record, terminal, delivered)));
    if (*id && cannot_draw(follow, id))
        json_object_set_new(entry, "missing", json_true());
    if (drawn)
        note_speed(follow, entry, terminal);
    return entry;
}

/* The lobbies that are meant and have not shown the version in force. Only of what is public: nobody waits for a draft.
 */
static void add_where(struct follow *follow, json_t *answer)
{
    json_t *where = json_array(), *waiting = json_array();
    const json_t *meant = json_member(follow->item, "lobbies");
    if (!json_is_array(meant))
        meant = NULL;
    for (size_t i = 0; follow->is_public && i < json_array_size(meant); i++) {
        const char *lobby = json_string_value(json_array_get(meant, i));
        json_t *entry = where_entry(follow, lobby);
        if (!str_eq(json_str(entry, "state"), "drawn"))
            json_array_append_new(waiting, json_string(lobby));
        json_array_append_new(where, entry);
    }
    json_object_set_new(answer, "where", where);
    json_object_set_new(answer, "waiting", waiting);
}

void staff_item_shown(struct staff_call *call)
{
    struct follow follow;
    if (!begin(&follow, call))
        return;
    json_t *answer = json_incref(follow.shown);
    json_object_set(answer, "version", json_member(follow.item, "version"));
    add_where(&follow, answer);
    if (follow.changed)
        json_object_set_new(answer, "published_ms", json_integer(follow.changed));
    if (follow.slowest_ms >= 0)
        json_object_set_new(answer, "slowest_ms", json_integer(follow.slowest_ms));
    staff_json(call, 200, answer);
    end(&follow);
}

/* --- Where the old text still hangs --- */

/* It had the earlier text (or may have: the log forgets after 90 days) and has not applied what took it down. */
static bool still_has(const struct follow *follow, const json_t *terminal)
{
    int64_t applied = json_int_or(terminal, "applied", 0);
    return !json_flag(terminal, "revoked") && applied > 0 && applied < follow->changed && applied >= follow->before;
}

static json_t *still_entry(const struct follow *follow, const json_t *terminal)
{
    const char *lobby = json_str_or(terminal, "lobby", "");
    const json_t *record = json_find(follow->lobbies, lobby);
    return json_pack("{s:s,s:s,s:s,s:s,s:I,s:s}", "lobby", lobby, "name", json_str_or(record, "name", lobby), "place",
                     json_str_or(record, "place", ""), "terminal", json_str_or(terminal, "id", ""), "last_seen",
                     (json_int_t)json_int_or(terminal, "last_seen", 0), "state", json_str_or(terminal, "state", ""));
}

/* Whom to send: whoever is on duty day and night, else the office. */
static void add_who(struct follow *follow, json_t *answer)
{
    static const enum contact_use wanted[] = {CONTACT_DUTY, CONTACT_OFFICE};
    CLEANUP(json_free_ref)
    json_t *community = items_document(follow->call->central->db, follow->call->site, "community");
    const json_t *contacts = json_member(community, "contacts");
    for (size_t k = 0; k < ARRAY_LEN(wanted); k++) {
        for (size_t i = 0; i < json_array_size(contacts); i++) {
            const json_t *contact = json_array_get(contacts, i);
            if (contact_use_of(json_str(contact, "kind")) != wanted[k])
                continue;
            json_object_set_new(answer, "who",
                                json_pack("{s:s,s:s}", "label", json_str_or(contact, "label", ""), "phone",
                                          json_str_or(contact, "phone", "")));
            return;
        }
    }
}

void staff_item_still(struct staff_call *call)
{
    struct follow follow;
    if (!begin(&follow, call))
        return;
    json_t *still = json_array();
    const json_t *meant = json_member(follow.item, "lobbies");
    int64_t clear = 0;
    for (size_t i = 0; i < json_array_size(follow.terminals) && follow.before; i++) {
        const json_t *terminal = json_array_get(follow.terminals, i);
        bool is_meant = !json_is_array(meant);
        for (size_t k = 0; k < json_array_size(meant) && !is_meant; k++)
            is_meant = str_eq(json_string_value(json_array_get(meant, k)), json_str(terminal, "lobby"));
        if (!is_meant)
            continue;
        if (still_has(&follow, terminal))
            json_array_append_new(still, still_entry(&follow, terminal));
        else
            clear += !json_flag(terminal, "revoked");
    }
    json_t *answer =
        json_pack("{s:s,s:I,s:I,s:o}", "why", follow.is_public ? "corrected" : "withdrawn", "changed_ms",
                  (json_int_t)(follow.before ? follow.changed : 0), "clear", (json_int_t)clear, "still", still);
    if (json_array_size(still))
        add_who(&follow, answer);
    staff_json(call, 200, answer);
    end(&follow);
}
