#include "central/preview/shelf.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/queue.h>
#include <unistd.h>

#include "common/file.h"
#include "common/log.h"

#define BASES_MAX 8
#define USES_MAX  500 /* then it is made anew: words of drafts stay behind in its blobs */
#define COPY_MAX  (64u << 20)

struct shelf_base {
    char *key, *dir; /* owned */
    int holders, uses;
    TAILQ_ENTRY(shelf_base) link; /* shelf.bases, the one used last in front */
};
struct shelf {
    TAILQ_HEAD(shelf_list, shelf_base) bases;
    size_t count;
};

static int remove_one(const char *path, const struct stat *st UNUSED, int what UNUSED, struct FTW *place UNUSED)
{
    return remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

void shelf_remove_dir(const char *dir)
{
    if (nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0 && errno != ENOENT)
        log_warn("preview: %s cannot be removed: %s", dir, strerror(errno));
}

struct shelf *shelf_new(void)
{
    struct shelf *shelf = xcalloc(1, sizeof(*shelf));
    TAILQ_INIT(&shelf->bases);
    return shelf;
}

static void drop(struct shelf *shelf, struct shelf_base *base)
{
    TAILQ_REMOVE(&shelf->bases, base, link);
    shelf->count--;
    shelf_remove_dir(base->dir);
    free(base->key);
    free(base->dir);
    free(base);
}

void shelf_free(struct shelf *shelf)
{
    struct shelf_base *base;
    while (shelf && (base = TAILQ_FIRST(&shelf->bases)))
        drop(shelf, base);
    free(shelf);
}

struct shelf_base *shelf_take(struct shelf *shelf, const char *key)
{
    struct shelf_base *base;
    TAILQ_FOREACH(base, &shelf->bases, link)
    {
        if (!str_eq(base->key, key) || base->uses >= USES_MAX)
            continue;
        base->holders++;
        base->uses++;
        TAILQ_REMOVE(&shelf->bases, base, link);
        TAILQ_INSERT_HEAD(&shelf->bases, base, link);
        return base;
    }
    return NULL;
}

const char *shelf_dir(const struct shelf_base *base)
{
    return base->dir;
}

/* Of those that nobody draws from; NULL: each is in use. The list is read from its front: TAILQ_LAST and TAILQ_PREV
 * look at an entry as if it were a head, and an optimising compiler, which may assume that nobody does, has them read
 * what was there before. */
static struct shelf_base *longest_unused(struct shelf *shelf)
{
    struct shelf_base *base, *found = NULL;
    TAILQ_FOREACH(base, &shelf->bases, link)
    {
        if (base->holders == 0)
            found = base;
    }
    return found;
}

static void make_room(struct shelf *shelf)
{
    struct shelf_base *base;
    while (shelf->count > BASES_MAX && (base = longest_unused(shelf)) != NULL)
        drop(shelf, base);
}

void shelf_release(struct shelf *shelf, struct shelf_base *base)
{
    if (!base)
        return;
    base->holders--;
    make_room(shelf);
}

void shelf_add(struct shelf *shelf, const char *key, const char *dir)
{
    struct shelf_base *base = xcalloc(1, sizeof(*base));
    *base = (struct shelf_base){.key = xstrdup(key), .dir = xstrdup(dir)};
    TAILQ_INSERT_HEAD(&shelf->bases, base, link);
    shelf->count++;
    make_room(shelf);
}

bool shelf_copy(const char *from, const char *dir)
{
    CLEANUP(free_ptr) char *source = xasprintf("%s/cache.db", from), *copy = xasprintf("%s/cache.db", dir);
    CLEANUP(free_ptr) char *blobs = xasprintf("%s/blobs", from), *lent = xasprintf("%s/blobs", dir);
    CLEANUP(buf_fini) struct buf bytes = {0};
    CLEANUP(close_fd) int fd = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0 && file_read(source, COPY_MAX, &bytes) && file_write_all(fd, bytes.data, bytes.len) &&
        symlink(blobs, lent) == 0)
        return true;
    log_error("preview: %s cannot be copied into %s: %s", from, dir, strerror(errno));
    return false;
}
