#include "central/init.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sodium/utils.h>
#include <sys/stat.h>
#include <unistd.h>

#include "central/accounts/accounts.h"
#include "central/http/certificate.h"
#include "central/store/keys.h"
#include "central/store/schema.h"
#include "common/clock.h"
#include "common/codec.h"
#include "common/db.h"
#include "common/log.h"
#include "common/utf8.h"

#define ORG_BYTES 8

struct db *init_open_db(const char *data_dir, bool create)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/central.db", data_dir);
    bool damaged = false;
    if (!create && access(path, F_OK) != 0) {
        log_error("central: %s holds no server yet; make one with: foyer-central init --data %s", data_dir, data_dir);
        return NULL;
    }
    struct db *db = db_open(path, DB_FULL, &damaged);
    if (damaged)
        log_error("central: %s is damaged; bring back the newest backup", path);
    if (db && schema_prepare(db))
        return db;
    db_close(db);
    return NULL;
}

/* A fresh file system's own folder counts as nothing. */
static bool is_empty(const char *dir)
{
    DIR *listing = opendir(dir);
    bool empty = listing != NULL;
    for (struct dirent *entry; empty && (entry = readdir(listing)) != NULL;)
        empty = str_eq(entry->d_name, ".") || str_eq(entry->d_name, "..") || str_eq(entry->d_name, "lost+found");
    if (listing)
        closedir(listing);
    return empty;
}

static bool make_dir(const char *data_dir)
{
    CLEANUP(free_ptr) char *db_path = xasprintf("%s/central.db", data_dir);
    if (mkdir(data_dir, 0700) != 0 && errno != EEXIST) {
        log_error("central: %s cannot be made: %s", data_dir, strerror(errno));
        return false;
    }
    if (access(db_path, F_OK) == 0) {
        log_error("central: %s holds a server already; nothing was changed", data_dir);
        return false;
    }
    if (!is_empty(data_dir)) {
        log_error("central: %s is not a new or an empty folder; nothing was changed", data_dir);
        return false;
    }
    return true;
}

static bool make_organisation(struct db *db, const char *data_dir, const char *name, int64_t now_s)
{
    uint8_t org[ORG_BYTES];
    char org_hex[2 * ORG_BYTES + 1];
    crypto_random(org, sizeof(org));
    codec_hex(org_hex, org, sizeof(org));
    return meta_set(db, "schema", "1") && meta_set(db, "name", name) && keys_make(db, data_dir, org_hex, now_s) &&
           meta_set(db, "org", org_hex);
}

static bool tell_certificate(const char *data_dir)
{
    struct certificate_info info;
    CLEANUP(free_ptr) char *path = xasprintf("%s/" CERTIFICATE_FILE, data_dir);
    if (!certificate_read(path, &info))
        return false;
    printf("Certificate: %s\nIts SHA-256 fingerprint, which browsers show as well:\n%s\n", path, info.fingerprint);
    printf("Terminals trust it by its file: foyer-sync --ca-file.\n\n");
    return true;
}

static bool tell(const char *data_dir, const char *name, char *once)
{
    printf("%s is ready in %s.\n\n", name, data_dir);
    printf("First administrator: " INIT_ADMIN "\n");
    printf("One-time password: %s\n", once);
    printf("It must be changed at the first log-in and is kept nowhere else.\n\n");
    printf("Start it:  foyer-central serve --data %s --listen 127.0.0.1:8460,tls:0.0.0.0:8443\n", data_dir);
    printf(
        "Then open https://THIS-COMPUTER:8443/ in a browser and log in; the first page leads through the first hour.\n"
        "The browser asks once whether to trust the certificate: compare the fingerprint below.\n\n");
    bool ok = tell_certificate(data_dir);
    printf("Root key: %s/%s\n", data_dir, KEYS_ROOT_FILE);
    printf("Move this file to a USB stick, keep it in a safe with a second copy elsewhere, and delete it here:\n"
           "whoever holds it can make every terminal believe a false server. It is needed again within two years.\n");
    fflush(stdout);
    sodium_memzero(once, ACCOUNTS_ONCE_LEN);
    return ok;
}

static int make(struct db *db, const char *data_dir, const char *name, const char *hosts)
{
    char once[ACCOUNTS_ONCE_LEN + 1];
    int64_t now_s = clock_wall_ms() / 1000;
    if (!make_organisation(db, data_dir, name, now_s) || !certificate_make(data_dir, name, hosts, now_s) ||
        !accounts_create_first_admin(db, INIT_ADMIN, now_s, once))
        return 1;
    return tell(data_dir, name, once) ? 0 : 1;
}

/* What a failed start left behind, so that the next try finds an empty place. Keys are never deleted here. */
static void remove_db(const char *data_dir)
{
    static const char *const names[] = {"central.db", "central.db-wal", "central.db-shm"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", data_dir, names[i]);
        unlink(path);
    }
}

static bool hosts_good(const char *hosts)
{
    CLEANUP(free_ptr) char *why = certificate_names_refusal(hosts);
    if (why)
        log_error("central: --hosts: %s", why);
    return !why;
}

int init_certificate(const char *data_dir, const char *hosts)
{
    if (!hosts_good(hosts))
        return 2;
    struct db *db = init_open_db(data_dir, false);
    CLEANUP(free_ptr) char *name = db ? meta_get(db, "name") : NULL;
    db_close(db);
    bool ok = name && certificate_make(data_dir, name, hosts, clock_wall_ms() / 1000) && tell_certificate(data_dir);
    return ok ? 0 : 1;
}

int init(const char *data_dir, const char *name, const char *hosts)
{
    if (strlen(name) > INIT_NAME_MAX || !utf8_valid(name, strlen(name)) || !utf8_clean(name, UTF8_LINE, NULL)) {
        log_error("central: --name must be one line of at most %d bytes", INIT_NAME_MAX);
        return 2;
    }
    if (!hosts_good(hosts))
        return 2;
    if (!make_dir(data_dir))
        return 1;
    struct db *db = init_open_db(data_dir, true);
    int code = db ? make(db, data_dir, name, hosts) : 1;
    db_close(db);
    if (code != 0)
        remove_db(data_dir);
    return code;
}

/* --- A one-time password from whoever stands at the machine --- */

static int make_once(struct db *db, const char *user)
{
    char text[ACCOUNTS_ONCE_LEN + 1], hash[ACCOUNTS_HASH_LEN];
    accounts_mint_once(text);
    const struct accounts_once once = {
        .user = user, .hash = hash, .by = "init", .trusted = true, .now_s = clock_wall_ms() / 1000};
    if (!accounts_prepare(db) || !accounts_hash(hash, text))
        return 1;
    enum accounts_result result = accounts_renew(db, &once);
    if (result == ACCOUNTS_UNKNOWN)
        log_error("central: there is no account %s, or it has left", user);
    if (result == ACCOUNTS_OK)
        printf("One-time password of %s: %s\n"
               "The old password is worth nothing from now on. It must be changed at the first log-in; for a day after "
               "that a second step can be set up, in the console under the own account.\n",
               user, text);
    fflush(stdout);
    sodium_memzero(text, sizeof(text));
    return result == ACCOUNTS_OK ? 0 : 1;
}

int init_once(const char *data_dir, const char *user)
{
    if (!user) {
        fprintf(stderr, "foyer-central: once: --user NAME is wanted\n");
        return 2;
    }
    struct db *db = init_open_db(data_dir, false);
    int code = db ? make_once(db, user) : 1;
    db_close(db);
    return code;
}
