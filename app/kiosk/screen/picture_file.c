#include "kiosk/screen/picture_file.h"

#include <SDL_image.h>
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>

#include "common/crypto.h"
#include "common/file.h"
#include "common/mediainfo.h"
#include "kiosk/picture_scale.h"
#include "kiosk/picture_turn.h"

#define TRY_W 1080 /* px: a drawing has no size of its own; a usual panel */
#define TRY_H 1920

static bool fail(char **why, const char *text)
{
    *why = xstrdup(text);
    return false;
}

/* Whole, and the file that its name promises. */
static bool read_file(const char *path, const char *sha256, struct buf *bytes, char **why)
{
    char hash[65];
    if (!file_read(path, MEDIAINFO_BYTES_MAX, bytes))
        return fail(why, errno == ENOENT ? "the file is not here yet" : strerror(errno));
    crypto_sha256_hex(hash, bytes->data, bytes->len);
    return str_eq(hash, sha256) || fail(why, "the file on disk is damaged");
}

/* The JPEG decoder fills up what is missing with grey and says nothing: the last scan must come to its end. */
static bool is_cut_short(const struct buf *bytes, const struct mediainfo *info)
{
    static const char scan[] = "\xFF\xDA", end[] = "\xFF\xD9";
    if (info->type != MEDIAINFO_JPEG)
        return false;
    const char *at = bytes->data, *stop = bytes->data + bytes->len, *next;
    while ((next = memmem(at, (size_t)(stop - at), scan, 2)))
        at = next + 2;
    return !memmem(at, (size_t)(stop - at), end, 2);
}

/* A drawing has no size of its own: as large as it is wanted. */
static SDL_Surface *decode_drawing(SDL_RWops *stream, const struct mediainfo *info, int max_w, int max_h)
{
    double by_w = (double)max_w / info->width, by_h = (double)max_h / info->height, by = MIN(by_w, by_h);
    int w = MAX((int)(info->width * by + 0.5), 1), h = MAX((int)(info->height * by + 0.5), 1);
    SDL_Surface *surface = IMG_LoadSizedSVG_RW(stream, w, h);
    SDL_RWclose(stream);
    return surface;
}

static SDL_Surface *decode(const struct buf *bytes, const struct mediainfo *info, int w, int h)
{
    static const char *const names[] = {[MEDIAINFO_PNG] = "PNG", [MEDIAINFO_JPEG] = "JPG", [MEDIAINFO_WEBP] = "WEBP"};
    SDL_RWops *stream = SDL_RWFromConstMem(bytes->data, (int)bytes->len);
    if (!stream)
        return NULL;
    if (info->type != MEDIAINFO_SVG)
        return IMG_LoadTyped_RW(stream, 1, names[info->type]); /* that type alone: nothing is guessed */
    return decode_drawing(stream, info, w, h);
}

/* A header that promises little and a body that holds much, or the other way round. */
static bool is_as_promised(const SDL_Surface *surface, const struct mediainfo *info)
{
    if (info->type == MEDIAINFO_SVG) /* drawn at our size */
        return surface->w >= 1 && surface->h >= 1 && surface->w <= MEDIAINFO_SIDE_MAX &&
               surface->h <= MEDIAINFO_SIDE_MAX;
    bool lies = picture_turn_lies(info->turn);
    return surface->w == (lies ? info->height : info->width) && surface->h == (lies ? info->width : info->height);
}

/* Row by row into our layout, so that a large picture is not in memory twice. */
static bool scale_surface(SDL_Surface *surface, int max_w, int max_h, struct picture *picture)
{
    struct picture_scale scale;
    picture_fit(surface->w, surface->h, max_w, max_h, &picture->w, &picture->h);
    picture->argb = xmalloc((size_t)picture->w * (size_t)picture->h * sizeof(*picture->argb));
    uint32_t *row = xmalloc((size_t)surface->w * sizeof(*row));
    SDL_SetSurfaceBlendMode(surface, SDL_BLENDMODE_NONE);
    SDL_Surface *line =
        SDL_CreateRGBSurfaceWithFormatFrom(row, surface->w, 1, 32, surface->w * 4, SDL_PIXELFORMAT_ARGB8888);
    bool good = line != NULL;
    picture_scale_begin(&scale, surface->w, surface->h, picture->argb, picture->w, picture->h);
    for (int y = 0; good && y < surface->h; y++) {
        SDL_Rect part = {0, y, surface->w, 1};
        good = SDL_BlitSurface(surface, &part, line, &(SDL_Rect){0}) == 0;
        if (good)
            picture_scale_row(&scale, row);
    }
    picture_scale_end(&scale);
    SDL_FreeSurface(line);
    free(row);
    return good;
}

static bool make(const struct buf *bytes, int max_w, int max_h, struct picture *picture, char **why)
{
    struct mediainfo info;
    if (!mediainfo_read(bytes->data, bytes->len, &info))
        return fail(why, info.why);
    if (info.type == MEDIAINFO_WAV)
        return fail(why, "it is a recording, not a picture");
    if (is_cut_short(bytes, &info))
        return fail(why, "the file is cut short");
    SDL_Surface *surface = decode(bytes, &info, max_w, max_h);
    if (!surface)
        return fail(why, SDL_GetError());
    bool lies = picture_turn_lies(info.turn);
    bool good =
        is_as_promised(surface, &info)
            ? scale_surface(surface, lies ? max_h : max_w, lies ? max_w : max_h, picture) || fail(why, SDL_GetError())
            : fail(why, "it is not as large as it says");
    SDL_FreeSurface(surface);
    if (good)
        picture_turn(picture, info.turn);
    return good;
}

bool picture_file_decode(const char *path, const char *sha256, int max_w, int max_h, struct picture *picture,
                         char **why)
{
    struct buf bytes = {0};
    bool good = read_file(path, sha256, &bytes, why) && make(&bytes, max_w, max_h, picture, why);
    buf_fini(&bytes);
    if (!good) {
        free(picture->argb);
        memset(picture, 0, sizeof(*picture));
    }
    malloc_trim(0); /* the decoder needed many times what is kept */
    return good;
}

bool picture_file_try(const void *bytes, size_t len, char **why)
{
    struct picture picture = {0};
    struct buf copy = {0};
    buf_append(&copy, bytes, len);
    bool good = make(&copy, TRY_W, TRY_H, &picture, why);
    buf_fini(&copy);
    free(picture.argb);
    return good;
}
