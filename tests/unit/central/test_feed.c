#include "world.h"

static struct world world;

static int start(void **state)
{
    (void)state;
    world_make(&world);
    world_serve(&world);
    world_lobby(&world, "T-B1-U1", "B1");
    world_lobby(&world, "T-B2-U1", "B2");
    return 0;
}

static int finish(void **state)
{
    (void)state;
    world_end(&world);
    return 0;
}

static struct reply feed(const struct device *device, int64_t since, int wait_s)
{
    CLEANUP(free_ptr) char *target = xasprintf("/v1/feed?since=%lld&wait=%d", (long long)since, wait_s);
    return ask(&world, device, "GET", target, NULL);
}

static struct reply feed_signed(const struct device *device, int64_t since)
{
    CLEANUP(free_ptr) char *target = xasprintf("/v1/feed?since=%lld&wait=0", (long long)since);
    CLEANUP(buf_fini) struct buf request = {0};
    compose_request(&request, device, "GET", target, NULL, clock_wall_ms(), true);
    int fd = dial(&world);
    say(fd, request.data, request.len);
    struct reply reply = hear(&world, fd, PATIENCE_MS);
    close(fd);
    return reply;
}

static json_t *feed_json(const struct device *device, int64_t since)
{
    struct reply reply = feed(device, since, 0);
    assert_int_equal(reply.status, 200);
    json_t *json = reply_json(&reply);
    reply_fini(&reply);
    return json;
}

/* The head of one channel in an answer, its signature checked; false: the channel is not in it. */
static bool head_of(const json_t *answer, const char *channel, struct wire_head *head, const json_t **part)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(answer, "ch"), i, entry)
    {
        if (!str_eq(json_str(entry, "c"), channel))
            continue;
        const char *text = json_str(entry, "head");
        CLEANUP(buf_fini) struct buf sig = {0}, signable = {0};
        assert_true(codec_unbase64url(&sig, json_str(entry, "sig"), SIGN_LEN));
        wire_signable_head(&signable, text, strlen(text));
        assert_true(crypto_verify((const uint8_t *)sig.data, signable.data, signable.len, world.keys.head_pk));
        assert_true(wire_head_parse(head, text, strlen(text)));
        assert_string_equal(head->channel, channel);
        if (part)
            *part = entry;
        return true;
    }
    return false;
}

static int64_t cursor_of(const json_t *answer)
{
    int64_t cursor = 0;
    for (size_t i = 0; i < json_array_size(json_object_get(answer, "ch")); i++) {
        struct wire_head head;
        const char *text = json_str(json_array_get(json_object_get(answer, "ch"), i), "head");
        assert_true(wire_head_parse(&head, text, strlen(text)));
        assert_true(head.version > cursor); /* ordered by version */
        cursor = head.version;
    }
    return cursor;
}

static void first_answer_has_every_channel_and_says_who_it_is_for(void **state)
{
    struct device device;
    struct wire_head head;
    const json_t *part;
    uint8_t hash[SHA256_LEN];
    char own[32], hex[65];
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    CLEANUP(json_free_ref) json_t *answer = feed_json(&device, 0);
    snprintf(own, sizeof(own), "t:%s", device.id);
    static const char *const shared[] = {"all", "s:heting", "k:heting", "b:B1", "l:T-B1-U1"};
    for (size_t i = 0; i < ARRAY_LEN(shared); i++)
        assert_true(head_of(answer, shared[i], &head, NULL));
    assert_true(head_of(answer, own, &head, &part));
    assert_int_equal(json_int_or(part, "from", -1), 0);
    assert_int_equal(head.count, 7);
    const char *packed = json_str(json_object_get(part, "blobs"), head.root);
    CLEANUP(buf_fini) struct buf bytes = {0}, manifest = {0};
    assert_true(codec_unbase64url(&bytes, packed, WIRE_INLINE_MAX));
    assert_true(codec_inflate(&manifest, bytes.data, bytes.len, 65536));
    crypto_sha256(hash, manifest.data, manifest.len);
    codec_hex(hex, hash, sizeof(hash));
    assert_string_equal(hex, head.root);
    struct wire_manifest items;
    assert_true(wire_manifest_parse(&items, manifest.data, manifest.len));
    crypto_sha256_hex(hex, device.pk, SIGN_PK_LEN);
    assert_string_equal(wire_manifest_find(&items, "self")->sha256, hex);
    assert_string_equal(wire_manifest_find(&items, "b:B1")->kind, "chan");
    wire_manifest_fini(&items);
    struct reply quiet = feed(&device, cursor_of(answer), 0);
    assert_int_equal(quiet.status, 304);
    CLEANUP(free_ptr) char *next = reply_header(&quiet, "Foyer-Next");
    assert_string_equal(next, "wait=240 retry=0-60");
    reply_fini(&quiet);
    device_fini(&device);
}

static void delta_carries_what_changed_and_nothing_else(void **state)
{
    struct device device;
    struct wire_head head, before;
    const json_t *part;
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    post(&world, "s:heting", "N-001", "old");
    CLEANUP(json_free_ref) json_t *first = feed_json(&device, 0);
    assert_true(head_of(first, "s:heting", &before, NULL));
    int64_t cursor = cursor_of(first);
    post(&world, "s:heting", "N-002", "water off");
    post(&world, "s:heting", "N-001", NULL);
    post(&world, "b:B2", "N-003", "not for this lobby");
    CLEANUP(json_free_ref) json_t *answer = feed_json(&device, cursor);
    assert_int_equal(json_array_size(json_object_get(answer, "ch")), 1);
    assert_true(head_of(answer, "s:heting", &head, &part));
    assert_int_equal(json_int_or(part, "from", -1), before.version);
    assert_int_equal(head.count, 1);
    assert_int_equal(json_array_size(json_object_get(part, "put")), 1);
    assert_int_equal(json_array_size(json_object_get(part, "del")), 1);
    assert_string_equal(json_string_value(json_array_get(json_object_get(part, "del"), 0)), "N-001");
    assert_int_equal(json_object_size(json_object_get(part, "blobs")), 1);
    device_fini(&device);
}

static void putting_the_same_again_changes_nothing(void **state)
{
    struct device device;
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    post(&world, "s:heting", "N-001", "text");
    int64_t seq = publisher_seq(world.central.publisher);
    post(&world, "s:heting", "N-001", "text");
    post(&world, "s:heting", "N-009", NULL);
    assert_int_equal(publisher_seq(world.central.publisher), seq);
    device_fini(&device);
}

static void many_changes_come_in_several_answers_and_none_is_lost(void **state)
{
    struct device device;
    char id[32], text[64];
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    CLEANUP(json_free_ref) json_t *first = feed_json(&device, 0);
    int64_t cursor = cursor_of(first);
    static const char *const channels[] = {"all", "s:heting", "b:B1"};
    for (size_t c = 0; c < ARRAY_LEN(channels); c++)
        for (int i = 0; i < 90; i++) {
            snprintf(id, sizeof(id), "N-%03d", i);
            snprintf(text, sizeof(text), "%s %d", channels[c], i);
            post(&world, channels[c], id, text);
        }
    size_t puts = 0, answers = 0;
    for (bool more = true; more && answers < 5; answers++) {
        CLEANUP(json_free_ref) json_t *answer = feed_json(&device, cursor);
        for (size_t i = 0; i < json_array_size(json_object_get(answer, "ch")); i++)
            puts += json_array_size(json_object_get(json_array_get(json_object_get(answer, "ch"), i), "put"));
        more = json_flag(answer, "more");
        cursor = cursor_of(answer);
    }
    assert_int_equal(puts, 270);
    assert_int_equal(answers, 2);
    device_fini(&device);
}

static void swept_log_sends_the_whole_manifest(void **state)
{
    struct device device;
    struct wire_head head;
    const json_t *part;
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    post(&world, "s:heting", "N-001", "one");
    CLEANUP(json_free_ref) json_t *first = feed_json(&device, 0);
    post(&world, "s:heting", "N-002", "two");
    assert_true(publish_sweep(world.central.publisher, clock_wall_ms() / 1000 + 91 * 86400));
    CLEANUP(json_free_ref) json_t *answer = feed_json(&device, cursor_of(first));
    assert_true(head_of(answer, "s:heting", &head, &part));
    assert_int_equal(json_int_or(part, "from", -1), 0);
    assert_non_null(json_str(json_object_get(part, "blobs"), head.root));
    device_fini(&device);
}

static void cursor_from_the_future_gets_new_versions(void **state)
{
    struct device device;
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    CLEANUP(json_free_ref) json_t *first = feed_json(&device, 0);
    int64_t ahead = clock_wall_ms() + 60000; /* our clock lags, too */
    int64_t before = publisher_seq(world.central.publisher);
    assert_error(&world, feed(&device, ahead, 0), 409, "cursor_ahead");
    assert_int_equal(publisher_seq(world.central.publisher), before); /* a token alone moves nothing */
    struct reply reply = feed_signed(&device, ahead);
    assert_int_equal(reply.status, 409);
    CLEANUP(json_free_ref) json_t *answer = reply_json(&reply);
    assert_string_equal(json_str(answer, "error"), "cursor_ahead");
    assert_int_equal(json_array_size(json_object_get(answer, "heads")), 6);
    for (size_t i = 0; i < 6; i++) {
        struct wire_head head;
        const char *text = json_str(json_array_get(json_object_get(answer, "heads"), i), "head");
        assert_true(wire_head_parse(&head, text, strlen(text)));
        assert_true(head.version > ahead);
    }
    reply_fini(&reply);
    assert_error(&world, feed(&device, clock_wall_ms() * 2, 0), 400, "bad_request");
    device_fini(&device);
}

static void tokens_are_judged(void **state)
{
    struct device device, naked = {0};
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    assert_error(&world, feed(&naked, 0, 0), 401, "token_expired");
    char *good = xstrdup(device.token);
    device.token[strlen(device.token) - 20] ^= 1;
    assert_error(&world, feed(&device, 0, 0), 401, "token_expired");
    free(device.token);
    device.token = good;
    CLEANUP(buf_fini) struct buf old = {0};
    int64_t expires;
    struct fleet_terminal *terminal = fleet_find(world.central.fleet, device.id);
    fleet_token(world.central.fleet, terminal, clock_wall_ms() / 1000 - FLEET_TOKEN_LIFE_S - 1, &old, &expires);
    struct device late = {.token = old.data};
    assert_error(&world, feed(&late, 0, 0), 401, "token_expired");
    world_lobby(&world, "T-B1-U1", "B2"); /* the lobby is assigned to another building */
    assert_true(fleet_lobbies_changed(&world.central, world.central.db) && fleet_reload(world.central.fleet));
    publish_wake(world.central.publisher);
    assert_error(&world, feed(&device, 0, 0), 401, "token_stale");
    device_take_token(&world, &device);
    CLEANUP(json_free_ref) json_t *answer = feed_json(&device, 0);
    struct wire_head head;
    assert_true(head_of(answer, "b:B2", &head, NULL));
    assert_false(head_of(answer, "b:B1", &head, NULL));
    assert_int_equal(fleet_revoke(&world.central, device.id, NULL, NULL), FLEET_OK);
    assert_error(&world, feed(&device, 0, 0), 403, "revoked");
    device_fini(&device);
}

static void too_many_polls_are_slowed_down(void **state)
{
    struct device device;
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    for (int i = 0; i < 20; i++) {
        struct reply reply = feed(&device, 0, 0);
        assert_int_equal(reply.status, 200);
        reply_fini(&reply);
    }
    struct reply reply = feed(&device, 0, 0);
    CLEANUP(free_ptr) char *retry = reply_header(&reply, "Retry-After");
    assert_non_null(retry);
    assert_error(&world, reply, 429, "rate_limited");
    device_fini(&device);
}

static void heads_and_blobs_are_served(void **state)
{
    struct device device;
    struct wire_head head;
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    post(&world, "s:heting", "N-001", "0123456789");
    struct reply heads = ask(&world, &device, "GET", "/v1/heads?c=all,s:heting,b:none", NULL);
    assert_int_equal(heads.status, 200);
    CLEANUP(json_free_ref) json_t *answer = reply_json(&heads);
    assert_int_equal(json_array_size(json_object_get(answer, "heads")), 2);
    reply_fini(&heads);
    struct reply single = ask(&world, NULL, "GET", "/v1/head/s:heting", NULL);
    CLEANUP(json_free_ref) json_t *one = reply_json(&single);
    const char *text = json_str(json_array_get(json_object_get(one, "heads"), 0), "head");
    assert_true(wire_head_parse(&head, text, strlen(text)));
    reply_fini(&single);

    char hex[65];
    crypto_sha256_hex(hex, "0123456789", 10);
    CLEANUP(free_ptr) char *target = xasprintf("/v1/blob/%s", hex);
    struct reply whole = ask(&world, NULL, "GET", target, NULL);
    assert_int_equal(whole.status, 200);
    assert_string_equal(buf_str(&whole.body), "0123456789");
    CLEANUP(free_ptr) char *tag = reply_header(&whole, "ETag");
    assert_memory_equal(tag + 1, hex, 64);
    reply_fini(&whole);
    static const struct {
        const char *range, *body;
        int status;
    } ranges[] = {{"bytes=4-", "456789", 206}, {"bytes=4-5", "45", 206},        {"bytes=9-99", "9", 206},
                  {"bytes=10-", NULL, 416},    {"bytes=-3", "0123456789", 200}, {"bytes=x-", "0123456789", 200}};
    for (size_t i = 0; i < ARRAY_LEN(ranges); i++) {
        CLEANUP(free_ptr)
        char *request = xasprintf("GET %s HTTP/1.1\r\nHost: a\r\nRange: %s\r\n\r\n", target, ranges[i].range);
        struct reply part = ask_text(&world, request);
        assert_int_equal(part.status, ranges[i].status);
        if (ranges[i].body)
            assert_string_equal(buf_str(&part.body), ranges[i].body);
        reply_fini(&part);
    }
    target[12] = target[12] == '0' ? '1' : '0';
    assert_error(&world, ask(&world, NULL, "GET", target, NULL), 404, "no_blob");
    assert_error(&world, ask(&world, NULL, "GET", "/v1/blob/ZZ", NULL), 400, "bad_id");
    assert_error(&world, ask(&world, NULL, "GET", "/v1/head/s:nowhere", NULL), 404, "no_channel");
    device_fini(&device);
}

static void large_blob_arrives_whole_and_can_be_resumed(void **state)
{
    enum { SIZE = 3 << 20, SKIP = 1234567 };
    char hex[65];
    (void)state;
    CLEANUP(free_ptr) char *text = xmalloc(SIZE + 1);
    for (size_t i = 0; i < SIZE; i++)
        text[i] = (char)('a' + (i * 7 + i / 4096) % 26);
    text[SIZE] = '\0';
    post(&world, "s:heting", "N-001", text);
    crypto_sha256_hex(hex, text, SIZE);
    CLEANUP(free_ptr) char *target = xasprintf("/v1/blob/%s", hex);
    struct reply whole = ask(&world, NULL, "GET", target, NULL);
    assert_int_equal(whole.status, 200);
    assert_int_equal(whole.body.len, SIZE);
    assert_memory_equal(whole.body.data, text, SIZE);
    reply_fini(&whole);
    CLEANUP(free_ptr)
    char *request =
        xasprintf("GET %s HTTP/1.1\r\nHost: a\r\nRange: bytes=%d-\r\nIf-Range: \"%s\"\r\n\r\n", target, SKIP, hex);
    struct reply rest = ask_text(&world, request);
    assert_int_equal(rest.status, 206);
    assert_int_equal(rest.body.len, SIZE - SKIP);
    assert_memory_equal(rest.body.data, text + SKIP, SIZE - SKIP);
    reply_fini(&rest);
    int fd = dial(&world); /* one that leaves in the middle does no harm */
    say_text(fd, request);
    turn_for(&world, 5);
    close(fd);
    turn_for(&world, 20);
}

/* -- Thousands
 * ---------------------------------------------------------------------------------------------------------------- */

#define PARKED 2000

static void one_publish_answers_all_parked_polls(void **state)
{
    static int fds[PARKED];
    struct device device;
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    int64_t seq = publisher_seq(world.central.publisher);
    CLEANUP(free_ptr) char *target = xasprintf("/v1/feed?since=%lld&wait=60", (long long)seq);
    CLEANUP(buf_fini) struct buf request = {0};
    compose_request(&request, &device, "GET", target, NULL, 0, false);
    for (size_t i = 0; i < PARKED; i++) {
        world_forgive(&world); /* one terminal plays two thousand */
        fds[i] = dial(&world);
        say(fds[i], request.data, request.len);
        turn(&world);
    }
    turn_for(&world, 300);
    struct reply early = hear(&world, fds[0], 20);
    assert_int_equal(early.status, -1);
    close(fds[PARKED - 1]); /* one leaves before */
    turn_for(&world, 20);
    int64_t began = clock_mono_ms();
    post(&world, "s:heting", "N-001", "for all");
    for (size_t i = 0; i < PARKED - 1; i++) {
        struct reply reply = hear(&world, fds[i], PATIENCE_MS);
        assert_int_equal(reply.status, 200);
        assert_non_null(strstr(buf_str(&reply.body), "N-001"));
        reply_fini(&reply);
        close(fds[i]);
    }
    print_message("%d parked polls answered in %lld ms\n", PARKED - 1, (long long)(clock_mono_ms() - began));
    device_fini(&device);
}

static void stopping_answers_parked_polls_with_304(void **state)
{
    struct device device;
    (void)state;
    device_pair(&world, &device, "T-B1-U1");
    CLEANUP(free_ptr)
    char *target = xasprintf("/v1/feed?since=%lld&wait=60", (long long)publisher_seq(world.central.publisher));
    CLEANUP(buf_fini) struct buf request = {0};
    compose_request(&request, &device, "GET", target, NULL, 0, false);
    int fd = dial(&world);
    say(fd, request.data, request.len);
    turn_until(&world, !http_server_quiet(world.central.http));
    assert_false(http_server_quiet(world.central.http));
    http_server_drain(world.central.http);
    terminal_api_drain(&world.central);
    struct reply reply = hear(&world, fd, PATIENCE_MS);
    assert_int_equal(reply.status, 304);
    CLEANUP(free_ptr) char *connection = reply_header(&reply, "Connection");
    assert_string_equal(connection, "close");
    reply_fini(&reply);
    turn_until(&world, http_server_quiet(world.central.http));
    assert_true(http_server_quiet(world.central.http));
    close(fd);
    device_fini(&device);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(first_answer_has_every_channel_and_says_who_it_is_for, start, finish),
        cmocka_unit_test_setup_teardown(delta_carries_what_changed_and_nothing_else, start, finish),
        cmocka_unit_test_setup_teardown(putting_the_same_again_changes_nothing, start, finish),
        cmocka_unit_test_setup_teardown(many_changes_come_in_several_answers_and_none_is_lost, start, finish),
        cmocka_unit_test_setup_teardown(swept_log_sends_the_whole_manifest, start, finish),
        cmocka_unit_test_setup_teardown(cursor_from_the_future_gets_new_versions, start, finish),
        cmocka_unit_test_setup_teardown(tokens_are_judged, start, finish),
        cmocka_unit_test_setup_teardown(too_many_polls_are_slowed_down, start, finish),
        cmocka_unit_test_setup_teardown(heads_and_blobs_are_served, start, finish),
        cmocka_unit_test_setup_teardown(large_blob_arrives_whole_and_can_be_resumed, start, finish),
        cmocka_unit_test_setup_teardown(one_publish_answers_all_parked_polls, start, finish),
        cmocka_unit_test_setup_teardown(stopping_answers_parked_polls_with_304, start, finish),
    };
    return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
