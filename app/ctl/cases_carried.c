/* foyerctl cases carried: what a phone read from the codes of a screen that could keep nothing. */
#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "common/utf8.h"
#include "ctl/cases.h"

enum ctl_exit cases_carried(struct ctl *ctl)
{
    char *bytes = NULL;
    size_t len;
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!ctl_read_file(ctl->words[2], &bytes, &len))
        return CTL_REFUSED;
    CLEANUP(free_ptr) char *text = bytes;
    (void)utf8_scrub(text, UTF8_TEXT); /* a phone may put anything around the lines */
    CLEANUP(json_free_ref) json_t *body = json_pack("{s:s}", "text", text);
    enum ctl_exit result = ctl_ask(ctl, "POST", "/v1/staff/cases/carried", body, &answer);
    if (result != CTL_OK)
        return result;
    const char *number = json_str_or(answer, "number", "");
    if (ctl->json)
        ctl_print_json(answer);
    else
        printf("taken in%s%s; the receipt code that the resident has answers in a moment\n", *number ? " as case " : "",
               number);
    return CTL_OK;
}
