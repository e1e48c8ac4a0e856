/* foyerctl upload, and what publish and import send along. */
#include "ctl/upload.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"

/* "plans/平面图.svg" -> "平面图" */
static char *own_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path, *dot = strrchr(base, '.');
    return dot && dot != base ? xstrndup(base, (size_t)(dot - base)) : xstrdup(base);
}

static enum ctl_exit send_bytes(struct ctl *ctl, const char *path, const char *name, const char *bytes, size_t len,
                                json_t **file)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    char *escaped = curl_easy_escape(NULL, name, 0);
    CLEANUP(free_ptr) char *target = xasprintf("/v1/staff/files?name=%s", escaped ? escaped : "");
    curl_free(escaped);
    enum ctl_exit result = ctl_send(ctl, path, target, bytes, len, &answer);
    if (result == CTL_OK)
        *file = json_incref(json_member(answer, "file"));
    if (result == CTL_OK && !*file) {
        ctl_say("%s: central answered without the file; is it a newer one?", path);
        return CTL_REFUSED;
    }
    return result;
}

enum ctl_exit upload_file(struct ctl *ctl, const char *path, const char *name, json_t **file)
{
    CLEANUP(free_ptr) char *bytes = NULL;
    CLEANUP(free_ptr) char *own = name ? xstrdup(name) : own_name(path);
    size_t len = 0;
    *file = NULL;
    return ctl_read_file(path, &bytes, &len) ? send_bytes(ctl, path, own, bytes, len, file) : CTL_REFUSED;
}

/* --- Files that a document names --- */

static char *path_beside(const char *beside, const char *path)
{
    const char *slash = strrchr(beside, '/');
    if (!slash || path[0] == '/')
        return xstrdup(path);
    return xasprintf("%.*s/%s", (int)(slash - beside), beside, path);
}

static enum ctl_exit add_pages(struct ctl *ctl, json_t *entry, const char *beside, const char *path)
{
    CLEANUP(json_free_ref) json_t *file = NULL;
    CLEANUP(free_ptr) char *whole = path_beside(beside, path);
    enum ctl_exit result = upload_file(ctl, whole, json_str(entry, "name"), &file);
    if (result != CTL_OK)
        return result;
    if (!json_member(entry, "pages"))
        json_object_set_new(entry, "pages", json_array());
    json_array_extend(json_member(entry, "pages"), json_member(file, "pages"));
    if (!json_str(entry, "name"))
        json_object_set(entry, "name", json_member(file, "name"));
    if (!json_str(entry, "role"))
        json_object_set(entry, "role", json_member(file, "role"));
    return CTL_OK;
}

enum ctl_exit upload_named(struct ctl *ctl, json_t *doc, const char *beside)
{
    json_t *files = json_member(doc, "files");
    enum ctl_exit result = CTL_OK;
    for (size_t i = 0; i < json_array_size(files) && result == CTL_OK; i++) {
        json_t *entry = json_array_get(files, i);
        CLEANUP(json_free_ref) json_t *paths = json_incref(json_member(entry, "paths"));
        const char *path = json_str(entry, "path");
        if (path)
            result = add_pages(ctl, entry, beside, path);
        for (size_t p = 0; p < json_array_size(paths) && result == CTL_OK; p++) {
            const char *one = json_string_value(json_array_get(paths, p));
            result = add_pages(ctl, entry, beside, one ? one : "");
        }
        json_object_del(entry, "path");
        json_object_del(entry, "paths");
    }
    return result;
}

/* --- The command --- */

enum ctl_exit upload_run(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *files = json_array();
    enum ctl_exit result = ctl_connect(ctl, true);
    for (size_t i = 1; ctl->words[i] && result == CTL_OK; i++) {
        json_t *file = NULL;
        result = upload_file(ctl, ctl->words[i], NULL, &file);
        if (file)
            json_array_append_new(files, file);
    }
    if (json_array_size(files) > 0)
        ctl_print_json(files);
    return result;
}
