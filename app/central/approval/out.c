/* The last step: what was approved is published, when its ten seconds are over. */
#include <event2/event.h>
#include <stdlib.h>

#include "central/accounts/audit.h"
#include "central/approval/approval_internal.h"
#include "central/approval/takedown.h"
#include "common/clock.h"
#include "common/json.h"
#include "central/words/words.h"
#include "common/log.h"

struct approval {
    struct central *central;
    struct event *due;
};

enum items_result approval_publish(struct central *central, const struct work *work, int64_t now_s, char **why)
{
    CLEANUP(json_free_ref) json_t *object = items_text(central->db, work->site, work->id, work->ver);
    struct items_act act = {.site = work->site,
                            .who = work->answered_by,
                            .wrote = work->saved_by,
                            .on_duty = work->afterwards,
                            .with = approval_forget,
                            .now_s = now_s};
    if (!object)
        return ITEMS_NOT_FOUND;
    struct items_text text = work_text(object);
    enum items_result result = items_publish_text(central, &act, &text);
    *why = act.why;
    return result;
}

/* Since the approval something has changed that forbids it: somebody must look again. */
static void send_back(struct central *central, struct work *work, char *why /* taken */)
{
    log_warn("approval: %s of %s could not be published: %s", work->id, work->site, why ? why : "see above");
    work->state = WORK_REVIEW;
    work->out_s = 0;
    free(work->remark);
    work->remark = why;
    if (!work_save(central->db, work))
        log_error("approval: %s of %s stays approved; it is tried again", work->id, work->site);
    staff_events_tell_item(central, work->site, work->id);
}

/* Its time came while the server did not run. NULL: no, or not long ago, which the audit says. Yours. */
static char *late_refusal(struct central *central, const struct work *work, int64_t now_s)
{
    int64_t late_s = now_s - work->out_s;
    if (late_s <= APPROVAL_COUNTDOWN_S)
        return NULL;
    if (late_s <= APPROVAL_LATE_S) {
        log_info("approval: %s of %s goes out %lld s late, the server was not running", work->id, work->site,
                 (long long)late_s);
        if (!audit_append_at(central->db, now_s, work->site, work->answered_by, "approval.late", work->id, NULL,
                             work->sha256))
            log_error("approval: that %s of %s is late could not be kept", work->id, work->site);
        return NULL;
    }
    char at[32];
    clock_format(at, work->out_s, items_zone(central->db, work->site, work->out_s));
    at[10] = ' '; /* read by people */
    return xasprintf(_("the server was not running when this was to go out (%.16s); look whether it still holds, and "
                       "approve it again"),
                     at);
}

static void publish_one(struct central *central, struct work *work, int64_t now_s)
{
    words_hear(WORDS_REMARK);
    char *why = late_refusal(central, work, now_s);
    enum items_result result = why ? ITEMS_REFUSED : approval_publish(central, work, now_s, &why);
    words_hear(NULL);
    if (result != ITEMS_OK && result != ITEMS_CREATED)
        send_back(central, work, why);
    else
        free(why);
}

/* {"site","item"} of what is approved; *next: when the first of those that are not due yet is, 0 none. Yours. */
static json_t *due(struct db *db, int64_t now_s, int64_t *next)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(db, "SELECT site,item,out_s FROM approval WHERE state='approved' ORDER BY out_s");
    *next = 0;
    while (db_step(stmt) == DB_ROW) {
        int64_t out_s = db_col_i64(stmt, 2);
        if (out_s <= now_s)
            json_array_append_new(list,
                                  json_pack("{s:s,s:s}", "site", db_col_text(stmt, 0), "item", db_col_text(stmt, 1)));
        else if (!*next)
            *next = out_s;
    }
    return list;
}

void approval_run(struct central *central, int64_t now_s)
{
    int64_t next;
    CLEANUP(json_free_ref) json_t *list = due(central->db, now_s, &next);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *row = json_array_get(list, i);
        struct work work;
        work_load(central->db, json_str_or(row, "site", ""), json_str_or(row, "item", ""), &work);
        publish_one(central, &work, now_s);
        work_fini(&work);
    }
}

/* --- The timer --- */

void approval_arm(struct central *central)
{
    struct approval *approval = central->approval;
    int64_t now_ms = clock_wall_ms(), next;
    json_decref(due(central->db, now_ms / 1000, &next));
    if (!approval || !next)
        return;
    int64_t wait_ms = MAX(next * 1000 - now_ms, 0);
    struct timeval wait = {.tv_sec = wait_ms / 1000, .tv_usec = wait_ms % 1000 * 1000};
    event_add(approval->due, &wait);
}

static void on_due(evutil_socket_t fd, short what, void *arg)
{
    struct approval *approval = arg;
    (void)fd;
    (void)what;
    approval_run(approval->central, clock_wall_ms() / 1000);
    approval_arm(approval->central);
}

struct approval *approval_start(struct central *central)
{
    if (!approval_prepare(central->db) || !takedown_prepare(central->db))
        return NULL;
    struct approval *approval = xcalloc(1, sizeof(*approval));
    struct timeval at_once = {0};
    approval->central = central;
    approval->due = event_new(central->base, -1, 0, on_due, approval);
    event_add(approval->due, &at_once);
    return approval;
}

void approval_stop(struct approval *approval)
{
    if (approval)
        event_free(approval->due);
    free(approval);
}
