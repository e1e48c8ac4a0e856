/* Many simulated terminals in one program: each holds a connection of its own and a real token, parks a poll, judges
 * what comes with foyer-sync's own code (decoder, signatures, manifest against the signed root, inline blobs), and asks
 * again with its new cursor, which tells central that it is applied. What they do not have is a disk and a screen. One
 * thread. */
#ifndef FOYER_BENCH_PUSH_FLEET_H
#define FOYER_BENCH_PUSH_FLEET_H

#include <netinet/in.h>
#include <openssl/ssl.h>

#include "common/buf.h"
#include "common/crypto.h"

int64_t push_now_ns(void); /* CLOCK_MONOTONIC: other programs of this machine read the same */

/* --- push_line.c: one connection, plain or TLS, that carries one request at a time --- */
struct push_server {
    struct sockaddr_in address;
    SSL_CTX *tls; /* owned; NULL: plain */
};
MUST_USE bool push_server_open(struct push_server *server, const char *where /* "127.0.0.1:8460" */,
                               const char *ca_file /* NULL: plain */);

enum push_line_state { LINE_SHUT, LINE_GREETING, LINE_IDLE, LINE_ASKING };
struct push_line {
    enum push_line_state state;
    int fd;
    SSL *tls;        /* owned; NULL: plain */
    struct buf out;  /* owned: the rest of a request */
    struct buf in;   /* owned: of the answer so far */
    int status;      /* of the whole answer */
    size_t body_at;  /* offset in `in` */
    int64_t came_ns; /* when its last byte was read */
};
MUST_USE bool push_line_open(struct push_line *line, const struct push_server *server);
/* Sends what the kernel takes and reads nothing: an answer is seen by push_line_turn alone. false: broken. */
MUST_USE bool push_line_ask(struct push_line *line, const char *request, size_t len);
/* After the kernel said that it can be read or written. A greeting ends with LINE_IDLE, an answer too. false: broken.
 */
MUST_USE bool push_line_turn(struct push_line *line);
void push_line_shut(struct push_line *line);
/* A whole answer, waited for. false: none, or another status than 200. */
MUST_USE bool push_fetch(const struct push_server *server, const char *target, struct buf *body);

/* --- push_judge.c: what all of them hold, by channel and version --- */
struct push_judge;
/* Root document and the channels' present manifests, fetched by the wire. NULL: said on stderr. */
MUST_USE struct push_judge *push_judge_new(const struct push_server *server);
MUST_USE bool push_judge_follow(struct push_judge *judge, const struct push_server *server, const char *channels);
int64_t push_judge_cursor(const struct push_judge *judge, const char *channels);
/* Raises *cursor to the highest verified version. false: something in it cannot be believed, said on stderr. */
MUST_USE bool push_judge_answer(struct push_judge *judge, const char *body, size_t len, int64_t *cursor);
void push_judge_free(struct push_judge *judge);

#endif
