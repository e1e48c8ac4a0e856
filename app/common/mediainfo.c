/* PNG: ISO/IEC 15948. JPEG: ITU-T T.81. WebP: RFC 9649. WAV: RIFF with format 1. */
#include "common/mediainfo.h"

#include <stdarg.h>
#include <stdio.h>
#include <zlib.h>

#include "common/mediainfo_internal.h"

struct bytes {
    const uint8_t *at;
    size_t len;
};

bool mediainfo_refuse(struct mediainfo *info, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vsnprintf(info->why, sizeof(info->why), fmt, args);
    va_end(args);
    return false;
}

static uint32_t big16(const uint8_t *p)
{
    return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t big32(const uint8_t *p)
{
    return big16(p) << 16 | big16(p + 2);
}

static uint32_t little16(const uint8_t *p)
{
    return (uint32_t)p[1] << 8 | p[0];
}

static uint32_t little24(const uint8_t *p)
{
    return (uint32_t)p[2] << 16 | little16(p);
}

static uint32_t little32(const uint8_t *p)
{
    return little16(p + 2) << 16 | little16(p);
}

static bool starts_with(struct bytes bytes, size_t at, const char *word, size_t word_len)
{
    return bytes.len >= at + word_len && memcmp(bytes.at + at, word, word_len) == 0;
}

static bool set_size(struct mediainfo *info, uint32_t width, uint32_t height)
{
    if (width == 0 || height == 0)
        return mediainfo_refuse(info, "the picture says that it is empty");
    if (width > MEDIAINFO_SIDE_MAX || height > MEDIAINFO_SIDE_MAX)
        return mediainfo_refuse(info, "%u × %u pixels: a side may have %d at most", width, height, MEDIAINFO_SIDE_MAX);
    if ((uint64_t)width * height > MEDIAINFO_PIXELS_MAX)
        return mediainfo_refuse(info, "%u × %u pixels are more than 24 million", width, height);
    info->width = (int)width;
    info->height = (int)height;
    return true;
}

/* --- PNG --- */

/* The chunks follow one another to the last: otherwise the file was cut short on its way. */
static bool png_is_whole(struct bytes png)
{
    for (size_t at = 8; png.len - at >= 12;) {
        size_t len = big32(png.at + at);
        if (len > png.len - at - 12)
            return false;
        if (memcmp(png.at + at + 4, "IEND", 4) == 0)
            return true;
        at += len + 12;
    }
    return false;
}

static bool read_png(struct bytes png, struct mediainfo *info)
{
    info->type = MEDIAINFO_PNG;
    if (png.len < 33 || big32(png.at + 8) != 13 || memcmp(png.at + 12, "IHDR", 4) != 0 ||
        crc32(0, png.at + 12, 17) != big32(png.at + 29))
        return mediainfo_refuse(info, "the PNG file is damaged");
    uint8_t depth = png.at[24], kind = png.at[25];
    if (depth == 0 || depth > 16 || (depth & (depth - 1)) != 0 || kind > 6 || png.at[26] || png.at[27] ||
        png.at[28] > 1)
        return mediainfo_refuse(info, "the PNG file is damaged");
    if (!set_size(info, big32(png.at + 16), big32(png.at + 20)))
        return false;
    return png_is_whole(png) || mediainfo_refuse(info, "the PNG file is cut short");
}

/* --- JPEG --- */

static bool is_frame(uint8_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool stands_alone(uint8_t marker)
{
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

/* `at`: the two bytes of the frame's length. */
static bool read_frame(struct bytes jpeg, size_t at, uint8_t marker, struct mediainfo *info)
{
    const uint8_t *frame = jpeg.at + at;
    if (big16(frame) < 8)
        return mediainfo_refuse(info, "the JPEG file is damaged");
    if (marker > 0xC2 || frame[2] != 8)
        return mediainfo_refuse(info, "this rare kind of JPEG is not shown; save it as an ordinary one");
    if (frame[7] != 1 && frame[7] != 3)
        return mediainfo_refuse(info, "this JPEG is made for printing (CMYK); save it in RGB");
    bool lies = info->turn >= 5;
    if (!set_size(info, big16(frame + (lies ? 3 : 5)), big16(frame + (lies ? 5 : 3))))
        return false;
    return memmem(frame, jpeg.len - at, "\xFF\xD9", 2) || mediainfo_refuse(info, "the JPEG file is cut short");
}

static bool read_jpeg(struct bytes jpeg, struct mediainfo *info)
{
    info->type = MEDIAINFO_JPEG;
    for (size_t at = 2; at + 10 <= jpeg.len;) {
        uint8_t marker = jpeg.at[at + 1];
        if (jpeg.at[at] != 0xFF)
            break;
        if (marker == 0xFF || stands_alone(marker)) { /* filling, or a marker without content */
            at += marker == 0xFF ? 1 : 2;
            continue;
        }
        if (is_frame(marker))
            return read_frame(jpeg, at + 2, marker, info);
        size_t len = big16(jpeg.at + at + 2);
        if (marker == 0xDA || marker == 0xD9 || len < 2 || len > jpeg.len - at - 2)
            break;
        if (marker == 0xE1 && info->turn == 1)
            info->turn = mediainfo_exif_turn(jpeg.at + at + 4, len - 2);
        at += 2 + len;
    }
    return mediainfo_refuse(info, "the JPEG file is damaged or cut short");
}

/* --- RIFF: WebP and WAV --- */

struct chunk {
    const uint8_t *name; /* 4 letters */
    struct bytes body;
};

/* false: no further whole chunk. Steps `*at`, which starts at 12. */
static bool next_chunk(struct bytes riff, size_t *at, struct chunk *chunk)
{
    if (*at > riff.len || riff.len - *at < 8)
        return false;
    size_t len = little32(riff.at + *at + 4), left = riff.len - *at - 8;
    if (len > left)
        return false;
    *chunk = (struct chunk){.name = riff.at + *at, .body = {riff.at + *at + 8, len}};
    *at += 8 + len + (len & 1);
    return true;
}

static bool is_named(const struct chunk *chunk, const char *name)
{
    return memcmp(chunk->name, name, 4) == 0;
}

static bool read_lossy(struct bytes body, struct mediainfo *info)
{
    if (body.len < 10 || (body.at[0] & 1) != 0 || memcmp(body.at + 3, "\x9d\x01\x2a", 3) != 0)
        return mediainfo_refuse(info, "the WebP file is damaged");
    return set_size(info, little16(body.at + 6) & 0x3FFF, little16(body.at + 8) & 0x3FFF);
}

static bool read_lossless(struct bytes body, struct mediainfo *info)
{
    if (body.len < 5 || body.at[0] != 0x2F || body.at[4] >> 5 != 0)
        return mediainfo_refuse(info, "the WebP file is damaged");
    uint32_t bits = little32(body.at + 1);
    return set_size(info, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
}

/* The canvas counts; the picture inside must have the same size, or a decoder could be led astray. */
static bool read_extended(struct bytes webp, size_t at, struct bytes head, struct mediainfo *info)
{
    if (head.len < 10)
        return mediainfo_refuse(info, "the WebP file is damaged");
    if (head.at[0] & 0x02)
        return mediainfo_refuse(info, "moving pictures are not shown; save one still picture");
    uint32_t width = little24(head.at + 4) + 1, height = little24(head.at + 7) + 1;
    for (struct chunk chunk; next_chunk(webp, &at, &chunk);) {
        bool lossy = is_named(&chunk, "VP8 ");
        if (!lossy && !is_named(&chunk, "VP8L"))
            continue;
        if (!(lossy ? read_lossy(chunk.body, info) : read_lossless(chunk.body, info)))
            return false;
        return ((uint32_t)info->width == width && (uint32_t)info->height == height) ||
               mediainfo_refuse(info, "the WebP file says two different sizes");
    }
    return mediainfo_refuse(info, "the WebP file is cut short");
}

static bool read_webp(struct bytes webp, struct mediainfo *info)
{
    info->type = MEDIAINFO_WEBP;
    struct chunk chunk;
    size_t at = 12;
    if (!next_chunk(webp, &at, &chunk))
        return mediainfo_refuse(info, "the WebP file is cut short");
    if (is_named(&chunk, "VP8 "))
        return read_lossy(chunk.body, info);
    if (is_named(&chunk, "VP8L"))
        return read_lossless(chunk.body, info);
    if (is_named(&chunk, "VP8X"))
        return read_extended(webp, at, chunk.body, info);
    return mediainfo_refuse(info, "the WebP file is damaged");
}

static bool format_is_played(struct bytes format)
{
    if (format.len < 16)
        return false;
    uint32_t code = little16(format.at), channels = little16(format.at + 2), rate = little32(format.at + 4);
    uint32_t frame = little16(format.at + 12), bits = little16(format.at + 14);
    return code == 1 && (channels == 1 || channels == 2) && rate >= 8000 && rate <= 48000 &&
           (bits == 8 || bits == 16) && frame == channels * bits / 8;
}

static bool read_wav(struct bytes wav, struct mediainfo *info)
{
    info->type = MEDIAINFO_WAV;
    struct bytes format = {0};
    size_t at = 12;
    for (struct chunk chunk; next_chunk(wav, &at, &chunk);) {
        if (is_named(&chunk, "fmt "))
            format = chunk.body;
        if (!is_named(&chunk, "data"))
            continue;
        if (!format_is_played(format))
            return mediainfo_refuse(info, "a WAV file of plain PCM, 8 or 16 bits, 8 to 48 kHz, is wanted");
        uint64_t second = (uint64_t)little32(format.at + 4) * little16(format.at + 12);
        info->duration_ms = (int64_t)(chunk.body.len * 1000 / second);
        if (info->duration_ms > MEDIAINFO_SECONDS_MAX * 1000)
            return mediainfo_refuse(info, "the recording is longer than ten minutes");
        return info->duration_ms > 0 || mediainfo_refuse(info, "the recording is empty");
    }
    return mediainfo_refuse(info, "the WAV file is damaged or cut short");
}

/* --- Any --- */

static bool looks_like_svg(struct bytes file)
{
    size_t at = starts_with(file, 0, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (at < file.len && memchr(" \t\r\n", file.at[at], 4))
        at++;
    return at < file.len && file.at[at] == '<';
}

bool mediainfo_read(const void *bytes, size_t len, struct mediainfo *info)
{
    struct bytes file = {bytes, len};
    *info = (struct mediainfo){.turn = 1};
    if (len > MEDIAINFO_BYTES_MAX)
        return mediainfo_refuse(info, "the file is larger than 16 MiB");
    if (starts_with(file, 0, "\x89PNG\r\n\x1a\n", 8))
        return read_png(file, info);
    if (starts_with(file, 0, "\xFF\xD8\xFF", 3))
        return read_jpeg(file, info);
    if (starts_with(file, 0, "RIFF", 4) && starts_with(file, 8, "WEBP", 4))
        return read_webp(file, info);
    if (starts_with(file, 0, "RIFF", 4) && starts_with(file, 8, "WAVE", 4))
        return read_wav(file, info);
    if (looks_like_svg(file)) {
        info->type = MEDIAINFO_SVG;
        return mediainfo_read_svg(bytes, len, info);
    }
    return mediainfo_refuse(info, "this is no PNG, JPEG, WebP, SVG or WAV file");
}

static const char *const media_types[] = {[MEDIAINFO_PNG] = "image/png",
                                          [MEDIAINFO_JPEG] = "image/jpeg",
                                          [MEDIAINFO_WEBP] = "image/webp",
                                          [MEDIAINFO_SVG] = "image/svg+xml",
                                          [MEDIAINFO_WAV] = "audio/wav"};

const char *mediainfo_media_type(enum mediainfo_type type)
{
    return media_types[type];
}

bool mediainfo_type_of(const char *media_type, enum mediainfo_type *type)
{
    for (size_t i = 0; i < ARRAY_LEN(media_types); i++) {
        if (str_eq(media_types[i], media_type)) {
            *type = (enum mediainfo_type)i;
            return true;
        }
    }
    return false;
}
