/* Templates of notices, empty and filled. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/items/items.h"
#include "common/json.h"

void staff_list_templates(struct staff_call *call)
{
    bool duty = call->rights.duty && call->session.role < ROLE_EDITOR;
    staff_json(call, 200,
               json_pack("{s:o}", "templates", items_templates(call->central->db, call->site, call->now_s, duty)));
}

void staff_fill_template(struct staff_call *call)
{
    char *why = NULL, *at = NULL;
    struct items_filled filled = {.site = call->site,
                                  .id = http_capture(call->http, "id"),
                                  .fields = json_member(call->body, "fields"),
                                  .now_s = call->now_s};
    json_t *made = items_fill(call->central->db, &filled, &why, &at);
    if (made)
        staff_json(call, 200, made);
    else
        staff_json(call, 422, json_pack("{s:s,s:s,s:s}", "error", "refused", "msg", why, "at", at ? at : ""));
    free(why);
    free(at);
}
