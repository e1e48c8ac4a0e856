/* foyerctl cases, case, reply. Cases are named by their public number (2026-1095). A receipt code belongs to the
 * resident: it is neither taken nor shown here, so that it ends in no shell history. */
#include <stdio.h>
#include <stdlib.h>

#include "common/casecode.h"
#include "common/ids.h"
#include "common/json.h"
#include "common/utf8.h"
#include "ctl/ctl.h"
#include "ctl/list.h"

static bool good_number(const char *number)
{
    if (casecode_appears_in(number))
        ctl_say("that is a resident's receipt code; only the resident uses it. Name the case by its number, like "
                "2026-1095");
    else if (!ids_is_name(number))
        ctl_say("%s is no case number; 2026-1095 is one", number);
    else
        return true;
    return false;
}

enum ctl_exit cases_list(struct ctl *ctl)
{
    static const struct list_column columns[] = {
        {"NUMBER", "number", LIST_TEXT},    {"STATE", "state", LIST_TEXT}, {"CATEGORY", "category", LIST_TEXT},
        {"SUB-ITEM", "subitem", LIST_TEXT}, {"LOBBY", "lobby", LIST_TEXT}, {"ACCEPTED", "accepted_s", LIST_TIME},
        {"DUE", "due_s", LIST_TIME}};
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (ctl->state && !ids_is_name(ctl->state)) {
        ctl_say("--state %s: a word like received is wanted", ctl->state);
        return CTL_USAGE;
    }
    CLEANUP(free_ptr)
    char *path = ctl->state ? xasprintf("/v1/staff/cases?state=%s", ctl->state) : xstrdup("/v1/staff/cases");
    enum ctl_exit result = ctl_ask(ctl, "GET", path, NULL, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        list_print(answer, "cases", columns, ARRAY_LEN(columns));
    return result;
}

/* What a resident typed goes to a terminal: nothing in it may steer that. */
static void print_text(const char *text, const char *indent)
{
    CLEANUP(free_ptr) char *clean = xstrdup(text);
    (void)utf8_scrub(clean, UTF8_TEXT);
    for (char *line = clean; line;) {
        size_t len = strcspn(line, "\n");
        printf("%s%.*s\n", indent, (int)len, line);
        line = line[len] ? line + len + 1 : NULL;
    }
}

static void print_member(const json_t *object, const char *key)
{
    const json_t *value = json_member(object, key);
    char text[32];
    if (json_is_string(value) && json_string_length(value)) {
        printf("%-12s ", key);
        print_text(json_string_value(value), "");
    } else if (json_is_integer(value)) {
        size_t len = strlen(key);
        if (len > 2 && str_eq(key + len - 2, "_s")) {
            list_time(text, json_integer_value(value));
            printf("%-12.*s %s\n", (int)len - 2, key, text);
        } else {
            printf("%-12s %lld\n", key, (long long)json_integer_value(value));
        }
    }
}

static void print_events(const json_t *events)
{
    size_t i;
    json_t *event;
    json_array_foreach((json_t *)events, i, event)
    {
        char at[32];
        list_time(at, json_int_or(event, "at", json_int_or(event, "at_s", 0)));
        const char *who = json_str(event, "who");
        printf("\n%s  %s  %s\n", at, json_str_or(event, "state", ""), who ? who : json_str_or(event, "role", ""));
        if (json_str(event, "text"))
            print_text(json_str(event, "text"), "    ");
    }
}

static void print_case(const json_t *one)
{
    static const char *const plain[] = {"number",     "state",     "category", "subitem", "lobby",
                                        "accepted_s", "arrived_s", "due_s",    "when",    "alias"};
    for (size_t i = 0; i < ARRAY_LEN(plain); i++)
        print_member(one, plain[i]);
    const char *key;
    json_t *value;
    json_object_foreach(json_member(one, "place"), key, value)
    {
        if (json_is_string(value))
            print_member(json_member(one, "place"), key);
    }
    print_member(json_member(one, "contact"), "phone");
    if (json_str(one, "text")) {
        printf("\n");
        print_text(json_str(one, "text"), "    ");
    }
    print_events(json_member(one, "events") ? json_member(one, "events") : json_member(one, "steps"));
}

enum ctl_exit cases_show(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!good_number(ctl->words[1]))
        return CTL_USAGE;
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/cases/%s", ctl->words[1]);
    enum ctl_exit result = ctl_ask(ctl, "GET", path, NULL, &answer);
    if (result != CTL_OK)
        return result;
    if (ctl->json)
        ctl_print_json(answer);
    else
        print_case(json_is_object(json_member(answer, "case")) ? json_member(answer, "case") : answer);
    return CTL_OK;
}

/* "-" reads the answer from the input, so that long texts need no quoting. */
static char *reply_text(const struct ctl *ctl)
{
    char *text = NULL;
    size_t len;
    if (!ctl->text)
        return NULL;
    if (!str_eq(ctl->text, "-"))
        return xstrdup(ctl->text);
    if (!ctl_read_file("-", &text, &len))
        return NULL;
    while (len && text[len - 1] == '\n')
        text[--len] = '\0';
    return text;
}

enum ctl_exit cases_reply(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!good_number(ctl->words[1]))
        return CTL_USAGE;
    if (!ctl->state) {
        ctl_say("reply: say --state STATE, one of assigned, in_progress, replied, closed, rejected, merged, withdrawn, "
                "reopened");
        return CTL_USAGE;
    }
    CLEANUP(free_ptr) char *text = reply_text(ctl);
    if (text && casecode_appears_in(text)) {
        ctl_say("reply: the text holds what looks like a receipt code; name the case by its number");
        return CTL_REFUSED;
    }
    CLEANUP(json_free_ref)
    json_t *body =
        json_pack("{s:s, s:s*, s:s*, s:s*}", "state", ctl->state, "text", text, "role", ctl->role, "into", ctl->into);
    if (!body) {
        ctl_say("reply: the text is no valid UTF-8");
        return CTL_REFUSED;
    }
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/cases/%s/reply", ctl->words[1]);
    enum ctl_exit result = ctl_ask(ctl, "POST", path, body, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        printf("case %s is now %s\n", ctl->words[1], json_str_or(answer, "state", ctl->state));
    return result;
}
