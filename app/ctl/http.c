#include "ctl/http.h"

#include <stdlib.h>

#include <curl/curl.h>

#include "common/buf.h"
#include "common/json.h"

struct http {
    CURL *curl;
    struct curl_slist *headers; /* owned; holds the token */
    char *base;                 /* owned; without a slash at its end */
    char *ca_file;              /* owned; NULL: the system's */
    char *socket;               /* owned; NULL: TCP */
};

static struct curl_slist *headers_new(const char *token)
{
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    headers = curl_slist_append(headers, "Accept: application/json");
    headers = curl_slist_append(headers, "Expect:"); /* central wants the body at once */
    if (!token)
        return headers;
    CLEANUP(free_ptr) char *line = xasprintf("Authorization: Bearer %s", token);
    headers = curl_slist_append(headers, line);
    explicit_bzero(line, strlen(line));
    return headers;
}

struct http *http_open(const char *central, const char *token, const char *ca_file, char **why)
{
    bool is_socket = str_starts(central, "unix:/");
    if (!is_socket && !str_starts(central, "http://") && !str_starts(central, "https://")) {
        *why =
            xasprintf("\"%s\" is no address of a central server; https://…, http://… or unix:/path is wanted", central);
        return NULL;
    }
    struct http *http = xcalloc(1, sizeof(*http));
    http->curl = curl_easy_init();
    ASSERT(http->curl);
    http->headers = headers_new(token);
    http->base = xstrdup(is_socket ? "http://localhost" : central);
    http->ca_file = xstrdup(ca_file);
    http->socket = is_socket ? xstrdup(central + strlen("unix:")) : NULL;
    size_t len = strlen(http->base);
    if (http->base[len - 1] == '/')
        http->base[len - 1] = '\0';
    return http;
}

const char *http_base(const struct http *http)
{
    return http->socket ? "" : http->base;
}

void http_close(struct http *http)
{
    if (!http)
        return;
    for (struct curl_slist *line = http->headers; line; line = line->next)
        explicit_bzero(line->data, strlen(line->data));
    curl_slist_free_all(http->headers);
    curl_easy_cleanup(http->curl);
    free(http->base);
    free(http->ca_file);
    free(http->socket);
    free(http);
}

static size_t on_bytes(char *data, size_t size, size_t count, void *user)
{
    struct buf *buf = user;
    if (buf->len + size * count > HTTP_ANSWER_MAX)
        return 0; /* ends the transfer */
    buf_append(buf, data, size * count);
    return size * count;
}

struct request {
    const char *method, *path;
    const char *bytes; /* NULL: none */
    size_t len;
    long timeout_s;
};

static void set_up(struct http *http, const struct request *request, const char *url, struct buf *answer)
{
    CURL *curl = http->curl;
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, http->headers);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, request->timeout_s);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L); /* a token is never carried elsewhere */
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "foyerctl/" FOYER_VERSION);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    if (http->ca_file)
        curl_easy_setopt(curl, CURLOPT_CAINFO, http->ca_file);
    if (http->socket)
        curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, http->socket);
    if (!request->bytes && !str_eq(request->method, "POST")) /* a POST says its length also when it has none */
        return;
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->len);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->bytes ? request->bytes : "");
}

static void perform(struct http *http, const struct request *request, struct http_answer *answer)
{
    CLEANUP(buf_wipe) struct buf got = {0}; /* may hold a token */
    CLEANUP(free_ptr) char *url = xasprintf("%s%s", http->base, request->path);
    long status = 0;
    set_up(http, request, url, &got);
    CURLcode code = curl_easy_perform(http->curl);
    if (code != CURLE_OK) {
        answer->why =
            xasprintf("%s does not answer: %s", http->socket ? http->socket : http->base, curl_easy_strerror(code));
        return;
    }
    curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
    answer->status = (int)status;
    const char *type = NULL;
    curl_easy_getinfo(http->curl, CURLINFO_CONTENT_TYPE, &type);
    if (type && str_starts(type, "image/")) {
        answer->bytes = got;
        got = (struct buf){0};
    }
    if (got.len == 0)
        return;
    char *why = NULL;
    answer->body = json_decode(got.data, got.len, &why);
    if (!answer->body)
        answer->why = xasprintf("%s answered something that is no JSON (%s); is it a Foyer central?",
                                http->socket ? http->socket : http->base, why);
    free(why);
}

void http_call(struct http *http, const char *method, const char *path, const json_t *body, struct http_answer *answer)
{
    CLEANUP(buf_wipe) struct buf sent = {0}; /* may hold a password */
    if (body)
        json_encode(&sent, body);
    struct request request = {.method = method,
                              .path = path,
                              .bytes = body ? buf_str(&sent) : NULL,
                              .len = sent.len,
                              .timeout_s = HTTP_TIMEOUT_S};
    perform(http, &request, answer);
}

void http_send(struct http *http, const char *path, const char *bytes, size_t len, struct http_answer *answer)
{
    struct request request = {.method = "POST", .path = path, .bytes = bytes, .len = len, .timeout_s = HTTP_UPLOAD_S};
    perform(http, &request, answer);
}

void http_answer_fini(struct http_answer *answer)
{
    json_decref(answer->body);
    buf_wipe(&answer->bytes);
    free(answer->why);
    *answer = (struct http_answer){0};
}
