#include "kiosk/bidi.h"

#include <stdlib.h>
#include <unicode/ubidi.h>

#include "kiosk/pieces.h"

/* By lead bytes; a few left-to-right characters share them, which costs time and nothing else. */
bool bidi_needed(const char *s, size_t len)
{
    const unsigned char *p = (const unsigned char *)s;
    for (size_t i = 0; i < len; i++) {
        if (p[i] < 0xD6)
            continue;
        unsigned char next = i + 1 < len ? p[i + 1] : 0;
        if (p[i] <= 0xDF || (p[i] == 0xE0 && next < 0xA4) || (p[i] == 0xEF && next >= 0xAC && next < 0xBC) ||
            (p[i] == 0xF0 && (next == 0x90 || next == 0x9E)))
            return true;
    }
    return false;
}

bool bidi_is_rtl(const char *s, size_t len)
{
    if (!bidi_needed(s, len))
        return false;
    for (size_t at = 0; at < len;) {
        uint32_t code = piece_decode(s, len, &at);
        UCharDirection direction = piece_is_bidi_control(code) ? U_OTHER_NEUTRAL : u_charDirection((UChar32)code);
        if (direction == U_LEFT_TO_RIGHT)
            return false;
        if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
            return true;
    }
    return false;
}

uint32_t bidi_mirror(uint32_t code)
{
    return (uint32_t)u_charMirror((UChar32)code);
}

struct wide {      /* the line in ICU's units, and where each comes from */
    UChar *units;  /* owned */
    size_t *bytes; /* owned; one more than units */
    int32_t count;
};

static struct wide widen(const char *s, size_t len)
{
    struct wide wide = {xcalloc(len + 1, sizeof(UChar)), xcalloc(len + 1, sizeof(size_t)), 0};
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t code = piece_decode(s, len, &at);
        if (piece_is_bidi_control(code))
            continue;
        int32_t first = wide.count;
        U16_APPEND_UNSAFE(wide.units, wide.count, (UChar32)code);
        for (int32_t i = first; i < wide.count; i++)
            wide.bytes[i] = from;
    }
    wide.bytes[wide.count] = len;
    return wide;
}

/* A digit after an Arabic letter would become an Arabic number, whose parts change places around a dash: 2026-11-25
 * would read 25-11-2026, a telephone number the same, and otherwise at the start of a line than inside it. A board's
 * dates and numbers are to be read and dialled as they are written, so Arabic letters count as other right-to-left
 * letters. */
static UCharDirection class_of(const void *context UNUSED, UChar32 code)
{
    UCharDirection direction = u_charDirection(code);
    return direction == U_RIGHT_TO_LEFT_ARABIC ? U_RIGHT_TO_LEFT : direction;
}

static size_t read_runs(UBiDi *bidi, const struct wide *wide, struct bidi_run *runs, size_t max)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t count = ubidi_countRuns(bidi, &status);
    if (U_FAILURE(status) || count < 1 || (size_t)count > max)
        return 0;
    for (int32_t i = 0; i < count; i++) {
        int32_t start, len;
        bool rtl = ubidi_getVisualRun(bidi, i, &start, &len) == UBIDI_RTL;
        runs[i] = (struct bidi_run){wide->bytes[start], wide->bytes[start + len] - wide->bytes[start], rtl};
    }
    return (size_t)count;
}

size_t bidi_runs(const char *s, size_t len, bool rtl, struct bidi_run *runs, size_t max)
{
    if (len == 0 || max == 0)
        return 0;
    runs[0] = (struct bidi_run){0, len, rtl};
    if (!rtl && !bidi_needed(s, len))
        return 1;
    struct wide wide = widen(s, len);
    UErrorCode status = U_ZERO_ERROR;
    UBiDi *bidi = ubidi_openSized(wide.count, 0, &status);
    ubidi_setClassCallback(bidi, class_of, NULL, NULL, NULL, &status);
    ubidi_setPara(bidi, wide.units, wide.count, rtl ? 1 : 0, NULL, &status);
    size_t count = U_SUCCESS(status) && wide.count ? read_runs(bidi, &wide, runs, max) : 0;
    ubidi_close(bidi);
    free(wide.units);
    free(wide.bytes);
    return MAX(count, (size_t)1);
}
