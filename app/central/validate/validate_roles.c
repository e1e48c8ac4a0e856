/* The posts that the form names are roles of the community: a case would otherwise come to the desk of nobody, and a
 * slip in a name would never be told. */
#include "central/validate/validate.h"

#include "common/json.h"
#include "central/cases/transitions.h"
#include "central/validate/validate_check.h"
#include "central/words/words.h"

static void check_role(struct check *check, const json_t *roles, const char *at, const char *key, const char *role)
{
    if (!check->why && role && !json_find(roles, role))
        (void)check_fail(check, at, key, _("the community has no role %s"), role);
}

static void check_categories(struct check *check, const json_t *form, const json_t *roles)
{
    char at[CHECK_PATH_MAX];
    const json_t *categories = json_member(form, "categories");
    for (size_t i = 0; i < json_array_size(categories) && !check->why; i++) {
        const json_t *category = json_array_get(categories, i), *about = json_member(category, "about_roles");
        check_path_at(at, "", "categories", i);
        check_role(check, roles, at, "responsible_role", json_str(category, "responsible_role"));
        for (size_t j = 0; j < json_array_size(about); j++)
            check_role(check, roles, at, "about_roles", json_string_value(json_array_get(about, j)));
    }
}

static void check_recuse(struct check *check, const json_t *form, const json_t *roles)
{
    const char *about;
    json_t *instead;
    json_object_foreach(json_member(form, "recuse"), about, instead)
    {
        check_role(check, roles, "recuse", about, about);
        check_role(check, roles, "recuse", about, json_string_value(instead));
    }
}

static void check_each(struct check *check, const json_t *form, const json_t *roles, const char *list, const char *key)
{
    char at[CHECK_PATH_MAX];
    const json_t *entries = json_member(form, list);
    for (size_t i = 0; i < json_array_size(entries) && !check->why; i++) {
        check_path_at(at, "", list, i);
        check_role(check, roles, at, key, json_str(json_array_get(entries, i), key));
    }
}

/* Who makes a move: a role, or one of the words for the desk and the resident. */
static void check_movers(struct check *check, const json_t *form, const json_t *roles)
{
    char at[CHECK_PATH_MAX];
    const json_t *list = json_member(form, "transitions");
    for (size_t i = 0; i < json_array_size(list) && !check->why; i++) {
        const char *by = json_str(json_array_get(list, i), "by");
        check_path_at(at, "", "transitions", i);
        if (!str_eq(by, TRANSITIONS_OWNER) && !transitions_by_resident(by))
            check_role(check, roles, at, "by", by);
    }
}

char *validate_roles(const json_t *form, const json_t *community)
{
    struct check check = {0};
    const json_t *roles = json_member(community, "roles");
    if (!form || !json_array_size(roles))
        return NULL;
    check_categories(&check, form, roles);
    check_recuse(&check, form, roles);
    check_movers(&check, form, roles);
    check_each(&check, form, roles, "escalation", "role");
    check_each(&check, form, roles, "remedies", "authority");
    return check.why;
}
