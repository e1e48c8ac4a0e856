/* From the draft to the wall: saving, submitting, approving or sending back, and the ten seconds after it. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/approval/approval.h"
#include "central/items/items.h"
#include "central/words/words.h"
#include "common/json.h"

/* --- Answers --- */

static int status_of(enum approval_result result)
{
    static const int statuses[] = {
        [APPROVAL_OK] = 200,       [APPROVAL_CREATED] = 201, [APPROVAL_NOT_FOUND] = 404, [APPROVAL_FORBIDDEN] = 403,
        [APPROVAL_CONFLICT] = 409, [APPROVAL_REFUSED] = 422, [APPROVAL_FAILED] = 500};
    return statuses[result];
}

/* The newest text beside the one that the caller began with, where that is still kept. */
static void answer_changed(struct staff_call *call, const char *id, int64_t expect, const char *why)
{
    struct db *db = call->central->db;
    json_t *now = items_text(db, call->site, id, approval_version(db, call->site, id));
    json_t *began = expect ? items_text(db, call->site, id, expect) : NULL;
    staff_json(call, 409,
               json_pack("{s:s,s:s,s:o*,s:o*}", "error", "changed", "msg", why, "current", now, "base", began));
}

static void answer_work(struct staff_call *call, int status, const char *id, bool changed)
{
    struct db *db = call->central->db;
    json_t *item = items_get(db, call->site, id, 0, call->now_s);
    if (!item) {
        staff_error(call, 500, "internal", _("it is kept, but could not be read again"));
        return;
    }
    json_t *work = approval_work(db, call->site, id);
    json_object_del(work, "doc");
    json_object_set_new(item, "work", work ? work : json_null());
    json_object_del(item, "doc");
    json_object_del(item, "versions");
    json_object_set_new(item, "changed", json_boolean(changed));
    staff_json(call, status, item);
}

static void answer(struct staff_call *call, enum approval_result result, const char *id, struct approval_act *act)
{
    if (result == APPROVAL_OK || result == APPROVAL_CREATED)
        answer_work(call, status_of(result), id, act->changed);
    else if (str_eq(act->code, "changed"))
        answer_changed(call, id, act->expect, act->why);
    else
        staff_error(call, status_of(result), act->code, "%s", act->why);
    free(act->why);
}

static struct approval_act begin(struct staff_call *call)
{
    return (struct approval_act){.site = call->site,
                                 .who = call->session.user,
                                 .now_s = call->now_s,
                                 .expect = json_int_or(call->body, "expect", 0),
                                 .factor = call->session.factor,
                                 .trusted = staff_trusted(call),
                                 .committee = call->rights.committee,
                                 .admin = call->session.role == ROLE_ADMIN};
}

bool staff_is_current(struct staff_call *call, const char *id, const char *changed)
{
    int64_t expect = json_int_or(call->body, "expect", 0), now = approval_version(call->central->db, call->site, id);
    if (expect == now)
        return true;
    if (!expect) {
        staff_error(call, 428, "expect_wanted",
                    _("expect: say which version you have read, so that nobody's words are lost; it is at %lld now"),
                    (long long)now);
        return false;
    }
    answer_changed(call, id, expect, changed);
    return false;
}

/* --- Acts --- */

void staff_save_draft(struct staff_call *call, const char *id)
{
    struct approval_act act = begin(call);
    const json_t *audience = json_member(call->body, "audience");
    struct items_text text = {id, json_str_or(call->body, "kind", ""), json_is_null(audience) ? NULL : audience,
                              json_member(call->body, "doc")};
    enum approval_result result = approval_save(call->central, &act, &text);
    answer(call, result, id, &act);
}

/* Whoever acts on the text in work must be one who may touch it as it is. false: answered. */
static bool may_act_on(struct staff_call *call, const char *id, const json_t *doc, enum role needed)
{
    bool on_duty = false;
    return staff_may_touch(call, id, doc, needed, &on_duty) && (!on_duty || staff_may(call, needed));
}

static bool may_act(struct staff_call *call, const char *id, enum role needed)
{
    CLEANUP(json_free_ref) json_t *work = approval_work(call->central->db, call->site, id);
    return may_act_on(call, id, json_member(work, "doc"), needed);
}

/* The same where it counts what the codes in the pictures say: they are read by then, if they can be. false: answered,
 * or will be. */
static bool may_judge(struct staff_call *call, const char *id, enum role needed)
{
    CLEANUP(json_free_ref) json_t *work = approval_work(call->central->db, call->site, id);
    const json_t *doc = json_member(work, "doc");
    return may_act_on(call, id, doc, needed) && !staff_reread(call, doc);
}

void staff_submit_item(struct staff_call *call)
{
    struct approval_act act = begin(call);
    const char *id = http_capture(call->http, "id");
    if (may_judge(call, id, ROLE_EDITOR))
        answer(call, approval_submit(call->central, &act, id), id, &act);
}

void staff_return_item(struct staff_call *call)
{
    struct approval_act act = begin(call);
    const char *id = http_capture(call->http, "id");
    if (may_act(call, id, ROLE_APPROVER))
        answer(call, approval_return(call->central, &act, id, json_str(call->body, "text")), id, &act);
}

void staff_approve_item(struct staff_call *call)
{
    struct approval_act act = begin(call);
    const char *id = http_capture(call->http, "id");
    bool pictures = json_flag(json_member(call->body, "confirm"), "pictures");
    if (may_judge(call, id, ROLE_APPROVER))
        answer(call, approval_approve(call->central, &act, id, json_str(call->body, "sha256"), pictures), id, &act);
}

void staff_undo_item(struct staff_call *call)
{
    struct approval_act act = begin(call);
    const char *id = http_capture(call->http, "id");
    if (may_act(call, id, ROLE_APPROVER))
        answer(call, approval_undo(call->central, &act, id), id, &act);
}

/* --- What waits --- */

void staff_list_approvals(struct staff_call *call)
{
    static const struct items_wish afterwards = {.kind = "notice", .which = ITEMS_AFTERWARDS};
    struct db *db = call->central->db;
    staff_json(call, 200,
               json_pack("{s:o,s:o}", "waiting", approval_list(db, call->site), "afterwards",
                         items_list(db, call->site, &afterwards, call->now_s)));
}
