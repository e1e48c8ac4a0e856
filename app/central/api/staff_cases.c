/* Cases: list, read, who said it, count. What is done to them: staff_case_acts.c. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/cases/cases.h"
#include "central/cases/states.h"
#include "central/items/items.h"
#include "central/words/words.h"

struct cases_viewer staff_viewer(const struct staff_call *call)
{
    return (struct cases_viewer){.site = call->site,
                                 .user = call->session.user,
                                 .posts = call->session.posts,
                                 .why = http_query(call->http, "why")};
}

/* For who reads the times without knowing where the community lies. */
static json_t *with_zone(struct staff_call *call, json_t *answer)
{
    json_object_set_new(answer, "zone_s", json_integer(items_zone(call->central->db, call->site, call->now_s)));
    return answer;
}

void staff_list_cases(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    const char *late = http_query(call->http, "late");
    struct cases_filter filter = {.state = http_query(call->http, "state"),
                                  .category = http_query(call->http, "category"),
                                  .role = http_query(call->http, "role"),
                                  .group = http_query(call->http, "group"),
                                  .number = http_query(call->http, "q"),
                                  .late = str_eq(late, "1")};
    enum case_state parsed;
    if (filter.state && !case_state_parse(filter.state, &parsed)) {
        staff_error(call, 400, "bad_request", _("state: no case is ever in this state"));
        return;
    }
    if (late && !str_eq(late, "1") && !str_eq(late, "0")) {
        staff_error(call, 400, "bad_request", _("late: 1 lists only late cases, 0 all"));
        return;
    }
    staff_json(
        call, 200,
        with_zone(call, json_pack("{s:o}", "cases", cases_list(call->central->cases, &viewer, &filter, call->now_s))));
}

/* NULL: refused, and answered. */
static json_t *open_case(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    json_t *answer = NULL;
    switch (cases_read(call->central->cases, &viewer, http_capture(call->http, "number"), call->now_s, &answer)) {
    case CASES_READ:
        break;
    case CASES_READ_UNKNOWN:
        staff_error(call, 404, "not_found", _("there is no case with this number"));
        break;
    case CASES_READ_WHY:
        staff_error(
            call, 403, "reason_needed",
            _("why: this case is on the desk of a post that %s does not hold; say why it is opened, the reason is "
              "kept with the case"),
            call->session.user);
        break;
    case CASES_READ_CLOSED:
        staff_error(call, 403, "closed",
                    _("this case is about somebody at the office; only the post whose desk it is on, and those above "
                      "that are not concerned, read it"));
        break;
    case CASES_READ_FAILED:
        staff_error(call, 500, "internal", _("the reading could not be written down, so the case stays shut"));
        break;
    }
    return answer;
}

void staff_get_case(struct staff_call *call)
{
    json_t *answer = open_case(call);
    if (!answer)
        return;
    if (call->session.role < ROLE_EDITOR && !staff_holds_desk(call)) { /* who only reads does nothing with it */
        json_object_set_new(answer, "moves", json_array());
        json_object_set_new(answer, "remedies", json_array());
        json_object_set_new(answer, "may_note", json_false());
    }
    if (call->session.role < ROLE_EDITOR) /* the committee holds a desk, but gives out no codes */
        json_object_set_new(answer, "may_code", json_false());
    staff_json(call, 200, with_zone(call, answer));
}

bool staff_opens_case(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *answer = open_case(call);
    return answer != NULL;
}

void staff_recurrent_cases(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    staff_json(
        call, 200,
        with_zone(call, json_pack("{s:o}", "recurrent", cases_recurrent(call->central->cases, &viewer, call->now_s))));
}

void staff_case_statistics(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    json_t *answer =
        cases_statistics(call->central->cases, call->site, &viewer, http_query(call->http, "month"), call->now_s);
    if (answer) {
        json_object_set_new(answer, "unheld", cases_unheld(call->central->cases, call->site, &viewer));
        staff_json(call, 200, answer);
    } else {
        staff_error(call, 400, "bad_request", _("month: a month like 2026-11 is wanted"));
    }
}

void staff_case_contact(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    json_t *answer = NULL;
    switch (cases_contact(call->central->cases, &viewer, http_capture(call->http, "number"),
                          json_str(call->body, "purpose"), call->now_s, &answer)) {
    case CASES_READ:
        staff_json(call, 200, answer);
        break;
    case CASES_READ_UNKNOWN:
        staff_error(call, 404, "not_found", _("there is no case with this number"));
        break;
    case CASES_READ_WHY:
        staff_error(call, 422, "refused", _("purpose: say what name and number are needed for; it is written down"));
        break;
    case CASES_READ_CLOSED:
        staff_error(call, 403, "closed",
                    _("name and number are shown only to the desk that has the case, and to those above it"));
        break;
    case CASES_READ_FAILED:
        staff_error(call, 500, "internal", _("it could not be written down, so they stay shut"));
        break;
    }
}
