/* How a terminal fares, what it says of staff's commands, and the picture of its screen that one of them asked for. */
#include "central/api/terminal.h"

#include "central/fleet/command.h"
#include "central/fleet/health.h"
#include "central/fleet/shots.h"
#include "common/json.h"

static void keep(struct terminal_api *api, struct http_call *call, struct fleet_terminal *terminal, const json_t *body)
{
    struct central *central = api->central;
    int64_t now_s = terminal_now_s();
    bool answered;
    CLEANUP(json_free_ref) json_t *picked = health_pick(body);
    enum health_result result = health_take(central->db, terminal->id, picked, now_s);
    if (result == HEALTH_TOO_LARGE) {
        http_reply_error(call, 413, "too_large", "a status is at most 4096 bytes", 0);
        return;
    }
    if (result == HEALTH_FAILED || !command_said(central, terminal->id, json_member(body, "said"), now_s, &answered)) {
        http_reply_error(call, 500, "internal", "the status could not be stored", 600);
        return;
    }
    fleet_seen(central->fleet, terminal, -1, now_s);
    http_reply(call, 204, NULL, NULL, 0);
}

void terminal_status(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    struct fleet_terminal *terminal = terminal_auth(api, call);
    if (!terminal || !terminal_rate(api, api->status, call, terminal->id) || !terminal_signed(call, terminal->pk, true))
        return;
    CLEANUP(json_free_ref) json_t *body = terminal_body(call);
    if (body)
        keep(api, call, terminal, body);
}

/* Only what was asked for is taken, once. */
void terminal_shot(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    struct central *central = api->central;
    const struct http_request *request = http_request(call);
    struct fleet_terminal *terminal = terminal_auth(api, call);
    if (!terminal || !terminal_rate(api, api->status, call, terminal->id) || !terminal_signed(call, terminal->pk, true))
        return;
    if (!command_waits(central->db, terminal->id, http_capture(call, "command"), "screenshot")) {
        http_reply_error(call, 404, "not_asked", "nobody waits for this picture", 0);
        return;
    }
    if (!shots_put(central->shots, terminal->id, request->body, request->body_len, terminal_now_s())) {
        terminal_bad(call, "a PNG of at most 1 MiB is wanted");
        return;
    }
    fleet_seen(central->fleet, terminal, -1, terminal_now_s());
    staff_events_tell(central, "terminals");
    http_reply(call, 204, NULL, NULL, 0);
}
