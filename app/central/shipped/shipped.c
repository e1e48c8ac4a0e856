#include "central/shipped/shipped.h"

#include "common/json.h"

json_t *shipped_json(const char *folder, const char *name)
{
    for (size_t i = 0; i < shipped_file_count; i++) {
        const struct shipped_file *file = &shipped_files[i];
        if (str_eq(file->folder, folder) && str_eq(file->name, name))
            return json_decode(file->begin, (size_t)(file->end - file->begin), NULL);
    }
    return NULL;
}
