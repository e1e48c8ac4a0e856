/* How much likelier a word is because of the words before it: runs of two and three words of everyday Chinese, as
 * assets/typing/neighbours writes them. Hides the table. Pure once it is open; any thread. A few of ten thousand
 * questions are answered for another run, because the table holds marks of the runs and not the words. */
#ifndef FOYER_KIOSK_TYPING_NEIGHBOURS_H
#define FOYER_KIOSK_TYPING_NEIGHBOURS_H

#include "common/base.h"

#define NEIGHBOURS_BYTES_MAX (64u << 20)
#define NEIGHBOURS_LETTERS   6 /* of one word, and of what stands before it, that are looked at */

/* A table that somebody else holds in memory. */
struct neighbours {
    const uint16_t *marks; /* 0: an empty slot */
    const uint8_t *values;
    uint32_t slots;
};
/* false: these bytes are no such table. They are read as long as `out` is used; `data` is aligned for uint32_t. */
MUST_USE bool neighbours_read(struct neighbours *out, const void *data, size_t size);

/* Maps the file for reading: clean memory that the kernel may drop. NULL: missing or broken, logged. */
MUST_USE struct neighbours *neighbours_open(const char *path);
void neighbours_close(struct neighbours *table); /* NULL is fine */

/* What stands before a word, as the table knows it: asked for once and for every word that may follow. */
struct neighbours_context {
    uint64_t runs[NEIGHBOURS_LETTERS];
    int count;
};
/* `text`: in front of the word, without its own cuts between words; "" begins a sentence. */
struct neighbours_context neighbours_before(const struct neighbours *table, const char *text);
/* The natural logarithm of p(word after before) / p(word), by the run that speaks for it most; 0: none does. */
double neighbours_gain(const struct neighbours *table, const struct neighbours_context *before, const char *word);

#endif
