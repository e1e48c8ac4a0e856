/* Heads: for a terminal's daily check that nothing was withheld from it, and one by one for caches in between. */
#include "central/api/terminal.h"

#include <stdlib.h>

#include "common/codec.h"
#include "common/json.h"

static json_t *head_json(struct terminal_api *api, const char *name)
{
    struct publish_channel_state *channel = publisher_channel(api->central->publisher, name);
    struct publish_head head;
    if (!publish_head_get(api->central->publisher, channel, terminal_now_s(), &head))
        return NULL;
    CLEANUP(buf_fini) struct buf sig = {0};
    codec_base64url(&sig, head.sig, SIGN_LEN);
    return json_pack("{s:s, s:s%, s:s}", "c", name, "head", head.text, head.len, "sig", buf_str(&sig));
}

/* A name that was never published must not be remembered: anyone may ask for any. */
static bool exists(struct terminal_api *api, const char *name)
{
    return publish_channel_exists(api->central->db, name);
}

json_t *terminal_heads_json(struct terminal_api *api, const char *channels)
{
    json_t *list = json_array();
    while (*channels) {
        size_t len = strcspn(channels, ",");
        CLEANUP(free_ptr) char *name = xstrndup(channels, len);
        json_t *head = ids_is_channel(name) && exists(api, name) ? head_json(api, name) : NULL;
        if (head)
            json_array_append_new(list, head);
        channels += len + (channels[len] == ',');
    }
    return list;
}

static size_t count_names(const char *channels)
{
    size_t count = 1;
    for (; *channels; channels++)
        count += *channels == ',';
    return count;
}

void terminal_heads(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    const char *channels = http_query(call, "c");
    if (!terminal_auth(api, call) || !terminal_rate(api, NULL, call, NULL))
        return;
    if (!channels || count_names(channels) > WIRE_CHANNELS_MAX) {
        terminal_bad(call, "c must name one to sixteen channels");
        return;
    }
    CLEANUP(json_free_ref)
    json_t *answer =
        json_pack("{s:I, s:o}", "now", (json_int_t)terminal_now_s(), "heads", terminal_heads_json(api, channels));
    http_set_header(call, "Cache-Control", "no-store");
    http_reply_json(call, 200, answer);
}

/* The single form asks for no token, so that a cache in between may answer it. */
void terminal_head(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    const char *name = http_capture(call, "channel");
    if (!ids_is_channel(name)) {
        http_reply_error(call, 400, "bad_id", "this is no channel's name", 0);
        return;
    }
    if (!terminal_rate(api, NULL, call, NULL))
        return;
    CLEANUP(json_free_ref) json_t *heads = terminal_heads_json(api, name);
    if (json_array_size(heads) == 0) {
        http_reply_error(call, 404, "no_channel", "nothing was ever published to this channel", 0);
        return;
    }
    CLEANUP(json_free_ref)
    json_t *answer = json_pack("{s:I, s:O}", "now", (json_int_t)terminal_now_s(), "heads", heads);
    http_set_header(call, "Cache-Control", "public, max-age=600");
    http_reply_json(call, 200, answer);
}
