/* A temporary directory for one test, removed with all that is in it. */
#ifndef FOYER_TESTS_SCRATCH_H
#define FOYER_TESTS_SCRATCH_H

#include <ftw.h>
#include <sqlite3.h>
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

/* SQL behind the programs' backs, as damage does it. */
static inline int scratch_sql(const char *dir, const char *file, const char *sql)
{
    char path[128];
    sqlite3 *db = NULL;
    snprintf(path, sizeof path, "%s/%s", dir, file);
    int result = sqlite3_open(path, &db) == SQLITE_OK ? sqlite3_exec(db, sql, NULL, NULL, NULL) : SQLITE_ERROR;
    sqlite3_close(db);
    return result;
}

#endif
