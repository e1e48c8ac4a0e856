/* Time at the desk: what is late, the order of steps, a month's figures, and what an older release left. */
#include "desk.h"

/* --- Late --- */

static void what_is_late_is_noted_and_told_once(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "GE", .subitem = "GE-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    assert_true(cases_stretch_one(rig->central.cases));
    int64_t at = number_of(rig, number, "at");
    assert_int_equal(number_of(rig, number, "promised_s"), at + 24 * HOUR);
    assert_int_equal(number_of(rig, number, "answer_s"), at + 10 * DAY);
    assert_true(cases_tick(rig->central.cases, at + 24 * HOUR - 1));
    assert_int_equal(count_events(rig, number, "late") + count_events(rig, number, "escalated"), 0);
    for (int round = 0; round < 2; round++) { /* the second time after a restart */
        assert_true(cases_tick(rig->central.cases, at + 25 * HOUR));
        assert_int_equal(count_events(rig, number, "late"), 1);
        assert_int_equal(count_events(rig, number, "escalated"), 1);
        rig_close(rig);
        rig_open(rig);
    }
    assert_int_equal(number_of(rig, number, "level"), 1);
    json_t *doc = view(rig, number);
    assert_true(json_is_false(json_member(doc, "first_kept")));
    assert_null(json_member(doc, "answer_kept"));
    assert_string_equal(json_string_value(docs_at(doc, "steps[1].what")), "late");
    assert_string_equal(json_string_value(docs_at(doc, "steps[2].role")), "R-CS");
    json_decref(doc);
    /* A server that slept through it dates it rightly. */
    assert_true(cases_tick(rig->central.cases, at + 30 * DAY));
    assert_int_equal(count_events(rig, number, "late"), 2);
    assert_int_equal(number_of(rig, number, "level"), 3);
    json_t *one = see(rig, number);
    assert_true(says(json_member(one, "told"), "R-PM"));
    json_t *event;
    size_t i;
    json_array_foreach(json_member(one, "events"), i, event)
    {
        if (str_eq(json_str(event, "detail"), "answer"))
            assert_int_equal(json_int_or(event, "at", 0), at + 10 * DAY);
    }
    json_decref(one);
}

static void first_reply_in_time_spares_the_first_level(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "GE", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    int64_t at = number_of(rig, number, "at");
    assert_null(move(rig, (struct cases_move){
                              .number = number, .state = "in_progress", .text = "明天来看。", .now_s = at + 2 * HOUR}));
    assert_true(cases_tick(rig->central.cases, at + 5 * DAY));
    assert_int_equal(count_events(rig, number, "late") + count_events(rig, number, "escalated"), 0);
    assert_null(move(
        rig, (struct cases_move){.number = number, .state = "replied", .text = "已补种。", .now_s = at + 6 * DAY}));
    assert_true(cases_tick(rig->central.cases, at + 40 * DAY));
    assert_int_equal(count_events(rig, number, "late"), 0);
    assert_true(cases_stretch_one(rig->central.cases));
    json_t *doc = view(rig, number);
    assert_true(json_is_true(json_member(doc, "first_kept")) && json_is_true(json_member(doc, "answer_kept")));
    assert_string_equal(json_str(doc, "asks"), "verdict");
    assert_int_equal(json_int_or(doc, "replies", 0), 1);
    assert_int_equal(json_int_or(doc, "answer_s", 0), at + 10 * DAY);
    assert_string_equal(json_str(doc, "role"), "R-GRN");
    json_decref(doc);
}

/* --- Order, and what an older release published --- */

static int64_t published(struct rig *rig)
{
    return db_get_i64(rig->central.db, "SELECT sum(item_ver) FROM kase", 0);
}

/* The server slept from before the deadline until after the answer at another desk was given. */
static void steps_stand_in_the_order_in_which_they_happened(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "GE", .subitem = "GE-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    int64_t at = number_of(rig, number, "at"), before = 0;
    assert_true(cases_stretch_one(rig->central.cases));
    assert_true(cases_tick(rig->central.cases, at + 11 * DAY)); /* 24 h, 10 days and two levels at once */
    assert_null(
        move(rig, (struct cases_move){.number = number, .state = "in_progress", .now_s = at + 11 * DAY + HOUR}));
    assert_false(resident(rig, number, FOLLOWUP_HELPED, at + 2 * DAY)); /* said in a lobby without a network */
    json_t *doc = view(rig, number), *step;
    size_t i;
    CLEANUP(buf_fini) struct buf order = {0};
    json_array_foreach(json_member(doc, "steps"), i, step)
    {
        assert_true(json_int_or(step, "at", 0) >= before);
        before = json_int_or(step, "at", 0);
        buf_printf(&order, "%s ", json_str(step, "what"));
    }
    assert_string_equal(buf_str(&order), "state late escalated word late escalated state ");
    json_decref(doc);
}

static void what_a_former_release_published_is_written_anew(void **state)
{
    struct rig *rig = *state;
    for (int i = 0; i < 3; i++) {
        struct said said = {.category = "GE", .at = now_s() - 60};
        free(take(rig, &said));
    }
    assert_true(cases_stretch_one(rig->central.cases) && cases_stretch_one(rig->central.cases));
    int64_t before = published(rig); /* the third waits for its code: nothing of it lies in a lobby */
    assert_true(cases_tick(rig->central.cases, now_s()));
    assert_int_equal(published(rig), before);
    assert_true(db_exec(rig->central.db, "UPDATE kase SET shape=0"));
    rig_close(rig);
    rig_open(rig);
    assert_true(cases_tick(rig->central.cases, now_s()));
    assert_int_equal(published(rig), before + 2);
    assert_true(cases_tick(rig->central.cases, now_s()));
    assert_int_equal(published(rig), before + 2);
}

/* --- Figures, delivery, an older database --- */

static void statistics_equal_what_happened(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "GE", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    int64_t at = number_of(rig, number, "at");
    char month[32];
    clock_format(month, at, 8 * HOUR);
    month[7] = '\0';
    assert_null(
        move(rig, (struct cases_move){.number = number, .state = "replied", .text = "好了。", .now_s = at + 60}));
    assert_true(resident(rig, number, FOLLOWUP_HELPED, at + 120));
    json_t *doc = cases_statistics(rig->central.cases, RIG_SITE, NULL, month, now_s());
    assert_int_equal(json_integer_value(docs_at(doc, "totals.received")), 1);
    assert_int_equal(json_integer_value(docs_at(doc, "totals.in_time")), 1);
    assert_int_equal(json_integer_value(docs_at(doc, "totals.closed")), 1);
    assert_int_equal(json_integer_value(docs_at(doc, "totals.late")), 0);
    assert_string_equal(json_string_value(docs_at(doc, "clauses[0].id")), "GT-06");
    assert_int_equal(json_integer_value(docs_at(doc, "clauses[0].kept")), 1);
    json_decref(doc);
    assert_null(cases_statistics(rig->central.cases, RIG_SITE, NULL, "2026-13", now_s()));
    assert_null(cases_statistics(rig->central.cases, RIG_SITE, NULL, NULL, now_s()));
    int64_t december;
    assert_true(clock_parse("2027-12-01T09:00:00+08:00", 0, &december));
    doc = cases_statistics(rig->central.cases, RIG_SITE, NULL, month, december);
    assert_int_equal(json_int_or(doc, "holidays_missing", 0), 2028);
    json_decref(doc);
}

/* The server slept from before the deadline until the next month: the month in which it was missed has it. */
static void late_is_counted_in_the_month_in_which_it_became_so(void **state)
{
    struct rig *rig = *state;
    struct civil today = clock_civil(now_s(), 8 * HOUR);
    struct civil last = {.year = today.year, .month = today.month, .day = 0}; /* of the month before */
    int64_t end = clock_from_civil(last, 8 * HOUR) + 12 * HOUR;
    struct said said = {.category = "GE", .subitem = "GE-01", .at = end - 3 * DAY};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    assert_int_equal(number_of(rig, number, "promised_s"), said.at + DAY);
    assert_true(cases_tick(rig->central.cases, end + 5 * DAY));
    for (int later = 0; later < 2; later++) {
        char month[32];
        clock_format(month, end + later * DAY, 8 * HOUR);
        month[7] = '\0';
        json_t *doc = cases_statistics(rig->central.cases, RIG_SITE, NULL, month, end + 5 * DAY);
        assert_int_equal(json_integer_value(docs_at(doc, "totals.late")), !later);
        json_decref(doc);
    }
}

static void answer_is_known_to_hang_once_the_lobby_has_its_version(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "GE", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    assert_true(cases_stretch_one(rig->central.cases));
    assert_true(cases_tick(rig->central.cases, now_s()));
    json_t *one = see(rig, number);
    assert_true(json_is_false(docs_at(one, "delivery.shown")));
    json_decref(one);
    assert_true(db_exec(rig->central.db, "UPDATE terminal SET applied=(SELECT version FROM channel WHERE "
                                         "name='k:heting')"));
    assert_true(cases_tick(rig->central.cases, 1795000000));
    one = see(rig, number);
    assert_true(json_is_true(docs_at(one, "delivery.shown")));
    assert_int_equal(json_integer_value(docs_at(one, "delivery.shown_at")), 1795000000);
    json_decref(one);
    assert_null(move(rig, (struct cases_move){.number = number, .state = "replied", .text = "好了。"}));
    one = see(rig, number);
    assert_true(json_is_false(docs_at(one, "delivery.shown"))); /* the lobby has the older state */
    json_decref(one);
}

static void database_of_before_gets_its_desk(void **state)
{
    struct rig *rig = *state;
    struct said said = {.category = "WX", .subitem = "WX-01", .at = now_s() - HOUR};
    CLEANUP(free_ptr) char *number = take(rig, &said);
    int64_t at = number_of(rig, number, "at");
    assert_null(
        move(rig, (struct cases_move){.number = number, .state = "replied", .text = "好了。", .now_s = at + 60}));
    static const char *const added[] = {
        "role",     "about",    "severity", "due_note", "answer_clause", "into_number", "grp",     "matter",
        "building", "watchers", "round",    "first_at", "answer_due",    "answered",    "replies", "reopened",
        "level",    "late",     "aside",    "told",     "seen",          "seen_at"};
    assert_true(db_exec(rig->central.db, "DROP INDEX kase_matter; DROP INDEX kase_into; DROP INDEX kase_grp;"));
    for (size_t i = 0; i < ARRAY_LEN(added); i++) {
        CLEANUP(free_ptr) char *sql = xasprintf("ALTER TABLE kase DROP COLUMN %s", added[i]);
        assert_true(db_exec(rig->central.db, sql));
    }
    assert_true(db_exec(rig->central.db, "ALTER TABLE case_event DROP COLUMN what; ALTER TABLE case_event DROP COLUMN "
                                         "detail; ALTER TABLE case_event DROP COLUMN amount_fen;"));
    rig_close(rig);
    rig_open(rig);
    expect_text(rig, number, "role", "R-ENG");
    assert_int_equal(number_of(rig, number, "first_at"), at + 60);
    assert_int_equal(number_of(rig, number, "replies"), 1);
    assert_int_equal(number_of(rig, number, "answer_s"), at + 10 * DAY);
    assert_int_equal(count_events(rig, number, "state"), 2);
    assert_true(resident(rig, number, FOLLOWUP_HELPED, at + DAY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SAMPLE(what_is_late_is_noted_and_told_once),
        WITH_SAMPLE(first_reply_in_time_spares_the_first_level),
        WITH_SAMPLE(steps_stand_in_the_order_in_which_they_happened),
        WITH_SAMPLE(what_a_former_release_published_is_written_anew),
        WITH_SAMPLE(statistics_equal_what_happened),
        WITH_SAMPLE(late_is_counted_in_the_month_in_which_it_became_so),
        WITH_SAMPLE(answer_is_known_to_hang_once_the_lobby_has_its_version),
        WITH_SAMPLE(database_of_before_gets_its_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
