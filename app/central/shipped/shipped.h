/* Files of assets/rules, assets/start and assets/templates, which are part of the program: data that an office may
 * read, in the form in which it stands in the source. Pure; any thread. */
#ifndef FOYER_CENTRAL_SHIPPED_H
#define FOYER_CENTRAL_SHIPPED_H

#include <jansson.h>

#include "common/base.h"

struct shipped_file {
    const char *folder, *name; /* "rules", "beijing" */
    const char *begin, *end;
};
extern const struct shipped_file shipped_files[]; /* made by the build, by folder and name */
extern const size_t shipped_file_count;

/* Decoded; NULL: there is none of that name. Yours. */
MUST_USE json_t *shipped_json(const char *folder, const char *name);

#endif
