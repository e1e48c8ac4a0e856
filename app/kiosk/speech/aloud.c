#include "kiosk/speech/aloud.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "common/log.h"

#define AHEAD_SAMPLES    (VOICE_RATE / 2) /* made before it is heard */
#define SENTENCE_GAP     (VOICE_RATE / 5)
#define UNIT_GAP         (VOICE_RATE * 2 / 5)
#define LOOK_MS          30
#define ALWAYS_VOLUME    80
#define NO_SENTENCE      SIZE_MAX
#define SAMPLES_PUT_ONCE 2048

struct reading { /* one thread's work */
    const struct voice_ops *voice_ops;
    const struct outlet_ops *outlet_ops;
    char *blob_dir;
    struct script script;
    int volume;
    pthread_t thread;
    /* of the thread alone */
    void *voice;
    size_t put;      /* samples so far */
    size_t *started; /* at which of them each sentence begins */
    size_t next;     /* the sentence that is being made */
    /* both threads */
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t wish;
    void *outlet;
    bool stop, over, no_sound;
    size_t heard; /* index of a sentence, or NO_SENTENCE */
};
struct aloud {
    const struct voice_ops *voice;
    const struct outlet_ops *outlet;
    char *blob_dir;
    struct reading *reading; /* NULL, or of the last start until it is over */
    int volume;
    bool wishes, pressed, no_sound;
    size_t heard;
};

/* --- the reading thread --- */

static bool is_stopped(struct reading *reading)
{
    pthread_mutex_lock(&reading->lock);
    bool stop = reading->stop;
    pthread_mutex_unlock(&reading->lock);
    return stop;
}

static struct timespec soon(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_nsec += LOOK_MS * 1000000L;
    if (at.tv_nsec >= 1000000000L) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000L;
    }
    return at;
}

/* The last sentence that has begun to be heard. */
static size_t sentence_at(const struct reading *reading, size_t played)
{
    size_t found = NO_SENTENCE;
    for (size_t i = 0; i < MIN(reading->next + 1, reading->script.sentence_count); i++)
        if (reading->started[i] != NO_SENTENCE && reading->started[i] <= played)
            found = i;
    return found;
}

/* Waits until at most `samples` wait to be heard. false: stopped. */
static bool wait_until(struct reading *reading, size_t samples)
{
    pthread_mutex_lock(&reading->lock);
    for (;;) {
        size_t waiting = reading->stop ? 0 : reading->outlet_ops->waiting(reading->outlet);
        reading->heard = sentence_at(reading, reading->put - MIN(waiting, reading->put));
        if (reading->stop || waiting <= samples)
            break;
        struct timespec at = soon();
        pthread_cond_timedwait(&reading->wish, &reading->lock, &at);
    }
    bool stopped = reading->stop;
    pthread_mutex_unlock(&reading->lock);
    return !stopped;
}

/* `samples` are scaled in place. */
static bool play(void *arg, int16_t *samples, size_t count)
{
    struct reading *reading = arg;
    for (size_t i = 0; i < count; i++)
        samples[i] = (int16_t)(samples[i] * reading->volume / 100);
    for (size_t at = 0; at < count; at += SAMPLES_PUT_ONCE) {
        size_t part = MIN(count - at, (size_t)SAMPLES_PUT_ONCE);
        if (!wait_until(reading, AHEAD_SAMPLES) || !reading->outlet_ops->put(reading->outlet, samples + at, part))
            return false;
        reading->put += part;
    }
    return !is_stopped(reading);
}

static bool pause_for(struct reading *reading, size_t samples)
{
    CLEANUP(free_ptr) int16_t *silence = xcalloc(samples, sizeof(*silence));
    return play(reading, silence, samples);
}

/* true: played to its end, or stopped while it played. */
static bool play_recording(struct reading *reading, const char *sha256)
{
    if (!reading->blob_dir || !reading->outlet_ops->load)
        return false;
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", reading->blob_dir, sha256);
    CLEANUP(free_ptr) int16_t *samples = NULL;
    size_t count;
    if (!reading->outlet_ops->load(path, &samples, &count))
        return false;
    play(reading, samples, count);
    return true;
}

static void speak(struct reading *reading, const struct script_sentence *sentence)
{
    if (!reading->voice)
        reading->voice = reading->voice_ops->open();
    if (!reading->voice)
        return;
    struct say say;
    say_make(&say, reading->script.units[sentence->unit].text + sentence->start, sentence->len);
    reading->voice_ops->say(reading->voice, &say, play, reading);
    say_fini(&say);
}

/* The sentences of one recording are heard together; afterwards `next` stands behind them. */
static bool try_recording(struct reading *reading, size_t *failed)
{
    const struct script *script = &reading->script;
    size_t recording = script->units[script->sentences[reading->next].unit].recording;
    if (!recording || recording == *failed)
        return false;
    reading->started[reading->next] = NO_SENTENCE;
    if (!play_recording(reading, script->recordings[recording - 1])) {
        *failed = recording;
        return false;
    }
    while (reading->next < script->sentence_count &&
           script->units[script->sentences[reading->next].unit].recording == recording)
        reading->started[reading->next++] = NO_SENTENCE;
    return true;
}

static void read_all(struct reading *reading)
{
    const struct script *script = &reading->script;
    size_t failed = 0;
    while (reading->next < script->sentence_count && !is_stopped(reading)) {
        if (try_recording(reading, &failed))
            continue;
        const struct script_sentence *sentence = &script->sentences[reading->next];
        reading->started[reading->next] = reading->put;
        speak(reading, sentence);
        if (!reading->voice)
            return;
        bool ends_unit = sentence->start + sentence->len == script->units[sentence->unit].len;
        if (!pause_for(reading, ends_unit ? UNIT_GAP : SENTENCE_GAP))
            return;
        reading->next++;
    }
    wait_until(reading, 0);
}

static void *run(void *arg)
{
    struct reading *reading = arg;
    void *outlet = reading->outlet_ops->open();
    pthread_mutex_lock(&reading->lock);
    reading->outlet = outlet;
    pthread_mutex_unlock(&reading->lock);
    if (outlet)
        read_all(reading);
    if (reading->voice)
        reading->voice_ops->close(reading->voice);
    pthread_mutex_lock(&reading->lock);
    reading->outlet = NULL; /* nobody hushes it any more */
    pthread_mutex_unlock(&reading->lock);
    if (outlet)
        reading->outlet_ops->close(outlet);
    pthread_mutex_lock(&reading->lock);
    reading->no_sound = !outlet || (!reading->voice && reading->put == 0 && !reading->stop);
    reading->heard = NO_SENTENCE;
    reading->over = true;
    pthread_mutex_unlock(&reading->lock);
    return NULL;
}

/* --- the UI thread --- */

static void reading_free(struct reading *reading)
{
    pthread_cond_destroy(&reading->wish);
    pthread_mutex_destroy(&reading->lock);
    script_fini(&reading->script);
    free(reading->started);
    free(reading);
}

static void hush(struct reading *reading)
{
    pthread_mutex_lock(&reading->lock);
    reading->stop = true;
    if (reading->outlet)
        reading->outlet_ops->hush(reading->outlet);
    pthread_cond_signal(&reading->wish);
    pthread_mutex_unlock(&reading->lock);
}

static void finish(struct aloud *aloud)
{
    struct reading *reading = aloud->reading;
    if (!reading)
        return;
    hush(reading);
    pthread_join(reading->thread, NULL);
    aloud->reading = NULL;
    aloud->heard = NO_SENTENCE;
    reading_free(reading);
}

struct aloud *aloud_new(const struct voice_ops *voice, const struct outlet_ops *outlet, const char *blob_dir)
{
    struct aloud *aloud = xcalloc(1, sizeof(*aloud));
    *aloud = (struct aloud){
        .voice = voice, .outlet = outlet, .blob_dir = xstrdup(blob_dir), .volume = 100, .heard = NO_SENTENCE};
    return aloud;
}

void aloud_free(struct aloud *aloud)
{
    if (!aloud)
        return;
    finish(aloud);
    free(aloud->blob_dir);
    free(aloud);
}

void aloud_set_volume(struct aloud *aloud, int percent)
{
    if (aloud)
        aloud->volume = CLAMP(percent, 0, 100);
}

static void start_thread(struct reading *reading)
{
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&reading->wish, &clock);
    pthread_condattr_destroy(&clock);
    pthread_mutex_init(&reading->lock, NULL);
    reading->started = xcalloc(reading->script.sentence_count + 1, sizeof(*reading->started));
    for (size_t i = 0; i < reading->script.sentence_count; i++)
        reading->started[i] = NO_SENTENCE;
}

void aloud_start(struct aloud *aloud, struct script *script, bool always)
{
    int volume = aloud && always ? MAX(aloud->volume, ALWAYS_VOLUME) : aloud ? aloud->volume : 0;
    if (!volume || !script->sentence_count) {
        script_fini(script);
        return;
    }
    finish(aloud);
    struct reading *reading = xcalloc(1, sizeof(*reading));
    *reading = (struct reading){.voice_ops = aloud->voice,
                                .outlet_ops = aloud->outlet,
                                .blob_dir = aloud->blob_dir,
                                .script = *script,
                                .volume = volume,
                                .heard = NO_SENTENCE};
    *script = (struct script){0};
    start_thread(reading);
    int error = pthread_create(&reading->thread, NULL, run, reading);
    if (error) {
        log_error("aloud: no thread (%s); nothing is read aloud", strerror(error));
        reading_free(reading);
        return;
    }
    aloud->reading = reading;
    aloud->no_sound = false;
}

void aloud_stop(struct aloud *aloud)
{
    if (!aloud)
        return;
    aloud->pressed = aloud_state(aloud) == ALOUD_SPEAKING;
    if (!aloud->reading)
        return;
    aloud->heard = NO_SENTENCE;
    hush(aloud->reading);
}

void aloud_end(struct aloud *aloud)
{
    if (aloud)
        finish(aloud);
}

void aloud_lift(struct aloud *aloud)
{
    if (aloud)
        aloud->pressed = false;
}

void aloud_ask(struct aloud *aloud)
{
    if (aloud)
        aloud->wishes = !aloud->pressed;
}

bool aloud_take_ask(struct aloud *aloud)
{
    bool wishes = aloud && aloud->wishes;
    if (aloud)
        aloud->wishes = false;
    return wishes;
}

bool aloud_tick(struct aloud *aloud)
{
    if (!aloud || !aloud->reading)
        return false;
    struct reading *reading = aloud->reading;
    pthread_mutex_lock(&reading->lock);
    bool over = reading->over, no_sound = reading->no_sound;
    size_t heard = reading->stop ? NO_SENTENCE : reading->heard;
    pthread_mutex_unlock(&reading->lock);
    bool changed = heard != aloud->heard || over;
    aloud->heard = heard;
    if (over) {
        finish(aloud);
        aloud->no_sound = no_sound;
    }
    return changed;
}

bool aloud_is_busy(const struct aloud *aloud)
{
    return aloud && aloud->reading;
}

enum aloud_state aloud_state(const struct aloud *aloud)
{
    if (!aloud)
        return ALOUD_NO_SOUND;
    if (aloud->reading) {
        pthread_mutex_lock(&aloud->reading->lock);
        bool speaks = !aloud->reading->stop;
        pthread_mutex_unlock(&aloud->reading->lock);
        if (speaks)
            return ALOUD_SPEAKING;
    }
    return aloud->no_sound ? ALOUD_NO_SOUND : aloud->volume ? ALOUD_READY : ALOUD_QUIET;
}

bool aloud_heard(const struct aloud *aloud, const struct script_unit **unit, struct script_sentence *sentence)
{
    if (!aloud || !aloud->reading || aloud->heard == NO_SENTENCE)
        return false;
    const struct script *script = &aloud->reading->script;
    *sentence = script->sentences[aloud->heard];
    *unit = &script->units[sentence->unit];
    return true;
}
