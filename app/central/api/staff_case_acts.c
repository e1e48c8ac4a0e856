/* What staff do to cases. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/cases/cases.h"
#include "central/words/words.h"

/* Everything but success; true: the act was done and the caller answers. `why` is taken. */
static bool done(struct staff_call *call, enum cases_move_result result, char *why)
{
    CLEANUP(free_ptr) char *sentence = why;
    switch (result) {
    case CASES_MOVED:
        return true;
    case CASES_MOVE_REFUSED:
        staff_error(call, 422, "refused", "%s", sentence);
        break;
    case CASES_MOVE_STALE:
        staff_error(call, 409, "stale", "%s", sentence);
        break;
    case CASES_MOVE_UNKNOWN:
        staff_error(call, 404, "not_found", _("there is nothing with this number"));
        break;
    case CASES_MOVE_FAILED:
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
        break;
    }
    return false;
}

/* The version that the clerk looked at. false: answered, before anything is said of the case, which may be none of the
 * caller's. */
static bool read_expect(struct staff_call *call, int64_t *expect)
{
    const json_t *member = json_member(call->body, "expect");
    *expect = json_int_or(call->body, "expect", 0);
    if (json_is_integer(member) && *expect > 0)
        return true;
    if (!member || json_is_null(member)) {
        staff_error(call, 428, "expect_wanted",
                    _("expect: say which version of the case you have looked at, so that nobody answers what somebody "
                      "else has answered meanwhile"));
        return false;
    }
    staff_error(call, 422, "refused", _("expect: the case's version that was looked at is wanted, a whole number"));
    return false;
}

static void answer_case(struct staff_call *call, const char *number)
{
    struct cases_viewer viewer = staff_viewer(call);
    json_t *answer = cases_brief(call->central->cases, &viewer, number, call->now_s);
    if (answer)
        staff_json(call, 200, answer);
    else /* it was handed to somebody, and is now about whoever did so: not possible, but nothing is shown */
        staff_error(call, 404, "not_found", _("there is no case with this number"));
}

/* It is judged now and said in some seconds. */
static void hold_answer(struct staff_call *call, const struct cases_move *move, const json_t *seconds)
{
    struct cases_hold hold = {.move = *move, .for_s = json_integer_value(seconds)};
    if (!json_is_integer(seconds) || hold.for_s < 1 || hold.for_s > CASES_HOLD_MAX_S) {
        staff_error(call, 422, "refused", _("hold: seconds, 1 to %d"), CASES_HOLD_MAX_S);
        return;
    }
    enum cases_move_result result = cases_hold(call->central->cases, &hold);
    if (done(call, result, hold.move.why))
        staff_json(call, 202, json_pack("{s:s,s:I}", "number", move->number, "held_until", (json_int_t)hold.until));
}

void staff_reply_case(struct staff_call *call)
{
    int64_t expect;
    const char *number = http_capture(call->http, "number");
    if (!read_expect(call, &expect))
        return;
    struct cases_move move = {.number = number,
                              .state = json_str(call->body, "state"),
                              .text = json_str(call->body, "text"),
                              .reason = json_str(call->body, "reason"),
                              .role = json_str(call->body, "role"),
                              .into = json_str(call->body, "into"),
                              .expect = expect,
                              .site = call->site,
                              .who = call->session.user,
                              .posts = call->session.posts,
                              .now_s = call->now_s};
    const json_t *hold = json_member(call->body, "hold");
    if (hold) {
        hold_answer(call, &move, hold);
        return;
    }
    enum cases_move_result result = cases_move(call->central->cases, &move);
    if (done(call, result, move.why))
        answer_case(call, number);
}

void staff_remedy_case(struct staff_call *call)
{
    int64_t expect;
    const char *number = http_capture(call->http, "number");
    if (!read_expect(call, &expect))
        return;
    struct cases_remedy remedy = {.number = number,
                                  .remedy = json_str(call->body, "remedy"),
                                  .text = json_str(call->body, "text"),
                                  .amount_fen = json_int_or(call->body, "amount_fen", 0),
                                  .expect = expect,
                                  .site = call->site,
                                  .who = call->session.user,
                                  .posts = call->session.posts,
                                  .now_s = call->now_s};
    enum cases_move_result result = cases_remedy(call->central->cases, &remedy);
    if (done(call, result, remedy.why))
        answer_case(call, number);
}

void staff_note_case(struct staff_call *call)
{
    const char *number = http_capture(call->http, "number");
    struct cases_note note = {.number = number,
                              .text = json_str(call->body, "text"),
                              .site = call->site,
                              .who = call->session.user,
                              .posts = call->session.posts,
                              .now_s = call->now_s};
    enum cases_move_result result = cases_note(call->central->cases, &note);
    if (done(call, result, note.why))
        answer_case(call, number);
}

void staff_take_back(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    json_t *held = cases_take_back(call->central->cases, &viewer, http_capture(call->http, "number"), call->now_s);
    if (held)
        staff_json(call, 200, json_pack("{s:o}", "taken_back", held));
    else
        staff_error(call, 404, "not_found", _("nothing waits here any more: it was said already, or it is not yours"));
}

static void set_aside(struct staff_call *call, bool aside)
{
    struct cases_aside act = {.number = http_capture(call->http, "id"),
                              .aside = aside,
                              .reason = json_str(call->body, "reason"),
                              .site = call->site,
                              .who = call->session.user,
                              .posts = call->session.posts,
                              .now_s = call->now_s};
    enum cases_move_result result = cases_set_aside(call->central->cases, &act);
    if (!done(call, result, act.why))
        return;
    struct cases_viewer viewer = staff_viewer(call);
    struct cases_filter filter = {.group = act.group};
    staff_json(call, 200,
               json_pack("{s:s,s:b,s:I,s:o}", "group", act.group, "set_aside", aside, "count", (json_int_t)act.count,
                         "cases", cases_list(call->central->cases, &viewer, &filter, call->now_s)));
}

void staff_set_aside(struct staff_call *call)
{
    set_aside(call, true);
}

void staff_restore(struct staff_call *call)
{
    set_aside(call, false);
}
