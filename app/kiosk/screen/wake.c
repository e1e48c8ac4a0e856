#include "kiosk/screen/wake.h"

#include <SDL.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "common/log.h"
#include "kiosk/screen/devices.h"

struct wake {
    int epoll_fd, ring_fd, signal_fd;
    bool console, threaded;
    struct devices *devices; /* console */
    pthread_t thread;
    atomic_bool ending, posted; /* posted: a wake waits in SDL's queue already */
    bool stopped;
};

struct wake *wake_new(void)
{
    struct wake *wake = xcalloc(1, sizeof(*wake));
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    wake->signal_fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    wake->ring_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    wake->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    ASSERT(wake->signal_fd >= 0 && wake->ring_fd >= 0 && wake->epoll_fd >= 0);
    wake_watch(wake, wake->signal_fd);
    wake_watch(wake, wake->ring_fd);
    return wake;
}

/* Edge-triggered: whoever is woken drains later, on the UI thread, and the watcher does not spin until then. */
void wake_watch(struct wake *wake, int fd)
{
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = fd};
    if (fd >= 0 && epoll_ctl(wake->epoll_fd, EPOLL_CTL_ADD, fd, &event) != 0)
        log_warn("wake: descriptor %d cannot be watched: %s", fd, strerror(errno));
}

static void *watch(void *arg)
{
    struct wake *wake = arg;
    while (!atomic_load(&wake->ending)) {
        struct epoll_event events[8];
        if (epoll_wait(wake->epoll_fd, events, ARRAY_LEN(events), -1) <= 0 || atomic_exchange(&wake->posted, true))
            continue;
        SDL_Event event = {.type = SDL_USEREVENT};
        SDL_PushEvent(&event);
    }
    return NULL;
}

void wake_start(struct wake *wake, bool console)
{
    wake->console = console;
    if (console) {
        wake->devices = devices_open();
        wake_watch(wake, devices_fd(wake->devices));
        return;
    }
    wake->threaded = pthread_create(&wake->thread, NULL, watch, wake) == 0;
    if (!wake->threaded)
        log_warn("wake: no thread to listen for news; looking every second instead");
}

void wake_free(struct wake *wake)
{
    if (!wake)
        return;
    atomic_store(&wake->ending, true);
    wake_ring(wake);
    if (wake->threaded)
        pthread_join(wake->thread, NULL);
    devices_close(wake->devices);
    close(wake->epoll_fd);
    close(wake->ring_fd);
    close(wake->signal_fd);
    free(wake);
}

void wake_ring(void *arg)
{
    struct wake *wake = arg;
    uint64_t one = 1;
    while (write(wake->ring_fd, &one, sizeof(one)) < 0 && errno == EINTR)
        ;
}

static void drain(struct wake *wake)
{
    uint64_t count;
    struct signalfd_siginfo info;
    while (read(wake->ring_fd, &count, sizeof(count)) > 0)
        ;
    while (read(wake->signal_fd, &info, sizeof(info)) == (ssize_t)sizeof(info))
        wake->stopped = true;
}

void wake_wait(struct wake *wake, int64_t timeout_ms)
{
    int limit = timeout_ms < 0 ? -1 : (int)MIN(timeout_ms, (int64_t)3600000);
    if (wake->console) {
        struct epoll_event events[8];
        epoll_wait(wake->epoll_fd, events, ARRAY_LEN(events), limit);
        devices_drain(wake->devices);
    } else {
        if (!wake->threaded)
            limit = limit < 0 ? 1000 : MIN(limit, 1000);
        SDL_WaitEventTimeout(NULL, limit); /* leaves the event in the queue */
        atomic_store(&wake->posted, false);
    }
    drain(wake);
}

bool wake_stopped(struct wake *wake)
{
    return wake->stopped;
}

bool wake_look(struct wake *wake)
{
    drain(wake);
    return wake->stopped;
}
