#include "kiosk/modes.h"

bool modes_equal(struct modes a, struct modes b)
{
    return a.large == b.large && a.contrast == b.contrast && a.low == b.low && a.aloud == b.aloud && a.still == b.still;
}

struct modes modes_of_lobby(const struct model *model)
{
    return (struct modes){.large = str_eq(json_str(model->lobby, "default_mode"), "elder")};
}

bool modes_parse(const char *words, struct modes *modes)
{
    *modes = (struct modes){0};
    const struct {
        const char *name;
        bool *flag;
    } names[] = {{"large", &modes->large},
                 {"contrast", &modes->contrast},
                 {"low", &modes->low},
                 {"aloud", &modes->aloud},
                 {"still", &modes->still}};
    while (*words) {
        size_t len = strcspn(words, ","), i = 0;
        while (i < ARRAY_LEN(names) && (strlen(names[i].name) != len || strncmp(names[i].name, words, len) != 0))
            i++;
        if (i == ARRAY_LEN(names))
            return false;
        *names[i].flag = true;
        words += len + (words[len] == ',');
    }
    return true;
}
