#include "kiosk/typing/offered.h"

#include "kiosk/model.h"
#include "kiosk/typing/typing.h"

bool offered_scheme(enum keyset_layout layout, enum engine_scheme *scheme)
{
    switch (layout) {
    case KEYSET_PINYIN:
        *scheme = ENGINE_PINYIN;
        return true;
    case KEYSET_NINE:
        *scheme = ENGINE_NINE;
        return true;
    case KEYSET_STROKES:
        *scheme = ENGINE_STROKES;
        return true;
    case KEYSET_HAND:
    case KEYSET_DIGITS:
    case KEYSET_ENGLISH:
    case KEYSET_COUNT:
        break;
    }
    return false;
}

/* What the lobby's record says, else the community's, else what most people's speech is served by. */
static bool speaks(const struct model *model, const char *how, bool fallback)
{
    const json_t *said = json_member(json_member(model->lobby, "typing"), how);
    if (!said)
        said = json_member(json_member(model->community, "typing"), how);
    return said ? json_is_true(said) : fallback;
}

struct engine_accent offered_accent(const struct model *model)
{
    return (struct engine_accent){.zh_z = speaks(model, "zh_z", true),
                                  .n_l = speaks(model, "n_l", false),
                                  .ing_in = speaks(model, "ing_in", true)};
}

bool offered_has(const struct page_env *env, enum keyset_layout layout)
{
    enum engine_scheme scheme;
    if (offered_scheme(layout, &scheme))
        return typing_engine(env->typing) != NULL;
    return layout != KEYSET_HAND || handwriting_is_usable(typing_handwriting(env->typing));
}

enum keyset_layout offered_first(const struct page_env *env)
{
    static const enum keyset_layout chinese[] = {KEYSET_PINYIN, KEYSET_HAND};
    int last = typing_layout(env->typing);
    if (last >= 0 && last < KEYSET_COUNT && offered_has(env, (enum keyset_layout)last))
        return (enum keyset_layout)last;
    for (size_t i = 0; str_eq(env->lang, "zh-CN") && i < ARRAY_LEN(chinese); i++)
        if (offered_has(env, chinese[i]))
            return chinese[i];
    return KEYSET_ENGLISH;
}
