/* One terminal: how it fares, what is asked of it, its picture, another place for it. */
#include "central/api/staff.h"

#include <stdio.h>
#include <stdlib.h>

#include "central/accounts/audit.h"
#include "central/alerts/alerts.h"
#include "central/fleet/command.h"
#include "central/fleet/fleet.h"
#include "central/fleet/health.h"
#include "central/fleet/shots.h"
#include "central/items/items.h"
#include "central/lobbies/lobbies.h"
#include "central/words/words.h"
#include "common/clock.h"
#include "common/json.h"

#define COMMANDS_SHOWN 30

/* The terminal of the address, as staff see it. NULL: 404 is answered. Yours. */
static json_t *row_of(struct staff_call *call)
{
    const char *id = http_capture(call->http, "id");
    CLEANUP(json_free_ref) json_t *list = staff_terminals(call);
    json_t *row = json_incref(json_find(list, id));
    if (!row)
        staff_error(call, 404, "not_found", _("there is no such terminal"));
    return row;
}

/* --- What it shows --- */

static bool means(const json_t *item, const char *lobby)
{
    const json_t *lobbies = json_member(item, "lobbies");
    for (size_t i = 0; i < json_array_size(lobbies); i++)
        if (str_eq(json_string_value(json_array_get(lobbies, i)), lobby))
            return true;
    return false;
}

static const struct items_wish hanging_notices = {.kind = "notice", .which = ITEMS_HANGING};

static json_t *notice_row(const json_t *item)
{
    json_t *row = json_object();
    static const char *const names[] = {"id", "title", "state", "version", "priority", "until"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        json_object_set(row, names[i], json_member(item, names[i]));
    return row;
}

/* Of `items`, which hang, those in `lobby` and, where `except` is one, not in that. */
static json_t *notices_of(const json_t *items, const char *lobby, const char *except)
{
    json_t *list = json_array();
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);
        if (means(item, lobby) && !(except && means(item, except)))
            json_array_append_new(list, notice_row(item));
    }
    return list;
}

/* --- One page --- */

static void add_shot(struct staff_call *call, json_t *answer, const char *id)
{
    int64_t at_s;
    if (shots_get(call->central->shots, id, call->now_s, &at_s))
        json_object_set_new(answer, "shot", json_pack("{s:I}", "at", (json_int_t)at_s));
}

static void add_alerts(struct staff_call *call, json_t *answer, const char *id)
{
    CLEANUP(json_free_ref) json_t *all = alerts_list(call->central->db, call->site, true, 1000);
    json_t *mine = json_array();
    for (size_t i = 0; i < json_array_size(all); i++)
        if (str_eq(json_str(json_array_get(all, i), "subject"), id))
            json_array_append(mine, json_array_get(all, i));
    json_object_set_new(answer, "alerts", mine);
}

void staff_get_terminal(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *row = row_of(call);
    if (!row)
        return;
    struct db *db = call->central->db;
    const char *id = json_str_or(row, "id", ""), *lobby = json_str_or(row, "lobby", "");
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(db, call->site);
    CLEANUP(json_free_ref) json_t *items = items_list(db, call->site, &hanging_notices, call->now_s);
    json_t *answer = json_pack("{s:O,s:o,s:o,s:o}", "terminal", row, "history",
                               health_history(db, id, call->now_s - (int64_t)HEALTH_KEPT_DAYS * DAY_S), "commands",
                               command_list(call->central, id, call->now_s, COMMANDS_SHOWN), "notices",
                               notices_of(items, lobby, NULL));
    json_t *record = json_find(lobbies, lobby);
    json_object_set(answer, "lobby", record ? record : json_null());
    add_shot(call, answer, id);
    add_alerts(call, answer, id);
    staff_json(call, 200, answer);
}

void staff_terminal_shot(struct staff_call *call)
{
    const char *id = http_capture(call->http, "id");
    CLEANUP(json_free_ref) json_t *row = row_of(call);
    if (!row)
        return;
    const struct buf *png = shots_get(call->central->shots, id, call->now_s, NULL);
    if (!png) {
        staff_error(call, 404, "no_shot", _("there is no picture of this screen; ask for one"));
        return;
    }
    http_set_header(call->http, "Cache-Control", "no-store");
    http_set_header(call->http, "Content-Security-Policy", "default-src 'none'; sandbox");
    http_reply(call->http, 200, "image/png", png->data, png->len);
}

/* --- Commands --- */

struct audited {
    struct staff_call *call;
    const char *terminal;
    char what[48];
};

static bool audit_command(struct db *db, void *arg)
{
    const struct audited *act = arg;
    return audit_append_at(db, act->call->now_s, act->call->site, act->call->session.user, act->what, act->terminal,
                           NULL, NULL);
}

/* Emptying a screen is not done by one press: the lobby's name is typed again. */
static bool is_confirmed(struct staff_call *call, const json_t *row, const char *cmd)
{
    if (!str_eq(cmd, "wipe"))
        return true;
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(call->central->db, call->site);
    const char *lobby = json_str_or(row, "lobby", ""), *typed = json_str_or(call->body, "confirm", "");
    const char *name = json_str_or(json_find(lobbies, lobby), "name", lobby);
    if (str_eq(typed, name) || str_eq(typed, lobby))
        return true;
    staff_error(call, 422, "confirm", _("confirm: type the lobby's name, %s, to empty its screen"), name);
    return false;
}

static void answer_command(struct staff_call *call, const struct command_send *send, enum command_result result)
{
    switch (result) {
    case COMMAND_OK:
    case COMMAND_SAME:
        staff_json(call, result == COMMAND_OK ? 201 : 200, json_pack("{s:s,s:s}", "id", send->id, "cmd", send->cmd));
        break;
    case COMMAND_MANY:
        staff_error(call, 409, "too_many", _("%d commands wait for this terminal already; it has not been heard since"),
                    COMMAND_OPEN_MAX);
        break;
    case COMMAND_UNKNOWN:
        staff_error(call, 409, "revoked", _("this terminal is out of service; it hears no commands"));
        break;
    case COMMAND_FAILED:
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
        break;
    }
}

void staff_command_terminal(struct staff_call *call)
{
    const char *cmd = json_str(call->body, "cmd"), *what = json_str(call->body, "what");
    CLEANUP(json_free_ref) json_t *row = row_of(call);
    if (!row)
        return;
    if (!cmd || !command_is_known(cmd)) {
        staff_error(call, 422, "bad_command", _("cmd: restart, identify, screenshot, report or wipe"));
        return;
    }
    if (!str_eq(cmd, "restart"))
        what = NULL;
    else if (!str_eq(what, "screen"))
        what = "all";
    if (!is_confirmed(call, row, cmd))
        return;
    struct audited act = {.call = call, .terminal = json_str(row, "id")};
    (void)snprintf(act.what, sizeof(act.what), "terminal.%s", cmd);
    struct command_send send = {.terminal = act.terminal,
                                .cmd = cmd,
                                .what = what,
                                .who = call->session.user,
                                .now_s = call->now_s,
                                .audit = audit_command,
                                .arg = &act};
    answer_command(call, &send, command_send(call->central, &send));
}

void staff_list_commands(struct staff_call *call)
{
    CLEANUP(json_free_ref) json_t *row = row_of(call);
    if (row)
        staff_json(call, 200,
                   json_pack("{s:o}", "commands",
                             command_list(call->central, json_str(row, "id"), call->now_s, COMMANDS_SHOWN)));
}

/* --- Another place --- */

static bool audit_move(struct db *db, const char *terminal, void *arg)
{
    struct staff_call *call = arg;
    return audit_append_at(db, call->now_s, call->site, call->session.user, "terminal.move", terminal, NULL,
                           json_str(call->body, "lobby"));
}

void staff_move_terminal(struct staff_call *call)
{
    const char *to = json_str(call->body, "lobby");
    CLEANUP(json_free_ref) json_t *row = row_of(call);
    if (!row)
        return;
    if (!to) {
        staff_error(call, 400, "bad_request", _("lobby is wanted, as text"));
        return;
    }
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(call->central->db, call->site);
    if (!json_find(lobbies, to)) { /* of another community too */
        staff_fleet_refuse(call, FLEET_NO_LOBBY);
        return;
    }
    CLEANUP(free_ptr) char *from = xstrdup(json_str_or(row, "lobby", ""));
    CLEANUP(json_free_ref) json_t *items = items_list(call->central->db, call->site, &hanging_notices, call->now_s);
    CLEANUP(json_free_ref)
    json_t *answer = json_pack("{s:s,s:s,s:s,s:o,s:o}", "terminal", json_str(row, "id"), "from", from, "lobby", to,
                               "gains", notices_of(items, to, from), "loses", notices_of(items, from, to));
    enum fleet_result result = FLEET_OK;
    bool dry = json_flag(call->body, "dry_run");
    if (!dry)
        result = fleet_move(call->central, json_str(row, "id"), to, audit_move, call);
    else if (str_eq(from, to))
        result = FLEET_SAME;
    json_object_set_new(answer, "moved", json_boolean(!dry));
    if (result == FLEET_OK)
        staff_json(call, 200, json_incref(answer));
    else
        staff_fleet_refuse(call, result);
}
