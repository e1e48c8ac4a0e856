#include "central/cases/transitions.h"

#include "common/json.h"
#include "central/cases/handling.h"

bool transitions_by_resident(const char *by)
{
    size_t len = strlen(TRANSITIONS_RESIDENT);
    return by && str_starts(by, TRANSITIONS_RESIDENT) && (by[len] == '\0' || by[len] == '_');
}

static const char *mover(const json_t *form, const char *by, const char *desk, const char *about)
{
    const char *intake = handling_intake(form, about);
    bool recused = *about && !*intake;
    if (recused || str_eq(by, TRANSITIONS_OWNER))
        return desk;
    if (transitions_by_resident(by))
        return *intake ? intake : desk;
    return str_eq(by, about) ? desk : by;
}

bool transitions_movers(const json_t *form, enum case_state from, enum case_state to, const char *desk,
                        const char *about, char posts[static POSTS_MAX])
{
    const json_t *list = json_member(form, "transitions");
    bool found = false;
    size_t i;
    json_t *one;
    posts[0] = '\0';
    if (!json_array_size(list))
        return true;
    json_array_foreach((json_t *)list, i, one)
    {
        if (!str_eq(json_str(one, "from"), case_state_name(from)) || !str_eq(json_str(one, "to"), case_state_name(to)))
            continue;
        found = true;
        posts_add(posts, mover(form, json_str_or(one, "by", ""), desk, about));
    }
    return found;
}
