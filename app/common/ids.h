/* Identifiers: UUIDv7 (RFC 9562) for what is made on a terminal, and the alphabets that names may use. */
#ifndef FOYER_COMMON_IDS_H
#define FOYER_COMMON_IDS_H

#include "common/base.h"

#define UUID_LEN    36
#define ID_MAX      64 /* item, lobby, site, building … ids: [A-Za-z0-9._:-]{1,64} */
#define CHANNEL_MAX 72 /* "x:" + id, or "all" */

void ids_uuid7(char out[static UUID_LEN + 1], int64_t wall_ms);
void ids_uuid_of(char out[static UUID_LEN + 1], const uint8_t bytes[static 16]); /* of bytes that name something */
bool ids_is_uuid(const char *s);                                                 /* lower case hex, dashes, version 7 */
bool ids_is_name(const char *s);                                                 /* the alphabet above */
bool ids_is_channel(const char *s); /* "all" or one of r: s: k: b: l: t: and a name without ':' */

#endif
