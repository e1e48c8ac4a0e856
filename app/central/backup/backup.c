#include "central/backup/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "central/accounts/audit.h"
#include "central/backup/stream.h"
#include "central/http/certificate.h"
#include "central/publish/publish.h"
#include "central/store/schema.h"
#include "common/clock.h"
#include "common/db.h"
#include "common/json.h"
#include "common/log.h"

struct backup {
    const char *data_dir, *who;
    struct stream *stream; /* owned */
    struct backup_progress *progress;
    int64_t files, made_s, bytes;
};

/* The keys by name: whatever else lies in the folder, such as a root key that nobody carried away, stays out. */
static const char *const small_files[] = {"keys/head.key",  "keys/box.key",   "keys/box-former.key",
                                          "keys/token.key", "keys/case.key",  "keys/totp.key",
                                          "keys/hook.key",  CERTIFICATE_FILE, CERTIFICATE_KEY_FILE};

/* --- Writing files --- */

static void progressed(struct backup *backup, size_t len)
{
    if (backup->progress)
        backup->progress->done += (int64_t)len;
}

static bool copy_bytes(struct backup *backup, int fd, int64_t size, const char *path)
{
    const size_t piece = STREAM_PIECE;
    CLEANUP(free_ptr) uint8_t *bytes = xmalloc(piece);
    while (size > 0) {
        ssize_t n = read(fd, bytes, MIN(piece, (size_t)size));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            log_error("backup: %s/%s cannot be read: %s", backup->data_dir, path, n < 0 ? strerror(errno) : "cut off");
            break;
        }
        bool written = stream_write(backup->stream, bytes, (size_t)n);
        explicit_bzero(bytes, (size_t)n); /* keys pass here */
        if (!written)
            break;
        size -= n;
        progressed(backup, (size_t)n);
    }
    return size == 0;
}

static bool line(struct backup *backup, const char *text)
{
    return stream_write(backup->stream, text, strlen(text));
}

/* `wanted`: its absence is a failure. */
static bool add_file(struct backup *backup, const char *file, const char *path, bool wanted)
{
    CLEANUP(close_fd) int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat info;
    if (fd < 0 && errno == ENOENT && !wanted)
        return true;
    if (fd < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        log_error("backup: %s cannot be opened: %s", file, fd < 0 ? strerror(errno) : "no file");
        return false;
    }
    CLEANUP(free_ptr) char *head = xasprintf("file %lld %s\n", (long long)info.st_size, path);
    backup->files++;
    return line(backup, head) && copy_bytes(backup, fd, info.st_size, path);
}

static bool add_blob(const char *sha256, void *arg)
{
    struct backup *backup = arg;
    CLEANUP(free_ptr) char *path = xasprintf("blobs/%.2s/%s", sha256, sha256);
    CLEANUP(free_ptr) char *file = xasprintf("%s/%s", backup->data_dir, path);
    return add_file(backup, file, path, false); /* gone: erased since the copy, and it stays so */
}

static bool add_small(struct backup *backup)
{
    bool ok = true;
    for (size_t i = 0; ok && i < ARRAY_LEN(small_files); i++) {
        CLEANUP(free_ptr) char *file = xasprintf("%s/%s", backup->data_dir, small_files[i]);
        ok = add_file(backup, file, small_files[i], false);
    }
    return ok;
}

/* --- The whole --- */

static bool about(struct backup *backup, struct db *copy)
{
    CLEANUP(buf_fini) struct buf text = {0};
    CLEANUP(free_ptr) char *org = meta_get(copy, "org");
    CLEANUP(free_ptr) char *name = meta_get(copy, "name");
    CLEANUP(json_free_ref)
    json_t *doc = json_pack("{s:i,s:s,s:s,s:s,s:I}", "format", BACKUP_FORMAT, "org", org ? org : "", "name",
                            name ? name : "", "version", FOYER_VERSION, "made", (json_int_t)backup->made_s);
    buf_puts(&text, "about ");
    json_encode(&text, doc);
    buf_putc(&text, '\n');
    return line(backup, buf_str(&text));
}

static void count(struct backup *backup, struct db *copy, const char *copy_path)
{
    struct stat info = {0};
    if (!backup->progress || stat(copy_path, &info) != 0)
        return;
    backup->progress->total = info.st_size + publish_blob_bytes(copy);
}

static bool write_copy(struct backup *backup, struct db *copy, const char *copy_path, const char *passphrase, int fd)
{
    count(backup, copy, copy_path);
    backup->stream = stream_seal(fd, passphrase, STREAM_MEMORY);
    bool ok = backup->stream && about(backup, copy) && add_small(backup) &&
              add_file(backup, copy_path, "central.db", true) && publish_blob_each(copy, add_blob, backup);
    CLEANUP(free_ptr) char *end = xasprintf("end %lld\n", (long long)backup->files);
    ok = ok && line(backup, end) && stream_finish(backup->stream);
    stream_close(TAKE(backup->stream));
    return ok;
}

static bool note_body(struct db *db, void *arg)
{
    const struct backup *backup = arg;
    char made[24], bytes[24];
    (void)snprintf(made, sizeof(made), "%lld", (long long)backup->made_s);
    (void)snprintf(bytes, sizeof(bytes), "%lld", (long long)backup->bytes);
    return meta_set(db, "backup_made", made) && meta_set(db, "backup_bytes", bytes) &&
           audit_append(db, clock_wall_ms() / 1000, backup->who, "backup.make", made, NULL, NULL);
}

static bool write_from(struct backup *backup, struct db *db, const char *copy_path, const char *passphrase, int fd)
{
    if (!db_copy(db, copy_path))
        return false;
    struct db *copy = db_open(copy_path, DB_READ, NULL);
    bool ok = copy && write_copy(backup, copy, copy_path, passphrase, fd);
    db_close(copy);
    if (ok && fsync(fd) != 0 && errno != EINVAL && errno != EROFS) { /* a pipe cannot be synced */
        log_error("backup: it cannot be kept: %s", strerror(errno));
        ok = false;
    }
    struct stat info;
    backup->bytes = ok && fstat(fd, &info) == 0 ? info.st_size : 0;
    return ok && db_transact(db, note_body, backup);
}

static void remove_copy(const char *copy_path)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s%s", copy_path, ends[i]);
        unlink(path);
    }
}

bool backup_write(const char *data_dir, int fd, const char *passphrase, const char *who,
                  struct backup_progress *progress)
{
    struct backup backup = {.data_dir = data_dir, .who = who, .progress = progress, .made_s = clock_wall_ms() / 1000};
    CLEANUP(free_ptr) char *path = xasprintf("%s/central.db", data_dir);
    CLEANUP(free_ptr) char *copy_path = xasprintf("%s/.backup-%d-%d.db", data_dir, getpid(), gettid());
    if (access(path, F_OK) != 0) {
        log_error("backup: %s holds no server", data_dir);
        return false;
    }
    struct db *db = db_open(path, DB_FULL, NULL);
    bool ok = db && write_from(&backup, db, copy_path, passphrase, fd);
    db_close(db);
    remove_copy(copy_path);
    return ok;
}

static int64_t number(struct db *db, const char *name)
{
    int64_t value = 0;
    CLEANUP(free_ptr) char *text = meta_get(db, name);
    return text && parse_i64(text, 0, INT64_MAX, &value) ? value : 0;
}

void backup_last(struct db *db, int64_t *made_s, int64_t *bytes)
{
    *made_s = number(db, "backup_made");
    *bytes = number(db, "backup_bytes");
}
