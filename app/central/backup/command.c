#include "central/backup/command.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "central/backup/backup.h"
#include "central/backup/stream.h"
#include "common/file.h"
#include "common/log.h"
#include "common/utf8.h"

/* --- The passphrase --- */

static bool read_hidden(const char *question, struct buf *line)
{
    struct termios shown, hidden;
    char c;
    if (tcgetattr(STDIN_FILENO, &shown) != 0) {
        log_error("backup: --passphrase-file FILE is wanted where nobody can be asked");
        return false;
    }
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    fprintf(stderr, "%s: ", question);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    while (line->len < STREAM_PASSPHRASE_MAX && read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
        buf_putc(line, c);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);
    return true;
}

static bool good(const struct buf *passphrase)
{
    if (utf8_valid(buf_str(passphrase), passphrase->len) && utf8_count(buf_str(passphrase)) >= STREAM_PASSPHRASE_MIN &&
        passphrase->len <= STREAM_PASSPHRASE_MAX)
        return true;
    log_error("backup: the passphrase must have at least %d characters", STREAM_PASSPHRASE_MIN);
    return false;
}

static bool read_passphrase(const char *file, bool twice, struct buf *passphrase)
{
    if (file) {
        if (!file_read(file, STREAM_PASSPHRASE_MAX + 1, passphrase)) {
            log_error("backup: %s cannot be read: %s", file, strerror(errno));
            return false;
        }
        while (passphrase->len && strchr("\r\n", passphrase->data[passphrase->len - 1]))
            passphrase->data[--passphrase->len] = '\0';
        return good(passphrase);
    }
    CLEANUP(buf_wipe) struct buf again = {0};
    if (!read_hidden("Passphrase of the backup", passphrase) || (twice && !good(passphrase)) ||
        (twice && !read_hidden("Once more", &again)))
        return false;
    if (!twice || str_eq(buf_str(passphrase), buf_str(&again)))
        return true;
    log_error("backup: the two are not the same");
    return false;
}

/* --- Making one, with how far it is --- */

struct work {
    const char *data_dir, *passphrase;
    int fd;
    struct backup_progress progress;
    atomic_bool ended;
    bool ok;
};

static void *run(void *arg)
{
    struct work *work = arg;
    work->ok = backup_write(work->data_dir, work->fd, work->passphrase, "foyer-central", &work->progress);
    work->ended = true;
    return NULL;
}

static void show(struct work *work)
{
    while (!work->ended) {
        int64_t total = work->progress.total, done = work->progress.done;
        if (total > 0)
            fprintf(stderr, "\r%3d %%", (int)MIN(100, done * 100 / total));
        usleep(200000);
    }
    fprintf(stderr, "\r     \r");
}

static bool make(struct work *work)
{
    pthread_t thread;
    if (!isatty(STDERR_FILENO)) {
        run(work);
    } else if (pthread_create(&thread, NULL, run, work) == 0) {
        show(work);
        pthread_join(thread, NULL);
    } else {
        log_error("backup: no thread");
    }
    return work->ok;
}

static bool make_file(struct work *work, const char *to)
{
    CLEANUP(free_ptr) char *temp = xasprintf("%s.new", to);
    CLEANUP(close_fd) int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    work->fd = fd;
    bool ok = fd >= 0 && make(work) && file_put(fd, temp, to);
    int error = errno;
    if (!ok && (fd < 0 || work->ok))
        log_error("backup: %s cannot be written: %s", to, strerror(error));
    if (!ok)
        unlink(temp);
    return ok;
}

int backup_command(const struct backup_command *command)
{
    CLEANUP(buf_wipe) struct buf passphrase = {0};
    struct stat info = {0};
    if (!command->to) {
        fprintf(stderr, "foyer-central: backup: --to FILE is wanted\n");
        return 2;
    }
    if (!read_passphrase(command->passphrase_file, true, &passphrase))
        return 2;
    struct work work = {.data_dir = command->data_dir, .passphrase = buf_str(&passphrase)};
    if (!make_file(&work, command->to))
        return 1;
    (void)stat(command->to, &info);
    printf("%s: %lld bytes. Without its passphrase it is worth nothing; keep both, apart from each other.\n",
           command->to, (long long)info.st_size);
    return 0;
}

int restore_command(const struct backup_command *command)
{
    CLEANUP(buf_wipe) struct buf passphrase = {0};
    if (!command->from) {
        fprintf(stderr, "foyer-central: restore: --from FILE is wanted\n");
        return 2;
    }
    if (!read_passphrase(command->passphrase_file, false, &passphrase))
        return 2;
    return restore(&(struct restore_options){.from = command->from,
                                             .data_dir = command->data_dir,
                                             .passphrase = buf_str(&passphrase),
                                             .erased = command->erased,
                                             .without_erased = command->without_erased});
}
