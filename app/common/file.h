/* Files that are whole or absent: written beside their place, made durable, and put there by a rename, so that a power
 * cut leaves the old file or the new one. Nothing is logged here: errno says why, the caller knows what it was for. Any
 * thread. */
#ifndef FOYER_COMMON_FILE_H
#define FOYER_COMMON_FILE_H

#include <sys/types.h>

#include "common/buf.h"

/* Every byte, or false. */
MUST_USE bool file_write_all(int fd, const void *data, size_t len);
/* Makes what was created, renamed or removed in this folder durable. */
MUST_USE bool file_sync_dir(const char *dir);
/* The finished file `temp`, open as `fd`, takes its place: fsync, rename, fsync of the folder. `temp` is gone either
 * way. */
MUST_USE bool file_put(int fd, const char *temp, const char *path);
/* Writes `temp` anew, with exactly this mode whatever the umask, and puts it. `temp` must lie in the folder of `path`,
 * and two writers at the same time need two of them. */
MUST_USE bool file_replace(const char *path, const char *temp, mode_t mode, const void *data, size_t len);

/* Appends a regular file's bytes; links are not followed. false: none, unreadable or longer than `max` (EFBIG). */
MUST_USE bool file_read(const char *path, size_t max, struct buf *out);
/* Appends what comes until the end, as from a pipe. false: unreadable, or longer than `max` (EFBIG). */
MUST_USE bool file_read_all(int fd, size_t max, struct buf *out);

/* "codes" in the folder of the running program, "" the folder itself: an absolute path, whether or not such a file is
 * there. Where /proc cannot tell, the folder of an installed release. Yours. */
MUST_USE char *file_beside_program(const char *name);

#endif
