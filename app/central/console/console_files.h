/* The console's files as the build made them (app/console/build.mjs): each gzipped, in the program itself. Never
 * changed; any thread. */
#ifndef FOYER_CENTRAL_CONSOLE_FILES_H
#define FOYER_CENTRAL_CONSOLE_FILES_H

#include <stddef.h>

struct console_file {
    const char *name, *type;
    const char *etag; /* in quotes, of what the gzip holds */
    const char *begin, *end;
};
extern const struct console_file console_files[]; /* sorted by name */
extern const size_t console_file_count;           /* 0: this build has no console */

#endif
