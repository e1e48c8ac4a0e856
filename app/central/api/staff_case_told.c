/* What is told to a clerk: on the telephone, at the desk, on a visit, on paper. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/cases/cases.h"
#include "central/words/words.h"

void staff_record_case(struct staff_call *call)
{
    struct cases_told told = {.site = call->site,
                              .who = call->session.user,
                              .posts = call->session.posts,
                              .report = call->body,
                              .now_s = call->now_s};
    switch (cases_take_down(call->central->cases, &told)) {
    case CASES_CARRY_TAKEN:
        staff_json(call, 201,
                   json_pack("{s:s,s:s,s:I,s:I,s:I}", "number", told.number, "code", told.code, "promised_s",
                             (json_int_t)told.promised, "answer_s", (json_int_t)told.answer_due, "at",
                             (json_int_t)told.now_s));
        break;
    case CASES_CARRY_KNOWN:
        if (*told.number)
            staff_error(call, 409, "known", _("already taken down as %s"), told.number);
        else
            staff_error(call, 409, "known", _("already taken down"));
        break;
    case CASES_CARRY_REFUSED:
        staff_error(call, 422, "refused", "%s", told.why);
        break;
    case CASES_CARRY_FAILED:
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
        break;
    }
    explicit_bzero(told.code, sizeof(told.code));
    free(told.why);
}
