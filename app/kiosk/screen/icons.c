#include "kiosk/screen/icons.h"

#include <SDL_image.h>
#include <stdlib.h>
#include <stdio.h>

#include "common/log.h"

#define ICONS_MAX    192 /* name and size; then the oldest makes room */
#define NAME_MAX_LEN 32

struct icon {
    char name[NAME_MAX_LEN];
    int side;
    uint8_t *coverage; /* owned; NULL: could not be read, logged once */
};
struct icons {
    char *dir; /* owned */
    struct icon table[ICONS_MAX];
    size_t next;
};

struct icons *icons_open(const char *dir)
{
    struct icons *icons = xcalloc(1, sizeof(*icons));
    icons->dir = xstrdup(dir);
    return icons;
}

void icons_close(struct icons *icons)
{
    if (!icons)
        return;
    for (size_t i = 0; i < ICONS_MAX; i++)
        free(icons->table[i].coverage);
    free(icons->dir);
    free(icons);
}

static bool is_name(const char *name)
{
    return name[0] && strlen(name) < NAME_MAX_LEN &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

static uint8_t *load(const char *dir, const char *name, int side)
{
    if (!is_name(name)) {
        log_warn("icons: \"%.40s\" is no icon's name", name);
        return NULL;
    }
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s.svg", dir, name);
    SDL_RWops *file = SDL_RWFromFile(path, "rb");
    SDL_Surface *raw = file ? IMG_LoadSizedSVG_RW(file, side, side) : NULL;
    SDL_Surface *picture = raw ? SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    if (file)
        SDL_RWclose(file);
    SDL_FreeSurface(raw);
    if (!picture) {
        log_warn("icons: %s: %s; its place stays empty", path, SDL_GetError());
        return NULL;
    }
    uint8_t *coverage = xcalloc((size_t)side, (size_t)side);
    for (int y = 0; y < MIN(side, picture->h); y++) {
        const uint32_t *row = (const uint32_t *)((const uint8_t *)picture->pixels + y * picture->pitch);
        for (int x = 0; x < MIN(side, picture->w); x++)
            coverage[y * side + x] = (uint8_t)(row[x] >> 24);
    }
    SDL_FreeSurface(picture);
    return coverage;
}

static const struct icon *find(struct icons *icons, const char *name, int side)
{
    for (size_t i = 0; i < ICONS_MAX; i++)
        if (icons->table[i].side == side && str_eq(icons->table[i].name, name))
            return &icons->table[i];
    struct icon *icon = &icons->table[icons->next++ % ICONS_MAX];
    free(icon->coverage);
    snprintf(icon->name, sizeof(icon->name), "%s", name);
    icon->side = side;
    icon->coverage = load(icons->dir, name, side);
    return icon;
}

void icons_paint(struct icons *icons, struct pixels *pixels, struct rect square, const char *name, struct color color)
{
    const struct icon *icon = find(icons, name, square.w);
    if (icon->coverage)
        pixels_mask(pixels, square.x, square.y, square.w, square.w, icon->coverage, color);
}
