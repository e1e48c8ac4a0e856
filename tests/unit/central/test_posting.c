/* The certificate of posting from made-up counts: what counts as a day, and why minutes are missing. */
#include "rig.h"

#include "central/fleet/shown.h"
#include "central/posting/posting.h"
#include "central/posting/sheets.h"
#include "central/settings/settings.h"
#include "common/clock.h"
#include "common/json.h"

#define SITE "heting"
#define NOW  1764000000 /* 2025-11-25 00:00 in Shanghai is 1764000000 */

static int up(void **state)
{
    int result = rig_setup(state);
    struct rig *rig = *state;
    return result == 0 && shown_prepare(rig->central.db) && settings_prepare(rig->central.db) ? 0 : -1;
}

/* The sample, with screens that are lit from 06:00 to 23:00. */
static void put_sample(struct rig *rig)
{
    json_t *community = docs_load("community.json"), *terminals = json_member(community, "terminals");
    docs_set(community, "community.demo", json_true());
    for (size_t i = 0; i < json_array_size(terminals); i++)
        json_object_set_new(json_array_get(terminals, i), "hours",
                            json_pack("{s:[{s:[i,i,i,i,i,i,i],s:s,s:s}]}", "weekly", "days", 1, 2, 3, 4, 5, 6, 7, "on",
                                      "06:00", "off", "23:00"));
    rig_put(rig, "community", community);
}

static void put_notice(struct rig *rig, const json_t *rule)
{
    struct items_act act = {.site = SITE, .who = "wang", .now_s = NOW - 3 * DAY_S};
    CLEANUP(json_free_ref)
    json_t *body =
        json_pack("{s:s,s:s,s:{s:[s]},s:{s:s,s:s,s:s,s:s,s:s,s:i,s:{s:{s:s,s:s,s:s}}}}", "kind", "notice", "status",
                  "published", "audience", "tags_any", "all", "doc", "id", "N-1", "kind", "general", "issuer", "R-CS",
                  "effective", "2025-11-22T00:00:00+08:00", "expires", "2025-12-20T00:00:00+08:00", "priority", 3,
                  "lang", "zh-CN", "title", "题", "summary", "要点", "body_md", "内容");
    if (rule)
        json_object_set(json_member(body, "doc"), "posting_rule", (json_t *)(uintptr_t)rule);
    enum items_result result = items_put_notice(&rig->central, &act, "N-1", body);
    if (result != ITEMS_CREATED && result != ITEMS_OK)
        fail_msg("%s", act.why ? act.why : "failed");
}

static void count(struct rig *rig, const char *day, const char *item, int64_t minutes)
{
    CLEANUP(json_free_ref)
    json_t *report = json_pack("{s:[{s:s,s:s,s:i,s:I,s:I,s:i,s:i,s:i,s:I}]}", "rows", "day", day, "item", item, "ver",
                               1, "first", (json_int_t)(NOW - 2 * DAY_S), "last", (json_int_t)(NOW - DAY_S), "times", 4,
                               "seconds", 60, "opened", 2, "minutes", (json_int_t)minutes);
    assert_int_equal(shown_take(rig->central.db, SITE, "100001", "T-B3-U1", report, items_is_known, NOW), SHOWN_OK);
}

static const json_t *day_of(const json_t *certificate, const char *lobby, const char *day)
{
    const json_t *rows = json_member(json_find(json_member(certificate, "lobbies"), lobby), "rows");
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (str_eq(json_str(json_array_get(rows, i), "day"), day))
            return json_array_get(rows, i);
    fail_msg("no %s of %s", day, lobby);
    return NULL;
}

static int64_t gap_of(const json_t *day, const char *why)
{
    const json_t *gaps = json_member(day, "gaps");
    for (size_t i = 0; i < json_array_size(gaps); i++)
        if (str_eq(json_str(json_array_get(gaps, i), "why"), why))
            return json_int_or(json_array_get(gaps, i), "minutes", 0);
    return 0;
}

static void a_day_counts_from_the_minutes_that_the_office_has_set(void **state)
{
    struct rig *rig = *state;
    put_sample(rig);
    put_notice(rig, NULL);
    count(rig, "2025-11-23", "N-1", 500);
    count(rig, "2025-11-24", "N-1", 400);
    CLEANUP(json_free_ref) json_t *first = posting_certificate(&rig->central, SITE, "N-1", 0, NOW);
    assert_true(json_is_true(json_member(day_of(first, "T-B3-U1", "2025-11-23"), "posted")));
    assert_false(json_is_true(json_member(day_of(first, "T-B3-U1", "2025-11-24"), "posted")));
    CLEANUP(json_free_ref) json_t *values = json_pack("{s:i}", "posting.minutes", 400);
    assert_null(settings_put(rig->central.db, SITE, values, "admin", NOW));
    CLEANUP(json_free_ref) json_t *then = posting_certificate(&rig->central, SITE, "N-1", 0, NOW);
    assert_true(json_is_true(json_member(day_of(then, "T-B3-U1", "2025-11-24"), "posted")));
    assert_int_equal(json_int_or(json_find(json_member(then, "lobbies"), "T-B3-U1"), "days_posted", 0), 2);
}

static void what_is_missing_has_a_reason(void **state)
{
    struct rig *rig = *state;
    put_sample(rig);
    put_notice(rig, NULL);
    count(rig, "2025-11-23", "N-1", 300);
    count(rig, "2025-11-23", "screen.dark", 200);
    count(rig, "2025-11-23", "screen.clock", 30);
    CLEANUP(json_free_ref) json_t *certificate = posting_certificate(&rig->central, SITE, "N-1", 0, NOW);
    const json_t *day = day_of(certificate, "T-B3-U1", "2025-11-23");
    int64_t expected = json_int_or(day, "expected", 0);
    assert_int_equal(expected, 17 * 60);
    assert_int_equal(gap_of(day, "hours"), 1440 - expected);
    assert_int_equal(gap_of(day, "panel"), 200);
    assert_int_equal(gap_of(day, "clock"), 30);
    assert_int_equal(gap_of(day, "power"), expected - 530);
    assert_int_equal(json_int_or(day, "opened", 0), 2);
    assert_int_equal(json_int_or(day, "times", 0), 4);
    const json_t *silent = day_of(certificate, "T-B5-U1", "2025-11-23");
    assert_int_equal(gap_of(silent, "silent"), json_int_or(silent, "expected", 0));
    assert_int_equal(gap_of(silent, "power"), 0);
}

static void a_withdrawn_notice_is_looked_at_until_it_was_taken_down(void **state)
{
    struct rig *rig = *state;
    put_sample(rig);
    put_notice(rig, NULL);
    struct items_act act = {.site = SITE, .who = "wang", .now_s = NOW - DAY_S};
    assert_int_equal(items_withdraw(&rig->central, &act, "N-1"), ITEMS_OK);
    CLEANUP(json_free_ref) json_t *certificate = posting_certificate(&rig->central, SITE, "N-1", 0, NOW);
    assert_int_equal(json_int_or(certificate, "until", 0), NOW - DAY_S);
    CLEANUP(json_free_ref) json_t *none = posting_certificate(&rig->central, SITE, "N-2", 0, NOW);
    assert_null(none);
}

static bool draft_body(struct db *db, void *arg)
{
    struct rig *rig = arg;
    struct items_act act = {.site = SITE, .who = "li", .now_s = NOW - DAY_S};
    CLEANUP(json_free_ref) json_t *hangs = items_text(db, SITE, "N-1", 1);
    CLEANUP(json_free_ref) json_t *doc = json_deep_copy(json_member(hangs, "doc"));
    struct items_text text = {"N-1", "notice", json_member(hangs, "audience"), doc};
    int64_t ver;
    json_object_set_new(doc, "pinned", json_true());
    return items_save_text(&rig->central, &act, &text, 0, &ver) == ITEMS_OK && ver == 2;
}

/* The next text of a notice is being written while it hangs. */
static void a_draft_beside_it_ends_no_posting(void **state)
{
    struct rig *rig = *state;
    put_sample(rig);
    put_notice(rig, NULL);
    assert_true(db_transact(rig->central.db, draft_body, rig));
    CLEANUP(json_free_ref) json_t *certificate = posting_certificate(&rig->central, SITE, "N-1", 0, NOW);
    assert_int_equal(json_int_or(certificate, "until", 0), NOW);
    const json_t *versions = json_member(certificate, "versions");
    assert_int_equal(json_array_size(versions), 1);
    assert_true(json_flag(json_array_get(versions, 0), "alone"));
}

static void paper_is_wanted_where_a_rule_says_so(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    CLEANUP(json_free_ref) json_t *with = json_pack("{s:{s:s}}", "posting_rule", "basis", "x");
    CLEANUP(json_free_ref) json_t *not = json_pack("{s:{s:b}}", "posting_rule", "paper", 0);
    CLEANUP(json_free_ref) json_t *always = json_pack("{s:{s:b}}", "posting_rule", "paper", 1);
    CLEANUP(json_free_ref) json_t *none = json_object();
    put_sample(rig);
    assert_true(sheets_wanted(db, SITE, with));
    assert_false(sheets_wanted(db, SITE, not ));
    assert_false(sheets_wanted(db, SITE, none));
    CLEANUP(json_free_ref) json_t *values = json_pack("{s:b}", "paper.rule", 0);
    assert_null(settings_put(db, SITE, values, "admin", NOW));
    assert_false(sheets_wanted(db, SITE, with));
    assert_true(sheets_wanted(db, SITE, always));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, up, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_day_counts_from_the_minutes_that_the_office_has_set),
        TEST(what_is_missing_has_a_reason),
        TEST(a_withdrawn_notice_is_looked_at_until_it_was_taken_down),
        TEST(a_draft_beside_it_ends_no_posting),
        TEST(paper_is_wanted_where_a_rule_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
