/* The recogniser behind handwriting.c: a shape in, characters with a score out. Hides the library (ink_reader_zinnia.c,
 * or ink_reader_none.c in a build without it). One thread at a time. */
#ifndef FOYER_KIOSK_TYPING_INK_READER_H
#define FOYER_KIOSK_TYPING_INK_READER_H

#include "kiosk/typing/ink_shape.h"

struct ink_reading {
    int count; /* best first */
    struct {
        char word[HANDWRITING_WORD_MAX];
        float score;
    } list[HANDWRITING_CANDIDATES];
};

struct ink_reader;
bool ink_reader_is_built(void);
/* NULL `model`: the one that Debian's package installs. NULL: it cannot be opened; logged. */
MUST_USE struct ink_reader *ink_reader_open(const char *model);
void ink_reader_close(struct ink_reader *reader); /* NULL is fine */
void ink_reader_read(struct ink_reader *reader, const struct ink *shape, struct ink_reading *out);

#endif
