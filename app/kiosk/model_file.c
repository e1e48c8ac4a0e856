/* The pictures and scans of a notice, as its document names them. Bytes: pictures.h. */
#include "kiosk/model.h"

const json_t *model_notice_file(const struct model_notice *notice, const char *name)
{
    const json_t *files = model_list(notice->doc, "files");
    for (size_t i = 0; i < json_array_size(files); i++)
        if (str_eq(json_str(json_array_get(files, i), "name"), name))
            return json_array_get(files, i);
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
    picture->w = (int)CLAMP(w, 0, IMAGEINFO_SIDE_MAX);
    picture->h = (int)CLAMP(h, 0, IMAGEINFO_SIDE_MAX);
    return picture->sha256 && picture->w > 0 && picture->h > 0;
}
