/* From the receipt to the answer: what the receipt says is true at every moment, and a case opens with its code alone.
 */
#include "desk_rig.h"

#define MONTH_OLD "2026-09"
#define MONTH_NEW "2026-11"

static void put_case(struct rig *rig, const char *code, const char *month, const char *number, const char *answer)
{
    struct casecode_keys keys;
    casecode_stretch(&keys, code, rig->model->org, rig->model->site, month);
    CLEANUP(free_ptr)
    char *json = xasprintf(
        "{\"v\":1,\"number\":\"%s\",\"state\":\"replied\",\"category\":\"BJ\",\"subitem\":\"BJ-04\",\"promised_s\":%"
        "lld,"
        "\"standard\":[\"GT-06\"],\"steps\":[{\"state\":\"received\",\"at\":%lld,\"role\":\"\",\"text\":\"\"},"
        "{\"state\":\"assigned\",\"at\":%lld,\"role\":\"R-CLN\",\"text\":\"\"},"
        "{\"state\":\"replied\",\"at\":%lld,\"role\":\"R-CLN\",\"text\":\"%s\"}]}",
        number, (long long)RIG_NOW_MS / 1000 + 86400, (long long)RIG_NOW_MS / 1000 - 9000,
        (long long)RIG_NOW_MS / 1000 - 8000, (long long)RIG_NOW_MS / 1000 - 600, answer);
    struct buf sealed = {0};
    crypto_secret(&sealed, json, strlen(json), keys.key);
    struct model *model = rig->model;
    model->cases = xrealloc(model->cases, (model->case_count + 1) * sizeof model->cases[0]);
    size_t at = 0;
    while (at < model->case_count && strcmp(model->cases[at].id, keys.item_id) < 0)
        at++;
    memmove(model->cases + at + 1, model->cases + at, (model->case_count - at) * sizeof model->cases[0]);
    model->case_count++;
    struct model_case *item = &model->cases[at];
    memset(item, 0, sizeof *item);
    snprintf(item->id, sizeof item->id, "%s", keys.item_id);
    item->len = sealed.len;
    item->bytes = (uint8_t *)buf_take(&sealed);
    model->generation++;
}

static void enter(struct rig *rig, const char *code)
{
    for (const char *c = code; *c; c++) {
        char id[] = {'d', 'i', 'g', 'i', 't', '/', *c, 0};
        rig_tap_once(rig, id);
    }
}

/* Turns of the loop until the worker has answered. */
static void settle_search(struct rig *rig)
{
    for (int i = 0; i < 6000; i++) {
        worker_poll(rig->worker);
        rig_draw(rig);
        if (desk_search(rig->desk, NULL, NULL) != DESK_SEARCHING)
            break;
        rig_wait(10);
    }
    rig_draw(rig);
}

static void make_wrong(char code[static CASECODE_LEN + 1])
{
    code[4] = code[4] == '9' ? '0' : (char)(code[4] + 1);
}

static void report_something(struct rig *rig)
{
    RIG_TAPS(rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "next", "send");
}

static void the_receipt_tells_the_truth_offline_and_changes_by_itself(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    report_something(&rig);
    char code[CASECODE_LEN + 1], groups[CASECODE_LEN + 3], id[UUID_LEN + 1];
    memcpy(code, desk_receipt(rig.desk)->code, sizeof code);
    memcpy(id, desk_receipt(rig.desk)->entry_id, sizeof id);
    casecode_group(groups, code);
    assert_true(casecode_valid(code));
    assert_true(rig_shows(&rig, groups));
    assert_true(rig_shows(&rig, "Kept on this screen. It goes to the office when the network is back."));
    assert_true(rig_shows(&rig, "000-5550-0119"));
    assert_true(rig.redraw_at <= rig.env.mono_ms + 2000);
    struct outbox *sync = outbox_open(rig.dir);
    assert_true(outbox_settle(sync, id, RIG_NOW_MS / 1000 + 60));
    outbox_close(sync);
    rig_draw(&rig);
    assert_true(rig_shows(&rig, "Reached the office: today 10:06."));
    assert_false(rig_shows(&rig, "network is back"));
    rig_close(&rig);
}

static void nothing_is_on_its_way_for_long(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    rig_state(&rig, "live");
    report_something(&rig);
    assert_true(rig_shows(&rig, "on its way to the office"));
    rig.env.mono_ms += 21000;
    rig_draw(&rig);
    assert_true(rig_shows(&rig, "when the network is back"));
    rig_close(&rig);
}

static void with_an_unknown_clock_the_receipt_names_no_time(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    rig.env.trust = CLOCK_UNKNOWN;
    report_something(&rig);
    struct outbox *sync = outbox_open(rig.dir);
    assert_true(outbox_settle(sync, desk_receipt(rig.desk)->entry_id, RIG_NOW_MS / 1000));
    outbox_close(sync);
    rig_draw(&rig);
    assert_true(rig_shows(&rig, "It has reached the office."));
    rig_close(&rig);
}

static void leaving_the_receipt_forgets_the_code(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    report_something(&rig);
    CLEANUP(free_ptr) char *path = xstrdup(rig_path(&rig));
    for (int i = 0; i < 2; i++) { /* neither way out takes the code away unasked */
        rig_tap(&rig, i ? "home" : "back");
        assert_true(rig_shows(&rig, "Have you written the code down?"));
        RIG_TAPS(&rig, "over/stay");
        assert_string_equal(rig_path(&rig), path);
    }
    RIG_TAPS(&rig, "written");
    assert_string_equal(rig_path(&rig), "home");
    assert_null(desk_receipt(rig.desk));
    nav_go(rig.nav, path);
    nav_apply(rig.nav, &rig.env);
    assert_string_equal(rig_path(&rig), "home");
    rig_close(&rig);
}

static void what_lies_in_the_outbox_shows_no_word_and_opens_for_the_office(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "phrase/0", "next", "send");
    struct outbox_entry stored = {0};
    json_t *entry = rig_entry(&rig, &stored);
    assert_non_null(entry);
    assert_string_equal(json_str(entry, "code"), desk_receipt(rig.desk)->code);
    assert_string_equal(json_str(entry, "month"), MONTH_NEW);
    assert_string_equal(json_str(entry, "site"), "heting");
    assert_string_equal(json_str(entry, "clk"), "ok");
    char box[KEY_ID_LEN + 1];
    crypto_key_id(box, rig.box_pk);
    assert_string_equal(stored.box, box);
    assert_null(memmem(stored.sealed.data, stored.sealed.len, "waste", 5));
    assert_null(memmem(stored.sealed.data, stored.sealed.len, desk_receipt(rig.desk)->code, CASECODE_LEN));
    char hash[65];
    crypto_sha256_hex(hash, stored.sealed.data, stored.sealed.len);
    assert_string_equal(hash, stored.sha256);
    json_decref(entry);
    outbox_entry_fini(&stored);
    rig_close(&rig);
}

static void a_case_opens_with_its_code_in_whatever_month_it_was_minted(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B5-U1");
    char old[CASECODE_LEN + 1], new[CASECODE_LEN + 1];
    casecode_mint(old);
    casecode_mint(new);
    put_case(&rig, new, MONTH_NEW, "2026-1095", "The bins were emptied.");
    put_case(&rig, old, MONTH_OLD, "2026-0871", "The lamp was changed.");
    RIG_TAPS(&rig, "lookup");
    enter(&rig, old);
    assert_true(rig_shows(&rig, "Looking …"));
    int total = 0;
    desk_search(rig.desk, NULL, &total);
    assert_int_equal(total, 2);
    settle_search(&rig);
    assert_string_equal(rig_path(&rig), "case");
    assert_true(rig_shows(&rig, "The lamp was changed."));
    assert_false(rig_shows(&rig, "The bins were emptied."));
    assert_true(rig_shows(&rig, "2026-0871"));
    assert_true(rig_shows(&rig, "Answered"));
    assert_true(rig_shows(&rig, "tomorrow 10:05"));
    RIG_TAPS(&rig, "finish");
    assert_string_equal(rig_path(&rig), "home");
    assert_null(desk_case(rig.desk, rig.model));
    rig_close(&rig);
}

static void an_open_case_changes_with_the_bulletin(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B5-U1");
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    put_case(&rig, code, MONTH_NEW, "2026-1095", "We are coming today.");
    RIG_TAPS(&rig, "lookup");
    enter(&rig, code);
    settle_search(&rig);
    assert_true(rig_shows(&rig, "We are coming today."));
    free(rig.model->cases[0].bytes);
    rig.model->case_count = 0;
    put_case(&rig, code, MONTH_NEW, "2026-1095", "It is done.");
    rig_draw(&rig);
    assert_true(rig_shows(&rig, "It is done."));
    free(rig.model->cases[0].bytes);
    rig.model->case_count = 0;
    rig.model->generation++;
    rig_draw(&rig);
    assert_true(rig_shows(&rig, "no longer published"));
    rig_close(&rig);
}

static void closed_in_silence_is_not_shown_as_agreed(void **state UNUSED)
{
    struct casecode_keys keys = {.item_id = "c.202611.x"};
    static const char json[] =
        "{\"v\":1,\"number\":\"2026-1\",\"state\":\"closed\",\"outcome\":\"no_word\",\"category\":\"BJ\","
        "\"subitem\":\"\",\"promised_s\":0,\"standard\":[],\"steps\":[]}";
    struct buf sealed = {0};
    crypto_secret(&sealed, json, strlen(json), keys.key);
    struct casefile *casefile = casefile_open(sealed.data, sealed.len, &keys);
    assert_non_null(casefile);
    assert_string_equal(casefile->outcome, "no_word");
    assert_null(casefile_answer(casefile));
    casefile_free(casefile);
    buf_fini(&sealed);
}

static void odd_documents_open_to_nothing_or_blanks(void **state UNUSED)
{
    static const char *const odd[] = {"[]", "{\"v\":2}", "{", "null"};
    static const char strange[] =
        "{\"v\":1,\"steps\":{\"a\":1},\"standard\":[1,null],\"promised_s\":\"x\",\"state\":7}";
    struct casecode_keys keys = {.item_id = "c.202611.x"};
    struct buf sealed = {0};
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        buf_clear(&sealed);
        crypto_secret(&sealed, odd[i], strlen(odd[i]), keys.key);
        assert_null(casefile_open(sealed.data, sealed.len, &keys));
    }
    buf_clear(&sealed);
    crypto_secret(&sealed, strange, strlen(strange), keys.key);
    struct casefile *casefile = casefile_open(sealed.data, sealed.len, &keys);
    assert_non_null(casefile);
    assert_int_equal(casefile->step_count + casefile->standard_count, 0);
    assert_string_equal(casefile->state, "");
    casefile_free(casefile);
    buf_fini(&sealed);
}

static void a_wrong_digit_is_named_at_the_fifteenth(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    make_wrong(code);
    RIG_TAPS(&rig, "lookup");
    enter(&rig, code);
    assert_true(rig_shows(&rig, "One digit is not right."));
    assert_int_equal(desk_search(rig.desk, NULL, NULL), DESK_IDLE);
    RIG_TAPS(&rig, "digit/delete");
    assert_false(rig_shows(&rig, "One digit is not right."));
    rig_close(&rig);
}

static void a_good_code_without_an_answer_is_never_called_wrong(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    char code[CASECODE_LEN + 1], other[CASECODE_LEN + 1];
    casecode_mint(code);
    casecode_mint(other);
    RIG_TAPS(&rig, "lookup");
    enter(&rig, code); /* no case at all at this lobby */
    settle_search(&rig);
    assert_true(rig_shows(&rig, "No news yet: the report has not arrived, or it was closed more than 90 days ago."));
    put_case(&rig, other, MONTH_NEW, "2026-1095", "Other people's matter.");
    RIG_TAPS(&rig, "digit/done");
    enter(&rig, code);
    settle_search(&rig);
    assert_string_equal(rig_path(&rig), "lookup");
    assert_true(rig_shows(&rig, "No news yet"));
    assert_false(rig_shows(&rig, "Other people's matter."));
    rig_close(&rig);
}

static void an_answer_that_arrives_while_one_looks_opens_by_itself(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    char code[CASECODE_LEN + 1], other[CASECODE_LEN + 1];
    casecode_mint(code);
    RIG_TAPS(&rig, "lookup");
    enter(&rig, code);
    settle_search(&rig);
    for (int i = 0; i < 6; i++) { /* other people's answers are no tries of hers */
        casecode_mint(other);
        put_case(&rig, other, MONTH_NEW, "2026-1000", "Others.");
        rig_draw(&rig);
        settle_search(&rig);
        assert_string_equal(rig_path(&rig), "lookup");
        assert_true(rig_shows(&rig, "No news yet"));
    }
    put_case(&rig, code, MONTH_NEW, "2026-1095", "Here it is.");
    rig_draw(&rig);
    settle_search(&rig);
    assert_string_equal(rig_path(&rig), "case");
    assert_true(rig_shows(&rig, "Here it is."));
    rig_close(&rig);
}

static void five_wrong_codes_end_the_visit(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    make_wrong(code);
    RIG_TAPS(&rig, "lookup");
    for (int i = 0; i < 5; i++) {
        assert_string_equal(rig_path(&rig), "lookup");
        enter(&rig, code);
        if (i < 4)
            RIG_TAPS(&rig, "digit/done");
    }
    assert_string_equal(rig_path(&rig), "home");
    rig_close(&rig);
}

static void a_damaged_answer_counts_as_no_news(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    put_case(&rig, code, MONTH_NEW, "2026-1095", "Words.");
    rig.model->cases[0].bytes[rig.model->cases[0].len - 1] ^= 1;
    RIG_TAPS(&rig, "lookup");
    enter(&rig, code);
    settle_search(&rig);
    assert_true(rig_shows(&rig, "No news yet"));
    rig_close(&rig);
}

static void leaving_during_a_search_drops_it(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    put_case(&rig, code, MONTH_NEW, "2026-1095", "Words.");
    RIG_TAPS(&rig, "lookup");
    enter(&rig, code);
    RIG_TAPS(&rig, "finish");
    rig_wait(400);
    worker_poll(rig.worker);
    assert_null(desk_case(rig.desk, rig.model));
    assert_int_equal(desk_search(rig.desk, NULL, NULL), DESK_IDLE);
    rig_close(&rig);
}

static void keys_of_the_number_pad_are_as_large_as_promised(void **state UNUSED)
{
    static const int panels[][4] = {{1080, 1920, 398, 708}, {1920, 1080, 708, 398}, {1024, 600, 222, 125}};
    for (size_t i = 0; i < ARRAY_LEN(panels); i++) {
        struct rig rig;
        rig_open(&rig, "T-B3-U1", panels[i][0], panels[i][1], panels[i][2], panels[i][3]);
        RIG_TAPS(&rig, "lookup");
        const struct draw_target *key = rig_target(&rig, "digit/5");
        int least = theme_mm(&rig.view.theme, 25) - 1;
        if (key->rect.w < least || key->rect.h < least)
            rig_print(&rig);
        assert_true(key->rect.w >= least && key->rect.h >= least);
        rig_close(&rig);
    }
}

static void a_physical_keyboard_enters_digits_too(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "lookup");
    struct nav_entry *top = nav_top(rig.nav);
    top->ops->key(top->state, &rig.env, "4", KEYSTROKE_TEXT);
    top->ops->key(top->state, &rig.env, "x", KEYSTROKE_TEXT);
    top->ops->key(top->state, &rig.env, "7", KEYSTROKE_TEXT);
    rig_draw(&rig);
    assert_true(rig_shows(&rig, "4 7 "));
    top->ops->key(top->state, &rig.env, "", KEYSTROKE_BACKSPACE);
    rig_draw(&rig);
    assert_false(rig_shows(&rig, "4 7 "));
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_receipt_tells_the_truth_offline_and_changes_by_itself),
        cmocka_unit_test(nothing_is_on_its_way_for_long),
        cmocka_unit_test(with_an_unknown_clock_the_receipt_names_no_time),
        cmocka_unit_test(leaving_the_receipt_forgets_the_code),
        cmocka_unit_test(what_lies_in_the_outbox_shows_no_word_and_opens_for_the_office),
        cmocka_unit_test(a_case_opens_with_its_code_in_whatever_month_it_was_minted),
        cmocka_unit_test(an_open_case_changes_with_the_bulletin),
        cmocka_unit_test(closed_in_silence_is_not_shown_as_agreed),
        cmocka_unit_test(odd_documents_open_to_nothing_or_blanks),
        cmocka_unit_test(a_wrong_digit_is_named_at_the_fifteenth),
        cmocka_unit_test(a_good_code_without_an_answer_is_never_called_wrong),
        cmocka_unit_test(an_answer_that_arrives_while_one_looks_opens_by_itself),
        cmocka_unit_test(five_wrong_codes_end_the_visit),
        cmocka_unit_test(a_damaged_answer_counts_as_no_news),
        cmocka_unit_test(leaving_during_a_search_drops_it),
        cmocka_unit_test(keys_of_the_number_pad_are_as_large_as_promised),
        cmocka_unit_test(a_physical_keyboard_enters_digits_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
