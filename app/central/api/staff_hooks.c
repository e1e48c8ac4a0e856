/* Webhooks: kept, taken away, and tried. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/hooks/hooks.h"
#include "central/words/words.h"
#include "common/clock.h"
#include "common/json.h"

static const char *const said[COURIER_RESULTS] = {
    [COURIER_DELIVERED] = N_("It has arrived."),
    [COURIER_NO_ANSWER] = N_("Nobody answers there. Is the address right, and can this server reach it?"),
    [COURIER_PRIVATE] =
        N_("The address lies in a private network. A setting of the organisation must allow that first."),
    [COURIER_UNSAFE] = N_("The certificate of the address is not good, so nothing was sent."),
    [COURIER_REFUSED] = N_("It was reached and did not take the message. Are the address and the secret still right?"),
};

/* Adds the sentence for people. */
static json_t *spoken(json_t *hook)
{
    json_t *last = json_member(hook, "last");
    for (int i = 0; i < COURIER_RESULTS; i++)
        if (str_eq(json_str(last, "result"), courier_result_name((enum courier_result)i)))
            json_object_set_new(last, "said", json_string(words_text(said[i])));
    return hook;
}

void staff_list_hooks(struct staff_call *call)
{
    json_t *list = hooks_list(call->central->hooks, call->site);
    for (size_t i = 0; i < json_array_size(list); i++)
        spoken(json_array_get(list, i));
    staff_json(call, 200, json_pack("{s:o}", "hooks", list));
}

static void unknown(struct staff_call *call)
{
    staff_error(call, 404, "not_found", _("there is no such webhook"));
}

/* true: it was done. */
static bool done(struct staff_call *call, enum hooks_result result, struct hooks_act *act)
{
    CLEANUP(free_ptr) char *why = act->why;
    if (result == HOOKS_REFUSED)
        staff_error(call, 422, "refused", "%s", why);
    else if (result == HOOKS_UNKNOWN)
        unknown(call);
    else if (result == HOOKS_FAILED)
        staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
    return result == HOOKS_OK || result == HOOKS_CREATED;
}

void staff_put_hook(struct staff_call *call)
{
    struct hooks_act act = {
        .site = call->site, .id = http_capture(call->http, "id"), .who = call->session.user, .now_s = call->now_s};
    if (!call->body) {
        staff_error(call, 400, "bad_json", _("the webhook is missing"));
        return;
    }
    enum hooks_result result = hooks_put(call->central->hooks, &act, call->body);
    if (done(call, result, &act))
        staff_json(call, result == HOOKS_CREATED ? 201 : 200,
                   spoken(hooks_get(call->central->hooks, call->site, act.id)));
}

void staff_delete_hook(struct staff_call *call)
{
    struct hooks_act act = {
        .site = call->site, .id = http_capture(call->http, "id"), .who = call->session.user, .now_s = call->now_s};
    if (done(call, hooks_remove(call->central->hooks, &act), &act))
        staff_json(call, 200, json_pack("{s:s}", "removed", act.id));
}

/* --- A test --- */

struct trial {
    struct central *central;
    char site[ID_MAX + 1], id[ID_MAX + 1];
    struct courier_letter letter;
};

static void run_trial(void *arg)
{
    struct trial *trial = arg;
    courier_carry(&trial->letter, NULL);
}

static void on_tried(struct http_call *http, void *arg)
{
    struct trial *trial = arg;
    struct hooks *hooks = trial->central->hooks;
    hooks_tested(hooks, trial->site, trial->id, &trial->letter, clock_wall_ms() / 1000);
    CLEANUP(json_free_ref) json_t *hook = hooks_get(hooks, trial->site, trial->id);
    if (http && hook) {
        http_set_header(http, "Cache-Control", "no-store");
        http_reply_json(http, 200, spoken(hook));
    } else if (http) {
        http_reply_error(http, 404, "not_found", _("there is no such webhook"), 0);
    }
    courier_fini(&trial->letter);
    free(trial);
}

void staff_test_hook(struct staff_call *call)
{
    struct trial *trial = xcalloc(1, sizeof(*trial));
    const char *id = http_capture(call->http, "id");
    if (!hooks_test(call->central->hooks, call->site, id, call->now_s, &trial->letter)) {
        free(trial);
        unknown(call);
        return;
    }
    trial->central = call->central;
    str_copy(trial->site, sizeof(trial->site), call->site);
    str_copy(trial->id, sizeof(trial->id), id);
    http_work(call->http, run_trial, on_tried, trial);
}
