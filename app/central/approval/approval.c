/* The acts: each is one transaction of the row, the version and the audit. */
#include <stdlib.h>

#include "central/accounts/audit.h"
#include "central/approval/approval_internal.h"
#include "central/approval/picture_codes.h"
#include "central/settings/settings.h"
#include "central/validate/validate.h"
#include "central/words/words.h"
#include "common/json.h"

static enum approval_result say(struct approval_act *act, enum approval_result result, const char *code, char *why)
{
    free(act->why);
    act->why = why;
    act->code = code;
    return result;
}

static enum approval_result not_found(struct approval_act *act, const char *id)
{
    return say(act, APPROVAL_NOT_FOUND, "not_found", xasprintf(_("there is no notice %s in work"), id));
}

static enum approval_result failed(struct approval_act *act)
{
    return say(act, APPROVAL_FAILED, "internal", xstrdup(_("it could not be kept; nothing has changed")));
}

/* Two people at one text: neither writes over what the other has done unseen. */
static bool is_stale(struct approval_act *act, const struct work *work, enum approval_result *result)
{
    if (!act->expect || act->expect == work->ver)
        return false;
    *result = say(act, APPROVAL_CONFLICT, "changed",
                  xasprintf(_("%s has changed this text meanwhile; look at both and save again"), work->saved_by));
    return true;
}

static enum approval_result keep(struct central *central, struct approval_act *act, const struct work *work,
                                 const char *what, const char *after)
{
    struct db *db = central->db;
    act->changed = true;
    return work_save(db, work) && audit_append_at(db, act->now_s, act->site, act->who, what, work->id, NULL, after)
               ? APPROVAL_OK
               : failed(act);
}

/* --- One act in a transaction --- */

struct doing {
    struct central *central;
    struct approval_act *act;
    const char *id;
    const struct items_text *text; /* of a save */
    const char *remark, *sha256;
    bool pictures;
    struct work work; /* as it was, then as it shall be */
    enum approval_result (*step)(struct doing *doing);
    enum approval_result result;
};

static bool doing_body(struct db *db, void *arg)
{
    struct doing *doing = arg;
    work_load(db, doing->act->site, doing->id, &doing->work);
    if (!is_stale(doing->act, &doing->work, &doing->result))
        doing->result = doing->step(doing);
    return doing->result == APPROVAL_OK || doing->result == APPROVAL_CREATED;
}

static enum approval_result run(struct doing *doing)
{
    doing->result = APPROVAL_FAILED;
    bool committed = db_transact(doing->central->db, doing_body, doing);
    if (!committed && (doing->result == APPROVAL_OK || doing->result == APPROVAL_CREATED))
        doing->result = failed(doing->act);
    if (committed && doing->act->changed)
        staff_events_tell_item(doing->central, doing->act->site, doing->id);
    return doing->result;
}

static json_t *text_of(const struct doing *doing)
{
    return items_text(doing->central->db, doing->work.site, doing->id, doing->work.ver);
}

/* --- Saving --- */

static enum approval_result from_items(struct approval_act *act, enum items_result result, char *why)
{
    switch (result) {
    case ITEMS_OK:
        free(why);
        return APPROVAL_OK;
    case ITEMS_CREATED:
        free(why);
        return APPROVAL_CREATED;
    case ITEMS_REFUSED:
        return say(act, APPROVAL_REFUSED, "refused", why);
    case ITEMS_CONFLICT:
        return say(act, APPROVAL_CONFLICT, "conflict", why);
    case ITEMS_NOT_FOUND:
    case ITEMS_FAILED:
        break;
    }
    free(why);
    return failed(act);
}

static bool is_same(const struct doing *doing)
{
    CLEANUP(json_free_ref) json_t *now = text_of(doing);
    const json_t *audience = json_member(now, "audience");
    if (!now || doing->work.state == WORK_NONE)
        return false;
    if (!json_is_object(audience))
        audience = NULL;
    bool same = audience && doing->text->audience ? json_equal(audience, doing->text->audience) != 0
                                                  : audience == doing->text->audience;
    return same && json_equal(json_member(now, "doc"), doing->text->doc) != 0;
}

static void begin_draft(struct work *work, const struct approval_act *act, const struct items_text *text, int64_t ver)
{
    bool goes_on = work->state == WORK_RETURNED; /* what the approver said is still to be read */
    struct work draft = {.state = WORK_DRAFT, .ver = ver, .saved_at = act->now_s};
    str_copy(draft.site, sizeof(draft.site), act->site);
    str_copy(draft.id, sizeof(draft.id), text->id);
    str_copy(draft.kind, sizeof(draft.kind), text->kind);
    str_copy(draft.saved_by, sizeof(draft.saved_by), act->who);
    if (goes_on || work->state == WORK_DRAFT) {
        draft.remark = work->remark;
        work->remark = NULL;
        str_copy(draft.answered_by, sizeof(draft.answered_by), work->answered_by);
        draft.answered_at = work->answered_at;
    }
    work_fini(work);
    *work = draft;
}

static enum approval_result save_step(struct doing *doing)
{
    struct approval_act *act = doing->act;
    struct work *work = &doing->work;
    struct items_act items = {.site = act->site, .who = act->who, .now_s = act->now_s};
    int64_t ver = 0, instead = work->state == WORK_DRAFT && str_eq(work->saved_by, act->who) ? work->ver : 0;
    if (work->state == WORK_APPROVED)
        return say(act, APPROVAL_CONFLICT, "going_out", xstrdup(_("it goes out in a moment; undo that first")));
    if (is_same(doing))
        return APPROVAL_OK;
    enum items_result kept = items_save_text(doing->central, &items, doing->text, instead, &ver);
    enum approval_result result = from_items(act, kept, items.why);
    if (result != APPROVAL_OK && result != APPROVAL_CREATED)
        return result;
    begin_draft(work, act, doing->text, ver);
    act->changed = true;
    return work_save(doing->central->db, work) ? result : failed(act);
}

enum approval_result approval_save(struct central *central, struct approval_act *act, const struct items_text *text)
{
    struct doing doing = {.central = central, .act = act, .id = text->id, .text = text, .step = save_step};
    enum approval_result result = run(&doing);
    work_fini(&doing.work);
    return result;
}

/* --- Submitting --- */

static enum approval_result submit_step(struct doing *doing)
{
    struct approval_act *act = doing->act;
    struct work *work = &doing->work;
    CLEANUP(json_free_ref) json_t *object = text_of(doing);
    if (!object || work->state == WORK_NONE)
        return not_found(act, doing->id);
    if (work->state == WORK_REVIEW)
        return APPROVAL_OK;
    if (work->state == WORK_APPROVED)
        return say(act, APPROVAL_CONFLICT, "state", xstrdup(_("it is approved already and goes out in a moment")));
    struct items_text text = work_text(object);
    char *why = items_text_refusal(doing->central->db, act->site, &text, act->now_s);
    if (why)
        return say(act, APPROVAL_REFUSED, "refused", why);
    work_hash(&text, work->sha256);
    work->state = WORK_REVIEW;
    str_copy(work->submitted_by, sizeof(work->submitted_by), act->who);
    work->submitted_at = act->now_s;
    work->first_by[0] = work->answered_by[0] = '\0';
    work->answered_at = 0;
    free(work->remark);
    work->remark = NULL;
    return keep(doing->central, act, work, "approval.submit", work->sha256);
}

enum approval_result approval_submit(struct central *central, struct approval_act *act, const char *id)
{
    struct doing doing = {.central = central, .act = act, .id = id, .step = submit_step};
    enum approval_result result = run(&doing);
    work_fini(&doing.work);
    return result;
}

/* --- Sending back --- */

static enum approval_result under_review(struct doing *doing)
{
    if (doing->work.state == WORK_REVIEW)
        return APPROVAL_OK;
    if (doing->work.state == WORK_NONE)
        return not_found(doing->act, doing->id);
    return say(doing->act, APPROVAL_CONFLICT, "state",
               xstrdup(doing->work.state == WORK_APPROVED ? _("it is approved already and goes out in a moment")
                                                          : _("nobody has submitted it, or it was changed since")));
}

static enum approval_result return_step(struct doing *doing)
{
    struct work *work = &doing->work;
    enum approval_result result = under_review(doing);
    if (result != APPROVAL_OK)
        return result;
    char *why = doing->remark && doing->remark[strspn(doing->remark, " \t\n")]
                    ? validate_answer("text", doing->remark, APPROVAL_REMARK_MAX)
                    : xstrdup(_("text: say what is to be changed"));
    if (why)
        return say(doing->act, APPROVAL_REFUSED, "refused", why);
    work->state = WORK_RETURNED;
    free(work->remark);
    work->remark = xstrdup(doing->remark);
    str_copy(work->answered_by, sizeof(work->answered_by), doing->act->who);
    work->answered_at = doing->act->now_s;
    return keep(doing->central, doing->act, work, "approval.return", work->sha256);
}

enum approval_result approval_return(struct central *central, struct approval_act *act, const char *id,
                                     const char *remark)
{
    struct doing doing = {.central = central, .act = act, .id = id, .remark = remark, .step = return_step};
    enum approval_result result = run(&doing);
    work_fini(&doing.work);
    return result;
}

/* --- Approving --- */

/* The committee speaks for itself; nobody else's eyes are asked for. */
static bool is_committees_own(const struct doing *doing, const struct items_text *text)
{
    return doing->act->committee && items_is_committees_to_say(doing->central->db, doing->act->site, text);
}

/* May this person be the other pair of eyes? *alone: an emergency that its writer sends out. */
static enum approval_result judge_eyes(struct doing *doing, const struct items_text *text, bool *alone)
{
    struct db *db = doing->central->db;
    struct approval_act *act = doing->act;
    bool emergency = approval_is_emergency(text->kind, text->doc);
    *alone = false;
    char *why = emergency ? approval_totp_refusal(db, act->site, act->who, act->factor) : NULL;
    if (why)
        return say(act, APPROVAL_FORBIDDEN, "totp_wanted", why);
    if (is_committees_own(doing, text) || !approval_four_eyes(db, act->site, text->kind, text->doc) ||
        !work_wrote(db, &doing->work, act->who))
        return APPROVAL_OK;
    *alone = emergency && settings_flag(db, act->site, SETTING_APPROVAL_EMERGENCY_ALONE);
    if (*alone)
        return APPROVAL_OK;
    return say(act, APPROVAL_FORBIDDEN, "four_eyes",
               xstrdup(_("you wrote at this text; somebody else reads and approves it")));
}

static enum approval_result judge_demo(const struct doing *doing, const struct items_text *text)
{
    struct approval_act *act = doing->act;
    if (!items_ends_live(doing->central->db, act->site, text->kind, text->doc) || (act->admin && act->trusted))
        return APPROVAL_OK;
    if (act->admin)
        return say(act, APPROVAL_FORBIDDEN, "totp_wanted",
                   xstrdup(_("this is for an administrator who has logged in with the second step")));
    return say(act, APPROVAL_FORBIDDEN, "forbidden",
               xstrdup(_("community.demo: only an administrator makes a demonstration of a community that is live")));
}

static const char *second_wanted_for(enum picture_codes found)
{
    switch (found) {
    case PICTURE_CODES_PAY:
        return _("there is a code for payments in it: a second approver looks at it, too");
    case PICTURE_CODES_UNREAD:
        return _("a picture could not be read for codes: a second approver looks at it, too");
    case PICTURE_CODES_MORE:
        return _("a picture has more codes than are read: a second approver looks at it, too");
    case PICTURE_CODES_KNOWN:
        break;
    }
    return "";
}

static enum approval_result judge_pictures(struct doing *doing, const struct items_text *text, bool *second_wanted)
{
    struct approval_act *act = doing->act;
    CLEANUP(json_free_ref) json_t *codes = picture_codes_of(doing->central->db, text->doc);
    *second_wanted = false;
    if (!picture_codes_has_pictures(text->doc))
        return APPROVAL_OK;
    if (!doing->pictures)
        return say(
            act, APPROVAL_REFUSED, "confirm_pictures",
            xstrdup(_("confirm.pictures: look at every picture in full size and confirm that there are no names, "
                      "room numbers and debts in it")));
    enum picture_codes found = picture_codes_judge(codes, NULL);
    if (found == PICTURE_CODES_KNOWN)
        return APPROVAL_OK;
    if (str_eq(doing->work.first_by, act->who))
        return say(act, APPROVAL_FORBIDDEN, "second_approver", xstrdup(second_wanted_for(found)));
    *second_wanted = !*doing->work.first_by;
    return APPROVAL_OK;
}

static enum approval_result approve_step(struct doing *doing)
{
    struct approval_act *act = doing->act;
    struct work *work = &doing->work;
    bool alone, second_wanted;
    enum approval_result result = under_review(doing);
    if (result != APPROVAL_OK)
        return result;
    if (!str_eq(doing->sha256, work->sha256))
        return say(act, APPROVAL_CONFLICT, "changed",
                   xstrdup(_("this is not the text that was submitted; read it again before you approve it")));
    CLEANUP(json_free_ref) json_t *object = text_of(doing);
    if (!object)
        return not_found(act, doing->id);
    struct items_text text = work_text(object);
    result = judge_demo(doing, &text);
    if (result == APPROVAL_OK)
        result = judge_eyes(doing, &text, &alone);
    if (result == APPROVAL_OK)
        result = judge_pictures(doing, &text, &second_wanted);
    if (result != APPROVAL_OK)
        return result;
    char *why = items_text_refusal(doing->central->db, act->site, &text, act->now_s);
    if (why)
        return say(act, APPROVAL_REFUSED, "refused", why);
    if (second_wanted) {
        str_copy(work->first_by, sizeof(work->first_by), act->who);
        return keep(doing->central, act, work, "approval.first", work->sha256);
    }
    work->state = WORK_APPROVED;
    work->afterwards = alone;
    str_copy(work->answered_by, sizeof(work->answered_by), act->who);
    work->answered_at = act->now_s;
    bool at_once = approval_is_emergency(text.kind, text.doc);
    work->out_s = act->now_s + (at_once ? 0 : APPROVAL_COUNTDOWN_S + 1 /* the second that has begun */);
    return keep(doing->central, act, work, alone ? "approval.alone" : "approval.approve", work->sha256);
}

/* It could not go out after all. */
static bool under_review_again(struct central *central, struct work *work)
{
    work->state = WORK_REVIEW;
    work->out_s = 0;
    work->answered_by[0] = '\0';
    return work_save(central->db, work);
}

enum approval_result approval_approve(struct central *central, struct approval_act *act, const char *id,
                                      const char *sha256, bool pictures)
{
    struct doing doing = {
        .central = central, .act = act, .id = id, .sha256 = sha256, .pictures = pictures, .step = approve_step};
    enum approval_result result = run(&doing);
    if (result == APPROVAL_OK && doing.work.state == WORK_APPROVED && doing.work.out_s <= act->now_s) {
        char *why = NULL;
        result = from_items(act, approval_publish(central, &doing.work, act->now_s, &why), why);
        if (result == APPROVAL_CREATED)
            result = APPROVAL_OK;
        if (result != APPROVAL_OK && !under_review_again(central, &doing.work))
            result = APPROVAL_FAILED;
    }
    approval_arm(central);
    work_fini(&doing.work);
    return result;
}

/* --- Taking the press back --- */

static enum approval_result undo_step(struct doing *doing)
{
    struct work *work = &doing->work;
    if (work->state != WORK_APPROVED)
        return say(doing->act, APPROVAL_CONFLICT, "too_late",
                   xstrdup(_("its ten seconds are over, or it was undone already; withdraw or correct what hangs")));
    work->state = WORK_REVIEW;
    work->out_s = 0;
    work->answered_by[0] = '\0';
    work->answered_at = 0;
    work->afterwards = false;
    return keep(doing->central, doing->act, work, "approval.undo", work->sha256);
}

enum approval_result approval_undo(struct central *central, struct approval_act *act, const char *id)
{
    struct doing doing = {.central = central, .act = act, .id = id, .step = undo_step};
    enum approval_result result = run(&doing);
    work_fini(&doing.work);
    return result;
}
