/* The checks of what is not kept yet, and the rules that hold. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/checks/rules.h"
#include "central/items/items.h"
#include "central/validate/validate.h"
#include "central/words/words.h"
#include "common/json.h"
#include "common/markdown.h"

/* Checks read every text many times, on the loop: what no notice may hold is not read at all. */
static bool has_endless_text(const json_t *value)
{
    const char *name;
    json_t *child;
    size_t i;
    if (json_is_string(value))
        return json_string_length(value) > MARKDOWN_BYTES_MAX;
    json_object_foreach((json_t *)value, name, child)
    {
        if (has_endless_text(child))
            return true;
    }
    json_array_foreach(value, i, child)
    {
        if (has_endless_text(child))
            return true;
    }
    return false;
}

void staff_check_item(struct staff_call *call)
{
    struct items_checked checked = {.site = call->site,
                                    .id = json_str_or(call->body, "id", ""),
                                    .doc = json_member(call->body, "doc"),
                                    .audience = json_member(call->body, "audience"),
                                    .kind = json_str(call->body, "kind"),
                                    .now_s = call->now_s};
    if (!json_is_object(checked.doc)) {
        staff_error(call, 400, "bad_json", _("doc: the notice or document itself is missing"));
        return;
    }
    if (checked.kind && !str_eq(checked.kind, "notice") && !items_document_id(checked.kind)) {
        staff_error(call, 400, "bad_json", _("kind: a notice or one of the site's documents is wanted"));
        return;
    }
    if (has_endless_text(call->body)) {
        staff_error(call, 422, "refused", _("doc: a text is longer than %d KiB; nothing so long is published"),
                    MARKDOWN_BYTES_MAX / 1024);
        return;
    }
    char *why = validate_draft(checked.doc);
    if (!why && checked.audience)
        why = validate_audience(checked.audience);
    if (why)
        staff_error(call, 422, "refused", "%s", why);
    else
        staff_json(call, 200, json_pack("{s:o}", "checks", items_checks(call->central->db, &checked)));
    free(why);
}

void staff_get_rules(struct staff_call *call)
{
    staff_json(call, 200,
               json_pack("{s:o,s:o}", "rules", items_rules(call->central->db, call->site), "cities", rules_cities()));
}
