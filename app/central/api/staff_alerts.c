/* What the office must hear of. */
#include "central/api/staff.h"

#include "central/alerts/alerts.h"
#include "common/json.h"

#define SHOWN_MAX 200

void staff_list_alerts(struct staff_call *call)
{
    bool all = str_eq(http_query(call->http, "all"), "1");
    staff_json(call, 200, json_pack("{s:o}", "alerts", alerts_list(call->central->db, call->site, !all, SHOWN_MAX)));
}
