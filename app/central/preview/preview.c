#include "central/preview/preview.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/queue.h>
#include <sys/stat.h>
#include <unistd.h>

#include "central/files/jail.h"
#include "central/preview/bulletin.h"
#include "central/preview/shelf.h"
#include "central/words/words.h"
#include "common/file.h"
#include "common/log.h"

#define BUSY_RETRY_S 2
#define OUTPUT_MAX   65536
/* Sanitizers want terabytes of addresses, to read their own environment and map, and another process to look for leaks.
 */
#ifdef __SANITIZE_ADDRESS__
#define MEMORY_MAX SIZE_MAX
#define OWN_MAP    "/proc"
static const char *const environment[] = {"ASAN_OPTIONS=detect_leaks=0:disable_coredump=0", NULL};
#else
#define MEMORY_MAX JAIL_MEMORY_MAX
#define OWN_MAP    NULL
/* Each thread of what lays out paper would set 64 MiB and more of addresses aside for itself. */
static const char *const environment[] = {"MALLOC_ARENA_MAX=1", NULL};
#endif

struct job {
    struct preview *preview;
    struct bulletin bulletin;         /* filled when the shelf has none */
    struct shelf_base *base;          /* held; NULL: this job makes one */
    char *made;                       /* owned: the folder of the one that it made */
    char *viewer, *lobby;             /* owned; may be NULL */
    struct items_draft *draft;        /* owned; may be NULL */
    char *argv[PREVIEW_ARGS_MAX + 2]; /* owned */
    char *out, *type, *name;          /* owned; name may be NULL */
    int in_fd;                        /* -1: none */
    atomic_bool begun, superseded;
    enum jail_result result;
    struct buf bytes, said; /* owned: what came out */
    TAILQ_ENTRY(job) link;  /* preview.jobs */
};
struct preview {
    struct central *central;
    struct shelf *shelf;
    char *dir, *share, *programs; /* owned, absolute */
    TAILQ_HEAD(, job) jobs;
    size_t count;
};

/* --- Life --- */

/* What a server that was killed left behind. */
static void clean(const char *dir)
{
    DIR *entries = opendir(dir);
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", dir, entry->d_name);
        if (entry->d_name[0] != '.')
            shelf_remove_dir(path);
    }
    if (entries)
        closedir(entries);
}

struct preview *preview_start(struct central *central)
{
    CLEANUP(free_ptr) char *dir = xasprintf("%s/preview", central->data_dir);
    CLEANUP(free_ptr) char *whole = mkdir(dir, 0700) == 0 || errno == EEXIST ? realpath(dir, NULL) : NULL;
    if (!whole) {
        log_error("preview: %s cannot be made: %s", dir, strerror(errno));
        return NULL;
    }
    clean(whole);
    struct preview *preview = xcalloc(1, sizeof(*preview));
    preview->central = central;
    preview->shelf = shelf_new();
    preview->dir = TAKE(whole);
    preview->programs = file_beside_program("");
    preview->share = xasprintf("%s/../share", preview->programs);
    TAILQ_INIT(&preview->jobs);
    return preview;
}

void preview_stop(struct preview *preview)
{
    if (!preview)
        return;
    shelf_free(preview->shelf);
    free(preview->dir);
    free(preview->share);
    free(preview->programs);
    free(preview);
}

static void free_job(struct job *job)
{
    for (size_t i = 0; i < ARRAY_LEN(job->argv); i++)
        free(job->argv[i]);
    if (job->draft)
        items_draft_fini(job->draft);
    free(job->draft);
    bulletin_fini(&job->bulletin);
    close_fd(&job->in_fd);
    buf_fini(&job->bytes);
    buf_fini(&job->said);
    free(job->made);
    free(job->viewer);
    free(job->lobby);
    free(job->out);
    free(job->type);
    free(job->name);
    free(job);
}

/* --- Drawing; a worker --- */

static const char *base_of(struct job *job)
{
    if (job->base)
        return shelf_dir(job->base);
    CLEANUP(free_ptr) char *dir = jail_folder_make(job->preview->dir, "base");
    if (dir && bulletin_write(&job->bulletin, job->preview->central->publisher, dir))
        job->made = TAKE(dir);
    else if (dir)
        shelf_remove_dir(dir);
    return job->made;
}

static void draw_in(struct job *job, const char *base, const char *dir)
{
    const char *reads[] = {base, job->preview->share, OWN_MAP, NULL};
    struct jail_job jail = {.argv = (const char *const *)job->argv,
                            .dir = dir,
                            .in_fd = job->in_fd,
                            .cpu_s = PREVIEW_CPU_S,
                            .wall_s = PREVIEW_WALL_S,
                            .reads = reads,
                            .memory_max = MEMORY_MAX,
                            .environment = environment};
    CLEANUP(free_ptr) char *out = xasprintf("%s/%s", dir, job->out);
    CLEANUP(free_ptr) char *said = xasprintf("%s/" JAIL_OUTPUT, dir);
    if (!shelf_copy(base, dir) ||
        (job->draft && !bulletin_add(dir, job->lobby, job->draft, job->preview->central->publisher)))
        return;
    job->result = jail_run(&jail);
    if (!file_read(said, OUTPUT_MAX, &job->said))
        buf_clear(&job->said);
    if (job->result == JAIL_DONE && !file_read(out, JAIL_FILE_MAX, &job->bytes))
        job->result = JAIL_FAILED;
}

static void run(void *arg)
{
    struct job *job = arg;
    job->result = JAIL_NONE;
    job->begun = true;
    if (job->superseded)
        return;
    const char *base = base_of(job);
    CLEANUP(free_ptr) char *dir = base ? jail_folder_make(job->preview->dir, "draw") : NULL;
    if (!dir)
        return;
    draw_in(job, base, dir);
    shelf_remove_dir(dir);
}

/* --- Answering --- */

static void say_turns(struct http_call *http, struct job *job)
{
    const char *line = strstr(buf_str(&job->said), "turns ");
    CLEANUP(free_ptr) char *number = line ? xstrndup(line + 6, strspn(line + 6, "0123456789")) : NULL;
    if (number)
        http_set_header(http, "Foyer-Pages", number);
}

static void answer_done(struct http_call *http, struct job *job)
{
    say_turns(http, job);
    http_set_header(http, "X-Content-Type-Options", "nosniff");
    http_save_as(http, job->name);
    http_reply(http, 200, job->type, job->bytes.data, job->bytes.len);
}

static void answer(struct http_call *http, struct job *job)
{
    if (job->superseded && !job->bytes.len) {
        http_reply_error(http, 409, "superseded", _("a newer picture was asked for meanwhile"), 0);
        return;
    }
    switch (job->result) {
    case JAIL_DONE:
        answer_done(http, job);
        return;
    case JAIL_FAILED:
        log_warn("preview: %s gave up: %.300s", job->argv[0], buf_str(&job->said));
        if (strstr(buf_str(&job->said), "there is no page"))
            http_reply_error(http, 404, "no_page", _("this lobby has no such page"), 0);
        else
            http_reply_error(http, 422, "not_drawn", _("this cannot be drawn; look for what is unusual in the text"),
                             0);
        return;
    case JAIL_TIMEOUT:
        http_reply_error(http, 422, "not_drawn",
                         _("this takes too long to draw; make the text or its pictures smaller"), 0);
        return;
    case JAIL_NONE:
        http_reply_error(http, 500, "internal", _("the picture could not be drawn on this server"), 0);
        return;
    }
}

static void done(struct http_call *http, void *arg)
{
    struct job *job = arg;
    struct preview *preview = job->preview;
    TAILQ_REMOVE(&preview->jobs, job, link);
    preview->count--;
    shelf_release(preview->shelf, job->base);
    if (job->made)
        shelf_add(preview->shelf, job->bulletin.key, job->made);
    if (http)
        answer(http, job);
    free_job(job);
}

/* --- Ordering --- */

static void supersede(struct preview *preview, const char *viewer)
{
    struct job *job;
    TAILQ_FOREACH(job, &preview->jobs, link)
    {
        if (viewer && str_eq(job->viewer, viewer) && !job->begun)
            job->superseded = true;
    }
}

static int input_file(const struct buf *input)
{
    int fd = input ? memfd_create("input", MFD_CLOEXEC) : -1;
    if (fd >= 0 && (!file_write_all(fd, input->data, input->len) || lseek(fd, 0, SEEK_SET) != 0))
        close_fd(&fd);
    return fd;
}

static struct job *make_job(struct preview *preview, const struct preview_order *order)
{
    struct job *job = xcalloc(1, sizeof(*job));
    job->preview = preview;
    job->viewer = xstrdup(order->viewer);
    job->lobby = xstrdup(order->lobby);
    job->draft = order->draft;
    job->out = xstrdup(order->out);
    job->type = xstrdup(order->type);
    job->name = xstrdup(order->name);
    job->in_fd = input_file(order->input);
    job->argv[0] = xasprintf("%s/%s", preview->programs, order->program);
    for (size_t i = 0; order->args[i]; i++) {
        ASSERT(i < PREVIEW_ARGS_MAX);
        job->argv[i + 1] = xstrdup(order->args[i]);
    }
    return job;
}

void preview_draw(struct preview *preview, struct http_call *http, const struct preview_order *order, int64_t now_s)
{
    struct job *job = make_job(preview, order);
    supersede(preview, order->viewer);
    if (preview->count >= PREVIEW_WAITING_MAX) {
        http_reply_error(http, 429, "busy", _("many pictures are being drawn; ask again in a moment"), BUSY_RETRY_S);
        free_job(job);
        return;
    }
    if (!bulletin_read(&job->bulletin, preview->central, order->site, order->lobby, now_s)) {
        http_reply_error(http, 500, "internal", _("what this lobby shows could not be read"), 0);
        free_job(job);
        return;
    }
    job->base = shelf_take(preview->shelf, job->bulletin.key);
    TAILQ_INSERT_TAIL(&preview->jobs, job, link);
    preview->count++;
    http_work(http, run, done, job);
}
