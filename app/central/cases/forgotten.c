#include "central/cases/forgotten.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "central/cases/cases_internal.h"
#include "common/file.h"
#include "common/json.h"
#include "common/log.h"

static const char *const words[] = {
    [FORGOTTEN_CONTACT] = "contact", [FORGOTTEN_NAMES] = "names", [FORGOTTEN_TEXT] = "text"};

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS case_forgotten(n BIGINT PRIMARY KEY, at BIGINT NOT NULL, number TEXT NOT NULL,"
    " what TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS case_forget(number TEXT NOT NULL, what TEXT NOT NULL, PRIMARY KEY(number,what));";

bool forgotten_prepare(struct db *db)
{
    return db_exec(db, tables);
}

/* --- Writing the list --- */

bool forgotten_note(struct db *db, const char *number, enum forgotten_what what, int64_t now_s)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO case_forgotten(n,at,number,what) "
                                       "SELECT COALESCE(MAX(n),0)+1,$1,$2,$3 FROM case_forgotten");
    db_bind_i64(stmt, 1, now_s);
    db_bind_text(stmt, 2, number);
    db_bind_text(stmt, 3, words[what]);
    return db_run(stmt);
}

static bool append(const char *path, const struct buf *lines)
{
    CLEANUP(close_fd) int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0 && file_write_all(fd, lines->data, lines->len) && fsync(fd) == 0)
        return true;
    log_error("cases: what was erased cannot be written down in %s: %s", path, strerror(errno));
    return false;
}

bool forgotten_write(struct db *db, const char *data_dir, const char *second)
{
    CLEANUP(buf_fini) struct buf lines = {0};
    CLEANUP(free_ptr) char *path = xasprintf("%s/" FORGOTTEN_FILE, data_dir);
    int64_t last = 0;
    struct db_stmt *stmt = db_prep(db, "SELECT n,at,number,what FROM case_forgotten ORDER BY n");
    while (db_step(stmt) == DB_ROW) {
        last = db_col_i64(stmt, 0);
        buf_printf(&lines, "%lld %s %s\n", (long long)db_col_i64(stmt, 1), db_col_text(stmt, 2), db_col_text(stmt, 3));
    }
    if (!last)
        return true;
    if (!append(path, &lines) || (second && !append(second, &lines)))
        return false;
    stmt = db_prep(db, "DELETE FROM case_forgotten WHERE n<=$1");
    db_bind_i64(stmt, 1, last);
    return db_run(stmt);
}

/* --- Reading it at a restore --- */

struct taking {
    const char *list;
    size_t len;
    int64_t count;
};

static bool leave(struct db *db, const char *number, const char *what)
{
    struct db_stmt *stmt = db_prep(db, "INSERT INTO case_forget(number,what) VALUES($1,$2) ON CONFLICT DO NOTHING");
    db_bind_text(stmt, 1, number);
    db_bind_text(stmt, 2, what);
    return db_run(stmt);
}

/* "<unix s> <number> <what>", cut in place. false: it is no such line. */
static bool cut_line(char *line, char **number, char **what)
{
    int64_t at;
    char *save = NULL;
    const char *stamp = strtok_r(line, " ", &save);
    *number = strtok_r(NULL, " ", &save);
    *what = strtok_r(NULL, " ", &save);
    return stamp && parse_i64(stamp, 0, INT64_MAX, &at) && *number && *what && !strtok_r(NULL, " ", &save) &&
           (str_eq(*what, words[FORGOTTEN_CONTACT]) || str_eq(*what, words[FORGOTTEN_NAMES]) ||
            str_eq(*what, words[FORGOTTEN_TEXT]));
}

static bool take_body(struct db *db, void *arg)
{
    struct taking *taking = arg;
    const char *at = taking->list, *end = taking->list + taking->len;
    taking->count = 0;
    while (at < end) {
        char line[FORGOTTEN_LINE_MAX], *number, *what;
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t len = stop ? (size_t)(stop - at) : sizeof(line);
        if (len >= sizeof(line)) {
            log_error("cases: the list of what was erased is cut off after line %lld", (long long)taking->count);
            return false;
        }
        memcpy(line, at, len);
        line[len] = '\0';
        if (!cut_line(line, &number, &what)) {
            log_error("cases: line %lld of the list of what was erased is none", (long long)taking->count + 1);
            return false;
        }
        if (!leave(db, number, what))
            return false;
        taking->count++;
        at = stop + 1;
    }
    return true;
}

bool forgotten_take(struct db *db, const char *list, size_t len, int64_t *count)
{
    struct taking taking = {.list = list, .len = len};
    bool ok = forgotten_prepare(db) && db_transact(db, take_body, &taking);
    *count = taking.count;
    return ok;
}

bool forgotten_take_all(struct db *db)
{
    return forgotten_prepare(db) &&
           db_exec(db, "INSERT INTO case_forget(number,what) SELECT number,'contact' FROM kase WHERE true "
                       "ON CONFLICT DO NOTHING;"
                       "INSERT INTO case_forget(number,what) SELECT number,'names' FROM kase WHERE true "
                       "ON CONFLICT DO NOTHING");
}

/* --- Erasing anew --- */

/* A case in a transaction: the row that asks for it goes with what it asks for. */
static bool apply_one(struct db *db, struct sweeping *sweeping, enum forgotten_what what)
{
    static bool (*const erase[])(struct sweeping *) = {[FORGOTTEN_CONTACT] = case_erase_contact,
                                                       [FORGOTTEN_NAMES] = case_clean_text,
                                                       [FORGOTTEN_TEXT] = case_erase_text};
    struct db_stmt *stmt = db_prep(db, "DELETE FROM case_forget WHERE number=$1 AND what=$2");
    db_bind_text(stmt, 1, sweeping->number);
    db_bind_text(stmt, 2, words[what]);
    return db_run(stmt) && erase[what](sweeping);
}

static bool apply_contact(struct db *db, void *arg)
{
    return apply_one(db, arg, FORGOTTEN_CONTACT);
}

static bool apply_names(struct db *db, void *arg)
{
    return apply_one(db, arg, FORGOTTEN_NAMES);
}

static bool apply_text(struct db *db, void *arg)
{
    return apply_one(db, arg, FORGOTTEN_TEXT);
}

#define FORGET "SELECT number FROM case_forget WHERE $1>0 AND $2='' AND what="

bool forgotten_apply(struct cases *cases, int64_t now_s)
{
    struct sweeping sweeping = {.cases = cases, .now_s = now_s, .site = ""};
    struct db *db = cases->central->db;
    int64_t before = db_get_i64(db, "SELECT COUNT(*) FROM case_forget", 0);
    if (!before)
        return true;
    bool ok = db_exec(db, "DELETE FROM case_forget WHERE number NOT IN (SELECT number FROM kase)") &&
              case_each(&sweeping, FORGET "'contact'", 1, apply_contact) &&
              case_each(&sweeping, FORGET "'names'", 1, apply_names) &&
              case_each(&sweeping, FORGET "'text'", 1, apply_text) && case_blobs_remove(cases);
    case_empty_journal(cases);
    if (ok)
        log_info("cases: what was erased after the backup is erased again");
    return ok;
}
