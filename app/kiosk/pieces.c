#include "kiosk/pieces.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#define WANTS_TEXT   0xFE0E
#define WANTS_EMOJI  0xFE0F
#define KEYCAP       0x20E3
#define WORD_BREAKER USCRIPT_COMMON

/* Decodes the one at *at and steps; what is no UTF-8, a promise broken, costs a replacement character and never a step
 * past the end. */
uint32_t piece_decode(const char *s, size_t len, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s + *at;
    size_t step = p[0] < 0x80 ? 1 : p[0] < 0xC0 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (step == 0 || step > len - *at) {
        *at += 1;
        return 0xFFFD;
    }
    *at += step;
    switch (step) {
    case 1:
        return p[0];
    case 2:
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    case 3:
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    default:
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
               (p[3] & 0x3F);
    }
}

/* Stands alone and neither joins what follows nor is joined, unless what follows is not plain. Most of our text. */
static bool is_plain(uint32_t code)
{
    return (code >= 0x20 && code < 0x7F) || (code > 0xAE && code < 0x300) || (code >= 0x3400 && code <= 0x9FFF) ||
           (code >= 0x3001 && code <= 0x3029) || (code >= 0x3041 && code <= 0x3096) ||
           (code >= 0x30A0 && code <= 0x30FF) || (code >= 0xFF00 && code <= 0xFF9D);
}

/* --- grapheme clusters: the rules GB3 to GB13 of Unicode's annex 29 --- */

struct cluster {           /* what has been read of one */
    int before;            /* break property of the last code point */
    int flags;             /* regional indicators so far */
    bool pictured, joined; /* a pictograph with nothing but marks behind it; and then a joiner */
};

static bool is_pictograph(uint32_t code)
{
    return u_hasBinaryProperty((UChar32)code, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static void take(struct cluster *cluster, uint32_t code, int property)
{
    cluster->joined = cluster->pictured && property == U_GCB_ZWJ;
    if (is_pictograph(code))
        cluster->pictured = true;
    else if (property != U_GCB_EXTEND && property != U_GCB_ZWJ)
        cluster->pictured = false;
    cluster->flags = property == U_GCB_REGIONAL_INDICATOR ? cluster->flags + 1 : 0;
    cluster->before = property;
}

static bool is_control(int property)
{
    return property == U_GCB_CONTROL || property == U_GCB_CR || property == U_GCB_LF;
}

static bool hangul_joins(int before, int property)
{
    switch (before) {
    case U_GCB_L:
        return property == U_GCB_L || property == U_GCB_V || property == U_GCB_LV || property == U_GCB_LVT;
    case U_GCB_LV:
    case U_GCB_V:
        return property == U_GCB_V || property == U_GCB_T;
    case U_GCB_LVT:
    case U_GCB_T:
        return property == U_GCB_T;
    default:
        return false;
    }
}

static bool joins(const struct cluster *cluster, uint32_t code, int property)
{
    if (cluster->before == U_GCB_CR && property == U_GCB_LF)
        return true;
    if (is_control(cluster->before) || is_control(property))
        return false;
    if (property == U_GCB_EXTEND || property == U_GCB_ZWJ || property == U_GCB_SPACING_MARK ||
        cluster->before == U_GCB_PREPEND || hangul_joins(cluster->before, property))
        return true;
    if (cluster->joined && is_pictograph(code))
        return true;
    return property == U_GCB_REGIONAL_INDICATOR && cluster->flags % 2 == 1;
}

static int break_property(uint32_t code)
{
    return u_getIntPropertyValue((UChar32)code, UCHAR_GRAPHEME_CLUSTER_BREAK);
}

size_t grapheme_len(const char *s, size_t len)
{
    if (len == 0)
        return 0;
    size_t at = 0;
    struct cluster cluster = {0};
    uint32_t code = piece_decode(s, len, &at);
    if (at < len && is_plain(code) && (unsigned char)s[at] < 0x80 && code != '\r')
        return at;
    take(&cluster, code, break_property(code));
    while (at < len) {
        size_t next = at;
        code = piece_decode(s, len, &next);
        int property = break_property(code);
        if (!joins(&cluster, code, property))
            break;
        take(&cluster, code, property);
        at = next;
    }
    return MIN(at, len);
}

/* --- pieces --- */

bool piece_is_bidi_control(uint32_t code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E ||
           code == 0x200F || code == 0x061C;
}

/* Joiners, variation selectors and tags: they shape the sign before them, alone they show nothing. */
bool piece_is_ignorable(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200B && code <= 0x200D) || code == 0x2060 ||
           code == 0xFEFF || (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0000 && code <= 0xE01EF) ||
           piece_is_bidi_control(code);
}

/* Scripts whose letters change beside each other, so that a word is drawn as one. */
static bool is_shaping_script(UScriptCode script)
{
    switch (script) {
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
    case USCRIPT_SYRIAC:
    case USCRIPT_THAANA:
    case USCRIPT_NKO:
    case USCRIPT_MONGOLIAN:
    case USCRIPT_TIBETAN:
    case USCRIPT_DEVANAGARI:
    case USCRIPT_BENGALI:
    case USCRIPT_GURMUKHI:
    case USCRIPT_GUJARATI:
    case USCRIPT_ORIYA:
    case USCRIPT_TAMIL:
    case USCRIPT_TELUGU:
    case USCRIPT_KANNADA:
    case USCRIPT_MALAYALAM:
    case USCRIPT_SINHALA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_MYANMAR:
    case USCRIPT_KHMER:
        return true;
    default:
        return false;
    }
}

/* The script of a letter that changes beside its neighbours; USCRIPT_COMMON for all others, also for digits. */
static UScriptCode shaping_script(uint32_t code)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)code, &status);
    return is_shaping_script(script) && u_isalpha((UChar32)code) ? script : WORD_BREAKER;
}

static size_t word_len(const char *s, size_t len, size_t first, UScriptCode script)
{
    size_t end = first;
    while (end < len) {
        size_t at = end;
        if (shaping_script(piece_decode(s, len, &at)) != script)
            break;
        size_t next = end + grapheme_len(s + end, len - end);
        if (next > PIECE_BYTES_MAX)
            break;
        end = next;
    }
    return end;
}

/* At most PIECE_BYTES_MAX, between code points. */
static size_t cut_len(const char *s, size_t len)
{
    if (len <= PIECE_BYTES_MAX)
        return len;
    len = PIECE_BYTES_MAX;
    while (len > 1 && ((unsigned char)s[len] & 0xC0) == 0x80)
        len--;
    return len;
}

/* Drawn in colour: by nature, or asked for by the selector or keycap behind it. */
static bool is_emoji(const char *s, size_t len, uint32_t code)
{
    bool emoji = u_hasBinaryProperty((UChar32)code, UCHAR_EMOJI_PRESENTATION) ||
                 u_hasBinaryProperty((UChar32)code, UCHAR_REGIONAL_INDICATOR);
    for (size_t at = 0; at < len;) {
        uint32_t mark = piece_decode(s, len, &at);
        if (mark == WANTS_TEXT)
            return false;
        emoji = emoji || mark == WANTS_EMOJI || mark == KEYCAP || (mark >= 0x1F3FB && mark <= 0x1F3FF);
    }
    return emoji;
}

const char *piece_script(uint32_t code, bool *rtl)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)code, &status);
    UCharDirection direction = u_charDirection((UChar32)code);
    *rtl = direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    return uscript_getShortName(script);
}

static struct piece hard_piece(const char *s, size_t len)
{
    struct piece piece = {.kind = PIECE_CHAR};
    size_t first = 0;
    piece.code = piece_decode(s, len, &first);
    piece.len = cut_len(s, grapheme_len(s, len));
    UScriptCode script = shaping_script(piece.code);
    if (script != WORD_BREAKER) {
        piece.len = MAX(word_len(s, len, piece.len, script), piece.len);
        piece.kind = PIECE_CLUSTER;
    } else if (piece.len > first) {
        piece.kind = piece_is_ignorable(piece.code) ? PIECE_NOTHING : PIECE_CLUSTER;
        piece.emoji = is_emoji(s, piece.len, piece.code);
    } else if (piece_is_ignorable(piece.code)) {
        piece.kind = PIECE_NOTHING;
    } else {
        piece.emoji = is_emoji(s, piece.len, piece.code);
    }
    return piece;
}

struct piece piece_next(const char *s, size_t len)
{
    size_t at = 0;
    uint32_t code = piece_decode(s, len, &at);
    if (is_plain(code)) {
        size_t next = at;
        if (at >= len || is_plain(piece_decode(s, len, &next)))
            return (struct piece){PIECE_CHAR, at, code, false};
    }
    return hard_piece(s, len);
}
