/* Lobbies and the terminals in them. */
#include "central/api/staff.h"

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/alerts/alerts.h"
#include "central/fleet/fleet.h"
#include "central/fleet/shots.h"
#include "central/lobbies/lobbies.h"
#include "central/settings/settings.h"
#include "central/words/words.h"

bool staff_lobby_is_ours(struct staff_call *call, const char *id)
{
    struct lobby lobby;
    return lobbies_find(call->central->db, id, &lobby) && str_eq(lobby.site, call->site);
}

json_t *staff_terminals(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *all = fleet_list(call->central);
    json_t *list = json_array(), *terminal;
    size_t i;
    json_array_foreach(all, i, terminal)
    {
        if (!staff_lobby_is_ours(call, json_str_or(terminal, "lobby", "")))
            continue;
        json_array_append(list, terminal);
        bool heard = json_int_or(terminal, "last_seen", 0) > call->now_s - FLEET_ONLINE_S;
        const char *state = json_flag(terminal, "revoked") ? "revoked" : heard ? "online" : "silent";
        json_object_set_new(terminal, "state", json_string(state));
    }
    return list;
}

void staff_list_terminals(struct staff_call *call)
{
    staff_json(call, 200, json_pack("{s:o}", "terminals", staff_terminals(call)));
}

void staff_list_lobbies(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *all = staff_terminals(call);
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

void staff_fleet_refuse(struct staff_call *call, int result)
{
    switch ((enum fleet_result)result) {
    case FLEET_OK:
        break;
    case FLEET_NO_CODE:
        staff_error(call, 404, "no_code", _("code: no terminal shows this code now; codes last 15 minutes"));
        break;
    case FLEET_NO_LOBBY:
        staff_error(call, 404, "no_lobby", _("lobby: there is no such lobby"));
        break;
    case FLEET_GUESSES:
        http_reply_error(call->http, 429, "rate_limited",
                         _("too many codes in this minute; wait and look at the screen again"), 60);
        break;
    case FLEET_SAME:
        staff_error(call, 409, "same_lobby", _("lobby: the terminal hangs there already"));
        break;
    case FLEET_UNKNOWN:
        staff_error(call, 404, "not_found", _("there is no such terminal"));
        break;
    case FLEET_FAILED:
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
        break;
    }
}

/* A broken screen is exchanged: the new one takes the place, the old one is out of service at the same moment. */
static bool replace_former(struct staff_call *call, const char *lobby, const char *former)
{
    const struct fleet_terminal *terminal = fleet_find(call->central->fleet, former);
    if (!terminal || !str_eq(terminal->lobby, lobby))
        return false;
    struct fleet_act act = {.call = call, .what = "terminal.replace", .lobby = lobby};
    shots_drop(call->central->shots, former);
    return fleet_revoke(call->central, former, audit_act, &act) == FLEET_OK;
}

void staff_pair(struct staff_call *call)
{
    const char *code = json_str(call->body, "code"), *lobby = json_str(call->body, "lobby");
    const char *former = json_str(call->body, "replaces");
    char terminal[FLEET_NUMBER_MAX + 1];
    if (!code || !lobby) {
        staff_error(call, 400, "bad_request", _("code and lobby are wanted, as texts"));
        return;
    }
    if (!staff_lobby_is_ours(call, lobby)) {
        staff_fleet_refuse(call, FLEET_NO_LOBBY);
        return;
    }
    struct fleet_act act = {.call = call, .what = "terminal.pair", .lobby = lobby};
    enum fleet_result result = fleet_pair(call->central, code, lobby, call->session.user, audit_act, &act, terminal);
    if (result != FLEET_OK) {
        staff_fleet_refuse(call, result);
        return;
    }
    json_t *answer = json_pack("{s:s,s:s}", "terminal", terminal, "lobby", lobby);
    if (former && replace_former(call, lobby, former))
        json_object_set_new(answer, "replaced", json_string(former));
    staff_json(call, 200, answer);
}

/* "?stolen=1": also which network's password the thief has now. */
static void add_network(struct staff_call *call, json_t *answer)
{
    CLEANUP(free_ptr) char *network = settings_text(call->central->db, call->site, SETTING_LOBBIES_NETWORK);
    json_object_set_new(answer, "network", json_string(network ? network : ""));
}

void staff_revoke_terminal(struct staff_call *call)
{
    const char *id = http_capture(call->http, "id");
    const struct fleet_terminal *terminal = fleet_find(call->central->fleet, id);
    if (!terminal || !staff_lobby_is_ours(call, terminal->lobby)) {
        staff_fleet_refuse(call, FLEET_UNKNOWN);
        return;
    }
    bool stolen = str_eq(http_query(call->http, "stolen"), "1");
    struct fleet_act act = {.call = call, .what = stolen ? "terminal.stolen" : "terminal.revoke"};
    enum fleet_result result = fleet_revoke(call->central, id, audit_act, &act);
    if (result != FLEET_OK) {
        staff_fleet_refuse(call, result);
        return;
    }
    shots_drop(call->central->shots, id);
    json_t *answer = json_pack("{s:s,s:b}", "terminal", id, "revoked", 1);
    if (stolen)
        add_network(call, answer);
    staff_json(call, 200, answer);
}
