/* What has changed, for consoles that lie open: one parked poll each. Topics lie in a ring; whoever asks from before
 * its beginning is told "all". Numbers begin at the clock's milliseconds, so that those of an earlier run of the server
 * are before the ring, too. Several changes within a moment are one answer. */
#include "central/api/staff.h"

#include <event2/event.h>
#include <event2/event_struct.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/queue.h>

#include "common/clock.h"
#include "common/json.h"
#include "central/accounts/grants.h"
#include "central/sites/sites.h"
#include "central/words/words.h"

#define RING_SIZE   512
#define TOPIC_MAX   95
#define WAIT_MAX_S  60
#define GATHER_MS   60
#define WAITERS_MAX 2000

struct listener {
    LIST_ENTRY(listener) link; /* events.listeners */
    struct staff_events *events;
    struct http_call *http;
    int64_t since;
    struct event timer;
};
struct told {
    char topic[TOPIC_MAX + 1];
    char site[ID_MAX + 1]; /* whose part in it the listener must have; "": no particular one */
};
struct staff_events {
    struct central *central;
    struct told ring[RING_SIZE];  /* of number seq at seq % RING_SIZE */
    int64_t first, seq, answered; /* the ring begins after `first`; up to `answered` somebody knows */
    LIST_HEAD(, listener) listeners;
    size_t listener_count;
    struct event *gather;
};

static void listener_free(struct listener *listener)
{
    evtimer_del(&listener->timer);
    LIST_REMOVE(listener, link);
    listener->events->listener_count--;
    free(listener);
}

/* --- Answers --- */

/* Whom a case is about learns of it nowhere, nor who has no right in its community. */
static bool may_hear_case(struct staff_call *call, const char *number)
{
    CLEANUP(json_free_ref) json_t *sites = sites_list(call->central->db);
    size_t i;
    const json_t *site;
    json_array_foreach(sites, i, site)
    {
        struct rights rights;
        const char *id = json_str_or(site, "id", "");
        struct cases_viewer viewer = {.site = id, .user = call->session.user, .posts = rights.posts};
        grants_rights(call->central->db, call->session.user, id, call->now_s, &rights);
        if (grants_visible(&rights) && !cases_hidden(call->central->cases, &viewer, number))
            return true;
    }
    return false;
}

static bool has_part(struct staff_call *call, const char *site)
{
    struct rights rights;
    grants_rights(call->central->db, call->session.user, site, call->now_s, &rights);
    return grants_visible(&rights);
}

static bool may_hear(struct staff_call *call, const struct told *told)
{
    if (*told->site && !has_part(call, told->site))
        return false;
    return !str_starts(told->topic, "case:") || may_hear_case(call, told->topic + strlen("case:"));
}

static json_t *topics_since(struct staff_call *call, const struct staff_events *events, int64_t since)
{
    json_t *topics = json_array();
    if (since > events->seq || since < MAX(events->first, events->seq - RING_SIZE)) {
        json_array_append_new(topics, json_string("all"));
        return topics;
    }
    for (int64_t seq = since + 1; seq <= events->seq; seq++) {
        const struct told *told = &events->ring[seq % RING_SIZE];
        bool there = false;
        for (size_t i = 0; i < json_array_size(topics) && !there; i++)
            there = str_eq(json_string_value(json_array_get(topics, i)), told->topic);
        if (!there && may_hear(call, told))
            json_array_append_new(topics, json_string(told->topic));
    }
    return topics;
}

/* What is told from now on has a number that nobody holds yet. */
static void answer(struct staff_call *call, struct staff_events *events, json_t *topics)
{
    events->answered = events->seq;
    staff_json(call, 200, json_pack("{s:I,s:o}", "seq", (json_int_t)events->seq, "topics", topics));
}

/* A session that was ended meanwhile hears nothing more. */
static void answer_listener(struct listener *listener)
{
    struct staff_events *events = listener->events;
    struct staff_call call = {.central = events->central, .http = listener->http, .now_s = clock_wall_ms() / 1000};
    int64_t since = listener->since;
    listener_free(listener);
    http_speak(call.http);
    if (staff_look(&call))
        answer(&call, events, topics_since(&call, events, since));
    else
        staff_error(&call, 401, "no_session", _("there is no such session or it has ended; log in again"));
    http_speak(NULL);
    explicit_bzero(call.token, sizeof(call.token));
}

static void on_gathered(evutil_socket_t fd, short what, void *arg)
{
    struct staff_events *events = arg;
    struct listener *listener, *next;
    (void)fd;
    (void)what;
    for (listener = LIST_FIRST(&events->listeners); listener; listener = next) {
        next = LIST_NEXT(listener, link);
        answer_listener(listener);
    }
}

static bool told_already(const struct staff_events *events, const struct told *told)
{
    for (int64_t seq = MAX(events->answered, events->seq - RING_SIZE) + 1; seq <= events->seq; seq++) {
        const struct told *earlier = &events->ring[seq % RING_SIZE];
        if (str_eq(earlier->topic, told->topic) && str_eq(earlier->site, told->site))
            return true;
    }
    return false;
}

static void tell(struct staff_events *events, const struct told *told)
{
    struct timeval after = {.tv_usec = GATHER_MS * 1000L};
    if (!told_already(events, told))
        events->ring[++events->seq % RING_SIZE] = *told;
    if (!evtimer_pending(events->gather, NULL))
        evtimer_add(events->gather, &after);
}

void staff_events_tell(struct central *central, const char *fmt, ...)
{
    struct told told = {0};
    va_list args;
    if (!central->staff_events)
        return;
    va_start(args, fmt);
    (void)vsnprintf(told.topic, sizeof(told.topic), fmt, args);
    va_end(args);
    tell(central->staff_events, &told);
}

void staff_events_tell_item(struct central *central, const char *site, const char *id)
{
    struct told told = {0};
    staff_events_tell(central, "items");
    if (!central->staff_events)
        return;
    (void)snprintf(told.topic, sizeof(told.topic), "item:%s", id);
    str_copy(told.site, sizeof(told.site), site);
    tell(central->staff_events, &told);
}

/* --- Waiting --- */

static void on_waited(evutil_socket_t fd, short what, void *arg)
{
    struct listener *listener = arg;
    struct http_call *http = listener->http;
    (void)fd;
    (void)what;
    listener_free(listener);
    http_set_header(http, "Cache-Control", "no-store");
    http_reply(http, 304, NULL, NULL, 0);
}

static void on_gone(struct http_call *http, void *arg)
{
    (void)http;
    listener_free(arg);
}

static void park(struct staff_call *call, struct staff_events *events, int64_t since, int64_t wait_s)
{
    struct timeval after = {.tv_sec = wait_s};
    struct listener *listener = xcalloc(1, sizeof(*listener));
    listener->events = events;
    listener->http = call->http;
    listener->since = since;
    LIST_INSERT_HEAD(&events->listeners, listener, link);
    events->listener_count++;
    evtimer_assign(&listener->timer, call->central->base, on_waited, listener);
    evtimer_add(&listener->timer, &after);
    http_park(call->http, on_gone, listener);
}

void staff_get_events(struct staff_call *call)
{
    struct staff_events *events = call->central->staff_events;
    const char *since_text = http_query(call->http, "since"), *wait_text = http_query(call->http, "wait");
    int64_t since = 0, wait_s = 0;
    if ((since_text && !parse_i64(since_text, 0, INT64_MAX, &since)) ||
        (wait_text && !parse_i64(wait_text, 0, INT32_MAX, &wait_s))) {
        staff_error(call, 400, "bad_request", _("since and wait are whole numbers"));
        return;
    }
    wait_s = MIN(wait_s, WAIT_MAX_S);
    if (!since_text) {
        answer(call, events, json_array()); /* from where to listen */
    } else if (since == events->seq && wait_s > 0 && events->listener_count < WAITERS_MAX) {
        park(call, events, since, wait_s);
    } else if (since == events->seq) {
        http_set_header(call->http, "Cache-Control", "no-store");
        http_reply(call->http, 304, NULL, NULL, 0);
    } else {
        answer(call, events, topics_since(call, events, since));
    }
}

/* --- Life --- */

void staff_events_drain(struct central *central)
{
    struct listener *listener;
    while (central->staff_events && (listener = LIST_FIRST(&central->staff_events->listeners)) != NULL)
        on_waited(-1, 0, listener);
}

void staff_events_start(struct central *central)
{
    struct staff_events *events = xcalloc(1, sizeof(*events));
    events->central = central;
    events->first = events->seq = events->answered = clock_wall_ms();
    LIST_INIT(&events->listeners);
    events->gather = evtimer_new(central->base, on_gathered, events);
    central->staff_events = events;
}

void staff_events_stop(struct central *central)
{
    struct staff_events *events = central->staff_events;
    if (!events)
        return;
    central->staff_events = NULL;
    event_free(events->gather);
    free(events);
}
