/* The audit, newest first. */
#include "central/api/staff.h"

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/accounts/grants.h"
#include "central/cases/cases.h"
#include "central/words/words.h"

#define LIMIT_DEFAULT 200
#define LIMIT_MAX     1000

/* In the list of the whole organisation too: what counts is the post that the reader holds where the case is. */
static bool is_hidden(struct staff_call *call, const char *number)
{
    char site[ID_MAX + 1];
    struct rights rights;
    cases_site(call->central->cases, number, site);
    if (!*site)
        return false;
    grants_rights(call->central->db, call->session.user, site, call->now_s, &rights);
    const struct cases_viewer viewer = {.user = call->session.user, .posts = rights.posts};
    return cases_hidden(call->central->cases, &viewer, number);
}

/* Whom a case is about reads of it nowhere, also not who opened it. */
static void leave_out_hidden(struct staff_call *call, json_t *rows)
{
    for (size_t i = json_array_size(rows); i > 0; i--) {
        const json_t *row = json_array_get(rows, i - 1);
        if (str_starts(json_str_or(row, "what", ""), "case.") && is_hidden(call, json_str_or(row, "object", "")))
            (void)json_array_remove(rows, i - 1);
    }
}

void staff_list_audit(struct staff_call *call)
{
    const char *before = http_query(call->http, "before"), *limit = http_query(call->http, "limit");
    int64_t before_n = 0, count = LIMIT_DEFAULT;
    if ((before && !parse_i64(before, 1, INT64_MAX, &before_n)) || (limit && !parse_i64(limit, 1, LIMIT_MAX, &count))) {
        staff_error(call, 400, "bad_request", _("before and limit (to %d) are whole numbers from 1"), LIMIT_MAX);
        return;
    }
    /* Of the whole: everything; of a community: what is about it. */
    json_t *rows = audit_list(call->central->db, *call->site ? call->site : NULL, before_n, (int)count);
    leave_out_hidden(call, rows);
    staff_json(call, 200, json_pack("{s:o}", "audit", rows));
}
