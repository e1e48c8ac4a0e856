/* Reading aloud, as the screen sees it: start a script, learn which sentence is heard, stop at once. Speaking happens
 * on a thread of its own that lives as long as one reading; between readings there is no thread and no sound
 * device. All functions accept NULL (this screen cannot speak) and are for the UI thread. */
#ifndef FOYER_KIOSK_SPEECH_ALOUD_H
#define FOYER_KIOSK_SPEECH_ALOUD_H

#include "kiosk/speech/script.h"
#include "kiosk/speech/voice.h"

struct aloud;
enum aloud_state {
    ALOUD_READY,
    ALOUD_SPEAKING,
    ALOUD_QUIET,   /* at this hour nothing is read */
    ALOUD_NO_SOUND /* the last reading found no sound device */
};

/* `blob_dir` holds recordings by their hash; may be NULL. Both tables live as long as the program. Never NULL. */
MUST_USE struct aloud *aloud_new(const struct voice_ops *voice, const struct outlet_ops *outlet, const char *blob_dir);
void aloud_free(struct aloud *aloud);

void aloud_set_volume(struct aloud *aloud, int percent); /* of this hour; 0: quiet */
/* Takes the script's content. `always`: also at quiet hours (danger), never below half of the volume. */
void aloud_start(struct aloud *aloud, struct script *script, bool always);
/* Silence within the sound device's buffer, some 25 ms. The finger that stopped a reading does not start the next one:
 * until aloud_lift the wish to read is not heard. */
void aloud_stop(struct aloud *aloud);
void aloud_end(struct aloud *aloud); /* the same, and when it returns there is no thread and no sound device */
void aloud_lift(struct aloud *aloud);

/* A page or key wishes to be read; the view starts it after the turn. */
void aloud_ask(struct aloud *aloud);
bool aloud_take_ask(struct aloud *aloud); /* true once for each wish */

bool aloud_tick(struct aloud *aloud);          /* once a turn; true: state or sentence changed, draw again */
bool aloud_is_busy(const struct aloud *aloud); /* a thread runs: tick soon */
enum aloud_state aloud_state(const struct aloud *aloud);
/* The unit and the bytes now heard; false: none (a pause before the first, a recording). The text stays until the next
 * aloud_start, or aloud_tick that says so. */
bool aloud_heard(const struct aloud *aloud, const struct script_unit **unit, struct script_sentence *sentence);

#endif
