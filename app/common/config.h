/* A program's options: a commented INI file (libinih) and the same names as flags (--central-url=… or --central-url …);
 * flags win. A table says every name once, with its default, its check and its help line; --help and --version come
 * from it. */
#ifndef FOYER_COMMON_CONFIG_H
#define FOYER_COMMON_CONFIG_H

#include "common/base.h"

enum config_type { CONFIG_STR, CONFIG_INT, CONFIG_FLAG };
struct config_option {
    const char *name; /* "central-url"; in the file: central-url = … in any section */
    enum config_type type;
    void *target;         /* char ** (owned, freed by config_fini), int64_t *, bool * */
    const char *fallback; /* text, or NULL: stays NULL / 0 / false */
    int64_t min, max;     /* CONFIG_INT; both 0: any */
    const char *help;     /* one line */
};

enum config_result { CONFIG_RUN, CONFIG_EXIT_OK /* --help, --version printed */, CONFIG_EXIT_BAD /* reason printed */ };

/* `usage` begins with the program's name. --config FILE is understood everywhere. Words that are no flags go to rest
 * (borrowed from argv, NULL ends). */
enum config_result config_load(const struct config_option *options, size_t count, const char *usage, int argc,
                               char **argv, const char **rest, size_t rest_max);
void config_fini(const struct config_option *options, size_t count);

#endif
