/* The decoder against files that are what they say, and files that are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/crypto.h"
#include "kiosk/screen/picture_file.h"
#include "kiosk/screen/render.h"

#define BYTES_MAX (1 << 20)
#define BLUE      0xFF005AB4u

static const char webp[] =
    "\x52\x49\x46\x46\x1c\x00\x00\x00\x57\x45\x42\x50\x56\x50\x38\x4c\x10\x00\x00\x00\x2f\x0f\xc0\x01"
    "\x00\x07\x50\xad\x28\x6d\xff\x03\x11\xd1\xff\x00";
static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">"
                          "<rect x=\"0\" y=\"0\" width=\"40\" height=\"20\" fill=\"#005AB4\"/></svg>";

static SDL_Surface *blue(int w, int h)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_FillRect(surface, NULL, BLUE);
    for (int i = 0; i < w; i++) /* so that a packer has something to do */
        ((uint32_t *)surface->pixels)[i * 37 % (w * h)] ^= (uint32_t)(i & 3);
    return surface;
}

static struct buf saved(int w, int h, bool jpeg)
{
    struct buf bytes = {0};
    char *memory = xmalloc(BYTES_MAX);
    SDL_RWops *stream = SDL_RWFromMem(memory, BYTES_MAX);
    SDL_Surface *surface = blue(w, h);
    assert_int_equal(jpeg ? IMG_SaveJPG_RW(surface, stream, 0, 90) : IMG_SavePNG_RW(surface, stream, 0), 0);
    buf_append(&bytes, memory, (size_t)SDL_RWtell(stream));
    SDL_RWclose(stream);
    SDL_FreeSurface(surface);
    free(memory);
    return bytes;
}

/* Writes the bytes where a blob would lie and decodes them. NULL: decoded; else the reason (yours). */
static char *decode_as(const char *sha256, const void *bytes, size_t len, int max_w, int max_h, struct picture *picture)
{
    char path[] = "/tmp/foyer-picture-XXXXXX", *why = NULL;
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
    close(fd);
    memset(picture, 0, sizeof(*picture));
    bool good = picture_file_decode(path, sha256, max_w, max_h, picture, &why);
    unlink(path);
    assert_true(good == (why == NULL));
    assert_true(good == (picture->argb != NULL));
    return why;
}

static char *decode(const void *bytes, size_t len, int max_w, int max_h, struct picture *picture)
{
    char sha256[65];
    crypto_sha256_hex(sha256, bytes, len);
    return decode_as(sha256, bytes, len, max_w, max_h, picture);
}

static void assert_blue(const struct picture *picture)
{
    uint32_t middle = picture->argb[picture->h / 2 * picture->w + picture->w / 2];
    for (int shift = 0; shift < 24; shift += 8)
        assert_true(abs((int)(middle >> shift & 255) - (int)(BLUE >> shift & 255)) < 6);
}

static void refuse(const void *bytes, size_t len, const char *word)
{
    struct picture picture;
    CLEANUP(free_ptr) char *why = decode(bytes, len, 100, 100, &picture);
    assert_non_null(why);
    if (!strstr(why, word))
        fail_msg("\"%s\" does not speak of \"%s\"", why, word);
}

static void each_type_is_decoded_and_made_to_fit(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf png = saved(300, 150, false);
    CLEANUP(buf_fini) struct buf jpeg = saved(300, 150, true);
    struct {
        const void *bytes;
        size_t len;
        int w, h;
    } const files[] = {{png.data, png.len, 100, 50},
                       {jpeg.data, jpeg.len, 100, 50},
                       {webp, sizeof(webp) - 1, 16, 8}, /* not made larger */
                       {svg, sizeof(svg) - 1, 100, 50} /* has no size of its own */};
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct picture picture;
        assert_null(decode(files[i].bytes, files[i].len, 100, 100, &picture));
        assert_int_equal(picture.w, files[i].w);
        assert_int_equal(picture.h, files[i].h);
        assert_blue(&picture);
        free(picture.argb);
    }
}

static void file_that_is_cut_short_is_refused_at_any_length(void **state)
{
    (void)state;
    for (int jpeg = 0; jpeg < 2; jpeg++) {
        CLEANUP(buf_fini) struct buf whole = saved(64, 64, jpeg);
        for (size_t len = 0; len + 14 < whole.len; len += 1 + whole.len / 60) {
            struct picture picture;
            CLEANUP(free_ptr) char *why = decode(whole.data, len, 100, 100, &picture);
            assert_non_null(why);
        }
    }
}

static void file_that_is_not_the_one_named_is_refused(void **state)
{
    (void)state;
    struct picture picture;
    char sha256[65];
    crypto_sha256_hex(sha256, svg, sizeof(svg) - 1);
    CLEANUP(free_ptr) char *why = decode_as(sha256, svg, sizeof(svg) - 2, 100, 100, &picture);
    assert_non_null(strstr(why, "damaged"));
    CLEANUP(free_ptr) char *gone = NULL;
    assert_false(picture_file_decode("/nowhere/blobs/x", sha256, 10, 10, &picture, &gone));
    assert_non_null(strstr(gone, "not here"));
}

static void too_many_pixels_are_refused_before_decoding(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf jpeg = saved(8, 8, true);
    char *frame = memmem(jpeg.data, jpeg.len, "\xFF\xC0", 2);
    assert_non_null(frame);
    frame[5] = frame[7] = 0x7F; /* height and width: 32,520 px */
    refuse(jpeg.data, jpeg.len, "pixel");
}

static void drawing_that_does_more_than_shapes_is_refused(void **state)
{
    (void)state;
    static const char script[] =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"><script>1</script></svg>";
    static const char outside[] = "<svg width=\"4\" height=\"4\"><image href=\"http://example.org/x.png\"/></svg>";
    refuse(script, sizeof(script) - 1, "script");
    refuse(outside, sizeof(outside) - 1, "image");
    refuse("<html></html>", 13, "");
}

static void picture_is_painted_inside_its_clip_alone(void **state)
{
    (void)state;
    enum { W = 40, H = 30 };
    uint32_t glass[W * H], source[4] = {0xFFFF0000, 0xFFFF0000, 0xFFFF0000, 0xFFFF0000};
    for (int scale = 1; scale <= 20; scale += 19) {
        memset(glass, 0, sizeof(glass));
        struct pixels pixels = {glass, W, {5, 6, 10, 12}};
        pixels_scaled(&pixels, (struct rect){-3, 4, 2 * scale + 4, 2 * scale + 4}, 2, 2, source);
        for (int y = 0; y < H; y++) {
            for (int x = 0; x < W; x++) {
                bool inside = x >= 5 && x < MIN(15, 2 * scale + 1) && y >= 6 && y < MIN(18, 2 * scale + 8);
                assert_int_equal(glass[y * W + x] & 0xFFFFFF, inside ? 0xFF0000 : 0);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_type_is_decoded_and_made_to_fit),
        cmocka_unit_test(file_that_is_cut_short_is_refused_at_any_length),
        cmocka_unit_test(file_that_is_not_the_one_named_is_refused),
        cmocka_unit_test(too_many_pixels_are_refused_before_decoding),
        cmocka_unit_test(drawing_that_does_more_than_shapes_is_refused),
        cmocka_unit_test(picture_is_painted_inside_its_clip_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
