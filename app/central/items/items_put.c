/* What staff do to items: each act is one transaction of the item, its version, its channels and the audit. */
#include "central/items/items.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"
#include "central/accounts/audit.h"
#include "central/files/files.h"
#include "central/fleet/fleet.h"
#include "central/items/items_internal.h"
#include "central/lobbies/lobbies.h"
#include "central/sites/sites.h"
#include "central/validate/validate.h"
#include "central/words/words.h"

struct put {
    struct central *central;
    struct items_act *act;
    const char *site, *id, *kind;
    const json_t *doc, *audience; /* borrowed; audience NULL for a site's document */
    enum item_status status;
    enum items_result result;
};

static enum items_result refuse(struct items_act *act, enum items_result result, char *why)
{
    free(act->why);
    act->why = why;
    return result;
}

static int64_t time_of(const json_t *doc, const char *key, int32_t offset)
{
    int64_t unix_s = 0;
    const char *text = json_str(doc, key);
    return text && clock_parse(text, offset, &unix_s) ? unix_s : 0;
}

static char *encoded(const json_t *value)
{
    struct buf bytes = {0};
    if (!value)
        return NULL;
    json_encode(&bytes, value);
    return buf_take(&bytes);
}

static const char *title_of(const char *kind, const json_t *doc)
{
    const json_t *words = json_member(json_member(doc, "lang"), "zh-CN");
    if (str_eq(kind, "notice"))
        return json_str_or(words, "title", "");
    return json_str_or(json_member(doc, "community"), "name", kind);
}

void item_fill(struct db *db, struct item *item, const struct items_text *text, int64_t now_s)
{
    int32_t offset = items_zone(db, item->site, now_s);
    bool notice = str_eq(text->kind, "notice");
    (void)snprintf(item->id, sizeof(item->id), "%s", text->id);
    (void)snprintf(item->kind, sizeof(item->kind), "%s", text->kind);
    free(item->title);
    free(item->audience);
    free(item->doc);
    item->title = xstrdup(title_of(text->kind, text->doc));
    item->audience = encoded(text->audience);
    item->doc = encoded(text->doc);
    item->priority = notice ? CLAMP(json_int_or(text->doc, "priority", 3), 1, 4) : 3;
    item->pinned = json_flag(text->doc, "pinned");
    item->from = notice ? time_of(text->doc, "effective", offset) : 0;
    item->until = notice ? time_of(text->doc, "expires", offset) : 0;
}

/* The row as it shall be; `item` holds the row as it was. */
static void fill(struct item *item, const struct put *put)
{
    const struct items_text text = {put->id, put->kind, put->audience, put->doc};
    (void)snprintf(item->site, sizeof(item->site), "%s", put->site);
    item_fill(put->central->db, item, &text, put->act->now_s);
    item->status = put->status;
    /* Settled by another person's hand alone, or by items_reviewed. */
    item->review_after =
        put->act->on_duty || (item->review_after && items_sent_by(put->central->db, put->site, put->id, put->act->who));
    (void)snprintf(item->approved_by, sizeof(item->approved_by), "%s",
                   item_status_public(put->status) ? put->act->who : "");
}

static const char *act_name(enum item_status status)
{
    static const char *const names[ITEM_STATUSES] = {"item.draft", "item.publish", "item.publish", "item.supersede",
                                                     "item.withdraw"};
    return names[status];
}

/* A correction takes the place of what it corrects, an all-clear that of the warning: at once, or from the hour it
 * begins. */
static bool replace(struct put *put, struct change_set *set, const struct item *by, const json_t *lobbies,
                    const char *key)
{
    struct item old;
    const char *id = json_str(put->doc, key);
    bool ok = true;
    if (!id || !item_status_public(by->status))
        return true;
    if (item_load(put->central->db, put->site, id, &old) && item_status_public(old.status) &&
        str_eq(old.kind, "notice")) {
        if (by->from <= put->act->now_s)
            old.status = ITEM_SUPERSEDED;
        else
            old.until = old.until ? MIN(old.until, by->from) : by->from;
        ok = item_save(put->central->db, &old, put->act->who, put->act->now_s) &&
             item_place(put->central, set, &old, lobbies, put->act->now_s) &&
             audit_append_at(put->central->db, put->act->now_s, put->site, put->act->who, "item.supersede", id, old.doc,
                             by->doc);
    }
    item_fini(&old);
    return ok;
}

static bool supersede(struct put *put, struct change_set *set, const struct item *by, const json_t *lobbies)
{
    return replace(put, set, by, lobbies, "supersedes") && replace(put, set, by, lobbies, "all_clear");
}

static bool same_as_before(const struct item *item, const struct put *put)
{
    CLEANUP(free_ptr) char *doc = encoded(put->doc);
    CLEANUP(free_ptr) char *audience = encoded(put->audience);
    return item->ver && item->status == put->status && str_eq(item->doc, doc) && str_eq(item->audience, audience);
}

static bool place(struct put *put, const struct item *item)
{
    struct change_set set = {0};
    struct central *central = put->central;
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(central->db, item->site);
    bool ok = item_place(central, &set, item, lobbies, put->act->now_s) &&
              (!put->audience || supersede(put, &set, item, lobbies)) && items_place_files(central->db, &set) &&
              change_apply(central->publisher, central->db, &set);
    change_fini(&set);
    return ok;
}

static bool save_and_place(struct put *put, struct item *item)
{
    CLEANUP(free_ptr) char *before = xstrdup(item->doc);
    fill(item, put);
    const char *wrote = put->act->wrote ? put->act->wrote : put->act->who;
    return item_save(put->central->db, item, wrote, put->act->now_s) && place(put, item) &&
           audit_append_at(put->central->db, put->act->now_s, put->site, put->act->who, act_name(item->status),
                           item->id, before, item->doc);
}

static bool put_body(struct db *db, void *arg)
{
    struct put *put = arg;
    struct item item;
    bool existed = item_load(db, put->site, put->id, &item), ok = true;
    put->result = existed ? ITEMS_OK : ITEMS_CREATED;
    if (existed && !str_eq(item.kind, put->kind)) {
        put->result = refuse(put->act, ITEMS_CONFLICT,
                             xasprintf(_("%s is the id of an item of kind %s already"), put->id, item.kind));
        ok = false;
    } else if (!same_as_before(&item, put)) {
        put->act->changed = true;
        ok = save_and_place(put, &item);
    }
    item_fini(&item);
    return ok && item_with(db, put->act, put->site, put->id);
}

static enum items_result run(struct put *put, db_body *body)
{
    put->result = ITEMS_FAILED;
    bool committed = db_transact(put->central->db, body, put);
    if (committed)
        publish_wake(put->central->publisher);
    if (committed && put->act->changed) {
        staff_events_tell_item(put->central, put->site, put->id);
    }
    if (!committed && put->result != ITEMS_CONFLICT && put->result != ITEMS_NOT_FOUND)
        put->result = ITEMS_FAILED;
    return put->result;
}

/* --- Notices --- */

static char *checks_refusal_of(const struct put *put)
{
    return items_checks_refusal(
        put->central->db,
        &(struct items_checked){
            .site = put->site, .id = put->id, .doc = put->doc, .audience = put->audience, .now_s = put->act->now_s});
}

enum items_result items_put_notice(struct central *central, struct items_act *act, const char *id, const json_t *body)
{
    struct put put = {.central = central,
                      .act = act,
                      .site = act->site,
                      .id = id,
                      .kind = "notice",
                      .doc = json_member(body, "doc"),
                      .audience = json_member(body, "audience")};
    char *why = item_name_refusal(id, &put.result);
    if (why)
        return refuse(act, put.result, why);
    why = item_notice_refusal(id, body, &put.status);
    if (!why && item_status_public(put.status))
        why = item_live_refusal(central->db, act->site, put.doc);
    if (why)
        return refuse(act, ITEMS_REFUSED, why);
    if (!sites_known(central->db, act->site))
        return refuse(act, ITEMS_CONFLICT, xstrdup(_("there is no community yet; publish its document first")));
    why = item_status_public(put.status) ? item_public_refusal(central->db, act->site, id, body, act->now_s) : NULL;
    if (!why && item_status_public(put.status))
        why = checks_refusal_of(&put);
    if (why)
        return refuse(act, ITEMS_REFUSED, why);
    return run(&put, put_body);
}

static bool withdraw_body(struct db *db, void *arg)
{
    struct put *put = arg;
    struct item item;
    bool found = item_load(db, put->site, put->id, &item), ok = true;
    put->result = ITEMS_OK;
    if (!found || !str_eq(item.kind, "notice")) {
        put->result = ITEMS_NOT_FOUND;
        ok = false;
    } else if (item.status != ITEM_WITHDRAWN) {
        item.status = ITEM_WITHDRAWN;
        put->act->changed = true;
        ok = item_save(db, &item, put->act->who, put->act->now_s) && place(put, &item) &&
             audit_append_at(db, put->act->now_s, put->site, put->act->who, "item.withdraw", put->id, item.doc, NULL);
    }
    item_fini(&item);
    return ok && item_with(db, put->act, put->site, put->id);
}

enum items_result items_withdraw(struct central *central, struct items_act *act, const char *id)
{
    struct put put = {.central = central, .act = act, .site = act->site, .id = id};
    return run(&put, withdraw_body);
}

/* --- The site's documents --- */

static const struct {
    const char *kind, *id;
} documents[] = {{"community", "community"},
                 {"standard", "standards"},
                 {"fee", "fees"},
                 {"form", "complaint"},
                 {"outcome", "outcome"}};

const char *items_document_id(const char *kind)
{
    for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
        if (str_eq(documents[i].kind, kind))
            return documents[i].id;
    }
    return NULL;
}

static char *schema_refusal(struct db *db, const char *site, const char *kind, const json_t *doc)
{
    CLEANUP(json_free_ref) json_t *standards = items_document(db, site, "standard");
    CLEANUP(json_free_ref) json_t *form = items_document(db, site, "form");
    if (str_eq(kind, "community"))
        return validate_community(doc);
    if (str_eq(kind, "standard"))
        return validate_standards(doc, form);
    if (str_eq(kind, "fee"))
        return validate_fees(doc, standards);
    if (str_eq(kind, "outcome"))
        return validate_draft(doc); /* made by outcome/, which judged the words in it */
    return validate_form(doc, standards);
}

/* The form and the community agree about who there is, whichever of the two is new. */
static char *roles_refusal(struct db *db, const char *site, const char *kind, const json_t *doc)
{
    if (str_eq(kind, "form")) {
        CLEANUP(json_free_ref) json_t *community = items_document(db, site, "community");
        return validate_roles(doc, community);
    }
    CLEANUP(json_free_ref) json_t *form = str_eq(kind, "community") ? items_document(db, site, "form") : NULL;
    CLEANUP(free_ptr) char *why = validate_roles(form, doc);
    return why ? xasprintf(_("roles: the published form names one that is missing here; %s"), why) : NULL;
}

/* Whose identity number, whose debt: never on a wall. The board of outcomes judges its words as they are entered. */
static char *standing_words_refusal(struct db *db, const struct items_checked *checked)
{
    static const char *const kinds[] = {"standard", "fee", "community"};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (str_eq(checked->kind, kinds[i]))
            return items_checks_refusal(db, checked);
    }
    return NULL;
}

char *item_document_refusal(struct db *db, const struct items_checked *checked)
{
    const char *site = checked->site, *kind = checked->kind;
    const json_t *doc = checked->doc;
    int64_t now_s = checked->now_s;
    char *why = schema_refusal(db, site, kind, doc);
    if (!why)
        why = roles_refusal(db, site, kind, doc);
    if (!why)
        why = standing_words_refusal(db, checked);
    if (why)
        return why;
    if (!str_eq(kind, "community"))
        return item_live_refusal(db, site, doc);
    why = files_refusal(db, doc);
    if (!why)
        why = lobbies_refusal(db, site, json_member(doc, "terminals"));
    if (why)
        return why;
    return item_is_demo(doc) ? NULL : item_going_live_refusal(db, site, now_s);
}

static bool community_body(struct db *db, void *arg)
{
    struct put *put = arg;
    struct change_set set = {0};
    if (!sites_put(db, put->site, json_str_or(json_member(put->doc, "community"), "name", ""), put->act->now_s))
        return false;
    /* A document without `terminals` leaves the lobbies as they are. */
    const json_t *given = json_member(put->doc, "terminals");
    if (json_is_array(given) && (!lobbies_place(put->central->publisher, db, &set, put->doc, given) ||
                                 !change_apply(put->central->publisher, db, &set))) {
        change_fini(&set);
        return false;
    }
    change_fini(&set);
    if (!put_body(db, put))
        return false;
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(db, put->site);
    bool ok = item_place_all(put->central, &set, put->site, lobbies, put->act->now_s) && items_place_files(db, &set) &&
              change_apply(put->central->publisher, db, &set) && fleet_lobbies_changed(put->central, db);
    change_fini(&set);
    return ok;
}

enum items_result items_put_document(struct central *central, struct items_act *act, const char *kind,
                                     const json_t *doc)
{
    struct put put = {.central = central,
                      .act = act,
                      .id = items_document_id(kind),
                      .kind = kind,
                      .doc = doc,
                      .status = ITEM_PUBLISHED};
    ASSERT(put.id);
    bool community = str_eq(kind, "community");
    put.site = community ? json_str_or(json_member(doc, "community"), "id", "") : act->site;
    if (!community && (!put.site || !sites_known(central->db, put.site)))
        return refuse(act, ITEMS_CONFLICT, xstrdup(_("there is no community yet; publish its document first")));
    char *why = item_document_refusal(
        central->db,
        &(struct items_checked){.site = put.site, .id = put.id, .kind = kind, .doc = doc, .now_s = act->now_s});
    if (why)
        return refuse(act, ITEMS_REFUSED, why);
    if (community && act->site && !str_eq(act->site, put.site))
        return refuse(act, ITEMS_CONFLICT,
                      xasprintf(_("community.id: this is the document of %s, not of %s"), put.site, act->site));
    enum items_result result = run(&put, community ? community_body : put_body);
    if (community && (result == ITEMS_OK || result == ITEMS_CREATED) && !fleet_reload(central->fleet))
        log_error("items: the terminals' list could not be read again; it is as it was until the next start");
    return result;
}

/* --- The broom --- */

static bool sweep_body(struct db *db, void *arg)
{
    struct put *put = arg;
    struct change_set set = {0};
    CLEANUP(json_free_ref) json_t *ended = json_array();
    struct db_stmt *stmt =
        db_prep(db, "SELECT DISTINCT i.site,i.id FROM item i JOIN item_channel c ON c.site=i.site AND c.item=i.id "
                    "WHERE i.until_s>0 AND i.until_s<=$1");
    db_bind_i64(stmt, 1, put->act->now_s - 86400);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(ended, json_pack("{s:s,s:s}", "site", db_col_text(stmt, 0), "id", db_col_text(stmt, 1)));
    bool ok = true;
    for (size_t i = 0; i < json_array_size(ended) && ok; i++) {
        struct item item;
        const json_t *row = json_array_get(ended, i);
        ok = item_load(db, json_str_or(row, "site", ""), json_str_or(row, "id", ""), &item) &&
             (item_ended_open(db, &item, put->act->now_s) ||
              item_place(put->central, &set, &item, NULL, put->act->now_s));
        item_fini(&item);
    }
    ok = ok && items_place_files(db, &set) && change_apply(put->central->publisher, db, &set);
    change_fini(&set);
    put->result = ITEMS_OK;
    return ok;
}

bool items_sweep(struct central *central, int64_t now_s)
{
    struct items_act act = {.who = "foyer-central", .now_s = now_s};
    struct put put = {.central = central, .act = &act};
    return run(&put, sweep_body) == ITEMS_OK;
}
