/* Bytes as text and back: hex, base64url without padding, deflate (zlib format). Strict decoders. */
#ifndef FOYER_COMMON_CODEC_H
#define FOYER_COMMON_CODEC_H

#include "common/buf.h"

void codec_hex(char *out /* 2*len+1 */, const void *data, size_t len);
MUST_USE bool codec_unhex(void *out, size_t out_len, const char *hex); /* exactly out_len bytes, lower case */
void codec_base64url(struct buf *out, const void *data, size_t len);
MUST_USE bool codec_unbase64url(struct buf *out, const char *text, size_t max_len);
MUST_USE bool codec_deflate(struct buf *out, const void *data, size_t len);                 /* zlib format */
MUST_USE bool codec_inflate(struct buf *out, const void *data, size_t len, size_t max_len); /* refuses bombs */

#endif
