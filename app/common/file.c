#include "common/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define INSTALLED "/opt/foyer/current/bin" /* board/install puts it there */

bool file_write_all(int fd, const void *data, size_t len)
{
    const char *at = data;
    while (len > 0) {
        ssize_t wrote = write(fd, at, len);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            return false;
        }
        at += wrote;
        len -= (size_t)wrote;
    }
    return true;
}

bool file_sync_dir(const char *dir)
{
    CLEANUP(close_fd) int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && fsync(fd) == 0;
}

/* A rename is durable once its folder is. */
static bool sync_dir_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    CLEANUP(free_ptr) char *dir = slash ? xstrndup(path, slash == path ? 1 : (size_t)(slash - path)) : xstrdup(".");
    return file_sync_dir(dir);
}

static bool drop(const char *temp)
{
    int why = errno;
    (void)unlink(temp);
    errno = why;
    return false;
}

bool file_put(int fd, const char *temp, const char *path)
{
    return (fsync(fd) == 0 && rename(temp, path) == 0 && sync_dir_of(path)) || drop(temp);
}

bool file_replace(const char *path, const char *temp, mode_t mode, const void *data, size_t len)
{
    (void)unlink(temp); /* left by a crash; its mode might keep us from opening it */
    CLEANUP(close_fd) int fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0) {
        return false;
    }
    if (fchmod(fd, mode) < 0 || !file_write_all(fd, data, len)) {
        return drop(temp);
    }
    return file_put(fd, temp, path);
}

bool file_read_all(int fd, size_t max, struct buf *out)
{
    char chunk[16384];
    size_t taken = 0;
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            explicit_bzero(chunk, MIN(taken, sizeof chunk)); /* it may have been a key */
            return got == 0;
        }
        taken += (size_t)got;
        if (taken > max) {
            errno = EFBIG;
            return false;
        }
        buf_append(out, chunk, (size_t)got);
    }
}

bool file_read(const char *path, size_t max, struct buf *out)
{
    CLEANUP(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
        return false;
    }
    buf_reserve(out, MIN((size_t)st.st_size, max));
    return file_read_all(fd, max, out);
}

char *file_beside_program(const char *name)
{
    char path[PATH_MAX] = INSTALLED "/";
    ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);
    if (len > 0)
        path[len] = '\0';
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path) : 0;
    return *name ? xasprintf("%.*s/%s", folder, path, name) : xasprintf("%.*s", MAX(folder, 1), path);
}
