/* The audit, newest first. */
#include "central/api/staff.h"

#include "central/accounts/audit.h"

#define LIMIT_DEFAULT 200
#define LIMIT_MAX     1000

void staff_list_audit(struct staff_call *call)
{
    const char *before = http_query(call->http, "before"), *limit = http_query(call->http, "limit");
    int64_t before_n = 0, count = LIMIT_DEFAULT;
    if ((before && !parse_i64(before, 1, INT64_MAX, &before_n)) || (limit && !parse_i64(limit, 1, LIMIT_MAX, &count))) {
        staff_error(call, 400, "bad_request", "before and limit (to %d) are whole numbers from 1", LIMIT_MAX);
        return;
    }
    staff_json(call, 200, json_pack("{s:o}", "audit", audit_list(call->central->db, before_n, (int)count)));
}
