#include "kiosk/lacking.h"

#include "common/utf8.h"

static bool has_char(const struct model_notice *notice, const char *character)
{
    static const char *const members[] = {"title", "summary", "body_md"};
    json_t *langs = json_member(notice->doc, "lang"), *words;
    const char *lang;
    bool found = false;
    json_object_foreach(langs, lang, words)
    {
        for (size_t i = 0; i < ARRAY_LEN(members); i++)
            found |= strstr(json_str_or(words, members[i], ""), character) != NULL;
    }
    return found;
}

void lacking_find(const struct model *model, const uint32_t *codes, size_t count, lacking_on_notice *fn, void *arg)
{
    for (size_t i = 0; i < count; i++) {
        char character[5] = "";
        character[utf8_put(character, codes[i])] = '\0';
        for (size_t j = 0; j < model->notice_count; j++)
            if (*character && has_char(&model->notices[j], character))
                fn(model->notices[j].id, codes[i], arg);
    }
}
