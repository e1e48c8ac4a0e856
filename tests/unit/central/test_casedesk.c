/* What the desk's pages ask for: the list in parts, counts, what may be done, answers that wait, reports told to a
 * clerk, who said it, tables for a spreadsheet. */
#include "rig.h"

#include <sqlite3.h>

#include "central/cases/cases_internal.h"
#include "common/clock.h"
#include "common/json.h"

#define HOUR 3600

static int64_t now_s(void)
{
    return clock_wall_ms() / 1000;
}

static const struct cases_viewer clerk = {.site = RIG_SITE, .user = "wu", .posts = "R-ENG", .why = "看看"},
                                 intake = {.site = RIG_SITE, .user = "li", .posts = "R-CS", .why = "看看"},
                                 manager = {.site = RIG_SITE, .user = "boss", .posts = "R-PM", .why = "看看"};

/* One report told on the telephone; its number, yours. */
static char *tell(struct rig *rig, json_t *report /* taken */, int64_t at, enum cases_carry_result wanted)
{
    struct cases_told told = {
        .site = RIG_SITE, .who = "li", .posts = "R-CS", .report = report, .now_s = at ? at : now_s()};
    enum cases_carry_result result = cases_take_down(rig->central.cases, &told);
    if (result != wanted)
        fail_msg("%d instead of %d: %s", (int)result, (int)wanted, told.why ? told.why : "");
    char *answer = result == CASES_CARRY_REFUSED ? told.why : xstrdup(told.number);
    if (result == CASES_CARRY_TAKEN)
        assert_true(casecode_valid(told.code));
    json_decref(report);
    return answer;
}

static json_t *report(const char *category, const char *building, const char *unit, const char *text)
{
    return json_pack("{s:s,s:s,s:{s:s,s:s},s:s}", "channel", "phone", "category", category, "place", "building",
                     building, "unit", unit, "text", text);
}

static json_t *rows(struct rig *rig, const struct cases_viewer *viewer, struct cases_query query)
{
    query.limit = query.limit ? query.limit : 100;
    json_t *part = cases_rows(rig->central.cases, viewer, &query, now_s());
    assert_non_null(part);
    return part;
}

static size_t count(struct rig *rig, const struct cases_viewer *viewer, struct cases_query query)
{
    json_t *part = rows(rig, viewer, query);
    size_t n = json_array_size(json_member(part, "cases"));
    if (json_member(part, "total"))
        assert_int_equal(json_int_or(part, "total", -1), n);
    json_decref(part);
    return n;
}

static void list_comes_in_parts_by_what_is_due_first(void **state)
{
    struct rig *rig = *state;
    static const char *const categories[] = {"WX", "GE", "WX"};
    for (int i = 0; i < 30; i++) { /* the later, the earlier due */
        char *number = tell(rig, report(categories[i % 3], i % 2 ? "B1" : "B3", "B3-U1", "灯不亮"),
                            now_s() - i * 4 * HOUR - 7 * 60, CASES_CARRY_TAKEN); /* none is due while this runs */
        free(number);
    }
    struct cases_query query = {.limit = 7, .state = "open"};
    int64_t before = 0;
    size_t seen = 0;
    char after[64] = "";
    for (int part = 0; part < 5; part++) {
        query.after = part ? after : NULL;
        json_t *answer = rows(rig, &intake, query), *row;
        size_t i;
        json_array_foreach(json_member(answer, "cases"), i, row)
        {
            assert_true(json_int_or(row, "due", 0) >= before);
            before = json_int_or(row, "due", 0);
            assert_string_equal(json_str(row, "text"), "灯不亮");
            assert_string_equal(json_str(row, "channel"), "phone");
        }
        seen += json_array_size(json_member(answer, "cases"));
        if (part == 0)
            assert_int_equal(json_int_or(answer, "total", 0), 30);
        assert_true((part == 4) == json_is_null(json_member(answer, "next")));
        str_copy(after, sizeof(after), json_str_or(answer, "next", ""));
        json_decref(answer);
    }
    assert_int_equal(seen, 30);
    assert_int_equal(count(rig, &intake, (struct cases_query){.category = "GE"}), 10);
    assert_int_equal(count(rig, &intake, (struct cases_query){.building = "B1"}), 15);
    assert_int_equal(count(rig, &intake, (struct cases_query){.building = "B3", .unit = "B3-U1"}), 15);
    assert_int_equal(count(rig, &intake, (struct cases_query){.building = "B3", .unit = "B3-U9"}), 0);
    assert_int_equal(count(rig, &intake, (struct cases_query){.state = "ended"}), 0);
    assert_int_equal(count(rig, &intake, (struct cases_query){.words = "灯不"}), 30);
    assert_int_equal(count(rig, &clerk, (struct cases_query){.words = "灯不"}), 20); /* not the gardeners' words */
    size_t overdue = count(rig, &intake, (struct cases_query){.due = "overdue"});
    assert_true(overdue > 0 && overdue < 30);
    json_t *counts = cases_desk_counts(rig->central.cases, &intake, now_s());
    assert_int_equal(json_int_or(counts, "open", 0), 30);
    assert_int_equal(json_integer_value(docs_at(counts, "clock.overdue")), overdue);
    assert_int_equal(json_integer_value(docs_at(counts, "categories.GE")), 10);
    json_decref(counts);
    struct cases_query wrong = {.limit = 5, .after = "nonsense"};
    assert_null(cases_rows(rig->central.cases, &intake, &wrong, now_s()));
    wrong = (struct cases_query){.limit = 5, .due = "soon"};
    assert_null(cases_rows(rig->central.cases, &intake, &wrong, now_s()));
}

static int64_t overdue_at(struct rig *rig, int64_t now)
{
    struct cases_query query = {.limit = 10, .due = "overdue"};
    json_t *part = cases_rows(rig->central.cases, &intake, &query, now);
    json_t *counts = cases_desk_counts(rig->central.cases, &intake, now);
    int64_t listed = (int64_t)json_array_size(json_member(part, "cases"));
    assert_int_equal(json_int_or(part, "total", -1), listed);
    assert_int_equal(json_int_or(json_member(counts, "clock"), "overdue", 0), listed);
    json_decref(part);
    json_decref(counts);
    return listed;
}

static void what_is_due_this_second_is_not_late_yet(void **state)
{
    struct rig *rig = *state;
    free(tell(rig, report("WX", "B1", "B1-U1", "灯不亮"), now_s(), CASES_CARRY_TAKEN));
    json_t *part = rows(rig, &intake, (struct cases_query){.limit = 1});
    int64_t due = json_int_or(json_array_get(json_member(part, "cases"), 0), "due", 0);
    json_decref(part);
    assert_int_equal(overdue_at(rig, due - 1), 0);
    assert_int_equal(overdue_at(rig, due), 0);
    assert_int_equal(overdue_at(rig, due + 1), 1);
}

static void *in_a_worker(void *arg)
{
    cases_export_run(arg);
    return NULL;
}

static enum cases_export_result table_of(struct rig *rig, const struct cases_viewer *viewer, struct cases_query query,
                                         struct cases_table table, struct buf *file)
{
    pthread_t worker;
    struct cases_export *export = cases_export_new(rig->central.cases, viewer, &query, &table, now_s());
    assert_int_equal(pthread_create(&worker, NULL, in_a_worker, export), 0);
    assert_int_equal(pthread_join(worker, NULL), 0);
    enum cases_export_result result = cases_export_take(rig->central.cases, export, file);
    cases_export_free(export);
    return result;
}

/* Neither rows nor totals nor counts nor the table tell whom it is about that there is such a case. */
static void what_is_about_somebody_is_nowhere_for_them(void **state)
{
    struct rig *rig = *state;
    json_t *about = report("TD", "B3", "B3-U1", "经理态度差");
    json_object_set_new(about, "about", json_string("R-PM"));
    free(tell(rig, report("WX", "B3", "B3-U1", "灯不亮"), 0, CASES_CARRY_TAKEN));
    char *hidden = tell(rig, about, 0, CASES_CARRY_TAKEN);
    assert_string_equal(hidden, ""); /* who takes it down works below the manager */
    free(hidden);
    assert_int_equal(count(rig, &manager, (struct cases_query){.state = "open"}), 1);
    assert_int_equal(count(rig, &(struct cases_viewer){.site = RIG_SITE, .user = "zhou", .posts = "R-OC"},
                           (struct cases_query){.state = "open"}),
                     2);
    json_t *counts = cases_desk_counts(rig->central.cases, &manager, now_s());
    assert_int_equal(json_int_or(counts, "open", 0), 1);
    assert_null(docs_at(counts, "categories.TD"));
    json_decref(counts);
    struct buf file = {0};
    struct cases_table table = {GRID_CSV, true, GRID_ROWS_MAX};
    assert_int_equal(table_of(rig, &manager, (struct cases_query){0}, table, &file), CASES_EXPORTED);
    assert_null(strstr(buf_str(&file), "态度"));
    buf_fini(&file);
}

static void table_holds_no_contact_no_foreign_words_and_no_formula(void **state)
{
    struct rig *rig = *state;
    json_t *one = report("WX", "B3", "B3-U1", "=HYPERLINK(\"http://x\")我叫王小明，电话13812345678");
    json_object_set_new(one, "contact", json_pack("{s:s}", "phone", "13912345678"));
    json_object_set_new(one, "read_aloud_notice", json_true());
    free(tell(rig, one, 0, CASES_CARRY_TAKEN));
    free(tell(rig, report("GE", "B3", "B3-U1", "草坪枯了"), 0, CASES_CARRY_TAKEN));
    struct buf file = {0};
    struct cases_table table = {GRID_CSV, false, GRID_ROWS_MAX};
    assert_int_equal(table_of(rig, &clerk, (struct cases_query){0}, table, &file), CASES_EXPORTED);
    assert_non_null(strstr(buf_str(&file), "'=HYPERLINK("));
    assert_null(strstr(buf_str(&file), "13912345678"));
    assert_null(strstr(buf_str(&file), "草坪枯了"));
    assert_non_null(strstr(buf_str(&file), "绿化环境"));
    buf_clear(&file);
    assert_int_equal(table_of(rig, &clerk, (struct cases_query){.committee = true}, table, &file), CASES_EXPORTED);
    assert_null(strstr(buf_str(&file), "13812345678"));
    assert_non_null(strstr(buf_str(&file), "草坪枯了"));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM audit WHERE what='case.export' AND who='wu'", 0),
                     2);
    buf_fini(&file);
}

static void table_is_whole_or_refused(void **state)
{
    struct rig *rig = *state;
    struct buf file = {0};
    for (int i = 0; i < 3; i++) {
        CLEANUP(free_ptr) char *words = xasprintf("第%d处灯不亮", i + 1);
        free(tell(rig, report("WX", "B3", "B3-U1", words), 0, CASES_CARRY_TAKEN));
    }
    struct cases_table table = {GRID_CSV, true, 2};
    assert_int_equal(table_of(rig, &clerk, (struct cases_query){0}, table, &file), CASES_EXPORT_LONG);
    assert_int_equal(table_of(rig, &clerk, (struct cases_query){.due = "soon"}, table, &file), CASES_EXPORT_REFUSED);
    assert_int_equal(file.len, 0);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM audit WHERE what='case.export'", 0), 0);
    table.rows_max = 3;
    assert_int_equal(table_of(rig, &clerk, (struct cases_query){0}, table, &file), CASES_EXPORTED);
    assert_non_null(strstr(buf_str(&file), "第3处灯不亮"));
    buf_fini(&file);
}

static bool may(struct rig *rig, const struct cases_viewer *viewer, const char *number, const char *to,
                const char *need)
{
    json_t *answer, *move;
    size_t i;
    bool found = false;
    assert_int_equal(cases_read(rig->central.cases, viewer, number, now_s(), &answer), CASES_READ);
    json_array_foreach(json_member(answer, "moves"), i, move)
    {
        if (!str_eq(json_str(move, "to"), to))
            continue;
        found = !need;
        for (size_t n = 0; need && n < json_array_size(json_member(move, "needs")); n++)
            found = found || str_eq(json_string_value(json_array_get(json_member(move, "needs"), n)), need);
    }
    json_decref(answer);
    return found;
}

/* What is named as possible is taken, and what is not named is refused: for every state and each of three posts. */
static void moves_that_are_named_are_the_moves_that_are_taken(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    static const char *const accounts[][2] = {{"boss", "R-PM"}, {"li", "R-CS"}, {"wu", "R-ENG"}};
    const struct cases_viewer *const viewers[] = {&clerk, &intake, &manager};
    for (size_t i = 0; i < ARRAY_LEN(accounts); i++)
        assert_int_equal(rig_account(db, accounts[i][0], "editor", accounts[i][1], "x", now_s()), ACCOUNTS_OK);
    CLEANUP(free_ptr) char *other = tell(rig, report("WX", "B1", "B1-U1", "门坏了"), 0, CASES_CARRY_TAKEN);
    CLEANUP(free_ptr) char *number = tell(rig, report("WX", "B3", "B3-U1", "灯不亮"), 0, CASES_CARRY_TAKEN);
    static const char *const stations[] = {"received", "in_progress", "replied"};
    for (size_t s = 0; s < ARRAY_LEN(stations); s++) {
        for (size_t v = 0; v < ARRAY_LEN(viewers); v++) {
            for (int to = 0; to < CASE_STATES; to++) {
                struct cases_move move = {.site = RIG_SITE,
                                          .number = number,
                                          .state = case_state_name((enum case_state)to),
                                          .text = "好的。",
                                          .reason = "归他们",
                                          .role = to == CASE_ASSIGNED ? "R-GRN" : NULL,
                                          .into = other,
                                          .who = viewers[v]->user,
                                          .posts = viewers[v]->posts,
                                          .now_s = now_s(),
                                          .judge_only = true};
                bool taken = cases_move(rig->central.cases, &move) == CASES_MOVED;
                if (taken != may(rig, viewers[v], number, move.state, NULL))
                    fail_msg("%s by %s from %s: %s", move.state, move.who, stations[s], move.why ? move.why : "taken");
                free(move.why);
            }
        }
        struct cases_move on = {.number = number,
                                .state = s == 0 ? "in_progress" : "replied",
                                .text = "好的。",
                                .who = "wu",
                                .posts = "R-ENG",
                                .now_s = now_s()};
        assert_int_equal(cases_move(rig->central.cases, &on), CASES_MOVED);
    }
    assert_true(may(rig, &clerk, number, "replied", "text"));
    assert_true(may(rig, &intake, other, "merged", "into"));
    assert_false(may(rig, &clerk, other, "merged", NULL));
}

/* The desk that has a case gives it back itself, and says why. */
static void desk_hands_its_case_back_with_a_reason(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(rig_account(rig->central.db, "li", "editor", "R-CS", "x", now_s()), ACCOUNTS_OK);
    assert_int_equal(rig_account(rig->central.db, "wu", "editor", "R-ENG", "x", now_s()), ACCOUNTS_OK);
    CLEANUP(free_ptr) char *number = tell(rig, report("WX", "B3", "B3-U1", "灯不亮"), 0, CASES_CARRY_TAKEN);
    struct cases_move move = {
        .number = number, .state = "assigned", .role = "R-CS", .who = "wu", .posts = "R-ENG", .now_s = now_s()};
    assert_true(may(rig, &clerk, number, "assigned", "reason_elsewhere"));
    assert_int_equal(cases_move(rig->central.cases, &move), CASES_MOVE_REFUSED);
    docs_expect_part(move.why, "say why the case goes from R-ENG to R-CS");
    move.why = NULL;
    move.reason = "不归工程部";
    assert_int_equal(cases_move(rig->central.cases, &move), CASES_MOVED);
}

static struct cases_hold answer_of(const char *number, const char *text, int64_t at)
{
    return (struct cases_hold){.move = {.site = RIG_SITE,
                                        .number = number,
                                        .state = "replied",
                                        .text = text,
                                        .who = "wu",
                                        .posts = "R-ENG",
                                        .now_s = at},
                               .for_s = 10};
}

static json_t *held_of(struct rig *rig, const char *number)
{
    json_t *answer;
    assert_int_equal(cases_read(rig->central.cases, &clerk, number, now_s(), &answer), CASES_READ);
    json_t *held = json_incref(json_member(answer, "held"));
    json_decref(answer);
    return held;
}

static int64_t replies(struct rig *rig, const char *number)
{
    json_t *answer = cases_brief(rig->central.cases, &clerk, number, now_s());
    int64_t n = json_int_or(answer, "replies", -1);
    json_decref(answer);
    return n;
}

static void answer_waits_and_is_taken_back_or_said_also_over_a_restart(void **state)
{
    struct rig *rig = *state;
    int64_t at = now_s();
    assert_int_equal(rig_account(rig->central.db, "wu", "editor", "R-ENG", "x", at), ACCOUNTS_OK);
    CLEANUP(free_ptr) char *number = tell(rig, report("WX", "B3", "B3-U1", "灯不亮"), 0, CASES_CARRY_TAKEN);
    struct cases_hold hold = answer_of(number, "", at);
    assert_int_equal(cases_hold(rig->central.cases, &hold), CASES_MOVE_REFUSED); /* judged at once */
    free(hold.move.why);
    hold = answer_of(number, "修好了。", at);
    assert_int_equal(cases_hold(rig->central.cases, &hold), CASES_MOVED);
    assert_int_equal(hold.until, at + 10);
    assert_true(cases_release_held(rig->central.cases, at + 9));
    assert_int_equal(replies(rig, number), 0);
    struct cases_hold second = answer_of(number, "也修好了。", at);
    assert_int_equal(cases_hold(rig->central.cases, &second), CASES_MOVE_STALE);
    free(second.move.why);
    assert_null(cases_take_back(rig->central.cases, &intake, number, at)); /* not hers */
    json_t *back = cases_take_back(rig->central.cases, &clerk, number, at);
    assert_string_equal(json_str(back, "text"), "修好了。");
    json_decref(back);
    assert_true(cases_release_held(rig->central.cases, at + 60));
    assert_int_equal(replies(rig, number), 0);

    hold = answer_of(number, "修好了。", at);
    assert_int_equal(cases_hold(rig->central.cases, &hold), CASES_MOVED);
    rig_close(rig);
    rig_open(rig);
    assert_true(cases_release_held(rig->central.cases, at + 10));
    assert_int_equal(replies(rig, number), 1);
    assert_true(cases_release_held(rig->central.cases, at + 20));
    assert_int_equal(replies(rig, number), 1); /* once */
    json_t *held = held_of(rig, number);
    assert_true(json_is_null(held));
    json_decref(held);
}

/* An account of the committee's is no editor, and holds a desk all the same; who holds none says nothing. */
static void held_answer_of_the_committees_desk_goes_out(void **state)
{
    struct rig *rig = *state;
    int64_t at = now_s();
    assert_int_equal(rig_account(rig->central.db, "wu", "committee", "R-ENG", "x", at), ACCOUNTS_OK);
    CLEANUP(free_ptr) char *number = tell(rig, report("WX", "B3", "B3-U1", "灯不亮"), 0, CASES_CARRY_TAKEN);
    struct cases_hold hold = answer_of(number, "修好了。", at);
    assert_int_equal(cases_hold(rig->central.cases, &hold), CASES_MOVED);
    assert_true(cases_release_held(rig->central.cases, at + 10));
    assert_int_equal(replies(rig, number), 1);
}

/* Somebody acted meanwhile, or the writer may not any more: the words stay, with the sentence why. */
static void answer_that_cannot_be_said_any_more_is_kept_with_the_reason(void **state)
{
    struct rig *rig = *state;
    int64_t at = now_s();
    assert_int_equal(rig_account(rig->central.db, "wu", "editor", "R-ENG", "x", at), ACCOUNTS_OK);
    CLEANUP(free_ptr) char *number = tell(rig, report("WX", "B3", "B3-U1", "灯不亮"), 0, CASES_CARRY_TAKEN);
    struct cases_hold hold = answer_of(number, "修好了。", at);
    assert_int_equal(cases_hold(rig->central.cases, &hold), CASES_MOVED);
    struct cases_move other = {
        .number = number, .state = "in_progress", .text = "师傅在路上。", .who = "wu", .posts = "R-ENG", .now_s = at};
    assert_int_equal(cases_move(rig->central.cases, &other), CASES_MOVED);
    assert_true(cases_release_held(rig->central.cases, at + 10));
    assert_int_equal(replies(rig, number), 0);
    json_t *held = held_of(rig, number);
    assert_string_equal(json_str(held, "text"), "修好了。");
    assert_non_null(strstr(json_str(held, "failed"), "请看过以后再办"));
    json_decref(held);
    hold = answer_of(number, "修好了。", at); /* looked at again, and sent again */
    assert_int_equal(cases_hold(rig->central.cases, &hold), CASES_MOVED);
    assert_true(db_exec(rig->central.db, "DELETE FROM account_grant WHERE account='wu'"));
    assert_true(cases_release_held(rig->central.cases, at + 30));
    assert_int_equal(replies(rig, number), 0);
    held = held_of(rig, number);
    assert_string_equal(json_str(held, "failed"), "起草人现在没有答复诉求的权限");
    json_decref(held);
    assert_true(cases_sweep(rig->central.cases, at + 29 * DAY_S));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM case_held", 0), 1);
    assert_true(cases_sweep(rig->central.cases, at + 31 * DAY_S));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM case_held", 0), 0);
}

static void told_report_is_a_case_like_any_and_keeps_a_number_only_after_the_notice(void **state)
{
    struct rig *rig = *state;
    json_t *one = report("WX", "B3", "B3-U1", "灯不亮"), *answer;
    json_object_set_new(one, "contact", json_pack("{s:s}", "phone", "13912345678"));
    json_incref(one);
    docs_expect_part(tell(rig, one, 0, CASES_CARRY_REFUSED), "read_aloud_notice");
    json_object_set_new(one, "read_aloud_notice", json_true());
    json_object_set_new(one, "once", json_string("01900000-0000-7000-8000-000000000001"));
    json_incref(one);
    CLEANUP(free_ptr) char *number = tell(rig, one, 0, CASES_CARRY_TAKEN);
    CLEANUP(free_ptr) char *again = tell(rig, one, 0, CASES_CARRY_KNOWN);
    assert_string_equal(number, again);
    assert_int_equal(cases_read(rig->central.cases, &clerk, number, now_s(), &answer), CASES_READ);
    assert_string_equal(json_str(answer, "channel"), "phone");
    assert_string_equal(json_str(answer, "role"), "R-ENG");
    assert_true(json_int_or(answer, "promised_s", 0) > now_s());
    assert_true(json_flag(answer, "has_person"));
    assert_null(json_member(answer, "contact"));
    json_decref(answer);
    assert_true(cases_stretch_one(rig->central.cases)); /* its code opens it in the lobby */
    assert_int_equal(cases_contact(rig->central.cases, &clerk, number, "", now_s(), &answer), CASES_READ_WHY);
    assert_int_equal(cases_contact(rig->central.cases, &clerk, number, "约上门", now_s(), &answer), CASES_READ);
    assert_string_equal(json_string_value(docs_at(answer, "contact.phone")), "13912345678");
    json_decref(answer);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM audit WHERE what='case.contact'", 0), 1);
    docs_expect_part(
        tell(rig, json_pack("{s:s,s:s,s:s}", "channel", "mail", "category", "WX", "text", "x"), 0, CASES_CARRY_REFUSED),
        "channel:");
    docs_expect_part(tell(rig, report("NO", "B3", "B3-U1", "x"), 0, CASES_CARRY_REFUSED), "category:");
    docs_expect_part(tell(rig, report("WX", "B3", "B3-U1", " "), 0, CASES_CARRY_REFUSED), "text:");
}

static void answers_that_are_written_often_are_kept_and_go(void **state)
{
    struct rig *rig = *state;
    json_t *words = json_pack("{s:s,s:s}", "title", "约时间", "text", "{number}：师傅会到{place}。");
    struct cases_canned_act act = {.site = RIG_SITE, .id = "c-1", .who = "li", .words = words, .now_s = now_s()};
    assert_int_equal(cases_put_canned(rig->central.cases, &act), CASES_MOVED);
    json_t *list = cases_canned(rig->central.cases, RIG_SITE);
    assert_int_equal(json_array_size(list), 1);
    json_decref(list);
    list = cases_canned(rig->central.cases, "elsewhere");
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
    json_object_set_new(words, "text", json_string(" "));
    assert_int_equal(cases_put_canned(rig->central.cases, &act), CASES_MOVE_REFUSED);
    free(act.why);
    json_decref(words);
    act = (struct cases_canned_act){.site = RIG_SITE, .id = "c-1", .who = "li", .now_s = now_s()};
    assert_int_equal(cases_put_canned(rig->central.cases, &act), CASES_MOVED);
    assert_int_equal(cases_put_canned(rig->central.cases, &act), CASES_MOVE_UNKNOWN);
}

/* --- how much SQLite does for a list: the steps of its virtual machine, which no load of the machine changes --- */

#define STEPS_A_TICK 100

static int64_t ticks;

static int count_steps(void *arg UNUSED)
{
    ticks++;
    return 0;
}

/* For every connection that is opened; SQLite wants this shape. */
static int watch(sqlite3 *db, char **why UNUSED, const sqlite3_api_routines *api UNUSED)
{
    sqlite3_progress_handler(db, STEPS_A_TICK, count_steps, NULL);
    return SQLITE_OK;
}

static int64_t steps_of(struct rig *rig, struct cases_query query)
{
    query.limit = 200;
    int64_t before = ticks;
    json_t *part = cases_rows(rig->central.cases, &intake, &query, now_s());
    assert_non_null(part);
    json_decref(part);
    return (ticks - before) * STEPS_A_TICK;
}

/* Made of one real case: what is measured is the list, not the taking in. */
static void twenty_thousand_cases_are_listed_at_once(void **state)
{
    struct rig *rig = *state;
    CLEANUP(free_ptr) char *number = tell(rig, report("WX", "B3", "B3-U1", "灯不亮"), 0, CASES_CARRY_TAKEN);
    assert_true(db_exec(
        rig->central.db,
        "CREATE TEMP TABLE one AS SELECT * FROM kase; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n "
        "WHERE i<19999) INSERT INTO kase SELECT '2020-'||(10000+i),'e-'||i,terminal,site,lobby,category,subitem,"
        "clause,outcome,item_id,at-i,arrived-i,since,promised,ended,item_ver,state,body,NULL,NULL,role,about,severity,"
        "due_note,answer_clause,into_number,grp,matter,building,watchers,round,first_at,answer_due,answered,replies,"
        "reopened,level,late,aside,told,seen,seen_at,unit,due+i*60,channel,shape FROM one,n;"));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM kase", 0), 20000);
    json_t *part = rows(rig, &intake, (struct cases_query){.state = "open", .limit = 200});
    CLEANUP(free_ptr) char *middle = xstrdup(json_str(part, "next"));
    json_decref(part);
    int64_t first = steps_of(rig, (struct cases_query){.state = "open"}),
            later = steps_of(rig, (struct cases_query){.state = "open", .after = middle}),
            newest = steps_of(rig, (struct cases_query){.newest = true, .fold = true}),
            none = steps_of(rig, (struct cases_query){.building = "B1"}),
            words = steps_of(rig, (struct cases_query){.words = "没有这句话"});
    print_message("20,000 cases, steps: first part %lld, later %lld, newest %lld, an empty filter %lld, words %lld\n",
                  (long long)first, (long long)later, (long long)newest, (long long)none, (long long)words);
    const int64_t most = 60 * 20000; /* a walk over all of them for their number, and no more */
    assert_true(first < most && newest < most && none < most && words < most);
    assert_true(later < 60 * 200 * 10); /* further parts cost what they hold */
}

static int with_sample(void **state)
{
    int result = rig_setup(state);
    rig_put_sample(*state);
    return result;
}

#define WITH_SAMPLE(test) cmocka_unit_test_setup_teardown(test, with_sample, rig_teardown)

int main(void)
{
    assert_int_equal(sqlite3_auto_extension((void (*)(void))watch), SQLITE_OK);
    const struct CMUnitTest tests[] = {
        WITH_SAMPLE(list_comes_in_parts_by_what_is_due_first),
        WITH_SAMPLE(what_is_due_this_second_is_not_late_yet),
        WITH_SAMPLE(what_is_about_somebody_is_nowhere_for_them),
        WITH_SAMPLE(table_holds_no_contact_no_foreign_words_and_no_formula),
        WITH_SAMPLE(table_is_whole_or_refused),
        WITH_SAMPLE(moves_that_are_named_are_the_moves_that_are_taken),
        WITH_SAMPLE(desk_hands_its_case_back_with_a_reason),
        WITH_SAMPLE(answer_waits_and_is_taken_back_or_said_also_over_a_restart),
        WITH_SAMPLE(held_answer_of_the_committees_desk_goes_out),
        WITH_SAMPLE(answer_that_cannot_be_said_any_more_is_kept_with_the_reason),
        WITH_SAMPLE(told_report_is_a_case_like_any_and_keeps_a_number_only_after_the_notice),
        WITH_SAMPLE(answers_that_are_written_often_are_kept_and_go),
        WITH_SAMPLE(twenty_thousand_cases_are_listed_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
