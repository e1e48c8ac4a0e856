/* Answers: status line, our standing headers, the handler's headers, body. */
#include "central/http/conn.h"

#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/util.h>
#include <unistd.h>

#include "common/json.h"
#include "common/log.h"
#include "central/http/disposition.h"
#include "central/words/words.h"

static const char *reason(int status)
{
    static const struct {
        int status;
        const char *words;
    } table[] = {
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {416, "Range Not Satisfiable"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {507, "Insufficient Storage"},
        {505, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        if (table[i].status == status)
            return table[i].words;
    return "Answer";
}

static void put_head(struct http_conn *conn, const struct buf *headers, int status, const char *content_type,
                     int64_t len)
{
    struct evbuffer *out = bufferevent_get_output(conn->bev);
    char date[32];
    ASSERT(status >= 0 && (size_t)status < ARRAY_LEN(conn->server->answers));
    conn->server->answers[status]++;
    evutil_date_rfc1123(date, sizeof(date), NULL);
    evbuffer_add_printf(out, "HTTP/1.1 %d %s\r\nDate: %s\r\nX-Content-Type-Options: nosniff\r\n", status,
                        reason(status), date);
    if (headers && headers->len)
        evbuffer_add(out, headers->data, headers->len);
    if (content_type)
        evbuffer_add_printf(out, "Content-Type: %s\r\n", content_type);
    if (status != 304 && status != 204)
        evbuffer_add_printf(out, "Content-Length: %lld\r\n", (long long)len);
    evbuffer_add_printf(out, "Connection: %s\r\n\r\n", conn->close_after ? "close" : "keep-alive");
}

static void begin(struct http_call *call, int status, const char *content_type, int64_t len)
{
    ASSERT(!call->answered);
    call->answered = true;
    if (call->conn->server->draining)
        call->conn->close_after = true;
    put_head(call->conn, &call->headers, status, content_type, len);
}

void http_speak(const struct http_call *call)
{
    words_hear(call ? http_header(call, "Accept-Language") : NULL);
}

void http_set_header(struct http_call *call, const char *name, const char *value)
{
    ASSERT(!strpbrk(value, "\r\n")); /* callers hand over what they made, never what came in */
    buf_printf(&call->headers, "%s: %s\r\n", name, value);
}

void http_save_as(struct http_call *call, const char *name)
{
    CLEANUP(free_ptr) char *value = disposition_header(name);
    http_set_header(call, "Cache-Control", "no-store");
    http_set_header(call, "Content-Disposition", value);
}

/* OpenSSL takes a chain's bytes in one call, and says nothing until all of them are gone: over TLS they come in pieces.
 */
static void put_body(struct http_conn *conn, const void *body, size_t len)
{
    struct evbuffer *out = bufferevent_get_output(conn->bev);
    size_t piece = conn->ssl ? CONN_TLS_PIECE : len;
    for (size_t at = 0; at < len; at += piece)
        evbuffer_add(out, (const char *)body + at, MIN(piece, len - at));
}

static void put_file(struct http_conn *conn, struct evbuffer_file_segment *segment, int64_t len)
{
    struct evbuffer *out = bufferevent_get_output(conn->bev);
    int64_t piece = conn->ssl ? CONN_TLS_PIECE : len;
    for (int64_t at = 0; at < len; at += piece)
        evbuffer_add_file_segment(out, segment, at, MIN(piece, len - at));
}

void http_reply(struct http_call *call, int status, const char *content_type, const void *body, size_t len)
{
    begin(call, status, content_type, (int64_t)len);
    put_body(call->conn, body, len);
    conn_answered(call->conn);
}

void http_reply_json(struct http_call *call, int status, const void *json_t_value)
{
    CLEANUP(buf_fini) struct buf text = {0};
    json_encode(&text, json_t_value);
    http_reply(call, status, "application/json; charset=utf-8", text.data, text.len);
}

static void encode_error(struct buf *out, const char *code, const char *message, int retry_s)
{
    char at[WORDS_AT_MAX];
    CLEANUP(free_ptr) char *said = NULL;
    bool placed = words_place(message, at, &said);
    CLEANUP(json_free_ref) json_t *error = json_pack("{s:s, s:s}", "error", code, "msg", said);
    ASSERT(error);
    if (placed)
        json_object_set_new(error, "at", json_string(at));
    if (retry_s > 0)
        json_object_set_new(error, "retry", json_integer(retry_s));
    json_encode(out, error);
}

void http_reply_error(struct http_call *call, int status, const char *code, const char *message, int retry_s)
{
    CLEANUP(buf_fini) struct buf text = {0};
    encode_error(&text, code, message, retry_s);
    if (retry_s > 0)
        buf_printf(&call->headers, "Retry-After: %d\r\n", retry_s);
    http_set_header(call, "Cache-Control", "no-store");
    http_reply(call, status, "application/json; charset=utf-8", text.data, text.len);
}

void http_reply_file(struct http_call *call, int fd, int64_t offset, int64_t len, int status, const char *content_type)
{
    struct evbuffer_file_segment *segment =
        len > 0 ? evbuffer_file_segment_new(fd, offset, len, EVBUF_FS_CLOSE_ON_FREE) : NULL;
    if (!segment) {
        close(fd);
        if (len > 0) {
            log_error("http: a file cannot be sent: %s", strerror(errno));
            http_reply_error(call, 500, "internal", _("the file cannot be read"), 60);
        } else {
            http_reply(call, status, content_type, NULL, 0);
        }
        return;
    }
    begin(call, status, content_type, len);
    put_file(call->conn, segment, len);
    evbuffer_file_segment_free(segment);
    conn_answered(call->conn);
}

void answer_refusal(struct http_conn *conn, const struct gate_refusal *refusal)
{
    CLEANUP(buf_fini) struct buf text = {0};
    encode_error(&text, refusal->code, refusal->message, 0);
    put_head(conn, NULL, refusal->status, "application/json; charset=utf-8", (int64_t)text.len);
    bufferevent_write(conn->bev, text.data, text.len);
    conn_answered(conn);
}
