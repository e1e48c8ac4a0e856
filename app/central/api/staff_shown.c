/* Which lobbies have shown an item, and which have not yet. */
#include "central/api/staff.h"

#include "central/fleet/shown.h"
#include "central/items/items.h"
#include "common/json.h"

static bool has_shown(const json_t *rows, const char *lobby, int64_t ver)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (str_eq(json_str(row, "lobby"), lobby) && json_int_or(row, "ver", 0) == ver)
            return true;
    }
    return false;
}

/* The lobbies that are meant and have not shown the version in force. Only of what is public: nobody waits for a draft.
 */
static json_t *waiting_for(const json_t *item, const json_t *rows)
{
    const json_t *meant = json_member(item, "lobbies");
    const char *status = json_str(item, "status");
    json_t *waiting = json_array();
    if (!str_eq(status, "published") && !str_eq(status, "scheduled"))
        return waiting;
    for (size_t i = 0; i < json_array_size(meant); i++) {
        const char *lobby = json_string_value(json_array_get(meant, i));
        if (!has_shown(rows, lobby, json_int_or(item, "version", 0)))
            json_array_append_new(waiting, json_string(lobby));
    }
    return waiting;
}

void staff_item_shown(struct staff_call *call)
{
    const char *id = http_capture(call->http, "id");
    CLEANUP(json_free_ref) json_t *item = items_get(call->central->db, call->site, id, 0, call->now_s);
    if (!item) {
        staff_error(call, 404, "not_found", "there is no such item");
        return;
    }
    CLEANUP(buf_fini) struct buf doc = {0};
    json_encode(&doc, json_member(item, "doc"));
    json_t *answer = shown_of_item(call->central->db, call->site, id, buf_str(&doc));
    json_object_set(answer, "version", json_member(item, "version"));
    json_object_set_new(answer, "waiting", waiting_for(item, json_member(answer, "lobbies")));
    staff_json(call, 200, answer);
}
