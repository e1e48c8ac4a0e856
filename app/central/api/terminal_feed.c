/* The feed: what changed since a cursor, at once or as soon as it happens. */
#include "central/api/terminal.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"

#define ANSWER_CHANGES_MAX 200
#define WAKE_SLICE         64
#define CURSOR_AHEAD_MS    (10 * 60 * 1000) /* a cursor further ahead of our clock than this was made up */

/* --- Answers --- */

struct answer {
    struct buf channels; /* JSON, comma separated */
    int64_t seq;         /* of the last channel in it */
    size_t changes, inline_bytes, count;
    bool more;
};

/* By version, so that a cursor that stops between two answers steps over nothing. */
static int by_version(const void *a, const void *b)
{
    int64_t x = publisher_version(*(struct publish_channel_state *const *)a);
    int64_t y = publisher_version(*(struct publish_channel_state *const *)b);
    return (x > y) - (x < y);
}

static size_t changed(struct publish_channel_state *const *states, size_t count, int64_t since,
                      struct publish_channel_state *out[static WIRE_CHANNELS_MAX])
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        if (publisher_version(states[i]) > since)
            out[found++] = states[i];
    qsort(out, found, sizeof(out[0]), by_version);
    return found;
}

static bool compose(struct terminal_api *api, struct publish_channel_state **news, size_t count, int64_t since,
                    struct answer *answer)
{
    for (size_t i = 0; i < count; i++) {
        const struct publish_fragment *fragment =
            publish_fragment_get(api->central->publisher, news[i], since, terminal_now_s());
        if (!fragment)
            return false;
        if (answer->count > 0 && (answer->changes + fragment->changes > ANSWER_CHANGES_MAX ||
                                  answer->inline_bytes + fragment->inline_bytes > WIRE_INLINE_TOTAL)) {
            answer->more = true;
            return true;
        }
        buf_puts(&answer->channels, answer->count++ ? "," : "");
        buf_append(&answer->channels, fragment->json.data, fragment->json.len);
        answer->changes += fragment->changes;
        answer->inline_bytes += fragment->inline_bytes;
        answer->seq = publisher_version(news[i]);
    }
    return true;
}

static void reply_news(struct terminal_api *api, struct http_call *call, struct publish_channel_state **news,
                       size_t count, int64_t since)
{
    struct answer answer = {0};
    CLEANUP(buf_fini) struct buf body = {0};
    if (!compose(api, news, count, since, &answer)) {
        buf_fini(&answer.channels);
        http_reply_error(call, 500, "internal", "the feed cannot be read", 30);
        return;
    }
    buf_printf(
        &body,
        "{\"seq\":%lld,\"now\":%lld,\"root\":%lld,\"more\":%s,\"wait\":%d,\"spread\":%d,\"retry\":[0,%d],\"ch\":[%s]}",
        (long long)answer.seq, (long long)terminal_now_s(), (long long)api->root_version,
        answer.more ? "true" : "false", TERMINAL_WAIT_S, TERMINAL_SPREAD_S, TERMINAL_RETRY_S,
        buf_str(&answer.channels));
    buf_fini(&answer.channels);
    api->feed_answers++;
    CLEANUP(free_ptr) char *tag = xasprintf("\"%lld\"", (long long)answer.seq);
    http_set_header(call, "ETag", tag);
    http_set_header(call, "Cache-Control", "no-store");
    http_reply(call, 200, "application/json; charset=utf-8", body.data, body.len);
}

/* By a timer of no time: an event that is made active within a turn belongs to that turn, and no socket would come
 * between. */
static void wake_next_turn(struct terminal_api *api)
{
    static const struct timeval at_once;
    if (!LIST_EMPTY(&api->feed_due))
        evtimer_add(api->wake, &at_once);
}

/* Whoever has news gets it, whoever has none goes back to wait: some of them each turn of the loop, so that the
 * publisher's own answer and the first terminals' next questions come between. */
static void on_wake(evutil_socket_t fd UNUSED, short what UNUSED, void *arg)
{
    struct terminal_api *api = arg;
    struct waiter *waiter;
    for (size_t i = 0; i < WAKE_SLICE && (waiter = LIST_FIRST(&api->feed_due)); i++) {
        struct publish_channel_state *news[WIRE_CHANNELS_MAX];
        size_t count = changed(waiter->states, waiter->count, waiter->since, news);
        if (count == 0) {
            waiter_move(waiter, &api->feed_waiters);
            continue;
        }
        struct http_call *call = waiter->call;
        int64_t since = waiter->since;
        waiter_free(waiter);
        reply_news(api, call, news, count, since);
    }
    wake_next_turn(api);
}

void feed_wake(void *arg)
{
    struct terminal_api *api = arg;
    struct waiter *waiter;
    while ((waiter = LIST_FIRST(&api->feed_waiters)))
        waiter_move(waiter, &api->feed_due);
    wake_next_turn(api);
}

void feed_waking_start(struct terminal_api *api)
{
    LIST_INIT(&api->feed_due);
    api->wake = evtimer_new(api->central->base, on_wake, api);
}

/* --- A cursor that we never gave: we were restored from a backup --- */

static size_t channel_states(struct terminal_api *api, char *channels, struct publish_channel_state **states,
                             const char **names)
{
    size_t count = 0;
    char *save = NULL;
    for (char *name = strtok_r(channels, ",", &save); name && count < WIRE_CHANNELS_MAX;
         name = strtok_r(NULL, ",", &save)) {
        names[count] = name;
        states[count++] = publisher_channel(api->central->publisher, name);
    }
    return count;
}

/* New versions wake every terminal of these channels, so a token alone does not get them: the question must be signed
 * by the device, which repeats it so when it is told 409. */
static bool touch(struct terminal_api *api, struct http_call *call, const struct fleet_terminal *terminal,
                  const char *const *names, size_t count, int64_t since)
{
    if (!http_header(call, "Foyer-Sig"))
        return true;
    if (!terminal_signed(call, terminal->pk, true) || !terminal_rate(api, api->ahead, call, terminal->id))
        return false;
    log_warn("feed: terminal %s knows more than this server; its channels get new versions", terminal->id);
    if (publish_touch(api->central->publisher, since, names, count))
        return true;
    http_reply_error(call, 500, "internal", "the channels cannot be signed anew", 60);
    return false;
}

static void reply_ahead(struct terminal_api *api, struct http_call *call, const struct fleet_terminal *terminal,
                        const char *const *names, size_t count, int64_t since)
{
    if (!touch(api, call, terminal, names, count, since))
        return;
    CLEANUP(json_free_ref)
    json_t *answer = json_pack(
        "{s:s, s:s, s:I, s:o}", "error", "cursor_ahead", "msg", "this server was restored from a backup", "seq",
        (json_int_t)publisher_seq(api->central->publisher), "heads", terminal_heads_json(api, terminal->channels));
    http_set_header(call, "Cache-Control", "no-store");
    http_reply_json(call, 409, answer);
}

void terminal_feed(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    struct fleet_terminal *terminal = terminal_auth(api, call);
    if (!terminal || !terminal_rate(api, api->feed, call, terminal->id))
        return;
    const char *since_text = http_query(call, "since");
    int64_t since = 0, wait_s = terminal_wait(call);
    if ((since_text && !parse_i64(since_text, 0, clock_wall_ms() + CURSOR_AHEAD_MS, &since)) || wait_s < 0) {
        terminal_bad(call, "since and wait must be numbers that this server can have given");
        return;
    }
    struct publish_channel_state *states[WIRE_CHANNELS_MAX], *news[WIRE_CHANNELS_MAX];
    const char *names[WIRE_CHANNELS_MAX];
    CLEANUP(free_ptr) char *channels = xstrdup(terminal->channels);
    size_t count = channel_states(api, channels, states, names);
    if (since > publisher_seq(api->central->publisher))
        publish_wake(api->central->publisher); /* another process may have published within this second */
    if (since > publisher_seq(api->central->publisher)) {
        reply_ahead(api, call, terminal, names, count, since);
        return;
    }
    if (since > terminal->applied)
        metrics_applied(&api->delay, since, clock_wall_ms());
    fleet_seen(api->central->fleet, terminal, since, terminal_now_s());
    size_t fresh = changed(states, count, since, news);
    if (fresh > 0) {
        reply_news(api, call, news, fresh, since);
    } else if (wait_s == 0 || api->draining) {
        terminal_unchanged(call, since);
    } else {
        struct waiter *waiter = waiter_new(api, call, &api->feed_waiters, wait_s);
        waiter->since = since;
        memcpy(waiter->states, states, count * sizeof(states[0]));
        waiter->count = count;
    }
}
