/* What can speak, and what can be heard, behind two small tables, so that tests listen with counters. A voice makes
 * samples, an outlet plays them. Both are opened, used and closed on the reading thread alone; outlet_ops.hush may be
 * called from any thread. */
#ifndef FOYER_KIOSK_SPEECH_VOICE_H
#define FOYER_KIOSK_SPEECH_VOICE_H

#include "kiosk/speech/say.h"

#define VOICE_RATE 22050 /* samples a second, mono, 16 bits */

typedef bool voice_sink(void *arg, int16_t *samples, size_t count); /* false: stop speaking at once */

struct voice_ops {
    void *(*open)(void); /* NULL: reason logged */
    void (*say)(void *voice, const struct say *say, voice_sink *sink, void *arg);
    void (*close)(void *voice);
};
struct outlet_ops {
    void *(*open)(void); /* NULL: no sound on this screen, logged */
    bool (*put)(void *outlet, const int16_t *samples, size_t count);
    size_t (*waiting)(void *outlet); /* samples put and not yet heard */
    void (*hush)(void *outlet);      /* any thread: nothing more is heard, whatever is put */
    /* A recording as samples of VOICE_RATE; yours to free. false: logged, the words are spoken instead. */
    bool (*load)(const char *path, int16_t **samples, size_t *count);
    void (*close)(void *outlet);
};

#endif
