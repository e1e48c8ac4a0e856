/* The desk's rules on a real database: whose desk, recusal, time, remedies, merging, groups, what comes back. The
 * lobby's own time is the clock here: an entry of three months ago is made by dating it so. */
#include "rig.h"

#include "central/cases/cases_internal.h"
#include "common/casecode.h"
#include "common/clock.h"
#include "common/json.h"

#define HOUR 3600
#define DAY  86400

static int64_t now_s(void)
{
    return clock_wall_ms() / 1000;
}

struct arrival {
    struct rig *rig;
    const char *id;
    struct buf plain;
    enum cases_result result;
};

static bool arrival_body(struct db *db, void *arg)
{
    (void)db;
    struct arrival *arrival = arg;
    const char *code;
    arrival->result = cases_receive(&arrival->rig->central, "10001", arrival->id, now_s(), "ok", arrival->plain.data,
                                    arrival->plain.len, &code);
    return arrival->result == CASES_STORED;
}

struct said {
    const char *category, *subitem, *about, *building;
    int64_t at;
    char code[CASECODE_LEN + 1];
};

/* Takes one entry; the number of its case, yours. */
static char *take(struct rig *rig, struct said *said)
{
    static int count;
    char month[32], id[16];
    clock_format(month, now_s(), 8 * HOUR);
    month[7] = '\0';
    (void)snprintf(id, sizeof(id), "e-%d", ++count);
    casecode_mint(said->code);
    json_t *doc = json_pack("{s:i,s:s,s:s,s:s,s:s,s:I,s:s,s:s,s:s,s:s*,s:{s:s},s:s}", "v", 1, "kind", "complaint",
                            "code", said->code, "month", month, "site", "heting", "at", (json_int_t)said->at, "clk",
                            "ok", "lang", "zh-CN", "category", said->category, "about", said->about, "place",
                            "building", said->building ? said->building : "B3", "text", "墙上渗水");
    json_object_set_new(doc, "subitem", json_string(said->subitem ? said->subitem : ""));
    struct arrival arrival = {.rig = rig, .id = id};
    json_encode(&arrival.plain, doc);
    assert_true(db_transact(rig->central.db, arrival_body, &arrival));
    buf_fini(&arrival.plain);
    json_decref(doc);
    struct db_stmt *stmt = db_prep(rig->central.db, "SELECT number FROM kase WHERE entry_id=$1");
    db_bind_text(stmt, 1, id);
    assert_int_equal(db_step(stmt), DB_ROW);
    char *number = xstrdup(db_col_text(stmt, 0));
    db_reset(stmt);
    return number;
}

static json_t *see(struct rig *rig, const char *number)
{
    json_t *answer;
    assert_int_equal(cases_read(rig->central.cases, NULL, number, now_s(), &answer), CASES_READ);
    return answer;
}

static void expect_text(struct rig *rig, const char *number, const char *member, const char *wanted)
{
    json_t *one = see(rig, number);
    assert_string_equal(json_str(one, member), wanted);
    json_decref(one);
}

static int64_t number_of(struct rig *rig, const char *number, const char *member)
{
    json_t *one = see(rig, number);
    int64_t value = json_int_or(one, member, -1);
    json_decref(one);
    return value;
}

static size_t count_events(struct rig *rig, const char *number, const char *what)
{
    json_t *one = see(rig, number), *event;
    size_t i, count = 0;
    json_array_foreach(json_member(one, "events"), i, event)
    {
        count += str_eq(json_str(event, "what"), what);
    }
    json_decref(one);
    return count;
}

static char *move(struct rig *rig, struct cases_move step)
{
    step.who = step.who ? step.who : "clerk";
    step.now_s = step.now_s ? step.now_s : now_s();
    enum cases_move_result result = cases_move(rig->central.cases, &step);
    assert_int_equal(result, step.why ? CASES_MOVE_REFUSED : CASES_MOVED);
    return step.why;
}

struct doing {
    struct cases *cases;
    const char *number, *text;
    enum followup_act act;
    int64_t at;
    bool applied;
};

static bool doing_body(struct db *db, void *arg)
{
    (void)db;
    struct doing *doing = arg;
    struct kase kase;
    assert_true(case_load(doing->cases, doing->number, &kase));
    bool ok = case_act(doing->cases, &kase, doing->act, doing->text, doing->at, doing->at, &doing->applied) &&
              case_publish(doing->cases, &kase);
    case_fini(&kase);
    return ok;
}

static bool resident(struct rig *rig, const char *number, enum followup_act act, int64_t at)
{
    struct doing doing = {.cases = rig->central.cases, .number = number, .act = act, .text = "还在漏", .at = at};
    assert_true(db_transact(rig->central.db, doing_body, &doing));
    return doing.applied;
}

/* What the resident's code opens. */
static json_t *view(struct rig *rig, const char *number)
{
    struct kase kase;
    struct wire_item line;
    struct buf bytes = {0}, plain = {0};
    assert_true(case_load(rig->central.cases, number, &kase));
    struct db_stmt *stmt = db_prep(rig->central.db, "SELECT line FROM channel_item WHERE channel='k:heting' AND id=$1");
    db_bind_text(stmt, 1, kase.item_id);
    assert_int_equal(db_step(stmt), DB_ROW);
    assert_true(wire_item_parse(&line, db_col_text(stmt, 0), strlen(db_col_text(stmt, 0))));
    db_reset(stmt);
    int64_t size;
    CLEANUP(close_fd) int fd = publish_blob_open(rig->central.publisher, line.sha256, &size);
    char chunk[4096];
    for (ssize_t got; (got = read(fd, chunk, sizeof(chunk))) > 0;)
        buf_append(&bytes, chunk, (size_t)got);
    assert_true(crypto_secret_open(&plain, bytes.data, bytes.len, (const uint8_t *)kase.key.data));
    json_t *doc = json_decode(plain.data, plain.len, NULL);
    buf_fini(&bytes);
    buf_fini(&plain);
    case_fini(&kase);
    return doc;
}

static bool says(const json_t *value, const char *word)
{
    char *text = json_dumps(value, 0);
    bool found = strstr(text, word) != NULL;
    free(text);
    return found;
}

/* --- Whose desk, and whom it is about --- */

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
    CLEANUP(free_ptr)
    char *sql = xasprintf("UPDATE kase SET grp='%s'; INSERT INTO case_group(id,lobby,aside,who) VALUES('%s','T-B3-U1',"
                          "0,'')",
                          hidden, hidden);
    assert_true(db_exec(rig->central.db, sql));
    rig_close(rig);
    rig_open(rig);
    expect_text(rig, hidden, "group", "");
    expect_text(rig, first, "group", first);
    expect_text(rig, second, "group", first);
    struct cases_aside aside = {
        .group = first, .aside = true, .reason = "重复", .who = "li", .posts = "R-CS", .now_s = now_s()};
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED);
}

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

/* --- Time --- */

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
    struct cases_aside aside = {.group = numbers[0], .aside = true, .who = "li", .posts = "R-CS", .now_s = now_s()};
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
    aside.group = "2020-0001";
    aside.why = NULL;
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVE_UNKNOWN);
    for (int i = 0; i < 5; i++)
        free(numbers[i]);
}

/* A child played, the desk set that aside, and somebody else stepped up to the same screen. */
static void another_matter_in_a_group_set_aside_is_read_first(void **state)
{
    struct rig *rig = *state;
    char *numbers[6];
    int64_t start = now_s() - HOUR;
    struct cases_aside aside = {.aside = true, .reason = "小孩玩屏幕", .who = "li", .posts = "R-CS", .now_s = now_s()};
    for (int i = 0; i < 6; i++) {
        struct said said = {.category = i == 5 ? "WX" : "QT", .subitem = i == 5 ? "WX-01" : "", .at = start + i * 60};
        if (i == 4) {
            aside.group = numbers[0];
            assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED);
        }
        numbers[i] = take(rig, &said);
    }
    const struct cases_viewer desk = {.site = RIG_SITE, .user = "li", .posts = "R-CS R-ENG"};
    for (int i = 4; i < 6; i++) {
        json_t *brief = cases_brief(rig->central.cases, &desk, numbers[i], now_s());
        assert_string_equal(json_str(brief, "group"), numbers[0]);
        assert_int_equal(json_int_or(brief, "set_aside", 0) > 0, i == 4); /* one more of the same; a leak */
        json_decref(brief);
    }
    int64_t events = count_events(rig, numbers[1], "word");
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVED); /* it was read, and is of them */
    assert_int_equal(count_events(rig, numbers[1], "word"), events);
    assert_int_equal(count_events(rig, numbers[5], "word"), 1);
    assert_int_equal(cases_set_aside(rig->central.cases, &aside), CASES_MOVE_REFUSED);
    free(aside.why);
    for (int i = 0; i < 6; i++)
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

static int with_sample(void **state)
{
    int result = rig_setup(state);
    struct rig *rig = *state;
    rig_put_sample(rig);
    assert_true(db_exec(rig->central.db, "INSERT INTO terminal(id, pk, lobby, channels, made, made_by) VALUES('10001',"
                                         " zeroblob(32), 'T-B3-U1', 'all,s:heting', 0, 'admin')"));
    assert_true(fleet_reload(rig->central.fleet));
    return result;
}

#define WITH_SAMPLE(test) cmocka_unit_test_setup_teardown(test, with_sample, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SAMPLE(whom_a_case_is_about_sees_neither_it_nor_that_it_is),
        WITH_SAMPLE(text_outside_the_own_posts_needs_a_reason),
        WITH_SAMPLE(taking_a_case_from_another_desk_needs_a_reason),
        WITH_SAMPLE(only_the_desk_and_those_above_it_act),
        WITH_SAMPLE(steps_stand_in_the_order_in_which_they_happened),
        WITH_SAMPLE(what_a_former_release_published_is_written_anew),
        WITH_SAMPLE(moves_are_made_by_whom_the_forms_transitions_name),
        WITH_SAMPLE(a_move_that_the_form_leaves_out_is_refused),
        WITH_SAMPLE(nothing_that_can_be_counted_tells_of_a_hidden_case),
        WITH_SAMPLE(numbers_rise_with_gaps),
        WITH_SAMPLE(a_group_of_before_lets_go_of_what_may_not_be_seen),
        WITH_SAMPLE(a_case_gets_three_new_codes_and_its_resident_reads_of_each),
        WITH_SAMPLE(second_of_two_clerks_looks_again),
        WITH_SAMPLE(posts_that_nobody_holds_are_named_with_their_cases),
        WITH_SAMPLE(what_is_late_is_noted_and_told_once),
        WITH_SAMPLE(first_reply_in_time_spares_the_first_level),
        WITH_SAMPLE(verdict_ends_the_case_or_brings_it_back_with_new_time),
        WITH_SAMPLE(remedy_is_granted_within_authority_and_shown_as_words),
        WITH_SAMPLE(merged_case_follows_the_answers_of_the_other_and_comes_apart_again),
        WITH_SAMPLE(case_about_somebody_is_not_merged_where_they_would_read_it),
        WITH_SAMPLE(four_entries_in_ten_minutes_fold_and_are_set_aside_and_back),
        WITH_SAMPLE(another_matter_in_a_group_set_aside_is_read_first),
        WITH_SAMPLE(third_case_of_a_matter_in_a_building_is_more_severe),
        WITH_SAMPLE(statistics_equal_what_happened),
        WITH_SAMPLE(answer_is_known_to_hang_once_the_lobby_has_its_version),
        WITH_SAMPLE(database_of_before_gets_its_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
