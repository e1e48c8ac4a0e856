#include "kiosk/screen/devices.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "common/base.h"
#include "common/log.h"

#define DIR_NAME    "/dev/input"
#define DEVICES_MAX 32

struct devices {
    int epoll_fd, notify_fd;
    struct {
        char name[32];
        int fd;
    } list[DEVICES_MAX];
    size_t count;
};

static bool known(const struct devices *devices, const char *name)
{
    for (size_t i = 0; i < devices->count; i++)
        if (str_eq(devices->list[i].name, name))
            return true;
    return false;
}

static void add(struct devices *devices, const char *name)
{
    if (!str_starts(name, "event") || strlen(name) >= sizeof(devices->list[0].name) || devices->count == DEVICES_MAX ||
        known(devices, name))
        return;
    CLEANUP(free_ptr) char *path = xasprintf(DIR_NAME "/%s", name);
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        log_debug("devices: %s: %s", path, strerror(errno));
        return;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(devices->epoll_fd, EPOLL_CTL_ADD, fd, &event);
    snprintf(devices->list[devices->count].name, sizeof(devices->list[0].name), "%.31s", name);
    devices->list[devices->count++].fd = fd;
}

static void scan(struct devices *devices)
{
    DIR *dir = opendir(DIR_NAME);
    if (!dir)
        return;
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir))
        add(devices, entry->d_name);
    closedir(dir);
}

struct devices *devices_open(void)
{
    struct devices *devices = xcalloc(1, sizeof(*devices));
    devices->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    devices->notify_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    ASSERT(devices->epoll_fd >= 0);
    /* Rights come a moment after the node: attribute changes count as news too. */
    if (devices->notify_fd >= 0 && inotify_add_watch(devices->notify_fd, DIR_NAME, IN_CREATE | IN_ATTRIB) >= 0) {
        struct epoll_event event = {.events = EPOLLIN, .data.fd = devices->notify_fd};
        epoll_ctl(devices->epoll_fd, EPOLL_CTL_ADD, devices->notify_fd, &event);
    }
    scan(devices);
    if (devices->count == 0)
        log_warn("devices: no input device can be read; touches are noticed late");
    return devices;
}

void devices_close(struct devices *devices)
{
    if (!devices)
        return;
    for (size_t i = 0; i < devices->count; i++)
        close(devices->list[i].fd);
    if (devices->notify_fd >= 0)
        close(devices->notify_fd);
    close(devices->epoll_fd);
    free(devices);
}

int devices_fd(const struct devices *devices)
{
    return devices->epoll_fd;
}

/* A device that was pulled out answers ENODEV and leaves the list. */
static bool drain_one(int fd)
{
    struct input_event events[64];
    ssize_t got;
    while ((got = read(fd, events, sizeof(events))) > 0)
        ;
    return got < 0 && (errno == EAGAIN || errno == EINTR);
}

void devices_drain(struct devices *devices)
{
    if (!devices)
        return;
    char news[4096];
    bool changed = false;
    while (devices->notify_fd >= 0 && read(devices->notify_fd, news, sizeof(news)) > 0)
        changed = true;
    for (size_t i = devices->count; i-- > 0;) {
        if (drain_one(devices->list[i].fd))
            continue;
        close(devices->list[i].fd);
        devices->list[i] = devices->list[--devices->count];
    }
    if (changed)
        scan(devices);
}
