/* A notice on paper: its words as the lobby shows them, black on white, in the largest type with which they stand on
 * one page, and never in smaller type than an official letter has: then on as many pages as it takes. Below them who
 * says it, and room for the seal. Once in a process, on its one thread. */
#ifndef FOYER_PAPER_SHEET_H
#define FOYER_PAPER_SHEET_H

#include "common/base.h"

struct sheet {
    const char *share, *cache, *out;
    const char *item;    /* the notice */
    const char *version; /* of it, for the foot of each page */
    const char *hash;    /* of the published text, for the foot of each page */
    bool a3;
};
/* Prints "turns N". false: logged. */
MUST_USE bool sheet_write(const struct sheet *sheet);

#endif
