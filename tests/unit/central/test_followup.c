/* What residents do after the first report: proofs, verdicts, words, lost codes, faces. */
#include "followup.h"

static void verdict_counts_once_whatever_terminal_sends_it(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    char id[UUID_LEN + 1];
    move(rig, &made, "replied", "已经修好。");
    casecode_verdict_id(id, &made.keys, replies(rig, &made));
    assert_int_equal(act(rig, &made, id, "helped", NULL, NULL), CASES_STORED);
    assert_member(rig, &made, "state", "closed");
    assert_member(rig, &made, "outcome", "helped");
    assert_int_equal(act(rig, &made, id, "not_helped", "没有", NULL), CASES_DUPLICATE);
    assert_member(rig, &made, "state", "closed");
}

static void not_helped_brings_the_case_back_and_allows_another_verdict(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    char first[UUID_LEN + 1], second[UUID_LEN + 1];
    move(rig, &made, "replied", "已经修好。");
    casecode_verdict_id(first, &made.keys, replies(rig, &made));
    assert_int_equal(act(rig, &made, first, "not_helped", "还在滴水", NULL), CASES_STORED);
    assert_member(rig, &made, "state", "assigned"); /* straight to a desk */
    assert_member(rig, &made, "events[2].text", "还在滴水");
    move(rig, &made, "replied", "换了管子。");
    casecode_verdict_id(second, &made.keys, replies(rig, &made));
    assert_string_not_equal(first, second);
    assert_int_equal(act(rig, &made, second, "helped", NULL, NULL), CASES_STORED);
    assert_member(rig, &made, "state", "closed");
}

/* A lobby that was two days without a network: its resident read the first answer, the office has given a second. */
static void verdict_on_an_older_answer_does_not_close_the_newer_one(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    char first[UUID_LEN + 1], second[UUID_LEN + 1];
    move(rig, &made, "replied", "明天来人。");
    casecode_verdict_id(first, &made.keys, 1);
    move(rig, &made, "replied", "今天就来人。");
    assert_int_equal(act(rig, &made, first, "helped", "谢谢师傅", NULL), CASES_STORED);
    assert_member(rig, &made, "state", "replied");
    assert_member(rig, &made, "events[3].what", "word");
    assert_member(rig, &made, "events[3].detail", "helped");
    assert_member(rig, &made, "events[3].text", "（关于第1次答复）（住户表示：有帮助）\n谢谢师傅");
    assert_int_equal(act(rig, &made, first, "not_helped", NULL, NULL), CASES_DUPLICATE);
    casecode_verdict_id(second, &made.keys, 2);
    assert_int_equal(act(rig, &made, second, "not_helped", NULL, NULL), CASES_STORED);
    assert_member(rig, &made, "state", "assigned");
}

/* Each word is sent to all lobbies with all others: somebody could fill every disk with one case. */
static void words_of_one_case_come_to_an_end_and_its_verdict_does_not(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    const char *code = NULL;
    char id[UUID_LEN + 1];
    struct db_stmt *stmt = db_prep(
        rig->central.db, "WITH RECURSIVE c(n) AS (SELECT 2 UNION ALL SELECT n+1 FROM c WHERE n<$2) INSERT INTO "
                         "case_event(number,n,at,who,state,role,what) SELECT $1,n,1,'','received','','word' FROM c");
    db_bind_text(stmt, 1, made.number);
    db_bind_i64(stmt, 2, CASES_WORDS_MAX - 1); /* with the report itself one is left */
    assert_true(db_run(stmt));
    assert_int_equal(act(rig, &made, "e-1", "add", "还在滴水", NULL), CASES_STORED);
    assert_int_equal(act(rig, &made, "e-2", "add", "还在滴水", &code), CASES_REJECTED);
    assert_string_equal(code, "too_many_words");
    move(rig, &made, "replied", "修好了。");
    casecode_verdict_id(id, &made.keys, 1);
    assert_int_equal(act(rig, &made, id, "helped", NULL, NULL), CASES_STORED);
    assert_member(rig, &made, "state", "closed");
}

static void what_the_state_does_not_allow_is_kept_as_a_word(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    assert_int_equal(act(rig, &made, "e-1", "helped", NULL, NULL), CASES_STORED);
    assert_int_equal(act(rig, &made, "e-2", "reopen", "还没有人来", NULL), CASES_STORED);
    assert_member(rig, &made, "state", "received");
    assert_member(rig, &made, "events[1].text", "（住户表示：有帮助）");
    assert_member(rig, &made, "events[2].text", "还没有人来");
}

static void withdrawn_by_its_resident_it_ends_without_words(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    assert_int_equal(act(rig, &made, "e-1", "withdraw", NULL, NULL), CASES_STORED);
    assert_member(rig, &made, "state", "withdrawn");
    assert_member(rig, &made, "outcome", "withdrawn");
}

static void a_word_is_added_and_shown_to_whoever_has_the_code(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    struct kase kase;
    assert_int_equal(act(rig, &made, "e-1", "add", "楼下也湿了", NULL), CASES_STORED);
    assert_true(case_by_item(rig->central.cases, made.keys.item_id, &kase));
    json_t *view = case_view(rig->central.cases, &kase);
    assert_string_equal(json_string_value(docs_at(view, "steps[1].text")), "楼下也湿了");
    json_decref(view);
    case_fini(&kase);
}

static void expect_may(struct rig *rig, const struct made *made, const char *wanted)
{
    struct kase kase;
    struct buf list = {0};
    assert_true(case_load(rig->central.cases, made->number, &kase));
    json_t *view = case_view(rig->central.cases, &kase), *act;
    size_t i;
    json_array_foreach(json_member(view, "may"), i, act)
    {
        buf_printf(&list, "%s%s", i ? " " : "", json_string_value(act));
    }
    assert_string_equal(buf_str(&list), wanted);
    buf_fini(&list);
    json_decref(view);
    case_fini(&kase);
}

static void the_document_says_what_may_be_done(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    expect_may(rig, &made, "withdraw add contact forget_contact");
    move(rig, &made, "replied", "已经修好。");
    expect_may(rig, &made, "helped not_helped reopen add contact forget_contact");
    assert_int_equal(act(rig, &made, "e-1", "forget_contact", NULL, NULL), CASES_STORED);
    expect_may(rig, &made, "helped not_helped reopen add contact");
    assert_int_equal(act(rig, &made, "e-2", "helped", NULL, NULL), CASES_STORED);
    expect_may(rig, &made, "reopen add");
}

static void entry_without_the_right_proof_changes_nothing(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    const char *code;
    json_t *doc = act_doc(&made, "e-1", "withdraw");
    assert_int_equal(deliver(rig, cases_follow_up, "e-2", json_deep_copy(doc), &code), CASES_REJECTED);
    assert_string_equal(code, "bad_proof");
    json_object_set_new(doc, "act", json_string("reopen"));
    assert_int_equal(deliver(rig, cases_follow_up, "e-1", doc, &code), CASES_REJECTED);
    assert_string_equal(code, "bad_proof");
    struct made stranger = made;
    stranger.keys.key[0] ^= 1;
    assert_int_equal(act(rig, &stranger, "e-3", "withdraw", NULL, &code), CASES_REJECTED);
    assert_string_equal(code, "bad_proof");
    assert_member(rig, &made, "state", "received");
}

static void entry_for_a_case_that_is_gone_is_refused_with_a_word(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL), gone = made;
    const char *code;
    str_copy(gone.keys.item_id, sizeof(gone.keys.item_id), "c.202611.00112233445566778899aabbccddeeff");
    assert_int_equal(act(rig, &gone, "e-1", "add", "喂", &code), CASES_REJECTED);
    assert_string_equal(code, "no_case");
    assert_int_equal(act(rig, &made, "e-2", "withdraw", NULL, NULL), CASES_STORED);
    assert_true(cases_sweep(rig->central.cases, clock_wall_ms() / 1000 + 91 * DAY_S));
    assert_int_equal(act(rig, &made, "e-3", "add", "喂", &code), CASES_REJECTED);
    assert_string_equal(code, "no_case");
}

static void malformed_follow_ups_are_named(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    char longest[ENTRY_TEXT_MAX + 2];
    const char *code;
    assert_int_equal(act(rig, &made, "e-1", "add", " \n", &code), CASES_REJECTED);
    assert_string_equal(code, "no_text");
    assert_int_equal(act(rig, &made, "e-1", "shout", "a", &code), CASES_REJECTED);
    assert_string_equal(code, "bad_act");
    assert_int_equal(act(rig, &made, "e-1", "contact", NULL, &code), CASES_REJECTED);
    assert_string_equal(code, "no_contact");
    memset(longest, 'a', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    assert_int_equal(act(rig, &made, "e-1", "add", longest, &code), CASES_REJECTED);
    assert_string_equal(code, "text_too_long");
    longest[ENTRY_TEXT_MAX] = '\0';
    assert_int_equal(act(rig, &made, "e-1", "add", longest, &code), CASES_STORED);
}

static void new_code_opens_the_case_and_the_old_one_nothing(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468"), again = made;
    struct cases_recode new_code;
    struct cases_page page;
    char month[32], sha[65];
    month_now(month);
    assert_int_equal(recode(rig, &made, "几楼漏水：十六楼", &new_code), CASES_RECODED);
    assert_true(casecode_valid(new_code.code));
    assert_string_not_equal(new_code.code, made.code);
    CLEANUP(free_ptr) char *old_item = rig_channels(rig, made.keys.item_id);
    assert_string_equal(old_item, "");
    assert_true(cases_stretch_one(rig->central.cases));
    casecode_stretch(&again.keys, new_code.code, RIG_ORG, "heting", month);
    CLEANUP(free_ptr) char *new_item = rig_channels(rig, again.keys.item_id);
    assert_string_equal(new_item, "k:heting");
    const char *code;
    assert_int_equal(act(rig, &made, "e-1", "withdraw", NULL, &code), CASES_REJECTED);
    assert_string_equal(code, "no_case");
    assert_int_equal(act(rig, &again, "e-2", "add", "找到了", NULL), CASES_STORED);
    cases_page_sha(sha, TOKEN);
    assert_false(cases_page_load(rig->central.cases, sha, "here", &page)); /* it was handed out with the old code */
    assert_member(rig, &made, "codes[0].detail", "几楼漏水：十六楼");
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM audit WHERE what='case.code'", 0), 1);
    assert_false(database_says(rig, new_code.code));
}

static void new_code_needs_the_detail_that_was_asked(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    struct cases_recode new_code;
    assert_int_equal(recode(rig, &made, " ", &new_code), CASES_RECODE_REFUSED);
    assert_non_null(new_code.why);
    assert_string_equal(new_code.code, "");
    free(new_code.why);
    CLEANUP(free_ptr) char *item = rig_channels(rig, made.keys.item_id);
    assert_string_equal(item, "k:heting");
}

static json_t *face_doc(const char *kind, const char *id, int face)
{
    return json_pack("{s:i,s:s,s:{s:s,s:s,s:i},s:i,s:s,s:s,s:I,s:s}", "v", 1, "kind", "feedback", "subject", "kind",
                     kind, "id", id, "ver", 3, "face", face, "site", "heting", "lobby", "T-B3-U1", "at",
                     (json_int_t)(clock_wall_ms() / 1000), "clk", "ok");
}

static void faces_are_counted_and_nothing_else_is_kept(void **state)
{
    struct rig *rig = *state;
    const char *code;
    assert_int_equal(deliver(rig, cases_feedback, "f-1", face_doc("notice", "N-001", 1), NULL), CASES_STORED);
    assert_int_equal(deliver(rig, cases_feedback, "f-2", face_doc("notice", "N-001", 1), NULL), CASES_STORED);
    assert_int_equal(deliver(rig, cases_feedback, "f-3", face_doc("notice", "N-001", 3), NULL), CASES_STORED);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count FROM feedback WHERE id='N-001' AND face=1", 0), 2);
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM feedback", 0), 2);
    assert_int_equal(deliver(rig, cases_feedback, "f-4", face_doc("notice", "N-001", 4), &code), CASES_REJECTED);
    assert_string_equal(code, "bad_face");
    assert_int_equal(deliver(rig, cases_feedback, "f-5", face_doc("person", "N-001", 1), &code), CASES_REJECTED);
    assert_string_equal(code, "bad_subject");
    json_t *elsewhere = face_doc("notice", "N-001", 1);
    json_object_set_new(elsewhere, "site", json_string("elsewhere"));
    assert_int_equal(deliver(rig, cases_feedback, "f-6", elsewhere, &code), CASES_REJECTED);
    assert_string_equal(code, "bad_name");
}

static void new_members_of_a_complaint_are_kept_for_staff(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, NULL);
    assert_member(rig, &made, "home.room", "1602");
    assert_member(rig, &made, "home.slot", "am");
    assert_member(rig, &made, "about", "R-PM");
}

static void a_room_needs_consent_and_a_number_alone_is_enough(void **state)
{
    (void)state;
    static const char bare[] =
        "{\"v\":1,\"kind\":\"complaint\",\"code\":\"000000000000005\",\"month\":\"2026-11\",\"site\":"
        "\"heting\",\"category\":\"WX\",\"text\":\"\",\"home\":{\"room\":\"1602\"}%s}";
    struct entry entry;
    const char *code;
    CLEANUP(free_ptr) char *alone = xasprintf(bare, ",\"contact\":{\"phone\":\"13800000000\"}");
    assert_false(entry_parse(&entry, alone, strlen(alone), &code));
    assert_string_equal(code, "no_text");
    entry_fini(&entry);
    CLEANUP(free_ptr)
    char *agreed = xasprintf(
        bare, ",\"contact\":{\"phone\":\"13800000000\"},\"consent\":\"2026-11\",\"page\":{\"token\":\"short\"}");
    assert_true(entry_parse(&entry, agreed, strlen(agreed), &code));
    assert_string_equal(json_str(json_member(entry.kept, "home"), "room"), "1602");
    assert_string_equal(entry.page_token, "");
    entry_fini(&entry);
    /* "Call me", and when somebody is in: the room is asked on the telephone. */
    static const char call_me[] = "{\"v\":1,\"kind\":\"complaint\",\"code\":\"000000000000005\",\"month\":\"2026-11\","
                                  "\"site\":\"heting\",\"category\":\"WX\",\"text\":\"\",\"home\":{\"slot\":\"am\"},"
                                  "\"contact\":{\"phone\":\"13800000000\"},\"consent\":\"2026-11\"}";
    assert_true(entry_parse(&entry, call_me, strlen(call_me), &code));
    assert_string_equal(json_str(json_member(entry.kept, "home"), "slot"), "am");
    assert_null(json_str(json_member(entry.kept, "home"), "room"));
    entry_fini(&entry);
    CLEANUP(free_ptr) char *refused = xasprintf(bare, ",\"subitem\":\"WX-01\"");
    assert_true(entry_parse(&entry, refused, strlen(refused), &code));
    assert_null(json_member(entry.kept, "home"));
    entry_fini(&entry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(verdict_counts_once_whatever_terminal_sends_it),
        T(not_helped_brings_the_case_back_and_allows_another_verdict),
        T(verdict_on_an_older_answer_does_not_close_the_newer_one),
        T(words_of_one_case_come_to_an_end_and_its_verdict_does_not),
        T(what_the_state_does_not_allow_is_kept_as_a_word),
        T(withdrawn_by_its_resident_it_ends_without_words),
        T(a_word_is_added_and_shown_to_whoever_has_the_code),
        T(the_document_says_what_may_be_done),
        T(entry_without_the_right_proof_changes_nothing),
        T(entry_for_a_case_that_is_gone_is_refused_with_a_word),
        T(malformed_follow_ups_are_named),
        T(new_code_opens_the_case_and_the_old_one_nothing),
        T(new_code_needs_the_detail_that_was_asked),
        T(faces_are_counted_and_nothing_else_is_kept),
        T(new_members_of_a_complaint_are_kept_for_staff),
        cmocka_unit_test(a_room_needs_consent_and_a_number_alone_is_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
