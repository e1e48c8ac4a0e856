#include "central/cases/vault.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/crypto.h"
#include "common/log.h"

static bool make_key(struct vault *vault, struct db *db, const char *dir, const char *path)
{
    if (db_get_i64(db, "SELECT count(*) FROM kase", 1) != 0) {
        log_error("cases: %s is missing, and the cases in the database cannot be read without it; put it back", path);
        return false;
    }
    if (mkdir(dir, 0700) != 0 && errno != EEXIST) {
        log_error("cases: cannot make %s: %s", dir, strerror(errno));
        return false;
    }
    crypto_random(vault->key, sizeof(vault->key));
    return crypto_key_save(path, vault->key, sizeof(vault->key));
}

bool vault_open(struct vault *vault, struct db *db, const char *data_dir)
{
    CLEANUP(free_ptr) char *dir = xasprintf("%s/keys", data_dir);
    CLEANUP(free_ptr) char *path = xasprintf("%s/case.key", dir);
    if (access(path, F_OK) != 0)
        return make_key(vault, db, dir, path);
    return crypto_key_load(path, vault->key, sizeof(vault->key));
}

void vault_close(struct vault *vault)
{
    explicit_bzero(vault->key, sizeof(vault->key));
}

void vault_bind(struct vault *vault, struct db_stmt *stmt, int index, const void *data, size_t len)
{
    struct buf sealed = {0};
    crypto_secret(&sealed, data, len, vault->key);
    db_bind_blob(stmt, index, sealed.data, sealed.len);
    buf_fini(&sealed);
}

bool vault_column(struct vault *vault, struct db_stmt *stmt, int column, struct buf *out)
{
    size_t len;
    const void *sealed = db_col_blob(stmt, column, &len);
    if (!sealed)
        return false;
    if (crypto_secret_open(out, sealed, len, vault->key))
        return true;
    log_error("cases: a row does not open with keys/case.key; it is left as it is");
    return false;
}
