#include "common/codec.h"

#include <zlib.h>

#define INFLATE_STEP 16384

static const char HEX[] = "0123456789abcdef";
static const char BASE64URL[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void codec_hex(char *out, const void *data, size_t len)
{
    const uint8_t *bytes = data;
    for (size_t i = 0; i < len; i++) {
        *out++ = HEX[bytes[i] >> 4];
        *out++ = HEX[bytes[i] & 15];
    }
    *out = '\0';
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

bool codec_unhex(void *out, size_t out_len, const char *hex)
{
    if (strnlen(hex, out_len * 2 + 1) != out_len * 2)
        return false;
    uint8_t *bytes = out;
    for (size_t i = 0; i < out_len; i++) {
        int high = hex_value(hex[2 * i]);
        int low = hex_value(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

void codec_base64url(struct buf *out, const void *data, size_t len)
{
    const uint8_t *bytes = data;
    buf_reserve(out, len / 3 * 4 + 4);
    for (size_t i = 0; i < len; i += 3) {
        size_t have = MIN(len - i, (size_t)3);
        uint32_t word = (uint32_t)bytes[i] << 16;
        word |= have > 1 ? (uint32_t)bytes[i + 1] << 8 : 0;
        word |= have > 2 ? bytes[i + 2] : 0;
        char quad[4];
        for (int k = 0; k < 4; k++)
            quad[k] = BASE64URL[word >> (18 - 6 * k) & 63];
        buf_append(out, quad, have + 1);
    }
}

static int base64url_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '-')
        return 62;
    return c == '_' ? 63 : -1;
}

/* One group of 2 to 4 letters. The bits that no byte uses must be zero: a value has one spelling. */
static bool unbase64url_group(struct buf *out, const char *text, size_t len)
{
    uint32_t word = 0;
    for (size_t i = 0; i < len; i++) {
        int value = base64url_value(text[i]);
        if (value < 0)
            return false;
        word |= (uint32_t)value << (18 - 6 * i);
    }
    size_t bytes = len - 1;
    if (word & (0xffffffu >> (8 * bytes)))
        return false;
    char data[3] = {(char)(word >> 16), (char)(word >> 8), (char)word};
    buf_append(out, data, bytes);
    return true;
}

bool codec_unbase64url(struct buf *out, const char *text, size_t max_len)
{
    size_t start = out->len;
    size_t len = strlen(text);
    if (len % 4 == 1 || len / 4 * 3 + (len % 4 ? len % 4 - 1 : 0) > max_len)
        return false;
    for (size_t i = 0; i < len; i += 4) {
        if (!unbase64url_group(out, text + i, MIN(len - i, (size_t)4))) {
            out->len = start;
            if (out->data)
                out->data[start] = '\0';
            return false;
        }
    }
    return true;
}

bool codec_deflate(struct buf *out, const void *data, size_t len)
{
    uLong bound = compressBound(len);
    buf_reserve(out, bound);
    if (compress2((Bytef *)out->data + out->len, &bound, len ? data : "", len, Z_BEST_COMPRESSION) != Z_OK)
        return false;
    out->len += bound;
    out->data[out->len] = '\0';
    return true;
}

/* Grows by steps, so that a small lie about much data costs no more memory than max_len and one step. */
static bool inflate_all(z_stream *stream, struct buf *out, size_t limit)
{
    for (;;) {
        buf_reserve(out, INFLATE_STEP);
        stream->next_out = (Bytef *)out->data + out->len;
        stream->avail_out = INFLATE_STEP;
        int result = inflate(stream, Z_NO_FLUSH);
        out->len += INFLATE_STEP - stream->avail_out;
        if (out->len > limit || (result != Z_OK && result != Z_STREAM_END))
            return false;
        if (result == Z_STREAM_END)
            return stream->avail_in == 0; /* bytes behind the end are nobody's */
        if (stream->avail_in == 0 && stream->avail_out > 0)
            return false; /* cut off */
    }
}

bool codec_inflate(struct buf *out, const void *data, size_t len, size_t max_len)
{
    if (len == 0 || len > UINT32_MAX)
        return false;
    z_stream stream = {.next_in = (Bytef *)data, .avail_in = (uInt)len};
    if (inflateInit(&stream) != Z_OK)
        return false;
    size_t start = out->len;
    bool ok = inflate_all(&stream, out, start + max_len);
    inflateEnd(&stream);
    if (!ok)
        out->len = start;
    out->data[out->len] = '\0';
    return ok;
}
