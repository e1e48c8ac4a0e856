/* foyer-photo TURN <photograph >picture.jpg
 * Turns a stranger's photograph into a picture that holds pixels and nothing else: decoded, made smaller, turned
 * upright (TURN as Exif counts, 1 to 8) and encoded anew, so that place, time, camera and whatever else was hidden in
 * the file stay behind. Runs in central's jail; a crash here is a refused photograph. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jpeglib.h>

#include "photo/photo.h"

#define BYTES_MAX (16u << 20)
#define QUALITY   82

static uint8_t *read_all(size_t *len)
{
    uint8_t *bytes = malloc(BYTES_MAX);
    *len = 0;
    while (bytes && *len < BYTES_MAX) {
        ssize_t got = read(STDIN_FILENO, bytes + *len, BYTES_MAX - *len);
        if (got < 0)
            return NULL;
        if (got == 0)
            return bytes;
        *len += (size_t)got;
    }
    return NULL;
}

/* The mean of the square of pixels that becomes one. */
static void mean(const struct photo *from, int x0, int x1, int y0, int y1, uint8_t out[static 3])
{
    uint64_t sum[3] = {0}, count = (uint64_t)(x1 - x0) * (uint64_t)(y1 - y0);
    for (int y = y0; y < y1; y++) {
        for (int x = x0; x < x1; x++) {
            const uint8_t *pixel = from->rgb + ((size_t)y * (size_t)from->width + (size_t)x) * 3;
            for (int c = 0; c < 3; c++)
                sum[c] += pixel[c];
        }
    }
    for (int c = 0; c < 3; c++)
        out[c] = (uint8_t)(sum[c] / count);
}

static bool shrink(struct photo *photo)
{
    int side = photo->width > photo->height ? photo->width : photo->height;
    if (side <= PHOTO_SIDE_MAX)
        return true;
    struct photo small = {.width = (int)((int64_t)photo->width * PHOTO_SIDE_MAX / side),
                          .height = (int)((int64_t)photo->height * PHOTO_SIDE_MAX / side)};
    small.width += small.width == 0;
    small.height += small.height == 0;
    small.rgb = malloc((size_t)small.width * (size_t)small.height * 3);
    if (!small.rgb)
        return false;
    for (int y = 0; y < small.height; y++) {
        int y0 = (int)((int64_t)y * photo->height / small.height),
            y1 = (int)((int64_t)(y + 1) * photo->height / small.height);
        for (int x = 0; x < small.width; x++) {
            int x0 = (int)((int64_t)x * photo->width / small.width),
                x1 = (int)((int64_t)(x + 1) * photo->width / small.width);
            mean(photo, x0, x1 > x0 ? x1 : x0 + 1, y0, y1 > y0 ? y1 : y0 + 1,
                 small.rgb + ((size_t)y * (size_t)small.width + (size_t)x) * 3);
        }
    }
    free(photo->rgb);
    *photo = small;
    return true;
}

/* Where the upright picture's pixel lies in the file's: Exif 2 mirrors, 3 turns half round, 5 to 8 lie on a side. */
static void source(const struct photo *from, int turn, int x, int y, int *sx, int *sy)
{
    int right = from->width - 1, bottom = from->height - 1;
    switch (turn) {
    case 2:
        *sx = right - x, *sy = y;
        break;
    case 3:
        *sx = right - x, *sy = bottom - y;
        break;
    case 4:
        *sx = x, *sy = bottom - y;
        break;
    case 5:
        *sx = y, *sy = x;
        break;
    case 6:
        *sx = y, *sy = bottom - x;
        break;
    case 7:
        *sx = right - y, *sy = bottom - x;
        break;
    case 8:
        *sx = right - y, *sy = x;
        break;
    default:
        *sx = x, *sy = y;
        break;
    }
}

static bool turn_upright(struct photo *photo, int turn)
{
    if (turn < 2 || turn > 8)
        return true;
    bool lies = turn >= 5;
    struct photo up = {.width = lies ? photo->height : photo->width, .height = lies ? photo->width : photo->height};
    up.rgb = malloc((size_t)up.width * (size_t)up.height * 3);
    if (!up.rgb)
        return false;
    for (int y = 0; y < up.height; y++) {
        for (int x = 0; x < up.width; x++) {
            int sx, sy;
            source(photo, turn, x, y, &sx, &sy);
            memcpy(up.rgb + ((size_t)y * (size_t)up.width + (size_t)x) * 3,
                   photo->rgb + ((size_t)sy * (size_t)photo->width + (size_t)sx) * 3, 3);
        }
    }
    free(photo->rgb);
    *photo = up;
    return true;
}

static void write_jpeg(const struct photo *photo)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    jpeg.err = jpeg_std_error(&errors); /* ends the program, which is right here */
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, stdout);
    jpeg.image_width = (JDIMENSION)photo->width;
    jpeg.image_height = (JDIMENSION)photo->height;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, QUALITY, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW row = photo->rgb + (size_t)jpeg.next_scanline * (size_t)photo->width * 3;
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
}

int main(int argc, char **argv)
{
    struct photo photo = {0};
    size_t len;
    int turn = argc == 2 && argv[1][0] >= '1' && argv[1][0] <= '8' && !argv[1][1] ? argv[1][0] - '0' : 1;
    uint8_t *bytes = read_all(&len);
    if (!bytes || !photo_decode(&photo, bytes, len))
        return 1;
    free(bytes);
    if (!shrink(&photo) || !turn_upright(&photo, turn))
        return 1;
    write_jpeg(&photo);
    free(photo.rgb);
    return fflush(stdout) == 0 ? 0 : 1;
}
