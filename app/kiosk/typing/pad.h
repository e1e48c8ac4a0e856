/* The pad to write on: ink follows the finger, the characters that it may be stand beside it. UI thread. */
#ifndef FOYER_KIOSK_TYPING_PAD_H
#define FOYER_KIOSK_TYPING_PAD_H

#include "kiosk/page.h"
#include "kiosk/typing/handwriting.h"

#define PAD_SETTLE_MS 350 /* sooner after a change a finger aimed at what stood there before */

struct pad_list {
    int count;
    char words[HANDWRITING_CANDIDATES][HANDWRITING_WORD_MAX];
};
struct pad {
    struct ink ink; /* px from the pad's corner */
    bool is_drawing;
    struct pad_list shown, before; /* characters beside the pad, and those that they took the place of */
    int64_t changed_ms;            /* monotonic */
    bool is_asked;                 /* the ink has changed since `shown` came */
};
/* The character that was tapped, or NULL; valid until the next call. The ink is the caller's to wipe then. No character
 * moves under a finger that is down. Ids: "word/0" … "word/9"; the pad itself is no target, its finger comes by
 * ui_catch as "pad". */
const char *pad_build(struct pad *pad, const struct page_env *env, struct ui *ui, struct rect rect,
                      struct handwriting *handwriting);
void pad_undo(struct pad *pad, struct handwriting *handwriting, int64_t mono_ms); /* the last stroke */
void pad_clear(struct pad *pad, struct handwriting *handwriting);

#endif
