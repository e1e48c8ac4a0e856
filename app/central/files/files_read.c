/* From bytes to blobs, in a worker: no database here. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "central/files/code_reader.h"
#include "central/files/files.h"
#include "central/files/jail.h"
#include "central/files/trial.h"
#include "central/words/words.h"
#include "common/log.h"

#define PDF_HEAD 1024 /* bytes in which a PDF must say what it is */

struct view { /* a file's bytes, read only */
    void *bytes;
    size_t len;
};

static void unmap(struct view *view)
{
    if (view->bytes)
        munmap(view->bytes, view->len);
}

enum mapped { MAPPED, MAPPED_EMPTY, MAPPED_FAILED /* ours; logged */ };

static enum mapped map(struct view *view, int fd)
{
    struct stat st = {0};
    *view = (struct view){0};
    bool known = fstat(fd, &st) == 0;
    if (known && st.st_size == 0)
        return MAPPED_EMPTY;
    void *bytes = known ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    if (bytes == MAP_FAILED) {
        log_error("files: the bytes of an upload cannot be read: %s", strerror(errno));
        return MAPPED_FAILED;
    }
    *view = (struct view){bytes, (size_t)st.st_size};
    return MAPPED;
}

static void add_page(struct files_upload *upload, struct view view)
{
    struct mediainfo info;
    struct files_page *page = &upload->pages[upload->page_count];
    if (!mediainfo_read(view.bytes, view.len, &info)) {
        upload->why = xstrdup(info.why);
        return;
    }
    struct wire_item blob = {0};
    if (!publish_blob_stage(upload->publisher, view.bytes, view.len, &blob)) {
        upload->failed = true;
        return;
    }
    *page = (struct files_page){
        .type = mediainfo_media_type(info.type), .width = info.width, .height = info.height, .size = blob.size};
    str_copy(page->sha256, sizeof(page->sha256), blob.sha256);
    upload->role = info.type == MEDIAINFO_WAV ? "voice" : "image";
    upload->page_count++;
}

static void add_page_file(struct files_upload *upload, const char *dir, const char *path)
{
    CLEANUP(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    CLEANUP(unmap) struct view view = {0};
    enum mapped mapped = fd < 0 && errno == ENOENT ? MAPPED_EMPTY : map(&view, fd);
    if (mapped == MAPPED) {
        add_page(upload, view);
        if (!upload->why && !upload->failed)
            upload->pages[upload->page_count - 1].codes = code_reader_texts(fd, dir);
    } else if (mapped == MAPPED_EMPTY)
        upload->why = xstrdup(_("a page of the PDF cannot be drawn; it is damaged"));
    else
        upload->failed = true;
}

static void add_pages(struct files_upload *upload, const char *dir, int count)
{
    int64_t size = 0;
    for (int page = 1; page <= count && !upload->why && !upload->failed; page++) {
        CLEANUP(free_ptr) char *path = pages_path(dir, page, count);
        struct stat st;
        size += stat(path, &st) == 0 ? st.st_size : 0;
        if (size > (int64_t)FILES_PAGES_MAX)
            upload->why =
                xstrdup(_("the pages of the PDF are more than 64 MiB as pictures; scan them in black and white"));
        else
            add_page_file(upload, dir, path);
    }
    upload->role = "scan";
}

void files_clean(const char *work_dir)
{
    DIR *entries = opendir(work_dir);
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        CLEANUP(free_ptr) char *dir = xasprintf("%s/%s", work_dir, entry->d_name);
        if (str_starts(entry->d_name, JAIL_FOLDER "-"))
            jail_folder_remove(dir);
    }
    if (entries)
        closedir(entries);
}

/* For what works on this upload alone. NULL: our disk; logged. */
static char *make_folder(struct files_upload *upload)
{
    char *dir = jail_folder_make(upload->work_dir, JAIL_FOLDER);
    upload->failed |= !dir;
    return dir;
}

static void read_pdf(struct files_upload *upload)
{
    const struct pages_time time = {.cpu_s = PAGES_CPU_S, .wall_s = PAGES_WALL_S};
    CLEANUP(free_ptr) char *dir = make_folder(upload);
    if (!dir)
        return;
    int count = pages_draw(upload->fd, dir, time, &upload->why);
    add_pages(upload, dir, count);
    jail_folder_remove(dir);
}

/* A picture is drawn once before it is kept, and searched for codes; a recording, which has none, and what is no
 * picture by its head need no trial. */
static void try_picture(struct files_upload *upload, struct view view, char **codes)
{
    struct mediainfo info;
    bool known = mediainfo_read(view.bytes, view.len, &info);
    if (known && info.type == MEDIAINFO_WAV)
        *codes = xstrdup("[]");
    if (!known || info.type == MEDIAINFO_WAV)
        return;
    CLEANUP(free_ptr) char *dir = make_folder(upload);
    if (!dir)
        return;
    upload->why = trial_refusal(upload->fd, dir);
    if (!upload->why)
        *codes = code_reader_texts(upload->fd, dir);
    jail_folder_remove(dir);
}

static void read_one(struct files_upload *upload, struct view view)
{
    CLEANUP(free_ptr) char *codes = NULL;
    try_picture(upload, view, &codes);
    if (!upload->why && !upload->failed)
        add_page(upload, view);
    if (!upload->why && !upload->failed)
        upload->pages[0].codes = TAKE(codes);
}

static bool is_pdf(struct view view)
{
    return memmem(view.bytes, MIN(view.len, (size_t)PDF_HEAD), "%PDF-", 5) != NULL;
}

void files_read(struct files_upload *upload)
{
    CLEANUP(unmap) struct view view;
    enum mapped mapped = map(&view, upload->fd);
    if (mapped == MAPPED_FAILED)
        upload->failed = true;
    else if (mapped == MAPPED_EMPTY)
        upload->why = xstrdup(_("the file is empty"));
    else if (is_pdf(view))
        read_pdf(upload);
    else
        read_one(upload, view);
    if (upload->why || upload->failed)
        upload->page_count = 0;
}
