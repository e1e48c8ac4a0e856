/* foyerctl cases, case, reply. Cases are named by their public number (2026-1095). A receipt code belongs to the
 * resident: it is neither taken nor shown here, so that it ends in no shell history. */
#include <stdio.h>
#include <stdlib.h>

#include "common/casecode.h"
#include "common/ids.h"
#include "common/json.h"
#include "common/utf8.h"
#include "ctl/cases.h"
#include "ctl/list.h"

/* "2026-1095". What has as many digits as a receipt code is not even repeated. */
bool cases_good_number(const char *number)
{
    size_t year = strspn(number, "0123456789"), count = 0, digits = 0;
    for (const char *c = number; *c; c++)
        digits += *c >= '0' && *c <= '9';
    if (year == 4 && number[4] == '-')
        count = strspn(number + 5, "0123456789");
    if (count >= 1 && count <= 9 && !number[5 + count])
        return true;
    if (digits >= CASECODE_LEN - 1)
        ctl_say("that looks like a resident's receipt code, which only the resident uses; name the case by its number, "
                "like 2026-1095");
    else
        ctl_say("%s is no case number; 2026-1095 is one", number);
    return false;
}

char *cases_query(const char *path, const char *key, const char *value)
{
    struct buf out = {0};
    if (!value)
        return xstrdup(path);
    buf_printf(&out, "%s%c%s=", path, strchr(path, '?') ? '&' : '?', key);
    for (const unsigned char *c = (const unsigned char *)value; *c; c++) {
        bool plain = (*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || *c == '-';
        if (plain)
            buf_putc(&out, (char)*c);
        else
            buf_printf(&out, "%%%02X", *c);
    }
    return buf_take(&out);
}

/* The filters given, each behind the one before. */
static char *list_path(const struct ctl *ctl)
{
    const struct {
        const char *key, *value;
    } filters[] = {{"state", ctl->state},
                   {"category", ctl->category},
                   {"role", ctl->role},
                   {"group", ctl->group},
                   {"late", ctl->late ? "1" : NULL}};
    char *path = xstrdup("/v1/staff/cases");
    for (size_t i = 0; i < ARRAY_LEN(filters); i++) {
        char *longer = cases_query(path, filters[i].key, filters[i].value);
        free(path);
        path = longer;
    }
    return path;
}

enum ctl_exit cases_list(struct ctl *ctl)
{
    static const struct list_column columns[] = {
        {"NUMBER", "number", LIST_TEXT},       {"STATE", "state", LIST_TEXT},
        {"ACCEPTED", "at", LIST_TIME},         {"REPLY BY", "promised_s", LIST_TIME},
        {"ANSWER BY", "answer_s", LIST_TIME},  {"LATE", "late", LIST_FLAG},
        {"ASIDE", "set_aside", LIST_FLAG},     {"DESK", "role", LIST_TEXT},
        {"GRADE", "severity", LIST_TEXT},      {"CATEGORY", "category_name", LIST_TEXT},
        {"MATTER", "subitem_name", LIST_TEXT}, {"PLACE", "place", LIST_TEXT},
        {"GROUP", "group", LIST_TEXT}};
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (ctl->state && !ids_is_name(ctl->state)) {
        ctl_say("--state %s: a word like received is wanted", ctl->state);
        return CTL_USAGE;
    }
    CLEANUP(free_ptr) char *path = list_path(ctl);
    enum ctl_exit result = ctl_ask(ctl, "GET", path, NULL, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        list_print(answer, "cases", columns, ARRAY_LEN(columns));
    return result;
}

void cases_print_unheld(const json_t *unheld)
{
    size_t i;
    json_t *one;
    json_array_foreach((json_t *)unheld, i, one)
    {
        printf("nobody holds the post %s, and %lld open cases lie on its desk; give it to an account\n",
               json_str_or(one, "role", "?"), (long long)json_int_or(one, "open", 0));
    }
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

static void print_line(const char *head, const char *text)
{
    if (!text || !*text)
        return;
    CLEANUP(free_ptr) char *clean = xstrdup(text);
    (void)utf8_scrub(clean, UTF8_LINE);
    printf("%-10s %s\n", head, clean);
}

static void print_time(const char *head, const json_t *one, const json_t *object, const char *key)
{
    char text[32];
    list_time(text, json_int_or(object, key, 0), one);
    print_line(head, text);
}

static void print_events(const json_t *one)
{
    const json_t *events = json_member(one, "events");
    size_t i;
    json_t *event;
    json_array_foreach((json_t *)events, i, event)
    {
        char at[32];
        const char *role = json_str_or(event, "role", ""), *text = json_str(event, "text");
        list_time(at, json_int_or(event, "at", 0), one);
        const char *what = json_str_or(event, "what", "state"), *detail = json_str_or(event, "detail", "");
        const char *who = json_str_or(event, "who", "");
        printf("\n%s  %s%s%s  %s%s%s\n", at, str_eq(what, "state") ? json_str_or(event, "state", "") : what,
               *detail ? " " : "", detail, *who ? who : "the resident", *role ? ", " : "", role);
        if (text && *text)
            print_text(text, "    ");
    }
}

void cases_print_contact(const json_t *one)
{
    print_line("name", json_str(one, "alias"));
    print_line("telephone", json_str(json_member(one, "contact"), "phone"));
    print_line("room", json_str(json_member(one, "home"), "room"));
    print_line("at home", json_str(json_member(one, "home"), "slot"));
}

static void print_case(const json_t *one)
{
    print_line("number", json_str(one, "number"));
    print_line("state", json_str(one, "state"));
    CLEANUP(free_ptr) char *version = xasprintf("%lld", (long long)json_int_or(one, "version", 0));
    print_line("version", version);
    print_line("outcome", json_str(one, "outcome"));
    print_line("category", json_str(one, "category_name"));
    print_line("matter", json_str(one, "subitem_name"));
    print_line("place", json_str(one, "place"));
    print_line("when", json_str(one, "when"));
    print_line("lobby", json_str(one, "lobby"));
    print_time("accepted", one, one, "at");
    print_time("arrived", one, one, "arrived");
    print_line("desk", json_str(one, "role"));
    print_line("about", json_str(one, "about"));
    print_line("grade", json_str(one, "severity"));
    print_time("reply by", one, one, "promised_s");
    print_time("answer by", one, one, "answer_s");
    print_line("", str_eq(json_str(one, "due_note"), "holidays_unknown")
                       ? "(a deadline reaches a year without a table of holidays)"
                       : NULL);
    print_line("merged in", json_str(one, "into"));
    print_line("group", json_str(one, "group"));
    print_time("set aside", one, one, "set_aside");
    print_time("in lobby", one, json_member(one, "delivery"), "shown_at");
    print_line("standard", json_str(one, "standard"));
    print_line("late", json_flag(one, "late") ? "yes" : NULL);
    print_line("person", json_flag(one, "has_person") ? "name, telephone or room are kept: cases contact" : NULL);
    print_time("erased", one, one, "contact_erased");
    if (json_str(one, "text")) {
        printf("\n");
        print_text(json_str(one, "text"), "    ");
    }
    print_events(one);
}

enum ctl_exit cases_show(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!cases_good_number(ctl->words[1]))
        return CTL_USAGE;
    CLEANUP(free_ptr) char *plain = xasprintf("/v1/staff/cases/%s", ctl->words[1]);
    CLEANUP(free_ptr) char *path = cases_query(plain, "why", ctl->why);
    enum ctl_exit result = ctl_ask(ctl, "GET", path, NULL, &answer);
    if (result != CTL_OK)
        return result;
    if (ctl->json)
        ctl_print_json(answer);
    else
        print_case(answer);
    return CTL_OK;
}

/* "-" reads the answer from the input, so that long texts need no quoting. */
char *cases_text(const struct ctl *ctl)
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

/* Of the list, not of the case itself: whoever opens that one is written down as having read it. */
static enum ctl_exit version_now(struct ctl *ctl, const char *number, int64_t *version)
{
    size_t i;
    json_t *row;
    CLEANUP(json_free_ref) json_t *list = NULL;
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/cases?q=%s", number);
    enum ctl_exit result = ctl_connect(ctl, true);
    if (result == CTL_OK)
        result = ctl_look(ctl, number, path, &list);
    json_array_foreach(json_member(list, "cases"), i, row)
    {
        if (str_eq(json_str(row, "number"), number))
            *version = json_int_or(row, "version", 0);
    }
    return result;
}

enum ctl_exit cases_say_version(struct ctl *ctl, const char *number, json_t *body)
{
    int64_t version = ctl->expect;
    enum ctl_exit result = version ? CTL_OK : version_now(ctl, number, &version);
    if (result == CTL_OK && !version) {
        ctl_say("there is no case %s", number);
        return CTL_REFUSED;
    }
    if (body && result == CTL_OK)
        json_object_set_new(body, "expect", json_integer(version));
    return result;
}

enum ctl_exit cases_reply(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!cases_good_number(ctl->words[1]))
        return CTL_USAGE;
    if (!ctl->state) {
        ctl_say("reply: say --state STATE, one of assigned, in_progress, replied, closed, rejected, merged, withdrawn, "
                "reopened");
        return CTL_USAGE;
    }
    CLEANUP(free_ptr) char *text = cases_text(ctl);
    if (text && casecode_appears_in(text)) {
        ctl_say("reply: the text holds what looks like a receipt code; name the case by its number");
        return CTL_REFUSED;
    }
    CLEANUP(json_free_ref)
    json_t *body = json_pack("{s:s, s:s*, s:s*, s:s*, s:s*}", "state", ctl->state, "text", text, "role", ctl->role,
                             "into", ctl->into, "reason", ctl->reason);
    if (!body) {
        ctl_say("reply: the text is no valid UTF-8");
        return CTL_REFUSED;
    }
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/cases/%s/reply", ctl->words[1]);
    enum ctl_exit result = cases_say_version(ctl, ctl->words[1], body);
    if (result == CTL_OK)
        result = ctl_ask(ctl, "POST", path, body, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        printf("case %s is now %s\n", ctl->words[1], json_str_or(answer, "state", ctl->state));
    return result;
}
