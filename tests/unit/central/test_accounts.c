#include "rig.h"

#include "central/accounts/brake.h"
#include "central/accounts/session.h"
#include "common/json.h"

static struct db *open_db(void **state)
{
    struct rig *rig = *state;
    return rig->central.db;
}

struct body {
    const char *user, *hash, *agent;
    enum session_kind kind;
    char token[SESSION_TOKEN_LEN + 1];
    int64_t now_s, expires;
    bool factor;
};

static bool begin(struct db *db, void *arg)
{
    struct body *body = arg;
    struct session_start start = {.user = body->user,
                                  .peer = "10.0.0.7",
                                  .agent = body->agent,
                                  .kind = body->kind,
                                  .factor = body->factor,
                                  .now_s = body->now_s};
    return session_begin(db, &start, body->token, &body->expires);
}

static bool set_password(struct db *db, void *arg)
{
    struct body *body = arg;
    return accounts_set_password(db, body->user, body->hash, body->now_s);
}

static void first_admin_has_a_random_password_that_must_change(void **state)
{
    struct db *db = open_db(state);
    char once[ACCOUNTS_ONCE_LEN + 1], again[ACCOUNTS_ONCE_LEN + 1];
    struct account account;
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_int_equal(strlen(once), ACCOUNTS_ONCE_LEN);
    assert_true(accounts_find(db, "admin", &account));
    assert_int_equal(account.role, ROLE_ADMIN);
    assert_true(account.must_change);
    assert_true(strstr(account.hash, "$argon2id$v=19$m=65536,t=3,p=1$") == account.hash);
    assert_true(accounts_password_matches(account.hash, once));
    assert_false(accounts_password_matches(account.hash, "wrong password"));
    assert_false(accounts_create_first_admin(db, "second", 1000, again));
    assert_false(accounts_find(db, "second", &account));
}

static void unknown_account_costs_a_real_hash_and_matches_nothing(void **state)
{
    struct db *db = open_db(state);
    struct account account;
    assert_false(accounts_find(db, "nobody", &account));
    assert_string_equal(account.user, "");
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    assert_false(accounts_password_matches(account.hash, "whatever it is"));
    clock_gettime(CLOCK_MONOTONIC, &to);
    int64_t took_ms = (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
    assert_true(took_ms >= 20);
}

static void poor_passwords_are_refused_in_words(void **state)
{
    (void)state;
    assert_non_null(strstr(accounts_password_refusal("admin", "short"), "at least 10 characters"));
    assert_non_null(strstr(accounts_password_refusal("admin", "1234567890123"), "too easy"));
    assert_non_null(strstr(accounts_password_refusal("admin", "aaaaaaaaaaaa"), "too easy"));
    assert_non_null(strstr(accounts_password_refusal("administrator", "administrator"), "too easy"));
    assert_non_null(accounts_password_refusal("admin", NULL));
    assert_null(accounts_password_refusal("admin", "三棵树下喝茶看云很好"));
    assert_null(accounts_password_refusal("admin", "correct horse"));
}

static void session_ends_when_idle_and_after_twelve_hours(void **state)
{
    struct db *db = open_db(state);
    char once[ACCOUNTS_ONCE_LEN + 1];
    struct session session;
    struct body body = {.user = "admin", .now_s = 1000};
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_true(db_transact(db, begin, &body));
    assert_int_equal(strlen(body.token), SESSION_TOKEN_LEN);
    assert_int_equal(body.expires, 1000 + SESSION_ABSOLUTE_S);
    assert_true(session_check(db, body.token, SESSION_SCRIPT, true, 1001, &session));
    assert_string_equal(session.user, "admin");
    assert_true(session.must_change);
    assert_int_equal(session.role, ROLE_ADMIN);
    int64_t now = 1000;
    while (now + 1200 < 1000 + SESSION_ABSOLUTE_S) { /* used every 20 minutes */
        now += 1200;
        assert_true(session_check(db, body.token, SESSION_SCRIPT, true, now, &session));
    }
    assert_false(session_check(db, body.token, SESSION_SCRIPT, true, 1000 + SESSION_ABSOLUTE_S, &session));
    body.now_s = 500000;
    assert_true(db_transact(db, begin, &body));
    assert_true(session_check(db, body.token, SESSION_SCRIPT, true, 500000 + SESSION_IDLE_S - 1, &session));
    assert_true(session_check(db, body.token, SESSION_SCRIPT, true, 500000 + 2 * SESSION_IDLE_S - 2, &session));
    assert_false(session_check(db, body.token, SESSION_SCRIPT, true, 500000 + 4 * SESSION_IDLE_S, &session));
}

static void what_a_page_asks_by_itself_keeps_no_session_awake(void **state)
{
    struct db *db = open_db(state);
    char once[ACCOUNTS_ONCE_LEN + 1];
    struct session session;
    struct body body = {.user = "admin", .now_s = 1000, .kind = SESSION_BROWSER};
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_true(db_transact(db, begin, &body));
    for (int64_t now = 1000; now < 1000 + SESSION_IDLE_S; now += 25)
        assert_true(session_check(db, body.token, SESSION_BROWSER, false, now, &session));
    assert_false(session_check(db, body.token, SESSION_BROWSER, false, 1000 + SESSION_IDLE_S, &session));
}

static void a_browsers_token_is_no_scripts_and_the_other_way_round(void **state)
{
    struct db *db = open_db(state);
    char once[ACCOUNTS_ONCE_LEN + 1];
    struct session session;
    struct body browser = {.user = "admin", .now_s = 1000, .kind = SESSION_BROWSER},
                script = {.user = "admin", .now_s = 1000};
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_true(db_transact(db, begin, &browser));
    assert_true(db_transact(db, begin, &script));
    assert_true(session_check(db, browser.token, SESSION_BROWSER, true, 1001, &session));
    assert_false(session_check(db, browser.token, SESSION_SCRIPT, true, 1001, &session));
    assert_false(session_check(db, script.token, SESSION_BROWSER, true, 1001, &session));
}

static bool renew(struct db *db, void *arg)
{
    struct body *body = arg;
    char old[SESSION_TOKEN_LEN + 1];
    memcpy(old, body->token, sizeof(old));
    return session_renew(db, old, body->now_s, body->token);
}

static bool forget_factor(struct db *db, void *arg)
{
    const struct body *body = arg;
    return session_forget_factor(db, body->user);
}

static bool has_factor(struct db *db, const struct body *body)
{
    struct session session;
    assert_true(session_check(db, body->token, body->kind, true, body->now_s, &session));
    return session.factor;
}

static void a_session_knows_whether_it_logged_in_with_a_second_factor(void **state)
{
    struct db *db = open_db(state);
    char once[ACCOUNTS_ONCE_LEN + 1];
    struct body with = {.user = "admin", .now_s = 1000, .kind = SESSION_BROWSER, .factor = true},
                without = {.user = "admin", .now_s = 1000};
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_true(db_transact(db, begin, &with));
    assert_true(db_transact(db, begin, &without));
    assert_true(has_factor(db, &with));
    assert_false(has_factor(db, &without));
    assert_true(db_transact(db, renew, &with));
    assert_true(has_factor(db, &with));
    assert_true(db_transact(db, forget_factor, &with)); /* the next one is another */
    assert_false(has_factor(db, &with));
}

static void other_posts_give_browsers_a_new_token_and_end_the_old_one_soon(void **state)
{
    struct db *db = open_db(state);
    char once[ACCOUNTS_ONCE_LEN + 1], old[SESSION_TOKEN_LEN + 1];
    struct session session;
    struct body body = {.user = "wang", .now_s = 1000, .kind = SESSION_BROWSER};
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_int_equal(rig_account(db, "wang", "editor", "", "a hash", 1000), ACCOUNTS_OK);
    assert_true(db_transact(db, begin, &body));
    assert_true(session_check(db, body.token, SESSION_BROWSER, true, 1001, &session));
    assert_false(session.renew);
    json_t *grants = json_pack("[{s:s,s:s,s:[s]}]", "site", RIG_SITE, "role", "editor", "posts", "R-CS");
    assert_int_equal(accounts_set_grants(db, "wang", grants, "admin", 1002), ACCOUNTS_OK);
    json_decref(grants);
    assert_true(session_check(db, body.token, SESSION_BROWSER, true, 1003, &session));
    assert_true(session.renew);
    memcpy(old, body.token, sizeof(old));
    body.now_s = 1004;
    assert_true(db_transact(db, renew, &body));
    assert_string_not_equal(old, body.token);
    assert_true(session_check(db, body.token, SESSION_BROWSER, true, 1005, &session));
    assert_false(session.renew);
    assert_int_equal(session.expires, 1000 + SESSION_ABSOLUTE_S); /* no longer life by it */
    assert_true(session_check(db, old, SESSION_BROWSER, true, 1005, &session));
    assert_false(session.renew);
    assert_false(session_check(db, old, SESSION_BROWSER, true, 1004 + SESSION_HANDOVER_S, &session));
    assert_true(session_check(db, body.token, SESSION_BROWSER, true, 1004 + SESSION_HANDOVER_S, &session));
}

static bool end_id(struct db *db, void *arg)
{
    return session_end_id(db, arg);
}

static void sessions_are_listed_by_an_id_that_opens_nothing_and_ended_by_it(void **state)
{
    struct db *db = open_db(state);
    char once[ACCOUNTS_ONCE_LEN + 1], owner[ACCOUNTS_USER_MAX + 1], id[SESSION_ID_LEN + 1];
    struct session session;
    struct body body = {.user = "admin", .now_s = 1000, .kind = SESSION_BROWSER, .agent = "Firefox\x1b[31m"},
                other = {.user = "admin", .now_s = 1100, .agent = "foyerctl/1"};
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_true(db_transact(db, begin, &body));
    assert_true(db_transact(db, begin, &other));
    assert_true(session_check(db, body.token, SESSION_BROWSER, true, 1001, &session));
    json_t *list = session_list(db, "admin", session.id, 1101);
    const json_t *first = json_array_get(list, 0), *second = json_array_get(list, 1);
    assert_int_equal(json_array_size(list), 2);
    assert_string_equal(json_str(first, "agent"), "foyerctl/1");
    assert_string_equal(json_str(second, "agent"), ""); /* no line that plays tricks */
    assert_string_equal(json_str(second, "address"), "10.0.0.7");
    assert_string_equal(json_str(second, "kind"), "browser");
    assert_true(json_flag(second, "current"));
    assert_false(json_flag(first, "current"));
    str_copy(id, sizeof(id), json_str(second, "id"));
    assert_null(strstr(body.token, id));
    json_decref(list);
    assert_true(session_owner(db, id, owner));
    assert_string_equal(owner, "admin");
    assert_false(session_owner(db, "%", owner));
    assert_true(db_transact(db, end_id, id));
    assert_false(session_check(db, body.token, SESSION_BROWSER, true, 1102, &session));
    assert_true(session_check(db, other.token, SESSION_SCRIPT, true, 1102, &session));
}

static void token_is_stored_as_its_hash_only(void **state)
{
    struct db *db = open_db(state);
    char once[ACCOUNTS_ONCE_LEN + 1];
    struct body body = {.user = "admin", .now_s = 1000};
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_true(db_transact(db, begin, &body));
    struct db_stmt *stmt = db_prep(db, "SELECT count(*) FROM session WHERE token_sha=$1");
    db_bind_text(stmt, 1, body.token);
    assert_int_equal(db_step(stmt), DB_ROW);
    assert_int_equal(db_col_i64(stmt, 0), 0);
    db_reset(stmt);
    struct session session;
    assert_false(session_check(db, "", SESSION_SCRIPT, true, 1000, &session));
    assert_false(session_check(db, NULL, SESSION_SCRIPT, true, 1000, &session));
    body.token[3] = body.token[3] == 'A' ? 'B' : 'A';
    assert_false(session_check(db, body.token, SESSION_SCRIPT, true, 1000, &session));
}

static void new_password_ends_every_session(void **state)
{
    struct db *db = open_db(state);
    char once[ACCOUNTS_ONCE_LEN + 1], hash[ACCOUNTS_HASH_LEN];
    struct session session;
    struct account account;
    struct body body = {.user = "admin", .now_s = 1000, .hash = hash};
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_true(db_transact(db, begin, &body));
    assert_true(accounts_hash(hash, "correct horse battery"));
    assert_true(db_transact(db, set_password, &body));
    assert_false(session_check(db, body.token, SESSION_SCRIPT, true, 1001, &session));
    assert_true(accounts_find(db, "admin", &account));
    assert_false(account.must_change);
    assert_true(accounts_password_matches(account.hash, "correct horse battery"));
    assert_false(accounts_password_matches(account.hash, once));
}

/* The names of all accounts with their roles: "admin admin, wang editor". Yours. */
static char *everybody(struct db *db)
{
    struct buf out = {0};
    json_t *list = accounts_list(db), *one;
    size_t i;
    json_array_foreach(list, i, one)
    {
        assert_null(json_object_get(one, "hash"));
        buf_printf(&out, "%s%s %s", i ? ", " : "", json_str(one, "user"), json_str(one, "role"));
    }
    json_decref(list);
    return buf_take(&out);
}

static void further_account_is_made_once_and_must_change_its_password(void **state)
{
    struct db *db = open_db(state);
    char once[ACCOUNTS_ONCE_LEN + 1];
    struct account account;
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_int_equal(rig_account(db, "wang", "editor", "", "a hash", 2000), ACCOUNTS_OK);
    assert_int_equal(rig_account(db, "wang", "admin", "", "another", 2001), ACCOUNTS_TAKEN);
    assert_int_equal(rig_account(db, "Wang", "admin", "", "another", 2001), ACCOUNTS_TAKEN);
    assert_true(accounts_find(db, "wang", &account));
    assert_int_equal(account.role, ROLE_EDITOR);
    assert_true(account.must_change);
    assert_string_equal(account.hash, "a hash");
    CLEANUP(free_ptr) char *all = everybody(db);
    assert_string_equal(all, "admin admin, wang editor");
    json_t *log = audit_list(db, NULL, 0, 1);
    assert_string_equal(json_str(json_array_get(log, 0), "what"), "account.create");
    assert_string_equal(json_str(json_array_get(log, 0), "object"), "wang");
    json_decref(log);
}

static void removed_account_is_logged_out_and_stays_in_the_history(void **state)
{
    struct db *db = open_db(state);
    char once[ACCOUNTS_ONCE_LEN + 1];
    struct session session;
    struct body body = {.user = "wang", .now_s = 2000};
    assert_true(accounts_create_first_admin(db, "admin", 1000, once));
    assert_int_equal(rig_account(db, "wang", "approver", "", "a hash", 2000), ACCOUNTS_OK);
    assert_true(db_transact(db, begin, &body));
    assert_true(session_check(db, body.token, SESSION_SCRIPT, true, 2001, &session));
    assert_int_equal(accounts_remove(db, "wang", "admin", 2002), ACCOUNTS_OK);
    assert_false(session_check(db, body.token, SESSION_SCRIPT, true, 2003, &session));
    assert_int_equal(accounts_remove(db, "wang", "admin", 2004), ACCOUNTS_UNKNOWN);
    CLEANUP(free_ptr) char *all = everybody(db);
    assert_string_equal(all, "admin admin");
    assert_int_equal(db_get_i64(db, "SELECT count(*) FROM audit WHERE object='wang'", -1), 2);
    assert_int_equal(rig_account(db, "wang", "viewer", "", "a hash", 2005), ACCOUNTS_OK);
    assert_false(session_check(db, body.token, SESSION_SCRIPT, true, 2006, &session));
}

static void names_that_cannot_be_told_apart_are_no_accounts(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "a b", "..", "王", "init", "foyer-central", "a/b"};
    assert_null(accounts_user_refusal("wang.li-2"));
    assert_non_null(accounts_user_refusal(NULL));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_non_null(accounts_user_refusal(bad[i]));
}

static void guessing_is_braked_per_account_and_per_address(void **state)
{
    struct db *db = open_db(state);
    for (int i = 0; i < BRAKE_TRIES_USER; i++)
        assert_int_equal(brake_login(db, "admin", "10.0.0.1", 1000 + i), 0);
    assert_int_equal(brake_login(db, "admin", "10.0.0.1", 1010), 50);
    assert_int_equal(brake_login(db, "admin", "10.0.0.1", 1059), 1);
    assert_int_equal(brake_login(db, "admin", "10.0.0.1", 1060), 0);
    for (int i = 0; i < BRAKE_TRIES_PEER; i++) {
        char user[16];
        snprintf(user, sizeof(user), "user%d", i);
        assert_int_equal(brake_login(db, user, "10.0.0.9", 2000), 0);
    }
    assert_int_equal(brake_login(db, "another", "10.0.0.9", 2000), 60);
    assert_int_equal(brake_login(db, "another", "10.0.0.10", 2000), 0);
}

/* Whoever knows a name tries wrong passwords all day; its owner still gets in. */
static void a_stranger_locks_nobody_out(void **state)
{
    struct db *db = open_db(state);
    for (int i = 0; i < BRAKE_TRIES_USER + 3; i++)
        (void)brake_login(db, "admin", "203.0.113.7", 1000);
    assert_int_equal(brake_login(db, "admin", "203.0.113.7", 1001), 59);
    assert_int_equal(brake_login(db, "admin", "10.0.0.1", 1001), 0);
}

static void many_addresses_together_guess_slowly(void **state)
{
    struct db *db = open_db(state);
    int tried = 0;
    for (int i = 0; i < 255; i++) {
        char peer[24];
        snprintf(peer, sizeof(peer), "198.51.100.%d", i);
        tried += brake_login(db, "admin", peer, 3000) == 0;
    }
    assert_int_equal(tried, BRAKE_TRIES_ALL);
}

static void a_network_of_ipv6_is_one_address(void **state)
{
    struct db *db = open_db(state);
    for (int i = 0; i < BRAKE_TRIES_USER; i++) {
        char peer[48];
        snprintf(peer, sizeof(peer), "2001:db8:1:2:%d::%d", i + 1, i);
        assert_int_equal(brake_login(db, "admin", peer, 4000), 0);
    }
    assert_int_equal(brake_login(db, "admin", "2001:db8:1:2:ffff:ffff:ffff:ffff", 4000), 60);
    assert_int_equal(brake_login(db, "admin", "2001:db8:1:3::1", 4000), 0);
    assert_int_equal(brake_login(db, "admin", "::ffff:10.0.0.1", 4000), 0);
}

static void roles_have_an_order_and_names(void **state)
{
    (void)state;
    assert_true(ROLE_ADMIN > ROLE_APPROVER && ROLE_APPROVER > ROLE_EDITOR && ROLE_EDITOR > ROLE_VIEWER &&
                ROLE_VIEWER > ROLE_NONE);
    assert_int_equal(role_parse("approver"), ROLE_APPROVER);
    assert_int_equal(role_parse("none"), ROLE_NONE);
    assert_int_equal(role_parse("root"), ROLE_NONE);
    assert_string_equal(role_name(ROLE_EDITOR), "editor");
}

#define WITH_RIG(test) cmocka_unit_test_setup_teardown(test, rig_setup, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RIG(first_admin_has_a_random_password_that_must_change),
        WITH_RIG(unknown_account_costs_a_real_hash_and_matches_nothing),
        cmocka_unit_test(poor_passwords_are_refused_in_words),
        WITH_RIG(session_ends_when_idle_and_after_twelve_hours),
        WITH_RIG(what_a_page_asks_by_itself_keeps_no_session_awake),
        WITH_RIG(a_browsers_token_is_no_scripts_and_the_other_way_round),
        WITH_RIG(a_session_knows_whether_it_logged_in_with_a_second_factor),
        WITH_RIG(other_posts_give_browsers_a_new_token_and_end_the_old_one_soon),
        WITH_RIG(sessions_are_listed_by_an_id_that_opens_nothing_and_ended_by_it),
        WITH_RIG(token_is_stored_as_its_hash_only),
        WITH_RIG(new_password_ends_every_session),
        WITH_RIG(further_account_is_made_once_and_must_change_its_password),
        WITH_RIG(removed_account_is_logged_out_and_stays_in_the_history),
        cmocka_unit_test(names_that_cannot_be_told_apart_are_no_accounts),
        WITH_RIG(guessing_is_braked_per_account_and_per_address),
        WITH_RIG(a_stranger_locks_nobody_out),
        WITH_RIG(many_addresses_together_guess_slowly),
        WITH_RIG(a_network_of_ipv6_is_one_address),
        cmocka_unit_test(roles_have_an_order_and_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
