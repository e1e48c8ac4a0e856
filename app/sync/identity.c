#include "sync/identity.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/file.h"
#include "common/json.h"
#include "common/log.h"

#define FILE_KEY      "device.key"
#define FILE_TERMINAL "terminal"
#define FILE_TOKEN    "token"

static char *path_of(const struct identity *identity, const char *name, const char *end)
{
    return xasprintf("%s/%s%s", identity->dir, name, end);
}

bool identity_read(const struct identity *identity, const char *name, size_t max, struct buf *out)
{
    CLEANUP(free_ptr) char *path = path_of(identity, name, "");
    if (file_read(path, max, out)) {
        return true;
    }
    if (errno != ENOENT) {
        log_warn("identity: %s cannot be used: %s", path, strerror(errno));
    }
    return false;
}

bool identity_write(const struct identity *identity, const char *name, const void *data, size_t len)
{
    CLEANUP(free_ptr) char *path = path_of(identity, name, "");
    CLEANUP(free_ptr) char *temp = path_of(identity, name, ".new");
    if (!file_replace(path, temp, 0600, data, len)) {
        log_error("identity: cannot write %s: %s", path, strerror(errno));
        return false;
    }
    return true;
}

void identity_remove(const struct identity *identity, const char *name)
{
    CLEANUP(free_ptr) char *path = path_of(identity, name, "");
    if (unlink(path) == 0) {
        (void)!file_sync_dir(identity->dir);
    }
}

/* The file holds secret and public half in one, as libsodium's secret key does; halves that do not belong together were
 * damaged in silence. */
static bool load_key(struct identity *identity, const char *path)
{
    uint8_t sig[SIGN_LEN];
    if (!crypto_key_load(path, identity->sk, sizeof identity->sk)) {
        return false;
    }
    memcpy(identity->pk, identity->sk + SIGN_SK_LEN - SIGN_PK_LEN, SIGN_PK_LEN);
    crypto_sign_data(sig, FILE_KEY, strlen(FILE_KEY), identity->sk);
    return crypto_verify(sig, FILE_KEY, strlen(FILE_KEY), identity->pk);
}

/* Kept: whoever looks into the damage may still want it. */
static bool set_key_aside(const char *path)
{
    CLEANUP(free_ptr) char *aside = NULL;
    struct stat st;
    long long stamp = (long long)time(NULL);
    do {
        free(aside);
        aside = xasprintf("%s.bad-%lld", path, stamp++);
    } while (lstat(aside, &st) == 0);
    if (rename(path, aside) < 0) {
        log_error("identity: cannot set %s aside: %s", path, strerror(errno));
        return false;
    }
    log_error("identity: the device key is damaged, set aside as %s; this terminal must be paired anew", aside);
    return true;
}

/* A terminal number and a token belong to the key they were given to. */
static bool make_key(struct identity *identity, const char *path)
{
    identity_remove(identity, FILE_TERMINAL);
    identity_remove(identity, FILE_TOKEN);
    crypto_sign_keys(identity->pk, identity->sk);
    if (!crypto_key_save(path, identity->sk, sizeof identity->sk)) {
        return false;
    }
    log_info("identity: a device key was made in %s", identity->dir);
    return true;
}

static bool load_or_make_key(struct identity *identity)
{
    CLEANUP(free_ptr) char *path = path_of(identity, FILE_KEY, "");
    if (access(path, R_OK) == 0) {
        return load_key(identity, path) || (set_key_aside(path) && make_key(identity, path));
    }
    if (errno != ENOENT) { /* a file whose rights somebody must mend is no damaged one */
        log_error("identity: cannot read %s: %s", path, strerror(errno));
        return false;
    }
    return make_key(identity, path);
}

bool identity_is_terminal(const char *name)
{
    size_t len = strlen(name);
    return len > 0 && len <= IDENTITY_TERMINAL_MAX &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == len;
}

static bool is_token(const char *token)
{
    size_t len = strlen(token);
    for (size_t i = 0; i < len; i++) {
        if (token[i] <= ' ' || token[i] > '~') {
            return false;
        }
    }
    return len > 0 && len <= IDENTITY_TOKEN_MAX;
}

static void load_words(struct identity *identity)
{
    struct buf text = {0};
    if (identity_read(identity, FILE_TERMINAL, IDENTITY_TERMINAL_MAX, &text) && identity_is_terminal(buf_str(&text))) {
        memcpy(identity->terminal, text.data, text.len + 1);
    }
    buf_clear(&text);
    if (identity_read(identity, FILE_TOKEN, IDENTITY_TOKEN_MAX + 64, &text)) {
        CLEANUP(json_free_ref) json_t *json = json_decode(text.data, text.len, NULL);
        const char *token = json_str(json, "token");
        if (token && is_token(token)) {
            memcpy(identity->token, token, strlen(token) + 1);
            identity->token_expires_s = json_int_or(json, "exp", 0);
        }
    }
    buf_wipe(&text);
}

bool identity_open(struct identity *identity, const char *data_dir)
{
    *identity = (struct identity){.dir = xasprintf("%s/identity", data_dir)};
    if (mkdir(identity->dir, 0700) < 0 && errno != EEXIST) {
        log_error("identity: cannot create %s: %s", identity->dir, strerror(errno));
        return false;
    }
    if (chmod(identity->dir, 0700) < 0) {
        log_error("identity: cannot close %s to others: %s", identity->dir, strerror(errno));
        return false;
    }
    if (!load_or_make_key(identity)) {
        return false;
    }
    load_words(identity);
    return true;
}

void identity_close(struct identity *identity)
{
    free(identity->dir);
    explicit_bzero(identity, sizeof *identity);
}

bool identity_enrolled(struct identity *identity, const char *terminal)
{
    ASSERT(identity_is_terminal(terminal));
    if (!identity_write(identity, FILE_TERMINAL, terminal, strlen(terminal))) {
        return false;
    }
    memcpy(identity->terminal, terminal, strlen(terminal) + 1);
    return true;
}

void identity_set_token(struct identity *identity, const char *token, int64_t expires_s)
{
    if (!is_token(token)) {
        identity->token[0] = '\0';
        identity_remove(identity, FILE_TOKEN);
        return;
    }
    memcpy(identity->token, token, strlen(token) + 1);
    identity->token_expires_s = expires_s;
    CLEANUP(json_free_ref) json_t *json = json_pack("{s:s, s:I}", "token", token, "exp", (json_int_t)expires_s);
    struct buf text = {0};
    json_encode(&text, json);
    (void)!identity_write(identity, FILE_TOKEN, text.data, text.len); /* logged; a new token is one question away */
    buf_wipe(&text);
}

bool identity_take_token(struct identity *identity, const json_t *answer)
{
    identity_set_token(identity, json_str_or(answer, "token", ""), json_int_or(answer, "exp", 0));
    return identity->token[0] != '\0';
}

void identity_forget(struct identity *identity)
{
    static const char *const names[] = {FILE_TOKEN, "root", "heads", FILE_TERMINAL, FILE_KEY};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        identity_remove(identity, names[i]);
    }
    identity->terminal[0] = '\0';
    identity->token[0] = '\0';
}
