/* The pad to write on: ink follows the finger, the characters that it may be stand beside it. UI thread. */
#ifndef FOYER_KIOSK_TYPING_PAD_H
#define FOYER_KIOSK_TYPING_PAD_H

#include "kiosk/page.h"
#include "kiosk/typing/handwriting.h"

struct pad {
    struct ink ink; /* px from the pad's corner */
    bool is_drawing;
};
/* The index of the character that was tapped, or -1; the ink is the caller's to wipe then. Ids: "word/0" … "word/9";
 * the pad itself is no target, its finger comes by ui_catch as "pad". */
int pad_build(struct pad *pad, const struct page_env *env, struct ui *ui, struct rect rect,
              struct handwriting *handwriting);
void pad_undo(struct pad *pad, struct handwriting *handwriting, int64_t mono_ms); /* the last stroke */
void pad_clear(struct pad *pad, struct handwriting *handwriting);

#endif
