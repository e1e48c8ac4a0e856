/* Everything down, and back. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/approval/approval.h"
#include "central/approval/takedown.h"
#include "central/items/items.h"
#include "central/words/words.h"
#include "common/json.h"

static void answer_last(struct staff_call *call)
{
    json_t *last = takedown_last(call->central->db, call->site);
    staff_json(call, 200, json_pack("{s:o}", "takedown", last ? last : json_null()));
}

void staff_get_takedown(struct staff_call *call)
{
    answer_last(call);
}

/* false: answered. A demonstration asks for no second factor. */
static bool may_take_down(struct staff_call *call)
{
    if (items_is_demo(call->central->db, call->site))
        return true;
    CLEANUP(free_ptr)
    char *why = approval_totp_refusal(call->central->db, call->site, call->session.user, call->session.factor);
    if (why)
        staff_error(call, 403, "totp_wanted", "%s", why);
    return !why;
}

static void answer(struct staff_call *call, enum takedown_result result, const char *nothing)
{
    switch (result) {
    case TAKEDOWN_OK:
        answer_last(call);
        break;
    case TAKEDOWN_NOTHING:
        staff_error(call, 409, "nothing", "%s", nothing);
        break;
    case TAKEDOWN_FAILED:
        staff_error(call, 500, "internal", _("it could not be done; nothing has changed"));
        break;
    }
}

static struct takedown_act act_of(const struct staff_call *call)
{
    return (struct takedown_act){.site = call->site, .who = call->session.user, .now_s = call->now_s};
}

/* Nobody empties a whole community by a call that says nothing. */
static bool says_what(struct staff_call *call)
{
    if (str_eq(json_str(call->body, "what"), "every_notice"))
        return true;
    staff_error(call, 400, "what_wanted",
                _("what: this takes every notice of the community down; say \"every_notice\" if that is meant"));
    return false;
}

void staff_take_down(struct staff_call *call)
{
    struct takedown_act act = act_of(call);
    if (says_what(call) && may_take_down(call))
        answer(call, takedown_all(call->central, &act), _("no notice hangs, so there is nothing to take down"));
}

void staff_undo_takedown(struct staff_call *call)
{
    struct takedown_act act = act_of(call);
    if (may_take_down(call))
        answer(call, takedown_undo(call->central, &act), _("there is nothing that could be put back"));
}
