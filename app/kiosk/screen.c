#include "kiosk/screen.h"

#include <SDL.h>
#include <stdlib.h>

#include "common/log.h"

struct screen {
    SDL_Window *window;
    bool console;
    int w, h, rotate;       /* w, h: of the picture */
    SDL_Surface *canvas;    /* console, or a window whose memory has another layout; else NULL */
    SDL_Surface *direct;    /* the window's own memory, borrowed */
    SDL_Renderer *renderer; /* console */
    SDL_Texture *texture;
};

static bool start_video(bool (*keep_waiting)(void *arg), void *arg)
{
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");       /* one finger is one contact, not a mouse as well */
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1"); /* the first touch after a change of focus counts too */
    bool told = false;
    while (SDL_Init(SDL_INIT_VIDEO | SDL_INIT_EVENTS) != 0) {
        if (!told)
            log_warn("screen: no panel yet (%s); trying again every second", SDL_GetError());
        told = true;
        if (!keep_waiting(arg))
            return false;
        SDL_Delay(1000);
    }
    return true;
}

static bool make_window(struct screen *screen, const struct screen_options *options)
{
    SDL_DisplayMode mode = {.w = 1080, .h = 1920};
    SDL_GetDesktopDisplayMode(0, &mode);
    bool whole = options->w == 0;
    screen->w = whole ? mode.w : options->w;
    screen->h = whole ? mode.h : options->h;
    Uint32 flags = whole ? SDL_WINDOW_BORDERLESS : 0;
    if (screen->console)
        flags = SDL_WINDOW_FULLSCREEN;
    int at = whole ? 0 : (int)SDL_WINDOWPOS_CENTERED;
    screen->window = SDL_CreateWindow("Foyer", at, at, screen->w, screen->h, flags);
    if (!screen->window)
        log_error("screen: no window of %dx%d: %s", screen->w, screen->h, SDL_GetError());
    return screen->window != NULL;
}

static bool make_texture(struct screen *screen)
{
    if (screen->rotate == 90 || screen->rotate == 270) {
        int w = screen->w;
        screen->w = screen->h;
        screen->h = w;
    }
    screen->renderer = SDL_CreateRenderer(screen->window, -1, SDL_RENDERER_PRESENTVSYNC);
    if (screen->renderer)
        screen->texture = SDL_CreateTexture(screen->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING,
                                            screen->w, screen->h);
    screen->canvas = SDL_CreateRGBSurfaceWithFormat(0, screen->w, screen->h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!screen->texture || !screen->canvas)
        log_error("screen: the panel takes no picture of %dx%d: %s", screen->w, screen->h, SDL_GetError());
    return screen->texture && screen->canvas;
}

struct screen *screen_open(const struct screen_options *options, bool (*keep_waiting)(void *arg), void *arg)
{
    if (!start_video(keep_waiting, arg))
        return NULL;
    struct screen *screen = xcalloc(1, sizeof(*screen));
    screen->console = str_eq(SDL_GetCurrentVideoDriver(), "KMSDRM") || str_eq(SDL_GetCurrentVideoDriver(), "kmsdrm");
    screen->rotate = screen->console ? options->rotate : 0;
    if (screen->console) /* without it SDL takes OpenGL on a GLES context: every picture is lost without a word */
        SDL_SetHintWithPriority(SDL_HINT_RENDER_DRIVER, "opengles2", SDL_HINT_DEFAULT);
    else
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (!make_window(screen, options) || (screen->console && !make_texture(screen))) {
        screen_close(screen);
        return NULL;
    }
    SDL_ShowCursor(options->has_mouse ? SDL_ENABLE : SDL_DISABLE);
    SDL_StopTextInput();
    log_info("screen: %dx%d by %s", screen->w, screen->h, SDL_GetCurrentVideoDriver());
    return screen;
}

void screen_close(struct screen *screen)
{
    if (!screen)
        return;
    SDL_FreeSurface(screen->canvas);
    if (screen->texture)
        SDL_DestroyTexture(screen->texture);
    if (screen->renderer)
        SDL_DestroyRenderer(screen->renderer);
    if (screen->window)
        SDL_DestroyWindow(screen->window);
    SDL_Quit();
    free(screen);
}

void screen_size(const struct screen *screen, int *w, int *h)
{
    *w = screen->w;
    *h = screen->h;
}

bool screen_is_console(const struct screen *screen)
{
    return screen->console;
}

int screen_rotation(const struct screen *screen)
{
    return screen->rotate;
}

static bool has_our_layout(const SDL_Surface *surface)
{
    Uint32 format = surface->format->format;
    return format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888;
}

uint32_t *screen_pixels(struct screen *screen, int *stride)
{
    if (!screen->console) {
        screen->direct = SDL_GetWindowSurface(screen->window);
        if (!screen->direct) {
            log_warn("screen: the window has no memory: %s", SDL_GetError());
            return NULL;
        }
        if (has_our_layout(screen->direct) && screen->direct->w >= screen->w && screen->direct->h >= screen->h) {
            *stride = screen->direct->pitch / 4;
            return screen->direct->pixels;
        }
        if (!screen->canvas)
            screen->canvas = SDL_CreateRGBSurfaceWithFormat(0, screen->w, screen->h, 32, SDL_PIXELFORMAT_ARGB8888);
        if (!screen->canvas)
            return NULL;
    }
    *stride = screen->canvas->pitch / 4;
    return screen->canvas->pixels;
}

static bool present_texture(struct screen *screen)
{
    int w = screen->w, h = screen->h, out_w = w, out_h = h;
    SDL_GetRendererOutputSize(screen->renderer, &out_w, &out_h);
    SDL_Rect to = {(out_w - w) / 2, (out_h - h) / 2, w, h}; /* turned about its middle */
    if (SDL_UpdateTexture(screen->texture, NULL, screen->canvas->pixels, screen->canvas->pitch) != 0 ||
        SDL_RenderClear(screen->renderer) != 0 ||
        SDL_RenderCopyEx(screen->renderer, screen->texture, NULL, &to, screen->rotate, NULL, SDL_FLIP_NONE) != 0)
        return false;
    SDL_RenderPresent(screen->renderer);
    return true;
}

static bool present_window(struct screen *screen)
{
    if (screen->canvas)
        SDL_BlitSurface(screen->canvas, NULL, screen->direct, NULL);
    return SDL_UpdateWindowSurface(screen->window) == 0;
}

bool screen_present(struct screen *screen)
{
    if (screen->console ? present_texture(screen) : present_window(screen))
        return true;
    log_warn("screen: a picture did not reach the glass: %s", SDL_GetError());
    return false;
}
