/* What turns fingers into words, one for the program: the input method, the reader of handwriting and the list of next
 * words. Opened when the first keyboard of the program's life is drawn, so that neither the first picture nor a lobby
 * in which nobody types pays for them. Remembers within a visit which layout was used last; nothing else. UI thread. */
#ifndef FOYER_KIOSK_TYPING_TYPING_H
#define FOYER_KIOSK_TYPING_TYPING_H

#include "kiosk/typing/engine.h"
#include "kiosk/typing/handwriting.h"
#include "kiosk/typing/suggest.h"

struct typing;
/* `share_dir` holds `typing/`; `worker` is borrowed: stop it before typing_free. */
MUST_USE struct typing *typing_new(const char *share_dir, struct worker *worker);
void typing_free(struct typing *typing); /* NULL is fine, here and below: nothing is offered */

/* Each may be NULL: this build or this release has none. The first call opens all of them. */
struct engine *typing_engine(struct typing *typing);
struct handwriting *typing_handwriting(struct typing *typing);
const struct suggest *typing_suggest(struct typing *typing);

/* The layout used last in this visit, a number of the keyboard's; -1: none yet. */
int typing_layout(const struct typing *typing);
void typing_use_layout(struct typing *typing, int layout);

/* The visit is over: nothing that was composed, drawn or chosen is left. */
void typing_forget(struct typing *typing);

#endif
