/* What became of something that a resident wanted to send, in the same words on every page: where it is now, and why it
 * could not be kept. UI thread. */
#ifndef FOYER_KIOSK_PAGES_DESK_WORDS_H
#define FOYER_KIOSK_PAGES_DESK_WORDS_H

#include "kiosk/desk.h"
#include "kiosk/pages/part.h"

#define DESK_HOPE_MS 20000 /* after that without an answer nothing is said to be on its way */

/* Yours. has_words: something was written, and is still there. */
MUST_USE char *desk_failure_words(const struct model *model, enum desk_sent failure, bool has_words);

struct desk_where {
    const char *entry_id;
    const char *what;   /* stands before it; "" nothing */
    bool is_fresh;      /* sent within DESK_HOPE_MS */
    bool may_be_urgent; /* says whom to call if it is */
};
/* A card that changes by itself when the office has it. */
void desk_where_card(struct flow *flow, const struct page_env *env, const struct desk_where *where);

#endif
