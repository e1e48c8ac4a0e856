/* Before a text is submitted or approved: a worker looks again into its pictures that could not be read for codes. */
#include "central/api/staff.h"

#include <stdlib.h>

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
