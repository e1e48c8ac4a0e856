/* Reads a character drawn with a finger: ten candidates, best first. The recogniser is an aid, not the only way in. Its
 * base result comes first; a second one, which also tries joined strokes and strokes in another order, replaces it when
 * the finger has rested for HANDWRITING_REST_MS. Both are computed on the worker's thread. UI thread otherwise. */
#ifndef FOYER_KIOSK_TYPING_HANDWRITING_H
#define FOYER_KIOSK_TYPING_HANDWRITING_H

#include "kiosk/worker.h"

#define HANDWRITING_STROKES_MAX 40
#define HANDWRITING_POINTS_MAX  2000 /* of all strokes; further ones are left out */
#define HANDWRITING_CANDIDATES  10
#define HANDWRITING_REST_MS     300
#define HANDWRITING_WORD_MAX    8 /* bytes of one candidate with the NUL */

/* What was drawn, in any unit: only its shape counts. Plain data in one block, so that one wipe reaches all of it. */
struct ink {
    int stroke_count, point_count;
    int ends[HANDWRITING_STROKES_MAX]; /* index behind the last point of each stroke */
    struct ink_point {
        float x, y;
    } points[HANDWRITING_POINTS_MAX];
};
void ink_begin(struct ink *ink); /* a new stroke; nothing when there are too many */
void ink_add(struct ink *ink, float x, float y);
bool ink_undo(struct ink *ink); /* takes the last stroke back; false: there is none */
void ink_wipe(struct ink *ink);

struct handwriting;
/* `model` is the recogniser's file; NULL: the one that Debian's package installs. It is opened at the first use, on the
 * worker. `worker` is borrowed, stop it before closing. NULL when built without a recogniser. */
MUST_USE struct handwriting *handwriting_open(const char *model, struct worker *worker);
void handwriting_close(struct handwriting *handwriting);           /* NULL is fine, here and below */
bool handwriting_is_usable(const struct handwriting *handwriting); /* false once the model could not be opened */

/* The ink has changed (a stroke ended, was taken back): the base result is asked for, older questions are dropped. */
void handwriting_ask(struct handwriting *handwriting, const struct ink *ink, int64_t mono_ms);
/* Each turn: asks for the second result when the finger has rested. Returns when to call again, or INT64_MAX. */
int64_t handwriting_turn(struct handwriting *handwriting, int64_t mono_ms);
/* Candidates for the ink of the last handwriting_ask; count 0: none yet. Valid until the next turn. */
struct handwriting_view {
    int count;
    const char *const *candidates;
    bool is_final; /* the second result, or none will come */
};
struct handwriting_view handwriting_look(const struct handwriting *handwriting);
void handwriting_forget(struct handwriting *handwriting); /* drops and wipes questions and results */

/* The recognition itself, here and now: what the worker runs; for tests and the bench. Returns the count. `thorough`
 * also tries other orders and joined strokes. */
MUST_USE int handwriting_read(struct handwriting *handwriting, const struct ink *ink, bool thorough,
                              char out[static HANDWRITING_CANDIDATES][HANDWRITING_WORD_MAX]);

#endif
