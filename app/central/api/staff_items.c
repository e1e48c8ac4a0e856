/* What is published: the site's four documents and the notices. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/fleet/shown.h"
#include "central/items/items.h"

static void answer_item(struct staff_call *call, int status, const char *id, const struct items_act *act)
{
    json_t *item = items_get(call->central->db, id, 0, call->now_s);
    if (!item) {
        staff_error(call, 500, "internal", "the item is kept, but could not be read again");
        return;
    }
    json_object_del(item, "doc");
    json_object_del(item, "versions");
    json_object_set_new(item, "changed", json_boolean(act->changed));
    staff_json(call, status, item);
}

static void answer(struct staff_call *call, enum items_result result, const char *id, struct items_act *act)
{
    switch (result) {
    case ITEMS_OK:
        answer_item(call, 200, id, act);
        break;
    case ITEMS_CREATED:
        answer_item(call, 201, id, act);
        break;
    case ITEMS_REFUSED:
        staff_error(call, 422, "refused", "%s", act->why);
        break;
    case ITEMS_CONFLICT:
        staff_error(call, 409, "conflict", "%s", act->why);
        break;
    case ITEMS_NOT_FOUND:
        staff_error(call, 404, "not_found", "there is no notice %s", id);
        break;
    case ITEMS_FAILED:
        staff_error(call, 500, "internal", "it could not be kept; nothing has changed");
        break;
    }
    free(act->why);
}

static void put_document(struct staff_call *call, const char *kind, const char *id)
{
    struct items_act act = {.who = call->session.user, .now_s = call->now_s};
    if (!call->body) {
        staff_error(call, 400, "bad_json", "the document is missing");
        return;
    }
    answer(call, items_put_document(call->central, &act, kind, call->body), id, &act);
}

void staff_put_community(struct staff_call *call)
{
    put_document(call, "community", "community");
}

void staff_put_standards(struct staff_call *call)
{
    put_document(call, "standard", "standards");
}

void staff_put_fees(struct staff_call *call)
{
    put_document(call, "fee", "fees");
}

void staff_put_form(struct staff_call *call)
{
    put_document(call, "form", "complaint");
}

void staff_list_items(struct staff_call *call)
{
    staff_json(call, 200,
               json_pack("{s:o}", "items", items_list(call->central->db, http_query(call->http, "kind"), call->now_s)));
}

void staff_get_item(struct staff_call *call)
{
    const char *id = http_capture(call->http, "id"), *version = http_query(call->http, "version");
    int64_t ver = 0;
    if (version && !parse_i64(version, 1, INT64_MAX, &ver)) {
        staff_error(call, 400, "bad_request", "version: a whole number from 1 is wanted");
        return;
    }
    json_t *item = items_get(call->central->db, id, ver, call->now_s);
    if (!item) {
        staff_error(call, 404, "not_found", "there is no such item or version");
        return;
    }
    CLEANUP(buf_fini) struct buf doc = {0};
    json_encode(&doc, json_member(item, "doc"));
    json_object_set_new(item, "missing", shown_missing(call->central->db, id, buf_str(&doc)));
    staff_json(call, 200, item);
}

void staff_put_item(struct staff_call *call)
{
    struct items_act act = {.who = call->session.user, .now_s = call->now_s};
    const char *id = http_capture(call->http, "id");
    if (!call->body) {
        staff_error(call, 400, "bad_json", "the item is missing");
        return;
    }
    bool draft = str_eq(json_str(call->body, "status"), "draft") && !items_is_public(call->central->db, id);
    if (!draft && !staff_may(call, ROLE_APPROVER))
        return;
    answer(call, items_put_notice(call->central, &act, id, call->body), id, &act);
}

void staff_delete_item(struct staff_call *call)
{
    struct items_act act = {.who = call->session.user, .now_s = call->now_s};
    const char *id = http_capture(call->http, "id");
    answer(call, items_withdraw(call->central, &act, id), id, &act);
}
