/* Blobs: bytes named by their hash, so they never change and anyone may keep them. */
#include "central/api/terminal.h"

#include <stdlib.h>
#include <unistd.h>

#include "common/codec.h"

struct range {
    int64_t first, last;
    bool wanted, possible;
};

/* "bytes=N-" and "bytes=N-M". Any other form is ignored, as the standard allows: the whole is sent. */
static struct range read_range(const char *text, int64_t size)
{
    struct range range = {.first = 0, .last = size - 1, .possible = true};
    const char *dash = text && str_starts(text, "bytes=") ? strchr(text, '-') : NULL;
    if (!dash || dash == text + 6 || strchr(text, ','))
        return range;
    CLEANUP(free_ptr) char *first = xstrndup(text + 6, (size_t)(dash - text) - 6);
    int64_t last = size - 1;
    if (!parse_i64(first, 0, INT64_MAX, &range.first) ||
        (dash[1] && !parse_i64(dash + 1, range.first, INT64_MAX, &last)))
        return (struct range){.last = size - 1, .possible = true};
    range.last = MIN(last, size - 1);
    range.wanted = true;
    range.possible = range.first < size;
    return range;
}

static bool same_tag(const char *given, const char *sha256)
{
    CLEANUP(free_ptr) char *tag = xasprintf("\"%s\"", sha256);
    return given && str_eq(given, tag);
}

static void send_blob(struct http_call *call, int fd, int64_t size, const char *sha256)
{
    const char *if_range = http_header(call, "If-Range");
    bool resumes = !if_range || same_tag(if_range, sha256);
    struct range range = read_range(resumes ? http_header(call, "Range") : NULL, size);
    CLEANUP(free_ptr) char *tag = xasprintf("\"%s\"", sha256);
    if (!range.possible) {
        CLEANUP(free_ptr) char *whole = xasprintf("bytes */%lld", (long long)size);
        close(fd);
        http_set_header(call, "Content-Range", whole);
        http_reply_error(call, 416, "bad_range", "the blob is shorter than that", 0);
        return;
    }
    http_set_header(call, "ETag", tag);
    http_set_header(call, "Cache-Control", "public, max-age=31536000, immutable");
    http_set_header(call, "Accept-Ranges", "bytes");
    if (range.wanted) {
        CLEANUP(free_ptr)
        char *part = xasprintf("bytes %lld-%lld/%lld", (long long)range.first, (long long)range.last, (long long)size);
        http_set_header(call, "Content-Range", part);
    }
    http_reply_file(call, fd, range.first, range.last - range.first + 1, range.wanted ? 206 : 200,
                    "application/octet-stream");
}

void terminal_blob(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    const char *sha256 = http_capture(call, "sha256");
    uint8_t hash[SHA256_LEN];
    if (!codec_unhex(hash, sizeof(hash), sha256)) {
        http_reply_error(call, 400, "bad_id", "a blob is named by 64 lower-case hex digits", 0);
        return;
    }
    if (!terminal_rate(api, NULL, call, NULL))
        return;
    int64_t size;
    int fd = publish_blob_open(api->central->publisher, sha256, &size);
    if (fd < 0) {
        http_reply_error(call, 404, "no_blob", "there is no blob of this name", 0);
        return;
    }
    if (same_tag(http_header(call, "If-None-Match"), sha256)) {
        close(fd);
        http_set_header(call, "ETag", http_header(call, "If-None-Match")); /* equal to our own, byte for byte */
        http_reply(call, 304, NULL, NULL, 0);
        return;
    }
    char name[65];
    memcpy(name, sha256, sizeof(name));
    send_blob(call, fd, size, name);
}
