/* Backups by the console: made in a worker, kept in a file without a name for an hour, fetched once or more until then.
 * Whoever asks for everything that is here says again who they are. */
#include "central/api/staff.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "central/accounts/audit.h"
#include "central/backup/backup.h"
#include "central/backup/stream.h"
#include "central/cases/forgotten.h"
#include "central/settings/settings.h"
#include "central/words/words.h"
#include "common/clock.h"
#include "common/file.h"
#include "common/json.h"
#include "common/log.h"
#include "common/utf8.h"

#define READY_S 3600 /* for so long a finished one can be fetched */

struct staff_backup {
    struct backup_progress progress;
    bool making;
    int fd; /* the finished one; -1: none */
    int64_t size, ready_s;
};

/* What a worker gets. */
struct making {
    struct central *central;
    char user[ACCOUNTS_USER_MAX + 1], hash[ACCOUNTS_HASH_LEN];
    char *password, *passphrase, *totp; /* owned, wiped */
    int fd;                             /* owned */
    bool matches, made;
};

void staff_backup_start(struct central *central)
{
    central->backup = xcalloc(1, sizeof(*central->backup));
    central->backup->fd = -1;
}

void staff_backup_stop(struct central *central)
{
    if (!central->backup)
        return;
    close_fd(&central->backup->fd);
    free(TAKE(central->backup));
}

static void wipe(char *secret)
{
    if (secret)
        explicit_bzero(secret, strlen(secret));
    free(secret);
}

static void making_free(struct making *making)
{
    making->central->backup->making = false;
    wipe(making->password);
    wipe(making->passphrase);
    wipe(making->totp);
    close_fd(&making->fd);
    explicit_bzero(making, sizeof(*making));
    free(making);
}

static void drop_old(struct staff_backup *backup, int64_t now_s)
{
    if (backup->fd >= 0 && now_s > backup->ready_s + READY_S) {
        close(backup->fd);
        backup->fd = -1;
    }
}

static json_t *state_of(struct central *central, int64_t now_s)
{
    struct staff_backup *backup = central->backup;
    int64_t made_s, bytes;
    drop_old(backup, now_s);
    backup_last(central->db, &made_s, &bytes);
    CLEANUP(free_ptr) char *list = xasprintf("%s/" FORGOTTEN_FILE, central->data_dir);
    struct stat info = {0};
    bool any = stat(list, &info) == 0;
    json_t *answer =
        json_pack("{s:I,s:I,s:I,s:b,s:I,s:I}", "last", (json_int_t)made_s, "bytes", (json_int_t)bytes, "days",
                  (json_int_t)settings_number(central->db, "", SETTING_BACKUP_DAYS), "making", backup->making, "done",
                  (json_int_t)backup->progress.done, "total", (json_int_t)backup->progress.total);
    json_object_set_new(answer, "ready", backup->fd >= 0 ? json_integer(backup->size) : json_null());
    json_object_set_new(answer, "erased_bytes", json_integer(any ? (json_int_t)info.st_size : 0));
    json_object_set_new(answer, "erased_at", json_integer(any ? (json_int_t)info.st_mtime : 0));
    json_object_set_new(answer, "second_list", json_boolean(central->erased_list != NULL));
    return answer;
}

/* It holds all communities: for administrators of the whole. */
static bool whole(struct staff_call *call)
{
    if (staff_administers(call))
        return true;
    staff_error(call, 403, "forbidden", _("this needs an administrator of the whole organisation"));
    return false;
}

void staff_get_backup(struct staff_call *call)
{
    if (whole(call))
        staff_json(call, 200, state_of(call->central, call->now_s));
}

/* --- Making --- */

static void run_make(void *arg)
{
    struct making *making = arg;
    making->made = backup_write(making->central->data_dir, making->fd, making->passphrase, making->user,
                                &making->central->backup->progress);
}

static void on_made(struct http_call *http, void *arg)
{
    struct making *making = arg;
    struct staff_backup *backup = making->central->backup;
    struct stat info = {0};
    bool ok = making->made && fstat(making->fd, &info) == 0;
    backup->making = false;
    if (ok) {
        close_fd(&backup->fd);
        backup->fd = making->fd;
        making->fd = -1;
        backup->size = info.st_size;
        backup->ready_s = clock_wall_ms() / 1000;
        staff_events_tell(making->central, "backup");
    }
    if (http && ok) {
        CLEANUP(json_free_ref) json_t *answer = state_of(making->central, backup->ready_s);
        http_set_header(http, "Cache-Control", "no-store");
        http_reply_json(http, 200, answer);
    } else if (http) {
        http_reply_error(http, 500, "internal", _("the backup could not be made; the server's log says why"), 0);
    }
    making_free(making);
}

struct factoring {
    struct making *making;
    enum factor_result result;
    int wait_s;
};

static bool factor_body(struct db *db, void *arg)
{
    struct factoring *factoring = arg;
    const struct making *making = factoring->making;
    factoring->result = factor_check(db, making->central->factor_key, making->user, making->totp ? making->totp : "",
                                     clock_wall_ms() / 1000, &factoring->wait_s);
    return factoring->result != FACTOR_FAILED;
}

/* false: answered. */
static bool second_step(struct http_call *http, struct making *making)
{
    struct factoring factoring = {.making = making};
    if (!factor_is_on(making->central->db, making->user))
        return true;
    if (!db_transact(making->central->db, factor_body, &factoring))
        factoring.result = FACTOR_FAILED;
    if (factoring.result == FACTOR_GOOD)
        return true;
    staff_factor_refusal(http, factoring.result, factoring.wait_s);
    return false;
}

static void run_password(void *arg)
{
    struct making *making = arg;
    making->matches = accounts_password_matches(making->hash, making->password);
}

static void on_password(struct http_call *http, void *arg)
{
    struct making *making = arg;
    bool known = http && making->matches;
    if (http && !making->matches)
        http_reply_error(http, 403, "bad_login", _("password: the password is wrong"), 0);
    if (!known || !second_step(http, making)) {
        making_free(making);
        return;
    }
    making->fd = open(making->central->data_dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (making->fd < 0) {
        http_reply_error(http, 500, "internal", _("there is no room for the backup"), 0);
        making_free(making);
        return;
    }
    http_work(http, run_make, on_made, making);
}

static bool good_passphrase(const char *words)
{
    return words && strlen(words) <= STREAM_PASSPHRASE_MAX && utf8_count(words) >= STREAM_PASSPHRASE_MIN;
}

void staff_make_backup(struct staff_call *call)
{
    const char *password = json_str(call->body, "password"), *passphrase = json_str(call->body, "passphrase"),
               *totp = json_str(call->body, "totp");
    struct staff_backup *backup = call->central->backup;
    struct account account;
    if (!whole(call))
        return;
    if (!password || strlen(password) > ACCOUNTS_PASSWORD_MAX) {
        staff_error(call, 400, "bad_request", _("password: the own password is wanted, as a text"));
        return;
    }
    if (!good_passphrase(passphrase)) {
        staff_error(call, 422, "refused", _("passphrase: at least %d characters are wanted"), STREAM_PASSPHRASE_MIN);
        return;
    }
    if (backup->making) {
        staff_error(call, 409, "conflict", _("a backup is being made already"));
        return;
    }
    if (!staff_brake(call, call->session.user) || !accounts_find(call->central->db, call->session.user, &account))
        return;
    struct making *making = xcalloc(1, sizeof(*making));
    *making = (struct making){.central = call->central, .fd = -1};
    memcpy(making->user, call->session.user, sizeof(making->user));
    memcpy(making->hash, account.hash, sizeof(making->hash));
    explicit_bzero(&account, sizeof(account));
    making->password = xstrdup(password);
    making->passphrase = xstrdup(passphrase);
    making->totp = xstrdup(totp);
    backup->making = true;
    backup->progress.done = backup->progress.total = 0;
    http_stretch(call->http, run_password, on_password, making);
}

/* --- Fetching --- */

static bool fetch_body(struct db *db, void *arg)
{
    struct staff_call *call = arg;
    return audit_append(db, call->now_s, call->session.user, "backup.fetch", "", NULL, NULL);
}

void staff_fetch_backup(struct staff_call *call)
{
    struct staff_backup *backup = call->central->backup;
    if (!whole(call))
        return;
    drop_old(backup, call->now_s);
    if (backup->fd < 0) {
        staff_error(call, 404, "not_found", _("no backup is ready; they are kept for an hour"));
        return;
    }
    int fd = dup(backup->fd);
    if (fd < 0 || !db_transact(call->central->db, fetch_body, call)) {
        close_fd(&fd);
        staff_error(call, 500, "internal", _("the backup could not be fetched"));
        return;
    }
    char day[32];
    clock_format(day, backup->ready_s, 0);
    day[10] = '\0';
    CLEANUP(free_ptr) char *name = xasprintf("foyer-%s.backup", day);
    http_save_as(call->http, name);
    http_reply_file(call->http, fd, 0, backup->size, 200, "application/octet-stream");
}

/* What was erased: numbers and times, to lie beside the backups. */
void staff_fetch_erased(struct staff_call *call)
{
    CLEANUP(buf_fini) struct buf list = {0};
    CLEANUP(free_ptr) char *path = xasprintf("%s/" FORGOTTEN_FILE, call->central->data_dir);
    if (!whole(call))
        return;
    if (access(path, F_OK) == 0 && !file_read(path, FORGOTTEN_LIST_MAX, &list)) { /* none: nothing was erased yet */
        staff_error(call, 500, "internal", _("the list could not be read"));
        return;
    }
    http_save_as(call->http, FORGOTTEN_FILE);
    http_reply(call->http, 200, "text/plain; charset=utf-8", buf_str(&list), list.len);
}
