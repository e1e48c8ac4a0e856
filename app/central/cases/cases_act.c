/* A case enters a state: what that does to its time, and what the resident may bring about. */
#include "central/cases/cases_internal.h"

#include <stdio.h>

#include "common/json.h"

static void add_kept(char detail[static 32], const char *word)
{
    size_t len = strlen(detail);
    (void)snprintf(detail + len, 32 - len, "%s%s", len ? " " : "", word);
}

/* The office spoke: that ends the wait for a first reply, and an answer ends the wait of this round. */
static void note_answer(struct kase *kase, enum case_state to, bool speaks, int64_t now_s, char detail[static 32])
{
    bool answers = to == CASE_REPLIED || to == CASE_REJECTED;
    if ((speaks || answers) && !kase->first_at) {
        kase->first_at = now_s;
        if (kase->promised && now_s <= kase->promised)
            add_kept(detail, "kept_first");
    }
    if (answers && !kase->answered) {
        kase->answered = now_s;
        if (kase->answer_due && now_s <= kase->answer_due)
            add_kept(detail, "kept_answer");
    }
    kase->replies += to == CASE_REPLIED;
}

/* The time for an answer runs anew. Who was told before stays told. */
static void begin_round(struct cases *cases, struct kase *kase, int64_t now_s)
{
    kase->round = now_s;
    kase->answered = 0;
    kase->level = 0;
    kase->late &= ~(int64_t)CASE_LATE_ANSWER;
    kase->reopened++;
    kase->into[0] = '\0';
    case_set_deadlines(cases, kase);
}

/* "It did not help" stands until there is another answer. */
static const char *outcome_of(const struct kase *kase, enum case_state to, const char *outcome)
{
    bool stays = *outcome == '\0' && case_state_open(to) && to != CASE_REOPENED && str_eq(kase->outcome, "not_helped");
    return stays ? "not_helped" : outcome;
}

bool case_enter(struct cases *cases, struct kase *kase, enum case_state to, const char *outcome, bool speaks,
                int64_t now_s, char detail[static 32])
{
    bool resumed = to == CASE_REOPENED || str_eq(outcome, "not_helped");
    const char *called = outcome_of(kase, to, outcome);
    detail[0] = '\0';
    /* What passed before this moment passed, even if nobody looked. */
    if (!case_note_late(cases, kase, now_s))
        return false;
    if (resumed)
        begin_round(cases, kase, now_s);
    note_answer(kase, to, speaks, now_s, detail);
    /* A further word in the same state does not start its time again; a new reply does. */
    if (to != kase->state || to == CASE_REPLIED)
        kase->since = now_s;
    if (!case_state_ended(to))
        kase->ended = 0;
    else if (to != kase->state)
        kase->ended = now_s;
    kase->state = to;
    str_copy(kase->outcome, sizeof(kase->outcome), called);
    return case_save(cases, kase);
}

/* --- The resident --- */

static bool put_word(struct cases *cases, const struct kase *kase, const char *what, const char *detail,
                     const char *text, int64_t at_s)
{
    struct case_event event = {.number = kase->number,
                               .at = at_s,
                               .who = "",
                               .state = kase->state,
                               .what = what,
                               .detail = detail,
                               .text = text};
    return case_event_put(cases, &event);
}

bool case_act_as_word(struct cases *cases, const struct kase *kase, enum followup_act act, const char *text,
                      int64_t at_s)
{
    return put_word(cases, kase, "word", followup_act_id(act), text, at_s);
}

bool case_act(struct cases *cases, struct kase *kase, enum followup_act act, const char *text, int64_t at_s,
              int64_t now_s, bool *applied)
{
    enum case_state to;
    const char *outcome;
    char detail[32];
    bool verdict = act == FOLLOWUP_HELPED || act == FOLLOWUP_NOT_HELPED;
    /* The month in which it may be reopened ends by the resident's clock: what was said in a lobby without a network
     * was said in time. */
    *applied = case_act_allowed(act, kase->state, kase->outcome, at_s - kase->since, &to, &outcome);
    if (!*applied) /* too late for it, but said: the office reads what it was */
        return case_act_as_word(cases, kase, act, text, at_s);
    return case_enter(cases, kase, to, outcome, false, now_s, detail) &&
           put_word(cases, kase, verdict ? "verdict" : "state", followup_act_id(act), text, at_s);
}

bool case_word(struct cases *cases, const struct kase *kase, const char *text, int64_t at_s)
{
    return put_word(cases, kase, "word", "", text, at_s);
}
