#include "kiosk/glyphs.h"

#include <SDL_ttf.h>
#include <stdlib.h>

#include "common/log.h"

#define CACHE_BYTES_MAX                                                                                                \
    (48u << 20) /* then all is dropped and drawn again: pages differ, a lobby shows the same few                       \
                 */
#define TABLE_START 4096
#define SOURCES     4
#define MISSING_MAX 64 /* characters reported; one line each */

struct source { /* one font file in one face, opened when first needed */
    const char *path;
    long index;
    bool tried;
    TTF_Font *font; /* owned */
    int size_px;
};
struct slot {
    uint64_t key; /* 0: empty */
    struct glyph glyph;
};
struct glyphs {
    char *shipped[2];                  /* owned paths */
    struct source sources[2][SOURCES]; /* by face, in order of preference */
    struct slot *table;
    size_t table_size, used, bytes;
    uint32_t missing[MISSING_MAX];
    size_t missing_count;
    bool full_reported;
};

#define NOTO   "/usr/share/fonts/opentype/noto/NotoSansCJK-"
#define DEJAVU "/usr/share/fonts/truetype/dejavu/DejaVuSans"
#define EMOJI  "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"

static TTF_Font *source_open(struct source *source)
{
    if (source->tried)
        return source->font;
    source->tried = true;
    source->font = TTF_OpenFontIndex(source->path, 16, source->index);
    if (!source->font) {
        log_warn("glyphs: %s: %s; going on without it", source->path, TTF_GetError());
        return NULL;
    }
    source->size_px = 16;
    TTF_SetFontHinting(source->font, TTF_HINTING_LIGHT);
    return source->font;
}

struct glyphs *glyphs_open(const char *font_dir)
{
    if (TTF_Init() != 0) {
        log_error("glyphs: SDL_ttf does not start: %s", TTF_GetError());
        return NULL;
    }
    struct glyphs *glyphs = xcalloc(1, sizeof(*glyphs));
    glyphs->shipped[FONT_REGULAR] = xasprintf("%s/foyer-regular.otf", font_dir);
    glyphs->shipped[FONT_BOLD] = xasprintf("%s/foyer-bold.otf", font_dir);
    static const char *const full[2] = {NOTO "Regular.ttc", NOTO "Bold.ttc"};
    static const char *const other[2] = {DEJAVU ".ttf", DEJAVU "-Bold.ttf"};
    for (int face = 0; face < 2; face++) {
        glyphs->sources[face][0] = (struct source){.path = glyphs->shipped[face]};
        glyphs->sources[face][1] = (struct source){.path = full[face], .index = 2};
        glyphs->sources[face][2] = (struct source){.path = other[face]};
        glyphs->sources[face][3] = (struct source){.path = EMOJI};
    }
    glyphs->table_size = TABLE_START;
    glyphs->table = xcalloc(glyphs->table_size, sizeof(*glyphs->table));
    if (!source_open(&glyphs->sources[FONT_REGULAR][0]) && !source_open(&glyphs->sources[FONT_REGULAR][1])) {
        log_error("glyphs: no font for Chinese in %s and none in the system", font_dir);
        glyphs_close(glyphs);
        return NULL;
    }
    return glyphs;
}

static void drop_all(struct glyphs *glyphs)
{
    for (size_t i = 0; i < glyphs->table_size; i++) {
        free(glyphs->table[i].glyph.coverage);
        free(glyphs->table[i].glyph.argb);
    }
    memset(glyphs->table, 0, glyphs->table_size * sizeof(*glyphs->table));
    glyphs->used = glyphs->bytes = 0;
}

void glyphs_close(struct glyphs *glyphs)
{
    if (!glyphs)
        return;
    drop_all(glyphs);
    for (int face = 0; face < 2; face++) {
        for (int i = 0; i < SOURCES; i++)
            if (glyphs->sources[face][i].font)
                TTF_CloseFont(glyphs->sources[face][i].font);
        free(glyphs->shipped[face]);
    }
    free(glyphs->table);
    free(glyphs);
    TTF_Quit();
}

/* Joiners, variation selectors and skin tones: they shape the sign before them, alone they show nothing. */
static bool is_invisible(uint32_t code)
{
    return code < 0x20 || (code >= 0x200B && code <= 0x200F) || (code >= 0xFE00 && code <= 0xFE0F) || code == 0x2060 ||
           code == 0xFEFF || (code >= 0x1F3FB && code <= 0x1F3FF) || (code >= 0xE0000 && code <= 0xE01EF);
}

/* What is exactly one em wide in every Noto CJK face: no need to rasterise a character to know how wide it is. */
static bool is_full_width(uint32_t code)
{
    return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) ||
           (code >= 0xFF01 && code <= 0xFF5E) || code == 0x3000 || code == 0x3001 || code == 0x3002;
}

static void report_missing(struct glyphs *glyphs, uint32_t code)
{
    for (size_t i = 0; i < glyphs->missing_count; i++)
        if (glyphs->missing[i] == code)
            return;
    if (glyphs->missing_count < MISSING_MAX) {
        glyphs->missing[glyphs->missing_count++] = code;
        log_warn("glyphs: no font has U+%04X; an empty box stands for it", code);
    }
}

static struct source *find_source(struct glyphs *glyphs, enum font_face face, uint32_t code)
{
    for (int i = 0; i < SOURCES; i++) {
        struct source *source = &glyphs->sources[face][i];
        if (source_open(source) && TTF_GlyphIsProvided32(source->font, code))
            return source;
    }
    return NULL;
}

/* Cuts the empty border off a rasterised character; `ascent` is the baseline's row in the picture. */
static void take_coverage(struct glyph *glyph, SDL_Surface *picture, int ascent)
{
    int x0 = picture->w, x1 = -1, y0 = picture->h, y1 = -1;
    for (int y = 0; y < picture->h; y++) {
        const uint32_t *row = (const uint32_t *)((const uint8_t *)picture->pixels + y * picture->pitch);
        for (int x = 0; x < picture->w; x++)
            if (row[x] >> 24) {
                x0 = MIN(x0, x);
                x1 = MAX(x1, x);
                y0 = MIN(y0, y);
                y1 = y;
            }
    }
    if (x1 < 0)
        return;
    glyph->w = x1 - x0 + 1;
    glyph->h = y1 - y0 + 1;
    glyph->left += x0;
    glyph->top = y0 - ascent;
    glyph->coverage = xmalloc((size_t)glyph->w * (size_t)glyph->h);
    for (int y = 0; y < glyph->h; y++) {
        const uint32_t *row = (const uint32_t *)((const uint8_t *)picture->pixels + (y0 + y) * picture->pitch) + x0;
        for (int x = 0; x < glyph->w; x++)
            glyph->coverage[y * glyph->w + x] = (uint8_t)(row[x] >> 24);
    }
}

/* Emoji come in one large size; scaled to a square a little larger than the text. */
static void take_picture(struct glyph *glyph, SDL_Surface *picture, int size_px)
{
    int side = size_px * 9 / 8;
    SDL_Surface *small = SDL_CreateRGBSurfaceWithFormat(0, side, side, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!small)
        return;
    SDL_SetSurfaceBlendMode(picture, SDL_BLENDMODE_NONE);
    SDL_SoftStretchLinear(picture, NULL, small, NULL);
    glyph->w = glyph->h = side;
    glyph->left = 0;
    glyph->top = -size_px * 19 / 20;
    glyph->advance = side;
    glyph->argb = xmalloc((size_t)side * (size_t)side * 4);
    for (int y = 0; y < side; y++)
        memcpy(glyph->argb + y * side, (uint8_t *)small->pixels + y * small->pitch, (size_t)side * 4);
    SDL_FreeSurface(small);
}

static void missing_box(struct glyph *glyph, int size_px)
{
    int line = MAX(size_px / 16, 1);
    glyph->advance = size_px;
    glyph->w = glyph->h = size_px * 3 / 4;
    glyph->left = size_px / 8;
    glyph->top = -glyph->h;
    glyph->coverage = xcalloc((size_t)glyph->w, (size_t)glyph->h);
    for (int y = 0; y < glyph->h; y++)
        for (int x = 0; x < glyph->w; x++)
            if (x < line || y < line || x >= glyph->w - line || y >= glyph->h - line)
                glyph->coverage[y * glyph->w + x] = 200;
}

static struct glyph rasterise(struct glyphs *glyphs, enum font_face face, int size_px, uint32_t code)
{
    struct glyph glyph = {0};
    if (is_invisible(code))
        return glyph;
    struct source *source = find_source(glyphs, face, code);
    if (!source) {
        report_missing(glyphs, code);
        missing_box(&glyph, size_px);
        return glyph;
    }
    bool colour = str_eq(source->path, EMOJI);
    if (!colour && source->size_px != size_px && TTF_SetFontSize(source->font, size_px) == 0)
        source->size_px = size_px;
    int min_x = 0, advance = 0;
    TTF_GlyphMetrics32(source->font, code, &min_x, NULL, NULL, NULL, &advance);
    SDL_Surface *picture = TTF_RenderGlyph32_Blended(source->font, code, (SDL_Color){255, 255, 255, 255});
    glyph.advance = advance;
    glyph.left = MIN(min_x, 0); /* SDL_ttf starts the picture there */
    if (picture && colour)
        take_picture(&glyph, picture, size_px);
    else if (picture)
        take_coverage(&glyph, picture, TTF_FontAscent(source->font));
    SDL_FreeSurface(picture);
    return glyph;
}

static uint64_t key_of(enum font_face face, int size_px, uint32_t code)
{
    return (uint64_t)code << 24 | (uint64_t)(unsigned)size_px << 8 | (uint64_t)face << 1 | 1;
}

static struct slot *probe(struct slot *table, size_t size, uint64_t key)
{
    size_t at = (size_t)((key * 0x9E3779B97F4A7C15u) >> 20) & (size - 1);
    while (table[at].key && table[at].key != key)
        at = (at + 1) & (size - 1);
    return &table[at];
}

static void grow(struct glyphs *glyphs)
{
    size_t size = glyphs->table_size * 2;
    struct slot *table = xcalloc(size, sizeof(*table));
    for (size_t i = 0; i < glyphs->table_size; i++)
        if (glyphs->table[i].key)
            *probe(table, size, glyphs->table[i].key) = glyphs->table[i];
    free(glyphs->table);
    glyphs->table = table;
    glyphs->table_size = size;
}

const struct glyph *glyphs_get(struct glyphs *glyphs, enum font_face face, int size_px, uint32_t code)
{
    uint64_t key = key_of(face, size_px, code);
    struct slot *slot = probe(glyphs->table, glyphs->table_size, key);
    if (slot->key)
        return &slot->glyph;
    if (glyphs->bytes > CACHE_BYTES_MAX) {
        drop_all(glyphs);
    } else if ((glyphs->used + 1) * 4 > glyphs->table_size * 3) {
        grow(glyphs);
    }
    slot = probe(glyphs->table, glyphs->table_size, key);
    slot->key = key;
    slot->glyph = rasterise(glyphs, face, size_px, code);
    glyphs->used++;
    glyphs->bytes += (size_t)slot->glyph.w * (size_t)slot->glyph.h * (slot->glyph.argb ? 4 : 1);
    return &slot->glyph;
}

int glyphs_advance(void *arg, enum font_face face, int size_px, uint32_t code)
{
    return is_full_width(code) ? size_px : glyphs_get(arg, face, size_px, code)->advance;
}

/* The em box of a Chinese character reaches from 0.88 above the baseline to 0.12 below; it is centred in the line box.
 */
int glyphs_baseline(int size_px, int line_h)
{
    return (line_h - size_px) / 2 + size_px * 88 / 100;
}
