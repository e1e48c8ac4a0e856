/* Polls that wait: parked until something happens, their time is over, or their client leaves. */
#include "central/api/terminal.h"

#include <stdlib.h>

int64_t terminal_wait(const struct http_call *call)
{
    const char *text = http_query(call, "wait");
    int64_t wait_s = 0;
    if (text && !parse_i64(text, 0, INT32_MAX, &wait_s))
        return -1;
    return MIN(wait_s, TERMINAL_WAIT_MAX_S);
}

static void on_waited(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    waiter_unchanged(arg);
}

static void on_gone(struct http_call *call, void *arg)
{
    (void)call;
    waiter_free(arg);
}

struct waiter *waiter_new(struct terminal_api *api, struct http_call *call, struct waiter_list *list, int64_t wait_s)
{
    struct waiter *waiter = xcalloc(1, sizeof(*waiter));
    struct timeval after = {.tv_sec = wait_s};
    waiter->api = api;
    waiter->call = call;
    LIST_INSERT_HEAD(list, waiter, link);
    evtimer_assign(&waiter->timer, api->central->base, on_waited, waiter);
    evtimer_add(&waiter->timer, &after);
    http_park(call, on_gone, waiter);
    return waiter;
}

void waiter_move(struct waiter *waiter, struct waiter_list *list)
{
    LIST_REMOVE(waiter, link);
    LIST_INSERT_HEAD(list, waiter, link);
}

struct waiter *waiter_any(struct terminal_api *api)
{
    struct waiter *waiter = LIST_FIRST(&api->feed_due);
    waiter = waiter ? waiter : LIST_FIRST(&api->feed_waiters);
    return waiter ? waiter : LIST_FIRST(&api->enrol_waiters);
}

static size_t count(const struct waiter_list *list)
{
    const struct waiter *waiter;
    size_t number = 0;
    LIST_FOREACH(waiter, list, link)
    {
        number++;
    }
    return number;
}

size_t waiter_count(const struct terminal_api *api, bool enrolling)
{
    return enrolling ? count(&api->enrol_waiters) : count(&api->feed_due) + count(&api->feed_waiters);
}

void waiter_free(struct waiter *waiter)
{
    evtimer_del(&waiter->timer);
    LIST_REMOVE(waiter, link);
    free(waiter);
}

void terminal_unchanged(struct http_call *call, int64_t since)
{
    CLEANUP(free_ptr) char *tag = xasprintf("\"%lld\"", (long long)since);
    CLEANUP(free_ptr) char *next = xasprintf("wait=%d retry=0-%d", TERMINAL_WAIT_S, TERMINAL_RETRY_S);
    http_set_header(call, "ETag", tag);
    http_set_header(call, "Foyer-Next", next);
    http_set_header(call, "Cache-Control", "no-store");
    http_reply(call, 304, NULL, NULL, 0);
}

void waiter_unchanged(struct waiter *waiter)
{
    struct http_call *call = waiter->call;
    int64_t since = waiter->since;
    waiter_free(waiter);
    terminal_unchanged(call, since);
}
