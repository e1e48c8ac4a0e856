/* The board of outcomes: its counts equal what happened to cases made by hand, and it is made when something changed
 * and not otherwise. Last month is the one before the machine's today. */
#include "desk.h"

#include "central/outcome/outcome_internal.h"

#define ZONE (8 * HOUR)

/* The first moment of the month that lies `back` before this one. */
static int64_t month_start(int back)
{
    struct civil today = clock_civil(now_s(), ZONE);
    return clock_from_civil((struct civil){.year = today.year, .month = today.month - back, .day = 1}, ZONE);
}

static void month_name(char out[static 8], int back)
{
    outcome_month_back(out, now_s(), ZONE, back);
}

/* --- Cases by hand --- */

static char *took(struct rig *rig, const char *category, int64_t at)
{
    struct said said = {.category = category, .at = at};
    return take(rig, &said);
}

static void moved(struct rig *rig, const char *number, const char *state, const char *text, int64_t at)
{
    assert_null(move(rig, (struct cases_move){.number = number, .state = state, .text = text, .now_s = at}));
}

struct wanted {
    const char *path;
    int64_t value;
};

static void expect(json_t *doc, const struct wanted *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const json_t *value = docs_at(doc, wanted[i].path);
        if (!json_is_integer(value) || json_integer_value(value) != wanted[i].value)
            fail_msg("%s is %lld, not %lld: %s", wanted[i].path, (long long)json_integer_value(value),
                     (long long)wanted[i].value, json_dumps(doc, 0));
    }
}

static json_t *board(struct rig *rig)
{
    json_t *doc = outcome_document(rig->central.outcome, RIG_SITE, now_s());
    assert_non_null(doc);
    return doc;
}

/* --- Counts --- */

static void a_minute_late_is_late_and_the_last_second_is_not(void **state)
{
    struct rig *rig = *state;
    int64_t start = month_start(1);
    CLEANUP(free_ptr) char *kept = took(rig, "GE", start + 2 * DAY);
    CLEANUP(free_ptr) char *first_late = took(rig, "GE", start + 3 * DAY);
    CLEANUP(free_ptr) char *answer_late = took(rig, "GE", start + 4 * DAY);
    moved(rig, kept, "in_progress", "明天来看。", start + 2 * DAY + 24 * HOUR);
    moved(rig, kept, "replied", "已修好。", start + 2 * DAY + 10 * DAY);
    moved(rig, first_late, "replied", "已修好。", start + 3 * DAY + 24 * HOUR + 60);
    moved(rig, answer_late, "in_progress", "明天来看。", start + 4 * DAY + HOUR);
    moved(rig, answer_late, "replied", "已修好。", start + 4 * DAY + 10 * DAY + 60);
    assert_true(resident(rig, answer_late, FOLLOWUP_HELPED, start + 20 * DAY));
    CLEANUP(json_free_ref) json_t *doc = board(rig);
    const struct wanted wanted[] = {{"totals.received", 3}, {"totals.in_time", 2},    {"totals.late", 2},
                                    {"totals.closed", 1},   {"totals.open", 2},       {"totals.reopened", 0},
                                    {"clauses[0].kept", 2}, {"clauses[0].of", 3},     {"clauses[1].kept", 2},
                                    {"clauses[1].of", 3},   {"categories[0].late", 2}};
    char month[8];
    month_name(month, 1);
    expect(doc, wanted, ARRAY_LEN(wanted));
    assert_string_equal(json_str(doc, "month"), month);
    assert_string_equal(json_string_value(docs_at(doc, "clauses[0].id")), "GT-06");
    assert_string_equal(json_string_value(docs_at(doc, "clauses[1].id")), "GT-07");
    assert_string_equal(json_string_value(docs_at(doc, "clauses[1].period")), month);
}

/* The answer standard in working days: two of them from a Friday end on Tuesday. */
static void working_days_are_no_plain_days(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    CLEANUP(json_free_ref) json_t *standards = items_document(db, RIG_SITE, "standard");
    CLEANUP(json_free_ref) json_t *form = items_document(db, RIG_SITE, "form");
    json_t *clause = json_find(json_member(standards, "clauses"), "GT-07");
    json_object_set_new(clause, "unit", json_string("工作日"));
    json_object_set_new(clause, "target", json_integer(2));
    json_object_set_new(form, "holidays", json_object());
    const json_t *docs[] = {standards, form};
    const char *ids[] = {"standards", "complaint"};
    for (int i = 0; i < 2; i++) { /* past the schema, which the sample's form would not fit any longer */
        struct buf text = {0};
        json_encode(&text, docs[i]);
        struct db_stmt *stmt = db_prep(db, "UPDATE item SET doc=$2 WHERE id=$1");
        db_bind_text(stmt, 1, ids[i]);
        db_bind_text(stmt, 2, buf_str(&text));
        assert_true(db_run(stmt));
        buf_fini(&text);
    }
    int64_t start = month_start(1), day = start + ZONE;
    while ((day / DAY + 4) % 7 != 5) /* 1970-01-01 was a Thursday */
        day += DAY;
    int64_t friday = day - ZONE + 16 * HOUR, due;
    CLEANUP(free_ptr) char *kept = took(rig, "GE", friday);
    CLEANUP(free_ptr) char *late = took(rig, "GE", friday);
    struct kase kase;
    assert_true(case_load(rig->central.cases, kept, &kase));
    due = kase.answer_due;
    case_fini(&kase);
    assert_in_range(due - friday, 4 * DAY - 16 * HOUR, 4 * DAY + 8 * HOUR); /* on Tuesday, not on Sunday */
    moved(rig, kept, "replied", "已修好。", due);
    moved(rig, late, "in_progress", "明天来看。", friday + HOUR);
    moved(rig, late, "replied", "已修好。", due + 60);
    CLEANUP(json_free_ref) json_t *doc = board(rig);
    const struct wanted wanted[] = {{"clauses[1].kept", 1}, {"clauses[1].of", 2}};
    expect(doc, wanted, ARRAY_LEN(wanted));
}

static void neighbouring_months_and_what_was_set_aside_are_not_counted(void **state)
{
    struct rig *rig = *state;
    int64_t start = month_start(1), end = month_start(0);
    CLEANUP(free_ptr) char *before = took(rig, "GE", start - 3 * DAY);
    moved(rig, before, "replied", "已修好。", start - 2 * DAY);
    assert_true(resident(rig, before, FOLLOWUP_HELPED, start - 1));
    CLEANUP(free_ptr) char *after = took(rig, "GE", end);
    CLEANUP(free_ptr) char *last_second = took(rig, "GE", end - 1);
    char *burst[4];
    for (int i = 0; i < 4; i++)
        burst[i] = took(rig, "WX", start + 5 * DAY + i);
    struct cases_aside aside = {
        .number = burst[0], .aside = true, .reason = "重复按键", .who = "clerk", .now_s = start + 6 * DAY};
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED);
    assert_true(cases_tick(rig->central.cases, end));
    CLEANUP(json_free_ref) json_t *doc = board(rig);
    const struct wanted wanted[] = {{"totals.received", 1}, {"totals.closed", 0},  {"totals.late", 0},
                                    {"totals.open", 1},     {"totals.in_time", 0}, {"set_aside", 4}};
    expect(doc, wanted, ARRAY_LEN(wanted));
    assert_int_equal(json_array_size(json_member(doc, "categories")), 1);
    for (int i = 0; i < 4; i++)
        free(burst[i]);
}

/* What is known of a month stays so: a case that ended in it and was taken up again later had ended in it. */
static void what_comes_later_does_not_change_a_month(void **state)
{
    struct rig *rig = *state;
    int64_t start = month_start(2), later = month_start(1) + HOUR;
    CLEANUP(free_ptr) char *number = took(rig, "GE", start + 10 * DAY);
    moved(rig, number, "replied", "已修好。", start + 10 * DAY + HOUR);
    assert_true(resident(rig, number, FOLLOWUP_HELPED, month_start(1) - HOUR));
    char month[8];
    month_name(month, 2);
    CLEANUP(json_free_ref) json_t *before = cases_statistics(rig->central.cases, RIG_SITE, NULL, month, later);
    const struct wanted wanted[] = {{"totals.received", 1}, {"totals.closed", 1},   {"totals.in_time", 1},
                                    {"totals.open", 0},     {"totals.reopened", 0}, {"no_word", 0}};
    expect(before, wanted, ARRAY_LEN(wanted));
    struct cases_move again = {.number = number, .state = "reopened", .who = "clerk", .now_s = later};
    assert_int_equal(cases_move(rig->central.cases, &again), CASES_MOVED);
    CLEANUP(json_free_ref) json_t *after = cases_statistics(rig->central.cases, RIG_SITE, NULL, month, later);
    expect(after, wanted, ARRAY_LEN(wanted));
    CLEANUP(json_free_ref) json_t *next = board(rig);
    const struct wanted taken_up[] = {{"totals.received", 0}, {"totals.reopened", 1}, {"totals.open", 1}};
    expect(next, taken_up, ARRAY_LEN(taken_up));
}

/* Two residents reported one thing: two reports, one answer. */
static void merged_reports_share_one_answer(void **state)
{
    struct rig *rig = *state;
    int64_t start = month_start(1);
    CLEANUP(free_ptr) char *one = took(rig, "GE", start + 2 * DAY);
    CLEANUP(free_ptr) char *two = took(rig, "GE", start + 3 * DAY);
    struct cases_move merge = {
        .number = two, .state = "merged", .into = one, .who = "clerk", .now_s = start + 3 * DAY + HOUR};
    assert_int_equal(cases_move(rig->central.cases, &merge), CASES_MOVED);
    moved(rig, one, "replied", "已修好。", start + 2 * DAY + 20 * HOUR);
    assert_true(resident(rig, one, FOLLOWUP_HELPED, start + 6 * DAY));
    assert_true(cases_tick(rig->central.cases, start + 29 * DAY));
    CLEANUP(json_free_ref) json_t *doc = board(rig);
    const struct wanted wanted[] = {{"totals.received", 2}, {"totals.closed", 2}, {"totals.in_time", 1},
                                    {"totals.late", 0},     {"totals.open", 0},   {"clauses[1].kept", 1},
                                    {"clauses[1].of", 1}};
    expect(doc, wanted, ARRAY_LEN(wanted));
}

/* --- The bucket --- */

static void enter(struct rig *rig, int back, int visits, const char *refusal)
{
    char month[8];
    struct outcome_act act = {.site = RIG_SITE, .who = "clerk", .now_s = now_s()};
    CLEANUP(json_free_ref)
    json_t *numbers = json_pack("{s:i,s:i,s:i,s:i}", "visits", visits, "signups", 3, "services", 1, "cancelled", 2);
    month_name(month, back);
    enum outcome_result result = outcome_put_month(rig->central.outcome, &act, month, numbers);
    assert_true(refusal ? result == OUTCOME_REFUSED : result == OUTCOME_OK || result == OUTCOME_CREATED);
    docs_expect_part(act.why ? act.why : xstrdup(""), refusal ? refusal : "");
}

static void the_bucket_equals_what_happened_and_what_was_entered(void **state)
{
    struct rig *rig = *state;
    int64_t start = month_start(2);
    CLEANUP(free_ptr) char *number = took(rig, "GE", start + DAY);
    moved(rig, number, "replied", "已修好。", start + 5 * DAY); /* late: the first reply */
    assert_true(resident(rig, number, FOLLOWUP_NOT_HELPED, start + 6 * DAY));
    enter(rig, 8, 1, NULL);
    enter(rig, 6, 6, NULL);
    enter(rig, 2, 40, NULL);
    enter(rig, 2, 41, NULL); /* corrected */
    enter(rig, 0, 9, NULL);  /* still running: waits */
    enter(rig, -1, 9, "has not begun yet");
    enter(rig, 24, 9, "numbers are taken from");
    enter(rig, 2, -1, "visits: ");
    CLEANUP(json_free_ref) json_t *doc = board(rig);
    assert_int_equal(json_array_size(json_member(doc, "bucket")), 2); /* oldest first, none that nobody entered */
    const struct wanted wanted[] = {{"bucket[0].in.visits", 6},    {"bucket[0].out.late", 0},
                                    {"bucket[1].in.visits", 41},   {"bucket[1].in.signups", 3},
                                    {"bucket[1].in.services", 1},  {"bucket[1].out.late", 1},
                                    {"bucket[1].out.reopened", 1}, {"bucket[1].out.cancelled", 2}};
    expect(doc, wanted, ARRAY_LEN(wanted));
    char month[8];
    month_name(month, 2);
    assert_string_equal(json_string_value(docs_at(doc, "bucket[1].month")), month);
    CLEANUP(json_free_ref) json_t *office = outcome_office(rig->central.outcome, RIG_SITE, now_s());
    assert_int_equal(json_array_size(json_member(office, "bucket_missing")), 4);
    CLEANUP(free_ptr) char *sql = xasprintf("UPDATE site SET created=%lld", (long long)now_s());
    assert_true(db_exec(rig->central.db, sql)); /* nobody is asked for numbers of before the community was here */
    CLEANUP(json_free_ref) json_t *young = outcome_office(rig->central.outcome, RIG_SITE, now_s());
    assert_int_equal(json_array_size(json_member(young, "bucket_missing")), 0);
    assert_int_equal(json_array_size(json_member(young, "bucket")), 2);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM outcome_month", 0), 5); /* each version */
}

/* --- Faces --- */

static bool face_body(struct db *db, void *arg)
{
    (void)db;
    struct arrival *arrival = arg;
    const char *code;
    return cases_feedback(&arrival->rig->central, "10001", arrival->id, now_s(), "ok", arrival->plain.data,
                          arrival->plain.len, &code) == CASES_STORED;
}

static void touch(struct rig *rig, const char *id, int face, int times, int64_t at)
{
    struct arrival arrival = {.rig = rig, .id = "f"};
    CLEANUP(json_free_ref)
    json_t *doc = json_pack("{s:i,s:s,s:{s:s,s:s,s:i},s:i,s:s,s:s,s:I,s:s,s:s}", "v", 1, "kind", "feedback", "subject",
                            "kind", "notice", "id", id, "ver", 1, "face", face, "site", "heting", "lobby", "T-1", "at",
                            (json_int_t)at, "clk", "ok", "lang", "zh-CN");
    json_encode(&arrival.plain, doc);
    for (int i = 0; i < times; i++)
        assert_true(db_transact(rig->central.db, face_body, &arrival));
    buf_fini(&arrival.plain);
}

static void fewer_than_ten_faces_are_not_shown(void **state)
{
    struct rig *rig = *state;
    int64_t last_month = month_start(1) + 9 * DAY;
    touch(rig, "N-1", 1, 6, last_month);
    touch(rig, "N-1", 2, 1, last_month);
    touch(rig, "N-1", 3, 3, month_start(0) - 1);
    touch(rig, "N-2", 1, 9, last_month);
    touch(rig, "N-2", 1, 9, month_start(0));     /* this month's */
    touch(rig, "N-2", 1, 9, month_start(1) - 1); /* the one before */
    CLEANUP(json_free_ref) json_t *doc = board(rig);
    assert_int_equal(json_array_size(json_member(doc, "feedback")), 1);
    const struct wanted wanted[] = {{"feedback[0].good", 6}, {"feedback[0].so_so", 1}, {"feedback[0].bad", 3}};
    expect(doc, wanted, ARRAY_LEN(wanted));
    assert_string_equal(json_string_value(docs_at(doc, "feedback[0].id")), "N-1");
}

/* --- Making --- */

static int64_t version(struct rig *rig)
{
    CLEANUP(json_free_ref) json_t *item = items_get(rig->central.db, RIG_SITE, "outcome", 0, now_s());
    return json_int_or(item, "version", 0);
}

static void it_is_made_when_something_changed_and_not_otherwise(void **state)
{
    struct rig *rig = *state;
    struct outcome *outcome = rig->central.outcome;
    int64_t noon = month_start(0) + 5 * DAY + 12 * HOUR; /* whatever the machine's hour: ticks are told the time */
    assert_true(outcome_tick(outcome, noon));
    assert_int_equal(version(rig), 1);
    CLEANUP(free_ptr) char *channels = rig_channels(rig, "outcome");
    assert_string_equal(channels, "s:heting");
    for (int64_t at = noon; at < noon + 2 * HOUR; at += 20)
        assert_true(outcome_tick(outcome, at));
    assert_int_equal(version(rig), 1);
    CLEANUP(free_ptr) char *number = took(rig, "GE", month_start(1) + DAY);
    int64_t change = noon + 2 * HOUR;
    assert_true(outcome_tick(outcome, change));
    assert_int_equal(version(rig), 1); /* what comes with it in the next seconds goes out together */
    assert_true(outcome_tick(outcome, change + 40));
    assert_int_equal(version(rig), 2);
    moved(rig, number, "replied", "已修好。", month_start(1) + DAY + HOUR);
    for (int64_t at = change + 60; at < change + 40 + 600; at += 20)
        assert_true(outcome_tick(outcome, at));
    assert_int_equal(version(rig), 2); /* not more often than every ten minutes */
    assert_true(outcome_tick(outcome, change + 40 + 600));
    assert_int_equal(version(rig), 3);
    rig_close(rig); /* a restart counts anew and finds the same */
    rig_open(rig);
    assert_true(outcome_tick(rig->central.outcome, noon + 4 * HOUR));
    assert_int_equal(version(rig), 3);
    int64_t next_month = month_start(-1);
    assert_true(outcome_tick(rig->central.outcome, next_month - 1));
    assert_int_equal(version(rig), 3);
    assert_true(outcome_tick(rig->central.outcome, next_month));
    assert_int_equal(version(rig), 4);
    CLEANUP(json_free_ref) json_t *doc = items_document(rig->central.db, RIG_SITE, "outcome");
    char month[8];
    month_name(month, 0);
    assert_string_equal(json_str(doc, "month"), month);
}

/* What the office's board says of its only matter. */
static bool office_says(struct rig *rig, const char *flag)
{
    CLEANUP(json_free_ref) json_t *office = outcome_office(rig->central.outcome, RIG_SITE, now_s());
    assert_int_equal(json_array_size(json_member(office, "asked")), 1);
    return json_flag(json_array_get(json_member(office, "asked"), 0), flag);
}

static size_t in_the_lobbies(struct rig *rig)
{
    CLEANUP(json_free_ref) json_t *doc = items_document(rig->central.db, RIG_SITE, "outcome");
    return json_array_size(json_member(doc, "asked"));
}

/* Who approves waits for it: a count of reports a moment ago does not hold it back for ten minutes. */
static void what_is_approved_hangs_within_a_minute_and_not_before_it_is_said_to(void **state)
{
    struct rig *rig = *state;
    struct outcome *outcome = rig->central.outcome;
    int64_t noon = month_start(0) + 5 * DAY + 12 * HOUR;
    struct outcome_act act = {.site = RIG_SITE, .who = "clerk", .now_s = noon};
    CLEANUP(json_free_ref)
    json_t *words = json_pack("{s:s,s:s,s:s}", "asked", "电梯常停", "state", "done", "answer", "换了门机");
    assert_true(outcome_tick(outcome, noon));
    assert_int_equal(outcome_put(outcome, &act, OUTCOME_ASKED, "Q-01", words), OUTCOME_CREATED);
    act.approves = true;
    assert_int_equal(outcome_put(outcome, &act, OUTCOME_ASKED, "Q-01", NULL), OUTCOME_OK);
    assert_true(outcome_tick(outcome, noon + 5));
    assert_false(office_says(rig, "draft"));
    assert_false(office_says(rig, "hangs"));
    assert_int_equal(in_the_lobbies(rig), 0);
    for (int64_t at = noon + 10; at <= noon + 40; at += 5)
        assert_true(outcome_tick(outcome, at));
    assert_int_equal(in_the_lobbies(rig), 1);
    assert_true(office_says(rig, "hangs"));
    act.now_s = noon + 60;
    assert_int_equal(outcome_remove(outcome, &act, OUTCOME_ASKED, "Q-01"), OUTCOME_OK);
    for (int64_t at = noon + 60; at <= noon + 100; at += 5)
        assert_true(outcome_tick(outcome, at));
    assert_int_equal(in_the_lobbies(rig), 0);
}

/* As if it had gone live just now, after a time as a demonstration. */
static void go_live(struct rig *rig, int64_t demo_s)
{
    struct db_stmt *stmt = db_prep(rig->central.db, "UPDATE item_version SET at=$1 WHERE item='community'");
    db_bind_i64(stmt, 1, demo_s);
    assert_true(db_run(stmt));
    stmt =
        db_prep(rig->central.db,
                "INSERT INTO item_version(site,item,ver,at,who,status,audience,doc,approved_by) SELECT "
                "site,item,ver+100,$1,who,status,audience,json_set(doc,'$.community.demo',json('false')),approved_by "
                "FROM item_version WHERE item='community'");
    db_bind_i64(stmt, 1, now_s());
    assert_true(db_run(stmt));
}

static void before_the_community_was_there_the_board_says_nothing(void **state)
{
    struct rig *rig = *state;
    char from[32], since[32];
    struct db_stmt *made = db_prep(rig->central.db, "UPDATE site SET created=$1");
    db_bind_i64(made, 1, now_s());
    assert_true(db_run(made));
    CLEANUP(json_free_ref) json_t *doc = board(rig);
    assert_null(json_member(doc, "categories"));
    assert_null(json_member(doc, "totals"));
    clock_format(from, now_s(), ZONE);
    clock_format(since, json_int_or(doc, "since", 0), ZONE);
    from[7] = since[7] = '\0';
    assert_string_equal(since, from);
    CLEANUP(json_free_ref) json_t *office = outcome_office(rig->central.outcome, RIG_SITE, now_s());
    assert_true(json_is_object(json_member(office, "totals"))); /* staff see what is there */
    /* What a demonstration plays through is shown, also of the month before … */
    free(took(rig, "GE", month_start(1) + DAY));
    CLEANUP(json_free_ref) json_t *played = board(rig);
    assert_int_equal(json_int_or(json_member(played, "totals"), "received", 0), 1);
    assert_null(json_member(played, "since"));
    /* … but when the ribbon goes, that was for trying. */
    go_live(rig, month_start(2));
    CLEANUP(json_free_ref) json_t *live = board(rig);
    assert_null(json_member(live, "categories"));
    assert_true(llabs(json_int_or(live, "since", 0) - now_s()) < 600);
    /* In the month in which it began the day is said, in the next nothing more. */
    struct db_stmt *stmt = db_prep(rig->central.db, "UPDATE item_version SET at=$1 WHERE ver>100");
    db_bind_i64(stmt, 1, month_start(1) + 12 * HOUR);
    assert_true(db_run(stmt));
    CLEANUP(json_free_ref) json_t *first = board(rig);
    assert_int_equal(json_int_or(json_member(first, "totals"), "received", 0), 1);
    assert_int_equal(json_int_or(first, "since", 0), month_start(1) + 12 * HOUR);
    stmt = db_prep(rig->central.db, "UPDATE item_version SET at=$1 WHERE ver>100");
    db_bind_i64(stmt, 1, month_start(1) - 12 * HOUR);
    assert_true(db_run(stmt));
    CLEANUP(json_free_ref) json_t *second = board(rig);
    assert_null(json_member(second, "since"));
}

static void without_a_community_nothing_is_made(void **state)
{
    struct rig *rig = *state;
    assert_true(outcome_tick(rig->central.outcome, now_s()));
    assert_int_equal(version(rig), 0);
    rig_put_sample(rig);
    assert_true(outcome_tick(rig->central.outcome, now_s() + 20));
    assert_int_equal(version(rig), 1);
    struct items_act act = {.site = RIG_SITE, .who = "admin", .now_s = now_s()};
    CLEANUP(json_free_ref)
    json_t *notice = json_pack("{s:s,s:s,s:{},s:{}}", "kind", "notice", "status", "draft", "audience", "doc");
    assert_int_equal(items_put_notice(&rig->central, &act, "outcome", notice), ITEMS_CONFLICT);
    free(act.why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SAMPLE(a_minute_late_is_late_and_the_last_second_is_not),
        WITH_SAMPLE(working_days_are_no_plain_days),
        WITH_SAMPLE(neighbouring_months_and_what_was_set_aside_are_not_counted),
        WITH_SAMPLE(what_comes_later_does_not_change_a_month),
        WITH_SAMPLE(merged_reports_share_one_answer),
        WITH_SAMPLE(the_bucket_equals_what_happened_and_what_was_entered),
        WITH_SAMPLE(fewer_than_ten_faces_are_not_shown),
        WITH_SAMPLE(it_is_made_when_something_changed_and_not_otherwise),
        WITH_SAMPLE(what_is_approved_hangs_within_a_minute_and_not_before_it_is_said_to),
        WITH_SAMPLE(before_the_community_was_there_the_board_says_nothing),
        cmocka_unit_test_setup_teardown(without_a_community_nothing_is_made, rig_setup, rig_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
