/* What a terminal has shown, in numbers: kept for staff as the proof that a notice hung. Counts only grow, so a report
 * that comes twice is harmless. */
#include "central/api/terminal.h"

#include "central/fleet/shown.h"
#include "central/items/items.h"
#include "central/lobbies/lobbies.h"
#include "common/json.h"

void terminal_shown(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    struct fleet_terminal *terminal = terminal_auth(api, call);
    if (!terminal || !terminal_rate(api, api->shown, call, terminal->id) || !terminal_signed(call, terminal->pk, true))
        return;
    CLEANUP(json_free_ref) json_t *body = terminal_body(call);
    if (!body)
        return;
    struct db *db = api->central->db;
    struct lobby lobby = {0};
    if (!lobbies_find(db, terminal->lobby, &lobby))
        lobby.site[0] = '\0'; /* then nothing that it names is known */
    switch (shown_take(db, lobby.site, terminal->id, terminal->lobby, body, items_is_known, terminal_now_s())) {
    case SHOWN_OK:
        fleet_seen(api->central->fleet, terminal, -1, terminal_now_s());
        staff_events_tell(api->central, "shown");
        http_reply(call, 204, NULL, NULL, 0);
        return;
    case SHOWN_BAD:
        terminal_bad(call, "rows: at most 200 with day, item, ver, first, last, times, seconds, opened, minutes; "
                           "missing: at most 50 with item and codes");
        return;
    case SHOWN_FAILED:
        http_reply_error(call, 503, "overloaded", "nothing was stored; send again", 30);
        return;
    }
}
