#include "central/cases/states.h"

#include "central/cases/cases.h"
#include "central/validate/validate.h"

static const char *const names[CASE_STATES] = {"received", "assigned", "in_progress", "replied", "closed",
                                               "rejected", "merged",   "withdrawn",   "reopened"};

#define M(state) (1u << (state))
#define WORKING                                                                                                        \
    (M(CASE_ASSIGNED) | M(CASE_IN_PROGRESS) | M(CASE_REPLIED) | M(CASE_REJECTED) | M(CASE_MERGED) | M(CASE_WITHDRAWN))

/* Where staff may move a case. A move into the same state hands over (assigned) or adds a word. Withdrawing and merging
 * end with the reply; what has ended comes back only by being reopened, and from there to someone's desk. */
static const unsigned moves[CASE_STATES] = {
    [CASE_RECEIVED] = WORKING,
    [CASE_ASSIGNED] = WORKING,
    [CASE_IN_PROGRESS] = WORKING,
    [CASE_REPLIED] = M(CASE_ASSIGNED) | M(CASE_IN_PROGRESS) | M(CASE_REPLIED) | M(CASE_CLOSED) | M(CASE_REOPENED),
    [CASE_CLOSED] = M(CASE_REOPENED),
    [CASE_REJECTED] = M(CASE_REOPENED),
    [CASE_MERGED] = M(CASE_REOPENED),
    [CASE_WITHDRAWN] = M(CASE_REOPENED),
    [CASE_REOPENED] = M(CASE_ASSIGNED),
};
/* What the resident must be told in words. */
static const unsigned needs_text = M(CASE_REPLIED) | M(CASE_REJECTED) | M(CASE_WITHDRAWN);

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
    return state == CASE_CLOSED || state == CASE_REJECTED || state == CASE_MERGED || state == CASE_WITHDRAWN;
}

static char *allowed_from(enum case_state from)
{
    struct buf list = {0};
    for (unsigned i = 0; i < CASE_STATES; i++) {
        if (moves[from] & M(i))
            buf_printf(&list, "%s%s", list.len ? ", " : "", names[i]);
    }
    return buf_take(&list);
}

char *case_move_refusal(enum case_state from, enum case_state to, int64_t since_s, const char *text, const char *into)
{
    if (!(moves[from] & M(to))) {
        CLEANUP(free_ptr) char *allowed = allowed_from(from);
        return xasprintf("state: a case that is %s cannot become %s; possible: %s", names[from], names[to], allowed);
    }
    if ((needs_text & M(to)) && (!text || !*text))
        return xasprintf("text: %s needs words for the resident", names[to]);
    if (to == CASE_CLOSED && since_s < CASES_SILENT_S)
        return xstrdup("state: an unread answer is no agreement; without a word from the resident a case closes 30 "
                       "days after the reply");
    if (to == CASE_REOPENED && case_state_ended(from) && since_s > CASES_SILENT_S)
        return xstrdup("state: a case can be reopened for 30 days after its end; this one ended longer ago");
    if (to == CASE_MERGED && (!into || !*into))
        return xstrdup("into: merging needs the number of the case that it joins");
    return text && *text ? validate_answer("text", text, CASES_ANSWER_MAX) : NULL;
}
