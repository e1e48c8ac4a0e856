/* What a resident sees of a case, and what can be done about it: once, truthfully, offline too. */
#include "case_rig.h"

static void set(json_t *doc, const char *key, const char *value)
{
    json_object_set_new(doc, key, json_string(value));
}

static void close_case(struct case_rig *at)
{
    rig_close(&at->rig);
}

/* Central's side of the newest entry: opened, and its proof looked at. Yours. */
static json_t *followup(struct case_rig *at, const char *act)
{
    struct outbox_entry stored = {0};
    json_t *entry = rig_entry(&at->rig, &stored);
    assert_non_null(entry);
    struct buf proof = {0};
    assert_string_equal(stored.kind, "followup");
    assert_string_equal(json_str(entry, "kind"), "followup");
    assert_string_equal(json_str(entry, "act"), act);
    assert_string_equal(json_str(entry, "item"), at->keys.item_id);
    assert_string_equal(json_str(entry, "number"), "2026-1095");
    assert_string_equal(json_str(entry, "site"), "heting");
    assert_int_equal(json_int_or(entry, "seen", 0), at->ver);
    assert_null(json_str(entry, "code"));
    assert_true(codec_unbase64url(&proof, json_str(entry, "proof"), CASECODE_PROOF_LEN));
    assert_int_equal(proof.len, CASECODE_PROOF_LEN);
    assert_true(casecode_proof_right((const uint8_t *)proof.data, &at->keys, stored.id, act));
    assert_null(memmem(stored.sealed.data, stored.sealed.len, "2026-1095", 9));
    buf_fini(&proof);
    outbox_entry_fini(&stored);
    return entry;
}

static int64_t waiting(struct case_rig *at)
{
    struct outbox *outbox = outbox_open(at->rig.dir);
    int64_t count = outbox_waiting(outbox);
    outbox_close(outbox);
    return count;
}

/* ---- what is shown ---- */

static void the_time_line_is_in_plain_words(void **state UNUSED)
{
    struct case_rig at;
    case_open_at(&at, case_document());
    static const char *const said[] = {
        "The bins were emptied.",
        "Taken by the screen in the lobby",
        "Reached the office",
        "You added\nIt smells by now.",
        "The first reply did not come in time",
        "Answered",
        "today 9:55",
        "today 9:05 · ✗ not in time",
        "tomorrow 10:05 · ✓ in time",
        "Content checked today 10:04",
        "2026-1095",
    };
    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        if (!case_says(&at, said[i]))
            fail_msg("the page does not say: %s", said[i]);
    }
    rig_tap(&at.rig, "standard/GT-07");
    assert_string_equal(rig_path(&at.rig), "standard/GT-07");
    rig_tap(&at.rig, "back");
    assert_string_equal(rig_path(&at.rig), "case");
    close_case(&at);
}

/* Two codes on one slip: which is which, and what the office has in writing. */
static void the_code_opens_what_was_reported_too(void **state UNUSED)
{
    struct case_rig at;
    json_t *doc = case_document();
    json_object_set_new(doc, "said",
                        json_pack("{s:s,s:s,s:{s:s,s:s,s:s,s:s}}", "text", "The lid is broken.", "when", "often",
                                  "place", "building", "B3", "unit", "B3-U1", "spot", "floor:16", "text",
                                  "by the stairs"));
    case_open_at(&at, doc);
    static const char *const said[] = {"What you reported", "The lid is broken.", "floor 16 by the stairs"};
    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        if (!case_says(&at, said[i]))
            fail_msg("the page does not say: %s", said[i]);
    }
    close_case(&at);
    case_open_at(&at, case_document()); /* as a former release wrote it, or erased */
    assert_false(case_says(&at, "What you reported"));
    close_case(&at);
}

/* Whoever reads large letters does not guess what the sign of a struck-out eye does. */
static void the_key_that_covers_has_its_word_in_large_letters_too(void **state UNUSED)
{
    struct case_rig at;
    case_open_at(&at, case_document());
    assert_true(rig_shows(&at.rig, "Cover"));
    RIG_TAPS(&at.rig, "easier", "easier/large", "easier/done");
    assert_true(rig_shows(&at.rig, "Cover"));
    rig_tap(&at.rig, "mask");
    assert_true(rig_shows(&at.rig, "Show"));
    close_case(&at);
}

/* All the words of the page, in the order of reading, say `first` before `then`. */
static bool says_before(struct case_rig *at, const char *first, const char *then)
{
    CLEANUP(free_ptr) char *words = case_words(at);
    const char *a = strstr(words, first), *b = strstr(words, then);
    return a && b && a < b;
}

/* The server was down: it wrote down later what it dates earlier, and nobody was told before the office had it. */
static void the_time_line_goes_by_time_after_an_outage(void **state UNUSED)
{
    struct case_rig at;
    json_t *doc = case_document(), *steps = json_object_get(doc, "steps");
    json_array_append_new(steps, json_pack("{s:s,s:s,s:I,s:s}", "what", "escalated", "state", "received", "at",
                                           (json_int_t)CASE_NOW_S - 89990, "role", "R-PM"));
    json_array_append_new(steps, json_pack("{s:s,s:s,s:I,s:s}", "what", "late", "state", "received", "at",
                                           (json_int_t)CASE_NOW_S - 5400, "deadline", "answer"));
    case_open_at(&at, doc);
    assert_true(says_before(&at, "Reached the office", "Passed on to somebody above"));
    assert_true(says_before(&at, "Passed on to somebody above", "The answer did not come in time"));
    assert_true(says_before(&at, "The answer did not come in time", "The first reply did not come in time"));
    close_case(&at);
}

/* Two days without a network: the office's own word on it has not come yet. */
static void a_time_that_is_over_is_never_called_open(void **state UNUSED)
{
    struct case_rig at;
    json_t *doc = case_document();
    json_object_del(doc, "first_kept");
    json_object_del(doc, "answer_kept");
    case_open_at(&at, doc);
    assert_true(case_says(&at, "today 9:05 · the time is over"));
    assert_true(case_says(&at, "tomorrow 10:05 · still open"));
    at.rig.env.trust = CLOCK_UNKNOWN;
    rig_draw(&at.rig);
    assert_false(case_says(&at, "the time is over"));
    close_case(&at);
    doc = case_document();
    set(doc, "state", "withdrawn");
    json_object_del(doc, "answer_kept");
    case_open_at(&at, doc);
    assert_false(case_says(&at, "still open")); /* nobody works on it any more */
    close_case(&at);
}

/* As central writes it: only an open answer asks for a verdict. */
static void become(json_t *doc, const char *state, const char *acts)
{
    set(doc, "state", state);
    set(doc, "asks", str_eq(state, "replied") ? "verdict" : "");
    case_allow(doc, acts);
}

static void closed_in_silence_is_an_end_of_its_own(void **state UNUSED)
{
    struct case_rig at;
    json_t *doc = case_document();
    become(doc, "closed", "helped not_helped reopen add forget_contact");
    set(doc, "outcome", "no_word");
    json_array_append_new(json_object_get(doc, "steps"), json_pack("{s:s,s:s,s:I}", "what", "state", "state", "closed",
                                                                   "at", (json_int_t)CASE_NOW_S - 60));
    case_open_at(&at, doc);
    assert_true(case_says(&at, "Closed without a word from you"));
    assert_true(case_says(&at, "Nobody takes your silence for agreement."));
    assert_true(case_says(&at, "You can have it taken up again until"));
    assert_false(case_says(&at, "it helped"));
    assert_false(case_says(&at, "Closed\n"));
    rig_tap(&at.rig, "act/not_helped"); /* a word is still welcome */
    close_case(&at);
}

static void a_joined_case_says_where_it_went(void **state UNUSED)
{
    struct case_rig at;
    json_t *doc = case_document();
    become(doc, "merged", "reopen add forget_contact");
    set(doc, "into", "2026-1090");
    json_object_set_new(doc, "reopen_until", json_integer(CASE_NOW_S - 1));
    case_open_at(&at, doc);
    assert_true(case_says(&at, "joined with report 2026-1090"));
    assert_null(rig_target(&at.rig, "act/helped"));
    assert_null(rig_target(&at.rig, "act/reopen")); /* its time is over */
    close_case(&at);
}

static void an_older_document_offers_nothing_that_its_office_cannot_read(void **state UNUSED)
{
    struct case_rig at;
    json_t *doc = case_document();
    static const char *const newer[] = {"may",          "replies", "asks",    "contact",
                                        "reopen_until", "at",      "reached", "first_kept"};
    for (size_t i = 0; i < ARRAY_LEN(newer); i++)
        json_object_del(doc, newer[i]);
    case_open_at(&at, doc);
    assert_true(case_says(&at, "The bins were emptied."));
    assert_false(case_says(&at, "What you can do"));
    assert_false(case_says(&at, "Did it help?"));
    close_case(&at);
}

/* The office's list is asked, no copy of its table: whatever state stands there. */
static void only_what_the_office_lists_is_offered(void **state UNUSED)
{
    struct case_rig at;
    json_t *doc = case_document(), *newer;
    case_allow(doc, "reopen teleport add");
    case_open_at(&at, doc);
    assert_null(rig_target(&at.rig, "act/helped"));
    assert_null(rig_target(&at.rig, "act/contact"));
    assert_non_null(rig_target(&at.rig, "act/reopen"));
    newer = case_document();
    become(newer, "a state of later years", "withdraw");
    case_put(&at, newer);
    rig_draw(&at.rig);
    assert_null(rig_target(&at.rig, "act/add"));
    rig_tap(&at.rig, "act/withdraw");
    RIG_TAPS(&at.rig, "no");
    close_case(&at);
}

static void no_case_document_crashes_the_page(void **state UNUSED)
{
    static const char *const odd[] = {
        "{\"v\":1}",
        "{\"v\":1,\"replies\":-9223372036854775808,\"reopen_until\":9223372036854775807,\"state\":\"closed\","
        "\"outcome\":\"no_word\",\"at\":-1,\"promised_s\":9223372036854775807,\"answer_s\":1,\"first_kept\":7}",
        "{\"v\":1,\"replies\":9223372036854775807,\"state\":\"merged\",\"into\":5,\"standard\":[\"GT-06\",\"none\",3],"
        "\"steps\":[{},7,null,{\"what\":\"late\"},{\"what\":\"verdict\",\"verdict\":[]},{\"what\":\"escalated\","
        "\"at\":9223372036854775807,\"role\":{}},{\"what\":\"x\",\"text\":\"%s%n\"}]}",
        "{\"v\":1,\"replies\":1,\"state\":\"rejected\",\"contact\":[],\"category\":\"a b\",\"steps\":{\"a\":1}}",
    };
    struct case_rig at;
    case_open_at(&at, case_document());
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        case_put(&at, json_loads(odd[i], 0, NULL));
        rig_draw(&at.rig);
        assert_true(case_says(&at, "What happened"));
    }
    close_case(&at);
}

/* ---- verdicts ---- */

static void a_verdict_is_given_once_for_each_answer_and_says_where_it_is(void **state UNUSED)
{
    struct case_rig at;
    char id[UUID_LEN + 1];
    case_open_at(&at, case_document());
    casecode_verdict_id(id, &at.keys, 1);
    rig_tap(&at.rig, "act/helped");
    json_decref(followup(&at, "helped"));
    assert_true(rig_shows(&at.rig, "You said: it helped. Kept on this screen. It goes to the office when the network"));
    assert_null(rig_target(&at.rig, "act/not_helped"));
    struct outbox *sync = outbox_open(at.rig.dir);
    assert_true(outbox_settle(sync, id, CASE_NOW_S + 60));
    outbox_close(sync);
    rig_draw(&at.rig);
    assert_true(rig_shows(&at.rig, "You said: it helped. Reached the office: today 10:06."));
    RIG_TAPS(&at.rig, "finish");
    case_enter(&at); /* another visit: the same answer is not judged twice */
    assert_true(case_says(&at, "You said: it helped."));
    assert_null(rig_target(&at.rig, "act/helped"));
    json_t *newer = case_document();
    json_object_set_new(newer, "replies", json_integer(2));
    case_put(&at, newer);
    rig_draw(&at.rig);
    rig_tap(&at.rig, "act/not_helped"); /* another answer may be */
    RIG_TAPS(&at.rig, "send");
    json_decref(followup(&at, "not_helped"));
    close_case(&at);
}

static void after_a_restart_the_screen_still_knows_that_it_was_judged(void **state UNUSED)
{
    struct case_rig at;
    case_open_at(&at, case_document());
    rig_tap(&at.rig, "act/helped");
    RIG_TAPS(&at.rig, "finish");
    desk_close(at.rig.desk);
    at.rig.desk = desk_open(at.rig.dir, at.rig.worker);
    at.rig.env.desk = at.rig.desk;
    case_enter(&at);
    assert_true(case_says(&at, "You have already said at this screen what you think of this answer."));
    assert_null(rig_target(&at.rig, "act/helped"));
    close_case(&at);
}

static void what_the_office_has_read_the_case_itself_tells(void **state UNUSED)
{
    struct case_rig at;
    case_open_at(&at, case_document());
    rig_tap(&at.rig, "act/helped");
    struct outbox *sync = outbox_open(at.rig.dir);
    char id[UUID_LEN + 1];
    casecode_verdict_id(id, &at.keys, 1);
    assert_true(outbox_settle(sync, id, CASE_NOW_S + 60));
    outbox_close(sync);
    json_t *newer = case_document();
    become(newer, "closed", "reopen add forget_contact");
    set(newer, "outcome", "helped");
    case_put(&at, newer);
    rig_draw(&at.rig);
    assert_true(case_says(&at, "Closed: you said it helped"));
    assert_false(case_says(&at, "Reached the office: today"));
    close_case(&at);
}

static void an_answer_that_was_judged_elsewhere_is_not_judged_here(void **state UNUSED)
{
    struct case_rig at;
    json_t *doc = case_document();
    become(doc, "closed", "reopen add forget_contact");
    set(doc, "outcome", "helped");
    json_array_append_new(json_object_get(doc, "steps"),
                          json_pack("{s:s,s:s,s:I,s:s,s:s}", "what", "verdict", "state", "closed", "at",
                                    (json_int_t)CASE_NOW_S - 60, "by", "resident", "verdict", "helped"));
    case_open_at(&at, doc);
    assert_true(case_says(&at, "You said: it helped"));
    assert_true(case_says(&at, "Should it come back, add a word or report it anew."));
    assert_null(rig_target(&at.rig, "act/reopen")); /* the office would take it for the same verdict */
    json_t *newer = case_document();
    json_object_set_new(newer, "replies", json_integer(2));
    json_array_insert_new(json_object_get(newer, "steps"), 0,
                          json_pack("{s:s,s:s,s:I,s:s,s:s}", "what", "verdict", "state", "assigned", "at",
                                    (json_int_t)CASE_NOW_S - 9000, "by", "resident", "verdict", "not_helped"));
    case_put(&at, newer);
    rig_draw(&at.rig);
    rig_tap(&at.rig, "act/helped"); /* the verdict was on the answer before */
    close_case(&at);
}

static void words_go_with_it_or_not(void **state UNUSED)
{
    struct case_rig at;
    case_open_at(&at, case_document());
    rig_tap(&at.rig, "act/not_helped");
    RIG_TAPS(&at.rig, "key/n", "key/o", "send");
    json_t *entry = followup(&at, "not_helped");
    assert_string_equal(json_str(entry, "text"), "no");
    json_decref(entry);
    close_case(&at);
    case_open_at(&at, case_document());
    rig_tap(&at.rig, "act/reopen");
    RIG_TAPS(&at.rig, "send");
    entry = followup(&at, "reopen");
    assert_null(json_str(entry, "text"));
    json_decref(entry);
    close_case(&at);
}

static void words_for_one_act_do_not_go_with_another(void **state UNUSED)
{
    struct case_rig at;
    case_open_at(&at, case_document());
    rig_tap(&at.rig, "act/not_helped");
    RIG_TAPS(&at.rig, "key/n", "key/o", "back");
    assert_string_equal(rig_path(&at.rig), "case");
    rig_tap(&at.rig, "act/reopen");
    assert_false(rig_shows(&at.rig, "no "));
    RIG_TAPS(&at.rig, "key/x", "back");
    rig_tap(&at.rig, "act/helped");
    json_t *entry = followup(&at, "helped");
    assert_null(json_str(entry, "text"));
    json_decref(entry);
    close_case(&at);
}

/* ---- words, withdrawing, contact ---- */

static void a_word_is_added_and_nothing_of_it_stays(void **state UNUSED)
{
    struct case_rig at;
    case_open_at(&at, case_document());
    rig_tap(&at.rig, "act/add");
    assert_null(rig_target(&at.rig, "send")); /* there is nothing to send yet */
    RIG_TAPS(&at.rig, "key/w", "key/e", "key/t");
    rig_tap(&at.rig, "home"); /* what is not sent is not lost unasked */
    assert_non_null(rig_target(&at.rig, "over/stay"));
    RIG_TAPS(&at.rig, "over/stay", "send");
    json_t *entry = followup(&at, "add");
    assert_string_equal(json_str(entry, "text"), "wet");
    json_decref(entry);
    assert_true(rig_shows(&at.rig, "You added a word. Kept on this screen."));
    rig_tap(&at.rig, "act/add");
    assert_false(rig_shows(&at.rig, "wet")); /* neither on the paper nor in what the next act would send */
    assert_null(rig_target(&at.rig, "send"));
    close_case(&at);
}

static void withdrawing_asks_once(void **state UNUSED)
{
    struct case_rig at;
    json_t *doc = case_document();
    become(doc, "assigned", "withdraw add contact forget_contact");
    case_open_at(&at, doc);
    rig_tap(&at.rig, "act/withdraw");
    RIG_TAPS(&at.rig, "no");
    assert_int_equal(waiting(&at), 0);
    rig_tap(&at.rig, "act/withdraw");
    RIG_TAPS(&at.rig, "yes");
    json_decref(followup(&at, "withdraw"));
    assert_true(rig_shows(&at.rig, "You asked to withdraw the report. Kept on this screen."));
    close_case(&at);
}

static void a_number_needs_the_whole_consent_first(void **state UNUSED)
{
    struct case_rig at;
    case_open_at(&at, case_document());
    rig_tap(&at.rig, "act/contact");
    assert_null(rig_target(&at.rig, "digit/1"));
    assert_true(case_says(&at, "How your personal data are used"));
    const char *down = "form/page-down";
    for (int i = 0; i < 9 && !rig_target(&at.rig, "agree"); i++) {
        rig_tap_once(&at.rig, down);
        rig_settle(&at.rig);
    }
    RIG_TAPS(&at.rig, "agree");
    assert_null(rig_target(&at.rig, "digit/done"));
    RIG_TAPS(&at.rig, "digit/1", "digit/3", "digit/9", "mask");
    assert_true(rig_shows(&at.rig, "139")); /* a number is not written blindly */
    RIG_TAPS(&at.rig, "mask", "digit/done");
    json_t *entry = followup(&at, "contact");
    assert_string_equal(json_str(json_member(entry, "contact"), "phone"), "139");
    assert_string_equal(json_str(entry, "consent"), json_str(json_member(at.rig.model->form, "consent"), "version"));
    json_decref(entry);
    rig_tap(&at.rig, "act/forget_contact");
    RIG_TAPS(&at.rig, "yes");
    entry = followup(&at, "forget_contact");
    assert_null(json_member(entry, "contact"));
    json_decref(entry);
    close_case(&at);
}

static void what_could_not_be_kept_is_said_and_stays(void **state UNUSED)
{
    struct case_rig at;
    case_open_at(&at, case_document());
    free(at.rig.model->box_pk);
    at.rig.model->box_pk = xstrdup("");
    rig_tap(&at.rig, "act/add");
    RIG_TAPS(&at.rig, "key/q", "key/x", "key/z", "send");
    assert_true(rig_shows(&at.rig, "has not yet been connected to the office, so nothing was sent. What you wrote is "
                                   "still here. Please try again, or call"));
    rig_tap(&at.rig, "act/add");
    assert_true(rig_shows(&at.rig, "qxz"));
    close_case(&at);
}

/* ---- one visit ---- */

static void wrong_codes_are_counted_over_the_whole_visit(void **state UNUSED)
{
    struct case_rig at;
    case_open_at(&at, case_document());
    RIG_TAPS(&at.rig, "finish");
    at.code[4] = at.code[4] == '9' ? '0' : (char)(at.code[4] + 1);
    for (int i = 0; i < 5; i++) {
        nav_go(at.rig.nav, "standards"); /* in between something else is looked at */
        nav_apply(at.rig.nav, &at.rig.env);
        nav_replace(at.rig.nav, "lookup");
        nav_apply(at.rig.nav, &at.rig.env);
        rig_draw(&at.rig);
        assert_string_equal(rig_path(&at.rig), "lookup");
        for (const char *c = at.code; *c; c++) {
            char id[] = {'d', 'i', 'g', 'i', 't', '/', *c, 0};
            rig_tap_once(&at.rig, id);
        }
    }
    assert_string_equal(rig_path(&at.rig), "home");
    close_case(&at);
}

static void show_faces(struct rig *rig)
{
    nav_go(rig->nav, "standard/GT-06");
    nav_apply(rig->nav, &rig->env);
    rig_draw(rig);
    for (int i = 0; i < 9 && !rig_target(rig, "face/bad"); i++) {
        rig_tap_once(rig, "standard/page-down");
        rig_settle(rig);
    }
}

static void a_face_counts_once_when_the_visit_ends(void **state UNUSED)
{
    struct case_rig at = {0};
    rig_open_lobby(&at.rig, "T-B5-U1");
    show_faces(&at.rig);
    RIG_TAPS(&at.rig, "face/good");
    assert_true(rig_shows(&at.rig, "Thank you. You said: Good."));
    RIG_TAPS(&at.rig, "face/bad"); /* changed one's mind */
    assert_true(rig_shows(&at.rig, "You said: Not good."));
    assert_int_equal(waiting(&at), 0);
    rig_tap(&at.rig, "home");
    struct outbox_entry stored = {0};
    json_t *entry = rig_entry(&at.rig, &stored), *subject = json_member(entry, "subject");
    assert_string_equal(stored.kind, "feedback");
    assert_string_equal(json_str(subject, "kind"), "clause");
    assert_string_equal(json_str(subject, "id"), "GT-06");
    assert_int_equal(json_int_or(entry, "face", 0), 3);
    assert_null(json_str(entry, "text"));
    assert_int_equal(waiting(&at), 1);
    json_decref(entry);
    outbox_entry_fini(&stored);
    show_faces(&at.rig); /* the next visitor does not see it */
    assert_false(rig_shows(&at.rig, "You said:"));
    RIG_TAPS(&at.rig, "face/so-so", "face/so-so");
    assert_false(rig_shows(&at.rig, "You said:")); /* taken back */
    rig_tap(&at.rig, "home");
    assert_int_equal(waiting(&at), 1);
    close_case(&at);
}

/* A service is had at home: its page asks how it was; a fee of the schedule is nothing to be content with. */
static void a_service_asks_how_it_was(void **state UNUSED)
{
    struct case_rig at = {0};
    rig_open_lobby(&at.rig, "T-B5-U1");
    at.rig.model->fees = rig_sample("fees");
    nav_go(at.rig.nav, "fee/PS-01");
    nav_apply(at.rig.nav, &at.rig.env);
    rig_draw(&at.rig);
    RIG_TAPS(&at.rig, "face/so-so", "home");
    json_t *entry = rig_entry(&at.rig, NULL), *subject = json_member(entry, "subject");
    assert_string_equal(json_str(subject, "kind"), "service");
    assert_string_equal(json_str(subject, "id"), "PS-01");
    json_decref(entry);
    nav_go(at.rig.nav, "fee/F-01");
    nav_apply(at.rig.nav, &at.rig.env);
    rig_draw(&at.rig);
    const char *down;
    for (int i = 0; i < 9 && (down = rig_page_down(&at.rig)); i++) {
        assert_null(rig_target(&at.rig, "face/good"));
        rig_tap_once(&at.rig, down);
        rig_settle(&at.rig);
    }
    assert_null(rig_target(&at.rig, "face/good"));
    close_case(&at);
}

static void a_face_for_an_answer_does_not_say_which_case(void **state UNUSED)
{
    struct case_rig at;
    case_open_at(&at, case_document());
    rig_tap(&at.rig, "face/good");
    RIG_TAPS(&at.rig, "finish");
    json_t *entry = rig_entry(&at.rig, NULL);
    assert_string_equal(json_str(json_member(entry, "subject"), "kind"), "case");
    assert_string_equal(json_str(json_member(entry, "subject"), "id"), "BJ");
    char *text = json_dumps(entry, 0);
    assert_null(strstr(text, at.keys.item_id));
    assert_null(strstr(text, "2026-1095"));
    free(text);
    json_decref(entry);
    close_case(&at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_time_line_is_in_plain_words),
        cmocka_unit_test(the_code_opens_what_was_reported_too),
        cmocka_unit_test(the_key_that_covers_has_its_word_in_large_letters_too),
        cmocka_unit_test(the_time_line_goes_by_time_after_an_outage),
        cmocka_unit_test(a_time_that_is_over_is_never_called_open),
        cmocka_unit_test(closed_in_silence_is_an_end_of_its_own),
        cmocka_unit_test(a_joined_case_says_where_it_went),
        cmocka_unit_test(an_older_document_offers_nothing_that_its_office_cannot_read),
        cmocka_unit_test(only_what_the_office_lists_is_offered),
        cmocka_unit_test(no_case_document_crashes_the_page),
        cmocka_unit_test(a_verdict_is_given_once_for_each_answer_and_says_where_it_is),
        cmocka_unit_test(after_a_restart_the_screen_still_knows_that_it_was_judged),
        cmocka_unit_test(what_the_office_has_read_the_case_itself_tells),
        cmocka_unit_test(an_answer_that_was_judged_elsewhere_is_not_judged_here),
        cmocka_unit_test(words_go_with_it_or_not),
        cmocka_unit_test(words_for_one_act_do_not_go_with_another),
        cmocka_unit_test(a_word_is_added_and_nothing_of_it_stays),
        cmocka_unit_test(withdrawing_asks_once),
        cmocka_unit_test(a_number_needs_the_whole_consent_first),
        cmocka_unit_test(what_could_not_be_kept_is_said_and_stays),
        cmocka_unit_test(wrong_codes_are_counted_over_the_whole_visit),
        cmocka_unit_test(a_face_counts_once_when_the_visit_ends),
        cmocka_unit_test(a_service_asks_how_it_was),
        cmocka_unit_test(a_face_for_an_answer_does_not_say_which_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
