/* Uploading a picture, a scan or a recording. The bytes come in a file, are looked at by a worker, and the answer is
 * what a notice's `files` wants. One upload at a time is worked on, so that log-ins find a free worker. */
#include "central/api/staff.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "central/files/files.h"
#include "central/validate/validate_files.h"
#include "central/words/words.h"
#include "common/log.h"
#include "common/utf8.h"

#define BUSY_RETRY_S 10

struct staff_files {
    char *work_dir; /* owned: DATA/uploads */
    bool busy;
};

struct upload_job {
    struct files_upload upload;
    struct central *central;
    char *name, *who; /* owned */
    int64_t now_s;
};

static void free_job(struct upload_job *job)
{
    close_fd(&job->upload.fd);
    files_upload_fini(&job->upload);
    free(job->name);
    free(job->who);
    free(job);
}

static void run_upload(void *arg)
{
    struct upload_job *job = arg;
    files_read(&job->upload);
}

static void answer_upload(struct http_call *http, struct upload_job *job)
{
    struct staff_call call = {.central = job->central, .http = http, .now_s = job->now_s};
    if (job->upload.why)
        staff_error(&call, 422, "refused", "%s: %s", job->name, job->upload.why);
    else if (job->upload.failed || !files_enter(job->central, &job->upload, job->name, job->who, job->now_s))
        staff_error(&call, 500, "internal", _("the file could not be kept; nothing has changed"));
    else
        staff_json(&call, 200, json_pack("{s:o}", "file", files_json(&job->upload, job->name)));
}

/* A client that left meanwhile sends the file again; what was stored is harmless. */
static void on_upload_done(struct http_call *http, void *arg)
{
    struct upload_job *job = arg;
    staff_files_end(job->central);
    if (http)
        answer_upload(http, job);
    free_job(job);
}

static bool name_is_good(struct staff_call *call, const char *name)
{
    if (name && !utf8_blank(name) && utf8_count(name) <= FILES_NAME_MAX && utf8_clean(name, UTF8_LINE, NULL) &&
        !strpbrk(name, "()[]<>"))
        return true;
    staff_error(call, 400, "bad_request", _("name: 1 to %d characters without line breaks and brackets are wanted"),
                FILES_NAME_MAX);
    return false;
}

const char *staff_files_try(struct central *central)
{
    struct staff_files *files = central->staff_files;
    if (files->busy)
        return NULL;
    files->busy = true;
    return files->work_dir;
}

const char *staff_files_begin(struct staff_call *call)
{
    const char *dir = staff_files_try(call->central);
    if (!dir)
        http_reply_error(call->http, 429, "busy", _("another file is being looked at; send it again in a moment"),
                         BUSY_RETRY_S);
    return dir;
}

void staff_files_end(struct central *central)
{
    central->staff_files->busy = false;
}

void staff_upload(struct staff_call *call)
{
    struct staff_files *files = call->central->staff_files;
    const char *name = http_query(call->http, "name");
    if (!name_is_good(call, name) || !staff_files_begin(call))
        return;
    struct upload_job *job = xcalloc(1, sizeof(*job));
    *job = (struct upload_job){.central = call->central, .now_s = call->now_s};
    job->upload = (struct files_upload){
        .publisher = call->central->publisher, .work_dir = files->work_dir, .fd = http_take_body(call->http)};
    job->name = xstrdup(name);
    job->who = xstrdup(call->session.user);
    http_work(call->http, run_upload, on_upload_done, job);
}

bool staff_files_start(struct central *central)
{
    struct staff_files *files = xcalloc(1, sizeof(*files));
    files->work_dir = xasprintf("%s/uploads", central->data_dir);
    central->staff_files = files;
    if (mkdir(files->work_dir, 0700) != 0 && errno != EEXIST) {
        log_error("files: %s cannot be made: %s", files->work_dir, strerror(errno));
        return false;
    }
    files_clean(files->work_dir);
    http_server_spool(central->http, files->work_dir);
    return true;
}

void staff_files_stop(struct central *central)
{
    if (central->staff_files)
        free(central->staff_files->work_dir);
    free(central->staff_files);
    central->staff_files = NULL;
}
