#include "central/cases/states.h"

#include "central/cases/cases.h"
#include "central/validate/validate.h"
#include "central/words/words.h"

static const char *const names[CASE_STATES] = {"received", "assigned", "in_progress", "replied", "closed",
                                               "rejected", "merged",   "withdrawn",   "reopened"};

enum { STAFF = FOLLOWUP_ACTS }; /* who moves, where it is no act of the resident */
enum need {
    NOTHING = 0,
    TEXT = 1,     /* words that the resident reads */
    INTO = 2,     /* the case that it joins */
    SILENCE = 4,  /* CASE_SILENT_S in the state that it leaves */
    IN_TIME = 8,  /* within CASE_REOPEN_S of its end */
    NO_WORD = 16, /* it was closed without a word from the resident, who speaks now */
};

#define M(state) (1u << (state))
#define STAYS    CASE_STATES /* the act leaves the state as it is */
#define ALL      (M(CASE_STATES) - 1)
#define WORKING  (M(CASE_RECEIVED) | M(CASE_ASSIGNED) | M(CASE_IN_PROGRESS))
#define ENDED    (M(CASE_CLOSED) | M(CASE_REJECTED) | M(CASE_MERGED) | M(CASE_WITHDRAWN))

/* From, to, who may, what it needs, what its end is called. A move into the same state hands over (assigned) or adds a
 * word. Withdrawing and merging end with the reply; what has ended comes back only by being reopened, and from there to
 * somebody's desk. "It did not help" goes straight to a desk: nobody needs to find it first. */
static const struct rule {
    unsigned from;
    enum case_state to;
    int who; /* STAFF or enum followup_act */
    unsigned needs;
    const char *outcome;
} rules[] = {
    {WORKING | M(CASE_REPLIED) | M(CASE_REOPENED), CASE_ASSIGNED, STAFF, NOTHING, ""},
    {WORKING | M(CASE_REPLIED), CASE_IN_PROGRESS, STAFF, NOTHING, ""},
    {WORKING | M(CASE_REPLIED), CASE_REPLIED, STAFF, TEXT, ""},
    {WORKING, CASE_REJECTED, STAFF, TEXT, ""},
    {WORKING, CASE_MERGED, STAFF, INTO, "merged"},
    {WORKING, CASE_WITHDRAWN, STAFF, TEXT, "withdrawn"},
    {M(CASE_REPLIED), CASE_CLOSED, STAFF, SILENCE, "no_word"},
    {M(CASE_REPLIED), CASE_REOPENED, STAFF, NOTHING, ""},
    {ENDED, CASE_REOPENED, STAFF, IN_TIME, ""},

    {M(CASE_REPLIED), CASE_CLOSED, FOLLOWUP_HELPED, NOTHING, "helped"},
    {M(CASE_CLOSED), CASE_CLOSED, FOLLOWUP_HELPED, NO_WORD | IN_TIME, "helped"},
    {M(CASE_REPLIED), CASE_ASSIGNED, FOLLOWUP_NOT_HELPED, NOTHING, "not_helped"},
    {M(CASE_CLOSED), CASE_ASSIGNED, FOLLOWUP_NOT_HELPED, NO_WORD | IN_TIME, "not_helped"},
    {M(CASE_REPLIED), CASE_REOPENED, FOLLOWUP_REOPEN, NOTHING, ""},
    {ENDED, CASE_REOPENED, FOLLOWUP_REOPEN, IN_TIME, ""},
    {WORKING | M(CASE_REOPENED), CASE_WITHDRAWN, FOLLOWUP_WITHDRAW, NOTHING, "withdrawn"},
    {ALL, STAYS, FOLLOWUP_ADD, NOTHING, ""},
    /* What has ended is erased at its time: nothing new is taken on that would stay behind. */
    {ALL & ~ENDED, STAYS, FOLLOWUP_CONTACT, NOTHING, ""},
    {ALL, STAYS, FOLLOWUP_FORGET_CONTACT, NOTHING, ""},
};

const char *case_state_name(enum case_state state)
{
    return names[state];
}

bool case_state_parse(const char *name, enum case_state *state)
{
    for (size_t i = 0; i < CASE_STATES; i++) {
        if (!str_eq(name, names[i]))
            continue;
        *state = (enum case_state)i;
        return true;
    }
    return false;
}

bool case_state_ended(enum case_state state)
{
    return (ENDED & M(state)) != 0;
}

bool case_state_open(enum case_state state)
{
    return ((WORKING | M(CASE_REOPENED)) & M(state)) != 0;
}

static const struct rule *rule_of(enum case_state from, enum case_state to, int who)
{
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        if (rules[i].who == who && rules[i].to == to && (rules[i].from & M(from)))
            return &rules[i];
    }
    return NULL;
}

static char *allowed_from(enum case_state from)
{
    struct buf list = {0};
    for (unsigned to = 0; to < CASE_STATES; to++) {
        if (rule_of(from, (enum case_state)to, STAFF))
            buf_printf(&list, "%s%s", list.len ? _(", ") : "", words_state(names[to]));
    }
    return buf_take(&list);
}

char *case_move_refusal(const struct case_step *step)
{
    const struct rule *rule = rule_of(step->from, step->to, STAFF);
    const char *text = step->text ? step->text : "";
    if (!rule) {
        CLEANUP(free_ptr) char *allowed = allowed_from(step->from);
        return xasprintf(_("state: a case that is %s cannot become %s; possible: %s"), words_state(names[step->from]),
                         words_state(names[step->to]), allowed);
    }
    if ((rule->needs & TEXT) && !*text)
        return xasprintf(_("text: %s needs words for the resident"), words_state(names[step->to]));
    if ((rule->needs & SILENCE) && step->since_s < CASE_SILENT_S)
        return xstrdup(_("state: an unread answer is no agreement; without a word from the resident a case closes 30 "
                         "days after the reply"));
    if ((rule->needs & IN_TIME) && step->since_s > CASE_REOPEN_S)
        return xstrdup(_("state: a case can be reopened for 30 days after its end; this one ended longer ago"));
    if ((rule->needs & INTO) && (!step->into || !*step->into))
        return xstrdup(_("into: merging needs the number of the case that it joins"));
    return *text ? validate_answer("text", text, CASES_ANSWER_MAX) : NULL;
}

bool case_move_exists(enum case_state from, enum case_state to)
{
    return rule_of(from, to, STAFF) != NULL;
}

bool case_act_exists(enum case_state from, enum case_state to)
{
    for (int act = 0; act < FOLLOWUP_ACTS; act++) {
        if (rule_of(from, to, act))
            return true;
    }
    return false;
}

const char *case_move_outcome(enum case_state from, enum case_state to)
{
    const struct rule *rule = rule_of(from, to, STAFF);
    return rule ? rule->outcome : "";
}

bool case_act_allowed(enum followup_act act, enum case_state from, const char *outcome_now, int64_t since_s,
                      enum case_state *to, const char **outcome)
{
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        const struct rule *rule = &rules[i];
        if (rule->who != (int)act || !(rule->from & M(from)))
            continue;
        if ((rule->needs & IN_TIME) && since_s > CASE_REOPEN_S)
            continue;
        if ((rule->needs & NO_WORD) && !str_eq(outcome_now, "no_word"))
            continue;
        *to = rule->to == STAYS ? from : rule->to;
        *outcome = rule->outcome;
        return true;
    }
    return false;
}
