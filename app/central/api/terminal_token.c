/* /v1/time, /v1/root/{n}, /v1/token. */
#include "central/api/terminal.h"

#include <stdlib.h>

#include "central/store/keys.h"
#include "common/clock.h"
#include "common/codec.h"
#include "common/json.h"

#define TIME_NONCE_LEN 16

void terminal_time(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    const char *nonce = http_query(call, "n");
    uint8_t bytes[TIME_NONCE_LEN], sig[SIGN_LEN];
    if (!nonce || !codec_unhex(bytes, sizeof(bytes), nonce)) {
        terminal_bad(call, "n must be 32 lower-case hex digits");
        return;
    }
    if (!terminal_rate(api, NULL, call, NULL))
        return;
    int64_t now_ms = clock_wall_ms();
    CLEANUP(buf_fini) struct buf signable = {0}, sig_text = {0};
    wire_signable_time(&signable, now_ms, nonce);
    crypto_sign_data(sig, signable.data, signable.len, api->central->keys->head_sk);
    codec_base64url(&sig_text, sig, sizeof(sig));
    CLEANUP(json_free_ref)
    json_t *answer = json_pack("{s:I, s:s, s:s, s:s}", "t", (json_int_t)now_ms, "n", nonce, "key",
                               api->central->keys->head_id, "sig", buf_str(&sig_text));
    http_set_header(call, "Cache-Control", "no-store");
    http_reply_json(call, 200, answer);
}

void terminal_root(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    int64_t version;
    struct keys_root root = {0};
    if (!parse_i64(http_capture(call, "n"), 1, INT64_MAX, &version)) {
        http_reply_error(call, 400, "bad_id", "a root document has a number from 1", 0);
        return;
    }
    if (!keys_root_get(api->central->db, version, &root)) {
        keys_root_fini(&root);
        http_reply_error(call, 404, "no_root", "there is no root document of this number", 0);
        return;
    }
    CLEANUP(json_free_ref) json_t *sigs = json_decode(root.sigs.data, root.sigs.len, NULL);
    CLEANUP(json_free_ref) json_t *answer = json_pack("{s:s, s:O}", "root", buf_str(&root.doc), "sigs", sigs);
    keys_root_fini(&root);
    http_set_header(call, "Cache-Control", "public, max-age=31536000, immutable");
    http_reply_json(call, 200, answer);
}

static json_t *channels_json(const char *channels)
{
    json_t *list = json_array();
    while (*channels) {
        size_t len = strcspn(channels, ",");
        json_array_append_new(list, json_stringn(channels, len));
        channels += len + (channels[len] == ',');
    }
    return list;
}

json_t *terminal_token_json(struct terminal_api *api, const struct fleet_terminal *terminal)
{
    CLEANUP(buf_wipe) struct buf token = {0};
    int64_t expires;
    fleet_token(api->central->fleet, terminal, terminal_now_s(), &token, &expires);
    return json_pack("{s:s, s:I, s:o}", "token", buf_str(&token), "exp", (json_int_t)expires, "channels",
                     channels_json(terminal->channels));
}

void terminal_token(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    if (!terminal_rate_peer(api, api->token, call))
        return;
    CLEANUP(json_free_ref) json_t *body = terminal_body(call);
    if (!body)
        return;
    const char *id = json_str(body, "terminal");
    if (!id) {
        terminal_bad(call, "terminal is missing");
        return;
    }
    const struct fleet_terminal *terminal = fleet_find(api->central->fleet, id);
    if (!terminal) {
        http_reply_error(call, 403, "revoked", "this terminal is not known here", 0);
        return;
    }
    if (!terminal_signed(call, terminal->pk, true))
        return;
    if (terminal->revoked) {
        http_reply_error(call, 403, "revoked", "this terminal was taken out of service", 0);
        return;
    }
    CLEANUP(json_free_ref) json_t *answer = terminal_token_json(api, terminal);
    http_set_header(call, "Cache-Control", "no-store");
    http_reply_json(call, 200, answer);
}
