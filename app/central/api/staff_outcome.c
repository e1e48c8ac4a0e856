/* The board of outcomes: what staff enter for it, and how it would go out. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/outcome/outcome.h"
#include "central/words/words.h"
#include "common/json.h"

/* Everything but success; true: it was done and the caller answers. */
static bool done(struct staff_call *call, enum outcome_result result, struct outcome_act *act)
{
    CLEANUP(free_ptr) char *why = act->why;
    switch (result) {
    case OUTCOME_OK:
    case OUTCOME_CREATED:
        return true;
    case OUTCOME_REFUSED:
        staff_error(call, 422, "refused", "%s", why);
        break;
    case OUTCOME_CONFLICT:
        staff_error(call, 409, "conflict", "%s", why);
        break;
    case OUTCOME_NOT_FOUND:
        staff_error(call, 404, "not_found", _("nothing on the board has this id"));
        break;
    case OUTCOME_FAILED:
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
        break;
    }
    return false;
}

void staff_get_outcome(struct staff_call *call)
{
    json_t *answer = outcome_office(call->central->outcome, call->site, call->now_s);
    if (answer)
        staff_json(call, 200, answer);
    else
        staff_error(call, 409, "conflict", _("there is no community yet; publish its document first"));
}

/* --- Texts --- */

static void answer_text(struct staff_call *call, int status, enum outcome_kind kind, const struct outcome_act *act)
{
    json_t *answer = outcome_text(call->central->outcome, call->site, kind, http_capture(call->http, "id"));
    if (answer && act)
        json_object_set_new(answer, "changed", json_boolean(act->changed));
    if (answer)
        staff_json(call, status, answer);
    else
        staff_error(call, 404, "not_found", _("nothing on the board has this id"));
}

/* {"approve":true} alone, or with the version that was read, is about the draft that waits. */
static bool has_words(const json_t *body)
{
    size_t without = (json_member(body, "approve") != NULL) + (json_member(body, "version") != NULL);
    return json_object_size(body) > without || !json_flag(body, "approve");
}

static void put_text(struct staff_call *call, enum outcome_kind kind)
{
    struct outcome_act act = {.site = call->site,
                              .who = call->session.user,
                              .now_s = call->now_s,
                              .approves = json_flag(call->body, "approve"),
                              .version = json_int_or(call->body, "version", 0)};
    if (!call->body) {
        staff_error(call, 400, "bad_json", _("the words are missing"));
        return;
    }
    if (act.approves && !staff_may(call, ROLE_APPROVER))
        return;
    const json_t *words = has_words(call->body) ? call->body : NULL;
    enum outcome_result result = outcome_put(call->central->outcome, &act, kind, http_capture(call->http, "id"), words);
    if (done(call, result, &act))
        answer_text(call, result == OUTCOME_CREATED ? 201 : 200, kind, &act);
}

static void delete_text(struct staff_call *call, enum outcome_kind kind)
{
    struct outcome_act act = {.site = call->site, .who = call->session.user, .now_s = call->now_s};
    const char *id = http_capture(call->http, "id");
    if (outcome_is_public(call->central->outcome, call->site, kind, id) && !staff_may(call, ROLE_APPROVER))
        return;
    if (done(call, outcome_remove(call->central->outcome, &act, kind, id), &act))
        answer_text(call, 200, kind, &act);
}

void staff_get_asked(struct staff_call *call)
{
    answer_text(call, 200, OUTCOME_ASKED, NULL);
}

void staff_put_asked(struct staff_call *call)
{
    put_text(call, OUTCOME_ASKED);
}

void staff_delete_asked(struct staff_call *call)
{
    delete_text(call, OUTCOME_ASKED);
}

void staff_get_thanks(struct staff_call *call)
{
    answer_text(call, 200, OUTCOME_THANKS, NULL);
}

void staff_put_thanks(struct staff_call *call)
{
    put_text(call, OUTCOME_THANKS);
}

void staff_delete_thanks(struct staff_call *call)
{
    delete_text(call, OUTCOME_THANKS);
}

/* --- The bucket --- */

void staff_put_bucket(struct staff_call *call)
{
    struct outcome_act act = {.site = call->site, .who = call->session.user, .now_s = call->now_s};
    const char *month = http_capture(call->http, "month");
    if (!call->body) {
        staff_error(call, 400, "bad_json", _("the numbers are missing"));
        return;
    }
    enum outcome_result result = outcome_put_month(call->central->outcome, &act, month, call->body);
    if (done(call, result, &act))
        staff_json(call, result == OUTCOME_CREATED ? 201 : 200,
                   json_pack("{s:s,s:b}", "month", month, "changed", act.changed));
}
