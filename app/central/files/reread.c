#include "central/files/reread.h"

#include <stdlib.h>
#include <unistd.h>

#include "central/files/code_reader.h"
#include "central/files/files.h"
#include "central/files/jail.h"
#include "common/json.h"
#include "common/log.h"

struct unread {
    char sha256[65];
    int fd;
    char *codes; /* owned; NULL: still unread */
};
struct reread {
    struct unread pages[REREAD_MAX];
    size_t count;
};

struct gathering {
    struct publisher *publisher;
    struct db *db;
    struct reread *reread;
};

static bool gather(const json_t *page, void *arg)
{
    struct gathering *gathering = arg;
    struct reread *reread = gathering->reread;
    const char *sha256 = json_str_or(page, "sha256", "");
    CLEANUP(json_free_ref) json_t *codes = files_codes(gathering->db, sha256);
    int64_t size;
    int fd = codes ? -1 : publish_blob_open(gathering->publisher, sha256, &size);
    if (fd < 0)
        return true;
    struct unread *unread = &reread->pages[reread->count++];
    *unread = (struct unread){.fd = fd};
    str_copy(unread->sha256, sizeof(unread->sha256), sha256);
    return reread->count < REREAD_MAX;
}

struct reread *reread_begin(struct publisher *publisher, struct db *db, const json_t *doc)
{
    struct gathering gathering = {publisher, db, xcalloc(1, sizeof(struct reread))};
    (void)files_each_page(doc, gather, &gathering);
    if (!gathering.reread->count)
        free(TAKE(gathering.reread));
    return gathering.reread;
}

void reread_run(struct reread *reread, const char *work_dir)
{
    CLEANUP(free_ptr) char *dir = jail_folder_make(work_dir, JAIL_FOLDER);
    bool read = dir != NULL;
    for (size_t i = 0; i < reread->count && read; i++) {
        struct unread *unread = &reread->pages[i];
        unread->codes = code_reader_texts(unread->fd, dir);
        read = unread->codes != NULL;
    }
    if (dir)
        jail_folder_remove(dir);
}

static void keep(struct db *db, const struct unread *unread)
{
    struct db_stmt *stmt = db_prep(db, "UPDATE upload SET codes=$2,looked=$3 WHERE sha256=$1");
    db_bind_text(stmt, 1, unread->sha256);
    db_bind_text(stmt, 2, unread->codes);
    db_bind_i64(stmt, 3, CODE_READER_EDITION);
    if (!db_run(stmt))
        log_error("files: what the codes of a picture say could not be kept; it counts as unread");
}

void reread_end(struct reread *reread, struct db *db)
{
    for (size_t i = 0; i < reread->count; i++) {
        struct unread *unread = &reread->pages[i];
        if (unread->codes)
            keep(db, unread);
        free(unread->codes);
        close_fd(&unread->fd);
    }
    free(reread);
}
