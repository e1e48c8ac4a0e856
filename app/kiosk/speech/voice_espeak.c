#include "kiosk/speech/voice_espeak.h"

#include <espeak-ng/speak_lib.h>
#include <stdlib.h>

#include "common/log.h"

#define CHUNK_MS       50
#define WORDS_A_MINUTE 140 /* slower than usual: heard in a lobby, by old ears */

/* `cmn` reads Han characters itself, wrongly; this one reads pinyin. */
static const char chinese[] = "cmn-latn-pinyin", chinese_identifier[] = "sit/cmn-Latn-pinyin", english[] = "en";

struct espeak {
    int chosen; /* enum say_voice, or -1 */
    voice_sink *sink;
    void *arg;
    bool stopped;
};

static int on_samples(short *samples, int count, espeak_EVENT *events)
{
    struct espeak *espeak = events->user_data;
    if (!samples || count <= 0 || !espeak)
        return 0;
    espeak->stopped = espeak->stopped || !espeak->sink(espeak->arg, samples, (size_t)count);
    return espeak->stopped; /* 1: espeak stops at once */
}

/* Once, at the first reading. Never undone: espeak_Terminate now and then waits for ever for a thread of its own that
 * it had only just started, as a reading of one word showed. */
static bool start_once(void)
{
    static bool is_started; /* of the one reading thread there is at a time */
    if (is_started)
        return true;
    int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, CHUNK_MS, NULL, espeakINITIALIZE_DONT_EXIT);
    if (rate != VOICE_RATE) {
        log_warn("voice: espeak-ng does not start (%d); nothing is read aloud", rate);
        return false;
    }
    espeak_SetSynthCallback(on_samples);
    is_started = true;
    return true;
}

static void *open_espeak(void)
{
    if (!start_once())
        return NULL;
    struct espeak *espeak = xcalloc(1, sizeof(*espeak));
    espeak->chosen = -1;
    return espeak;
}

static bool choose(struct espeak *espeak, enum say_voice voice)
{
    if (espeak->chosen == (int)voice)
        return true;
    if (espeak_SetVoiceByName(voice == SAY_CHINESE ? chinese : english) != EE_OK)
        return false;
    const espeak_VOICE *now = espeak_GetCurrentVoice();
    if (voice == SAY_CHINESE && !(now && str_eq(now->identifier, chinese_identifier)))
        return false;
    espeak_SetParameter(espeakRATE, WORDS_A_MINUTE, 0);
    espeak->chosen = (int)voice;
    return true;
}

static void say(void *arg, const struct say *words, voice_sink *sink, void *sink_arg)
{
    struct espeak *espeak = arg;
    espeak->sink = sink;
    espeak->arg = sink_arg;
    espeak->stopped = false;
    for (size_t i = 0; i < words->count && !espeak->stopped; i++) {
        const struct say_piece *piece = &words->pieces[i];
        if (!choose(espeak, piece->voice)) {
            log_warn("voice: espeak-ng has no voice %s; these words are not read",
                     piece->voice == SAY_CHINESE ? chinese : english);
            continue;
        }
        espeak_Synth(piece->text, strlen(piece->text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, espeak);
    }
}

static void close_espeak(void *arg)
{
    free(arg);
}

const struct voice_ops voice_espeak = {open_espeak, say, close_espeak};
