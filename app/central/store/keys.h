/* The server's secrets: head key (signs heads, times, receipts), box key (opens what terminals sealed), token key. Each
 * in a file of its own under DATA/keys/, 0400, outside the database, so that a copied database opens nothing. The root
 * key is made once by `init`, written beside them for the operator to carry away, and never read again (but by the
 * commands of roots/, from where it was carried to). Loop thread only, and before it the command's one thread; whoever
 * frees a copy wipes it. */
#ifndef FOYER_CENTRAL_KEYS_H
#define FOYER_CENTRAL_KEYS_H

#include "common/crypto.h"
#include "common/db.h"

#define KEYS_TOKEN_LEN   32
#define KEYS_ROOT_FILE   "ROOT-KEY-MOVE-ME-OFFLINE.key"
#define KEYS_ROOT_LIFE_S (2LL * 365 * 86400)

struct central_keys {
    char head_id[KEY_ID_LEN + 1], box_id[KEY_ID_LEN + 1];
    uint8_t head_pk[SIGN_PK_LEN], head_sk[SIGN_SK_LEN];
    uint8_t box_pk[BOX_PK_LEN], box_sk[BOX_SK_LEN];
    char former_id[KEY_ID_LEN + 1]; /* the box key before; "": there is none */
    uint8_t former_pk[BOX_PK_LEN], former_sk[BOX_SK_LEN];
    uint8_t token[KEYS_TOKEN_LEN];
};

/* Makes all keys and root document 1, signed; stores the document in `db`. Refuses to overwrite. false: logged. */
MUST_USE bool keys_make(struct db *db, const char *data_dir, const char *org, int64_t now_s);
MUST_USE bool keys_load(struct central_keys *keys, const char *data_dir);
void keys_wipe(struct central_keys *keys); /* NULL is fine */

/* Opens what was sealed to the box key `box_id`, the one in force or the one before it. */
bool keys_box_known(const struct central_keys *keys, const char *box_id);
MUST_USE bool keys_box_open(const struct central_keys *keys, const char *box_id, struct buf *out, const void *sealed,
                            size_t len);

/* New head and box keys (roots/): saved beside those in force, then put in their place; the box key of before stays as
 * keys/box-former.key. Whatever happens between the two steps, the keys in force are still good. false: logged. */
struct keys_fresh {
    bool head, box;
    uint8_t head_sk[SIGN_SK_LEN], box_sk[BOX_SK_LEN];
};
MUST_USE bool keys_fresh_save(const struct keys_fresh *fresh, const char *data_dir);
MUST_USE bool keys_fresh_take(const struct keys_fresh *fresh, const char *data_dir);
struct wire_root;
/* Signs the document with each of the root keys and keeps it. Inside a transaction. */
MUST_USE bool keys_root_put(struct db *db, const struct wire_root *root, const uint8_t (*sks)[SIGN_SK_LEN],
                            size_t count);

/* A root document as the wire carries it: {"root":text,"sigs":[{"k","s"}]}. version 0: the newest. */
struct keys_root {
    int64_t version;
    struct buf doc;  /* owned */
    struct buf sigs; /* owned; a JSON array */
};
MUST_USE bool keys_root_get(struct db *db, int64_t version, struct keys_root *root); /* false: no such version */
void keys_root_fini(struct keys_root *root);

#endif
