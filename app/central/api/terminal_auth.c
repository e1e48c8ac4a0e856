#include "central/api/terminal.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/codec.h"
#include "common/json.h"
#include "central/http/network.h"

int64_t terminal_now_s(void)
{
    return clock_wall_ms() / 1000;
}

void terminal_bad(struct http_call *call, const char *message)
{
    http_reply_error(call, 400, "bad_request", message, 0);
}

bool terminal_rate(struct terminal_api *api, struct buckets *buckets, struct http_call *call, const char *key)
{
    int64_t now_ms = clock_mono_ms();
    if (buckets_take(api->all, "all", now_ms) > 0) {
        http_reply_error(call, 503, "overloaded", "too many requests at this moment",
                         5 + (int)crypto_random_below(TERMINAL_SPREAD_S));
        return false;
    }
    int wait_s = buckets ? buckets_take(buckets, key, now_ms) : 0;
    if (wait_s > 0)
        http_reply_error(call, 429, "rate_limited", "too many requests from here", wait_s);
    return wait_s == 0;
}

bool terminal_rate_peer(struct terminal_api *api, struct buckets *buckets, struct http_call *call)
{
    char network[NETWORK_MAX];
    network_of(network, http_request(call)->peer);
    return terminal_rate(api, buckets, call, network);
}

static const char *bearer(const struct http_call *call)
{
    const char *value = http_header(call, "Authorization");
    return value && str_starts(value, "Bearer ") ? value + 7 : NULL;
}

struct fleet_terminal *terminal_auth(struct terminal_api *api, struct http_call *call)
{
    const char *token = bearer(call);
    struct fleet_terminal *terminal = NULL;
    enum fleet_token verdict =
        token ? fleet_token_check(api->central->fleet, token, terminal_now_s(), &terminal) : FLEET_TOKEN_BAD;
    switch (verdict) {
    case FLEET_TOKEN_OK:
        http_known(call);
        return terminal;
    case FLEET_TOKEN_EXPIRED:
        http_reply_error(call, 401, "token_expired", "the token is older than a day", 0);
        return NULL;
    case FLEET_TOKEN_STALE:
        http_reply_error(call, 401, "token_stale", "this terminal's channels have changed", 0);
        return NULL;
    case FLEET_TOKEN_REVOKED:
        http_reply_error(call, 403, "revoked", "this terminal was taken out of service", 0);
        return NULL;
    case FLEET_TOKEN_BAD:
        break;
    }
    http_reply_error(call, 401, "token_expired", "a token of this server is wanted", 0);
    return NULL;
}

bool terminal_admit(struct http_call *call, void *arg)
{
    return terminal_auth(arg, call) != NULL;
}

static bool decode(const char *text, void *out, size_t len)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    if (!text || !codec_unbase64url(&bytes, text, len) || bytes.len != len)
        return false;
    memcpy(out, bytes.data, len);
    return true;
}

bool terminal_bytes(const json_t *object, const char *key, void *out, size_t len)
{
    return decode(json_str(object, key), out, len);
}

static bool reply_bad_sig(struct http_call *call, const char *message)
{
    http_reply_error(call, 401, "bad_sig", message, 0);
    return false;
}

static bool reply_skew(struct http_call *call, int64_t now_ms)
{
    json_t *answer = json_pack("{s:s, s:s, s:I}", "error", "clock_skew", "msg", "Foyer-Ts is more than ten minutes off",
                               "now", (json_int_t)(now_ms / 1000));
    http_set_header(call, "Cache-Control", "no-store");
    http_reply_json(call, 401, answer);
    json_decref(answer);
    return false;
}

bool terminal_signed(struct http_call *call, const uint8_t pk[static SIGN_PK_LEN], bool judge_clock)
{
    const struct http_request *request = http_request(call);
    const char *ts_text = http_header(call, "Foyer-Ts");
    uint8_t sig[SIGN_LEN];
    int64_t ts_ms, now_ms = clock_wall_ms();
    if (!ts_text || !parse_i64(ts_text, 0, INT64_MAX / 2, &ts_ms) ||
        !decode(http_header(call, "Foyer-Sig"), sig, SIGN_LEN))
        return reply_bad_sig(call, "Foyer-Ts and Foyer-Sig are wanted");
    CLEANUP(buf_fini) struct buf signable = {0};
    wire_signable_request(&signable, request->method, request->target, ts_ms, request->body, request->body_len);
    if (!crypto_verify(sig, signable.data, signable.len, pk))
        return reply_bad_sig(call, "the signature does not fit this request and device key");
    if (judge_clock && (ts_ms > now_ms + TERMINAL_SKEW_MS || ts_ms < now_ms - TERMINAL_SKEW_MS))
        return reply_skew(call, now_ms);
    return true;
}

json_t *terminal_body(struct http_call *call)
{
    const struct http_request *request = http_request(call);
    CLEANUP(free_ptr) char *why = NULL;
    json_t *body = json_decode(request->body, request->body_len, &why);
    if (json_is_object(body))
        return body;
    json_decref(body);
    http_reply_error(call, 400, "bad_json", why ? why : "the body must be a JSON object", 0);
    return NULL;
}
