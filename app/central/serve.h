/* `foyer-central serve`: opens everything, runs the loop until SIGTERM or SIGINT, lets the waiting terminals go,
 * closes. The calling thread is the loop's. */
#ifndef FOYER_CENTRAL_SERVE_H
#define FOYER_CENTRAL_SERVE_H

#include "common/base.h"

#define SERVE_LISTEN_MAX 8

struct serve_options {
    const char *data_dir;
    const char *listen; /* one or more of ADDR:PORT, tls:ADDR:PORT and unix:PATH, separated by commas or blanks */
    const char *certificate, *certificate_key; /* PEM; both NULL: those that init made */
    const char *erased_list;                   /* cases/forgotten.h: on another disk; NULL: none */
    int64_t connections_max;
};
/* Returns the exit code. SIGHUP reads the certificate again. */
int serve(const struct serve_options *options);

#endif
