#include "kiosk/typing/word.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

void word_at(const char *s, size_t len, size_t at, size_t *from, size_t *to)
{
    UErrorCode status = U_ZERO_ERROR;
    *from = *to = at = MIN(at, len);
    UText *source = utext_openUTF8(NULL, s, (int64_t)len, &status);
    UBreakIterator *words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
    ubrk_setUText(words, source, &status);
    if (U_SUCCESS(status) && len) {
        int32_t inside = (int32_t)MIN(at, len - 1);
        int32_t end = ubrk_following(words, inside), start = ubrk_previous(words);
        *from = (size_t)MAX(start, 0);
        *to = end == UBRK_DONE ? len : (size_t)end;
    }
    ubrk_close(words);
    utext_close(source);
}
