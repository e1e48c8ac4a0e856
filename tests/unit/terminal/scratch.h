/* A temporary directory for one test, removed with all that is in it. */
#ifndef FOYER_TESTS_SCRATCH_H
#define FOYER_TESTS_SCRATCH_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline int scratch_unlink(const char *path, const struct stat *st, int flag, struct FTW *walk)
{
    (void)st, (void)flag, (void)walk;
    return remove(path);
}

static inline void scratch_make(char path[32])
{
    snprintf(path, 32, "/tmp/foyer-test-XXXXXX");
    if (!mkdtemp(path)) {
        abort();
    }
}

static inline void scratch_remove(const char *path)
{
    nftw(path, scratch_unlink, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
