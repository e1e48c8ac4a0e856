/* The table of states, whole: every move of staff and every act of a resident, from every state. */
#include "docs.h"

#include "central/cases/states.h"

#define DAY 86400

static bool moves(enum case_state from, enum case_state to, int64_t since_s)
{
    struct case_step step = {.from = from, .to = to, .since_s = since_s, .text = "好的。", .into = "2026-0001"};
    char *why = case_move_refusal(&step);
    bool may = why == NULL;
    free(why);
    return may;
}

static void staff_move_as_the_table_says(void **state)
{
    (void)state;
    /*                                   rec ass  in  rep clo rej mer wit reo */
    static const char *const wanted[] = {" .   x   x   x   .   x   x   x   . ",  /* received */
                                         " .   x   x   x   .   x   x   x   . ",  /* assigned */
                                         " .   x   x   x   .   x   x   x   . ",  /* in_progress */
                                         " .   x   x   x   x   .   .   .   x ",  /* replied, thirty days ago */
                                         " .   .   .   .   .   .   .   .   x ",  /* closed */
                                         " .   .   .   .   .   .   .   .   x ",  /* rejected */
                                         " .   .   .   .   .   .   .   .   x ",  /* merged */
                                         " .   .   .   .   .   .   .   .   x ",  /* withdrawn */
                                         " .   x   .   .   .   .   .   .   . "}; /* reopened */
    for (size_t from = 0; from < CASE_STATES; from++) {
        for (size_t to = 0; to < CASE_STATES; to++) {
            if (moves((enum case_state)from, (enum case_state)to, 30 * DAY) != (wanted[from][to * 4 + 1] == 'x'))
                fail_msg("%s to %s", case_state_name((enum case_state)from), case_state_name((enum case_state)to));
        }
    }
}

static void time_and_words_are_asked_for(void **state)
{
    (void)state;
    assert_false(moves(CASE_REPLIED, CASE_CLOSED, 30 * DAY - 1));
    assert_false(moves(CASE_CLOSED, CASE_REOPENED, 30 * DAY + 1));
    assert_true(moves(CASE_REPLIED, CASE_REOPENED, 300 * DAY)); /* a reply can be taken up at any time */
    struct case_step step = {.from = CASE_ASSIGNED, .to = CASE_REJECTED};
    docs_expect(case_move_refusal(&step), "text: rejected needs words for the resident");
    step.to = CASE_WITHDRAWN;
    docs_expect(case_move_refusal(&step), "text: withdrawn needs words for the resident");
    step.to = CASE_ASSIGNED;
    docs_expect(case_move_refusal(&step), NULL);
}

static void resident_acts_as_the_table_says(void **state)
{
    (void)state;
    static const struct {
        enum followup_act act;
        const char *allowed; /* one letter a state, in their order: where it leads; '=': nowhere else;
                                '.': kept as a word */
    } wanted[] = {
        {FOLLOWUP_HELPED, "...c....."},     /* rec ass in REP clo rej mer wit reo */
        {FOLLOWUP_NOT_HELPED, "...a....."}, /* back to a desk */
        {FOLLOWUP_REOPEN, "...ooooo."},         {FOLLOWUP_WITHDRAW, "www.....w"}, {FOLLOWUP_ADD, "========="},
        {FOLLOWUP_CONTACT, "====....="}, /* what has ended takes on no number */
        {FOLLOWUP_FORGET_CONTACT, "========="},
    };
    static const char letters[CASE_STATES] = "xaxxcxxwo";
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
        for (size_t from = 0; from < CASE_STATES; from++) {
            enum case_state to;
            const char *outcome;
            bool may = case_act_allowed(wanted[i].act, (enum case_state)from, "", 30 * DAY, &to, &outcome);
            bool stays = may && wanted[i].act >= FOLLOWUP_ADD && to == (enum case_state)from;
            if ((stays ? '=' : may ? letters[to] : '.') != wanted[i].allowed[from])
                fail_msg("%s from %s", followup_act_id(wanted[i].act), case_state_name((enum case_state)from));
        }
    }
}

static void verdict_comes_even_after_a_silent_end(void **state)
{
    (void)state;
    enum case_state to;
    const char *outcome;
    assert_true(case_act_allowed(FOLLOWUP_HELPED, CASE_CLOSED, "no_word", 10 * DAY, &to, &outcome));
    assert_string_equal(outcome, "helped");
    assert_true(case_act_allowed(FOLLOWUP_NOT_HELPED, CASE_CLOSED, "no_word", 30 * DAY, &to, &outcome));
    assert_int_equal(to, CASE_ASSIGNED);
    assert_false(case_act_allowed(FOLLOWUP_NOT_HELPED, CASE_CLOSED, "no_word", 30 * DAY + 1, &to, &outcome));
    assert_false(case_act_allowed(FOLLOWUP_NOT_HELPED, CASE_CLOSED, "helped", DAY, &to, &outcome));
    assert_false(case_act_allowed(FOLLOWUP_REOPEN, CASE_CLOSED, "helped", 30 * DAY + 1, &to, &outcome));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_move_as_the_table_says),
        cmocka_unit_test(time_and_words_are_asked_for),
        cmocka_unit_test(resident_acts_as_the_table_says),
        cmocka_unit_test(verdict_comes_even_after_a_silent_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
