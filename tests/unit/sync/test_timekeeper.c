#include "sync/timekeeper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "../terminal/scratch.h"
#include "common/clock.h"
#include "common/log.h"
#include "forge.h"

#define NONCE "00112233445566778899aabbccddeeff"

struct rig {
    char dir[32];
    struct identity identity;
    struct trust trust;
    struct timekeeper timekeeper;
    struct forge_key root, head, stranger;
};

static int rig_up(void **state)
{
    struct rig *rig = xcalloc(1, sizeof *rig);
    scratch_make(rig->dir);
    forge_key(&rig->root);
    forge_key(&rig->head);
    forge_key(&rig->stranger);
    rig->trust.pinned = true;
    rig->trust.root = forge_root(1, &rig->root, &rig->head);
    *state = rig;
    if (!identity_open(&rig->identity, rig->dir)) {
        return -1;
    }
    timekeeper_load(&rig->timekeeper, &rig->identity);
    return 0;
}

static int rig_down(void **state)
{
    struct rig *rig = *state;
    identity_close(&rig->identity);
    scratch_remove(rig->dir);
    free(rig);
    return 0;
}

static bool accept(struct rig *rig, int64_t t_ms, const char *nonce, const struct forge_key *key, const char *kid,
                   int64_t asked_ms)
{
    uint8_t sig[SIGN_LEN];
    struct buf signable = {0}, text = {0};
    wire_signable_time(&signable, t_ms, nonce);
    crypto_sign_data(sig, signable.data, signable.len, key->sk);
    codec_base64url(&text, sig, sizeof sig);
    CLEANUP(json_free_ref)
    json_t *json =
        json_pack("{s:I, s:s, s:s, s:s}", "t", (json_int_t)t_ms, "n", nonce, "key", kid, "sig", buf_str(&text));
    buf_fini(&signable);
    buf_fini(&text);
    return timekeeper_accept(&rig->timekeeper, &rig->trust, json, NONCE, asked_ms);
}

#define FUTURE_MS 2222222222000LL

static void a_signed_answer_to_our_nonce_sets_the_clock(void **state)
{
    struct rig *rig = *state;
    assert_true(accept(rig, FUTURE_MS, NONCE, &rig->head, rig->head.public.id, clock_mono_ms()));
    assert_int_equal(timekeeper_trust(&rig->timekeeper), CLOCK_OK);
    assert_true(llabs(timekeeper_now_ms(&rig->timekeeper) - FUTURE_MS) < 2000);
}

static void forged_foreign_replayed_and_slow_answers_do_not(void **state)
{
    struct rig *rig = *state;
    const char *kid = rig->head.public.id;
    assert_false(accept(rig, FUTURE_MS, NONCE, &rig->stranger, kid, clock_mono_ms()));
    assert_false(accept(rig, FUTURE_MS, NONCE, &rig->stranger, rig->stranger.public.id, clock_mono_ms()));
    assert_false(accept(rig, FUTURE_MS, "ffeeddccbbaa99887766554433221100", &rig->head, kid, clock_mono_ms()));
    assert_false(accept(rig, FUTURE_MS, NONCE, &rig->head, kid, clock_mono_ms() - 60000));
    assert_false(accept(rig, -5, NONCE, &rig->head, kid, clock_mono_ms()));
    assert_int_not_equal(timekeeper_trust(&rig->timekeeper), CLOCK_OK);
}

static void the_floor_outlives_a_restart_and_bars_an_older_wall_clock(void **state)
{
    struct rig *rig = *state;
    struct cache *cache = cache_open_write(rig->dir);
    timekeeper_raise(&rig->timekeeper, FUTURE_MS / 1000); /* a verified head was issued then */
    timekeeper_raise(&rig->timekeeper, 5);
    timekeeper_save(&rig->timekeeper, cache);
    struct timekeeper again;
    timekeeper_load(&again, &rig->identity);
    assert_true(again.words.floor_s >= FUTURE_MS / 1000);
    assert_int_equal(timekeeper_trust(&again), CLOCK_UNKNOWN);
    assert_true(timekeeper_now_ms(&again) >= FUTURE_MS && timekeeper_now_ms(&again) < FUTURE_MS + 60000);
    struct termclock seen = termclock_read(cache); /* what the kiosk sees */
    assert_int_equal(seen.trust, CLOCK_UNKNOWN);
    assert_true(llabs(clock_wall_ms() + seen.offset_ms - timekeeper_now_ms(&again)) < 2000);
    cache_close(cache);
}

static void an_unproven_wall_clock_never_raises_the_floor(void **state)
{
    struct rig *rig = *state;
    struct cache *cache = cache_open_write(rig->dir);
    int64_t before = rig->timekeeper.words.floor_s;
    assert_int_equal(timekeeper_trust(&rig->timekeeper), CLOCK_APPROX);
    timekeeper_save(&rig->timekeeper, cache);
    assert_int_equal(rig->timekeeper.words.floor_s, before);
    cache_close(cache);
}

static void an_unsigned_hint_moves_only_the_request_stamp(void **state)
{
    struct rig *rig = *state;
    timekeeper_hint(&rig->timekeeper, FUTURE_MS / 1000);
    assert_true(llabs(timekeeper_stamp_ms(&rig->timekeeper) - FUTURE_MS) < 2000);
    assert_true(llabs(timekeeper_now_ms(&rig->timekeeper) - clock_wall_ms()) < 2000);
}

int main(void)
{
    crypto_start();
    log_open("test", LOG_LEVEL_ERROR);
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_up, rig_down)
    const struct CMUnitTest tests[] = {
        RIG(a_signed_answer_to_our_nonce_sets_the_clock),
        RIG(forged_foreign_replayed_and_slow_answers_do_not),
        RIG(the_floor_outlives_a_restart_and_bars_an_older_wall_clock),
        RIG(an_unproven_wall_clock_never_raises_the_floor),
        RIG(an_unsigned_hint_moves_only_the_request_stamp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
