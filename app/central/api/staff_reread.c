/* Before a text is submitted, approved or published: a worker looks again into its pictures that could not be read for
 * codes. What is published without review is then judged by what they say. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "central/approval/approval.h"
#include "central/files/reread.h"

struct rereading {
    struct central *central;
    struct reread *reread;
    const char *work_dir;
    void *bound;
};

static void run_reread(void *arg)
{
    struct rereading *rereading = arg;
    reread_run(rereading->reread, rereading->work_dir);
}

static void on_reread(struct http_call *http, void *arg)
{
    struct rereading *rereading = arg;
    void *bound = rereading->bound;
    staff_files_end(rereading->central);
    reread_end(rereading->reread, rereading->central->db);
    free(rereading);
    if (http)
        staff_repeat(http, bound);
}

bool staff_reread(struct staff_call *call, const json_t *doc)
{
    struct central *central = call->central;
    struct reread *reread = call->repeated ? NULL : reread_begin(central->publisher, central->db, doc);
    if (!reread)
        return false;
    const char *work_dir = staff_files_try(central);
    if (!work_dir) {
        reread_end(reread, central->db);
        return false;
    }
    struct rereading *rereading = xcalloc(1, sizeof(*rereading));
    *rereading = (struct rereading){central, reread, work_dir, call->bound};
    http_work(call->http, run_reread, on_reread, rereading);
    return true;
}

bool staff_codes_may_go_out(struct staff_call *call, const struct items_text *text)
{
    if (staff_reread(call, text->doc))
        return false;
    CLEANUP(free_ptr) char *why = approval_codes_refusal(call->central->db, call->site, text);
    if (why)
        staff_error(call, 403, "second_approver", "%s", why);
    return !why;
}
