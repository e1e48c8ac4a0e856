/* What staff write for the board of outcomes: it hangs in every lobby, so nobody may be known by it. */
#include "central/validate/validate.h"

#include <stdio.h>

#include "common/clock.h"
#include "common/ids.h"
#include "common/json.h"
#include "common/personal.h"
#include "common/utf8.h"
#include "central/validate/validate_check.h"
#include "central/words/words.h"

#define COUNT_MAX 100000 /* visits of a month: more is a slip of the finger */
#define DATE_LEN  10     /* 2026-12-10 */
#define MONTH_LEN 7      /* 2026-10 */

static void check_nobody(struct check *check, const char *key, const char *text)
{
    static const char *const what[] = {[PERSONAL_PHONE] = N_("a telephone number"),
                                       [PERSONAL_ID_NUMBER] = N_("an identity number"),
                                       [PERSONAL_NAME] = N_("somebody's name"),
                                       [PERSONAL_ROOM] = N_("the number of a flat")};
    struct personal found;
    if (personal_find(text, 0, &found) || personal_find_room(text, 0, &found))
        (void)check_fail(check, "", key, _("\"%.*s\" looks like %s; write it so that nobody can be known by it"),
                         (int)MIN(found.len, 60), text + found.at, _(what[found.kind]));
}

/* NULL where it is optional and absent or empty. */
static const char *check_words(struct check *check, const json_t *words, const char *key, size_t max, bool wanted)
{
    const char *text = check_text_opt(check, words, "", key, max);
    if (!check->why && (!text || utf8_blank(text))) {
        if (wanted)
            (void)check_fail(check, "", key, _("a text is wanted and missing"));
        return NULL;
    }
    if (text)
        check_clean(check, key, text, strlen(text));
    if (text && !check->why)
        check_nobody(check, key, text);
    return text;
}

/* English is no duty, but half of it would be read beside Chinese. */
static void check_both(struct check *check, const char *first, bool has_first, const char *second, bool has_second)
{
    if (!check->why && has_first != has_second)
        (void)check_fail(check, "", has_first ? second : first, _("English is wanted for all of it or for nothing"));
}

static void check_role(struct check *check, const json_t *words, const json_t *roles, bool wanted)
{
    const char *role = check_text_opt(check, words, "", "role", ID_MAX);
    bool has = role && *role;
    if (!check->why && !has && wanted)
        (void)check_fail(check, "", "role", _("what is not done yet needs the post that sees to it, like R-PM"));
    else if (has && !ids_is_name(role))
        (void)check_fail(check, "", "role", _("the id of one of the community's roles is wanted"));
    else if (has && roles && !json_find(roles, role))
        (void)check_fail(check, "", "role", _("the community has no role %s"), role);
}

static void check_due(struct check *check, const json_t *words, bool wanted)
{
    int64_t at_s;
    const char *due = check_text_opt(check, words, "", "due", DATE_LEN);
    bool has = due && *due;
    if (!check->why && !has && wanted)
        (void)check_fail(check, "", "due", _("what is not done yet needs a day by which it will be, like 2026-12-10"));
    else if (has && (strlen(due) != DATE_LEN || !clock_parse(due, 0, &at_s)))
        (void)check_fail(check, "", "due", _("a day like 2026-12-10 is wanted"));
}

char *validate_outcome_asked(const json_t *words, const json_t *roles)
{
    struct check check = {0};
    if (!json_is_object(words))
        (void)check_fail(&check, "", NULL, _("a JSON object is wanted"));
    const char *state = check_text(&check, words, "", "state", 10);
    bool done = str_eq(state, "done"), waits = str_eq(state, "not_yet");
    if (!done && !waits)
        (void)check_fail(&check, "", "state", _("done or not_yet is wanted"));
    (void)check_words(&check, words, "asked", VALIDATE_ASKED_MAX, true);
    if (!check.why && waits && utf8_blank(json_str_or(words, "answer", "")))
        (void)check_fail(&check, "", "answer", _("what is not done yet needs the reason why"));
    (void)check_words(&check, words, "answer", VALIDATE_DONE_MAX, true);
    bool asked_en = check_words(&check, words, "asked_en", 2 * VALIDATE_ASKED_MAX, false) != NULL;
    bool answer_en = check_words(&check, words, "answer_en", 2 * VALIDATE_DONE_MAX, false) != NULL;
    check_both(&check, "asked_en", asked_en, "answer_en", answer_en);
    check_role(&check, words, roles, waits);
    check_due(&check, words, waits);
    return check.why;
}

static void check_month(struct check *check, const char *key, const char *month, const char *newest)
{
    int year, number;
    if (!clock_month_parse(month, &year, &number))
        (void)check_fail(check, "", key, _("a month like 2026-10 is wanted"));
    else if (strcmp(month, newest) > 0)
        (void)check_fail(check, "", key, _("%s has not begun yet"), month);
}

char *validate_outcome_thanks(const json_t *words, const char *this_month)
{
    struct check check = {0};
    if (!json_is_object(words))
        (void)check_fail(&check, "", NULL, _("a JSON object is wanted"));
    (void)check_words(&check, words, "text", VALIDATE_ASKED_MAX, true);
    (void)check_words(&check, words, "text_en", 2 * VALIDATE_ASKED_MAX, false);
    const char *month = check_text(&check, words, "", "month", MONTH_LEN);
    if (month)
        check_month(&check, "month", month, this_month);
    return check.why;
}

char *validate_outcome_month(const char *month, const json_t *numbers, const char *this_month)
{
    static const char *const keys[] = {"visits", "signups", "services", "cancelled"};
    struct check check = {0};
    int64_t value;
    check_month(&check, "month", month, this_month);
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        (void)check_int(&check, numbers, "", keys[i], 0, COUNT_MAX, &value);
    return check.why;
}
