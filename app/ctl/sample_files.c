#include "ctl/sample_files.h"

#include <errno.h>

#include "common/crypto.h"
#include "common/file.h"
#include "common/mediainfo.h"
#include "common/json.h"

bool sample_file_read(const char *dir, const char *path, struct buf *bytes, char **why)
{
    CLEANUP(free_ptr) char *whole = xasprintf("%s/%s", dir, path);
    if (path[0] != '/' && !strstr(path, "..") && file_read(whole, MEDIAINFO_BYTES_MAX, bytes))
        return true;
    *why = xasprintf("%s: %s", whole, errno ? strerror(errno) : "lies outside the folder");
    return false;
}

static json_t *page_of(const char *dir, const char *path, char **why)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    struct mediainfo info;
    char sha256[65];
    if (!sample_file_read(dir, path, &bytes, why))
        return NULL;
    if (!mediainfo_read(bytes.data, bytes.len, &info)) {
        *why = xasprintf("%s/%s: %s", dir, path, info.why);
        return NULL;
    }
    crypto_sha256_hex(sha256, bytes.data, bytes.len);
    json_t *page = json_pack("{s:s, s:s, s:I}", "sha256", sha256, "type", mediainfo_media_type(info.type), "size",
                             (json_int_t)bytes.len);
    if (info.width) {
        json_object_set_new(page, "w", json_integer(info.width));
        json_object_set_new(page, "h", json_integer(info.height));
    }
    return page;
}

static json_t *file_of(const char *dir, const json_t *file, char **why)
{
    CLEANUP(json_free_ref) json_t *pages = json_array();
    const json_t *paths = json_member(file, "paths");
    for (size_t i = 0; i < json_array_size(paths); i++) {
        const char *path = json_string_value(json_array_get(paths, i));
        json_t *page = page_of(dir, path ? path : "", why);
        if (!page)
            return NULL;
        json_array_append_new(pages, page);
    }
    return json_pack("{s:s, s:s, s:O}", "name", json_str_or(file, "name", ""), "role", json_str_or(file, "role", ""),
                     "pages", pages);
}

json_t *sample_files_of(const char *dir, const json_t *notice, char **why)
{
    CLEANUP(json_free_ref) json_t *files = json_array();
    const json_t *listed = json_member(notice, "files");
    for (size_t i = 0; i < json_array_size(listed); i++) {
        json_t *file = file_of(dir, json_array_get(listed, i), why);
        if (!file)
            return NULL;
        json_array_append_new(files, file);
    }
    return TAKE(files);
}
