/* A report that a phone brought, because its lobby could keep nothing. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/cases/cases.h"
#include "central/words/words.h"

/* Whoever the report is about learns no number: not even here. */
static void answer_known(struct staff_call *call, const char *number)
{
    if (*number)
        staff_error(call, 409, "known", _("already here as %s"), number);
    else
        staff_error(call, 409, "known", _("already here"));
}

void staff_carry_case(struct staff_call *call)
{
    struct cases_carry act = {.text = json_str(call->body, "text"),
                              .site = call->site,
                              .who = call->session.user,
                              .posts = call->session.posts,
                              .now_s = call->now_s};
    switch (cases_carry(call->central->cases, &act)) {
    case CASES_CARRY_TAKEN:
        staff_json(call, 201, json_pack("{s:b,s:s}", "taken", 1, "number", act.number));
        break;
    case CASES_CARRY_KNOWN:
        answer_known(call, act.number);
        break;
    case CASES_CARRY_REFUSED:
        staff_error(call, 422, "refused", "%s", act.why);
        break;
    case CASES_CARRY_FAILED:
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
        break;
    }
    free(act.why);
}
