/* A staff member's answer to a resident. */
#include "central/validate/validate.h"

#include "common/utf8.h"
#include "central/validate/validate_check.h"
#include "central/words/words.h"

char *validate_answer(const char *where, const char *text, size_t max)
{
    struct check check = {0};
    check_clean(&check, where, text ? text : "", text ? strlen(text) : 0);
    if (!check.why && (!text || utf8_blank(text)))
        (void)check_fail(&check, where, NULL, _("the text is empty"));
    else if (!check.why && utf8_count(text) > max)
        (void)check_fail(&check, where, NULL, _("the text has %zu characters; %zu are the most"), utf8_count(text),
                         max);
    return check.why;
}
