/* foyer-codes: prints what the codes (QR and others) in the picture on its standard input say, one a line, some twice.
 * The server runs it locked in (central/files/jail.h) when a picture is uploaded, so that an approver sees where a code
 * leads that no eye can read. 0: looked at, also when there is none; 1: it cannot be read, or what was found not be
 * printed. */
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zbar.h>

#include "common/file.h"
#include "common/mediainfo.h"

#define DRAWING_W 1600 /* px: about as large a drawing is looked at */
#define TEXT_MAX  1000 /* bytes of a code that are told */

/* As often as its own size goes into that, so that the squares of a code still lie on whole pixels: between others the
 * drawing leaves hairlines, and they cut a code to pieces for this reader, not for a phone. */
static int drawing_w(int own_w)
{
    return own_w > 0 && own_w < DRAWING_W ? own_w * (DRAWING_W / own_w) : MAX(own_w, 1);
}

static SDL_Surface *decode(const struct buf *bytes)
{
    struct mediainfo info;
    if (!mediainfo_read(bytes->data, bytes->len, &info) || info.type == MEDIAINFO_WAV)
        return NULL;
    SDL_RWops *stream = SDL_RWFromConstMem(bytes->data, (int)bytes->len);
    SDL_Surface *drawn =
        info.type == MEDIAINFO_SVG ? IMG_LoadSizedSVG_RW(stream, drawing_w(info.width), 0) : IMG_Load_RW(stream, 0);
    SDL_RWclose(stream);
    SDL_Surface *rgba = drawn ? SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_RGBA32, 0) : NULL;
    SDL_FreeSurface(drawn);
    return rgba;
}

/* Brightness on paper of this brightness, as zbar wants it. Yours. */
static uint8_t *grey_of(const SDL_Surface *rgba, int paper)
{
    uint8_t *grey = xmalloc((size_t)rgba->w * (size_t)rgba->h);
    for (int y = 0; y < rgba->h; y++) {
        const uint8_t *from = (const uint8_t *)rgba->pixels + (size_t)y * (size_t)rgba->pitch;
        for (int x = 0; x < rgba->w; x++, from += 4) {
            int light = (from[0] * 77 + from[1] * 150 + from[2] * 29) >> 8;
            grey[(size_t)y * (size_t)rgba->w + (size_t)x] =
                (uint8_t)((light * from[3] + paper * (255 - from[3])) / 255);
        }
    }
    return grey;
}

/* From its first visible sign on: a code that begins with blanks, or with NUL, leads where it leads all the same. */
static void print_text(const char *text, size_t len)
{
    size_t from = 0;
    while (from < len && ((unsigned char)text[from] <= 0x20 || text[from] == 0x7f))
        from++;
    for (size_t i = from; i < len && i - from < TEXT_MAX; i++)
        putchar((unsigned char)text[i] < 0x20 || text[i] == 0x7f ? ' ' : text[i]);
    putchar('\n');
}

/* White on black is read, too: phones do. false: there was no memory to look in. */
static bool print_codes(const SDL_Surface *rgba, int paper)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    uint8_t *grey = grey_of(rgba, paper);
    zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_TEST_INVERTED, 1);
    /* As it is: zbar takes UTF-8 of Chinese for Japanese. */
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)rgba->w, (unsigned)rgba->h);
    zbar_image_set_data(image, grey, (unsigned long)rgba->w * (unsigned long)rgba->h, NULL);
    bool looked = zbar_scan_image(scanner, image) >= 0;
    for (const zbar_symbol_t *code = zbar_image_first_symbol(image); code; code = zbar_symbol_next(code))
        print_text(zbar_symbol_get_data(code), zbar_symbol_get_data_length(code));
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    free(grey);
    return looked;
}

static bool is_see_through(const SDL_Surface *rgba)
{
    for (int y = 0; y < rgba->h; y++) {
        const uint8_t *from = (const uint8_t *)rgba->pixels + (size_t)y * (size_t)rgba->pitch;
        for (int x = 0; x < rgba->w; x++) {
            if (from[4 * x + 3] < 255)
                return true;
        }
    }
    return false;
}

int main(void)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    SDL_Surface *rgba = file_read_all(STDIN_FILENO, MEDIAINFO_BYTES_MAX, &bytes) ? decode(&bytes) : NULL;
    if (!rgba)
        return EXIT_FAILURE;
    bool looked = print_codes(rgba, 255 /* white */) && (!is_see_through(rgba) || print_codes(rgba, 0 /* black */));
    bool told = looked && fflush(stdout) == 0 && !ferror(stdout);
    SDL_FreeSurface(rgba);
    return told ? EXIT_SUCCESS : EXIT_FAILURE;
}
