/* What staff write for the board of outcomes: drafts wait, approved words go out, nobody can be known by them, and what
 * is not done yet does not vanish. */
#include "rig.h"

#include "central/validate/validate.h"
#include "common/casecode.h"
#include "common/clock.h"
#include "common/json.h"

#define DAY 86400

static int64_t now_s(void)
{
    return clock_wall_ms() / 1000;
}

static json_t *board(struct rig *rig)
{
    json_t *doc = outcome_document(rig->central.outcome, RIG_SITE, now_s());
    assert_non_null(doc);
    return doc;
}

static json_t *question(const char *state)
{
    return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "asked", "车库出口看不见来车。", "state", state, "answer",
                     "要先经消防部门看过。", "role", "R-PM", "due", "2026-12-10", "asked_en", "");
}

struct said {
    bool approves;
    int64_t version, at;
};

/* words: taken; NULL approves what waits. The refusal, or NULL. */
static char *put(struct rig *rig, const char *id, json_t *words, struct said said)
{
    struct outcome_act act = {.site = RIG_SITE,
                              .who = "clerk",
                              .now_s = said.at ? said.at : now_s(),
                              .approves = said.approves,
                              .version = said.version};
    enum outcome_result result = outcome_put(rig->central.outcome, &act, OUTCOME_ASKED, id, words);
    json_decref(words);
    if (result == OUTCOME_OK || result == OUTCOME_CREATED)
        assert_null(act.why);
    else
        assert_non_null(act.why);
    return act.why;
}

static size_t count_asked(struct rig *rig, int64_t at)
{
    CLEANUP(json_free_ref) json_t *doc = outcome_document(rig->central.outcome, RIG_SITE, at);
    return json_array_size(json_member(doc, "asked"));
}

static void drafts_wait_and_approved_words_go_out(void **state)
{
    struct rig *rig = *state;
    assert_null(put(rig, "Q-1", question("not_yet"), (struct said){0}));
    assert_int_equal(count_asked(rig, now_s()), 0);
    CLEANUP(json_free_ref) json_t *office = outcome_office(rig->central.outcome, RIG_SITE, now_s());
    assert_true(json_is_true(docs_at(office, "asked[0].draft")));
    assert_string_equal(json_string_value(docs_at(office, "asked[0].by")), "clerk");
    docs_expect_part(put(rig, "Q-1", NULL, (struct said){.approves = true, .version = 7}), "read it again");
    assert_null(put(rig, "Q-1", NULL, (struct said){.approves = true, .version = 1}));
    json_t *changed = question("not_yet");
    json_object_set_new(changed, "answer", json_string("消防部门下周来看。"));
    assert_null(put(rig, "Q-1", changed, (struct said){0}));
    CLEANUP(json_free_ref) json_t *doc = board(rig);
    assert_int_equal(json_array_size(json_member(doc, "asked")), 1);
    assert_string_equal(json_string_value(docs_at(doc, "asked[0].answer")), "要先经消防部门看过。");
    assert_null(docs_at(doc, "asked[0].by"));
    CLEANUP(json_free_ref) json_t *text = outcome_text(rig->central.outcome, RIG_SITE, OUTCOME_ASKED, "Q-1");
    assert_int_equal(json_array_size(json_member(text, "versions")), 2);
    assert_string_equal(json_string_value(docs_at(text, "versions[1].approved_by")), "clerk");
}

static void what_is_not_done_stays_and_what_is_done_leaves(void **state)
{
    struct rig *rig = *state;
    int64_t now = now_s();
    assert_null(put(rig, "Q-1", question("not_yet"), (struct said){.approves = true, .at = now}));
    assert_int_equal(count_asked(rig, now + 3 * 365 * DAY), 1);
    CLEANUP(json_free_ref) json_t *later = outcome_office(rig->central.outcome, RIG_SITE, now + 3 * 365 * DAY);
    assert_string_equal(json_string_value(docs_at(later, "overdue[0]")), "Q-1");
    assert_null(put(rig, "Q-1", question("done"), (struct said){.approves = true, .at = now + DAY}));
    json_t *again = question("done"); /* a corrected word does not let it hang longer */
    json_object_set_new(again, "answer", json_string("镜子装好了。"));
    assert_null(put(rig, "Q-1", again, (struct said){.approves = true, .at = now + 90 * DAY}));
    assert_int_equal(count_asked(rig, now + 181 * DAY), 1);
    assert_int_equal(count_asked(rig, now + 187 * DAY), 0);
    struct outcome_act act = {.site = RIG_SITE, .who = "boss", .now_s = now + 91 * DAY};
    assert_int_equal(outcome_remove(rig->central.outcome, &act, OUTCOME_ASKED, "Q-1"), OUTCOME_OK);
    assert_int_equal(count_asked(rig, now + 92 * DAY), 0);
    assert_int_equal(outcome_remove(rig->central.outcome, &act, OUTCOME_ASKED, "Q-1"), OUTCOME_NOT_FOUND);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM outcome_asked", 0), 4);
}

static void words_by_which_somebody_is_known_are_refused(void **state)
{
    struct rig *rig = *state;
    static const struct {
        const char *member, *text, *why;
    } cases[] = {
        {"asked", "13812345678的住户问。",
         "asked: \"13812345678\" looks like a telephone number; write it so that nobody "
         "can be known by it"},
        {"answer", "已答复王女士。",
         "answer: \"王女士\" looks like somebody's name; write it so that nobody can be known "
         "by it"},
        {"answer", "3号楼1602漏水已修。",
         "answer: \"号楼1602\" looks like the number of a flat; write it so that nobody can "
         "be known by it"},
        {"answer", "", "answer: what is not done yet needs the reason why"},
        {"role", "", "role: what is not done yet needs the post that sees to it, like R-PM"},
        {"role", "R-NONE", "role: the community has no role R-NONE"},
        {"due", "", "due: what is not done yet needs a day by which it will be, like 2026-12-10"},
        {"due", "2026-13-40", "due: a day like 2026-12-10 is wanted"},
        {"state", "soon", "state: done or not_yet is wanted"},
        {"asked_en", "A mirror, please.", "answer_en: English is wanted for all of it or for nothing"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        json_t *words = question("not_yet");
        json_object_set_new(words, cases[i].member, json_string(cases[i].text));
        docs_expect(put(rig, "Q-1", words, (struct said){.approves = true}), cases[i].why);
    }
    json_t *english = question("not_yet");
    json_object_set_new(english, "asked_en", json_string("A mirror, please."));
    json_object_set_new(english, "answer_en", json_string("Ask Mrs. Smith in flat 1602."));
    docs_expect_part(put(rig, "Q-1", english, (struct said){0}), "answer_en: \"Smith\"");
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    json_t *words = question("not_yet");
    json_object_set_new(words, "answer", json_sprintf("见 %s。", code));
    docs_expect_part(put(rig, "Q-1", words, (struct said){0}), "receipt code");
    struct buf longest = {0};
    for (int i = 0; i <= VALIDATE_ASKED_MAX; i++)
        buf_puts(&longest, "问");
    words = question("not_yet");
    json_object_set_new(words, "asked", json_string(buf_str(&longest)));
    docs_expect_part(put(rig, "Q-1", words, (struct said){0}), "201 characters; 200 are the most");
    buf_fini(&longest);
    assert_int_equal(count_asked(rig, now_s()), 0);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM outcome_asked", 0), 0);
}

static void what_is_not_done_stands_first(void **state)
{
    struct rig *rig = *state;
    assert_null(put(rig, "Q-1", question("done"), (struct said){.approves = true}));
    assert_null(put(rig, "Q-2", question("not_yet"), (struct said){.approves = true}));
    json_t *sooner = question("not_yet");
    json_object_set_new(sooner, "due", json_string("2026-12-01"));
    assert_null(put(rig, "Q-3", sooner, (struct said){.approves = true}));
    CLEANUP(json_free_ref) json_t *doc = board(rig);
    assert_string_equal(json_string_value(docs_at(doc, "asked[0].id")), "Q-3");
    assert_string_equal(json_string_value(docs_at(doc, "asked[1].id")), "Q-2");
    assert_string_equal(json_string_value(docs_at(doc, "asked[2].id")), "Q-1");
}

static int setup_sample(void **state)
{
    if (rig_setup(state) != 0)
        return -1;
    rig_put_sample(*state);
    return 0;
}

#define WITH_SAMPLE(test) cmocka_unit_test_setup_teardown(test, setup_sample, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SAMPLE(drafts_wait_and_approved_words_go_out),
        WITH_SAMPLE(what_is_not_done_stays_and_what_is_done_leaves),
        WITH_SAMPLE(words_by_which_somebody_is_known_are_refused),
        WITH_SAMPLE(what_is_not_done_stands_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
