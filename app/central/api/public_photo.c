/* A photograph from the phone page. Its bytes come in a file, as staff's uploads do; a worker finds it among the form's
 * parts, looks at the pass before anything costly, and has the pixels encoded anew in the jail. */
#include "central/api/public.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "central/api/public_form.h"
#include "central/files/photo.h"
#include "common/ids.h"

struct photo_job {
    struct public_api *api;
    int fd;
    char boundary[FORM_BOUNDARY_MAX + 1];
    char sha[65], pin_hash[ENTRY_PIN_KEPT_MAX], number[CASES_NUMBER_MAX];
    char *work_dir; /* owned */
    int64_t now_s;
    /* Filled by the worker: */
    bool held; /* the pass is good */
    char entry_id[UUID_LEN + 1];
    enum public_note note;
    struct buf picture; /* owned */
};

static void free_job(struct photo_job *job)
{
    close_fd(&job->fd);
    buf_wipe(&job->picture);
    explicit_bzero(job->pin_hash, sizeof(job->pin_hash));
    free(job->work_dir);
    free(job);
}

/* --- In the worker --- */

static bool part_text(const void *body, size_t len, const struct photo_job *job, const char *name, char *out,
                      size_t size)
{
    struct form_part part;
    if (!form_part(body, len, job->boundary, name, &part) || part.len >= size || memchr(part.data, '\0', part.len))
        return false;
    memcpy(out, part.data, part.len);
    out[part.len] = '\0';
    return true;
}

static void look(struct photo_job *job, const void *body, size_t len)
{
    char text[80];
    struct form_part photo;
    struct pass pass = {.key = job->api->key, .kind = PASS_WRITE, .page = job->sha, .stamp = job->pin_hash};
    job->held = part_text(body, len, job, "pass", text, sizeof(text)) && pass_good(&pass, text, job->now_s) &&
                part_text(body, len, job, "id", job->entry_id, sizeof(job->entry_id)) && ids_is_uuid(job->entry_id);
    if (!job->held)
        return;
    job->note = NOTE_PHOTO_BAD;
    if (!form_part(body, len, job->boundary, "photo", &photo) || photo.len == 0)
        return;
    job->note = NOTE_PHOTO_LARGE;
    if (photo.len > PHOTO_UPLOAD_MAX)
        return;
    switch (photo_strip(photo.data, photo.len, job->work_dir, &job->picture)) {
    case PHOTO_DONE:
        job->note = NOTE_NONE;
        break;
    case PHOTO_REFUSED:
        job->note = NOTE_PHOTO_BAD;
        break;
    case PHOTO_FAILED:
        job->note = NOTE_TROUBLE;
        break;
    }
}

static void run_photo(void *arg)
{
    struct photo_job *job = arg;
    struct stat st;
    if (job->fd < 0 || fstat(job->fd, &st) != 0 || st.st_size == 0)
        return;
    void *body = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, job->fd, 0);
    if (body == MAP_FAILED)
        return;
    look(job, body, (size_t)st.st_size);
    munmap(body, (size_t)st.st_size);
}

/* --- On the loop --- */

static enum public_note keep(struct photo_job *job)
{
    if (job->note != NOTE_NONE)
        return job->note;
    switch (cases_photo_add(job->api->central->cases, job->number, job->entry_id, job->picture.data, job->picture.len,
                            job->now_s)) {
    case CASES_PHOTO_KEPT:
        return NOTE_PHOTO_KEPT;
    case CASES_PHOTO_ENOUGH:
        return NOTE_PHOTO_ENOUGH;
    case CASES_PHOTO_LATE:
        return NOTE_PHOTO_LATE;
    case CASES_PHOTO_FAILED:
        break;
    }
    return NOTE_TROUBLE;
}

static void answer_photo(struct photo_job *job, struct http_call *http)
{
    struct public_call call;
    if (public_begin(&call, job->api, http, TAKE_NOTHING)) {
        bool held = job->held && public_door_now(&call) == DOOR_CLOSED;
        enum public_note note = held ? keep(job) : NOTE_STALE;
        if (!held)
            public_answer(&call, 403, public_door_now(&call), note);
        else if (public_reload(&call))
            public_answer(&call, note == NOTE_PHOTO_KEPT ? 200 : 422, DOOR_OPEN, note);
    }
    public_end(&call);
}

/* A client that left meanwhile sends it again. */
static void on_photo(struct http_call *http, void *arg)
{
    struct photo_job *job = arg;
    job->api->photo_busy = false;
    if (http)
        answer_photo(job, http);
    free_job(job);
}

/* Before eight megabytes are taken at all. */
bool public_photo_admit(struct http_call *http, void *arg)
{
    struct public_call call;
    char boundary[FORM_BOUNDARY_MAX + 1];
    bool in = public_begin(&call, arg, http, TAKE_READING);
    if (in && (public_door_now(&call) != DOOR_CLOSED || !public_same_site(&call))) {
        public_answer(&call, 403, public_door_now(&call), NOTE_STALE);
        in = false;
    }
    if (in && !form_boundary(http_header(http, "Content-Type"), boundary)) {
        public_answer(&call, 422, DOOR_CLOSED, NOTE_PHOTO_BAD);
        in = false;
    }
    public_end(&call);
    return in;
}

static void start(struct public_call *call)
{
    struct public_api *api = call->api;
    struct photo_job *job = xcalloc(1, sizeof(*job));
    *job = (struct photo_job){.api = api, .fd = http_take_body(call->http), .now_s = call->now_s, .note = NOTE_TROUBLE};
    if (!form_boundary(http_header(call->http, "Content-Type"), job->boundary))
        job->boundary[0] = '\0'; /* public_photo_admit has seen a good one */
    str_copy(job->sha, sizeof(job->sha), call->sha);
    str_copy(job->pin_hash, sizeof(job->pin_hash), call->page.pin_hash);
    str_copy(job->number, sizeof(job->number), call->page.number);
    job->work_dir = xasprintf("%s/uploads", api->central->data_dir); /* staff_files_start makes it */
    api->photo_busy = true;
    http_work(call->http, run_photo, on_photo, job);
}

void public_photo(struct http_call *http, void *arg)
{
    struct public_call call;
    if (public_begin(&call, arg, http, TAKE_NOTHING)) {
        if (call.api->photo_busy)
            public_answer(&call, 503, DOOR_CLOSED, NOTE_BUSY);
        else
            start(&call);
    }
    public_end(&call);
}
