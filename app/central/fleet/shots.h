/* Pictures of screens that staff asked for: the newest of each terminal, in memory alone, so that no backup and no disk
 * ever holds one, and gone after a day. Loop thread only. */
#ifndef FOYER_CENTRAL_SHOTS_H
#define FOYER_CENTRAL_SHOTS_H

#include "common/buf.h"

#define SHOTS_MAX    64        /* of the whole server; the oldest makes room */
#define SHOTS_BYTES  (1 << 20) /* one picture */
#define SHOTS_LIFE_S 86400

struct shots;
MUST_USE struct shots *shots_new(void);
void shots_free(struct shots *shots);

/* Takes a PNG. false: it is none, or too large. */
MUST_USE bool shots_put(struct shots *shots, const char *terminal, const void *png, size_t len, int64_t now_s);
/* Borrowed until the next call. NULL: none, or older than a day. */
const struct buf *shots_get(struct shots *shots, const char *terminal, int64_t now_s, int64_t *at_s);
void shots_drop(struct shots *shots, const char *terminal);
void shots_sweep(struct shots *shots, int64_t now_s);

#endif
