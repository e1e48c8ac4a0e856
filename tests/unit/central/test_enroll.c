#include "world.h"

static struct world world;

static int start(void **state)
{
    (void)state;
    world_make(&world);
    world_serve(&world);
    world_lobby(&world, "T-B1-U1", "B1");
    return 0;
}

static int finish(void **state)
{
    (void)state;
    world_end(&world);
    return 0;
}

struct enrolment {
    struct device device;
    uint8_t nonce[WIRE_NONCE_LEN];
    char id[UUID_LEN + 1], code[10];
};

static char *enrol_body(struct enrolment *e)
{
    CLEANUP(free_ptr) char *pk = b64(e->device.pk, SIGN_PK_LEN);
    CLEANUP(free_ptr) char *nonce = b64(e->nonce, WIRE_NONCE_LEN);
    return xasprintf("{\"pk\":\"%s\",\"nonce\":\"%s\",\"model\":\"box\",\"fw\":\"1.0.3\",\"hw\":\"x\"}", pk, nonce);
}

/* What a terminal does: post its key, check the root document's signature, derive the code. */
static void enrol(struct enrolment *e)
{
    memset(e, 0, sizeof(*e));
    crypto_sign_keys(e->device.pk, e->device.sk);
    crypto_random(e->nonce, sizeof(e->nonce));
    CLEANUP(free_ptr) char *body = enrol_body(e);
    struct reply reply = ask(&world, &e->device, "POST", "/v1/enroll", body);
    assert_int_equal(reply.status, 201);
    CLEANUP(json_free_ref) json_t *answer = reply_json(&reply);
    assert_int_equal(json_int_or(answer, "expires", 0), 900);
    const char *root_text = json_str(answer, "root");
    json_t *sig = json_array_get(json_object_get(answer, "sigs"), 0);
    struct wire_root root;
    struct wire_root_sig root_sig = {0};
    CLEANUP(buf_fini) struct buf bytes = {0}, nonce = {0};
    assert_true(wire_root_parse(&root, root_text, strlen(root_text)));
    assert_true(codec_unbase64url(&bytes, json_str(sig, "s"), SIGN_LEN));
    memcpy(root_sig.sig, bytes.data, SIGN_LEN);
    memcpy(root_sig.key, json_str(sig, "k"), KEY_ID_LEN);
    assert_true(wire_root_signed(&root, root_text, strlen(root_text), &root_sig, 1));
    assert_true(codec_unbase64url(&nonce, json_str(answer, "nonce"), WIRE_NONCE_LEN));
    memcpy(e->id, json_str(answer, "id"), UUID_LEN);
    wire_enrol_code(e->code, e->device.pk, root_text, strlen(root_text), e->nonce, (const uint8_t *)nonce.data, e->id);
    assert_null(strstr(buf_str(&reply.body), e->code)); /* the code is never sent */
    reply_fini(&reply);
}

static struct reply poll_enrolment(const struct enrolment *e, int wait_s)
{
    CLEANUP(free_ptr) char *target = xasprintf("/v1/enroll/%s?wait=%d", e->id, wait_s);
    return ask(&world, &e->device, "GET", target, NULL);
}

static int park_enrolment(const struct enrolment *e)
{
    CLEANUP(free_ptr) char *target = xasprintf("/v1/enroll/%s?wait=55", e->id);
    CLEANUP(buf_fini) struct buf request = {0};
    compose_request(&request, &e->device, "GET", target, NULL, clock_wall_ms(), true);
    int fd = dial(&world);
    say(fd, request.data, request.len);
    turn_for(&world, 30);
    return fd;
}

static void typed_code_pairs_the_waiting_terminal(void **state)
{
    struct enrolment e;
    (void)state;
    enrol(&e);
    struct reply pending = poll_enrolment(&e, 0);
    assert_int_equal(pending.status, 304);
    reply_fini(&pending);
    int fd = park_enrolment(&e);
    char typed[16], terminal[FLEET_NUMBER_MAX + 1];
    snprintf(typed, sizeof(typed), " %.4s %s", e.code, e.code + 5); /* as people type it */
    for (char *c = typed; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    assert_int_equal(fleet_pair(&world.central, typed, "T-B1-U1", "wang", NULL, NULL, terminal), FLEET_OK);
    struct reply reply = hear(&world, fd, PATIENCE_MS);
    assert_int_equal(reply.status, 200);
    CLEANUP(json_free_ref) json_t *answer = reply_json(&reply);
    assert_string_equal(json_str(answer, "terminal"), terminal);
    assert_int_equal(json_array_size(json_object_get(answer, "channels")), 6);
    reply_fini(&reply);
    close(fd);

    struct device *device = &e.device;
    device->token = xstrdup(json_str(answer, "token"));
    struct reply feed = ask(&world, device, "GET", "/v1/feed?since=0&wait=0", NULL);
    assert_int_equal(feed.status, 200);
    reply_fini(&feed);
    CLEANUP(free_ptr) char *body = xasprintf("{\"terminal\":\"%s\"}", terminal);
    struct reply token = ask(&world, device, "POST", "/v1/token", body);
    assert_int_equal(token.status, 200);
    reply_fini(&token);
    struct reply again = poll_enrolment(&e, 0); /* the first answer may have been lost */
    assert_int_equal(again.status, 200);
    reply_fini(&again);
    CLEANUP(json_free_ref) json_t *list = fleet_list(&world.central);
    assert_string_equal(json_str(json_array_get(list, 0), "paired_by"), "wang");
    device_fini(device);
}

static void wrong_codes_are_counted_per_person(void **state)
{
    struct enrolment e;
    char terminal[FLEET_NUMBER_MAX + 1];
    (void)state;
    enrol(&e);
    while (clock_wall_ms() / 1000 % 60 > 55) /* the count is by the minute */
        turn_for(&world, 200);
    assert_int_equal(fleet_pair(&world.central, e.code, "nowhere", "li", NULL, NULL, terminal), FLEET_NO_LOBBY);
    for (int i = 0; i < 4; i++)
        assert_int_equal(fleet_pair(&world.central, "0000-0000", "T-B1-U1", "li", NULL, NULL, terminal), FLEET_NO_CODE);
    assert_int_equal(fleet_pair(&world.central, e.code, "T-B1-U1", "li", NULL, NULL, terminal), FLEET_GUESSES);
    assert_int_equal(fleet_pair(&world.central, "", "T-B1-U1", "wang", NULL, NULL, terminal), FLEET_NO_CODE);
    assert_int_equal(fleet_pair(&world.central, e.code, "T-B1-U1", "wang", NULL, NULL, terminal), FLEET_OK);
    assert_int_equal(fleet_pair(&world.central, e.code, "T-B1-U1", "wang", NULL, NULL, terminal), FLEET_NO_CODE);
}

static bool refuse_audit(struct db *db, const char *terminal, void *arg)
{
    (void)db;
    (void)terminal;
    (void)arg;
    return false;
}

static void pairing_without_its_audit_row_does_not_happen(void **state)
{
    struct enrolment e;
    char terminal[FLEET_NUMBER_MAX + 1];
    (void)state;
    enrol(&e);
    assert_int_equal(fleet_pair(&world.central, e.code, "T-B1-U1", "wang", refuse_audit, NULL, terminal), FLEET_FAILED);
    CLEANUP(json_free_ref) json_t *list = fleet_list(&world.central);
    assert_int_equal(json_array_size(list), 0);
    assert_int_equal(fleet_pair(&world.central, e.code, "T-B1-U1", "wang", NULL, NULL, terminal), FLEET_OK);
}

static void paired_again_the_former_number_is_over(void **state)
{
    struct device first, second = {0};
    (void)state;
    device_pair(&world, &first, "T-B1-U1");
    second = first;
    second.token = NULL;
    struct fleet_enrolment enrolment = {.made = clock_wall_ms() / 1000, .code = "ZZZZ-ZZZZ"};
    ids_uuid7(enrolment.id, clock_wall_ms());
    memcpy(enrolment.pk, first.pk, sizeof(enrolment.pk));
    assert_true(fleet_enrol(world.central.fleet, &enrolment));
    assert_int_equal(fleet_pair(&world.central, "ZZZZ-ZZZZ", "T-B1-U1", "wang", NULL, NULL, second.id), FLEET_OK);
    assert_string_not_equal(first.id, second.id);
    assert_error(&world, ask(&world, &first, "GET", "/v1/feed?since=0", NULL), 403, "revoked");
    device_fini(&first);
}

static void bad_enrolments_are_refused(void **state)
{
    struct enrolment e = {0};
    (void)state;
    crypto_sign_keys(e.device.pk, e.device.sk);
    CLEANUP(free_ptr) char *body = enrol_body(&e);
    struct device other;
    memset(&other, 0, sizeof(other));
    crypto_sign_keys(other.pk, other.sk);
    assert_error(&world, ask(&world, &other, "POST", "/v1/enroll", body), 401, "bad_sig");
    assert_error(&world, ask(&world, &e.device, "POST", "/v1/enroll", "{"), 400, "bad_json");
    assert_error(&world, ask(&world, &e.device, "POST", "/v1/enroll", "[]"), 400, "bad_json");
    assert_error(&world, ask(&world, &e.device, "POST", "/v1/enroll", "{\"pk\":\"AA\"}"), 400, "bad_request");
    enrol(&e);
    struct enrolment thief = e;
    crypto_sign_keys(thief.device.pk, thief.device.sk);
    assert_error(&world, poll_enrolment(&thief, 0), 401, "bad_sig");
    memcpy(e.id, "0190a0a0-0000-7000-8000-000000000000", UUID_LEN);
    assert_error(&world, poll_enrolment(&e, 0), 410, "enroll_expired");
    assert_error(&world, ask(&world, &e.device, "GET", "/v1/enroll/nothing", NULL), 400, "bad_id");
}

static void too_many_enrolments_from_one_address_wait(void **state)
{
    struct enrolment e = {0};
    (void)state;
    for (int i = 0; i < 10; i++) {
        struct reply reply = ask(&world, &e.device, "POST", "/v1/enroll", "{");
        assert_int_equal(reply.status, 400);
        reply_fini(&reply);
    }
    assert_error(&world, ask(&world, &e.device, "POST", "/v1/enroll", "{"), 429, "rate_limited");
}

static void no_more_than_a_hundred_and_fifty_wait(void **state)
{
    struct enrolment e = {0};
    struct device device;
    (void)state;
    for (int i = 0; i < FLEET_PENDING_MAX; i++)
        device_enrolled(&world, &device, "AAAA-AAAA");
    crypto_sign_keys(e.device.pk, e.device.sk);
    CLEANUP(free_ptr) char *body = enrol_body(&e);
    assert_error(&world, ask(&world, &e.device, "POST", "/v1/enroll", body), 429, "rate_limited");
}

static void wrong_clock_is_told_the_time(void **state)
{
    struct device device;
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    CLEANUP(free_ptr) char *body = xasprintf("{\"terminal\":\"%s\"}", device.id);
    CLEANUP(buf_fini) struct buf request = {0};
    compose_request(&request, &device, "POST", "/v1/token", body, clock_wall_ms() - 11 * 60 * 1000, true);
    struct reply reply = ask_text(&world, request.data);
    CLEANUP(json_free_ref) json_t *answer = reply_json(&reply);
    assert_true(llabs(json_int_or(answer, "now", 0) - clock_wall_ms() / 1000) < 5);
    assert_error(&world, reply, 401, "clock_skew");
    device_fini(&device);
}

static void time_is_signed_over_the_nonce(void **state)
{
    static const char nonce[] = "00112233445566778899aabbccddeeff";
    (void)state;
    struct reply reply = ask(&world, NULL, "GET", "/v1/time?n=00112233445566778899aabbccddeeff", NULL);
    CLEANUP(json_free_ref) json_t *answer = reply_json(&reply);
    CLEANUP(buf_fini) struct buf signable = {0}, sig = {0};
    wire_signable_time(&signable, json_int_or(answer, "t", 0), nonce);
    assert_true(codec_unbase64url(&sig, json_str(answer, "sig"), SIGN_LEN));
    assert_true(crypto_verify((const uint8_t *)sig.data, signable.data, signable.len, world.keys.head_pk));
    reply_fini(&reply);
    assert_error(&world, ask(&world, NULL, "GET", "/v1/time?n=00", NULL), 400, "bad_request");
    assert_error(&world, ask(&world, NULL, "GET", "/v1/root/2", NULL), 404, "no_root");
}

static void what_terminals_applied_is_written_in_batches(void **state)
{
    struct device device;
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    int64_t seq = publisher_seq(world.central.publisher);
    CLEANUP(free_ptr) char *target = xasprintf("/v1/feed?since=%lld", (long long)seq);
    struct reply reply = ask(&world, &device, "GET", target, NULL);
    reply_fini(&reply);
    assert_int_equal(db_get_i64(world.central.db, "SELECT applied FROM terminal", -1), 0);
    assert_true(fleet_seen_write(world.central.fleet));
    assert_int_equal(db_get_i64(world.central.db, "SELECT applied FROM terminal", -1), seq);
    reply = ask(&world, &device, "POST", "/v1/status",
                "{\"fw\":\"1.0.3\",\"up\":5,\"err\":[\"x\"],\"screen\":\"ok\",\"y\":{}}");
    assert_int_equal(reply.status, 204);
    reply_fini(&reply);
    CLEANUP(json_free_ref) json_t *list = fleet_list(&world.central);
    const json_t *status = json_object_get(json_array_get(list, 0), "status");
    assert_int_equal(json_int_or(status, "up", 0), 5);
    assert_null(json_object_get(status, "y"));
    device_fini(&device);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(typed_code_pairs_the_waiting_terminal, start, finish),
        cmocka_unit_test_setup_teardown(wrong_codes_are_counted_per_person, start, finish),
        cmocka_unit_test_setup_teardown(pairing_without_its_audit_row_does_not_happen, start, finish),
        cmocka_unit_test_setup_teardown(paired_again_the_former_number_is_over, start, finish),
        cmocka_unit_test_setup_teardown(bad_enrolments_are_refused, start, finish),
        cmocka_unit_test_setup_teardown(too_many_enrolments_from_one_address_wait, start, finish),
        cmocka_unit_test_setup_teardown(no_more_than_a_hundred_and_fifty_wait, start, finish),
        cmocka_unit_test_setup_teardown(wrong_clock_is_told_the_time, start, finish),
        cmocka_unit_test_setup_teardown(time_is_signed_over_the_nonce, start, finish),
        cmocka_unit_test_setup_teardown(what_terminals_applied_is_written_in_batches, start, finish),
    };
    return cmocka_run_group_tests_name("enroll", tests, NULL, NULL);
}
