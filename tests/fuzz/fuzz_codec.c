/* base64url has one spelling; inflate keeps its limit; what inflates survives another round. */
#include "fuzz.h"

#include "common/codec.h"

#define LIMIT 100000

static void try_base64url(const char *text)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    CLEANUP(buf_fini) struct buf again = {0};
    if (!codec_unbase64url(&bytes, text, LIMIT)) {
        ASSERT(bytes.len == 0);
        return;
    }
    codec_base64url(&again, bytes.data, bytes.len);
    ASSERT(str_eq(buf_str(&again), text));
}

static void try_inflate(const uint8_t *data, size_t size)
{
    CLEANUP(buf_fini) struct buf plain = {0};
    CLEANUP(buf_fini) struct buf packed = {0};
    CLEANUP(buf_fini) struct buf again = {0};
    if (!codec_inflate(&plain, data, size, LIMIT)) {
        ASSERT(plain.len == 0);
        return;
    }
    ASSERT(plain.len <= LIMIT);
    ASSERT(codec_deflate(&packed, plain.data, plain.len));
    ASSERT(codec_inflate(&again, packed.data, packed.len, LIMIT));
    ASSERT(again.len == plain.len && memcmp(again.data, plain.data, plain.len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(free_ptr) char *text = fuzz_text(data, size);
    uint8_t four[4];
    char hex[9];
    try_base64url(text);
    try_inflate(data, size);
    if (codec_unhex(four, sizeof(four), text)) {
        codec_hex(hex, four, sizeof(four));
        ASSERT(str_eq(hex, text));
    }
    return 0;
}
