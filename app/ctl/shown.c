/* foyerctl shown: where a notice has hung, how long, and where not yet. */
#include <stdio.h>

#include "common/buf.h"
#include "common/ids.h"
#include "common/json.h"
#include "ctl/ctl.h"
#include "ctl/list.h"

static void print_waiting(const json_t *answer)
{
    const json_t *waiting = json_member(answer, "waiting");
    if (json_array_size(waiting) == 0)
        return;
    printf("\nnot shown yet (version %lld):", (long long)json_int_or(answer, "version", 0));
    for (size_t i = 0; i < json_array_size(waiting); i++)
        printf(" %s", json_string_value(json_array_get(waiting, i)));
    printf("\n");
}

static void print_missing(const json_t *answer)
{
    const json_t *missing = json_member(answer, "missing");
    for (size_t i = 0; i < json_array_size(missing); i++) {
        const json_t *entry = json_array_get(missing, i);
        printf("%s%s %s cannot be drawn by %zu terminals\n", i ? "" : "\n", json_str_or(entry, "code", ""),
               json_str_or(entry, "text", ""), json_array_size(json_member(entry, "terminals")));
    }
}

enum ctl_exit shown_run(struct ctl *ctl)
{
    static const struct list_column columns[] = {
        {"LOBBY", "lobby", LIST_TEXT},    {"TERMINAL", "terminal", LIST_TEXT}, {"VERSION", "ver", LIST_INT},
        {"FIRST", "first", LIST_TIME},    {"LAST", "last", LIST_TIME},         {"TIMES", "times", LIST_INT},
        {"SECONDS", "seconds", LIST_INT}, {"OPENED", "opened", LIST_INT},      {"MINUTES", "minutes", LIST_INT}};
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!ids_is_name(ctl->words[1])) {
        ctl_say("%s is no item's id", ctl->words[1]);
        return CTL_USAGE;
    }
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/items/%s/shown", ctl->words[1]);
    enum ctl_exit result = ctl_ask(ctl, "GET", path, NULL, &answer);
    if (result != CTL_OK)
        return result;
    if (ctl->json) {
        ctl_print_json(answer);
        return CTL_OK;
    }
    list_print(answer, "lobbies", columns, ARRAY_LEN(columns));
    print_waiting(answer);
    print_missing(answer);
    return CTL_OK;
}
