#include "kiosk/screen/faces.h"

#include <stdlib.h>

#include "common/log.h"
#include "kiosk/screen/font_file.h"
#include "kiosk/pieces.h"

#define CJK    "/usr/share/fonts/opentype/noto/NotoSansCJK-"
#define CJK_SC 2 /* the face for simplified Chinese in that collection */
#define DEJAVU "/usr/share/fonts/truetype/dejavu/DejaVuSans"
#define EMOJI  "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"

enum source_name { SHIPPED, SHIPPED_BOLD, FULL, FULL_BOLD, OTHER, OTHER_BOLD, COLOUR };
static const struct {
    const char *path; /* not starting with /: in the font folder */
    long index;
} files[FACES_SOURCES] = {
    [SHIPPED] = {"foyer-regular.otf", 0},
    [SHIPPED_BOLD] = {"foyer-bold.otf", 0},
    [FULL] = {CJK "Regular.ttc", CJK_SC},
    [FULL_BOLD] = {CJK "Bold.ttc", CJK_SC},
    [OTHER] = {DEJAVU ".ttf", 0},
    [OTHER_BOLD] = {DEJAVU "-Bold.ttf", 0},
    [COLOUR] = {EMOJI, 0},
};
static const enum source_name chains[2][FACES_SOURCES] = {
    [FONT_REGULAR] = {SHIPPED, FULL, OTHER, COLOUR, SHIPPED_BOLD, FULL_BOLD, OTHER_BOLD},
    [FONT_BOLD] = {SHIPPED_BOLD, FULL_BOLD, OTHER_BOLD, COLOUR, SHIPPED, FULL, OTHER},
};

struct source {
    char *path; /* owned */
    long index; /* in a collection */
    bool tried;
    TTF_Font *ttf; /* owned; NULL: missing or not yet needed */
    int size_px;
};
struct faces {
    struct source sources[FACES_SOURCES];
};

char *faces_path(const char *font_dir, size_t index, long *face_index)
{
    ASSERT(index < FACES_SOURCES);
    *face_index = files[index].index;
    const char *path = files[index].path;
    return path[0] == '/' ? xstrdup(path) : xasprintf("%s/%s", font_dir, path);
}

struct faces *faces_open(const char *font_dir)
{
    if (TTF_Init() != 0) {
        log_error("faces: SDL_ttf does not start: %s", TTF_GetError());
        return NULL;
    }
    struct faces *faces = xcalloc(1, sizeof(*faces));
    for (size_t i = 0; i < FACES_SOURCES; i++)
        faces->sources[i].path = faces_path(font_dir, i, &faces->sources[i].index);
    return faces;
}

void faces_close(struct faces *faces)
{
    if (!faces)
        return;
    for (int i = 0; i < FACES_SOURCES; i++) {
        if (faces->sources[i].ttf)
            TTF_CloseFont(faces->sources[i].ttf);
        free(faces->sources[i].path);
    }
    free(faces);
    TTF_Quit();
}

static TTF_Font *open_source(struct source *source)
{
    if (source->tried)
        return source->ttf;
    source->tried = true;
    SDL_RWops *file = font_file_open(source->path);
    source->ttf = file ? TTF_OpenFontIndexRW(file, 1, 16, source->index) : NULL; /* closes the file in any case */
    if (!source->ttf) {
        log_warn("faces: %s: %s; the next font takes its place", source->path, TTF_GetError());
        return NULL;
    }
    source->size_px = 16;
    TTF_SetFontHinting(source->ttf, TTF_HINTING_LIGHT);
    return source->ttf;
}

bool faces_none(struct faces *faces)
{
    for (int i = 0; i < FACES_SOURCES; i++)
        if (open_source(&faces->sources[i]))
            return false;
    return true;
}

static bool has_all(struct source *source, const uint32_t *codes, size_t count)
{
    if (!open_source(source))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!piece_is_ignorable(codes[i]) && !TTF_GlyphIsProvided32(source->ttf, codes[i]))
            return false;
    return true;
}

static struct font use(struct faces *faces, enum source_name name, int size_px)
{
    struct source *source = &faces->sources[name];
    bool colour = name == COLOUR;
    if (!colour && source->size_px != size_px && TTF_SetFontSize(source->ttf, size_px) == 0)
        source->size_px = size_px;
    return (struct font){source->ttf, colour};
}

struct font faces_find(struct faces *faces, enum font_face face, int size_px, const uint32_t *codes, size_t count,
                       enum font_wish wish)
{
    enum source_name first = wish == FONT_COLOUR ? COLOUR : face == FONT_BOLD ? OTHER_BOLD : OTHER;
    if (wish != FONT_ANY && has_all(&faces->sources[first], codes, count))
        return use(faces, first, size_px);
    for (int i = 0; i < FACES_SOURCES; i++)
        if (has_all(&faces->sources[chains[face][i]], codes, count))
            return use(faces, chains[face][i], size_px);
    return (struct font){0};
}
