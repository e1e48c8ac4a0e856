#include "sync/call.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/codec.h"

#define ANSWER_TIMEOUT_MS 30000
#define STALL_MS          30000
#define HEADERS_MAX       8

struct call {
    struct caller *caller;
    struct transfer *transfer;
    call_on_done *fn;
    void *arg;
    char *unchanged; /* owned */
    bool any_304, bytes;
    int64_t asked_ms;
};

struct headers {
    char *lines[HEADERS_MAX + 1]; /* owned */
    size_t count;
};

static void add(struct headers *headers, char *line)
{
    ASSERT(headers->count < HEADERS_MAX);
    headers->lines[headers->count++] = line;
}

static void sign(struct headers *headers, const struct caller *caller, const struct call_spec *spec)
{
    int64_t ts_ms = timekeeper_stamp_ms(caller->timekeeper);
    uint8_t sig[SIGN_LEN];
    struct buf signable = {0}, text = {0};
    wire_signable_request(&signable, spec->method, spec->target, ts_ms, spec->body ? buf_str(spec->body) : "",
                          spec->body ? spec->body->len : 0);
    crypto_sign_data(sig, signable.data, signable.len, caller->identity->sk);
    codec_base64url(&text, sig, sizeof sig);
    add(headers, xasprintf("Foyer-Ts: %" PRId64, ts_ms));
    add(headers, xasprintf("Foyer-Sig: %s", buf_str(&text)));
    buf_fini(&signable);
    buf_fini(&text);
}

static void make_headers(struct headers *headers, const struct caller *caller, const struct call_spec *spec)
{
    add(headers, xstrdup("User-Agent: foyer/" FOYER_VERSION));
    if (spec->auth == CALL_BEARER) {
        add(headers, xasprintf("Authorization: Bearer %s", caller->identity->token));
    }
    if (spec->auth == CALL_SIGNED || spec->sign || (spec->auth == CALL_BEARER && strcmp(spec->method, "POST") == 0)) {
        sign(headers, caller, spec);
    }
    if (spec->unchanged) {
        add(headers, xasprintf("If-None-Match: \"%s\"", spec->unchanged));
    }
    if (spec->bytes && spec->from > 0) {
        add(headers, xasprintf("Range: bytes=%" PRId64 "-", spec->from));
    }
}

static bool is_central_error(const json_t *json)
{
    return json_is_object(json) && json_str(json, "error") != NULL;
}

static enum call_result judge_error(int status, const json_t *json)
{
    const char *code = json_str_or(json, "error", "");
    switch (status) {
    case 400:
        return CALL_REFUSED;
    case 401:
        return strcmp(code, "clock_skew") == 0 ? CALL_SKEW : CALL_TOKEN;
    case 403:
        return strcmp(code, "revoked") == 0 ? CALL_REVOKED : CALL_OFFLINE;
    case 404:
    case 410:
        return CALL_MISSING;
    case 409:
        return CALL_AHEAD;
    case 411:
    case 413:
    case 414:
    case 416:
    case 431:
        return CALL_TOO_LARGE;
    case 429:
    case 503:
        return CALL_BUSY;
    default: /* numbers from the network: all others are somebody's trouble, not ours */
        return CALL_OFFLINE;
    }
}

enum call_result call_judge(int status, const char *content_type, const json_t *json, bool bytes_wanted,
                            bool tag_matches)
{
    bool is_json = strcmp(content_type, "application/json") == 0;
    if (status == 304) {
        return tag_matches ? CALL_UNCHANGED : CALL_OFFLINE;
    }
    if (status == 204) {
        return bytes_wanted ? CALL_OFFLINE : CALL_OK;
    }
    if (status == 200 || status == 201 || status == 206) {
        bool good =
            bytes_wanted ? strcmp(content_type, "application/octet-stream") == 0 : is_json && json_is_object(json);
        return good ? CALL_OK : CALL_OFFLINE;
    }
    return is_json && is_central_error(json) ? judge_error(status, json) : CALL_OFFLINE;
}

static void explain(struct call_answer *answer, const struct transport_answer *raw)
{
    if (answer->result == CALL_OFFLINE && raw->end == TRANSPORT_ANSWER) {
        answer->why = raw->status >= 500 ? "central has trouble" : "something else answered in central's place";
    } else if (answer->result == CALL_OVERSIZED) {
        answer->why = "the answer is larger than its limit";
    } else {
        answer->why = json_str_or(answer->json, "msg", raw->why);
    }
    snprintf(answer->code, sizeof answer->code, "%s", json_str_or(answer->json, "error", "network"));
}

static void on_done(const struct transport_answer *raw, void *arg)
{
    struct call *call = arg;
    struct call_answer answer = {.status = raw->status, .file_got = raw->file_got, .asked_ms = call->asked_ms};
    CLEANUP(json_free_ref) json_t *json = NULL;
    if (raw->body.len > 0 && strcmp(raw->content_type, "application/json") == 0) {
        json = json_decode(raw->body.data, raw->body.len, NULL);
    }
    answer.json = json;
    answer.bytes = &raw->body;
    switch (raw->end) {
    case TRANSPORT_OFFLINE:
        answer.result = CALL_OFFLINE;
        answer.json = NULL;
        break;
    case TRANSPORT_TOO_LARGE:
        answer.result = CALL_OVERSIZED;
        answer.json = NULL;
        break;
    case TRANSPORT_ANSWER: {
        bool tag_matches = call->any_304 || (call->unchanged && strcmp(raw->etag, call->unchanged) == 0);
        answer.result = call_judge(raw->status, raw->content_type, json, call->bytes, tag_matches);
        break;
    }
    }
    answer.retry_s = CLAMP(json_int_or(answer.json, "retry", raw->retry_after_s), 0, 600);
    if (answer.result == CALL_SKEW) {
        timekeeper_hint(call->caller->timekeeper, json_int_or(json, "now", 0));
    }
    explain(&answer, raw);
    call->fn(&answer, call->arg);
    free(call->unchanged);
    free(call);
}

struct call *call_start(struct caller *caller, const struct call_spec *spec, call_on_done *fn, void *arg)
{
    struct call *call = xcalloc(1, sizeof *call);
    *call = (struct call){.caller = caller,
                          .fn = fn,
                          .arg = arg,
                          .unchanged = xstrdup(spec->unchanged),
                          .any_304 = spec->any_304,
                          .bytes = spec->bytes,
                          .asked_ms = clock_mono_ms()};
    struct headers headers = {0};
    make_headers(&headers, caller, spec);
    bool to_file = spec->bytes && spec->file_fd >= 0;
    struct transport_spec transport = {
        .method = spec->method,
        .target = spec->target,
        .headers = (const char *const *)headers.lines,
        .body = spec->body ? spec->body->data : NULL,
        .body_len = spec->body ? spec->body->len : 0,
        .body_type = spec->body_type,
        .answer_max = spec->answer_max ? spec->answer_max : WIRE_BODY_MAX,
        .timeout_ms = to_file ? 0 : spec->wait_s * 1000 + delay_timeout_ms(caller->delays, ANSWER_TIMEOUT_MS),
        .stall_ms = to_file ? delay_timeout_ms(caller->delays, STALL_MS) : 0,
        .file_fd = to_file ? spec->file_fd : -1,
        .file_max = spec->file_max,
    };
    call->transfer = transport_start(caller->transport, &transport, on_done, call);
    for (size_t i = 0; i < headers.count; i++) {
        explicit_bzero(headers.lines[i], strlen(headers.lines[i])); /* one of them is the token */
        free(headers.lines[i]);
    }
    return call;
}

void call_cancel(struct call **call)
{
    if (*call) {
        transport_cancel((*call)->transfer);
        free((*call)->unchanged);
        free(*call);
        *call = NULL;
    }
}
