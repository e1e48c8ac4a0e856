/* How a terminal fares: kept as its last word, shown to staff. May be lost without harm. */
#include "central/api/terminal.h"

#include "common/json.h"
#include "common/utf8.h"

#define STATUS_MAX 4096

/* Only the members we know, each of its type; a terminal's words are shown to people. */
static json_t *pick(const json_t *body)
{
    static const char *const numbers[] = {"up", "disk", "temp", "seq"}, *const words[] = {"fw", "screen"};
    json_t *status = json_object();
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
        if (json_is_integer(json_object_get(body, numbers[i])))
            json_object_set(status, numbers[i], json_object_get(body, numbers[i]));
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (json_str(body, words[i]) && utf8_clean(json_str(body, words[i]), UTF8_LINE, NULL))
            json_object_set(status, words[i], json_object_get(body, words[i]));
    json_t *errors = json_array();
    for (size_t i = 0; i < MIN(json_array_size(json_object_get(body, "err")), 16); i++) {
        json_t *error = json_array_get(json_object_get(body, "err"), i);
        if (json_is_string(error) && utf8_clean(json_string_value(error), UTF8_LINE, NULL))
            json_array_append(errors, error);
    }
    json_object_set_new(status, "err", errors);
    return status;
}

void terminal_status(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    struct fleet_terminal *terminal = terminal_auth(api, call);
    if (!terminal || !terminal_rate(api, api->status, call, terminal->id) || !terminal_signed(call, terminal->pk, true))
        return;
    CLEANUP(json_free_ref) json_t *body = terminal_body(call);
    if (!body)
        return;
    CLEANUP(json_free_ref) json_t *status = pick(body);
    CLEANUP(buf_fini) struct buf text = {0};
    json_encode(&text, status);
    if (text.len > STATUS_MAX) {
        http_reply_error(call, 413, "too_large", "a status is at most 4096 bytes", 0);
        return;
    }
    if (!fleet_status_write(api->central->db, terminal->id, buf_str(&text), terminal_now_s())) {
        http_reply_error(call, 500, "internal", "the status could not be stored", 600);
        return;
    }
    fleet_seen(api->central->fleet, terminal, -1, terminal_now_s());
    staff_events_tell(api->central, "terminals");
    http_reply(call, 204, NULL, NULL, 0);
}
