/* `foyer-central serve`: opens everything, runs the loop until SIGTERM or SIGINT, lets the waiting terminals go,
 * closes. */
#ifndef FOYER_CENTRAL_SERVE_H
#define FOYER_CENTRAL_SERVE_H

#include "common/base.h"

#define SERVE_LISTEN_MAX 8

/* listen: one or more of ADDR:PORT and unix:PATH, separated by commas or blanks. Returns the exit code. */
int serve(const char *data_dir, const char *listen, int64_t connections_max);

#endif
