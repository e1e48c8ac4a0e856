/* What helps with writing a notice: the checks of what is not kept yet. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/items/items.h"
#include "central/validate/validate.h"
#include "common/json.h"

void staff_check_item(struct staff_call *call)
{
    struct items_checked checked = {.site = call->site,
                                    .id = json_str_or(call->body, "id", ""),
                                    .doc = json_member(call->body, "doc"),
                                    .audience = json_member(call->body, "audience"),
                                    .now_s = call->now_s,
                                    .english = staff_english(call)};
    if (!json_is_object(checked.doc)) {
        staff_error(call, 400, "bad_json", "doc: the notice itself is missing");
        return;
    }
    CLEANUP(free_ptr) char *why = validate_draft(checked.doc);
    if (why)
        staff_error(call, 422, "refused", "%s", why);
    else
        staff_json(call, 200, json_pack("{s:o}", "checks", items_checks(call->central->db, &checked)));
}
