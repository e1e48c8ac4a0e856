/* The second factor: RFC 6238's own examples, and what a code is good for. */
#include "rig.h"

#include "central/accounts/factor.h"

static const uint8_t rfc_secret[] = "12345678901234567890";

static void codes_are_those_of_the_rfc(void **state)
{
    (void)state;
    static const struct {
        int64_t at;
        const char *code;
    } table[] = {
        {59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"}, {2000000000, "279037"}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        assert_int_equal(totp_step(rfc_secret, table[i].code, 0, table[i].at), table[i].at / 30);
}

static void code_is_good_a_step_early_and_late_and_once(void **state)
{
    (void)state;
    int64_t step = 1234567890 / 30, at = step * 30;
    assert_int_equal(totp_step(rfc_secret, "005924", 0, at - 1), step);
    assert_int_equal(totp_step(rfc_secret, "005924", 0, at + 59), step);
    assert_int_equal(totp_step(rfc_secret, "005924", 0, at - 31), 0);
    assert_int_equal(totp_step(rfc_secret, "005924", 0, at + 60), 0);
    assert_int_equal(totp_step(rfc_secret, "005924", step, at), 0);
    assert_int_equal(totp_step(rfc_secret, "05924", 0, at), 0);
    assert_int_equal(totp_step(rfc_secret, "", 0, at), 0);
}

static void app_reads_secret_issuer_and_account(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf uri = {0}, path = {0};
    totp_uri(&uri, rfc_secret, "合庭 A&B", "wang.li");
    assert_string_equal(buf_str(&uri), "otpauth://totp/%E5%90%88%E5%BA%AD%20A%26B:wang.li?secret="
                                       "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E5%90%88%E5%BA%AD%20A%26B");
    assert_true(totp_qr(&path, buf_str(&uri)) >= 29);
    assert_true(str_starts(buf_str(&path), "M4 4h7v1h-7z")); /* the corner's frame, behind the quiet zone */
}

static const uint8_t key[FACTOR_KEY_LEN] = "0123456789abcdef0123456789abcde";

struct act {
    bool begins, confirms, drops;
    const char *code;
    int64_t now_s;
    uint8_t secret[TOTP_SECRET_LEN];
    enum factor_result result;
    int wait_s;
    json_t *recovery;
};

static bool body(struct db *db, void *arg)
{
    struct act *act = arg;
    if (act->begins)
        return factor_begin(db, key, "admin", act->secret);
    if (act->drops)
        return factor_drop(db, "admin", true, act->now_s);
    act->result = act->confirms ? factor_confirm(db, key, "admin", act->code, act->now_s, &act->wait_s, &act->recovery)
                                : factor_check(db, key, "admin", act->code, act->now_s, &act->wait_s);
    return act->result != FACTOR_FAILED;
}

/* What an app would show: found by trying, so that the test does not make codes as the server does. */
static void code_at(char code[static 7], const uint8_t secret[static TOTP_SECRET_LEN], int64_t now_s)
{
    for (unsigned i = 0; i < 1000000; i++) {
        snprintf(code, 7, "%06u", i);
        if (totp_step(secret, code, now_s / 30 - 1, now_s) == now_s / 30)
            return;
    }
    fail();
}

static enum factor_result check(struct rig *rig, const char *code, int64_t now_s, int *wait_s)
{
    struct act act = {.code = code, .now_s = now_s};
    assert_true(db_transact(rig->central.db, body, &act));
    *wait_s = act.wait_s;
    return act.result;
}

static void factor_is_confirmed_used_once_locked_and_recovered(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    char once[ACCOUNTS_ONCE_LEN + 1], code[7], next[7];
    int wait_s;
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    struct act act = {.begins = true};
    assert_true(db_transact(db, body, &act));
    assert_false(factor_is_on(db, "admin"));
    struct db_stmt *stmt = db_prep(db, "SELECT count(*) FROM account WHERE instr(factor_new,$1)>0");
    db_bind_blob(stmt, 1, act.secret, sizeof(act.secret));
    assert_int_equal(db_step(stmt), DB_ROW);
    assert_int_equal(db_col_i64(stmt, 0), 0); /* not as it is */
    db_reset(stmt);
    int64_t now = 1795600000;
    code_at(code, act.secret, now);
    code_at(next, act.secret, now + 30);
    act = (struct act){.confirms = true, .code = "000000", .now_s = now + 300};
    assert_true(db_transact(db, body, &act));
    assert_int_equal(act.result, FACTOR_WRONG);
    act = (struct act){.confirms = true, .code = code, .now_s = now};
    assert_true(db_transact(db, body, &act));
    assert_int_equal(act.result, FACTOR_GOOD);
    assert_int_equal(json_array_size(act.recovery), FACTOR_RECOVERY);
    assert_true(factor_is_on(db, "admin"));
    assert_int_equal(check(rig, code, now + 1, &wait_s), FACTOR_WRONG); /* the confirming one was it */
    assert_int_equal(check(rig, next, now + 30, &wait_s), FACTOR_GOOD);
    for (int i = 0; i < FACTOR_WRONG_MAX; i++)
        assert_int_equal(check(rig, next, now + 31 + i, &wait_s), FACTOR_WRONG);
    const char *recovery = json_string_value(json_array_get(act.recovery, 3));
    assert_int_equal(check(rig, recovery, now + 40, &wait_s), FACTOR_LOCKED);
    assert_in_range(wait_s, FACTOR_LOCK_S - 20, FACTOR_LOCK_S);
    now += 40 + FACTOR_LOCK_S;
    assert_int_equal(check(rig, recovery, now, &wait_s), FACTOR_GOOD);
    assert_int_equal(check(rig, recovery, now, &wait_s), FACTOR_WRONG);
    json_decref(act.recovery);
    act = (struct act){.drops = true};
    assert_true(db_transact(db, body, &act));
    assert_false(factor_is_on(db, "admin"));
    assert_int_equal(db_get_i64(db, "SELECT count(*) FROM recovery", -1), 0);
}

static void missing_key_is_not_made_anew_over_secrets(void **state)
{
    struct rig *rig = *state;
    struct db *db = rig->central.db;
    char once[ACCOUNTS_ONCE_LEN + 1];
    uint8_t first[FACTOR_KEY_LEN], again[FACTOR_KEY_LEN];
    CLEANUP(free_ptr) char *path = xasprintf("%s/keys/totp.key", rig->dir);
    assert_true(factor_open_key(db, rig->dir, first));
    assert_true(factor_open_key(db, rig->dir, again));
    assert_memory_equal(first, again, sizeof(first));
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_true(db_exec(db, "UPDATE account SET factor_secret=x'00'"));
    assert_int_equal(unlink(path), 0);
    log_open("test", (enum log_level)0);
    assert_false(factor_open_key(db, rig->dir, again));
}

static void cheap_hash_is_known_as_old(void **state)
{
    (void)state;
    assert_true(accounts_hash_is_old("$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    assert_false(accounts_hash_is_old("$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
}

#define WITH_RIG(test) cmocka_unit_test_setup_teardown(test, rig_setup, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_the_rfc),
        cmocka_unit_test(code_is_good_a_step_early_and_late_and_once),
        cmocka_unit_test(app_reads_secret_issuer_and_account),
        WITH_RIG(factor_is_confirmed_used_once_locked_and_recovered),
        WITH_RIG(missing_key_is_not_made_anew_over_secrets),
        cmocka_unit_test(cheap_hash_is_known_as_old),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
