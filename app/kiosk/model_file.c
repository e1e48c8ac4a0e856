/* The pictures and scans of a notice, and the community's logo, as their documents name them. Bytes: pictures.h. */
#include "kiosk/model.h"

static const json_t *file_named(const json_t *doc, const char *name)
{
    const json_t *files = model_list(doc, "files");
    for (size_t i = 0; i < json_array_size(files); i++)
        if (str_eq(json_str(json_array_get(files, i), "name"), name))
            return json_array_get(files, i);
    return NULL;
}

const json_t *model_notice_file(const struct model_notice *notice, const char *name)
{
    return file_named(notice->doc, name);
}

bool model_logo(const struct model *model, struct model_picture *picture)
{
    const char *name = json_str(json_member(model->community, "look"), "logo");
    return name && model_file_page(file_named(model->community, name), 0, picture);
}

const char *model_notice_voice(const struct model_notice *notice)
{
    const json_t *files = model_list(notice->doc, "files");
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *file = json_array_get(files, i);
        const char *sha256 = json_str(json_array_get(model_list(file, "pages"), 0), "sha256");
        bool is_hash = sha256 && strlen(sha256) == 64 && strspn(sha256, "0123456789abcdef") == 64;
        if (is_hash && str_eq(json_str(file, "role"), "voice"))
            return sha256;
    }
    return NULL;
}

const json_t *model_notice_scan(const struct model_notice *notice)
{
    const json_t *files = model_list(notice->doc, "files");
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *file = json_array_get(files, i);
        if (str_eq(json_str(file, "role"), "scan") && json_str(file, "name") && model_file_pages(file))
            return file;
    }
    return NULL;
}

size_t model_file_pages(const json_t *file)
{
    if (!file || str_eq(json_str(file, "role"), "voice"))
        return 0;
    return MIN(json_array_size(model_list(file, "pages")), (size_t)MODEL_FILE_PAGES_MAX);
}

bool model_file_page(const json_t *file, size_t index, struct model_picture *picture)
{
    const json_t *page = index < model_file_pages(file) ? json_array_get(model_list(file, "pages"), index) : NULL;
    picture->sha256 = json_str(page, "sha256");
    int64_t w = json_int_or(page, "w", 0), h = json_int_or(page, "h", 0);
    picture->w = (int)CLAMP(w, 0, MEDIAINFO_SIDE_MAX);
    picture->h = (int)CLAMP(h, 0, MEDIAINFO_SIDE_MAX);
    return picture->sha256 && picture->w > 0 && picture->h > 0;
}
