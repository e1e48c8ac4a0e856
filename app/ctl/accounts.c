/* foyerctl accounts, account add, account posts, account remove: who may work with central. */
#include <stdio.h>

#include "common/ids.h"
#include "common/json.h"
#include "ctl/cases.h"
#include "ctl/ctl.h"
#include "ctl/list.h"

enum ctl_exit accounts_list(struct ctl *ctl)
{
    static const struct list_column columns[] = {{"USER", "user", LIST_TEXT},
                                                 {"ROLE", "role", LIST_TEXT},
                                                 {"ONE-TIME", "must_change", LIST_FLAG},
                                                 {"CREATED", "created", LIST_TIME}};
    CLEANUP(json_free_ref) json_t *answer = NULL;
    enum ctl_exit result = ctl_ask(ctl, "GET", "/v1/staff/accounts", NULL, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        list_print(answer, "accounts", columns, ARRAY_LEN(columns));
    return result;
}

/* "R-CS,R-ENG" -> ["R-CS","R-ENG"]; NULL: nothing was said. */
static json_t *posts_of(const struct ctl *ctl)
{
    json_t *list = ctl->posts ? json_array() : NULL;
    for (const char *at = ctl->posts; at && *at;) {
        size_t len = strcspn(at, ",");
        if (len)
            json_array_append_new(list, json_stringn(at, len));
        at += len;
        at += *at == ',';
    }
    return list;
}

static enum ctl_exit set_posts(struct ctl *ctl, const char *user)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/accounts/%s", user);
    if (!ctl->posts) {
        ctl_say("account posts: say --posts R-CS,R-ENG, or --posts '' for none");
        return CTL_USAGE;
    }
    CLEANUP(json_free_ref) json_t *body = json_pack("{s:o}", "posts", posts_of(ctl));
    enum ctl_exit result = ctl_ask(ctl, "PUT", path, body, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        printf("account %s has the posts: %s\n", user, *ctl->posts ? ctl->posts : "none");
    if (result == CTL_OK && !ctl->json)
        cases_print_unheld(json_member(answer, "unheld"));
    return result;
}

static enum ctl_exit add(struct ctl *ctl, const char *user)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!ctl->role) {
        ctl_say("account add: say --role ROLE, one of viewer, editor, approver, admin");
        return CTL_USAGE;
    }
    CLEANUP(json_free_ref)
    json_t *body = json_pack("{s:s, s:s, s:o*}", "user", user, "role", ctl->role, "posts", posts_of(ctl));
    if (!body) {
        ctl_say("account add: the role is no valid UTF-8");
        return CTL_USAGE;
    }
    enum ctl_exit result = ctl_ask(ctl, "POST", "/v1/staff/accounts", body, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        printf("account %s, role %s\none-time password: %s\nIt is shown this once and must be changed at the first "
               "log-in: foyerctl login --user %s\n",
               user, json_str_or(answer, "role", "?"), json_str_or(answer, "once", "?"), user);
    if (result == CTL_OK && !ctl->json && !json_flag(answer, "may_totp"))
        printf("No second step can be set up with it: you are logged in without yours\n");
    return result;
}

static enum ctl_exit remove_one(struct ctl *ctl, const char *user)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/accounts/%s", user);
    enum ctl_exit result = ctl_ask(ctl, "DELETE", path, NULL, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        printf("account %s is removed and logged out\n", user);
    if (result == CTL_OK && !ctl->json)
        cases_print_unheld(json_member(answer, "unheld"));
    return result;
}

enum ctl_exit accounts_change(struct ctl *ctl)
{
    const char *verb = ctl->words[1], *user = ctl->words[2];
    if (!ids_is_name(user)) {
        ctl_say("%s is no account's name: letters, digits, '.', '_', ':' and '-'", user);
        return CTL_USAGE;
    }
    if (str_eq(verb, "add"))
        return add(ctl, user);
    if (str_eq(verb, "posts"))
        return set_posts(ctl, user);
    if (str_eq(verb, "remove"))
        return remove_one(ctl, user);
    ctl_say("account %s: add, posts or remove is wanted", verb);
    return CTL_USAGE;
}
