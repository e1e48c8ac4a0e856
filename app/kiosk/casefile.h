/* An opened answer to a case: the document that lies sealed in a `case` item (common/casecode.h), under the key that
 * the receipt code gives. Wrong key or damaged bytes: NULL, and nobody can tell which. UI thread. */
#ifndef FOYER_KIOSK_CASEFILE_H
#define FOYER_KIOSK_CASEFILE_H

#include "common/casecode.h"
#include "common/json.h"

#define CASEFILE_STEPS_MAX     64 /* the newest are kept */
#define CASEFILE_STANDARDS_MAX 8

struct casefile_step {
    const char *state; /* "received" …; never NULL */
    int64_t at_s;      /* 0 unknown */
    const char *role;  /* role id, or "" */
    const char *text;  /* for the resident, or "" */
};
struct casefile {
    json_t *doc;        /* owned; the strings below belong to it */
    const char *number; /* public: "2026-1095", or "" */
    const char *state;
    const char *outcome;            /* "no_word": closed without the resident's agreement; or "" */
    const char *category, *subitem; /* ids, or "" */
    int64_t promised_s;             /* 0 none */
    const char *standards[CASEFILE_STANDARDS_MAX];
    size_t standard_count;
    struct casefile_step steps[CASEFILE_STEPS_MAX]; /* oldest first */
    size_t step_count;
};
MUST_USE struct casefile *casefile_open(const void *sealed, size_t len, const struct casecode_keys *keys);
void casefile_free(struct casefile *casefile); /* NULL is fine */
/* The newest step that carries words for the resident, or NULL. */
const struct casefile_step *casefile_answer(const struct casefile *casefile);

#endif
