/* foyerctl lobbies, terminals, pair, revoke: the places and the devices in them. */
#include <stdio.h>

#include "common/ids.h"
#include "common/json.h"
#include "ctl/ctl.h"
#include "ctl/list.h"

#define CODE_MAX 32

static enum ctl_exit show(struct ctl *ctl, const char *path, const char *key, const struct list_column *columns,
                          size_t count)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    enum ctl_exit result = ctl_ask(ctl, "GET", path, NULL, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        list_print(answer, key, columns, count);
    return result;
}

enum ctl_exit fleet_terminals(struct ctl *ctl)
{
    static const struct list_column columns[] = {{"ID", "id", LIST_TEXT},       {"LOBBY", "lobby", LIST_TEXT},
                                                 {"STATE", "state", LIST_TEXT}, {"MODEL", "model", LIST_TEXT},
                                                 {"VERSION", "fw", LIST_TEXT},  {"LAST SEEN", "last_seen", LIST_TIME}};
    return show(ctl, "/v1/staff/terminals", "terminals", columns, ARRAY_LEN(columns));
}

enum ctl_exit fleet_sites(struct ctl *ctl)
{
    static const struct list_column columns[] = {
        {"ID", "id", LIST_TEXT}, {"NAME", "name", LIST_TEXT}, {"ROLE", "role", LIST_TEXT}};
    return show(ctl, "/v1/staff/sites", "sites", columns, ARRAY_LEN(columns));
}

enum ctl_exit fleet_lobbies(struct ctl *ctl)
{
    static const struct list_column columns[] = {{"ID", "id", LIST_TEXT},
                                                 {"NAME", "name", LIST_TEXT},
                                                 {"BUILDING", "building", LIST_TEXT},
                                                 {"UNIT", "unit", LIST_TEXT},
                                                 {"TERMINAL", "terminal", LIST_TEXT}};
    return show(ctl, "/v1/staff/lobbies", "lobbies", columns, ARRAY_LEN(columns));
}

/* Blanks and dashes of a code that was read out are dropped; central knows the alphabet. */
static bool bare_code(char out[static CODE_MAX + 1], const char *code)
{
    size_t len = 0;
    for (; *code && len < CODE_MAX; code++)
        if (*code != ' ' && *code != '-')
            out[len++] = *code;
    out[len] = '\0';
    return len > 0 && !*code;
}

enum ctl_exit fleet_pair(struct ctl *ctl)
{
    char code[CODE_MAX + 1];
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!ctl->lobby || !ids_is_name(ctl->lobby)) {
        ctl_say("pair: say which lobby, --lobby T-B1-U1; foyerctl lobbies lists them");
        return CTL_USAGE;
    }
    if (!bare_code(code, ctl->words[1])) {
        ctl_say("pair: %s is no pairing code; the new terminal shows it", ctl->words[1]);
        return CTL_USAGE;
    }
    CLEANUP(json_free_ref) json_t *body = json_pack("{s:s, s:s}", "code", code, "lobby", ctl->lobby);
    if (!body)
        return CTL_USAGE;
    enum ctl_exit result = ctl_ask(ctl, "POST", "/v1/staff/pair", body, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        printf("terminal %s now shows %s\n", json_str_or(answer, "terminal", "?"), ctl->lobby);
    return result;
}

enum ctl_exit fleet_revoke(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!ids_is_name(ctl->words[1])) {
        ctl_say("%s is no terminal's id; foyerctl terminals lists them", ctl->words[1]);
        return CTL_USAGE;
    }
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/terminals/%s", ctl->words[1]);
    enum ctl_exit result = ctl_ask(ctl, "DELETE", path, NULL, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        printf("terminal %s is revoked\n", ctl->words[1]);
    return result;
}
