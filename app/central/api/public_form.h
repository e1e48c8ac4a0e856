/* What a browser's form sends, without trust: fields of an urlencoded body, parts of a multipart body. Pure; any
 * thread; fuzzed. */
#ifndef FOYER_CENTRAL_PUBLIC_FORM_H
#define FOYER_CENTRAL_PUBLIC_FORM_H

#include "common/buf.h"

#define FORM_BOUNDARY_MAX 70 /* RFC 2046 */

/* The decoded value of the first field of that name, valid UTF-8 with LF for line ends. false: absent or no text. */
MUST_USE bool form_field(const char *body, size_t len, const char *name, struct buf *out);

/* "multipart/form-data; boundary=…". false: it is something else. */
MUST_USE bool form_boundary(const char *content_type, char out[static FORM_BOUNDARY_MAX + 1]);
struct form_part {
    const char *data; /* in the body */
    size_t len;
};
MUST_USE bool form_part(const void *body, size_t len, const char *boundary, const char *name, struct form_part *part);

#endif
