/* One HTTP client for the staff API: JSON in, JSON out, a bearer session, http, https or a Unix socket. Knows nothing
 * of what the calls mean. One thread. */
#ifndef FOYER_CTL_HTTP_H
#define FOYER_CTL_HTTP_H

#include <jansson.h>
#include "common/buf.h"

#define HTTP_ANSWER_MAX (64 << 20) /* bytes; a longer answer is cut off and refused */
#define HTTP_TIMEOUT_S  60
#define HTTP_UPLOAD_S   480 /* for a file: over a slow line, and until its pages are drawn */

struct http;

/* central: "https://host[:port]", "http://…" or "unix:/path/to.sock". token may be NULL; ca_file NULL: the system's
 * certificates. NULL: *why says what is wrong. */
MUST_USE struct http *http_open(const char *central, const char *token, const char *ca_file, char **why);
void http_close(struct http *http);
const char *http_base(const struct http *http); /* "https://host"; "" over a Unix socket */

struct http_answer {
    int status;       /* 0: no answer came, `why` says so */
    json_t *body;     /* owned; NULL when there was none */
    struct buf bytes; /* owned: an answer that is a picture, instead of a body */
    char *why;        /* owned; one sentence when status is 0 or the answer is no JSON */
};
/* path begins with "/v1/". Fill a zeroed answer; http_answer_fini afterwards. */
void http_call(struct http *http, const char *method, const char *path, const json_t *body, struct http_answer *answer);
/* The same with a POST of bytes. */
void http_send(struct http *http, const char *path, const char *bytes, size_t len, struct http_answer *answer);
void http_answer_fini(struct http_answer *answer);

#endif
