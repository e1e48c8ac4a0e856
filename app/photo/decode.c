#include "photo/photo.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>
#include <webp/decode.h>

static bool make(struct photo *photo, int width, int height)
{
    if (width < 1 || height < 1 || (int64_t)width * height > PHOTO_PIXELS_MAX)
        return false;
    photo->width = width;
    photo->height = height;
    photo->rgb = malloc((size_t)width * (size_t)height * 3);
    return photo->rgb != NULL;
}

/* --- JPEG --- */

struct jpeg_errors {
    struct jpeg_error_mgr base;
    jmp_buf out;
};

static void on_error(j_common_ptr info)
{
    struct jpeg_errors *errors = (struct jpeg_errors *)info->err;
    longjmp(errors->out, 1);
}

static void on_message(j_common_ptr info)
{
    (void)info; /* the output is the picture and nothing else */
}

/* The decoder itself makes large pictures smaller: less memory, less time. */
static unsigned reduction(unsigned width, unsigned height)
{
    unsigned side = width > height ? width : height, by = 1;
    while (by < 8 && side / (by * 2) >= PHOTO_SIDE_MAX)
        by *= 2;
    return by;
}

static bool decode_jpeg(struct photo *photo, const uint8_t *bytes, size_t len)
{
    struct jpeg_decompress_struct jpeg;
    struct jpeg_errors errors;
    jpeg.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = on_error;
    errors.base.output_message = on_message;
    if (setjmp(errors.out))
        return false; /* the process ends: nothing is freed */
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, bytes, len);
    jpeg_read_header(&jpeg, TRUE);
    jpeg.out_color_space = JCS_RGB;
    jpeg.scale_num = 1;
    jpeg.scale_denom = reduction(jpeg.image_width, jpeg.image_height);
    jpeg_start_decompress(&jpeg);
    if (!make(photo, (int)jpeg.output_width, (int)jpeg.output_height))
        return false;
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = photo->rgb + (size_t)jpeg.output_scanline * (size_t)photo->width * 3;
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    return true;
}

/* --- PNG --- */

static bool decode_png(struct photo *photo, const uint8_t *bytes, size_t len)
{
    png_image png = {.version = PNG_IMAGE_VERSION};
    const png_color white = {255, 255, 255};
    if (!png_image_begin_read_from_memory(&png, bytes, len))
        return false;
    png.format = PNG_FORMAT_RGB;
    return make(photo, (int)png.width, (int)png.height) &&
           png_image_finish_read(&png, &white, photo->rgb, photo->width * 3, NULL);
}

/* --- WebP --- */

static bool decode_webp(struct photo *photo, const uint8_t *bytes, size_t len)
{
    int width, height;
    if (!WebPGetInfo(bytes, len, &width, &height) || !make(photo, width, height))
        return false;
    size_t size = (size_t)width * (size_t)height * 3;
    return WebPDecodeRGBInto(bytes, len, photo->rgb, size, width * 3) != NULL;
}

bool photo_decode(struct photo *photo, const uint8_t *bytes, size_t len)
{
    if (len > 3 && memcmp(bytes, "\xff\xd8\xff", 3) == 0)
        return decode_jpeg(photo, bytes, len);
    if (len > 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
        return decode_png(photo, bytes, len);
    if (len > 12 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0)
        return decode_webp(photo, bytes, len);
    return false;
}
