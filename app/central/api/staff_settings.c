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

/* Where emergencies ask for the second step, a password alone does not do away with that. */
static bool may_weaken(struct staff_call *call)
{
    const json_t *wanted = json_object_get(call->body, settings_key(SETTING_EMERGENCY_TOTP));
    return !wanted || json_is_true(wanted) ||
           !settings_flag(call->central->db, *call->site ? call->site : SETTINGS_ALL, SETTING_EMERGENCY_TOTP) ||
           staff_has_trust(call);
}

void staff_put_settings(struct staff_call *call)
{
    if (!call->body) {
        staff_error(call, 400, "bad_json", _("the settings are missing"));
        return;
    }
    if (!may_weaken(call))
        return;
    CLEANUP(free_ptr)
    char *why = settings_put(call->central->db, call->site, call->body, call->session.user, call->now_s);
    if (why)
        staff_error(call, 422, "refused", "%s", why);
    else
        answer(call);
}
