/* The audit, newest first, and the description of this interface itself. */
#include "central/api/staff.h"

#include "central/accounts/audit.h"

#define LIMIT_DEFAULT 200
#define LIMIT_MAX     1000

__asm__(".section .rodata\n"
        ".global staff_openapi_begin, staff_openapi_end\n"
        "staff_openapi_begin:\n"
        ".incbin \"" FOYER_OPENAPI "\"\n"
        "staff_openapi_end:\n"
        ".byte 0\n"
        ".previous\n");
extern const char staff_openapi_begin[], staff_openapi_end[];

void staff_openapi(struct staff_call *call)
{
    http_reply(call->http, 200, "application/json; charset=utf-8", staff_openapi_begin,
               (size_t)(staff_openapi_end - staff_openapi_begin));
}

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
