#include "kiosk/screen/screen.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <stdlib.h>

#include "common/log.h"
#include "kiosk/damage.h"
#include "kiosk/turn.h"

struct screen {
    struct screen_options options;
    bool (*keep_waiting)(void *arg);
    void *arg;
    SDL_Window *window;
    bool console;
    int glass_w, glass_h;
    struct turn turn;       /* size of the picture and how it is turned */
    SDL_Surface *canvas;    /* the picture, where it is not painted into the window's memory; else NULL */
    SDL_Surface *direct;    /* the window's own memory, borrowed */
    SDL_Renderer *renderer; /* console */
    SDL_Texture *texture;
};

/* What SDL and Xlib would do at every start for desks: look for a session bus (which may even be started), and read the
 * whole table of compose keys. What somebody has set stays. */
void screen_prepare(void)
{
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    setenv("XCOMPOSEFILE", "/dev/null", 0);
}

/* Video alone: sound, game pads and sensors would be looked for in vain at every start. */
static bool start_video(struct screen *screen)
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
        if (!screen->keep_waiting || !screen->keep_waiting(screen->arg))
            return false;
        SDL_Delay(1000);
    }
    const char *driver = SDL_GetCurrentVideoDriver();
    screen->console = str_eq(driver, "KMSDRM") || str_eq(driver, "kmsdrm");
    if (screen->console) /* without it SDL takes OpenGL on a GLES context: every picture is lost without a word */
        SDL_SetHintWithPriority(SDL_HINT_RENDER_DRIVER, "opengles2", SDL_HINT_DEFAULT);
    else
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    return true;
}

static void measure(struct screen *screen)
{
    bool sideways = turn_is_sideways(screen->options.rotate);
    SDL_GetWindowSize(screen->window, &screen->glass_w, &screen->glass_h);
    screen->turn = (struct turn){screen->options.rotate, sideways ? screen->glass_h : screen->glass_w,
                                 sideways ? screen->glass_w : screen->glass_h};
}

static bool make_window(struct screen *screen)
{
    SDL_DisplayMode mode = {.w = 1080, .h = 1920};
    SDL_GetDesktopDisplayMode(0, &mode);
    bool whole = screen->options.w == 0;
    int w = whole ? mode.w : screen->options.w, h = whole ? mode.h : screen->options.h;
    Uint32 flags = whole ? SDL_WINDOW_BORDERLESS : 0;
    if (screen->console)
        flags = SDL_WINDOW_FULLSCREEN;
    int at = whole ? 0 : (int)SDL_WINDOWPOS_CENTERED;
    screen->window = SDL_CreateWindow("Foyer", at, at, w, h, flags);
    if (!screen->window) {
        log_error("screen: no window of %dx%d: %s", w, h, SDL_GetError());
        return false;
    }
    measure(screen);
    return true;
}

static bool make_canvas(struct screen *screen)
{
    if (!screen->canvas)
        screen->canvas =
            SDL_CreateRGBSurfaceWithFormat(0, screen->turn.w, screen->turn.h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!screen->canvas)
        log_error("screen: no memory for a picture of %dx%d: %s", screen->turn.w, screen->turn.h, SDL_GetError());
    return screen->canvas != NULL;
}

static bool make_texture(struct screen *screen)
{
    screen->renderer = SDL_CreateRenderer(screen->window, -1, SDL_RENDERER_PRESENTVSYNC);
    if (screen->renderer)
        screen->texture = SDL_CreateTexture(screen->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING,
                                            screen->turn.w, screen->turn.h);
    if (!screen->texture)
        log_error("screen: the panel takes no picture of %dx%d: %s", screen->turn.w, screen->turn.h, SDL_GetError());
    return screen->texture && make_canvas(screen);
}

static bool start(struct screen *screen)
{
    if (!start_video(screen) || !make_window(screen) || (screen->console && !make_texture(screen)))
        return false;
    SDL_ShowCursor(screen->options.has_mouse ? SDL_ENABLE : SDL_DISABLE);
    SDL_StopTextInput();
    log_info("screen: %dx%d by %s", screen->turn.w, screen->turn.h, SDL_GetCurrentVideoDriver());
    return true;
}

static void drop_canvas(struct screen *screen)
{
    SDL_FreeSurface(screen->canvas);
    screen->canvas = screen->direct = NULL;
}

static void stop(struct screen *screen)
{
    drop_canvas(screen);
    if (screen->texture)
        SDL_DestroyTexture(screen->texture);
    if (screen->renderer)
        SDL_DestroyRenderer(screen->renderer);
    if (screen->window)
        SDL_DestroyWindow(screen->window);
    screen->texture = NULL;
    screen->renderer = NULL;
    screen->window = NULL;
    SDL_QuitSubSystem(SDL_INIT_VIDEO | SDL_INIT_EVENTS);
}

struct screen *screen_open(const struct screen_options *options, bool (*keep_waiting)(void *arg), void *arg)
{
    struct screen *screen = xcalloc(1, sizeof(*screen));
    screen->options = *options;
    screen->keep_waiting = keep_waiting;
    screen->arg = arg;
    if (start(screen))
        return screen;
    screen_close(screen);
    return NULL;
}

void screen_close(struct screen *screen)
{
    if (!screen)
        return;
    stop(screen);
    SDL_Quit();
    free(screen);
}

bool screen_reopen(struct screen *screen)
{
    log_warn("screen: the panel is opened anew");
    bool writes = SDL_IsTextInputActive();
    stop(screen);
    while (!start(screen)) {
        stop(screen);
        if (!screen->keep_waiting || !screen->keep_waiting(screen->arg))
            return false;
        SDL_Delay(1000);
    }
    if (writes)
        SDL_StartTextInput();
    return true;
}

/* A window that covers the display follows it when the display changes its size. */
static void follow_display(struct screen *screen)
{
    SDL_DisplayMode mode;
    if (screen->options.w || screen->console || SDL_GetDesktopDisplayMode(0, &mode) != 0)
        return;
    if (mode.w != screen->glass_w || mode.h != screen->glass_h)
        SDL_SetWindowSize(screen->window, mode.w, mode.h);
}

bool screen_fit(struct screen *screen)
{
    int w = screen->glass_w, h = screen->glass_h;
    follow_display(screen);
    measure(screen);
    if (w == screen->glass_w && h == screen->glass_h)
        return false;
    drop_canvas(screen);
    log_info("screen: it has %dx%d now", screen->turn.w, screen->turn.h);
    return true;
}

void screen_size(const struct screen *screen, int *w, int *h)
{
    *w = screen->turn.w;
    *h = screen->turn.h;
}

bool screen_is_console(const struct screen *screen)
{
    return screen->console;
}

int screen_drm_fd(const struct screen *screen)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    bool known = screen->console && SDL_GetWindowWMInfo(screen->window, &info) && info.subsystem == SDL_SYSWM_KMSDRM;
    return known ? info.info.kmsdrm.drm_fd : -1;
}

void screen_touch(const struct screen *screen, double x, double y, int *picture_x, int *picture_y)
{
    turn_to_picture(&screen->turn, x, y, picture_x, picture_y);
}

void screen_click(const struct screen *screen, int x, int y, int *picture_x, int *picture_y)
{
    screen_touch(screen, (x + 0.5) / screen->glass_w, (y + 0.5) / screen->glass_h, picture_x, picture_y);
}

/* --- pictures --- */

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
        if (screen->turn.degrees == 0 && has_our_layout(screen->direct) && screen->direct->w >= screen->turn.w &&
            screen->direct->h >= screen->turn.h) {
            *stride = screen->direct->pitch / 4;
            return screen->direct->pixels;
        }
    }
    if (!make_canvas(screen))
        return NULL;
    *stride = screen->canvas->pitch / 4;
    return screen->canvas->pixels;
}

static SDL_Rect sdl_rect(struct rect rect)
{
    return (SDL_Rect){rect.x, rect.y, rect.w, rect.h};
}

static bool present_texture(struct screen *screen, const struct rect *rects, size_t count)
{
    int w = screen->turn.w, h = screen->turn.h, out_w = w, out_h = h;
    SDL_GetRendererOutputSize(screen->renderer, &out_w, &out_h);
    SDL_Rect to = {(out_w - w) / 2, (out_h - h) / 2, w, h}; /* turned about its middle */
    for (size_t i = 0; i < count; i++) {
        SDL_Rect rect = sdl_rect(rects[i]);
        const uint8_t *first = (const uint8_t *)screen->canvas->pixels + rect.y * screen->canvas->pitch + rect.x * 4;
        if (SDL_UpdateTexture(screen->texture, &rect, first, screen->canvas->pitch) != 0)
            return false;
    }
    if (SDL_RenderClear(screen->renderer) != 0 ||
        SDL_RenderCopyEx(screen->renderer, screen->texture, NULL, &to, screen->turn.degrees, NULL, SDL_FLIP_NONE) != 0)
        return false;
    SDL_RenderPresent(screen->renderer);
    return true;
}

/* From the canvas to the window's memory, turned where the panel is. */
static void copy_to_window(struct screen *screen, struct rect rect)
{
    SDL_Rect from = sdl_rect(rect), to = sdl_rect(turn_to_glass(&screen->turn, rect));
    if (screen->turn.degrees == 0)
        SDL_BlitSurface(screen->canvas, &from, screen->direct, &to);
    else
        turn_copy(&screen->turn, rect, screen->canvas->pixels, screen->canvas->pitch / 4, screen->direct->pixels,
                  screen->direct->pitch / 4);
}

static bool present_window(struct screen *screen, const struct rect *rects, size_t count)
{
    SDL_Rect changed[DAMAGE_MAX];
    SDL_Rect glass = {0, 0, screen->direct->w, screen->direct->h};
    int used = 0;
    for (size_t i = 0; i < count && i < DAMAGE_MAX; i++) {
        SDL_Rect rect = sdl_rect(turn_to_glass(&screen->turn, rects[i]));
        if (!SDL_IntersectRect(&rect, &glass, &changed[used]))
            continue;
        if (screen->canvas)
            copy_to_window(screen, rects[i]);
        used++;
    }
    return used == 0 || SDL_UpdateWindowSurfaceRects(screen->window, changed, used) == 0;
}

bool screen_present(struct screen *screen, const struct rect *rects, size_t count)
{
    if (screen->console ? present_texture(screen, rects, count) : present_window(screen, rects, count))
        return true;
    log_warn("screen: a picture did not reach the glass: %s", SDL_GetError());
    return false;
}
