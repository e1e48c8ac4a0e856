#include "kiosk/screen/glyphs.h"

#include <stdlib.h>

#include "common/log.h"

#define CACHE_BYTES_MAX (6u << 20) /* some pages of a lobby; then all is dropped and drawn again */
#define TABLE_START     4096
#define MISSING_MAX     64 /* characters reported; one line each */

struct slot {
    uint64_t key; /* 0: empty */
    struct glyph glyph;
};
struct glyphs {
    struct faces *faces; /* owned */
    struct slot *table;
    size_t table_size, used, bytes;
    uint32_t missing[MISSING_MAX];
    size_t missing_count;
};

struct glyphs *glyphs_open(const char *font_dir)
{
    struct faces *faces = faces_open(font_dir);
    if (!faces)
        return NULL;
    struct glyphs *glyphs = xcalloc(1, sizeof(*glyphs));
    glyphs->faces = faces;
    glyphs->table_size = TABLE_START;
    glyphs->table = xcalloc(glyphs->table_size, sizeof(*glyphs->table));
    if (faces_none(faces))
        log_error("glyphs: no font in %s and none in the system; the screen shows digits and boxes", font_dir);
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
    faces_close(glyphs->faces);
    free(glyphs->table);
    free(glyphs);
}

/* What is exactly one em wide in every Noto CJK face: no need to rasterise a character to know how wide it is. */
static bool is_full_width(uint32_t code)
{
    return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) ||
           (code >= 0xFF01 && code <= 0xFF5E) || code == 0x3000 || code == 0x3001 || code == 0x3002;
}

static void report_missing(void *arg, uint32_t code)
{
    struct glyphs *glyphs = arg;
    if (faces_none(glyphs->faces)) /* said once, when they were opened */
        return;
    for (size_t i = 0; i < glyphs->missing_count; i++)
        if (glyphs->missing[i] == code)
            return;
    if (glyphs->missing_count < MISSING_MAX) {
        glyphs->missing[glyphs->missing_count++] = code;
        log_warn("glyphs: no font has U+%04X; a box with its number stands for it", (unsigned)code);
    }
}

/* Characters by number, clusters by a hash of their bytes. */
static uint64_t key_of(enum font_face face, int size_px, const char *s, const struct piece *piece)
{
    uint64_t look = (uint64_t)(unsigned)size_px << 2 | (uint64_t)piece->emoji << 1 | (uint64_t)face;
    if (piece->kind == PIECE_CHAR)
        return (uint64_t)piece->code << 32 | look << 1 | 1;
    uint64_t hash = (look + 1) * 0x9E3779B97F4A7C15u;
    for (size_t i = 0; i < piece->len; i++) {
        hash = (hash ^ (uint8_t)s[i]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    return hash << 1 | (uint64_t)(hash >> 63 | 1) << 63; /* even, so never a character's; not 0 */
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

static struct glyph rasterise(struct glyphs *glyphs, enum font_face face, int size_px, const char *s,
                              const struct piece *piece)
{
    if (piece->kind == PIECE_CHAR)
        return raster_char(glyphs->faces, face, size_px, piece->code, piece->emoji, report_missing, glyphs);
    return raster_cluster(glyphs->faces, face, size_px, s, piece, report_missing, glyphs);
}

const struct glyph *glyphs_get(struct glyphs *glyphs, enum font_face face, int size_px, const char *s,
                               const struct piece *piece)
{
    static const struct glyph nothing = {0};
    if (piece->kind == PIECE_NOTHING)
        return &nothing;
    uint64_t key = key_of(face, size_px, s, piece);
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
    slot->glyph = rasterise(glyphs, face, size_px, s, piece);
    glyphs->used++;
    glyphs->bytes += 2 * sizeof(*slot) + (size_t)slot->glyph.w * (size_t)slot->glyph.h * (slot->glyph.argb ? 4 : 1);
    return &slot->glyph;
}

int glyphs_advance(struct glyphs *glyphs, enum font_face face, int size_px, const char *s, const struct piece *piece)
{
    if (piece->kind == PIECE_CHAR && !piece->emoji && is_full_width(piece->code))
        return size_px;
    return glyphs_get(glyphs, face, size_px, s, piece)->advance;
}

int glyphs_measure(void *arg, enum font_face face, int size_px, const char *s, size_t len)
{
    int width = 0;
    for (size_t at = 0; at < len;) {
        struct piece piece = piece_next(s + at, len - at);
        width += glyphs_advance(arg, face, size_px, s + at, &piece);
        at += piece.len;
    }
    return width;
}

/* The em box of a Chinese character reaches from 0.88 above the baseline to 0.12 below; it is centred in the line box.
 */
int glyphs_baseline(int size_px, int line_h)
{
    return (line_h - size_px) / 2 + size_px * 88 / 100;
}
