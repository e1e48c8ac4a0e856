/* Answers that are written often. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/cases/cases.h"
#include "central/words/words.h"

static void answer_canned(struct staff_call *call)
{
    staff_json(call, 200, json_pack("{s:o}", "canned", cases_canned(call->central->cases, call->site)));
}

void staff_list_canned(struct staff_call *call)
{
    answer_canned(call);
}

static void put_canned(struct staff_call *call, const json_t *words)
{
    struct cases_canned_act act = {.site = call->site,
                                   .id = http_capture(call->http, "id"),
                                   .who = call->session.user,
                                   .words = words,
                                   .now_s = call->now_s};
    enum cases_move_result result = cases_put_canned(call->central->cases, &act);
    if (result == CASES_MOVED)
        answer_canned(call);
    else if (result == CASES_MOVE_REFUSED)
        staff_error(call, 422, "refused", "%s", act.why);
    else if (result == CASES_MOVE_UNKNOWN)
        staff_error(call, 404, "not_found", _("there is no such answer"));
    else
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
    free(act.why);
}

void staff_put_canned(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *words = call->body ? json_incref(call->body) : json_object();
    put_canned(call, words);
}

void staff_delete_canned(struct staff_call *call)
{
    put_canned(call, NULL);
}
