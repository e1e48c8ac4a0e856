#include "kiosk/modes.h"

#include <stdio.h>

bool modes_equal(struct modes a, struct modes b)
{
    return a.large == b.large && a.contrast == b.contrast && a.low == b.low && a.aloud == b.aloud && a.still == b.still;
}

static const struct {
    const char *name;
    size_t flag; /* where in struct modes */
} names[] = {{"large", offsetof(struct modes, large)},
             {"contrast", offsetof(struct modes, contrast)},
             {"low", offsetof(struct modes, low)},
             {"aloud", offsetof(struct modes, aloud)},
             {"still", offsetof(struct modes, still)}};

static bool *flag_of(struct modes *modes, size_t i)
{
    return (bool *)((char *)modes + names[i].flag);
}

bool modes_parse(const char *words, struct modes *modes)
{
    *modes = (struct modes){0};
    while (*words) {
        size_t len = strcspn(words, ","), i = 0;
        while (i < ARRAY_LEN(names) && (strlen(names[i].name) != len || strncmp(names[i].name, words, len) != 0))
            i++;
        if (i == ARRAY_LEN(names))
            return false;
        *flag_of(modes, i) = true;
        words += len + (words[len] == ',');
    }
    return true;
}

void modes_format(struct modes modes, char words[static MODES_WORDS_MAX])
{
    size_t len = 0;
    words[0] = '\0';
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (*flag_of(&modes, i))
            len += (size_t)snprintf(words + len, MODES_WORDS_MAX - len, "%s%s", len ? "," : "", names[i].name);
}
