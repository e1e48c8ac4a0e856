/* Whatever is written, what is spoken is valid UTF-8 without a digit, and bounded. */
#include "fuzz.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/speech/normal.h"
#include "kiosk/speech/say.h"
#include "kiosk/speech/script.h"

#define GROWTH_MAX 64 /* bytes spoken for a byte written */

static void check_sentences(const char *text, size_t len)
{
    for (size_t at = 0, step; at < len; at += step) {
        step = script_sentence_len(text + at, len - at);
        ASSERT(step > 0 && step <= len - at);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(free_ptr) char *text = fuzz_text(data, size);
    size_t len = strlen(text);
    CLEANUP(free_ptr) char *chinese = normal_chinese(text, len);
    CLEANUP(free_ptr) char *english = normal_english(text, len);
    ASSERT(utf8_valid(chinese, strlen(chinese)) && utf8_valid(english, strlen(english)));
    ASSERT(strlen(chinese) <= len * GROWTH_MAX);
    for (const char *s = chinese; *s; s++)
        ASSERT(*s < '0' || *s > '9');
    check_sentences(text, len);
    struct say say;
    say_make(&say, text, len);
    say_fini(&say);
    return 0;
}
