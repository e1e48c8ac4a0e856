/* Cases: list, read, move on. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/cases/cases.h"
#include "central/cases/states.h"

void staff_list_cases(struct staff_call *call)
{
    const char *state = http_query(call->http, "state");
    enum case_state parsed;
    if (state && !case_state_parse(state, &parsed)) {
        staff_error(call, 400, "bad_request", "state: no case is ever in this state");
        return;
    }
    staff_json(call, 200, json_pack("{s:o}", "cases", cases_list(call->central->cases, state, call->now_s)));
}

static void answer_case(struct staff_call *call, const char *number)
{
    json_t *answer = cases_get(call->central->cases, number, call->session.user, call->now_s);
    if (answer)
        staff_json(call, 200, answer);
    else
        staff_error(call, 404, "not_found", "there is no case with this number");
}

void staff_get_case(struct staff_call *call)
{
    answer_case(call, http_capture(call->http, "number"));
}

void staff_reply_case(struct staff_call *call)
{
    const char *number = http_capture(call->http, "number");
    struct cases_move move = {.number = number,
                              .state = json_str(call->body, "state"),
                              .text = json_str(call->body, "text"),
                              .role = json_str(call->body, "role"),
                              .into = json_str(call->body, "into"),
                              .who = call->session.user,
                              .now_s = call->now_s};
    switch (cases_move(call->central->cases, &move)) {
    case CASES_MOVED:
        answer_case(call, number);
        break;
    case CASES_MOVE_REFUSED:
        staff_error(call, 422, "refused", "%s", move.why);
        break;
    case CASES_MOVE_UNKNOWN:
        staff_error(call, 404, "not_found", "there is no case with this number");
        break;
    case CASES_MOVE_FAILED:
        staff_error(call, 500, "internal", "it could not be kept; nothing has changed");
        break;
    }
    free(move.why);
}
