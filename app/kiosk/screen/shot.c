#include "kiosk/screen/shot.h"

#include <SDL.h>
#include <SDL_image.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common/log.h"
#include "kiosk/picture_scale.h"
#include "terminal/vitals.h"

struct shot {         /* one job; the worker touches nothing else */
    uint32_t *pixels; /* owned */
    int w, h;
    char *path, *temp; /* owned */
    bool ok;
    shot_done *done;
    void *arg;
};

static bool save(const struct shot *shot, uint32_t *pixels, int w, int h)
{
    for (size_t i = 0; i < (size_t)w * (size_t)h; i++)
        pixels[i] |= 0xFF000000; /* a panel has no holes */
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom(pixels, w, h, 32, w * 4, SDL_PIXELFORMAT_ARGB8888);
    SDL_Surface *plain = surface ? SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_RGB24, 0) : NULL;
    bool good = plain && IMG_SavePNG(plain, shot->temp) == 0;
    if (!good)
        log_error("shot: %s: %s", shot->temp, SDL_GetError());
    SDL_FreeSurface(plain);
    SDL_FreeSurface(surface);
    return good;
}

/* false: larger than central takes. */
static bool put(const struct shot *shot)
{
    struct stat st;
    if (stat(shot->temp, &st) < 0 || st.st_size > VITALS_SHOT_MAX)
        return false;
    return chmod(shot->temp, 0660) == 0 && rename(shot->temp, shot->path) == 0;
}

static bool make(const struct shot *shot, int max_h)
{
    int w, h;
    struct picture_scale scale;
    picture_fit(shot->w, shot->h, shot->w, max_h, &w, &h);
    uint32_t *small = xcalloc((size_t)w * (size_t)h, sizeof(*small));
    picture_scale_begin(&scale, shot->w, shot->h, small, w, h);
    for (int y = 0; y < shot->h; y++)
        picture_scale_row(&scale, shot->pixels + (size_t)y * (size_t)shot->w);
    picture_scale_end(&scale);
    bool good = save(shot, small, w, h) && put(shot);
    free(small);
    return good;
}

static void run(void *arg)
{
    struct shot *shot = arg;
    shot->ok =
        make(shot, VITALS_SHOT_H) || make(shot, VITALS_SHOT_H / 2); /* a photograph may need more than words do */
    if (!shot->ok)
        (void)remove(shot->temp);
}

static void finish(void *arg, bool ran)
{
    struct shot *shot = arg;
    shot->done(ran && shot->ok, shot->arg);
    free(shot->pixels);
    free(shot->path);
    free(shot->temp);
    free(shot);
}

bool shot_take(struct screen *screen, struct worker *worker, const char *path, shot_done *done, void *arg)
{
    int stride;
    const uint32_t *pixels = screen_pixels(screen, &stride);
    if (!pixels)
        return false;
    struct shot *shot = xcalloc(1, sizeof(*shot));
    screen_size(screen, &shot->w, &shot->h);
    shot->pixels = xcalloc((size_t)shot->w * (size_t)shot->h, sizeof(*shot->pixels));
    for (int y = 0; y < shot->h; y++) {
        uint32_t *row = shot->pixels + (size_t)y * (size_t)shot->w;
        memcpy(row, pixels + (size_t)y * (size_t)stride, (size_t)shot->w * sizeof(*row));
        for (int x = 0; x < shot->w; x++)
            row[x] |= 0xFF000000;
    }
    shot->path = xstrdup(path);
    shot->temp = xasprintf("%s.new", path);
    shot->done = done;
    shot->arg = arg;
    worker_add(worker, run, finish, shot);
    return true;
}
