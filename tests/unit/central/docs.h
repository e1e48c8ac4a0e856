/* The sample's documents, and ways to break them. For tests of validation. */
#ifndef FOYER_TEST_CENTRAL_DOCS_H
#define FOYER_TEST_CENTRAL_DOCS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "common/buf.h"

static inline json_t *docs_load(const char *name)
{
    json_error_t error;
    CLEANUP(free_ptr) char *path = xasprintf("%s/assets/sample/%s", FOYER_SOURCE_DIR, name);
    json_t *doc = json_load_file(path, 0, &error);
    if (!doc)
        fail_msg("%s: %s", path, error.text);
    return doc;
}

/* "fee_items[3].guide_price.max_fen": the parent, with the last key or index in `key`. */
static inline json_t *docs_parent(json_t *doc, const char *path, char key[static 64])
{
    json_t *at = doc, *parent = NULL;
    for (const char *p = path; *p;) {
        parent = at;
        size_t len = *p == '[' ? strcspn(p, "]") + 1 : strcspn(p, ".[");
        snprintf(key, 64, "%.*s", (int)len, p);
        at = *p == '[' ? json_array_get(at, (size_t)strtol(p + 1, NULL, 10)) : json_object_get(at, key);
        p += len;
        p += *p == '.';
        if (!at && *p)
            fail_msg("the document has no %s", path);
    }
    return parent;
}

static inline json_t *docs_at(json_t *doc, const char *path)
{
    char key[64];
    json_t *parent = docs_parent(doc, path, key);
    return key[0] == '[' ? json_array_get(parent, (size_t)strtol(key + 1, NULL, 10)) : json_object_get(parent, key);
}

/* value is taken; NULL deletes. */
static inline void docs_set(json_t *doc, const char *path, json_t *value)
{
    char key[64];
    json_t *parent = docs_parent(doc, path, key);
    if (key[0] == '[')
        json_array_set_new(parent, (size_t)strtol(key + 1, NULL, 10), value);
    else if (value)
        json_object_set_new(parent, key, value);
    else
        json_object_del(parent, key);
}

static inline void docs_expect(char *why, const char *expected)
{
    if (!expected && why)
        fail_msg("refused: %s", why);
    if (expected && !why)
        fail_msg("accepted, though \"%s\" was expected", expected);
    if (expected && strcmp(why, expected) != 0)
        fail_msg("\"%s\" instead of \"%s\"", why, expected);
    free(why);
}

static inline void docs_expect_part(char *why, const char *part)
{
    if (!why)
        fail_msg("accepted, though \"%s\" was expected", part);
    if (!strstr(why, part))
        fail_msg("\"%s\" does not say \"%s\"", why, part);
    free(why);
}

#endif
