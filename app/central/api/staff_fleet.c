/* Lobbies and the terminals in them. */
#include "central/api/staff.h"

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/fleet/fleet.h"
#include "central/lobbies/lobbies.h"

#define ONLINE_S 600 /* a parked poll reports at least this often */

static bool lobby_is_ours(struct staff_call *call, const char *id)
{
    struct lobby lobby;
    return lobbies_find(call->central->db, id, &lobby) && str_eq(lobby.site, call->site);
}

static json_t *terminals(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *all = fleet_list(call->central);
    json_t *list = json_array(), *terminal;
    size_t i;
    json_array_foreach(all, i, terminal)
    {
        if (!lobby_is_ours(call, json_str_or(terminal, "lobby", "")))
            continue;
        json_array_append(list, terminal);
        bool heard = json_int_or(terminal, "last_seen", 0) > call->now_s - ONLINE_S;
        const char *state = json_flag(terminal, "revoked") ? "revoked" : heard ? "online" : "silent";
        json_object_set_new(terminal, "state", json_string(state));
    }
    return list;
}

void staff_list_terminals(struct staff_call *call)
{
    staff_json(call, 200, json_pack("{s:o}", "terminals", terminals(call)));
}

void staff_list_lobbies(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *all = terminals(call);
    json_t *lobbies = lobbies_list(call->central->db, call->site);
    size_t i, n;
    json_t *lobby, *terminal;
    json_array_foreach(lobbies, i, lobby)
    {
        json_object_set_new(lobby, "terminal", json_string(""));
        json_array_foreach(all, n, terminal)
        {
            if (str_eq(json_str(terminal, "lobby"), json_str(lobby, "id")) && !json_flag(terminal, "revoked"))
                json_object_set(lobby, "terminal", json_member(terminal, "id"));
        }
    }
    staff_json(call, 200, json_pack("{s:o}", "lobbies", lobbies));
}

struct fleet_act {
    struct staff_call *call;
    const char *what, *lobby;
};

static bool audit_act(struct db *db, const char *terminal, void *arg)
{
    struct fleet_act *act = arg;
    return audit_append_at(db, act->call->now_s, act->call->site, act->call->session.user, act->what, terminal, NULL,
                           act->lobby);
}

static void refuse(struct staff_call *call, enum fleet_result result)
{
    switch (result) {
    case FLEET_OK:
        break;
    case FLEET_NO_CODE:
        staff_error(call, 404, "no_code", "code: no terminal shows this code now; codes last 15 minutes");
        break;
    case FLEET_NO_LOBBY:
        staff_error(call, 404, "no_lobby", "lobby: there is no such lobby");
        break;
    case FLEET_GUESSES:
        http_reply_error(call->http, 429, "rate_limited",
                         "too many codes in this minute; wait and look at the screen again", 60);
        break;
    case FLEET_UNKNOWN:
        staff_error(call, 404, "not_found", "there is no such terminal");
        break;
    case FLEET_FAILED:
        staff_error(call, 500, "internal", "it could not be kept; nothing has changed");
        break;
    }
}

void staff_pair(struct staff_call *call)
{
    const char *code = json_str(call->body, "code"), *lobby = json_str(call->body, "lobby");
    char terminal[FLEET_NUMBER_MAX + 1];
    if (!code || !lobby) {
        staff_error(call, 400, "bad_request", "code and lobby are wanted, as texts");
        return;
    }
    if (!lobby_is_ours(call, lobby)) {
        refuse(call, FLEET_NO_LOBBY);
        return;
    }
    struct fleet_act act = {.call = call, .what = "terminal.pair", .lobby = lobby};
    enum fleet_result result = fleet_pair(call->central, code, lobby, call->session.user, audit_act, &act, terminal);
    if (result == FLEET_OK)
        staff_json(call, 200, json_pack("{s:s,s:s}", "terminal", terminal, "lobby", lobby));
    else
        refuse(call, result);
}

void staff_revoke_terminal(struct staff_call *call)
{
    const char *id = http_capture(call->http, "id");
    const struct fleet_terminal *terminal = fleet_find(call->central->fleet, id);
    if (!terminal || !lobby_is_ours(call, terminal->lobby)) {
        refuse(call, FLEET_UNKNOWN);
        return;
    }
    struct fleet_act act = {.call = call, .what = "terminal.revoke"};
    enum fleet_result result = fleet_revoke(call->central, id, audit_act, &act);
    if (result == FLEET_OK)
        staff_json(call, 200, json_pack("{s:s,s:b}", "terminal", id, "revoked", 1));
    else
        refuse(call, result);
}
