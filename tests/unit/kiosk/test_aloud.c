/* The reading thread with a voice that makes counted samples and an outlet that a test plays by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "common/clock.h"
#include "kiosk/speech/aloud.h"
#include "kiosk/speech/voice_hours.h"

static atomic_size_t open_count, put_count, played_count, loudest, said_count;
static atomic_bool is_hushed, has_device = true, has_recording;

static void *open_fake(void)
{
    if (!atomic_load(&has_device))
        return NULL;
    atomic_fetch_add(&open_count, 1); /* voice and device */
    return &put_count;
}

static void close_fake(void *arg UNUSED)
{
    atomic_fetch_sub(&open_count, 1);
}

static void say_fake(void *voice UNUSED, const struct say *say UNUSED, voice_sink *sink, void *arg)
{
    atomic_fetch_add(&said_count, 1);
    for (int i = 0; i < 20; i++) {
        int16_t samples[1000];
        for (size_t k = 0; k < ARRAY_LEN(samples); k++)
            samples[k] = 1000;
        if (!sink(arg, samples, ARRAY_LEN(samples)))
            return;
    }
}

static bool put_fake(void *outlet UNUSED, const int16_t *samples, size_t count)
{
    atomic_fetch_add(&put_count, count);
    atomic_store(&loudest, MAX(atomic_load(&loudest), (size_t)samples[0]));
    return true;
}

static size_t waiting_fake(void *outlet UNUSED)
{
    size_t put = atomic_load(&put_count), played = atomic_load(&played_count);
    return put > played ? put - played : 0;
}

static void hush_fake(void *outlet UNUSED)
{
    atomic_store(&is_hushed, true);
}

static bool load_fake(const char *path UNUSED, int16_t **samples, size_t *count)
{
    if (!atomic_load(&has_recording))
        return false;
    *count = 4000;
    *samples = xcalloc(*count, sizeof(**samples));
    return true;
}

static const struct voice_ops voice = {open_fake, say_fake, close_fake};
static const struct outlet_ops outlet = {open_fake, put_fake, waiting_fake, hush_fake, load_fake, close_fake};

static int begin(void **state UNUSED)
{
    open_count = put_count = played_count = loudest = said_count = 0;
    is_hushed = has_recording = false;
    has_device = true;
    return 0;
}

static struct script script_of(const char *a, const char *b)
{
    struct script script = {0};
    script_add(&script, a, strlen(a));
    script_add(&script, b, strlen(b));
    return script;
}

/* Until the condition holds, a minute and a half at most. */
#define WAIT_FOR(aloud, condition)                                                                                     \
    do {                                                                                                               \
        int64_t end_ms_ = clock_mono_ms() + 90000;                                                                     \
        while (!(condition) && clock_mono_ms() < end_ms_) {                                                            \
            aloud_tick(aloud);                                                                                         \
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);                                                   \
        }                                                                                                              \
        assert_true(condition);                                                                                        \
    } while (0)

static size_t heard_unit(const struct aloud *aloud)
{
    const struct script_unit *unit;
    struct script_sentence sentence;
    return aloud_heard(aloud, &unit, &sentence) ? sentence.unit : SIZE_MAX;
}

static void the_sentence_is_told_when_it_is_heard_not_when_it_is_made(void **state UNUSED)
{
    struct aloud *aloud = aloud_new(&voice, &outlet, NULL);
    struct script script = script_of("第一句。", "第二句。");
    aloud_start(aloud, &script, false);
    WAIT_FOR(aloud, heard_unit(aloud) == 0);
    atomic_store(&played_count, 19000);
    WAIT_FOR(aloud, atomic_load(&said_count) == 2);
    assert_int_equal(heard_unit(aloud), 0);
    atomic_store(&played_count, 30000); /* 20,000 of the first and its pause are over */
    WAIT_FOR(aloud, heard_unit(aloud) == 1);
    atomic_store(&played_count, SIZE_MAX);
    WAIT_FOR(aloud, aloud_state(aloud) == ALOUD_READY);
    assert_false(aloud_is_busy(aloud));
    aloud_free(aloud);
}

static void when_a_reading_is_ended_its_thread_is_gone_in_the_middle_of_a_sentence(void **state UNUSED)
{
    struct aloud *aloud = aloud_new(&voice, &outlet, NULL);
    struct script script = script_of("第一句。", "第二句。");
    aloud_start(aloud, &script, false);
    WAIT_FOR(aloud, heard_unit(aloud) == 0);
    aloud_end(aloud);
    assert_false(aloud_is_busy(aloud));
    assert_int_equal(atomic_load(&open_count), 0);
    assert_int_equal(aloud_state(aloud), ALOUD_READY);
    aloud_end(aloud);
    aloud_free(aloud);
}

static void a_touch_silences_at_once(void **state UNUSED)
{
    struct aloud *aloud = aloud_new(&voice, &outlet, NULL);
    struct script script = script_of("第一句。", "第二句。");
    aloud_start(aloud, &script, false);
    WAIT_FOR(aloud, heard_unit(aloud) == 0);
    int64_t before_ms = clock_mono_ms();
    aloud_stop(aloud);
    assert_true(clock_mono_ms() - before_ms < 5000); /* nothing is played here: who waited for it would wait for ever */
    assert_true(atomic_load(&is_hushed));
    assert_int_equal(aloud_state(aloud), ALOUD_READY);
    assert_int_equal(heard_unit(aloud), SIZE_MAX);
    aloud_free(aloud);
    assert_true(atomic_load(&said_count) <= 1);
}

static void the_finger_that_stops_does_not_start_again(void **state UNUSED)
{
    struct aloud *aloud = aloud_new(&voice, &outlet, NULL);
    struct script script = script_of("第一句。", "第二句。");
    aloud_start(aloud, &script, false);
    aloud_stop(aloud);
    aloud_ask(aloud);
    assert_false(aloud_take_ask(aloud));
    aloud_lift(aloud);
    aloud_ask(aloud);
    assert_true(aloud_take_ask(aloud));
    assert_false(aloud_take_ask(aloud));
    aloud_free(aloud);
}

static void a_finger_that_stopped_and_slid_away_is_forgotten_by_the_next(void **state UNUSED)
{
    struct aloud *aloud = aloud_new(&voice, &outlet, NULL);
    struct script script = script_of("第一句。", "第二句。");
    aloud_start(aloud, &script, false);
    aloud_stop(aloud); /* pressed, then scrolled: no tap lifts it */
    WAIT_FOR(aloud, !aloud_is_busy(aloud));
    aloud_stop(aloud);
    aloud_ask(aloud);
    assert_true(aloud_take_ask(aloud));
    aloud_free(aloud);
}

static void volume_scales_and_a_quiet_hour_says_nothing_but_danger(void **state UNUSED)
{
    struct aloud *aloud = aloud_new(&voice, &outlet, NULL);
    atomic_store(&played_count, SIZE_MAX);
    aloud_set_volume(aloud, 50);
    struct script script = script_of("第一句。", "第二句。");
    aloud_start(aloud, &script, false);
    WAIT_FOR(aloud, !aloud_is_busy(aloud));
    assert_int_equal(atomic_load(&loudest), 500);
    aloud_set_volume(aloud, 0);
    assert_int_equal(aloud_state(aloud), ALOUD_QUIET);
    script = script_of("第一句。", "第二句。");
    aloud_start(aloud, &script, false);
    assert_false(aloud_is_busy(aloud));
    script = script_of("着火了。", "打119。");
    aloud_start(aloud, &script, true);
    assert_true(aloud_is_busy(aloud));
    aloud_free(aloud);
}

static void a_screen_without_sound_says_so(void **state UNUSED)
{
    struct aloud *aloud = aloud_new(&voice, &outlet, NULL);
    atomic_store(&has_device, false);
    struct script script = script_of("第一句。", "第二句。");
    aloud_start(aloud, &script, false);
    WAIT_FOR(aloud, aloud_state(aloud) == ALOUD_NO_SOUND);
    aloud_free(aloud);
    assert_int_equal(aloud_state(NULL), ALOUD_NO_SOUND);
}

static struct script recorded_script(void)
{
    struct script script = {0};
    script_add(&script, "标题", strlen("标题"));
    script_record(&script, "ab");
    script_add(&script, "一。二。三。", strlen("一。二。三。"));
    script_recorded(&script);
    script_add(&script, "其余", strlen("其余"));
    return script;
}

static void a_recording_is_played_instead_of_its_words(void **state UNUSED)
{
    struct aloud *aloud = aloud_new(&voice, &outlet, "/nowhere");
    atomic_store(&played_count, SIZE_MAX);
    atomic_store(&has_recording, true);
    struct script script = recorded_script();
    aloud_start(aloud, &script, false);
    WAIT_FOR(aloud, !aloud_is_busy(aloud));
    assert_int_equal(atomic_load(&said_count), 2);
    aloud_free(aloud);
}

static void a_recording_that_cannot_be_played_is_spoken(void **state UNUSED)
{
    struct aloud *aloud = aloud_new(&voice, &outlet, "/nowhere");
    atomic_store(&played_count, SIZE_MAX);
    struct script script = recorded_script();
    aloud_start(aloud, &script, false);
    WAIT_FOR(aloud, !aloud_is_busy(aloud));
    assert_int_equal(atomic_load(&said_count), 5);
    aloud_free(aloud);
}

static int volume_at(const char *record, const char *time)
{
    char *why = NULL;
    json_t *lobby = json_decode(record, strlen(record), &why);
    int64_t now_s = 0;
    assert_true(clock_parse(time, 8 * 3600, &now_s));
    int volume = voice_volume(lobby, true, now_s, 8 * 3600);
    json_decref(lobby);
    return volume;
}

static void the_lobby_says_when_and_how_loudly(void **state UNUSED)
{
    static const char table[] = "{\"voice\":{\"weekly\":[{\"days\":[1,2,3,4,5],\"from\":\"08:00\",\"to\":\"20:00\","
                                "\"volume\":60},{\"days\":[7],\"from\":\"22:00\",\"to\":\"01:00\",\"volume\":20}]}}";
    assert_int_equal(volume_at(table, "2026-11-23T08:00:00+08:00"), 60); /* a Monday */
    assert_int_equal(volume_at(table, "2026-11-23T07:59:00+08:00"), 0);
    assert_int_equal(volume_at(table, "2026-11-28T12:00:00+08:00"), 0);
    assert_int_equal(volume_at(table, "2026-11-29T23:00:00+08:00"), 20);
    assert_int_equal(volume_at(table, "2026-11-30T00:30:00+08:00"), 20);
    assert_int_equal(volume_at("{}", "2026-11-23T12:00:00+08:00"), VOICE_DEFAULT_VOLUME);
    assert_int_equal(volume_at("{}", "2026-11-23T23:00:00+08:00"), 0);
    assert_int_equal(
        volume_at("{\"voice\":{\"weekly\":[{\"days\":3,\"from\":\"8\",\"to\":7}]}}", "2026-11-23T12:00:00+08:00"), 0);
    assert_int_equal(voice_volume(NULL, false, 0, 0), VOICE_UNKNOWN_VOLUME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_sentence_is_told_when_it_is_heard_not_when_it_is_made, begin),
        cmocka_unit_test_setup(when_a_reading_is_ended_its_thread_is_gone_in_the_middle_of_a_sentence, begin),
        cmocka_unit_test_setup(a_touch_silences_at_once, begin),
        cmocka_unit_test_setup(the_finger_that_stops_does_not_start_again, begin),
        cmocka_unit_test_setup(a_finger_that_stopped_and_slid_away_is_forgotten_by_the_next, begin),
        cmocka_unit_test_setup(volume_scales_and_a_quiet_hour_says_nothing_but_danger, begin),
        cmocka_unit_test_setup(a_screen_without_sound_says_so, begin),
        cmocka_unit_test_setup(a_recording_is_played_instead_of_its_words, begin),
        cmocka_unit_test_setup(a_recording_that_cannot_be_played_is_spoken, begin),
        cmocka_unit_test(the_lobby_says_when_and_how_loudly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
