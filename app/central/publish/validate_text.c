/* Small validations that stand alone: audiences and staff's answers. */
#include "central/publish/validate.h"

#include "common/casecode.h"
#include "common/utf8.h"
#include "central/publish/validate_check.h"

#define NAMES_MAX 500

char *validate_audience(const json_t *audience)
{
    static const char *const keys[] = {"tags_any", "buildings", "units", "exclude_tags"};
    struct check check = {0};
    if (!json_is_object(audience)) {
        (void)check_fail(&check, "audience", NULL,
                         "an object with tags_any, buildings, units and exclude_tags is wanted");
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
            (void)check_fail(&check, "audience", NULL,
                             "only tags_any, buildings, units and exclude_tags are known here");
    }
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        check_names(&check, check_list_opt(&check, audience, "audience", keys[i], NAMES_MAX), "audience", keys[i]);
    return check.why;
}

char *validate_live(const json_t *doc)
{
    struct check check = {0};
    check_own_numbers(&check, doc, "");
    return check.why;
}

char *validate_draft(const json_t *doc)
{
    struct check check = {0};
    check_document(&check, doc);
    return check.why;
}

char *validate_answer(const char *where, const char *text, size_t max)
{
    struct check check = {0};
    uint32_t bad = 0;
    if (text && !utf8_valid(text, strlen(text)))
        (void)check_fail(&check, where, NULL, "the text holds bytes that are no text");
    else if (!text || utf8_blank(text))
        (void)check_fail(&check, where, NULL, "the text is empty");
    else if (utf8_count(text) > max)
        (void)check_fail(&check, where, NULL, "the text has %zu characters; %zu are the most", utf8_count(text), max);
    else if (!utf8_clean(text, UTF8_TEXT, &bad))
        (void)check_fail(&check, where, NULL, "the text holds the character U+%04X, which turns or hides text",
                         (unsigned)bad);
    else if (casecode_appears_in(text))
        (void)check_fail(
            &check, where, NULL,
            "the text holds 15 digits with a receipt code's check digit; use the public number (2026-1095)");
    return check.why;
}
