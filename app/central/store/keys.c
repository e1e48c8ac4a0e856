#include "central/store/keys.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <sodium/crypto_scalarmult.h>
#include <sodium/crypto_sign_ed25519.h>
#include <sodium/utils.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/codec.h"
#include "common/file.h"
#include "common/json.h"
#include "common/log.h"
#include "common/wire.h"

static char *key_path(const char *data_dir, const char *name)
{
    return xasprintf("%s/keys/%s.key", data_dir, name);
}

static bool save_new(const char *path, const void *key, size_t len)
{
    if (access(path, F_OK) == 0) {
        log_error("keys: %s is there already; nothing is overwritten", path);
        return false;
    }
    return crypto_key_save(path, key, len);
}

static bool save_key(const char *data_dir, const char *name, const void *key, size_t len)
{
    CLEANUP(free_ptr) char *path = key_path(data_dir, name);
    return save_new(path, key, len);
}

static bool load_key(const char *data_dir, const char *name, void *key, size_t len)
{
    CLEANUP(free_ptr) char *path = key_path(data_dir, name);
    return crypto_key_load(path, key, len);
}

static void add_key(struct wire_key *keys, size_t *count, const uint8_t pk[static 32])
{
    struct wire_key *key = &keys[(*count)++];
    crypto_key_id(key->id, pk);
    memcpy(key->pk, pk, sizeof(key->pk));
}

bool keys_root_put(struct db *db, const struct wire_root *root, const uint8_t (*sks)[SIGN_SK_LEN], size_t count)
{
    CLEANUP(buf_fini) struct buf doc = {0}, signable = {0}, sigs = {0};
    wire_root_format(&doc, root);
    wire_signable_root(&signable, doc.data, doc.len);
    for (size_t i = 0; i < count; i++) {
        uint8_t sig[SIGN_LEN], pk[SIGN_PK_LEN];
        char hex[2 * SIGN_LEN + 1], id[KEY_ID_LEN + 1];
        crypto_sign_data(sig, signable.data, signable.len, sks[i]);
        crypto_sign_ed25519_sk_to_pk(pk, sks[i]);
        crypto_key_id(id, pk);
        codec_hex(hex, sig, sizeof(sig));
        buf_printf(&sigs, "%s %s\n", id, hex);
    }
    struct db_stmt *stmt = db_prep(db, "INSERT INTO root_document(version, doc, sigs) VALUES($1, $2, $3)");
    db_bind_i64(stmt, 1, root->version);
    db_bind_text(stmt, 2, buf_str(&doc));
    db_bind_text(stmt, 3, buf_str(&sigs));
    return db_run(stmt);
}

bool keys_make(struct db *db, const char *data_dir, const char *org, int64_t now_s)
{
    CLEANUP(free_ptr) char *dir = xasprintf("%s/keys", data_dir);
    CLEANUP(free_ptr) char *root_path = xasprintf("%s/%s", data_dir, KEYS_ROOT_FILE);
    if (mkdir(dir, 0700) != 0 && errno != EEXIST) {
        log_error("keys: %s cannot be made: %s", dir, strerror(errno));
        return false;
    }
    struct central_keys keys = {0};
    uint8_t root_pk[SIGN_PK_LEN], root_sks[1][SIGN_SK_LEN], *root_sk = root_sks[0];
    crypto_sign_keys(root_pk, root_sk);
    crypto_sign_keys(keys.head_pk, keys.head_sk);
    crypto_box_keys(keys.box_pk, keys.box_sk);
    crypto_random(keys.token, sizeof(keys.token));

    struct wire_root root = {.version = 1, .expires = now_s + KEYS_ROOT_LIFE_S, .threshold = 1};
    memcpy(root.org, org, sizeof(root.org) - 1);
    add_key(root.root, &root.root_count, root_pk);
    add_key(root.head, &root.head_count, keys.head_pk);
    add_key(root.box, &root.box_count, keys.box_pk);
    bool ok = save_key(data_dir, "head", keys.head_sk, sizeof(keys.head_sk)) &&
              save_key(data_dir, "box", keys.box_sk, sizeof(keys.box_sk)) &&
              save_key(data_dir, "token", keys.token, sizeof(keys.token)) &&
              save_new(root_path, root_sk, SIGN_SK_LEN) && keys_root_put(db, &root, root_sks, 1);
    sodium_memzero(root_sks, sizeof(root_sks));
    keys_wipe(&keys);
    return ok;
}

/* There is one after a rotation, until the next. */
static bool load_former(struct central_keys *keys, const char *data_dir)
{
    CLEANUP(free_ptr) char *path = key_path(data_dir, "box-former");
    if (access(path, F_OK) != 0)
        return true;
    if (!crypto_key_load(path, keys->former_sk, sizeof(keys->former_sk)) ||
        crypto_scalarmult_base(keys->former_pk, keys->former_sk) != 0)
        return false;
    crypto_key_id(keys->former_id, keys->former_pk);
    return true;
}

bool keys_load(struct central_keys *keys, const char *data_dir)
{
    memset(keys, 0, sizeof(*keys));
    if (!load_key(data_dir, "head", keys->head_sk, sizeof(keys->head_sk)) ||
        !load_key(data_dir, "box", keys->box_sk, sizeof(keys->box_sk)) ||
        !load_key(data_dir, "token", keys->token, sizeof(keys->token)) || !load_former(keys, data_dir)) {
        keys_wipe(keys);
        return false;
    }
    crypto_sign_ed25519_sk_to_pk(keys->head_pk, keys->head_sk);
    if (crypto_scalarmult_base(keys->box_pk, keys->box_sk) != 0) {
        log_error("keys: %s/keys/box.key is no usable key", data_dir);
        keys_wipe(keys);
        return false;
    }
    crypto_key_id(keys->head_id, keys->head_pk);
    crypto_key_id(keys->box_id, keys->box_pk);
    return true;
}

void keys_wipe(struct central_keys *keys)
{
    if (keys)
        sodium_memzero(keys, sizeof(*keys));
}

/* --- The box --- */

bool keys_box_known(const struct central_keys *keys, const char *box_id)
{
    return str_eq(box_id, keys->box_id) || (*keys->former_id && str_eq(box_id, keys->former_id));
}

bool keys_box_open(const struct central_keys *keys, const char *box_id, struct buf *out, const void *sealed, size_t len)
{
    if (str_eq(box_id, keys->box_id))
        return crypto_seal_open(out, sealed, len, keys->box_pk, keys->box_sk);
    return keys_box_known(keys, box_id) && crypto_seal_open(out, sealed, len, keys->former_pk, keys->former_sk);
}

/* --- New keys --- */

static bool save_next(const char *data_dir, const char *name, const void *key, size_t len)
{
    CLEANUP(free_ptr) char *path = key_path(data_dir, name);
    return crypto_key_save(path, key, len); /* one that a failed attempt left is of no use to anybody */
}

bool keys_fresh_save(const struct keys_fresh *fresh, const char *data_dir)
{
    return (!fresh->head || save_next(data_dir, "head-next", fresh->head_sk, sizeof(fresh->head_sk))) &&
           (!fresh->box || save_next(data_dir, "box-next", fresh->box_sk, sizeof(fresh->box_sk)));
}

static bool put(const char *data_dir, const char *from, const char *to)
{
    CLEANUP(free_ptr) char *source = key_path(data_dir, from);
    CLEANUP(free_ptr) char *target = key_path(data_dir, to);
    if (rename(source, target) == 0)
        return true;
    log_error("keys: %s cannot become %s: %s", source, target, strerror(errno));
    return false;
}

bool keys_fresh_take(const struct keys_fresh *fresh, const char *data_dir)
{
    CLEANUP(free_ptr) char *dir = xasprintf("%s/keys", data_dir);
    return (!fresh->head || put(data_dir, "head-next", "head")) &&
           (!fresh->box || (put(data_dir, "box", "box-former") && put(data_dir, "box-next", "box"))) &&
           file_sync_dir(dir);
}

/* "kid hex" lines as [{"k","s"}]; what we stored ourselves, so a bad line is a damaged database. */
static bool sigs_to_json(struct buf *out, const char *lines)
{
    CLEANUP(json_free_ref) json_t *array = json_array();
    while (*lines) {
        char id[KEY_ID_LEN + 1] = {0}, hex[2 * SIGN_LEN + 1] = {0};
        uint8_t sig[SIGN_LEN];
        size_t len = strcspn(lines, "\n");
        if (len != KEY_ID_LEN + 1 + 2 * SIGN_LEN)
            return false;
        memcpy(id, lines, KEY_ID_LEN);
        memcpy(hex, lines + KEY_ID_LEN + 1, 2 * SIGN_LEN);
        if (!codec_unhex(sig, sizeof(sig), hex))
            return false;
        CLEANUP(buf_fini) struct buf text = {0};
        codec_base64url(&text, sig, sizeof(sig));
        json_array_append_new(array, json_pack("{s:s, s:s}", "k", id, "s", buf_str(&text)));
        lines += len + (lines[len] == '\n');
    }
    json_encode(out, array);
    return true;
}

bool keys_root_get(struct db *db, int64_t version, struct keys_root *root)
{
    memset(root, 0, sizeof(*root));
    struct db_stmt *stmt = db_prep(db, "SELECT version, doc, sigs FROM root_document WHERE version=$1 OR $1=0"
                                       " ORDER BY version DESC LIMIT 1");
    db_bind_i64(stmt, 1, version);
    bool ok = db_step(stmt) == DB_ROW;
    if (ok) {
        root->version = db_col_i64(stmt, 0);
        buf_puts(&root->doc, db_col_text(stmt, 1));
        ok = sigs_to_json(&root->sigs, db_col_text(stmt, 2));
        if (!ok)
            log_error("keys: the signatures of root document %lld are damaged", (long long)root->version);
    }
    db_reset(stmt);
    return ok;
}

void keys_root_fini(struct keys_root *root)
{
    buf_fini(&root->doc);
    buf_fini(&root->sigs);
}
