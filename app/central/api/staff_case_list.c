/* The desk's list in parts, as a page scrolls through it, and the counts beside it. */
#include "central/api/staff.h"

#include "common/json.h"
#include "central/cases/cases.h"
#include "central/cases/states.h"
#include "central/items/items.h"
#include "central/words/words.h"

#define ROWS_USUAL 200

/* The owners' committee alone, without a rung of the ladder: texts freed of personal data. */
static bool as_committee(const struct staff_call *call)
{
    return call->session.role < ROLE_VIEWER && call->rights.committee;
}

bool staff_case_query(struct staff_call *call, struct cases_query *query)
{
    enum case_state parsed;
    const char *limit = http_query(call->http, "limit");
    *query = (struct cases_query){.state = http_query(call->http, "state"),
                                  .category = http_query(call->http, "category"),
                                  .role = http_query(call->http, "role"),
                                  .group = http_query(call->http, "group"),
                                  .building = http_query(call->http, "building"),
                                  .unit = http_query(call->http, "unit"),
                                  .words = http_query(call->http, "q"),
                                  .due = http_query(call->http, "due"),
                                  .newest = str_eq(http_query(call->http, "sort"), "newest"),
                                  .fold = str_eq(http_query(call->http, "fold"), "1"),
                                  .committee = as_committee(call),
                                  .after = http_query(call->http, "after"),
                                  .limit = ROWS_USUAL};
    if (query->state && !str_eq(query->state, "open") && !str_eq(query->state, "ended") &&
        !case_state_parse(query->state, &parsed)) {
        staff_error(call, 400, "bad_request", _("state: open, ended, or one that a case may be in"));
        return false;
    }
    if (limit && !parse_i64(limit, 1, CASES_ROWS_MAX, &query->limit)) {
        staff_error(call, 400, "bad_request", _("limit: 1 to %d are wanted"), CASES_ROWS_MAX);
        return false;
    }
    return true;
}

void staff_case_rows(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    struct cases_query query;
    if (!staff_case_query(call, &query))
        return;
    json_t *rows = cases_rows(call->central->cases, &viewer, &query, call->now_s);
    if (!rows) {
        staff_error(call, 400, "bad_request",
                    _("after: what the part before gave as `next` is wanted; due: overdue, today or week"));
        return;
    }
    json_object_set_new(rows, "zone_s", json_integer(items_zone(call->central->db, call->site, call->now_s)));
    staff_json(call, 200, rows);
}

void staff_case_counts(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    staff_json(call, 200, cases_desk_counts(call->central->cases, &viewer, call->now_s));
}
