/* foyerctl cases VERB: what is done to a case, to a group of entries, and what can be counted. */
#include <stdio.h>
#include <stdlib.h>

#include "common/casecode.h"
#include "common/json.h"
#include "ctl/cases.h"
#include "ctl/list.h"

/* --- Moving on --- */

static const struct verb {
    const char *name, *state;
    bool wants_text, wants_role, wants_into;
} verbs[] = {
    {"assign", "assigned", false, true, false}, {"start", "in_progress", false, false, false},
    {"reply", "replied", true, false, false},   {"reject", "rejected", true, false, false},
    {"merge", "merged", false, false, true},    {"withdraw", "withdrawn", true, false, false},
    {"close", "closed", false, false, false},   {"reopen", "reopened", false, false, false},
};

static const struct verb *verb_of(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        if (str_eq(verbs[i].name, name))
            return &verbs[i];
    }
    return NULL;
}

static bool complete(const struct ctl *ctl, const struct verb *verb, const char *text)
{
    if (verb->wants_role && !ctl->role)
        ctl_say("cases %s: say --role ROLE, the post whose desk it comes to, like R-ENG", verb->name);
    else if (verb->wants_into && !ctl->into)
        ctl_say("cases %s: say --into NUMBER, the case that it joins", verb->name);
    else if (verb->wants_text && !text)
        ctl_say("cases %s: say --text T, what the resident reads; - is the input", verb->name);
    else
        return true;
    return false;
}

/* Sends `body` (taken) to the case or group and says what became of it. */
static enum ctl_exit act(struct ctl *ctl, const char *path, json_t *body, const char *text, const char *done)
{
    CLEANUP(json_free_ref) json_t *held = body;
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (text && casecode_appears_in(text)) {
        ctl_say("cases %s: the text holds what looks like a receipt code; name the case by its number", ctl->words[1]);
        return CTL_REFUSED;
    }
    if (!held) {
        ctl_say("cases %s: the text is no valid UTF-8", ctl->words[1]);
        return CTL_REFUSED;
    }
    enum ctl_exit result = ctl_ask(ctl, "POST", path, held, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        printf("%s %s\n", done, json_str_or(answer, "state", ""));
    return result;
}

/* The same for what is said of a case as it stands. */
static enum ctl_exit act_on_version(struct ctl *ctl, const char *number, const char *path, json_t *body,
                                    const char *text, const char *done)
{
    enum ctl_exit result = cases_say_version(ctl, number, body);
    if (result == CTL_OK)
        return act(ctl, path, body, text, done);
    json_decref(body);
    return result;
}

static enum ctl_exit move(struct ctl *ctl, const struct verb *verb, const char *number)
{
    CLEANUP(free_ptr) char *text = cases_text(ctl);
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/cases/%s/reply", number);
    CLEANUP(free_ptr) char *done = xasprintf("case %s is now", number);
    if (!complete(ctl, verb, text))
        return CTL_USAGE;
    json_t *body = json_pack("{s:s, s:s*, s:s*, s:s*, s:s*}", "state", verb->state, "text", text, "role", ctl->role,
                             "into", ctl->into, "reason", ctl->reason);
    return act_on_version(ctl, number, path, body, text, done);
}

static enum ctl_exit remedy(struct ctl *ctl, const char *number)
{
    CLEANUP(free_ptr) char *text = cases_text(ctl);
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/cases/%s/remedy", number);
    CLEANUP(free_ptr) char *done = xasprintf("granted in case %s, which is", number);
    if (!ctl->remedy) {
        ctl_say("cases remedy: say --remedy ID [--amount-fen N], like RM-3 of the form");
        return CTL_USAGE;
    }
    json_t *body =
        json_pack("{s:s, s:I, s:s*}", "remedy", ctl->remedy, "amount_fen", (json_int_t)ctl->amount_fen, "text", text);
    return act_on_version(ctl, number, path, body, text, done);
}

static enum ctl_exit note(struct ctl *ctl, const char *number)
{
    CLEANUP(free_ptr) char *text = cases_text(ctl);
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/cases/%s/note", number);
    CLEANUP(free_ptr) char *done = xasprintf("noted in case %s, which is", number);
    if (!text) {
        ctl_say("cases note: say --text T; the resident never sees it");
        return CTL_USAGE;
    }
    return act(ctl, path, json_pack("{s:s}", "text", text), text, done);
}

static enum ctl_exit group(struct ctl *ctl, const char *number, bool aside)
{
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/cases/groups/%s/%s", number, aside ? "set-aside" : "restore");
    CLEANUP(free_ptr)
    char *done = xasprintf("what says the same as %s is %s", number, aside ? "set aside" : "taken back");
    if (aside && !ctl->reason) {
        ctl_say("cases set-aside: say --reason WHY; the residents read it");
        return CTL_USAGE;
    }
    return act(ctl, path, json_pack("{s:s*}", "reason", ctl->reason), ctl->reason, done);
}

/* What it is needed for goes to the audit. */
static enum ctl_exit contact(struct ctl *ctl, const char *number)
{
    CLEANUP(json_free_ref) json_t *answer = NULL, *body = json_pack("{s:s*}", "purpose", ctl->why);
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/cases/%s/contact", number);
    if (!ctl->why) {
        ctl_say("cases contact: say --why W: what name and telephone are needed for");
        return CTL_USAGE;
    }
    enum ctl_exit result = ctl_ask(ctl, "POST", path, body, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        cases_print_contact(answer);
    return result;
}

enum ctl_exit desk_act(struct ctl *ctl)
{
    const char *verb = ctl->words[1], *number = ctl->words[2];
    const struct verb *moves = verb_of(verb);
    if (str_eq(verb, "carried"))
        return cases_carried(ctl);
    if (!cases_good_number(number))
        return CTL_USAGE;
    if (moves)
        return move(ctl, moves, number);
    if (str_eq(verb, "show")) {
        ctl->words[1] = number;
        return cases_show(ctl);
    }
    if (str_eq(verb, "code"))
        return cases_code(ctl);
    if (str_eq(verb, "contact"))
        return contact(ctl, number);
    if (str_eq(verb, "remedy"))
        return remedy(ctl, number);
    if (str_eq(verb, "note"))
        return note(ctl, number);
    if (str_eq(verb, "set-aside"))
        return group(ctl, number, true);
    if (str_eq(verb, "restore"))
        return group(ctl, number, false);
    ctl_say("cases %s: no such act; see foyerctl --help", verb);
    return CTL_USAGE;
}

/* --- Counting --- */

static enum ctl_exit recurrent(struct ctl *ctl)
{
    static const struct list_column columns[] = {
        {"MATTER", "matter", LIST_TEXT}, {"WHAT", "subitem_name", LIST_TEXT}, {"BUILDING", "building_name", LIST_TEXT},
        {"TIMES", "count", LIST_INT},    {"FIRST", "first", LIST_TIME},       {"LAST", "last", LIST_TIME}};
    CLEANUP(json_free_ref) json_t *answer = NULL;
    enum ctl_exit result = ctl_ask(ctl, "GET", "/v1/staff/cases/recurrent", NULL, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        list_print(answer, "recurrent", columns, ARRAY_LEN(columns));
    return result;
}

static void print_statistics(const json_t *answer)
{
    static const struct list_column columns[] = {{"CATEGORY", "id", LIST_TEXT},  {"RECEIVED", "received", LIST_INT},
                                                 {"CLOSED", "closed", LIST_INT}, {"IN TIME", "in_time", LIST_INT},
                                                 {"LATE", "late", LIST_INT},     {"REOPENED", "reopened", LIST_INT},
                                                 {"OPEN", "open", LIST_INT}};
    CLEANUP(json_free_ref) json_t *rows = json_deep_copy(json_member(answer, "categories"));
    json_t *all = json_deep_copy(json_member(answer, "totals"));
    size_t i;
    json_t *clause;
    json_object_set_new(all, "id", json_string("together"));
    json_array_append_new(rows, all);
    list_print(rows, NULL, columns, ARRAY_LEN(columns));
    printf("\nended without a word: %lld\nset aside: %lld\n", (long long)json_int_or(answer, "no_word", 0),
           (long long)json_int_or(answer, "set_aside", 0));
    json_array_foreach(json_member(answer, "clauses"), i, clause)
    {
        printf("%s kept %lld of %lld\n", json_str_or(clause, "id", "?"), (long long)json_int_or(clause, "kept", 0),
               (long long)json_int_or(clause, "of", 0));
    }
    cases_print_unheld(json_member(answer, "unheld"));
    if (json_int_or(answer, "holidays_missing", 0))
        printf("the form has no holidays for %lld yet\n", (long long)json_int_or(answer, "holidays_missing", 0));
}

static enum ctl_exit statistics(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!ctl->month) {
        ctl_say("cases statistics: say --month 2026-11");
        return CTL_USAGE;
    }
    CLEANUP(free_ptr) char *path = cases_query("/v1/staff/cases/statistics", "month", ctl->month);
    enum ctl_exit result = ctl_ask(ctl, "GET", path, NULL, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        print_statistics(answer);
    return result;
}

enum ctl_exit desk_count(struct ctl *ctl)
{
    if (str_eq(ctl->words[1], "list"))
        return cases_list(ctl);
    if (str_eq(ctl->words[1], "recurrent"))
        return recurrent(ctl);
    if (str_eq(ctl->words[1], "statistics"))
        return statistics(ctl);
    ctl_say("cases %s: list, recurrent or statistics is wanted, or an act and a number; see foyerctl --help",
            ctl->words[1]);
    return CTL_USAGE;
}
