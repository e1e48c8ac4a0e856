/* The audit, newest first. */
#include "central/api/staff.h"

#include "common/json.h"
#include "central/accounts/audit.h"

#define LIMIT_DEFAULT 200
#define LIMIT_MAX     1000

/* A line of before there were several communities names none: any post counts. */
static void posts_anywhere(struct staff_call *call, char posts[static POSTS_MAX])
{
    CLEANUP(json_free_ref) json_t *grants = grants_list(call->central->db, call->session.user);
    for (size_t i = 0; i < json_array_size(grants); i++) {
        const json_t *held = json_member(json_array_get(grants, i), "posts");
        for (size_t n = 0; n < json_array_size(held); n++)
            posts_add(posts, json_string_value(json_array_get(held, n)));
    }
}

/* Whom a case is about reads of it nowhere, also not who opened it: by the posts held in that case's community. */
static void leave_out_hidden(struct staff_call *call, json_t *rows)
{
    struct cases_viewer viewer = staff_viewer(call);
    viewer.site = NULL;
    for (size_t i = json_array_size(rows); i > 0; i--) {
        const json_t *row = json_array_get(rows, i - 1);
        struct rights rights;
        if (!str_starts(json_str_or(row, "what", ""), "case."))
            continue;
        grants_rights(call->central->db, call->session.user, json_str_or(row, "site", ""), call->now_s, &rights);
        if (!*json_str_or(row, "site", ""))
            posts_anywhere(call, rights.posts);
        viewer.posts = rights.posts;
        if (cases_hidden(call->central->cases, &viewer, json_str_or(row, "object", "")))
            (void)json_array_remove(rows, i - 1);
    }
}

void staff_list_audit(struct staff_call *call)
{
    const char *before = http_query(call->http, "before"), *limit = http_query(call->http, "limit");
    int64_t before_n = 0, count = LIMIT_DEFAULT;
    if ((before && !parse_i64(before, 1, INT64_MAX, &before_n)) || (limit && !parse_i64(limit, 1, LIMIT_MAX, &count))) {
        staff_error(call, 400, "bad_request", "before and limit (to %d) are whole numbers from 1", LIMIT_MAX);
        return;
    }
    /* Of the whole: everything; of a community: what is about it. */
    json_t *rows = audit_list(call->central->db, *call->site ? call->site : NULL, before_n, (int)count);
    leave_out_hidden(call, rows);
    staff_json(call, 200, json_pack("{s:o}", "audit", rows));
}
