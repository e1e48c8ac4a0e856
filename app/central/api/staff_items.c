/* What is published: the site's four documents and the notices. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/approval/approval.h"
#include "central/fleet/shown.h"
#include "central/items/items.h"
#include "central/settings/settings.h"
#include "central/words/words.h"

/* What is published, withdrawn or taken down is in nobody's work afterwards. */
static struct items_act begin(const struct staff_call *call)
{
    return (struct items_act){
        .site = call->site, .who = call->session.user, .now_s = call->now_s, .with = approval_forget};
}

static void answer_item(struct staff_call *call, int status, const char *id, const struct items_act *act)
{
    json_t *item = items_get(call->central->db, call->site, id, 0, call->now_s);
    if (!item) {
        staff_error(call, 500, "internal", _("the item is kept, but could not be read again"));
        return;
    }
    json_object_del(item, "doc");
    json_object_del(item, "versions");
    json_object_set_new(item, "changed", json_boolean(act->changed));
    staff_json(call, status, item);
}

static void answer(struct staff_call *call, enum items_result result, const char *id, struct items_act *act)
{
    switch (result) {
    case ITEMS_OK:
        answer_item(call, 200, id, act);
        break;
    case ITEMS_CREATED:
        answer_item(call, 201, id, act);
        break;
    case ITEMS_REFUSED:
        staff_error(call, 422, "refused", "%s", act->why);
        break;
    case ITEMS_CONFLICT:
        staff_error(call, 409, "conflict", "%s", act->why);
        break;
    case ITEMS_NOT_FOUND:
        staff_error(call, 404, "not_found", _("there is no notice %s"), id);
        break;
    case ITEMS_FAILED:
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
        break;
    }
    free(act->why);
}

/* --- Published by one call, without review: where no second pair of eyes is asked for --- */

static bool refuse_four_eyes(struct staff_call *call)
{
    staff_error(
        call, 403, "four_eyes",
        _("this is published after somebody else has read it: save it as a draft, submit it, and another person "
          "approves it"));
    return false;
}

/* What reaches everybody at once is sent out by whoever has shown the second factor. */
static bool has_factor(struct staff_call *call)
{
    CLEANUP(free_ptr)
    char *why = approval_totp_refusal(call->central->db, call->site, call->session.user, call->session.factor);
    if (why)
        staff_error(call, 403, "totp_wanted", "%s", why);
    return !why;
}

/* A demonstration is filled by a script, and every page of it says what it is; so is a community that begins. */
static bool may_go_out(struct staff_call *call, const struct items_text *text, struct items_act *act)
{
    struct db *db = call->central->db;
    bool emergency = approval_is_emergency(text->kind, text->doc);
    if (items_is_demo(db, call->site))
        return true;
    if ((emergency || act->on_duty) && !has_factor(call))
        return false;
    bool own = call->rights.committee && items_is_committees_to_say(db, call->site, text);
    if (act->on_duty || own || !approval_four_eyes(db, call->site, text->kind, text->doc))
        return true;
    if (!emergency || !settings_flag(db, call->site, SETTING_APPROVAL_EMERGENCY_ALONE))
        return refuse_four_eyes(call);
    act->on_duty = true; /* looked at afterwards */
    return true;
}

/* A community that is live goes back to a demonstration by its administrator alone; also by approval. */
static bool may_be_demo(struct staff_call *call, const char *kind)
{
    return !items_ends_live(call->central->db, call->site, kind, call->body) ||
           (staff_may(call, ROLE_ADMIN) && staff_has_trust(call));
}

static void put_document(struct staff_call *call, const char *kind, const char *id)
{
    struct items_act act = begin(call);
    act.site = *call->site ? call->site : NULL;
    if (!call->body) {
        staff_error(call, 400, "bad_json", _("the document is missing"));
        return;
    }
    const struct items_text text = {id, kind, NULL, call->body};
    if (!may_be_demo(call, kind) || !may_go_out(call, &text, &act) || !staff_codes_may_go_out(call, &text))
        return;
    enum items_result result = items_put_document(call->central, &act, kind, call->body);
    if (!*call->site) /* the document has made its community */
        str_copy(call->site, sizeof(call->site), json_str_or(json_member(call->body, "community"), "id", ""));
    answer(call, result, id, &act);
}

void staff_put_community(struct staff_call *call)
{
    put_document(call, "community", "community");
}

void staff_put_standards(struct staff_call *call)
{
    put_document(call, "standard", "standards");
}

void staff_put_fees(struct staff_call *call)
{
    put_document(call, "fee", "fees");
}

void staff_put_form(struct staff_call *call)
{
    put_document(call, "form", "complaint");
}

void staff_list_items(struct staff_call *call)
{
    const char *hanging = http_query(call->http, "hanging"), *brief = http_query(call->http, "brief");
    const struct items_wish wish = {.kind = http_query(call->http, "kind"),
                                    .which = str_eq(hanging, "1") ? ITEMS_HANGING : ITEMS_ALL,
                                    .brief = str_eq(brief, "1")};
    json_t *items = items_list(call->central->db, call->site, &wish, call->now_s), *item;
    CLEANUP(json_free_ref) json_t *states = approval_states(call->central->db, call->site);
    size_t i;
    json_array_foreach(items, i, item)
    {
        json_t *work = json_member(states, json_str_or(item, "id", ""));
        if (work || !wish.brief)
            json_object_set_new(item, "work", work ? json_incref(work) : json_null());
    }
    staff_json(call, 200, json_pack("{s:o}", "items", items));
}

/* One person who publishes alone has not been approved by anybody. */
static void clear_own_approval(json_t *item)
{
    const char *by = json_str_or(item, "approved_by", "");
    size_t i;
    json_t *version;
    json_array_foreach(json_member(item, "versions"), i, version)
    {
        const char *status = json_str_or(version, "status", "");
        if (!str_eq(status, "published") && !str_eq(status, "scheduled"))
            continue;
        if (str_eq(json_str(version, "who"), by))
            json_object_set_new(item, "approved_by", json_string(""));
        return;
    }
}

void staff_get_item(struct staff_call *call)
{
    const char *id = http_capture(call->http, "id"), *version = http_query(call->http, "version");
    int64_t ver = 0;
    if (version && !parse_i64(version, 1, INT64_MAX, &ver)) {
        staff_error(call, 400, "bad_request", _("version: a whole number from 1 is wanted"));
        return;
    }
    json_t *item = items_get(call->central->db, call->site, id, ver, call->now_s);
    if (!item) {
        staff_error(call, 404, "not_found", _("there is no such item or version"));
        return;
    }
    CLEANUP(buf_fini) struct buf doc = {0};
    json_encode(&doc, json_member(item, "doc"));
    json_t *work = approval_work(call->central->db, call->site, id);
    json_object_set_new(item, "work", work ? work : json_null());
    clear_own_approval(item);
    if (json_flag(item, "review_after") && items_sent_by(call->central->db, call->site, id, call->session.user))
        json_object_set_new(
            item, "review_by",
            json_string(grants_other_eyes(call->central->db, call->site, call->session.user, call->now_s) ? "others"
                                                                                                          : "alone"));
    json_object_set_new(item, "missing", shown_missing(call->central->db, call->site, id, buf_str(&doc)));
    staff_json(call, 200, item);
}

/* --- A notice --- */

static bool has_draft_status(const struct staff_call *call)
{
    return str_eq(json_str(call->body, "status"), "draft");
}

/* What ends keeps its words: others would lie there, read by nobody. */
static bool ends_with_its_text(struct staff_call *call, const struct items_text *text)
{
    const char *status = json_str(call->body, "status");
    struct db *db = call->central->db;
    if ((!str_eq(status, "withdrawn") && !str_eq(status, "superseded")) || items_is_demo(db, call->site) ||
        !items_is_other_text(db, call->site, text))
        return true;
    staff_error(call, 422, "refused",
                _("status: what is withdrawn or superseded keeps its text and its audience; save other words as a "
                  "draft"));
    return false;
}

/* Over what somebody else has withdrawn, replaced or corrected, nobody on duty hangs the same again. */
static bool may_hang_on_duty(struct staff_call *call, const char *id)
{
    if (items_ended_by(call->central->db, call->site, id, call->session.user))
        return true;
    staff_error(
        call, 403, "forbidden",
        _("on duty, what somebody else has withdrawn or corrected is not published again; telephone an approver"));
    return false;
}

void staff_put_item(struct staff_call *call)
{
    struct items_act act = begin(call);
    const char *id = http_capture(call->http, "id");
    const json_t *doc = json_member(call->body, "doc");
    if (!call->body) {
        staff_error(call, 400, "bad_json", _("the item is missing"));
        return;
    }
    if (!staff_may_touch(call, id, doc, has_draft_status(call) ? ROLE_EDITOR : ROLE_APPROVER, &act.on_duty) ||
        !staff_is_current(call, id, _("somebody else has changed this text meanwhile; look at both and save again")))
        return;
    if (has_draft_status(call)) {
        staff_save_draft(call, id);
        return;
    }
    if (act.on_duty && !may_hang_on_duty(call, id))
        return;
    const char *status = json_str_or(call->body, "status", "");
    const struct items_text text = {id, "notice", json_member(call->body, "audience"), doc};
    if (!ends_with_its_text(call, &text) ||
        (items_status_is_public(status) && (!may_go_out(call, &text, &act) || !staff_codes_may_go_out(call, &text))))
        return;
    answer(call, items_put_notice(call->central, &act, id, call->body), id, &act);
}

/* What somebody has read is withdrawn, not what lies there since. */
static bool is_what_was_read(struct staff_call *call, const char *id)
{
    return staff_is_current(
        call, id, _("somebody else has changed this text meanwhile; look at it again before you take it down"));
}

/* The committee's own go as any other; taken down by an administrator, a line stays in their place. */
void staff_delete_item(struct staff_call *call)
{
    struct items_act act = begin(call);
    const char *id = http_capture(call->http, "id");
    struct items_standing standing;
    bool on_duty;
    items_standing(call->central->db, call->site, id, &standing);
    bool theirs = standing.committee && !standing.taken_down && !call->rights.committee &&
                  grants_committee(call->central->db, call->site);
    if (theirs && call->session.role == ROLE_ADMIN) {
        if (is_what_was_read(call, id))
            answer(call, items_take_down(call->central, &act, id, json_str(call->body, "reason")), id, &act);
        return;
    }
    bool own = standing.draft && str_eq(standing.made_by, call->session.user); /* thrown away by who began it */
    if (!staff_may_touch(call, id, NULL, own ? ROLE_EDITOR : ROLE_APPROVER, &on_duty) || !is_what_was_read(call, id))
        return;
    answer(call, items_withdraw(call->central, &act, id), id, &act);
}

/* Over what lies there, and with what would hang; on duty, one's own mistake alone. */
static bool may_put_back(struct staff_call *call, const char *id, const json_t *hung, bool *on_duty)
{
    if (!staff_may_touch(call, id, NULL, ROLE_APPROVER, on_duty))
        return false;
    if (!*on_duty)
        return !hung || staff_may_touch(call, id, json_member(hung, "doc"), ROLE_APPROVER, on_duty);
    if (items_ended_by(call->central->db, call->site, id, call->session.user))
        return true;
    staff_error(call, 403, "forbidden", _("on duty, only what you withdrew yourself is put back"));
    return false;
}

/* What hung may have hung since before anybody read the codes in its pictures. */
static bool codes_may_hang_again(struct staff_call *call, const json_t *hung)
{
    const json_t *audience = json_member(hung, "audience");
    const struct items_text text = {json_str_or(hung, "id", ""), json_str_or(hung, "kind", ""),
                                    json_is_object(audience) ? audience : NULL, json_member(hung, "doc")};
    return !hung || staff_codes_may_go_out(call, &text);
}

/* Withdrawn by mistake. */
void staff_put_back_item(struct staff_call *call)
{
    struct items_act act = begin(call);
    const char *id = http_capture(call->http, "id");
    CLEANUP(json_free_ref) json_t *hung = items_hung(call->central->db, call->site, id);
    bool on_duty;
    if (!may_put_back(call, id, hung, &on_duty) ||
        !staff_is_current(call, id,
                          _("somebody else has changed this text meanwhile; look at it again before you put it back")))
        return;
    bool wants_factor = on_duty || approval_is_emergency("notice", json_member(hung, "doc"));
    if (hung && wants_factor && !items_is_demo(call->central->db, call->site) && !has_factor(call))
        return;
    if (!codes_may_hang_again(call, hung))
        return;
    answer(call, items_put_back_one(call->central, &act, id), id, &act);
}

/* Whoever sent it out is not the one who looks at it afterwards; but where nobody else could, they say that and do, and
 * the audit keeps that it was the same person. */
static bool may_review(struct staff_call *call, bool own)
{
    struct db *db = call->central->db;
    if (!own)
        return true;
    if (grants_other_eyes(db, call->site, call->session.user, call->now_s)) {
        staff_error(call, 403, "four_eyes",
                    _("whoever wrote it or sent it out is not the one who looks at it afterwards"));
        return false;
    }
    if (json_flag(call->body, "alone"))
        return true;
    staff_error(call, 403, "nobody_else",
                _("alone: nobody else here could look at it; say that you look at your own, and the audit keeps that"));
    return false;
}

void staff_review_item(struct staff_call *call)
{
    struct items_act act = begin(call);
    const char *id = http_capture(call->http, "id");
    bool own = items_sent_by(call->central->db, call->site, id, call->session.user);
    if (may_review(call, own))
        answer(call, items_reviewed(call->central, &act, id, own), id, &act);
}

/* What is in the way of going live; where in a document, in words. */
void staff_list_demonstration(struct staff_call *call)
{
    json_t *items = items_demonstration(call->central->db, call->site, call->now_s), *item;
    size_t i;
    json_array_foreach(items, i, item)
    {
        char at[WORDS_AT_MAX];
        CLEANUP(free_ptr) char *said = NULL;
        if (words_place(json_str_or(item, "why", ""), at, &said))
            json_object_set_new(item, "why", json_string(said));
    }
    staff_json(call, 200, json_pack("{s:o}", "items", items));
}
