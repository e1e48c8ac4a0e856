/* The gate: the head of one HTTP/1.x request, from the first byte to the empty line, becomes fields or is refused with
 * the status it deserves. Stricter than http-parser alone: one Host, CRLF only, no folded lines, no transfer coding,
 * HTTP/1.0 and 1.1, four methods, and limits. Pure; fuzzed. */
#ifndef FOYER_CENTRAL_GATE_H
#define FOYER_CENTRAL_GATE_H

#include "common/base.h"

#define GATE_TARGET_MAX 2048
#define GATE_FIELDS_MAX 64
#define GATE_HEAD_MAX   (8192 + GATE_TARGET_MAX)

struct gate_field {
    const char *name, *value; /* in gate.store */
};
struct gate {
    char method[8];
    const char *target; /* in store; starts with '/' */
    struct gate_field fields[GATE_FIELDS_MAX];
    size_t field_count;
    bool has_length;
    uint64_t content_length;
    bool keep_alive, expects_continue, http_1_0;
    char *store; /* owned copy of the head, cut into strings */
};

struct gate_refusal {
    int status; /* 0: good */
    const char *code, *message;
};

/* How many bytes belong to the head; 0: not complete yet. Blank lines before the request are part of it. */
size_t gate_head_len(const char *data, size_t len);
/* What an incomplete head already deserves: 414, 431, or status 0. */
struct gate_refusal gate_too_long(const char *data, size_t len);
struct gate_refusal gate_parse(struct gate *gate, const char *head, size_t len);
const char *gate_field(const struct gate *gate, const char *name); /* NULL: absent */
void gate_fini(struct gate *gate);

/* %XX decoding of a path segment or query value, out of place; NULL: bad escape or a NUL. Yours. '+' stays '+'. */
MUST_USE char *gate_unescape(const char *text, size_t len);

#endif
