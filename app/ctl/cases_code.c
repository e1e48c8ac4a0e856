/* foyerctl cases code: a new receipt code for a lost one. It is printed this once, to be read out to the resident or
 * written down for them. */
#include <stdio.h>

#include "common/casecode.h"
#include "common/json.h"
#include "ctl/cases.h"

static void print_code(const char *code, const char *number)
{
    char grouped[CASECODE_LEN + 3];
    casecode_group(grouped, code);
    printf("new receipt code of case %s: %s\nIt is shown this once. The old code and its phone page open nothing any "
           "more.\n",
           number, grouped);
}

enum ctl_exit cases_code(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!cases_good_number(ctl->words[2]))
        return CTL_USAGE;
    if (!ctl->detail || !ctl->why) {
        ctl_say("cases code: say --detail, what was asked and answered, and --why");
        return CTL_USAGE;
    }
    CLEANUP(json_free_ref) json_t *body = json_pack("{s:s, s:s}", "detail", ctl->detail, "why", ctl->why);
    if (!body) {
        ctl_say("cases code: the words are no valid UTF-8");
        return CTL_REFUSED;
    }
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/cases/%s/code", ctl->words[2]);
    enum ctl_exit result = ctl_ask(ctl, "POST", path, body, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        print_code(json_str_or(answer, "code", ""), ctl->words[2]);
    return result;
}
