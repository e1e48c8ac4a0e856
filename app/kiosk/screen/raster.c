#include "kiosk/screen/raster.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include "common/utf8.h"
#include "kiosk/missing.h"

#define CODES_MAX (PIECE_BYTES_MAX + 1)
#define MARKS_MAX 3 /* loose marks on one letter, beside one that is composed with it: no language writes more */

static const SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};

/* Cuts the empty border off an 8-bit picture of coverage; `ascent` is the baseline's row in it. */
static void take_coverage(struct glyph *glyph, const SDL_Surface *picture, int ascent)
{
    int x0 = picture->w, x1 = -1, y0 = picture->h, y1 = -1;
    for (int y = 0; y < picture->h; y++) {
        const uint8_t *row = (const uint8_t *)picture->pixels + y * picture->pitch;
        int from = 0, to = picture->w;
        while (from < to && !row[from])
            from++;
        if (from == to)
            continue;
        while (!row[to - 1])
            to--;
        x0 = MIN(x0, from);
        x1 = MAX(x1, to - 1);
        y0 = MIN(y0, y);
        y1 = y;
    }
    if (x1 < 0)
        return;
    glyph->w = x1 - x0 + 1;
    glyph->h = y1 - y0 + 1;
    glyph->left += x0;
    glyph->top = y0 - ascent;
    glyph->coverage = xmalloc((size_t)glyph->w * (size_t)glyph->h);
    for (int y = 0; y < glyph->h; y++)
        memcpy(glyph->coverage + y * glyph->w, (const uint8_t *)picture->pixels + (y0 + y) * picture->pitch + x0,
               (size_t)glyph->w);
}

/* --- emoji: one large size, made small by averaging, so that thin lines do not flicker away --- */

struct sum {
    uint64_t a, r, g, b;
};

static void add_pixel(struct sum *sum, uint32_t argb)
{
    uint32_t a = argb >> 24;
    sum->a += a;
    sum->r += (uint64_t)a * (argb >> 16 & 0xFF);
    sum->g += (uint64_t)a * (argb >> 8 & 0xFF);
    sum->b += (uint64_t)a * (argb & 0xFF);
}

static uint32_t mean(const struct sum *sum, uint64_t count)
{
    if (!sum->a)
        return 0;
    return (uint32_t)(sum->a / count) << 24 | (uint32_t)(sum->r / sum->a) << 16 | (uint32_t)(sum->g / sum->a) << 8 |
           (uint32_t)(sum->b / sum->a);
}

static uint32_t mean_of(const SDL_Surface *picture, int x0, int x1, int y0, int y1)
{
    struct sum sum = {0};
    for (int y = y0; y < y1; y++) {
        const uint32_t *row = (const uint32_t *)((const uint8_t *)picture->pixels + y * picture->pitch);
        for (int x = x0; x < x1; x++)
            add_pixel(&sum, row[x]);
    }
    return mean(&sum, (uint64_t)(x1 - x0) * (uint64_t)(y1 - y0));
}

/* As wide as a Chinese character for each `unit` px of the font's own picture, centred on the em box. */
static void take_picture(struct glyph *glyph, const SDL_Surface *picture, int size_px, int unit)
{
    int count = MAX((picture->w + unit / 2) / unit, 1);
    glyph->advance = glyph->w = size_px * count;
    glyph->h = MAX(picture->h * glyph->w / MAX(picture->w, 1), 1);
    glyph->left = 0;
    glyph->top = -(size_px * 38 / 100) - glyph->h / 2;
    glyph->argb = xmalloc((size_t)glyph->w * (size_t)glyph->h * sizeof(*glyph->argb));
    for (int y = 0; y < glyph->h; y++) {
        int y0 = y * picture->h / glyph->h, y1 = MAX((y + 1) * picture->h / glyph->h, y0 + 1);
        for (int x = 0; x < glyph->w; x++) {
            int x0 = x * picture->w / glyph->w, x1 = MAX((x + 1) * picture->w / glyph->w, x0 + 1);
            glyph->argb[y * glyph->w + x] = mean_of(picture, x0, x1, y0, y1);
        }
    }
}

/* --- one picture --- */

static struct glyph stand_in(struct faces *faces, int size_px, uint32_t code)
{
    struct glyph glyph = {.advance = size_px, .top = -(size_px * 88 / 100), .w = size_px, .h = size_px};
    if (faces_none(faces))
        glyph.coverage = missing_sign(size_px, code, &glyph.advance);
    if (!glyph.coverage)
        glyph.coverage = missing_box(size_px, code);
    return glyph;
}

/* What one sign of the colour font is wide, in its only size. */
static int colour_unit(TTF_Font *font)
{
    int advance = 0;
    TTF_GlyphMetrics32(font, 0x1F600, NULL, NULL, NULL, NULL, &advance);
    return advance > 0 ? advance : 128;
}

struct glyph raster_char(struct faces *faces, enum font_face face, int size_px, uint32_t code, bool emoji,
                         raster_missing *missing, void *arg)
{
    struct font font = faces_find(faces, face, size_px, &code, 1, emoji ? FONT_COLOUR : FONT_ANY);
    if (!font.ttf) {
        missing(arg, code);
        return stand_in(faces, size_px, code);
    }
    if (font.colour) {
        struct glyph glyph = {0};
        SDL_Surface *picture = TTF_RenderGlyph32_Blended(font.ttf, code, white);
        if (picture)
            take_picture(&glyph, picture, size_px, colour_unit(font.ttf));
        SDL_FreeSurface(picture);
        return glyph;
    }
    int min_x = 0;
    struct glyph glyph = {0};
    TTF_GlyphMetrics32(font.ttf, code, &min_x, NULL, NULL, NULL, &glyph.advance);
    glyph.left = MIN(min_x, 0); /* SDL_ttf starts the picture there */
    SDL_Surface *picture = TTF_RenderGlyph32_Shaded(font.ttf, code, white, black);
    if (picture)
        take_coverage(&glyph, picture, TTF_FontAscent(font.ttf));
    SDL_FreeSurface(picture);
    return glyph;
}

/* An accent, a tone, an enclosing ring: a mark that goes with letters of any script. The marks of one script (vowels of
 * Thai, letters below each other in Tibetan) are part of its spelling. */
static bool is_loose_mark(uint32_t code)
{
    UErrorCode status = U_ZERO_ERROR;
    bool is_mark = U_GET_GC_MASK((UChar32)code) & (U_GC_MN_MASK | U_GC_ME_MASK);
    return is_mark && !piece_is_ignorable(code) && uscript_getScript((UChar32)code, &status) == USCRIPT_INHERITED;
}

struct shaped { /* a cluster's code points, composed, and what no font has left out */
    uint32_t codes[CODES_MAX];
    size_t count;
};

static void compose(struct shaped *shaped, const char *s, size_t len)
{
    UChar raw[CODES_MAX * 2], composed[CODES_MAX * 2];
    int32_t raw_len = 0, at = 0;
    for (const char *end = s + len; s < end && raw_len + 2 < (int32_t)ARRAY_LEN(raw);) {
        uint32_t code = utf8_next(&s);
        if (!code)
            break;
        UBool failed = false;
        U16_APPEND(raw, raw_len, (int32_t)ARRAY_LEN(raw), (UChar32)code, failed);
        if (failed)
            break;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t composed_len = unorm2_normalize(nfc, raw, raw_len, composed, ARRAY_LEN(composed), &status);
    const UChar *from = U_SUCCESS(status) ? composed : raw;
    int32_t from_len = U_SUCCESS(status) ? composed_len : raw_len;
    for (int marks = 0; at < from_len && shaped->count < CODES_MAX;) {
        UChar32 code;
        U16_NEXT(from, at, from_len, code);
        if (is_loose_mark((uint32_t)code))
            marks++;
        else if (!piece_is_ignorable((uint32_t)code))
            marks = 0;
        if (!piece_is_bidi_control((uint32_t)code) && marks <= MARKS_MAX)
            shaped->codes[shaped->count++] = (uint32_t)code;
    }
}

/* Leaves out the marks that the base's font does not have: the letter without its accent is better than a box. */
static struct font find_for_base(struct faces *faces, enum font_face face, int size_px, struct shaped *shaped,
                                 bool emoji, raster_missing *missing, void *arg)
{
    struct font font = faces_find(faces, face, size_px, shaped->codes, 1, emoji ? FONT_COLOUR : FONT_ANY);
    if (!font.ttf) {
        missing(arg, shaped->codes[0]);
        return font;
    }
    size_t kept = 0;
    for (size_t i = 0; i < shaped->count; i++) {
        if (piece_is_ignorable(shaped->codes[i]) || TTF_GlyphIsProvided32(font.ttf, shaped->codes[i]))
            shaped->codes[kept++] = shaped->codes[i];
        else
            missing(arg, shaped->codes[i]);
    }
    shaped->count = kept;
    return font;
}

static void to_utf8(const struct shaped *shaped, char out[static CODES_MAX * 4 + 1])
{
    size_t len = 0;
    for (size_t i = 0; i < shaped->count; i++)
        len += utf8_put(out + len, shaped->codes[i]);
    out[len] = '\0';
}

static struct glyph draw_cluster(struct font font, int size_px, const struct shaped *shaped)
{
    struct glyph glyph = {0};
    char words[CODES_MAX * 4 + 1];
    to_utf8(shaped, words);
    bool rtl;
    TTF_SetFontScriptName(font.ttf, piece_script(shaped->codes[0], &rtl));
    TTF_SetFontDirection(font.ttf, rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    SDL_Surface *picture = font.colour ? TTF_RenderUTF8_Blended(font.ttf, words, white)
                                       : TTF_RenderUTF8_Shaded(font.ttf, words, white, black);
    if (picture && font.colour) {
        take_picture(&glyph, picture, size_px, colour_unit(font.ttf));
    } else if (picture) {
        TTF_SizeUTF8(font.ttf, words, &glyph.advance, NULL);
        take_coverage(&glyph, picture, TTF_FontAscent(font.ttf));
    }
    SDL_FreeSurface(picture);
    TTF_SetFontDirection(font.ttf, TTF_DIRECTION_LTR);
    return glyph;
}

struct glyph raster_cluster(struct faces *faces, enum font_face face, int size_px, const char *s,
                            const struct piece *piece, raster_missing *missing, void *arg)
{
    struct shaped shaped = {0};
    compose(&shaped, s, piece->len);
    if (shaped.count == 0)
        return (struct glyph){0};
    if (shaped.count == 1)
        return raster_char(faces, face, size_px, shaped.codes[0], piece->emoji, missing, arg);
    enum font_wish wish = piece->emoji ? FONT_COLOUR : FONT_MARKS;
    struct font font = faces_find(faces, face, size_px, shaped.codes, shaped.count, wish);
    if (!font.ttf)
        font = find_for_base(faces, face, size_px, &shaped, piece->emoji, missing, arg);
    if (!font.ttf)
        return stand_in(faces, size_px, shaped.codes[0]);
    return draw_cluster(font, size_px, &shaped);
}
