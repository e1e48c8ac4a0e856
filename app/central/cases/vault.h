/* The key under which everything that residents and staff write about a case lies in the database: DATA/keys/case.key,
 * 0400, outside it. Loop thread only. */
#ifndef FOYER_CENTRAL_VAULT_H
#define FOYER_CENTRAL_VAULT_H

#include "common/db.h"

struct vault {
    uint8_t key[32];
};
/* Makes the key at the first start. Refuses when cases exist and their key is gone. false: logged. */
MUST_USE bool vault_open(struct vault *vault, struct db *db, const char *data_dir);
void vault_close(struct vault *vault);

void vault_bind(struct vault *vault, struct db_stmt *stmt, int index, const void *data,
                size_t len); /* binds it encrypted */
/* false: NULL column, or the key does not open it (logged). buf_wipe `out` afterwards. */
MUST_USE bool vault_column(struct vault *vault, struct db_stmt *stmt, int column, struct buf *out);

#endif
