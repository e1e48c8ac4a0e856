/* The office's settings. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/settings/settings.h"
#include "central/words/words.h"

static void answer(struct staff_call *call)
{
    staff_json(call, 200,
               json_pack("{s:s,s:o,s:o}", "site", *call->site ? call->site : SETTINGS_ALL, "groups", settings_groups(),
                         "settings", settings_list(call->central->db, call->site)));
}

void staff_get_settings(struct staff_call *call)
{
    answer(call);
}

void staff_put_settings(struct staff_call *call)
{
    if (!call->body) {
        staff_error(call, 400, "bad_json", _("the settings are missing"));
        return;
    }
    CLEANUP(free_ptr)
    char *why = settings_put(call->central->db, call->site, call->body, call->session.user, call->now_s);
    if (why)
        staff_error(call, 422, "refused", "%s", why);
    else
        answer(call);
}
