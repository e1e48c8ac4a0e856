/* Reports that a phone carried to the office: read whatever is around them, complete or not taken, a case once. */
#include "rig.h"

#include <stdio.h>

#include "central/cases/carried.h"
#include "central/cases/cases_internal.h"
#include "common/casecode.h"
#include "common/clock.h"
#include "common/codec.h"
#include "common/json.h"

/* --- The lines --- */

#define BOX "9f86d081884c7d65"

static void assert_read(const char *text, const char *bytes)
{
    struct carried carried;
    char *why = carried_read(&carried, text);
    if (why)
        fail_msg("%s\n%s", text, why);
    const struct buf *sealed = carried.broken_lines.len ? &carried.broken_lines : &carried.plain_lines;
    assert_string_equal(carried.box, BOX);
    assert_int_equal(sealed->len, strlen(bytes));
    assert_memory_equal(sealed->data, bytes, sealed->len);
    carried_fini(&carried);
}

static void assert_refused(const char *text, const char *words)
{
    struct carried carried;
    CLEANUP(free_ptr) char *why = carried_read(&carried, text);
    if (!why || !strstr(why, words))
        fail_msg("%s\n%s", text, why ? why : "(taken)");
    carried_fini(&carried);
}

/* "the sealed words" is dGhlIHNlYWxlZCB3b3Jkcw. */
static void lines_are_found_in_whatever_a_phone_puts_around_them(void **state UNUSED)
{
    assert_read("FOYER1 1/1 " BOX " dGhlIHNlYWxlZCB3b3Jkcw", "the sealed words");
    assert_read("李女士 18:02\n\"FOYER1 2/2 " BOX " lZCB3b3Jkcw\"\n李女士 18:03\nFOYER1 1/2 " BOX
                " dGhlIHNlYWx。\n发自我的手机",
                "the sealed words");
    assert_read("FOYER1 1/2 " BOX " dGhlIHNlYWxFOYER1 2/2 " BOX " lZCB3b3Jkcw", "the sealed words");
    assert_read("\xEF\xBB\xBF"
                "FOYER1\xC2\xA0"
                "1/1\xE3\x80\x80" BOX " \r\ndGhlIHNlYWxlZCB3b3Jkcw\r\n",
                "the sealed words");
    /* A mail breaks what is long and marks what it quotes. */
    assert_read("> FOYER1 1/1 " BOX "\n> dGhlIHNl\n> YWxlZCB3\n> b3Jkcw\n>\n> Mit freundlichen Gruessen",
                "the sealed words");
    /* The same code scanned twice. */
    assert_read("FOYER1 1/2 " BOX " dGhlIHNlYWx\nFOYER1 1/2 " BOX " dGhlIHNlYWx\nFOYER1 2/2 " BOX " lZCB3b3Jkcw",
                "the sealed words");
}

static void what_is_not_whole_is_said_in_a_sentence(void **state UNUSED)
{
    assert_refused("", "no line begins with FOYER1");
    assert_refused("FOYER1 is what the screen showed", "no line begins with FOYER1");
    assert_refused("FOYER1 3/2 " BOX " AAAA", "no line begins with FOYER1");
    assert_refused("FOYER1 1/3 " BOX " AAAA\nFOYER1 3/3 " BOX " AAAA", "part 2 of 3 is missing");
    assert_refused("FOYER1 2/3 " BOX " AAAA", "parts 1 and 3 of 3 are missing");
    assert_refused("FOYER1 1/2 " BOX " AAAA\nFOYER1 2/3 " BOX " AAAA", "more than one report");
    assert_refused("FOYER1 1/2 " BOX " AAAA\nFOYER1 2/2 aaaaaaaaaaaaaaaa AAAA", "more than one report");
    assert_refused("FOYER1 1/1 " BOX " AAAA\nFOYER1 1/1 " BOX " AAAB", "part 1 of 1 stands there twice");
    assert_refused("FOYER1 1/1 " BOX " A", "letters are missing or wrong");
}

/* --- Taking them in --- */

static const char *month_now(void)
{
    static char month[32];
    clock_format(month, clock_wall_ms() / 1000, 8 * 3600);
    month[7] = '\0';
    return month;
}

static json_t *report(const char *code, const char *site, const char *about)
{
    json_t *doc = json_pack("{s:i,s:s,s:s,s:s,s:s,s:s,s:I,s:s,s:s,s:s,s:s,s:s}", "v", 1, "kind", "complaint", "code",
                            code, "month", month_now(), "site", site, "lobby", "T-B3-U1", "at",
                            (json_int_t)(clock_wall_ms() / 1000 - 3600), "clk", "ok", "lang", "zh-CN", "category", "TD",
                            "subitem", "TD-01", "text", "电梯里没有人接电话");
    if (about)
        json_object_set_new(doc, "about", json_string(about));
    return doc;
}

/* The lines of a sealed document (taken) in `parts`, the last one first. `sealed` may be NULL. */
static char *lines_of(const struct rig *rig, json_t *doc, int parts, struct buf *sealed)
{
    CLEANUP(buf_fini) struct buf plain = {0}, box = {0}, text = {0};
    struct buf out = {0};
    json_encode(&plain, doc);
    json_decref(doc);
    crypto_seal(&box, plain.data, plain.len, rig->keys.box_pk);
    codec_base64url(&text, box.data, box.len);
    size_t each = (text.len + (size_t)parts - 1) / (size_t)parts;
    for (int i = parts; i > 0; i--) {
        size_t from = (size_t)(i - 1) * each;
        buf_printf(&out, "FOYER1 %d/%d %s %.*s\n", i, parts, rig->keys.box_id, (int)MIN(each, text.len - from),
                   text.data + from);
    }
    if (sealed)
        buf_append(sealed, box.data, box.len);
    return buf_take(&out);
}

static enum cases_carry_result carry(struct rig *rig, struct cases_carry *act, const char *text)
{
    *act = (struct cases_carry){
        .site = RIG_SITE, .text = text, .who = "clerk", .posts = act->posts, .now_s = clock_wall_ms() / 1000};
    return cases_carry(rig->central.cases, act);
}

static int64_t count(struct rig *rig, const char *sql)
{
    return db_get_i64(rig->central.db, sql, -1);
}

static void carried_report_is_a_case_once_and_its_code_is_good(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    struct casecode_keys keys;
    struct cases_carry act = {.site = RIG_SITE};
    casecode_mint(code);
    CLEANUP(free_ptr) char *text = lines_of(rig, report(code, "heting", NULL), 3, NULL);
    if (carry(rig, &act, text) != CASES_CARRY_TAKEN)
        fail_msg("%s", act.why);
    CLEANUP(free_ptr) char *number = xstrdup(act.number);
    assert_true(*number);
    assert_int_equal(carry(rig, &act, text), CASES_CARRY_KNOWN);
    assert_string_equal(act.number, number);
    assert_int_equal(count(rig, "SELECT count(*) FROM kase"), 1);
    assert_int_equal(count(rig, "SELECT count(*) FROM audit WHERE what='case.carried' AND who='clerk'"), 1);
    while (cases_stretch_one(rig->central.cases)) {
    }
    casecode_stretch(&keys, code, RIG_ORG, "heting", month_now());
    CLEANUP(free_ptr) char *channels = rig_channels(rig, keys.item_id);
    assert_string_equal(channels, "k:heting");
    /* Its time runs from the lobby's moment, and the desk knows which lobby it was. */
    struct kase kase;
    assert_true(case_load(rig->central.cases, number, &kase));
    assert_string_equal(kase.lobby, "T-B3-U1");
    assert_true(kase.at < kase.arrived - 3000);
    case_fini(&kase);
}

static void what_the_lobby_sent_itself_is_not_carried_in_again(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1], id[UUID_LEN + 1], sha[65];
    struct cases_carry act = {.site = RIG_SITE};
    CLEANUP(buf_fini) struct buf sealed = {0};
    casecode_mint(code);
    CLEANUP(free_ptr) char *text = lines_of(rig, report(code, "heting", NULL), 1, &sealed);
    assert_false(cases_knows_carried(&rig->central, sealed.data, sealed.len));
    if (carry(rig, &act, text) != CASES_CARRY_TAKEN)
        fail_msg("%s", act.why);
    assert_true(cases_knows_carried(&rig->central, sealed.data, sealed.len));
    /* The other way round: the terminal came first, under an id of its own. */
    ids_uuid7(id, clock_wall_ms());
    crypto_sha256_hex(sha, sealed.data, sealed.len);
    struct db_stmt *stmt = db_prep(rig->central.db, "UPDATE kase SET entry_id=$1");
    db_bind_text(stmt, 1, id);
    assert_true(db_run(stmt));
    stmt = db_prep(rig->central.db, "INSERT INTO outbox_in(terminal,id,sha256,kind,at,got) VALUES('10001',$1,$2,"
                                    "'complaint',1,1)");
    db_bind_text(stmt, 1, id);
    db_bind_text(stmt, 2, sha);
    assert_true(db_run(stmt));
    assert_int_equal(carry(rig, &act, text), CASES_CARRY_KNOWN);
    assert_int_equal(count(rig, "SELECT count(*) FROM kase"), 1);
}

static void assert_not_taken(struct rig *rig, char *text /* taken */, const char *words)
{
    struct cases_carry act = {.site = RIG_SITE};
    enum cases_carry_result result = carry(rig, &act, text);
    if (result != CASES_CARRY_REFUSED || !strstr(act.why, words))
        fail_msg("%d %s", (int)result, act.why ? act.why : "");
    assert_int_equal(count(rig, "SELECT count(*) FROM kase"), 0);
    free(act.why);
    free(text);
}

static void what_is_not_ours_or_no_report_is_not_taken(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    assert_not_taken(rig, lines_of(rig, report(code, "elsewhere", NULL), 2, NULL), "another community, elsewhere");
    assert_not_taken(rig, lines_of(rig, json_pack("{s:i,s:s}", "v", 1, "kind", "followup"), 1, NULL), "no report");
    char *text = lines_of(rig, report(code, "heting", NULL), 1, NULL);
    memcpy(text + strlen("FOYER1 1/1 "), "0000000000000000", KEY_ID_LEN);
    assert_not_taken(rig, text, "a key that is not ours");
    text = lines_of(rig, report(code, "heting", NULL), 1, NULL);
    text[60] = text[60] == 'A' ? 'B' : 'A';
    assert_not_taken(rig, text, "does not open");
    json_t *old = report(code, "heting", NULL);
    json_object_set_new(old, "month", json_string("2019-01"));
    assert_not_taken(rig, lines_of(rig, old, 1, NULL), "receipt code");
}

/* Whoever brings a report about the own post learns neither the number nor, the second time, that there is one. */
static void whom_it_is_about_learns_no_number(void **state)
{
    struct rig *rig = *state;
    char code[CASECODE_LEN + 1];
    struct cases_carry act = {.site = RIG_SITE, .posts = "R-PM"};
    casecode_mint(code);
    CLEANUP(free_ptr) char *text = lines_of(rig, report(code, "heting", "R-PM"), 1, NULL);
    assert_int_equal(carry(rig, &act, text), CASES_CARRY_TAKEN);
    assert_string_equal(act.number, "");
    assert_int_equal(carry(rig, &act, text), CASES_CARRY_KNOWN);
    assert_string_equal(act.number, "");
    act.posts = "R-CS"; /* who works below could tell */
    assert_int_equal(carry(rig, &act, text), CASES_CARRY_KNOWN);
    assert_string_equal(act.number, "");
    act.posts = "R-OC";
    assert_int_equal(carry(rig, &act, text), CASES_CARRY_KNOWN);
    assert_true(*act.number);
}

static int setup(void **state)
{
    int result = rig_setup(state);
    rig_put_sample(*state);
    return result;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_found_in_whatever_a_phone_puts_around_them),
        cmocka_unit_test(what_is_not_whole_is_said_in_a_sentence),
        cmocka_unit_test_setup_teardown(carried_report_is_a_case_once_and_its_code_is_good, setup, rig_teardown),
        cmocka_unit_test_setup_teardown(what_the_lobby_sent_itself_is_not_carried_in_again, setup, rig_teardown),
        cmocka_unit_test_setup_teardown(what_is_not_ours_or_no_report_is_not_taken, setup, rig_teardown),
        cmocka_unit_test_setup_teardown(whom_it_is_about_learns_no_number, setup, rig_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
