/* The server's secrets: head key (signs heads, times, receipts), box key (opens what terminals sealed), token key. Each
 * in a file of its own under DATA/keys/, 0400, outside the database, so that a copied database opens nothing. The root
 * key is made once by `init`, written beside them for the operator to carry away, and never read again. */
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
    uint8_t token[KEYS_TOKEN_LEN];
};

/* Makes all keys and root document 1, signed; stores the document in `db`. Refuses to overwrite. false: logged. */
MUST_USE bool keys_make(struct db *db, const char *data_dir, const char *org, int64_t now_s);
MUST_USE bool keys_load(struct central_keys *keys, const char *data_dir);
void keys_wipe(struct central_keys *keys); /* NULL is fine */

/* A root document as the wire carries it: {"root":text,"sigs":[{"k","s"}]}. version 0: the newest. */
struct keys_root {
    int64_t version;
    struct buf doc;  /* owned */
    struct buf sigs; /* owned; a JSON array */
};
MUST_USE bool keys_root_get(struct db *db, int64_t version, struct keys_root *root); /* false: no such version */
void keys_root_fini(struct keys_root *root);

#endif
