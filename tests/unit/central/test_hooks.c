/* Webhooks: what is said and how it is signed, where an address may lead, the queue with its patience, and that nothing
 * secret lies open in the database. */
#include "world.h"

#include "central/alerts/alerts.h"
#include "central/cases/cases_internal.h"
#include "central/hooks/hooks_internal.h"
#include "central/words/words.h"

static struct world world;

static int start(void **state)
{
    (void)state;
    world_make(&world);
    world_serve(&world);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    world_end(&world);
    return 0;
}

/* --- Signatures --- */

static void dingtalk_is_signed_as_it_wants(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf url = {0};
    letter_dingtalk_url(&url, "https://oapi.dingtalk.com/robot/send?access_token=T", "this is secret", 1577262236757);
    /* made with Python's hmac, base64 and urllib as DingTalk's own example does */
    assert_string_equal(buf_str(&url), "https://oapi.dingtalk.com/robot/send?access_token=T&timestamp=1577262236757"
                                       "&sign=hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D");
}

static void a_program_can_check_who_sends(void **state)
{
    (void)state;
    char signature[LETTER_SIGNATURE_LEN + 1];
    CLEANUP(buf_fini) struct buf body = {0};
    buf_puts(&body, "{\"event\":\"case_new\"}");
    letter_signature(signature, "sixteen letters!", 1700000000, &body);
    assert_string_equal(signature, "sha256=6da6534c966bb613755b3416abae8a9e9cfb367d8e4a938d8dcf79cb829e1367");
}

static void words_are_in_the_hooks_language(void **state)
{
    (void)state;
    CLEANUP(json_free_ref)
    json_t *event = json_pack("{s:s,s:s,s:s,s:{s:s,s:s},s:s,s:I,s:i}", "event", "case_late", "site_name", "禾汀里",
                              "number", "2026-0007", "category", "zh-CN", "维修", "en", "Repairs", "building", "3号楼",
                              "due", (json_int_t)1764122400, "zone", 8 * 3600);
    CLEANUP(buf_fini) struct buf body = {0};
    words_hear("zh-CN");
    letter_body(&body, LETTER_WECOM, event);
    words_hear(NULL);
    CLEANUP(json_free_ref) json_t *doc = json_decode(body.data, body.len, NULL);
    assert_string_equal(json_str(doc, "msgtype"), "text");
    assert_string_equal(
        json_str(json_member(doc, "text"), "content"),
        "[禾汀里] 有一件反映超过期限\n编号: 2026-0007\n类别: 维修\n楼栋: 3号楼\n承诺期限: 2025-11-26 10:00");
    buf_clear(&body);
    letter_words(&body, event);
    assert_non_null(strstr(buf_str(&body), "A case is late\nNumber: 2026-0007\nCategory: Repairs"));
}

/* --- Addresses --- */

static bool is_private(const char *text)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        return courier_is_private((const struct sockaddr *)&v4);
    assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
    return courier_is_private((const struct sockaddr *)&v6);
}

static void private_networks_are_known(void **state)
{
    (void)state;
    static const char *const inside[] = {"127.0.0.1",      "10.1.2.3",        "172.16.0.1", "172.31.255.255",
                                         "192.168.1.1",    "169.254.169.254", "100.64.0.1", "0.0.0.0",
                                         "224.0.0.1",      "255.255.255.255", "::1",        "::",
                                         "fe80::1",        "fd00::1",         "ff02::1",    "::ffff:10.0.0.1",
                                         "64:ff9b::a00:1", "2002:7f00:1::",   "2001::1",    "198.18.0.1"};
    static const char *const outside[] = {"8.8.8.8",     "172.32.0.1",   "192.169.0.1",
                                          "100.128.0.1", "2400:3200::1", "::ffff:8.8.8.8"};
    for (size_t i = 0; i < ARRAY_LEN(inside); i++)
        assert_true(is_private(inside[i]));
    for (size_t i = 0; i < ARRAY_LEN(outside); i++)
        assert_false(is_private(outside[i]));
}

static void only_safe_addresses_are_taken(void **state)
{
    (void)state;
    static const char *const good[] = {"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", "http://127.0.0.1:9/x",
                                       "http://localhost/x", "http://[::1]:8/"};
    static const char *const bad[] = {"",
                                      "http://example.org/",
                                      "http://127.0.0.1.example.org/",
                                      "ftp://example.org/",
                                      "file:///etc/passwd",
                                      "https://user:word@example.org/",
                                      "https://example.org/a b",
                                      "https://"};
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_null(courier_url_refusal(good[i]));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        CLEANUP(free_ptr) char *why = courier_url_refusal(bad[i]);
        assert_non_null(why);
    }
}

/* --- Keeping --- */

static enum hooks_result put(const char *id, json_t *doc)
{
    struct hooks_act act = {.site = "heting", .id = id, .who = "admin", .now_s = 1000};
    enum hooks_result result = hooks_put(world.central.hooks, &act, doc);
    json_decref(doc);
    free(act.why);
    return result;
}

static json_t *a_hook(void)
{
    return json_pack("{s:s,s:s,s:s,s:s,s:s,s:[s,s]}", "name", "值班群", "kind", "json", "url",
                     "https://example.org/in?key=very-secret-key", "secret", "another secret of the hook", "lang",
                     "zh-CN", "events", "terminal_quiet", "notice_ending");
}

static bool file_has(const char *name, const char *text)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", world.dir, name);
    CLEANUP(buf_fini) struct buf bytes = {0};
    FILE *file = fopen(path, "rb");
    char part[4096];
    for (size_t len; file && (len = fread(part, 1, sizeof(part), file)) > 0;)
        buf_append(&bytes, part, len);
    if (file)
        fclose(file);
    return bytes.len && memmem(bytes.data, bytes.len, text, strlen(text));
}

static void secrets_lie_nowhere_open(void **state)
{
    (void)state;
    assert_int_equal(put("g", a_hook()), HOOKS_CREATED);
    CLEANUP(json_free_ref) json_t *hook = hooks_get(world.central.hooks, "heting", "g");
    assert_string_equal(json_str(hook, "url"), "https://example.org");
    assert_true(json_flag(hook, "has_secret"));
    assert_true(file_has("central.db-wal", "hook_outbox")); /* the search finds what is there */
    static const char *const secrets[] = {"very-secret-key", "another secret"};
    for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
        assert_false(file_has("central.db", secrets[i]) || file_has("central.db-wal", secrets[i]));
    json_t *same = a_hook();
    json_object_del(same, "url");
    json_object_del(same, "secret");
    assert_int_equal(put("g", same), HOOKS_OK);
    struct courier_letter letter;
    assert_true(hooks_test(world.central.hooks, "heting", "g", 5, &letter));
    assert_string_equal(letter.url, "https://example.org/in?key=very-secret-key");
    assert_string_equal(letter.secret, "another secret of the hook");
    courier_fini(&letter);
}

static void what_is_no_hook_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "{\"kind\":\"fax\"}", "{\"events\":[]}", "{\"events\":[\"weather\"]}",      "{\"secret\":\"short\"}",
        "{\"lang\":\"\"}",    "{\"name\":\"\"}", "{\"url\":\"http://example.org\"}"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        json_t *doc = a_hook();
        CLEANUP(json_free_ref) json_t *change = json_decode(wrong[i], strlen(wrong[i]), NULL);
        json_object_update(doc, change);
        assert_int_equal(put("g", doc), HOOKS_REFUSED);
    }
    assert_null(hooks_get(world.central.hooks, "heting", "g"));
}

/* --- The queue --- */

static void fail_at(int64_t now_s, enum courier_result result)
{
    struct hooks_ticket ticket;
    struct courier_letter letter;
    assert_true(hooks_next(world.central.hooks, now_s, &ticket, &letter));
    letter.result = result;
    hooks_settle(world.central.hooks, &ticket, &letter, now_s);
    courier_fini(&letter);
}

static bool is_due(int64_t now_s)
{
    struct hooks_ticket ticket;
    struct courier_letter letter;
    bool due = hooks_next(world.central.hooks, now_s, &ticket, &letter);
    if (due)
        courier_fini(&letter);
    return due;
}

static void quiet(const char *subject, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *detail = json_pack("{s:s}", "name", "3号楼大堂");
    assert_true(alerts_raise(world.central.alerts, ALERT_QUIET, "heting", subject, detail, now_s));
}

static void it_is_tried_later_and_later_and_given_up_after_a_day(void **state)
{
    (void)state;
    int64_t now_s = 1000000, tries = 0, gap = HOOKS_FIRST_S;
    assert_int_equal(put("g", a_hook()), HOOKS_CREATED);
    quiet("10001", now_s);
    for (int64_t at = now_s; is_due(at); tries++) {
        fail_at(at, COURIER_NO_ANSWER);
        if (!alerts_stands(world.central.alerts, ALERT_HOOK, "heting", "g"))
            assert_false(is_due(at + gap - 1));
        else
            assert_true(at >= now_s + HOOKS_GIVE_UP_S);
        at += gap;
        gap = MIN(gap * 2, (int64_t)HOOKS_LAST_S);
        assert_true(tries < 60);
    }
    assert_true(tries > 20);
    assert_true(alerts_stands(world.central.alerts, ALERT_HOOK, "heting", "g"));
    quiet("10002", now_s + 3 * HOOKS_GIVE_UP_S);
    fail_at(now_s + 3 * HOOKS_GIVE_UP_S, COURIER_DELIVERED);
    assert_false(alerts_stands(world.central.alerts, ALERT_HOOK, "heting", "g"));
    assert_false(is_due(now_s + 4 * HOOKS_GIVE_UP_S));
}

static void order_is_kept_and_robots_are_not_flooded(void **state)
{
    (void)state;
    assert_int_equal(put("g", a_hook()), HOOKS_CREATED);
    quiet("10001", 1000);
    quiet("10002", 1001);
    fail_at(1001, COURIER_DELIVERED);
    assert_false(is_due(1001 + HOOKS_SPACING_S - 1));
    fail_at(1001 + HOOKS_SPACING_S, COURIER_DELIVERED);
    assert_false(is_due(9000));
}

static void who_is_off_or_wants_something_else_hears_nothing(void **state)
{
    (void)state;
    json_t *off = a_hook(), *other = a_hook();
    json_object_set_new(off, "on", json_false());
    json_object_set_new(other, "events", json_pack("[s]", "case_new"));
    assert_int_equal(put("off", off), HOOKS_CREATED);
    assert_int_equal(put("other", other), HOOKS_CREATED);
    quiet("10001", 1000);
    assert_false(is_due(1000));
}

/* --- Cases --- */

static json_t *said_about(const struct kase *kase, bool late)
{
    struct hooks_ticket ticket;
    struct courier_letter letter;
    case_tell_news(world.central.cases, kase, late, 1000);
    if (!hooks_next(world.central.hooks, 1000, &ticket, &letter))
        return NULL;
    json_t *doc = json_decode(letter.body.data, letter.body.len, NULL);
    letter.result = COURIER_DELIVERED;
    hooks_settle(world.central.hooks, &ticket, &letter, 1000 - HOOKS_SPACING_S);
    courier_fini(&letter);
    return doc;
}

static void of_a_case_about_somebody_nothing_is_told(void **state)
{
    (void)state;
    json_t *hook = a_hook();
    json_object_set_new(hook, "events", json_pack("[s,s]", "case_new", "case_late"));
    assert_int_equal(put("g", hook), HOOKS_CREATED);
    struct kase kase = {.number = "2026-0009", .site = "heting", .category = "WX", .building = "B3", .promised = 5000};
    CLEANUP(json_free_ref) json_t *plain = said_about(&kase, false);
    assert_string_equal(json_str(plain, "number"), "2026-0009");
    assert_int_equal(json_int_or(plain, "due", 0), 5000);
    str_copy(kase.about, sizeof(kase.about), "R-MGR");
    CLEANUP(json_free_ref) json_t *about = said_about(&kase, false);
    assert_string_equal(json_str(about, "event"), "case_new");
    static const char *const hidden[] = {"number", "category", "building", "lobby", "due"};
    for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
        assert_null(json_member(about, hidden[i]));
    assert_null(said_about(&kase, true));
    kase.about[0] = '\0';
    kase.aside = 900;
    assert_null(said_about(&kase, false));
}

int main(void)
{
    crypto_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dingtalk_is_signed_as_it_wants),
        cmocka_unit_test(a_program_can_check_who_sends),
        cmocka_unit_test(words_are_in_the_hooks_language),
        cmocka_unit_test(private_networks_are_known),
        cmocka_unit_test(only_safe_addresses_are_taken),
        cmocka_unit_test_setup_teardown(secrets_lie_nowhere_open, start, finish),
        cmocka_unit_test_setup_teardown(what_is_no_hook_is_refused, start, finish),
        cmocka_unit_test_setup_teardown(it_is_tried_later_and_later_and_given_up_after_a_day, start, finish),
        cmocka_unit_test_setup_teardown(order_is_kept_and_robots_are_not_flooded, start, finish),
        cmocka_unit_test_setup_teardown(who_is_off_or_wants_something_else_hears_nothing, start, finish),
        cmocka_unit_test_setup_teardown(of_a_case_about_somebody_nothing_is_told, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
