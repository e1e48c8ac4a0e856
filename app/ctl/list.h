/* A list that central answered with, as an aligned table on stdout. */
#ifndef FOYER_CTL_LIST_H
#define FOYER_CTL_LIST_H

#include <jansson.h>
#include "common/base.h"

enum list_type {
    LIST_TEXT,
    LIST_INT,
    LIST_TIME /* unix s, shown to the minute */,
    LIST_FLAG /* "yes" for true, and for a moment when it became so; or nothing */
};
struct list_column {
    const char *head, *member;
    enum list_type type;
};
/* The rows stand under `key`, or the answer itself is the list. Times are the community's where the answer says its
 * zone
 * (`zone_s`), else UTC. */
void list_print(const json_t *answer, const char *key, const struct list_column *columns, size_t count);
/* "2026-11-23 09:00" in the zone that `answer` says, else "2026-11-23T01:00Z"; "" for 0. */
void list_time(char out[static 32], int64_t unix_s, const json_t *answer);

#endif
