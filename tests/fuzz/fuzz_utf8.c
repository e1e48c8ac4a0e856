/* Scrubbed text is clean and valid, a second scrub changes nothing, and clean text is never changed. */
#include "fuzz.h"

#include <stdlib.h>

#include "common/utf8.h"

static void try_policy(const char *text, enum utf8_policy policy)
{
    CLEANUP(free_ptr) char *scrubbed = xstrdup(text);
    uint32_t bad = 0;
    bool clean = utf8_clean(text, policy, &bad);
    size_t len = utf8_scrub(scrubbed, policy);
    ASSERT(len == strlen(scrubbed) && utf8_valid(scrubbed, len));
    ASSERT(utf8_clean(scrubbed, policy, NULL));
    ASSERT(clean == str_eq(text, scrubbed) && clean == (bad == 0));
}

static void try_steps(const char *text)
{
    size_t steps = 0;
    char copy[4];
    bool valid = utf8_valid(text, strlen(text));
    for (const char *at = text, *from = at; utf8_next(&at); from = at) {
        const char *again = from;
        steps++;
        if (valid)
            ASSERT(utf8_put(copy, utf8_next(&again)) == (size_t)(at - from) &&
                   !memcmp(copy, from, (size_t)(at - from)));
    }
    ASSERT(!valid || steps == utf8_count(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(free_ptr) char *text = fuzz_text(data, size);
    (void)utf8_valid((const char *)data, size);
    try_policy(text, UTF8_LINE);
    try_policy(text, UTF8_TEXT);
    try_steps(text);
    return 0;
}
