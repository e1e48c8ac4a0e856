#include "central/console/console.h"

#include <stdlib.h>
#include <zlib.h>

#include "central/console/console_files.h"
#include "common/log.h"

#define ROOT     "/console"
#define PAGE     "index.html"
#define FILE_MAX (8 << 20) /* unpacked, for a client that takes no gzip */

static const char no_console[] =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Foyer</title>"
    "<p>This server was built without the staff console. Its people use the program foyerctl.</p>"
    "<p lang=\"zh-CN\">这台服务器编译时没有包含工作台，请使用 foyerctl 程序。</p>";

/* Scripts, styles and calls from here alone, no markup from strings, no frames around it. */
static const char policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
                             "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
                             "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

static void set_headers(struct http_call *call)
{
    if (http_secure(call))
        http_set_header(call, "Strict-Transport-Security", "max-age=31536000");
    http_set_header(call, "Content-Security-Policy", policy);
    http_set_header(call, "Referrer-Policy", "no-referrer");
    http_set_header(call, "X-Frame-Options", "DENY");
    http_set_header(call, "Cross-Origin-Opener-Policy", "same-origin");
    http_set_header(call, "Cross-Origin-Resource-Policy", "same-origin");
    http_set_header(call, "Permissions-Policy",
                    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()");
}

static int compare_name(const void *name, const void *file)
{
    return strcmp(name, ((const struct console_file *)file)->name);
}

static const struct console_file *find(const char *name)
{
    return bsearch(name, console_files, console_file_count, sizeof(console_files[0]), compare_name);
}

/* The rare client without gzip gets the file unpacked. */
static void reply_unpacked(struct http_call *call, const struct console_file *file)
{
    CLEANUP(buf_fini) struct buf out = {0};
    z_stream stream = {.next_in = (unsigned char *)file->begin, .avail_in = (unsigned)(file->end - file->begin)};
    unsigned char piece[16384];
    int state = inflateInit2(&stream, MAX_WBITS + 16) == Z_OK ? Z_OK : Z_MEM_ERROR;
    while (state == Z_OK && out.len < FILE_MAX) {
        stream.next_out = piece;
        stream.avail_out = sizeof(piece);
        state = inflate(&stream, Z_NO_FLUSH);
        buf_append(&out, piece, sizeof(piece) - stream.avail_out);
    }
    inflateEnd(&stream);
    ASSERT(state == Z_STREAM_END); /* our own build made it */
    http_reply(call, 200, file->type, out.data, out.len);
}

static void reply_file(struct http_call *call, const struct console_file *file)
{
    const char *known = http_header(call, "If-None-Match"), *packing = http_header(call, "Accept-Encoding");
    bool hashed = !str_eq(file->name, PAGE);
    set_headers(call);
    http_set_header(call, "ETag", file->etag);
    http_set_header(call, "Vary", "Accept-Encoding");
    http_set_header(call, "Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    if (known && strstr(known, file->etag)) {
        http_reply(call, 304, NULL, NULL, 0);
        return;
    }
    if (!packing || !strstr(packing, "gzip")) {
        reply_unpacked(call, file);
        return;
    }
    http_set_header(call, "Content-Encoding", "gzip");
    http_reply(call, 200, file->type, file->begin, (size_t)(file->end - file->begin));
}

/* What looks like a file and is none is an old page's script: a page in its place would only confuse. */
static bool looks_like_file(const char *name)
{
    const char *dot = strrchr(name, '.');
    return !strchr(name, '/') && dot && (str_eq(dot, ".js") || str_eq(dot, ".css") || str_eq(dot, ".svg"));
}

static void on_console(struct http_call *call, void *arg)
{
    const char *name = http_request(call)->path + strlen(ROOT);
    (void)arg;
    name += *name == '/';
    const struct console_file *file = find(name);
    if (!file && looks_like_file(name)) {
        http_reply_error(call, 404, "not_found", "this file belongs to another version of the console", 0);
        return;
    }
    if (!file)
        file = find(PAGE);
    if (file) {
        reply_file(call, file);
        return;
    }
    set_headers(call);
    http_reply(call, 200, "text/html; charset=utf-8", no_console, sizeof(no_console) - 1);
}

static void on_root(struct http_call *call, void *arg)
{
    (void)arg;
    http_set_header(call, "Location", ROOT "/");
    http_set_header(call, "Cache-Control", "no-store");
    http_reply(call, 302, NULL, NULL, 0);
}

static const struct http_route routes[] = {
    {"GET", "/", on_root, 0, NULL, false},
    {"GET", ROOT "/*", on_console, 0, NULL, false},
};

void console_start(struct central *central)
{
    http_server_routes(central->http, routes, ARRAY_LEN(routes), NULL);
}
