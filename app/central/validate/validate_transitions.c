/* The form's transitions: a choice among the moves that the table of states knows, each with who makes it. */
#include "central/validate/validate_handling.h"

#include "common/ids.h"
#include "common/json.h"
#include "central/cases/transitions.h"
#include "central/words/words.h"

static bool read_state(struct check *check, const json_t *one, const char *at, const char *key, enum case_state *state)
{
    const char *name = check_id(check, one, at, key);
    if (name && !case_state_parse(name, state))
        (void)check_fail(check, at, key, _("no case is ever %s"), name);
    return !check->why;
}

static void check_one(struct check *check, const json_t *one, const char *at)
{
    enum case_state from, to;
    const char *by = check_id(check, one, at, "by");
    if (!by || !read_state(check, one, at, "from", &from) || !read_state(check, one, at, "to", &to))
        return;
    bool resident = transitions_by_resident(by);
    if (resident ? !case_act_exists(from, to) : !case_move_exists(from, to))
        (void)check_fail(check, at, "to", _("a case that is %s is never made %s by %s"),
                         words_state(case_state_name(from)), words_state(case_state_name(to)),
                         resident ? _("its resident") : _("the office"));
    (void)check_text_opt(check, one, at, "note", 200);
}

static bool office_moves(const json_t *list, const char *from, const char *to)
{
    size_t i;
    json_t *one;
    json_array_foreach((json_t *)list, i, one)
    {
        if (!transitions_by_resident(json_str(one, "by")) && str_eq(json_str(one, "from"), from) &&
            (!to || str_eq(json_str(one, "to"), to)))
            return true;
    }
    return false;
}

/* Where somebody owes an answer, somebody must be able to go on; and every case that is worked on can be answered. */
static void check_ways_on(struct check *check, const json_t *list)
{
    for (unsigned state = 0; state < CASE_STATES && !check->why; state++) {
        enum case_state from = (enum case_state)state;
        const char *name = case_state_name(from);
        if (case_state_open(from) && !office_moves(list, name, NULL))
            (void)check_fail(check, "", "transitions", _("the office makes no move from %s; a case would stay there"),
                             words_state(name));
    }
    if (!check->why && !office_moves(list, "assigned", "replied") && !office_moves(list, "in_progress", "replied"))
        (void)check_fail(check, "", "transitions", _("no case that is assigned or in_progress is ever replied"));
}

void check_transitions(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    const json_t *list = check_list_opt(check, doc, "", "transitions", TRANSITIONS_MAX);
    for (size_t i = 0; i < json_array_size(list) && !check->why; i++) {
        const json_t *one = check_entry(check, list, "", "transitions", i, at);
        check_one(check, one, at);
    }
    if (json_array_size(list))
        check_ways_on(check, list);
}
