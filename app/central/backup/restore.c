#include "central/backup/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "central/accounts/audit.h"
#include "central/backup/stream.h"
#include "central/cases/forgotten.h"
#include "central/store/schema.h"
#include "common/clock.h"
#include "common/db.h"
#include "common/file.h"
#include "common/json.h"
#include "common/log.h"

#define FILE_MAX (1LL << 40)

struct restoring {
    const struct restore_options *options;
    char *dir; /* owned; "DATA.restoring": becomes DATA by a rename when all is there */
    struct stream *stream;
    int64_t files, made_s;
};

/* --- Files --- */

/* Only what backup.c writes: no path leads out of the folder. */
static bool good_path(const char *path)
{
    if (!*path || *path == '/' || strstr(path, "..") || strstr(path, "//"))
        return false;
    return path[strspn(path, "abcdefghijklmnopqrstuvwxyz0123456789-./")] == '\0';
}

static bool make_folders(const char *dir, const char *path)
{
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        CLEANUP(free_ptr) char *folder = xasprintf("%s/%.*s", dir, (int)(slash - path), path);
        if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
            log_error("restore: %s cannot be made: %s", folder, strerror(errno));
            return false;
        }
    }
    return true;
}

static bool fill(struct restoring *restoring, int fd, int64_t size, const char *path)
{
    CLEANUP(free_ptr) uint8_t *bytes = xmalloc(STREAM_PIECE);
    bool ok = true;
    while (ok && size > 0) {
        size_t now = MIN((size_t)STREAM_PIECE, (size_t)size);
        if (!stream_read(restoring->stream, bytes, now))
            return false;
        ok = file_write_all(fd, bytes, now);
        explicit_bzero(bytes, now);
        size -= (int64_t)now;
    }
    ok = ok && fsync(fd) == 0;
    if (!ok)
        log_error("restore: %s cannot be written: %s", path, strerror(errno));
    return ok;
}

static bool take_file(struct restoring *restoring, int64_t size, const char *path)
{
    CLEANUP(free_ptr) char *file = xasprintf("%s/%s", restoring->dir, path);
    if (!good_path(path) || !make_folders(restoring->dir, path)) {
        log_error("restore: the backup holds a file that it may not hold");
        return false;
    }
    mode_t mode = str_starts(path, "keys/") ? 0400 : str_eq(path, "central.db") ? 0660 : 0600;
    CLEANUP(close_fd) int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || fchmod(fd, mode) != 0) {
        log_error("restore: %s cannot be made: %s", file, strerror(errno));
        return false;
    }
    restoring->files++;
    return fill(restoring, fd, size, file);
}

/* --- The stream --- */

static bool read_line(struct stream *stream, char line[static BACKUP_LINE_MAX])
{
    for (size_t len = 0; len < BACKUP_LINE_MAX; len++) {
        if (!stream_read(stream, line + len, 1))
            return false;
        if (line[len] == '\n') {
            line[len] = '\0';
            return true;
        }
    }
    log_error("restore: the backup holds a line that is none");
    return false;
}

static bool take_about(struct restoring *restoring)
{
    char line[BACKUP_LINE_MAX];
    if (!read_line(restoring->stream, line))
        return false;
    CLEANUP(json_free_ref)
    json_t *about = str_starts(line, "about ") ? json_decode(line + 6, strlen(line + 6), NULL) : NULL;
    if (json_int_or(about, "format", 0) != BACKUP_FORMAT) {
        log_error("restore: this backup was made by a version that this one does not know (%s)",
                  json_str_or(about, "version", "?"));
        return false;
    }
    char made[32];
    restoring->made_s = json_int_or(about, "made", 0);
    clock_format(made, restoring->made_s, 0);
    printf("The backup of %s, made %s by version %s.\n", json_str_or(about, "name", "?"), made,
           json_str_or(about, "version", "?"));
    return true;
}

static bool take_next(struct restoring *restoring, bool *more)
{
    char line[BACKUP_LINE_MAX];
    int64_t number;
    if (!read_line(restoring->stream, line))
        return false;
    if (str_starts(line, "end ")) {
        *more = false;
        if (parse_i64(line + 4, 0, INT64_MAX, &number) && number == restoring->files &&
            stream_at_end(restoring->stream))
            return true;
        log_error("restore: the backup does not hold as many files as it says");
        return false;
    }
    char *space = str_starts(line, "file ") ? strchr(line + 5, ' ') : NULL;
    if (space)
        *space = '\0';
    if (space && parse_i64(line + 5, 0, FILE_MAX, &number))
        return take_file(restoring, number, space + 1);
    log_error("restore: the backup holds a line that is none");
    return false;
}

static bool take_all(struct restoring *restoring)
{
    bool more = true;
    if (!take_about(restoring))
        return false;
    while (more) {
        if (!take_next(restoring, &more))
            return false;
    }
    return true;
}

static bool unpack(struct restoring *restoring)
{
    const struct restore_options *options = restoring->options;
    CLEANUP(close_fd) int fd = open(options->from, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        log_error("restore: %s cannot be opened: %s", options->from, strerror(errno));
        return false;
    }
    bool ok = false;
    switch (stream_open(fd, options->passphrase, &restoring->stream)) {
    case STREAM_OK:
        ok = take_all(restoring);
        break;
    case STREAM_NOT_OURS:
        log_error("restore: %s is no backup of Foyer", options->from);
        break;
    case STREAM_WRONG:
        log_error("restore: the passphrase does not fit, or the file was changed");
        break;
    case STREAM_FAILED:
        break;
    }
    stream_close(TAKE(restoring->stream));
    return ok;
}

/* --- What was erased since --- */

static bool take_list(struct restoring *restoring, struct db *db)
{
    const struct restore_options *options = restoring->options;
    CLEANUP(buf_fini) struct buf list = {0};
    CLEANUP(free_ptr) char *kept = xasprintf("%s/" FORGOTTEN_FILE, restoring->dir);
    CLEANUP(free_ptr) char *temp = xasprintf("%s.new", kept);
    int64_t count = 0;
    if (!options->erased) {
        printf("Without a list of what was erased: all names, telephone numbers, rooms and photographs in it go.\n");
        return forgotten_take_all(db);
    }
    if (!file_read(options->erased, FORGOTTEN_LIST_MAX, &list)) {
        log_error("restore: %s cannot be read: %s", options->erased, strerror(errno));
        return false;
    }
    if (!forgotten_take(db, buf_str(&list), list.len, &count))
        return false;
    printf("%lld erasures are made again.\n", (long long)count);
    return list.len == 0 || file_replace(kept, temp, 0600, list.data, list.len);
}

static bool note_body(struct db *db, void *arg)
{
    const struct restoring *restoring = arg;
    char made[24];
    (void)snprintf(made, sizeof(made), "%lld", (long long)restoring->made_s);
    return audit_append(db, clock_wall_ms() / 1000, "foyer-central", "backup.restore", made, NULL, NULL);
}

static bool settle(struct restoring *restoring)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/central.db", restoring->dir);
    bool damaged = false;
    struct db *db = db_open(path, DB_FULL, &damaged);
    bool ok = db && take_list(restoring, db) && db_transact(db, note_body, restoring);
    db_close(db);
    return ok;
}

/* --- The folder --- */

static bool new_or_empty(const char *dir)
{
    if (rmdir(dir) == 0 || errno == ENOENT)
        return true;
    log_error("restore: %s is not a new or an empty folder; nothing was changed", dir);
    return false;
}

static void remove_tree(const char *dir)
{
    DIR *listing = opendir(dir);
    for (struct dirent *entry; listing && (entry = readdir(listing)) != NULL;) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", dir, entry->d_name);
        if (str_eq(entry->d_name, ".") || str_eq(entry->d_name, ".."))
            continue;
        if (entry->d_type == DT_DIR)
            remove_tree(path);
        else
            unlink(path);
    }
    if (listing)
        closedir(listing);
    rmdir(dir);
}

static bool put_in_place(const struct restoring *restoring)
{
    if (file_sync_dir(restoring->dir) && rename(restoring->dir, restoring->options->data_dir) == 0)
        return true;
    log_error("restore: %s cannot be made: %s", restoring->options->data_dir, strerror(errno));
    return false;
}

static void tell(const struct restoring *restoring)
{
    const char *dir = restoring->options->data_dir;
    printf("%lld files restored to %s.\n\n", (long long)restoring->files, dir);
    printf("The old server must not run again: two servers with the same keys contradict each other.\n"
           "Under another name or address: foyer-central certificate --data %s --hosts NAME, and tell each terminal\n"
           "(central = … in /etc/foyer/sync.conf), or let the old name lead here. No terminal is paired anew.\n",
           dir);
    fflush(stdout);
}

int restore(const struct restore_options *options)
{
    struct restoring restoring = {.options = options};
    if (!options->erased && !options->without_erased) {
        fprintf(stderr,
                "restore: say which personal data was erased after the backup: --erased FILE, the erased.list of the "
                "old\nserver or its copy. When it is lost: --without-erased; then every name, telephone number, room "
                "and\nphotograph in the backup is erased, because nobody can say who had taken theirs back.\n");
        return 2;
    }
    CLEANUP(free_ptr) char *dir = xasprintf("%s.restoring", options->data_dir);
    restoring.dir = dir;
    if (!new_or_empty(options->data_dir))
        return 1;
    if (mkdir(dir, 0700) != 0) {
        log_error("restore: %s cannot be made: %s", dir, strerror(errno));
        return 1;
    }
    bool ok = unpack(&restoring) && settle(&restoring) && put_in_place(&restoring);
    if (ok)
        tell(&restoring);
    else
        remove_tree(dir);
    return ok ? 0 : 1;
}
