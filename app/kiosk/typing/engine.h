/* Turns keys into Chinese words: pinyin on 26 keys, pinyin on nine keys, strokes. Hides the input-method library, which
 * is GPL in Debian and therefore a library of its own (engine_rime.c): a build without it has engine_open return NULL,
 * and the keyboard then offers letters, digits and handwriting alone. Reads its data from `share/typing`, writes no
 * file, learns nothing. One engine per program, one session per visit: engine_forget ends it, and nothing that was
 * typed stays in memory that we own. UI thread; every call here stays under 2 ms at p99 as scripts/bench input measures
 * it. */
#ifndef FOYER_KIOSK_TYPING_ENGINE_H
#define FOYER_KIOSK_TYPING_ENGINE_H

#include "common/base.h"

#define ENGINE_KEYS_MAX       40  /* letters of one composition: the cost of a key grows with them */
#define ENGINE_CANDIDATES_MAX 100 /* offered for one composition */
#define ENGINE_WORD_MAX       128 /* bytes of one candidate, and of the preedit, with the NUL */

enum engine_scheme { ENGINE_PINYIN, ENGINE_NINE, ENGINE_STROKES };
/* How people speak: each is a way of spelling that is accepted beside the standard one. */
struct engine_accent {
    bool zh_z;   /* zh ch sh like z c s */
    bool n_l;    /* n like l at the beginning */
    bool ing_in; /* ing eng ang like in en an */
};

struct engine;
/* `dir` holds what the build put into share/typing. NULL: built without an engine, or the data are missing (logged). */
MUST_USE struct engine *engine_open(const char *dir);
void engine_close(struct engine *engine); /* NULL is fine, here and below: no candidates, nothing is taken */

/* Begins an empty composition in this scheme. false: this scheme has no data (logged once). */
MUST_USE bool engine_use(struct engine *engine, enum engine_scheme scheme, struct engine_accent accent);

/* A key of the scheme: 'a'..'z' and '\'' for pinyin, '2'..'9' for nine keys, 'h' 's' 'p' 'n' 'z' for 一丨丿丶乙. false:
 * not taken (no key of the scheme, or ENGINE_KEYS_MAX are there). */
MUST_USE bool engine_key(struct engine *engine, char key);
bool engine_backspace(struct engine *engine); /* false: the composition was empty, the caller deletes from the text */
/* Takes candidate `index`. The rest of the keys goes on composing; when none is left the words are in
 * engine_committed. */
MUST_USE bool engine_pick(struct engine *engine, int index);
void engine_clear(struct engine *engine); /* drops the composition */

/* What stands now; valid until the next call that changes it. */
struct engine_view {
    const char *preedit; /* "wo yao tou su", with the words that were already picked in front; "" nothing composed */
    int count;           /* of candidates */
    const char *const *candidates;
};
struct engine_view engine_look(struct engine *engine);
/* Words that are finished since the last call, to be inserted into the text; "" none. Valid until the next call. */
const char *engine_committed(struct engine *engine);

/* The visit is over: the session is destroyed and a fresh one begun, every buffer of ours is zeroed. */
void engine_forget(struct engine *engine);

#endif
