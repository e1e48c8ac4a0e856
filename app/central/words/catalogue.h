/* The languages that are part of the program; made by the build from assets/languages/central. Private to words.c.
 * Never changed; any thread. */
#ifndef FOYER_CENTRAL_WORDS_CATALOGUE_H
#define FOYER_CENTRAL_WORDS_CATALOGUE_H

#include <stddef.h>

struct words_catalogue {
    const char *name; /* "zh_CN" */
    const char *mo;   /* the file, in this machine's byte order */
};
extern const struct words_catalogue words_catalogues[];
extern const size_t words_catalogue_count;

#endif
