/* What is done at the desk: answers and verdicts, new codes, remedies, merging, groups, and what comes back. */
#include "desk.h"

static void a_case_gets_three_new_codes_and_its_resident_reads_of_each(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "WX", .subitem = "WX-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    for (int i = 0; i < 4; i++) {
        struct cases_recode recode = {
            .number = number, .who = "li", .posts = "R-CS", .detail = "几楼", .reason = "丢了", .now_s = now_s()};
        assert_true(cases_stretch_one(rig->central.cases) || i == 3);
        assert_int_equal(cases_recode(rig->central.cases, &recode),
                         i < CASES_RECODE_MAX ? CASES_RECODED : CASES_RECODE_REFUSED);
        explicit_bzero(recode.code, sizeof(recode.code));
        free(recode.why);
    }
    assert_int_equal(count_events(rig, number, "word"), CASES_RECODE_MAX);
}

static void second_of_two_clerks_looks_again(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "WX", .subitem = "WX-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    int64_t version = number_of(rig, number, "version");
    struct cases_move first = {.number = number,
                               .state = "replied",
                               .text = "今天来人。",
                               .expect = version,
                               .who = "li",
                               .now_s = now_s()},
                      second = {.number = number,
                                .state = "replied",
                                .text = "明天来人。",
                                .expect = version,
                                .who = "wu",
                                .now_s = now_s()};
    assert_int_equal(cases_move(rig->central.cases, &first), CASES_MOVED);
    assert_int_equal(cases_move(rig->central.cases, &second), CASES_MOVE_STALE);
    CLEANUP(free_ptr)
    char *sentence = xasprintf("expect: %s is replied now, version %lld; look at it again before you act", number,
                               (long long)version + 1);
    assert_string_equal(second.why, sentence);
    free(second.why);
    second.why = NULL;
    assert_int_equal(number_of(rig, number, "replies"), 1);
    /* Reading it, and becoming late, is no act. */
    version = number_of(rig, number, "version");
    const struct cases_viewer asking = {.user = "lin", .posts = "R-GRN", .why = "核对绿化用水"};
    json_t *answer;
    assert_int_equal(cases_read(rig->central.cases, &asking, number, now_s(), &answer), CASES_READ);
    json_decref(answer);
    assert_int_equal(number_of(rig, number, "version"), version);
    second.expect = version;
    assert_int_equal(cases_move(rig->central.cases, &second), CASES_MOVED);
    struct cases_remedy remedy = {
        .number = number, .remedy = "RM-1", .expect = version, .who = "li", .posts = "R-CS", .now_s = now_s()};
    assert_int_equal(cases_remedy(rig->central.cases, &remedy), CASES_MOVE_STALE);
    free(remedy.why);
}

/* --- The resident --- */

static void verdict_ends_the_case_or_brings_it_back_with_new_time(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "GE", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    int64_t at = number_of(rig, number, "at");
    assert_true(cases_stretch_one(rig->central.cases));
    assert_false(resident(rig, number, FOLLOWUP_HELPED, at + HOUR)); /* nothing was answered yet: kept as a word */
    assert_int_equal(count_events(rig, number, "word"), 1);
    assert_null(
        move(rig, (struct cases_move){.number = number, .state = "replied", .text = "好了。", .now_s = at + DAY}));
    assert_true(resident(rig, number, FOLLOWUP_NOT_HELPED, at + 2 * DAY));
    expect_text(rig, number, "state", "assigned");
    expect_text(rig, number, "outcome", "not_helped");
    assert_int_equal(number_of(rig, number, "answer_s"), at + 12 * DAY);
    assert_int_equal(number_of(rig, number, "promised_s"), at + 24 * HOUR); /* the first promise stays what it was */
    assert_null(move(rig, (struct cases_move){.number = number, .state = "in_progress", .now_s = at + 3 * DAY}));
    expect_text(rig, number, "outcome", "not_helped");
    assert_true(cases_tick(rig->central.cases, at + 13 * DAY)); /* late again, in the second round */
    assert_int_equal(count_events(rig, number, "late"), 1);
    assert_null(move(
        rig, (struct cases_move){.number = number, .state = "replied", .text = "换了阀门。", .now_s = at + 14 * DAY}));
    expect_text(rig, number, "outcome", "");
    assert_true(resident(rig, number, FOLLOWUP_HELPED, at + 15 * DAY));
    expect_text(rig, number, "state", "closed");
    expect_text(rig, number, "outcome", "helped");
    json_t *doc = view(rig, number);
    assert_int_equal(json_int_or(doc, "replies", 0), 2);
    assert_int_equal(json_int_or(doc, "reopen_until", 0), at + 45 * DAY);
    assert_true(json_is_false(json_member(doc, "answer_kept")));
    json_decref(doc);
    assert_false(resident(rig, number, FOLLOWUP_REOPEN, at + 46 * DAY));
    assert_true(resident(rig, number, FOLLOWUP_REOPEN, at + 45 * DAY));
    expect_text(rig, number, "state", "reopened");
    assert_int_equal(number_of(rig, number, "reopened"), 2);
    assert_true(resident(rig, number, FOLLOWUP_WITHDRAW, at + 45 * DAY));
    expect_text(rig, number, "outcome", "withdrawn");
}

/* --- Remedies and notes --- */

static void remedy_is_granted_within_authority_and_shown_as_words(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "WX", .subitem = "WX-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    assert_true(cases_stretch_one(rig->central.cases));
    struct cases_remedy remedy = {.number = number,
                                  .remedy = "RM-3",
                                  .amount_fen = 12000,
                                  .text = "免上门费。",
                                  .who = "li",
                                  .posts = "R-CS",
                                  .now_s = now_s()};
    assert_int_equal(cases_remedy(rig->central.cases, &remedy), CASES_MOVE_REFUSED);
    docs_expect_part(TAKE(remedy.why), "may grant up to 0 fen");
    remedy.posts = "R-PM";
    assert_int_equal(cases_remedy(rig->central.cases, &remedy), CASES_MOVED);
    remedy.amount_fen = 18001;
    assert_int_equal(cases_remedy(rig->central.cases, &remedy), CASES_MOVE_REFUSED);
    docs_expect_part(TAKE(remedy.why), "12000 fen granted already");
    struct cases_note note = {.number = number, .text = "业主是常客。", .who = "li", .posts = "", .now_s = now_s()};
    assert_int_equal(cases_note(rig->central.cases, &note), CASES_MOVED);
    assert_null(move(
        rig, (struct cases_move){.number = number, .state = "assigned", .role = "R-ENG-M", .reason = "工程主管休假"}));
    json_t *doc = view(rig, number);
    assert_true(says(doc, "免一次特约服务人工费 120.00元：免上门费。"));
    assert_false(says(doc, "常客"));
    assert_false(says(doc, "休假"));
    assert_string_equal(json_str(doc, "role"), "R-ENG-M");
    json_decref(doc);
    assert_int_equal(count_events(rig, number, "note"), 2);
}

/* --- Merging --- */

static void merged_case_follows_the_answers_of_the_other_and_comes_apart_again(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "WX", .subitem = "WX-01", .at = now_s() - 2 * HOUR}, again = said;
    CLEANUP(free_ptr) char *first = take(rig, &said);
    again.at += HOUR;
    CLEANUP(free_ptr) char *second = take(rig, &again);
    while (cases_stretch_one(rig->central.cases)) {
    }
    docs_expect(move(rig, (struct cases_move){.number = second, .state = "merged", .into = second}),
                "into: no other case has that number");
    assert_null(move(rig, (struct cases_move){.number = second, .state = "merged", .into = first}));
    assert_false(resident(rig, first, FOLLOWUP_REOPEN, now_s())); /* not possible: a word of the other resident */
    assert_null(move(rig, (struct cases_move){.number = first, .state = "assigned", .now_s = now_s() + 1}));
    assert_null(move(
        rig, (struct cases_move){.number = first, .state = "replied", .text = "阀门已换。", .now_s = now_s() + 2}));
    json_t *doc = view(rig, second);
    assert_string_equal(json_str(doc, "state"), "merged");
    assert_string_equal(json_str(doc, "into"), first);
    assert_string_equal(json_str(doc, "number"), second);
    assert_true(says(doc, "阀门已换。"));
    assert_false(says(doc, "还在漏")); /* what the other resident said is not for this one */
    json_decref(doc);
    struct said third = said;
    CLEANUP(free_ptr) char *late = take(rig, &third);
    CLEANUP(free_ptr) char *why = move(rig, (struct cases_move){.number = late, .state = "merged", .into = second});
    assert_non_null(strstr(why, "is itself merged into"));
    assert_true(resident(rig, second, FOLLOWUP_REOPEN, now_s() + 5));
    doc = view(rig, second);
    assert_null(json_member(doc, "into"));
    assert_false(says(doc, "阀门已换。"));
    json_decref(doc);
}

static void case_about_somebody_is_not_merged_where_they_would_read_it(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "TD", .about = "R-PM", .at = now_s() - HOUR}, open = said;
    open.about = NULL;
    CLEANUP(free_ptr) char *about = take(rig, &said);
    CLEANUP(free_ptr) char *other = take(rig, &open);
    docs_expect_part(move(rig, (struct cases_move){.number = about, .state = "merged", .into = other, .posts = "R-OC"}),
                     "it would be seen by whom it is about");
}

/* --- Groups --- */

static void four_entries_in_ten_minutes_fold_and_are_set_aside_and_back(void **state)
{
    struct rig *rig = *state;
    char *numbers[5];
    int64_t start = now_s() - 3 * DAY;
    for (int i = 0; i < 5; i++) {
        struct said said = {.category = "QT", .at = start + i * 60};
        if (i == 4)
            said.at = start + HOUR; /* much later: not of them */
        numbers[i] = take(rig, &said);
        if (i == 2)
            expect_text(rig, numbers[0], "group", "");
    }
    const struct cases_viewer desk = {.site = RIG_SITE, .user = "li", .posts = "R-CS"};
    struct cases_filter filter = {.group = numbers[0]};
    json_t *list = cases_list(rig->central.cases, &desk, &filter, now_s());
    assert_int_equal(json_array_size(list), 4);
    json_decref(list);
    expect_text(rig, numbers[4], "group", "");
    struct cases_aside aside = {.number = numbers[0], .aside = true, .who = "li", .posts = "R-CS", .now_s = now_s()};
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVE_REFUSED);
    docs_expect(TAKE(aside.why), "reason: entries are set aside only with a reason");
    aside.reason = "小孩玩屏幕";
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED);
    filter = (struct cases_filter){.late = true};
    list = cases_list(rig->central.cases, &desk, &filter, now_s());
    assert_int_equal(json_array_size(list), 1); /* only the fifth */
    json_decref(list);
    assert_true(cases_tick(rig->central.cases, now_s()));
    assert_int_equal(count_events(rig, numbers[1], "late"), 0);
    aside.aside = false;
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED);
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVE_REFUSED);
    free(aside.why);
    assert_true(cases_tick(rig->central.cases, now_s()));
    assert_int_equal(count_events(rig, numbers[1], "late"), 1);
    aside.number = "2020-0001";
    aside.why = NULL;
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVE_UNKNOWN);
    for (int i = 0; i < 5; i++)
        free(numbers[i]);
}

static bool is_aside(struct rig *rig, const char *number)
{
    const struct cases_viewer desk = {.site = RIG_SITE, .user = "li", .posts = "R-CS R-ENG"};
    json_t *brief = cases_brief(rig->central.cases, &desk, number, now_s());
    bool aside = json_int_or(brief, "set_aside", 0) > 0;
    json_decref(brief);
    return aside;
}

/* A neighbour told of a leak, then a child played at the same screen, and went on when the desk had set that aside. */
static void only_what_says_the_same_is_set_aside_and_what_comes_later_is_read(void **state)
{
    struct rig *rig = *state;
    char *numbers[6];
    int64_t start = now_s() - HOUR;
    struct cases_aside aside = {.aside = true, .reason = "小孩玩屏幕", .who = "li", .posts = "R-CS", .now_s = now_s()};
    for (int i = 0; i < 6; i++) {
        struct said said = {.category = i == 0 ? "WX" : "QT", .subitem = i == 0 ? "WX-01" : "", .at = start + i * 60};
        if (i == 5) {
            aside.number = numbers[2];
            assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED);
            assert_string_equal(aside.group, numbers[0]);
            assert_int_equal(aside.count, 4);
        }
        numbers[i] = take(rig, &said);
        expect_text(rig, numbers[i], "group", i < 3 ? "" : numbers[0]);
    }
    for (int i = 0; i < 6; i++)
        assert_int_equal(is_aside(rig, numbers[i]), i > 0 && i < 5);
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED); /* it was read, and is of them */
    assert_int_equal(aside.count, 1);
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVE_REFUSED);
    docs_expect(TAKE(aside.why), "the group is set aside already");
    aside.number = numbers[0];
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED); /* the leak, by itself */
    assert_int_equal(aside.count, 1);
    aside.aside = false;
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(is_aside(rig, numbers[i]), i > 0);
        free(numbers[i]);
    }
}

/* In the list one row stands for a burst: the one that is due first, and never one that was set aside for one that was
 * not. */
static void burst_is_one_row_and_what_was_set_aside_is_another(void **state)
{
    struct rig *rig = *state;
    char *numbers[5];
    struct cases_aside aside = {.aside = true, .reason = "小孩玩屏幕", .who = "li", .posts = "R-CS", .now_s = now_s()};
    for (int i = 0; i < 5; i++) {
        struct said said = {.category = i == 4 ? "WX" : "QT", .at = now_s() - HOUR + i * 60};
        numbers[i] = take(rig, &said);
    }
    assert_true(db_exec(rig->central.db, "UPDATE kase SET due=due-7200 WHERE category='WX'")); /* more urgent */
    const struct cases_viewer desk = {.site = RIG_SITE, .user = "li", .posts = "R-CS R-ENG"};
    const struct cases_query query = {.state = "open", .fold = true, .limit = 10};
    json_t *part = cases_rows(rig->central.cases, &desk, &query, now_s());
    assert_int_equal(json_integer_value(docs_at(part, "total")), 1);
    assert_string_equal(json_string_value(docs_at(part, "cases[0].number")), numbers[4]);
    assert_int_equal(json_integer_value(docs_at(part, "cases[0].group_size")), 5);
    json_decref(part);
    aside.number = numbers[0];
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED);
    part = cases_rows(rig->central.cases, &desk, &query, now_s());
    assert_int_equal(json_integer_value(docs_at(part, "total")), 2);
    assert_string_equal(json_string_value(docs_at(part, "cases[0].number")), numbers[4]);
    assert_int_equal(json_integer_value(docs_at(part, "cases[0].group_size")), 1);
    assert_int_equal(json_integer_value(docs_at(part, "cases[1].group_size")), 4);
    json_decref(part);
    for (int i = 0; i < 5; i++)
        free(numbers[i]);
}

/* --- What comes back --- */

static void third_case_of_a_matter_in_a_building_is_more_severe(void **state)
{
    struct rig *rig = *state;
    int64_t now = now_s();
    static const struct {
        int64_t days_ago;
        const char *building, *severity;
    } told[] = {{135, "B3", "S3"}, {80, "B3", "S3"}, {79, "B5", "S3"}, {40, "B3", "S3"}, {1, "B3", "S2"}};
    char *last = NULL;
    for (size_t i = 0; i < ARRAY_LEN(told); i++) {
        struct said said = {
            .category = "GE", .subitem = "GE-01", .building = told[i].building, .at = now - told[i].days_ago * DAY};
        free(last);
        last = take(rig, &said);
        expect_text(rig, last, "severity", told[i].severity);
    }
    assert_int_equal(count_events(rig, last, "severity"), 1);
    const struct cases_viewer desk = {.site = RIG_SITE, .user = "li", .posts = "R-CS"};
    json_t *list = cases_recurrent(rig->central.cases, &desk, now);
    assert_int_equal(json_array_size(list), 1);
    assert_int_equal(json_integer_value(docs_at(list, "[0].count")), 3);
    assert_string_equal(json_string_value(docs_at(list, "[0].building")), "B3");
    assert_string_equal(json_string_value(docs_at(list, "[0].matter")), "GE-01");
    assert_int_equal(json_integer_value(docs_at(list, "[0].last")), now - DAY);
    json_decref(list);
    list = cases_recurrent(rig->central.cases, &desk, now + 11 * DAY); /* the oldest of the three is out of sight */
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
    free(last);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SAMPLE(a_case_gets_three_new_codes_and_its_resident_reads_of_each),
        WITH_SAMPLE(second_of_two_clerks_looks_again),
        WITH_SAMPLE(verdict_ends_the_case_or_brings_it_back_with_new_time),
        WITH_SAMPLE(remedy_is_granted_within_authority_and_shown_as_words),
        WITH_SAMPLE(merged_case_follows_the_answers_of_the_other_and_comes_apart_again),
        WITH_SAMPLE(case_about_somebody_is_not_merged_where_they_would_read_it),
        WITH_SAMPLE(four_entries_in_ten_minutes_fold_and_are_set_aside_and_back),
        WITH_SAMPLE(only_what_says_the_same_is_set_aside_and_what_comes_later_is_read),
        WITH_SAMPLE(burst_is_one_row_and_what_was_set_aside_is_another),
        WITH_SAMPLE(third_case_of_a_matter_in_a_building_is_more_severe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
