/* foyer-codes: prints what the codes (QR and others) in the picture on its standard input say, one a line. The server
 * runs it locked in (central/files/jail.h) when a picture is uploaded, so that an approver sees where a code leads that
 * no eye can read. 0: looked at, also when there is none; 1: it cannot be read, or what was found not be printed. */
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zbar.h>

#include "common/file.h"
#include "common/mediainfo.h"

#define DRAWING_W 1600 /* px: a drawing has no size of its own */
#define TEXT_MAX  1000 /* bytes of a code that are told */

static SDL_Surface *decode(const struct buf *bytes)
{
    struct mediainfo info;
    if (!mediainfo_read(bytes->data, bytes->len, &info) || info.type == MEDIAINFO_WAV)
        return NULL;
    SDL_RWops *stream = SDL_RWFromConstMem(bytes->data, (int)bytes->len);
    SDL_Surface *drawn =
        info.type == MEDIAINFO_SVG ? IMG_LoadSizedSVG_RW(stream, DRAWING_W, 0) : IMG_Load_RW(stream, 0);
    SDL_RWclose(stream);
    SDL_Surface *rgba = drawn ? SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_RGBA32, 0) : NULL;
    SDL_FreeSurface(drawn);
    return rgba;
}

/* Brightness on white paper, as zbar wants it. Yours. */
static uint8_t *grey_of(const SDL_Surface *rgba)
{
    uint8_t *grey = xmalloc((size_t)rgba->w * (size_t)rgba->h);
    for (int y = 0; y < rgba->h; y++) {
        const uint8_t *from = (const uint8_t *)rgba->pixels + (size_t)y * (size_t)rgba->pitch;
        for (int x = 0; x < rgba->w; x++, from += 4) {
            int light = (from[0] * 77 + from[1] * 150 + from[2] * 29) >> 8;
            grey[(size_t)y * (size_t)rgba->w + (size_t)x] = (uint8_t)((light * from[3] + 255 * (255 - from[3])) / 255);
        }
    }
    return grey;
}

static void print_text(const char *text)
{
    for (size_t i = 0; text[i] && i < TEXT_MAX; i++)
        putchar((unsigned char)text[i] < 0x20 || text[i] == 0x7f ? ' ' : text[i]);
    putchar('\n');
}

/* false: there was no memory to look in. */
static bool print_codes(const SDL_Surface *rgba)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    uint8_t *grey = grey_of(rgba);
    zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_ENABLE, 1);
    /* As it is: zbar takes UTF-8 of Chinese for Japanese. */
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)rgba->w, (unsigned)rgba->h);
    zbar_image_set_data(image, grey, (unsigned long)rgba->w * (unsigned long)rgba->h, NULL);
    bool looked = zbar_scan_image(scanner, image) >= 0;
    for (const zbar_symbol_t *code = zbar_image_first_symbol(image); code; code = zbar_symbol_next(code))
        print_text(zbar_symbol_get_data(code));
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    free(grey);
    return looked;
}

int main(void)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    SDL_Surface *rgba = file_read_all(STDIN_FILENO, MEDIAINFO_BYTES_MAX, &bytes) ? decode(&bytes) : NULL;
    if (!rgba)
        return EXIT_FAILURE;
    bool told = print_codes(rgba) && fflush(stdout) == 0 && !ferror(stdout);
    SDL_FreeSurface(rgba);
    return told ? EXIT_SUCCESS : EXIT_FAILURE;
}
