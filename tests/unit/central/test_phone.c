/* The phone page of a case: its PIN, its pass, verdicts and photographs. */
#include "followup.h"

static void page_that_lay_open_judges_the_answer_that_it_showed(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    CLEANUP(json_free_ref) json_t *words = json_object();
    move(rig, &made, "replied", "明天来人。");
    move(rig, &made, "replied", "今天就来人。");
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-1", FOLLOWUP_HELPED, words, 1, 1),
                     RESIDENT_KEPT);
    assert_member(rig, &made, "state", "replied");
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-2", FOLLOWUP_HELPED, words, 1, 2),
                     RESIDENT_KNOWN);
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-3", FOLLOWUP_HELPED, words, 2, 3),
                     RESIDENT_DONE);
    assert_member(rig, &made, "state", "closed");
}

/* Memory was short when the code was stretched: the case is read, its PIN waits. */
static void pin_that_could_not_be_hashed_is_taken_up_again(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    struct cases_page page;
    char sha[65];
    cases_page_sha(sha, TOKEN);
    struct db_stmt *stmt = db_prep(rig->central.db, "UPDATE case_page SET pin=$1,pin_stretched=0 WHERE number=$2");
    vault_bind(&rig->central.cases->vault, stmt, 1, "2468", 4);
    db_bind_text(stmt, 2, made.number);
    assert_true(db_run(stmt));
    assert_true(cases_page_load(rig->central.cases, sha, "here", &page));
    assert_true(page.has_pin && !*page.pin_hash);
    cases_page_fini(&page);
    assert_true(cases_stretch_one(rig->central.cases));
    assert_true(cases_page_load(rig->central.cases, sha, "here", &page));
    assert_true(accounts_password_matches(page.pin_hash, "2468"));
    cases_page_fini(&page);
    assert_false(cases_stretch_one(rig->central.cases)); /* nothing waits */
    assert_member(rig, &made, "state", "received");
}

static void page_is_known_by_the_hash_of_its_token_alone(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    struct cases_page page;
    char sha[65];
    cases_page_sha(sha, TOKEN);
    assert_true(cases_page_load(rig->central.cases, sha, "here", &page));
    assert_string_equal(page.number, made.number);
    assert_true(page.has_pin);
    assert_true(accounts_password_matches(page.pin_hash, "2468"));
    assert_string_equal(json_str(page.view, "state"), "received");
    cases_page_fini(&page);
    assert_false(database_says(rig, TOKEN));
    cases_page_sha(sha, "AbCdEfGhIjKlMnOpQrStUw");
    assert_false(cases_page_load(rig->central.cases, sha, "here", &page));
}

static void page_without_a_pin_only_reads(void **state)
{
    struct rig *rig = *state;
    (void)make(rig, NULL);
    struct cases_page page;
    char sha[65];
    cases_page_sha(sha, TOKEN);
    assert_true(cases_page_load(rig->central.cases, sha, "here", &page));
    assert_false(page.has_pin);
    cases_page_fini(&page);
}

/* For whoever asks from `peer`. */
static int64_t locked_until(struct rig *rig, const char *peer)
{
    struct cases_page page;
    char sha[65];
    cases_page_sha(sha, TOKEN);
    assert_true(cases_page_load(rig->central.cases, sha, peer, &page));
    cases_page_fini(&page);
    return page.locked_until;
}

static void try_pins(struct rig *rig, const char *peer, int count, int64_t now_s)
{
    char sha[65];
    cases_page_sha(sha, TOKEN);
    for (int i = 0; i < count; i++)
        assert_true(cases_page_try(rig->central.cases, sha, peer, now_s));
}

static void five_wrong_pins_lock_their_address_for_an_hour(void **state)
{
    struct rig *rig = *state;
    (void)make(rig, "2468");
    char sha[65];
    cases_page_sha(sha, TOKEN);
    try_pins(rig, "joker", 4, 1000);
    assert_int_equal(locked_until(rig, "joker"), 0);
    try_pins(rig, "joker", 1, 1000);
    assert_int_equal(locked_until(rig, "joker"), 1000 + CASES_PIN_LOCK_S);
    assert_int_equal(locked_until(rig, "resident"), 0); /* who lives there still gets in */
    assert_true(cases_page_opened(rig->central.cases, sha, "resident"));
    assert_int_equal(locked_until(rig, "joker"), 1000 + CASES_PIN_LOCK_S);
    assert_true(cases_page_opened(rig->central.cases, sha, "joker")); /* the fifth was right after all */
    assert_int_equal(locked_until(rig, "joker"), 0);
}

static void many_addresses_together_lock_the_page(void **state)
{
    struct rig *rig = *state;
    (void)make(rig, "2468");
    char sha[65];
    cases_page_sha(sha, TOKEN);
    static const char *const from[] = {"a", "b", "c", "d", "e", "f"};
    for (size_t i = 0; i < 4; i++)
        try_pins(rig, from[i], 5, 1000);
    assert_int_equal(locked_until(rig, "resident"), 0);
    assert_true(cases_page_opened(rig->central.cases, sha, "resident")); /* a right one begins the count anew */
    for (size_t i = 0; i < 5; i++)
        try_pins(rig, from[i], 4, 2000);
    try_pins(rig, "f", 4, 2000 + DAY_S + 1); /* a day later: nobody adds them up */
    assert_int_equal(locked_until(rig, "resident"), 0);
    for (size_t i = 0; i < 3; i++)
        try_pins(rig, from[i], 7, 2000 + DAY_S + 2);
    assert_int_equal(locked_until(rig, "resident"), 2000 + DAY_S + 2 + CASES_PIN_ALL_LOCK_S);
    /* Addresses are forgotten after a day. */
    assert_true(cases_sweep(rig->central.cases, 2000 + 3 * DAY_S));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM case_guess", -1), 0);
}

static void verdict_on_the_page_is_the_terminals_verdict(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    char id[UUID_LEN + 1];
    move(rig, &made, "replied", "已经修好。");
    casecode_verdict_id(id, &made.keys, replies(rig, &made));
    CLEANUP(json_free_ref) json_t *words = json_object();
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-1", FOLLOWUP_HELPED, words, 1, 1),
                     RESIDENT_DONE);
    assert_int_equal(act(rig, &made, id, "not_helped", NULL, NULL), CASES_DUPLICATE);
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-2", FOLLOWUP_ADD,
                                    json_object_set_new(words, "text", json_string("谢谢")) ? NULL : words, -1, 2),
                     RESIDENT_DONE);
    assert_int_equal(cases_page_act(rig->central.cases, made.number, "p-2", FOLLOWUP_ADD, words, -1, 3),
                     RESIDENT_KNOWN);
}

static void three_photographs_are_kept_encrypted_and_shown_to_staff_alone(void **state)
{
    struct rig *rig = *state;
    struct made made = make(rig, "2468");
    static const char pixels[] = "these are the bytes of a picture";
    CLEANUP(buf_wipe) struct buf out = {0};
    for (int i = 0; i < CASES_PHOTOS_MAX; i++) {
        char id[16];
        snprintf(id, sizeof(id), "p-%d", i);
        assert_int_equal(cases_photo_add(rig->central.cases, made.number, id, pixels, sizeof(pixels), 100),
                         CASES_PHOTO_KEPT);
    }
    assert_int_equal(cases_photo_add(rig->central.cases, made.number, "p-0", pixels, sizeof(pixels), 100),
                     CASES_PHOTO_KEPT); /* the same form again */
    assert_int_equal(cases_photo_add(rig->central.cases, made.number, "p-9", pixels, sizeof(pixels), 100),
                     CASES_PHOTO_ENOUGH);
    assert_false(database_says(rig, pixels));
    assert_true(cases_photo_get(rig->central.cases, made.number, 3, "admin", 200, &out));
    assert_memory_equal(out.data, pixels, sizeof(pixels));
    assert_false(cases_photo_get(rig->central.cases, made.number, 4, "admin", 200, &out));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM audit WHERE what='case.photo'", 0), 1);
    assert_int_equal(act(rig, &made, "e-1", "withdraw", NULL, NULL), CASES_STORED);
    assert_true(cases_sweep(rig->central.cases, clock_wall_ms() / 1000 + 31 * DAY_S));
    assert_int_equal(db_get_i64(rig->central.db, "SELECT count(*) FROM case_photo", -1), 0);
}

static void only_pins_that_cost_little_to_judge_are_taken(void **state)
{
    (void)state;
    assert_true(entry_pin_good("2468"));
    assert_true(entry_pin_good("123456"));
    assert_true(entry_pin_good("$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"));
    static const char *const bad[] = {"123",
                                      "1234567",
                                      "12a4",
                                      "",
                                      "$argon2id$v=19$m=4194304,t=3,p=1$AAAA$AAAA",
                                      "$argon2id$v=19$m=65536,t=900,p=1$AAAA$AAAA",
                                      "$argon2i$v=19$m=65536,t=3,p=1$AAAA$AAAA"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(entry_pin_good(bad[i]));
    assert_false(entry_pin_good(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(page_that_lay_open_judges_the_answer_that_it_showed),
        T(pin_that_could_not_be_hashed_is_taken_up_again),
        T(page_is_known_by_the_hash_of_its_token_alone),
        T(page_without_a_pin_only_reads),
        T(five_wrong_pins_lock_their_address_for_an_hour),
        T(many_addresses_together_lock_the_page),
        T(verdict_on_the_page_is_the_terminals_verdict),
        T(three_photographs_are_kept_encrypted_and_shown_to_staff_alone),
        cmocka_unit_test(only_pins_that_cost_little_to_judge_are_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
