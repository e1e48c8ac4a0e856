/* The draft's limits and the JSON that leaves the screen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "common/utf8.h"
#include "kiosk/entry.h"

static struct entry_draft draft_of(const char *text)
{
    struct entry_draft draft = {
        .category = "BJ", .subitem = "BJ-04", .place = {.building = "B3", .unit = "B3-U1", .spot = "lobby"}};
    assert_true(entry_add_text(&draft, text));
    return draft;
}

static json_t *build(const struct entry_draft *draft)
{
    const struct entry_names names = {.code = "123456789012345", .month = "2026-11"};
    const struct put_stamp stamp = {
        .site = "heting", .lobby = "T-B3-U1", .lang = "zh-CN", .at_s = 1763863500, .trust = CLOCK_APPROX};
    struct buf out = {0};
    entry_build(&out, draft, &names, &stamp);
    json_t *doc = json_decode(out.data, out.len, NULL);
    buf_wipe(&out);
    assert_non_null(doc);
    return doc;
}

static void an_entry_carries_what_was_chosen(void **state UNUSED)
{
    struct entry_draft draft = draft_of("垃圾又满了");
    json_t *doc = build(&draft);
    assert_int_equal(json_int_or(doc, "v", 0), 1);
    assert_string_equal(json_str(doc, "kind"), "complaint");
    assert_string_equal(json_str(doc, "code"), "123456789012345");
    assert_string_equal(json_str(doc, "clk"), "approx");
    assert_int_equal(json_int_or(doc, "at", 0), 1763863500);
    assert_string_equal(json_str(doc, "text"), "垃圾又满了");
    assert_string_equal(json_str(json_member(doc, "place"), "unit"), "B3-U1");
    assert_null(json_member(doc, "when"));
    assert_null(json_member(doc, "contact"));
    json_decref(doc);
}

static void odd_characters_survive_and_break_nothing(void **state UNUSED)
{
    struct entry_draft draft = draft_of("\"},\"code\":\"1\\ \n\t😡👨‍👩‍👧‍👦");
    json_t *doc = build(&draft);
    assert_string_equal(json_str(doc, "text"), "\"},\"code\":\"1\\ \n\t😡👨‍👩‍👧‍👦");
    assert_string_equal(json_str(doc, "code"), "123456789012345");
    json_decref(doc);
}

static void bidi_and_control_characters_are_left_out(void **state UNUSED)
{
    struct entry_draft draft = draft_of("a\u202Eb\u2066c\x01\u200F!");
    assert_string_equal(draft.text, "abc!");
}

static void broken_utf8_is_refused(void **state UNUSED)
{
    struct entry_draft draft = draft_of("ab");
    assert_false(entry_add_text(&draft, "\xff"));
    assert_false(entry_add_text(&draft, "\xe5\x9e"));
    assert_string_equal(draft.text, "ab");
}

static void a_thousand_characters_fit_and_no_more(void **state UNUSED)
{
    struct entry_draft draft = draft_of("😡");
    while (entry_add_text(&draft, "😡")) {
    }
    assert_int_equal(utf8_count(draft.text), ENTRY_TEXT_MAX);
    assert_true(entry_is_complete(&draft));
    json_t *doc = build(&draft);
    assert_int_equal(utf8_count(json_str(doc, "text")), ENTRY_TEXT_MAX);
    json_decref(doc);
}

static void the_longest_entry_does_not_move_its_buffer(void **state UNUSED)
{
    struct entry_draft draft = draft_of("ok");
    while (entry_add_text(&draft, "\n")) {
    }
    memset(draft.phone, '9', ENTRY_PHONE_MAX);
    memset(draft.consent, 'v', ENTRY_VERSION_MAX);
    const struct entry_names names = {.code = "123456789012345", .month = "2026-11"};
    const struct put_stamp stamp = {.site = "s", .lobby = "l", .lang = "en"};
    struct buf out = {0};
    buf_reserve(&out, ENTRY_PLAIN_RESERVE);
    const char *before = out.data;
    entry_build(&out, &draft, &names, &stamp);
    assert_ptr_equal(out.data, before);
    assert_true(out.len < ENTRY_PLAIN_RESERVE);
    buf_wipe(&out);
}

static void one_character_is_too_little(void **state UNUSED)
{
    struct entry_draft draft = draft_of("漏");
    assert_false(entry_is_complete(&draft));
    assert_true(entry_add_text(&draft, "水"));
    assert_true(entry_is_complete(&draft));
}

static void a_number_needs_consent_and_goes_with_it(void **state UNUSED)
{
    struct entry_draft draft = draft_of("漏水");
    snprintf(draft.phone, sizeof draft.phone, "13800138000");
    assert_false(entry_is_complete(&draft));
    json_t *doc = build(&draft);
    assert_null(json_member(doc, "contact"));
    json_decref(doc);
    snprintf(draft.consent, sizeof draft.consent, "2026-11");
    assert_true(entry_is_complete(&draft));
    doc = build(&draft);
    assert_string_equal(json_str(json_member(doc, "contact"), "phone"), "13800138000");
    assert_string_equal(json_str(doc, "consent"), "2026-11");
    json_decref(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_carries_what_was_chosen),
        cmocka_unit_test(odd_characters_survive_and_break_nothing),
        cmocka_unit_test(bidi_and_control_characters_are_left_out),
        cmocka_unit_test(broken_utf8_is_refused),
        cmocka_unit_test(a_thousand_characters_fit_and_no_more),
        cmocka_unit_test(the_longest_entry_does_not_move_its_buffer),
        cmocka_unit_test(one_character_is_too_little),
        cmocka_unit_test(a_number_needs_consent_and_goes_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
