/* Whom an audience means, before anybody presses. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/items/audience.h"
#include "central/lobbies/lobbies.h"
#include "central/validate/validate.h"
#include "common/json.h"

/* Of several terminals in a lobby the one that is best reached. */
static const char *state_in(const json_t *terminals, const char *lobby)
{
    const char *best = "none";
    for (size_t i = 0; i < json_array_size(terminals); i++) {
        const json_t *row = json_array_get(terminals, i);
        const char *state = json_str_or(row, "state", "");
        if (!str_eq(json_str(row, "lobby"), lobby) || str_eq(state, "revoked"))
            continue;
        if (str_eq(state, "online"))
            return "online";
        best = "silent";
    }
    return best;
}

static json_t *entry_of(const json_t *lobbies, const json_t *terminals, const char *id, int64_t *connected)
{
    const json_t *lobby = json_find(lobbies, id);
    const char *state = state_in(terminals, id);
    *connected += str_eq(state, "online");
    return json_pack("{s:s,s:s,s:s,s:s,s:s}", "id", id, "name", json_str_or(lobby, "name", id), "building",
                     json_str_or(lobby, "building", ""), "unit", json_str_or(lobby, "unit", ""), "state", state);
}

void staff_resolve_audience(struct staff_call *call)
{
    const json_t *rule = json_member(call->body, "audience");
    CLEANUP(free_ptr) char *why = validate_audience(rule);
    if (why) {
        staff_error(call, 422, "refused", "%s", why);
        return;
    }
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(call->central->db, call->site);
    CLEANUP(json_free_ref) json_t *terminals = staff_terminals(call);
    struct audience audience;
    int64_t connected = 0;
    json_t *meant = json_array();
    audience_resolve(&audience, rule, call->site, lobbies);
    for (size_t i = 0; i < json_array_size(audience.lobbies); i++)
        json_array_append_new(
            meant, entry_of(lobbies, terminals, json_string_value(json_array_get(audience.lobbies, i)), &connected));
    audience_fini(&audience);
    staff_json(call, 200,
               json_pack("{s:o,s:I,s:I}", "lobbies", meant, "connected", (json_int_t)connected, "of",
                         (json_int_t)json_array_size(lobbies)));
}
