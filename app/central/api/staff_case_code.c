/* A new receipt code for whoever lost theirs. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/cases/cases.h"
#include "central/words/words.h"

/* Whoever a case is about gets no code that opens it. */
void staff_new_case_code(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    if (cases_hidden(call->central->cases, &viewer, http_capture(call->http, "number"))) {
        staff_error(call, 404, "not_found", _("there is no case with this number"));
        return;
    }
    struct cases_recode recode = {.number = http_capture(call->http, "number"),
                                  .site = call->site,
                                  .who = call->session.user,
                                  .posts = call->session.posts,
                                  .detail = json_str(call->body, "detail"),
                                  .reason = json_str(call->body, "why"),
                                  .now_s = call->now_s};
    switch (cases_recode(call->central->cases, &recode)) {
    case CASES_RECODED:
        staff_json(call, 200, json_pack("{s:s}", "code", recode.code));
        break;
    case CASES_RECODE_REFUSED:
        staff_error(call, 422, "refused", "%s", recode.why);
        break;
    case CASES_RECODE_BUSY:
        staff_error(call, 409, "busy", "%s", recode.why);
        break;
    case CASES_RECODE_UNKNOWN:
        staff_error(call, 404, "not_found", _("there is no case with this number"));
        break;
    case CASES_RECODE_FAILED:
        staff_error(call, 500, "internal", _("it could not be kept; the old code still holds"));
        break;
    }
    explicit_bzero(recode.code, sizeof(recode.code));
    free(recode.why);
}
