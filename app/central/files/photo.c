#include "central/files/photo.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "central/files/jail.h"
#include "common/file.h"
#include "common/mediainfo.h"
#include "common/log.h"

#define CPU_S  10
#define WALL_S 20

static bool write_all(int fd, const char *bytes, size_t len)
{
    for (ssize_t wrote; len > 0; bytes += wrote, len -= (size_t)wrote) {
        wrote = write(fd, bytes, len);
        if (wrote <= 0)
            return false;
    }
    return lseek(fd, 0, SEEK_SET) == 0;
}

static enum photo_result run(const char *dir, int fd, int turn, struct buf *out)
{
    CLEANUP(free_ptr) char *program = file_beside_program("foyer-photo");
    char turn_text[2] = {(char)('0' + turn), '\0'};
    CLEANUP(free_ptr) char *path = xasprintf("%s/" JAIL_OUTPUT, dir);
    const char *const argv[] = {program, turn_text, NULL};
    const struct jail_job job = {.argv = argv, .dir = dir, .in_fd = fd, .cpu_s = CPU_S, .wall_s = WALL_S};
    enum jail_result result = jail_run(&job);
    struct mediainfo info;
    bool good = result == JAIL_DONE && file_read(path, JAIL_FILE_MAX, out) &&
                mediainfo_read(out->data, out->len, &info) && info.type == MEDIAINFO_JPEG;
    unlink(path);
    if (result == JAIL_NONE)
        return PHOTO_FAILED;
    return good ? PHOTO_DONE : PHOTO_REFUSED;
}

enum photo_result photo_strip(const void *bytes, size_t len, const char *work_dir, struct buf *out)
{
    struct mediainfo info;
    if (len > PHOTO_UPLOAD_MAX || !mediainfo_read(bytes, len, &info) ||
        (info.type != MEDIAINFO_JPEG && info.type != MEDIAINFO_PNG && info.type != MEDIAINFO_WEBP))
        return PHOTO_REFUSED;
    CLEANUP(free_ptr) char *dir = jail_folder_make(work_dir, JAIL_FOLDER);
    if (!dir)
        return PHOTO_FAILED;
    /* The file has no name: whatever ends this process leaves nothing behind. */
    CLEANUP(close_fd) int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    enum photo_result result = PHOTO_FAILED;
    if (fd >= 0 && write_all(fd, bytes, len))
        result = run(dir, fd, info.turn ? info.turn : 1, out);
    else
        log_error("files: a photograph cannot be kept in %s: %s", dir, strerror(errno));
    jail_folder_remove(dir);
    return result;
}
