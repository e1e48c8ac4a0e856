/* For whom a notice is: lists of names under known keys. Resolved in audience.c. */
#include "central/validate/validate.h"

#include "central/validate/validate_check.h"
#include "central/words/words.h"

#define NAMES_MAX 500

char *validate_audience(const json_t *audience)
{
    static const char *const keys[] = {"tags_any", "buildings", "units", "lobbies", "exclude_tags", "exclude_lobbies"};
    struct check check = {0};
    if (!json_is_object(audience)) {
        (void)check_fail(
            &check, "audience", NULL,
            _("an object with tags_any, buildings, units, lobbies, exclude_tags and exclude_lobbies is wanted"));
        return check.why;
    }
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)audience, name, value)
    {
        bool known = false;
        for (size_t i = 0; i < ARRAY_LEN(keys); i++)
            known = known || str_eq(name, keys[i]);
        if (!known) /* "building" for "buildings" would quietly reach nobody */
            (void)check_fail(
                &check, "audience", NULL,
                _("only tags_any, buildings, units, lobbies, exclude_tags and exclude_lobbies are known here"));
    }
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        check_names(&check, check_list_opt(&check, audience, "audience", keys[i], NAMES_MAX), "audience", keys[i]);
    return check.why;
}
