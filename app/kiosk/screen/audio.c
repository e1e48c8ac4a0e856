#include "kiosk/screen/audio.h"

#include <SDL.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common/log.h"

#define BUFFER_SAMPLES 512 /* 23 ms: what is still heard after a touch */

struct audio {
    SDL_AudioDeviceID device;
};

static void *open_audio(void)
{
    SDL_AudioSpec want = {.freq = VOICE_RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = BUFFER_SAMPLES};
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        log_warn("audio: no sound on this screen: %s; nothing is read aloud", SDL_GetError());
        return NULL;
    }
    SDL_AudioDeviceID device = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
    if (!device) {
        log_warn("audio: no sound on this screen: %s; nothing is read aloud", SDL_GetError());
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return NULL;
    }
    struct audio *audio = xcalloc(1, sizeof(*audio));
    audio->device = device;
    SDL_PauseAudioDevice(device, 0);
    return audio;
}

static bool put(void *arg, const int16_t *samples, size_t count)
{
    const struct audio *audio = arg;
    if (SDL_GetAudioDeviceStatus(audio->device) == SDL_AUDIO_STOPPED) {
        log_warn("audio: the sound device has gone; reading ends");
        return false;
    }
    return SDL_QueueAudio(audio->device, samples, (Uint32)(count * sizeof(*samples))) == 0;
}

static size_t waiting(void *arg)
{
    const struct audio *audio = arg;
    return SDL_GetQueuedAudioSize(audio->device) / sizeof(int16_t);
}

static void hush(void *arg)
{
    const struct audio *audio = arg;
    SDL_PauseAudioDevice(audio->device, 1);
    SDL_ClearQueuedAudio(audio->device);
}

static void close_audio(void *arg)
{
    struct audio *audio = arg;
    SDL_CloseAudioDevice(audio->device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    free(audio);
}

static bool is_loadable(const char *path)
{
    struct stat stat_of;
    if (stat(path, &stat_of) != 0 || stat_of.st_size > AUDIO_FILE_MAX) {
        log_warn("audio: recording %s is missing or larger than %d MiB; its words are spoken", path,
                 AUDIO_FILE_MAX >> 20);
        return false;
    }
    return true;
}

/* Takes `bytes` of SDL, hands over samples of ours. */
static bool convert(const SDL_AudioSpec *from, Uint8 *bytes, Uint32 len, int16_t **samples, size_t *count)
{
    SDL_AudioCVT cvt;
    int64_t frame = SDL_AUDIO_BITSIZE(from->format) / 8 * from->channels;
    if (frame <= 0 || from->freq <= 0 || len / frame / from->freq > AUDIO_SECONDS_MAX ||
        SDL_BuildAudioCVT(&cvt, from->format, from->channels, from->freq, AUDIO_S16SYS, 1, VOICE_RATE) < 0)
        return false;
    if ((int64_t)len * cvt.len_mult > INT32_MAX)
        return false;
    cvt.len = (int)len;
    cvt.buf = xcalloc(1, (size_t)len * (size_t)cvt.len_mult + 1);
    memcpy(cvt.buf, bytes, len);
    cvt.len_cvt = cvt.len;
    if (cvt.needed && SDL_ConvertAudio(&cvt) != 0) {
        free(cvt.buf);
        return false;
    }
    *samples = (int16_t *)(void *)cvt.buf;
    *count = (size_t)cvt.len_cvt / sizeof(int16_t);
    return true;
}

static bool load(const char *path, int16_t **samples, size_t *count)
{
    SDL_AudioSpec spec;
    Uint8 *bytes;
    Uint32 len;
    if (!is_loadable(path))
        return false;
    SDL_RWops *file = SDL_RWFromFile(path, "rb");
    if (!file || !SDL_LoadWAV_RW(file, 1, &spec, &bytes, &len)) {
        log_warn("audio: recording %s: %s; its words are spoken", path, SDL_GetError());
        return false;
    }
    bool good = convert(&spec, bytes, len, samples, count);
    SDL_FreeWAV(bytes);
    if (!good)
        log_warn("audio: recording %s cannot be played here; its words are spoken", path);
    return good;
}

const struct outlet_ops audio_outlet = {open_audio, put, waiting, hush, load, close_audio};
