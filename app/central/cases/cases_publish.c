/* A case as its resident may see it, encrypted under the key that only the receipt code gives, in the site's case
 * channel. */
#include "central/cases/cases_internal.h"

#include <stdio.h>

#include "common/crypto.h"
#include "common/json.h"

/* The resident sees states, roles and words; never an account's name. */
static json_t *steps_of(struct cases *cases, const char *number)
{
    json_t *steps = case_events(cases, number);
    size_t i;
    json_t *step;
    const char *before = "";
    json_array_foreach(steps, i, step)
    {
        bool resident = !*json_str_or(step, "who", "");
        const char *state = json_str_or(step, "state", "");
        json_object_set_new(step, "by", json_string(resident ? "resident" : "office"));
        json_object_set_new(step, "what", json_string(resident && str_eq(state, before) ? "word" : "state"));
        before = state;
        json_object_del(step, "who");
    }
    return steps;
}

json_t *case_view(struct cases *cases, const struct kase *kase)
{
    json_t *view =
        json_pack("{s:i,s:s,s:s,s:s,s:s,s:I,s:[],s:o}", "v", 1, "number", kase->number, "state",
                  case_state_name(kase->state), "category", kase->category, "subitem", kase->subitem, "promised_s",
                  (json_int_t)kase->promised, "standard", "steps", steps_of(cases, kase->number));
    if (*kase->clause)
        json_array_append_new(json_member(view, "standard"), json_string(kase->clause));
    json_object_set_new(view, "asks", json_string(kase->state == CASE_REPLIED ? "verdict" : ""));
    json_object_set_new(view, "replies", json_integer(case_replies(cases, kase->number)));
    json_object_set_new(view, "reopen_until", json_integer(kase->ended ? kase->ended + CASES_SILENT_S : 0));
    if (*kase->outcome)
        json_object_set_new(view, "outcome", json_string(kase->outcome));
    return view;
}

static void channel_of(char channel[static CHANNEL_MAX + 1], const struct kase *kase)
{
    (void)snprintf(channel, CHANNEL_MAX + 1, "k:%s", kase->site);
}

static bool remember_version(struct cases *cases, const struct kase *kase)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "UPDATE kase SET item_ver=$2 WHERE number=$1");
    db_bind_text(stmt, 1, kase->number);
    db_bind_i64(stmt, 2, kase->item_ver);
    return db_run(stmt);
}

bool case_publish(struct cases *cases, struct kase *kase)
{
    struct central *central = cases->central;
    struct wire_item line = {.kind = "case", .prio = 3, .flags = "-"};
    struct buf plain = {0}, sealed = {0};
    char channel[CHANNEL_MAX + 1];
    if (kase->key.len != 32)
        return true; /* the thread publishes it with what it is then */
    CLEANUP(json_free_ref) json_t *view = case_view(cases, kase);
    json_encode(&plain, view);
    crypto_secret(&sealed, plain.data, plain.len, (const uint8_t *)kase->key.data);
    buf_wipe(&plain);
    (void)snprintf(line.id, sizeof(line.id), "%s", kase->item_id);
    line.ver = ++kase->item_ver;
    line.until = kase->ended ? kase->ended + CASES_KEEP_S : 0;
    channel_of(channel, kase);
    struct publish_change change = {.channel = channel, .put = &line};
    bool ok = publish_blob(central->publisher, central->db, sealed.data, sealed.len, &line) &&
              publish_apply(central->publisher, central->db, &change, 1) && remember_version(cases, kase);
    buf_fini(&sealed);
    return ok;
}

bool case_unpublish(struct cases *cases, const struct kase *kase)
{
    char channel[CHANNEL_MAX + 1];
    channel_of(channel, kase);
    struct publish_change change = {.channel = channel, .del = kase->item_id};
    return publish_apply(cases->central->publisher, cases->central->db, &change, 1);
}
