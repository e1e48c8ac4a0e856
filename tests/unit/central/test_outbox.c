#include "world.h"

#include "common/casecode.h"

static struct world world;
static struct device device;

static int start(void **state)
{
    (void)state;
    world_make(&world);
    world_serve(&world);
    world_lobby(&world, "T-B1-U1", "B1");
    device_pair(&world, &device, "T-B1-U1");
    return 0;
}

static int finish(void **state)
{
    (void)state;
    device_fini(&device);
    world_end(&world);
    return 0;
}

struct sealed {
    char id[UUID_LEN + 1], sha256[65];
    char *text; /* base64url; owned */
};

static void seal(struct sealed *sealed, const char *words)
{
    char code[CASECODE_LEN + 1];
    char month[32]; /* of its salt; cut from the time */
    casecode_mint(code);
    clock_format(month, clock_wall_ms() / 1000, 8 * 3600);
    CLEANUP(free_ptr)
    char *plain = xasprintf("{\"v\":1,\"kind\":\"complaint\",\"code\":\"%s\",\"month\":\"%.7s\",\"site\":\"heting\","
                            "\"lobby\":\"T-B1-U1\","
                            "\"at\":1795442811,\"clk\":\"ok\",\"lang\":\"zh-CN\",\"category\":\"SS\",\"text\":\"%s\"}",
                            code, month, words);
    CLEANUP(buf_fini) struct buf box = {0};
    crypto_seal(&box, plain, strlen(plain), world.keys.box_pk);
    ids_uuid7(sealed->id, clock_wall_ms());
    crypto_sha256_hex(sealed->sha256, box.data, box.len);
    sealed->text = b64(box.data, box.len);
}

static char *body_of(const struct sealed *sealed, const char *kind, const char *box)
{
    return xasprintf("{\"items\":[{\"id\":\"%s\",\"kind\":\"%s\",\"at\":1795442811,\"clk\":\"ok\",\"box\":\"%s\","
                     "\"sealed\":\"%s\"}]}",
                     sealed->id, kind, box, sealed->text);
}

/* Posts one entry; the receipt's signature is checked. */
static void assert_result(const struct sealed *sealed, const char *body, const char *status, const char *code)
{
    struct reply reply = ask(&world, &device, "POST", "/v1/outbox", body);
    assert_int_equal(reply.status, 200);
    CLEANUP(json_free_ref) json_t *answer = reply_json(&reply);
    const json_t *result = json_array_get(json_object_get(answer, "results"), 0);
    assert_string_equal(json_str(result, "id"), sealed->id);
    assert_string_equal(json_str(result, "s"), status);
    if (code)
        assert_string_equal(json_str(result, "code"), code);
    CLEANUP(buf_fini) struct buf signable = {0}, sig = {0};
    wire_signable_receipt(&signable, sealed->id, status, sealed->sha256);
    assert_true(codec_unbase64url(&sig, json_str(result, "sig"), SIGN_LEN));
    assert_true(crypto_verify((const uint8_t *)sig.data, signable.data, signable.len, world.keys.head_pk));
    reply_fini(&reply);
}

static int64_t case_count(void)
{
    return db_get_i64(world.central.db, "SELECT COUNT(*) FROM kase", -1);
}

static void same_entry_five_times_is_one_case(void **state)
{
    struct sealed sealed;
    (void)state;
    seal(&sealed, "the light is broken");
    CLEANUP(free_ptr) char *body = body_of(&sealed, "complaint", world.keys.box_id);
    assert_result(&sealed, body, "stored", NULL);
    for (int i = 0; i < 4; i++)
        assert_result(&sealed, body, "dup", NULL);
    assert_int_equal(case_count(), 1);
    world_stop(&world); /* also after a restart */
    world_serve(&world);
    assert_result(&sealed, body, "dup", NULL);
    assert_int_equal(case_count(), 1);
    free(sealed.text);
}

static void same_id_with_other_bytes_is_a_conflict(void **state)
{
    struct sealed first, second;
    (void)state;
    seal(&first, "one");
    seal(&second, "two");
    memcpy(second.id, first.id, sizeof(second.id));
    CLEANUP(free_ptr) char *body = body_of(&first, "complaint", world.keys.box_id);
    CLEANUP(free_ptr) char *other = body_of(&second, "complaint", world.keys.box_id);
    assert_result(&first, body, "stored", NULL);
    assert_result(&second, other, "conflict", NULL);
    assert_int_equal(case_count(), 1);
    free(first.text);
    free(second.text);
}

static void what_cannot_be_read_is_rejected_and_may_come_again(void **state)
{
    struct sealed sealed, junk;
    (void)state;
    seal(&sealed, "one");
    CLEANUP(free_ptr) char *kind = body_of(&sealed, "poem", world.keys.box_id);
    CLEANUP(free_ptr) char *box = body_of(&sealed, "complaint", "0000000000000000");
    assert_result(&sealed, kind, "rejected", "bad_kind");
    assert_result(&sealed, box, "rejected", "unknown_box");
    CLEANUP(free_ptr) char *body = body_of(&sealed, "complaint", world.keys.box_id);
    assert_result(&sealed, body, "stored", NULL);
    junk = sealed;
    ids_uuid7(junk.id, clock_wall_ms() + 5);
    junk.text = xstrdup("AAAA");
    crypto_sha256_hex(junk.sha256, "\0\0\0", 3);
    CLEANUP(free_ptr) char *bad = body_of(&junk, "complaint", world.keys.box_id);
    assert_result(&junk, bad, "rejected", "bad_seal");
    assert_int_equal(case_count(), 1);
    free(sealed.text);
    free(junk.text);
}

static void malformed_uploads_store_nothing(void **state)
{
    static const char *const bodies[] = {
        "{}",
        "{\"items\":[]}",
        "{\"items\":{}}",
        "{\"items\":[1]}",
        "{\"items\":[{\"id\":\"1\",\"kind\":\"complaint\",\"at\":1,\"box\":\"\",\"sealed\":\"AA\"}]}",
        "{\"items\":[{\"id\":\"0190a0a0-0000-7000-8000-000000000000\",\"kind\":\"complaint\",\"at\":-1,\"sealed\":"
        "\"AA\"}]}",
        "{\"items\":[{\"id\":\"0190a0a0-0000-7000-8000-000000000000\",\"kind\":\"complaint\",\"at\":1,\"sealed\":\"A*"
        "\"}]}",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
        assert_error(&world, ask(&world, &device, "POST", "/v1/outbox", bodies[i]), 400, "bad_request");
    CLEANUP(buf_fini) struct buf many = {0}, large = {0};
    buf_puts(&many, "{\"items\":[");
    for (int i = 0; i < 51; i++)
        buf_printf(
            &many,
            "%s{\"id\":\"0190a0a0-0000-7000-8000-0000000000%02d\",\"kind\":\"complaint\",\"at\":1,\"sealed\":\"AA\"}",
            i ? "," : "", i);
    buf_puts(&many, "]}");
    assert_error(&world, ask(&world, &device, "POST", "/v1/outbox", many.data), 400, "bad_request");
    buf_puts(
        &large,
        "{\"items\":[{\"id\":\"0190a0a0-0000-7000-8000-000000000000\",\"kind\":\"complaint\",\"at\":1,\"sealed\":\"");
    for (int i = 0; i < 16384 / 3 * 4 + 8; i++)
        buf_putc(&large, 'A');
    buf_puts(&large, "\"}]}");
    assert_error(&world, ask(&world, &device, "POST", "/v1/outbox", large.data), 400, "bad_request");
    assert_int_equal(case_count(), 0);
    assert_int_equal(db_get_i64(world.central.db, "SELECT COUNT(*) FROM outbox_in", -1), 0);
}

static void sniffed_token_cannot_post(void **state)
{
    struct device thief = device;
    struct sealed sealed;
    (void)state;
    crypto_sign_keys(thief.pk, thief.sk);
    seal(&sealed, "one");
    CLEANUP(free_ptr) char *body = body_of(&sealed, "complaint", world.keys.box_id);
    assert_error(&world, ask(&world, &thief, "POST", "/v1/outbox", body), 401, "bad_sig");
    CLEANUP(buf_fini) struct buf unsigned_request = {0};
    compose_request(&unsigned_request, &device, "POST", "/v1/outbox", body, 0, false);
    assert_error(&world, ask_text(&world, unsigned_request.data), 401, "bad_sig");
    assert_int_equal(case_count(), 0);
    free(sealed.text);
}

static void ids_are_forgotten_after_four_hundred_days(void **state)
{
    struct sealed sealed;
    (void)state;
    seal(&sealed, "one");
    CLEANUP(free_ptr) char *body = body_of(&sealed, "complaint", world.keys.box_id);
    assert_result(&sealed, body, "stored", NULL);
    int64_t now_s = clock_wall_ms() / 1000;
    assert_true(terminal_outbox_sweep(world.central.db, now_s + 399 * 86400));
    assert_int_equal(db_get_i64(world.central.db, "SELECT COUNT(*) FROM outbox_in", -1), 1);
    assert_true(terminal_outbox_sweep(world.central.db, now_s + 401 * 86400));
    assert_int_equal(db_get_i64(world.central.db, "SELECT COUNT(*) FROM outbox_in", -1), 0);
    free(sealed.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(same_entry_five_times_is_one_case, start, finish),
        cmocka_unit_test_setup_teardown(same_id_with_other_bytes_is_a_conflict, start, finish),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_rejected_and_may_come_again, start, finish),
        cmocka_unit_test_setup_teardown(malformed_uploads_store_nothing, start, finish),
        cmocka_unit_test_setup_teardown(sniffed_token_cannot_post, start, finish),
        cmocka_unit_test_setup_teardown(ids_are_forgotten_after_four_hundred_days, start, finish),
    };
    return cmocka_run_group_tests_name("outbox", tests, NULL, NULL);
}
