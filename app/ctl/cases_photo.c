/* foyerctl cases photo: a photograph that a resident added on the phone page, into a file that is not there yet. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/file.h"
#include "ctl/cases.h"

static bool write_new(const char *path, const struct buf *picture)
{
    CLEANUP(close_fd) int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0 && file_write_all(fd, picture->data, picture->len))
        return true;
    ctl_say("cannot write %s: %s", path, strerror(errno));
    return false;
}

enum ctl_exit cases_photo(struct ctl *ctl)
{
    CLEANUP(buf_wipe) struct buf picture = {0};
    int64_t n;
    if (!str_eq(ctl->words[1], "photo") || !cases_good_number(ctl->words[2]) || !parse_i64(ctl->words[3], 1, 99, &n) ||
        !ctl->file) {
        ctl_say("cases photo NUMBER N --file PATH is wanted: the photograph's number from 1, and where to put it");
        return CTL_USAGE;
    }
    CLEANUP(free_ptr) char *plain = xasprintf("/v1/staff/cases/%s/photos/%lld", ctl->words[2], (long long)n);
    CLEANUP(free_ptr) char *path = cases_query(plain, "why", ctl->why);
    enum ctl_exit result = ctl_fetch(ctl, path, &picture);
    if (result != CTL_OK)
        return result;
    if (!write_new(ctl->file, &picture))
        return CTL_REFUSED;
    printf("photograph %lld of case %s: %s\n", (long long)n, ctl->words[2], ctl->file);
    return CTL_OK;
}
