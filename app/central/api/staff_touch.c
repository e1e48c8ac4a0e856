/* Whose notices they are: who may change one, withdraw it or put it back, beside the ladder of roles. */
#include "central/api/staff.h"

#include "central/items/items.h"
#include "central/settings/settings.h"
#include "central/words/words.h"
#include "common/json.h"

/* Of what is not there yet the caller says what it shall be. */
static bool is_committees(const struct staff_call *call, const struct items_standing *standing, const json_t *doc)
{
    const char *kind = standing->known ? standing->notice ? "notice" : "" : json_str(call->body, "kind");
    return standing->committee || items_is_committees(&(struct items_text){.kind = kind, .doc = doc});
}

/* Only the owners' committee writes in its own name; where it has no account, the office does it on its behalf. */
static bool may_touch_committees(struct staff_call *call, const struct items_standing *standing, const json_t *doc)
{
    if (standing->taken_down && !(call->rights.committee && str_eq(json_str(doc, "issuer"), ITEMS_COMMITTEE))) {
        staff_error(
            call, 403, "committee",
            _("the line stays in place of the committee's notice until that would have ended; only the committee "
              "puts its notice back"));
        return false;
    }
    if (call->rights.committee || !grants_committee(call->central->db, call->site))
        return true;
    staff_error(call, 403, "committee",
                _("issuer: the owners' committee's notices are its own to change; an administrator may take one down "
                  "with a reason, which the lobbies show"));
    return false;
}

/* Published on duty: kinds and hours are limited, and only what was made on duty by the same person is touched. */
static bool may_on_duty(struct staff_call *call, const struct items_standing *standing, const json_t *doc)
{
    if (standing->known && !str_eq(standing->alone_by, call->session.user)) {
        staff_error(call, 403, "forbidden", _("on duty, only what you published yourself is changed or withdrawn"));
        return false;
    }
    if (doc &&
        !items_made_by_template(call->central->db, call->site, doc, json_member(call->body, "audience"), call->now_s)) {
        staff_error(call, 403, "duty", _("template: on duty a template is filled in, and nothing is written freely"));
        return false;
    }
    CLEANUP(free_ptr)
    char *why = doc ? items_duty_refusal(doc, settings_number(call->central->db, call->site, SETTING_DUTY_HOURS),
                                         items_zone(call->central->db, call->site, call->now_s), call->now_s)
                    : NULL;
    if (why)
        staff_error(call, 403, "duty", "%s", why);
    return !why;
}

/* With the committee's rights alone: in its own name, and nothing that is the office's. */
static bool may_as_committee(const struct staff_call *call, const struct items_standing *standing, const json_t *doc)
{
    bool in_its_name = !doc || str_eq(json_str(doc, "issuer"), ITEMS_COMMITTEE);
    return call->rights.committee && in_its_name && (!standing->known || standing->committee);
}

static bool refuse_to_committee(struct staff_call *call, const struct items_standing *standing)
{
    if (standing->known && !standing->committee)
        staff_error(call, 403, "forbidden",
                    _("this is the office's; what the owners' committee publishes are notices of its own"));
    else
        staff_error(call, 403, "forbidden", _("issuer: the owners' committee publishes in its own name, %s"),
                    ITEMS_COMMITTEE);
    return false;
}

bool staff_may_touch(struct staff_call *call, const char *id, const json_t *doc, enum role needed, bool *on_duty)
{
    struct items_standing standing;
    items_standing(call->central->db, call->site, id, &standing);
    *on_duty = false;
    if (is_committees(call, &standing, doc)) {
        if (!may_touch_committees(call, &standing, doc))
            return false;
        if (may_as_committee(call, &standing, doc))
            return true;
    }
    if (call->session.role >= needed)
        return true;
    *on_duty = call->rights.duty;
    if (*on_duty)
        return may_on_duty(call, &standing, doc);
    if (call->rights.committee && call->session.role < ROLE_EDITOR)
        return refuse_to_committee(call, &standing);
    return staff_may(call, needed);
}
