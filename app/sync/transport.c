#include "sync/transport.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "common/log.h"

#define CONNECT_TIMEOUT_MS 15000
#define HEADERS_MAX        16384

struct transport {
    struct loop *loop;
    char *base, *socket, *ca_file; /* owned; socket NULL: TCP */
    struct transfer *transfers;
};

struct transfer {
    struct transport *transport;
    struct transfer *next; /* transport.transfers */
    CURL *easy;
    struct curl_slist *headers;
    struct transport_answer answer;
    size_t answer_max, header_bytes;
    int file_fd;
    int64_t file_max;
    transport_on_done *fn;
    void *arg;
    char error[CURL_ERROR_SIZE];
};

static void on_transfer(CURL *easy, CURLcode code, void *arg);

static bool is_url(const char *url)
{
    const char *host = str_starts(url, "http://") ? url + 7 : str_starts(url, "https://") ? url + 8 : NULL;
    return host && *host && !strpbrk(host, " ?#@") && strlen(url) < 512;
}

struct transport *transport_new(struct loop *loop, const char *url, const char *ca_file)
{
    bool local = str_starts(url, "unix:") && url[5] == '/';
    if (!local && !is_url(url)) {
        log_error("transport: \"%s\" is no address of a central; wanted http://HOST, https://HOST or unix:/PATH", url);
        return NULL;
    }
    struct transport *transport = xcalloc(1, sizeof *transport);
    transport->loop = loop;
    transport->base = xstrdup(local ? "http://central" : url);
    transport->socket = local ? xstrdup(url + 5) : NULL;
    transport->ca_file = xstrdup(ca_file);
    size_t len = strlen(transport->base);
    while (len > 0 && transport->base[len - 1] == '/') {
        transport->base[--len] = '\0';
    }
    loop_on_transfer(loop, on_transfer, transport);
    return transport;
}

static void transfer_free(struct transfer *transfer)
{
    struct transfer **at = &transfer->transport->transfers;
    while (*at != transfer) {
        at = &(*at)->next;
    }
    *at = transfer->next;
    curl_multi_remove_handle(loop_multi(transfer->transport->loop), transfer->easy);
    curl_easy_cleanup(transfer->easy);
    curl_slist_free_all(transfer->headers);
    buf_fini(&transfer->answer.body);
    free(transfer);
}

void transport_free(struct transport *transport)
{
    if (!transport) {
        return;
    }
    while (transport->transfers) {
        transfer_free(transport->transfers);
    }
    free(transport->base);
    free(transport->socket);
    free(transport->ca_file);
    free(transport);
}

void transport_cancel(struct transfer *transfer)
{
    if (transfer) {
        transfer_free(transfer);
    }
}

static void copy_lower(char *to, size_t size, const char *from, size_t len)
{
    size_t n = MIN(len, size - 1);
    for (size_t i = 0; i < n; i++) {
        to[i] = (char)tolower((unsigned char)from[i]);
    }
    to[n] = '\0';
}

static bool header_is(const char *line, size_t len, const char *name, const char **value, size_t *value_len)
{
    size_t name_len = strlen(name);
    if (len <= name_len || line[name_len] != ':' || strncasecmp(line, name, name_len) != 0) {
        return false;
    }
    const char *start = line + name_len + 1, *end = line + len;
    while (start < end && (*start == ' ' || *start == '\t')) {
        start++;
    }
    while (end > start && strchr(" \t\r\n", end[-1])) {
        end--;
    }
    *value = start;
    *value_len = (size_t)(end - start);
    return true;
}

static size_t on_header(char *line, size_t one UNUSED, size_t len, void *arg)
{
    struct transfer *transfer = arg;
    struct transport_answer *answer = &transfer->answer;
    const char *value;
    size_t value_len;
    transfer->header_bytes += len;
    if (transfer->header_bytes > HEADERS_MAX) {
        return 0;
    }
    if (header_is(line, len, "content-type", &value, &value_len)) {
        const char *end = memchr(value, ';', value_len);
        copy_lower(answer->content_type, sizeof answer->content_type, value, end ? (size_t)(end - value) : value_len);
    } else if (header_is(line, len, "etag", &value, &value_len)) {
        if (value_len >= 2 && value[0] == '"' && value[value_len - 1] == '"') {
            copy_lower(answer->etag, sizeof answer->etag, value + 1, value_len - 2);
        }
    } else if (header_is(line, len, "retry-after", &value, &value_len)) {
        char number[16];
        copy_lower(number, sizeof number, value, value_len);
        if (!parse_i64(number, 0, 86400, &answer->retry_after_s)) {
            answer->retry_after_s = 0;
        }
    }
    return len;
}

static bool write_file(struct transfer *transfer, const char *data, size_t len)
{
    struct transport_answer *answer = &transfer->answer;
    if (answer->file_got == 0 && answer->status == 200 && ftruncate(transfer->file_fd, 0) < 0) {
        return false;
    }
    if (answer->file_got + (int64_t)len > transfer->file_max) {
        answer->end = TRANSPORT_TOO_LARGE;
        return false;
    }
    while (len > 0) {
        ssize_t wrote = write(transfer->file_fd, data, len);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            log_error("transport: cannot write a download: %s", strerror(errno));
            return false;
        }
        answer->file_got += wrote;
        data += wrote;
        len -= (size_t)wrote;
    }
    return true;
}

static size_t on_body(char *data, size_t one UNUSED, size_t len, void *arg)
{
    struct transfer *transfer = arg;
    struct transport_answer *answer = &transfer->answer;
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    answer->status = (int)status;
    bool to_file = transfer->file_fd >= 0 && (status == 200 || status == 206) &&
                   strcmp(answer->content_type, "application/octet-stream") == 0;
    if (to_file) {
        return write_file(transfer, data, len) ? len : 0;
    }
    if (answer->body.len + len > transfer->answer_max) {
        answer->end = TRANSPORT_TOO_LARGE;
        return 0;
    }
    buf_append(&answer->body, data, len);
    return len;
}

static void set_options(struct transfer *transfer, const struct transport_spec *spec)
{
    struct transport *transport = transfer->transport;
    CURL *easy = transfer->easy;
    CLEANUP(free_ptr) char *url = xasprintf("%s%s", transport->base, spec->target);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, ""); /* the terminal's environment names no proxy that we would trust */
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L); /* the target is signed as it stands */
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
                     (long)CURL_HTTP_VERSION_1_1); /* a parked poll leaves uploads their own socket */
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (transport->ca_file) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, transport->ca_file);
    }
    if (transport->socket) {
        curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, transport->socket);
    }
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_TIMEOUT_MS);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)spec->timeout_ms);
    if (spec->stall_ms > 0) {
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)((spec->stall_ms + 999) / 1000));
    }
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
}

static void set_request(struct transfer *transfer, const struct transport_spec *spec)
{
    for (const char *const *header = spec->headers; header && *header; header++) {
        transfer->headers = curl_slist_append(transfer->headers, *header);
    }
    if (strcmp(spec->method, "POST") == 0) {
        curl_easy_setopt(transfer->easy, CURLOPT_POST, 1L);
        curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE, (long)spec->body_len);
        curl_easy_setopt(transfer->easy, CURLOPT_COPYPOSTFIELDS, spec->body_len ? spec->body : "");
        CLEANUP(free_ptr)
        char *type = xasprintf("Content-Type: %s", spec->body_type ? spec->body_type : "application/json");
        transfer->headers = curl_slist_append(transfer->headers, type);
        transfer->headers = curl_slist_append(transfer->headers, "Expect:");
    }
    curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers);
}

struct transfer *transport_start(struct transport *transport, const struct transport_spec *spec, transport_on_done *fn,
                                 void *arg)
{
    struct transfer *transfer = xcalloc(1, sizeof *transfer);
    transfer->transport = transport;
    transfer->easy = curl_easy_init();
    ASSERT(transfer->easy);
    transfer->answer_max = spec->answer_max;
    transfer->file_fd = spec->file_fd;
    transfer->file_max = spec->file_max;
    transfer->fn = fn;
    transfer->arg = arg;
    transfer->next = transport->transfers;
    transport->transfers = transfer;
    set_options(transfer, spec);
    set_request(transfer, spec);
    ASSERT(curl_multi_add_handle(loop_multi(transport->loop), transfer->easy) == CURLM_OK);
    return transfer;
}

static void on_transfer(CURL *easy, CURLcode code, void *arg UNUSED)
{
    struct transfer *transfer = NULL;
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    struct transport_answer *answer = &transfer->answer;
    answer->status = (int)status;
    answer->why = transfer->error[0] ? transfer->error : curl_easy_strerror(code);
    if (code != CURLE_OK && answer->end != TRANSPORT_TOO_LARGE) {
        answer->end = TRANSPORT_OFFLINE;
    }
    transfer->fn(answer, transfer->arg);
    transfer_free(transfer);
}
