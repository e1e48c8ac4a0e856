/* Reads Unicode's break tests: one string a line, as hexadecimal code points with ÷ where it may break and × where not.
 */
#ifndef FOYER_TESTS_KIOSK_UNICODE_FILE_H
#define FOYER_TESTS_KIOSK_UNICODE_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"

#define UNICODE_DIR  "/usr/share/unicode/auxiliary/"
#define BREAKS_CODES 64

struct break_case {
    char s[BREAKS_CODES * 4 + 1];
    size_t len, count;
    uint32_t codes[BREAKS_CODES];
    size_t end[BREAKS_CODES];     /* byte behind each code point */
    bool may_break[BREAKS_CODES]; /* behind each code point */
};

static inline bool break_case_parse(char *line, struct break_case *found)
{
    memset(found, 0, sizeof(*found));
    line[strcspn(line, "#\n")] = '\0';
    char *rest = NULL;
    for (char *word = strtok_r(line, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
        bool breaks = strcmp(word, "÷") == 0;
        if (breaks || strcmp(word, "×") == 0) {
            if (found->count)
                found->may_break[found->count - 1] = breaks;
            continue;
        }
        uint32_t code = (uint32_t)strtoul(word, NULL, 16);
        found->codes[found->count] = code;
        found->len += utf8_put(found->s + found->len, code);
        found->end[found->count++] = found->len;
    }
    return found->count > 0;
}

#endif
