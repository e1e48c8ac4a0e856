/* Who sees and does what at the desk: whose a case is, whom it is about, and that nothing counted tells of it. */
#include "desk.h"

static void whom_a_case_is_about_sees_neither_it_nor_that_it_is(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "TD", .subitem = "TD-01", .about = "R-PM", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    const struct cases_viewer manager = {.user = "boss", .posts = "R-CS R-PM", .why = "想看看"};
    const struct cases_viewer member = {.user = "zhou", .posts = "R-OC"}, below = {.user = "li", .posts = "R-CS"};
    json_t *answer, *seen = cases_list(rig->central.cases, &below, NULL, now_s());
    assert_int_equal(json_array_size(seen), 0); /* who works for the manager could tell him */
    json_decref(seen);
    expect_text(rig, number, "role", "R-OC");
    json_t *list = cases_list(rig->central.cases, &manager, NULL, now_s());
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
    assert_int_equal(cases_read(rig->central.cases, &manager, number, now_s(), &answer), CASES_READ_UNKNOWN);
    assert_true(cases_hidden(rig->central.cases, &manager, number));
    assert_null(cases_brief(rig->central.cases, &manager, number, now_s()));
    struct cases_move step = {
        .number = number, .state = "rejected", .text = "没有的事。", .who = "boss", .posts = "R-PM", .now_s = now_s()};
    assert_int_equal(cases_move(rig->central.cases, &step), CASES_MOVE_UNKNOWN);
    struct cases_note note = {.number = number, .text = "谁写的？", .who = "boss", .posts = "R-PM", .now_s = now_s()};
    assert_int_equal(cases_note(rig->central.cases, &note), CASES_MOVE_UNKNOWN);
    docs_expect(move(rig, (struct cases_move){.number = number, .state = "assigned", .role = "R-PM", .posts = "R-OC"}),
                "role: the case is about R-PM; whoever it is about is never given it");
    docs_expect(
        move(rig, (struct cases_move){.number = number, .state = "assigned", .role = "R-NONE", .posts = "R-OC"}),
        "role: the community has no role R-NONE");
    static const char *const under[] = {"R-HR", "R-CS", "R-ENG R-GRN"};
    for (size_t i = 0; i < ARRAY_LEN(under); i++) {
        const struct cases_viewer one = {.user = "li", .posts = under[i], .why = "客户问起"};
        step = (struct cases_move){.number = number, .state = "rejected", .text = "查无此事。", .posts = under[i]};
        assert_int_equal(cases_move(rig->central.cases, &step), CASES_MOVE_UNKNOWN);
        assert_int_equal(cases_read(rig->central.cases, &one, number, now_s(), &answer), CASES_READ_UNKNOWN);
        assert_true(cases_hidden(rig->central.cases, &one, number));
    }
    /* Who holds no post sees that it is there, to give the desk to somebody; no reason opens it. */
    const struct cases_viewer office = {.user = "admin", .posts = "", .why = "核对"};
    seen = cases_list(rig->central.cases, &office, NULL, now_s());
    assert_int_equal(json_array_size(seen), 1);
    assert_false(says(seen, "R-PM"));
    json_decref(seen);
    assert_int_equal(cases_read(rig->central.cases, &office, number, now_s(), &answer), CASES_READ_CLOSED);
    docs_expect_part(move(rig, (struct cases_move){.number = number, .state = "in_progress"}), "the desk of R-OC");
    assert_int_equal(cases_read(rig->central.cases, &member, number, now_s(), &answer), CASES_READ);
    json_decref(answer);
    /* Nobody who works for the manager is told either. */
    assert_true(cases_tick(rig->central.cases, now_s() + 20 * DAY));
    json_t *one = see(rig, number);
    assert_true(says(json_member(one, "told"), "R-OC"));
    assert_false(says(json_member(one, "told"), "R-CS"));
    json_decref(one);
}

static void text_outside_the_own_posts_needs_a_reason(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "WX", .subitem = "WX-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    const struct cases_viewer gardener = {.user = "lin", .posts = "R-GRN"}, admin = {.user = "admin", .posts = ""},
                              engineer = {.user = "wu", .posts = "R-ENG"}, desk = {.user = "li", .posts = "R-CS"},
                              asking = {.user = "lin", .posts = "R-GRN", .why = "核对绿化用水"};
    json_t *answer;
    json_t *list = cases_list(rig->central.cases, &gardener, NULL, now_s());
    assert_int_equal(json_array_size(list), 1);
    assert_false(says(list, "墙上渗水"));
    json_decref(list);
    list = cases_list(rig->central.cases, &engineer, NULL, now_s());
    assert_true(says(list, "墙上渗水"));
    json_decref(list);
    assert_int_equal(cases_read(rig->central.cases, &gardener, number, now_s(), &answer), CASES_READ_WHY);
    assert_int_equal(cases_read(rig->central.cases, &admin, number, now_s(), &answer), CASES_READ_WHY);
    assert_int_equal(cases_read(rig->central.cases, &desk, number, now_s(), &answer), CASES_READ);
    json_decref(answer);
    assert_int_equal(count_events(rig, number, "opened"), 0);
    assert_int_equal(cases_read(rig->central.cases, &asking, number, now_s(), &answer), CASES_READ);
    assert_true(says(answer, "墙上渗水"));
    json_decref(answer);
    assert_int_equal(count_events(rig, number, "opened"), 1);
    assert_true(cases_stretch_one(rig->central.cases));
    json_t *doc = view(rig, number);
    assert_false(says(doc, "核对绿化用水"));
    json_decref(doc);
}

/* Assigning it to the own desk would open it without one. */
static void taking_a_case_from_another_desk_needs_a_reason(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "WX", .subitem = "WX-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    struct cases_move taking = {
        .number = number, .state = "assigned", .role = "R-GRN", .who = "lin", .posts = "R-GRN", .now_s = now_s()};
    assert_int_equal(cases_move(rig->central.cases, &taking), CASES_MOVE_REFUSED);
    assert_string_equal(taking.why, "reason: the case is on no desk of lin; say why it comes to R-GRN, the reason is "
                                    "kept with the case");
    free(taking.why);
    taking.why = NULL;
    taking.reason = "墙外的水管归绿化";
    assert_int_equal(cases_move(rig->central.cases, &taking), CASES_MOVED);
    expect_text(rig, number, "role", "R-GRN");
    /* Who takes in hands it over, and says why. */
    struct cases_move over = {
        .number = number, .state = "assigned", .role = "R-CS", .who = "li", .posts = "R-CS", .now_s = now_s()};
    assert_int_equal(cases_move(rig->central.cases, &over), CASES_MOVE_REFUSED);
    docs_expect(TAKE(over.why), "reason: say why the case goes from R-GRN to R-CS; the reason is kept with the case, "
                                "the resident does not read it");
    over.reason = "先由客服联系住户";
    assert_int_equal(cases_move(rig->central.cases, &over), CASES_MOVED);
    over.role = NULL; /* to the desk that has it */
    assert_int_equal(cases_move(rig->central.cases, &over), CASES_MOVED);
    expect_text(rig, number, "role", "R-CS");
}

/* Once somebody holds the desk or assigns to it, nobody else acts on its cases, and each speaks for a post of his own.
 */
static void only_the_desk_and_those_above_it_act(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "WX", .subitem = "WX-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    docs_expect(move(rig, (struct cases_move){.number = number, .state = "in_progress"}), NULL); /* a small office */
    assert_int_equal(rig_account(rig->central.db, "wu", "editor", "R-ENG", "x", now_s()), ACCOUNTS_OK);
    static const char *const strangers[] = {"", "R-GRN", "R-HR R-OPS"};
    for (size_t i = 0; i < ARRAY_LEN(strangers); i++) {
        docs_expect_part(
            move(rig,
                 (struct cases_move){.number = number, .state = "replied", .text = "修好了。", .posts = strangers[i]}),
            "the desk of R-ENG");
        struct cases_recode recode = {.number = number,
                                      .who = "lin",
                                      .posts = strangers[i],
                                      .detail = "几楼",
                                      .reason = "丢了",
                                      .now_s = now_s()};
        assert_true(cases_stretch_one(rig->central.cases) || i > 0);
        assert_int_equal(cases_recode(rig->central.cases, &recode), CASES_RECODE_REFUSED);
        free(recode.why);
    }
    docs_expect(
        move(rig, (struct cases_move){.number = number, .state = "in_progress", .text = "已经派人。", .posts = "R-CS"}),
        NULL);
    docs_expect(
        move(rig, (struct cases_move){.number = number, .state = "replied", .text = "修好了。", .posts = "R-PM"}),
        NULL);
    docs_expect(
        move(rig, (struct cases_move){.number = number, .state = "replied", .text = "换了水管。", .posts = "R-ENG"}),
        NULL);
}

/* Which post spoke last. */
static void expect_spoken(struct rig *rig, const char *number, const char *role)
{
    json_t *one = see(rig, number);
    const json_t *events = json_member(one, "events");
    assert_string_equal(json_str(json_array_get(events, json_array_size(events) - 1), "role"), role);
    json_decref(one);
}

/* The form says whose turn a move is; where somebody holds that post, nobody below it makes it. */
static void moves_are_made_by_whom_the_forms_transitions_name(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    struct said said = {.category = "WX", .subitem = "WX-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    static const char *const accounts[][2] = {{"boss", "R-PM"}, {"li", "R-CS"}, {"wu", "R-ENG"}};
    for (size_t i = 0; i < ARRAY_LEN(accounts); i++)
        assert_int_equal(rig_account(db, accounts[i][0], "editor", accounts[i][1], "x", now_s()), ACCOUNTS_OK);
    const struct cases_move reject = {
        .number = number, .state = "rejected", .text = "不属于物业范围。", .who = "wu", .posts = "R-ENG"};
    struct cases_move step = reject;
    docs_expect(move(rig, step), "state: a case that is received is made rejected by R-PM, as the form's transitions "
                                 "say; wu holds no such post and none above it");
    step.posts = "R-CS";
    docs_expect_part(move(rig, step), "by R-PM");
    docs_expect_part(
        move(rig, (struct cases_move){.number = number, .state = "merged", .into = "2020-0001", .posts = "R-ENG"}),
        "by R-CS");
    docs_expect(
        move(rig, (struct cases_move){.number = number, .state = "in_progress", .text = "在看。", .posts = "R-ENG"}),
        NULL);
    expect_spoken(rig, number, "R-ENG");
    /* Nobody speaks in another's name. */
    docs_expect(move(rig, (struct cases_move){.number = number,
                                              .state = "replied",
                                              .text = "修好了。",
                                              .role = "R-PM",
                                              .who = "wu",
                                              .posts = "R-ENG"}),
                "role: wu does not hold the post R-PM, in whose name it would be said");
    step = reject;
    step.who = "boss";
    step.posts = "R-PM";
    docs_expect(move(rig, step), NULL);
    expect_spoken(rig, number, "R-PM");
    /* A resident who telephones: who takes in does it for her. */
    docs_expect_part(move(rig, (struct cases_move){.number = number, .state = "reopened", .posts = "R-ENG"}),
                     "by R-CS");
    docs_expect(move(rig, (struct cases_move){.number = number, .state = "reopened", .posts = "R-CS"}), NULL);
}

/* What the form leaves out is not done, whatever the table of states would allow. */
static void a_move_that_the_form_leaves_out_is_refused(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "WX", .subitem = "WX-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    json_t *form = docs_load("complaints.json"), *list = json_object_get(form, "transitions");
    for (size_t i = json_array_size(list); i > 0; i--) {
        const json_t *one = json_array_get(list, i - 1);
        if (str_eq(json_str(one, "from"), "received") && str_eq(json_str(one, "to"), "replied"))
            json_array_remove(list, i - 1);
    }
    rig_put(rig, "form", form);
    docs_expect(move(rig, (struct cases_move){.number = number, .state = "replied", .text = "好了。"}),
                "state: by the form's transitions a case that is received does not become replied");
    docs_expect(move(rig, (struct cases_move){.number = number, .state = "in_progress"}), NULL);
    docs_expect(move(rig, (struct cases_move){.number = number, .state = "replied", .text = "好了。"}), NULL);
}

/* What somebody may see must not tell of what they may not: not by a difference, a gap, a group or a grade. */
static void nothing_that_can_be_counted_tells_of_a_hidden_case(void **state)
{
    struct rig *rig = *state;
    const struct cases_viewer manager = {.user = "boss", .posts = "R-PM"}, member = {.user = "zhou", .posts = "R-OC"};
    char month[32];
    int64_t at = now_s() - HOUR;
    clock_format(month, at, 8 * HOUR);
    month[7] = '\0';
    for (int i = 0; i < 3; i++) {
        struct said about = {.category = "GE", .subitem = "GE-01", .about = "R-PM", .at = at};
        free(take(rig, &about));
    }
    struct said open = {.category = "GE", .subitem = "GE-01", .at = at};
    CLEANUP(free_ptr) char *seen = take(rig, &open);
    json_t *doc = cases_statistics(rig->central.cases, RIG_SITE, &manager, month, now_s());
    assert_int_equal(json_integer_value(docs_at(doc, "totals.received")), 1);
    json_decref(doc);
    doc = cases_statistics(rig->central.cases, RIG_SITE, &member, month, now_s());
    assert_int_equal(json_integer_value(docs_at(doc, "totals.received")), 4);
    json_decref(doc);
    doc = cases_unheld(rig->central.cases, RIG_SITE, &manager);
    assert_false(says(doc, "R-OC"));
    json_decref(doc);
    doc = cases_unheld(rig->central.cases, RIG_SITE, &member);
    assert_true(says(doc, "R-OC"));
    json_decref(doc);
    expect_text(rig, seen, "group", ""); /* the fourth in ten minutes, but the only one of its kind */
    expect_text(rig, seen, "severity", "S3");
    doc = cases_recurrent(rig->central.cases, &manager, now_s());
    assert_int_equal(json_array_size(doc), 0);
    json_decref(doc);
    struct said fourth = {.category = "GE", .subitem = "GE-01", .about = "R-PM", .at = at};
    CLEANUP(free_ptr) char *last = take(rig, &fourth);
    json_t *one = see(rig, last);
    assert_true(*json_str_or(one, "group", "")); /* a flood of them still folds */
    assert_true(cases_hidden(rig->central.cases, &manager, json_str(one, "group")));
    json_decref(one);
}

/* With steps of one a missing number would be a hidden case. */
static void numbers_rise_with_gaps(void **state)
{
    struct rig *rig = *state;
    int64_t before = 0, steps = 0, widest = 0;
    for (int i = 0; i < 24; i++) {
        struct said said = {.category = "QT", .at = now_s() - HOUR};
        CLEANUP(free_ptr) char *number = take(rig, &said);
        int64_t now = strtoll(number + 5, NULL, 10);
        assert_true(now > before && now <= before + 7);
        steps += now > before + 1;
        widest = now - before > widest ? now - before : widest;
        before = now;
    }
    assert_true(steps > 5 && widest > 3);
}

static void a_group_of_before_lets_go_of_what_may_not_be_seen(void **state)
{
    struct rig *rig = *state;
    struct said about = {.category = "TD", .subitem = "TD-01", .about = "R-PM", .at = now_s() - HOUR};
    struct said open = {.category = "QT", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *hidden = take(rig, &about);
    CLEANUP(free_ptr) char *first = take(rig, &open);
    CLEANUP(free_ptr) char *second = take(rig, &open);
    CLEANUP(free_ptr) char *sql = xasprintf("UPDATE kase SET grp='%s'", hidden);
    assert_true(db_exec(rig->central.db, sql));
    rig_close(rig);
    rig_open(rig);
    expect_text(rig, hidden, "group", "");
    expect_text(rig, first, "group", first);
    expect_text(rig, second, "group", first);
    struct cases_aside aside = {
        .number = first, .aside = true, .reason = "重复", .who = "li", .posts = "R-CS", .now_s = now_s()};
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED);
}

/* Cases are on posts: none goes with whoever leaves, and that nobody reads them is told. */
static void posts_that_nobody_holds_are_named_with_their_cases(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    struct said said = {.category = "WX", .subitem = "WX-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    assert_int_equal(rig_account(db, "wu", "editor", "R-CS R-ENG", "x", now_s()), ACCOUNTS_OK);
    json_t *unheld = cases_unheld(rig->central.cases, RIG_SITE, NULL);
    assert_int_equal(json_array_size(unheld), 0);
    json_decref(unheld);
    assert_int_equal(accounts_remove(db, "wu", "admin", now_s()), ACCOUNTS_OK);
    expect_text(rig, number, "role", "R-ENG");
    unheld = cases_unheld(rig->central.cases, RIG_SITE, NULL);
    assert_int_equal(json_array_size(unheld), 1);
    assert_string_equal(json_str(json_array_get(unheld, 0), "role"), "R-ENG");
    assert_int_equal(json_int_or(json_array_get(unheld, 0), "open", 0), 1);
    json_decref(unheld);
    docs_expect(move(rig, (struct cases_move){.number = number, .state = "replied", .text = "修好了。"}), NULL);
    unheld = cases_unheld(rig->central.cases, RIG_SITE, NULL);
    assert_int_equal(json_array_size(unheld), 0);
    json_decref(unheld);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SAMPLE(whom_a_case_is_about_sees_neither_it_nor_that_it_is),
        WITH_SAMPLE(text_outside_the_own_posts_needs_a_reason),
        WITH_SAMPLE(taking_a_case_from_another_desk_needs_a_reason),
        WITH_SAMPLE(only_the_desk_and_those_above_it_act),
        WITH_SAMPLE(moves_are_made_by_whom_the_forms_transitions_name),
        WITH_SAMPLE(a_move_that_the_form_leaves_out_is_refused),
        WITH_SAMPLE(nothing_that_can_be_counted_tells_of_a_hidden_case),
        WITH_SAMPLE(numbers_rise_with_gaps),
        WITH_SAMPLE(a_group_of_before_lets_go_of_what_may_not_be_seen),
        WITH_SAMPLE(posts_that_nobody_holds_are_named_with_their_cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
