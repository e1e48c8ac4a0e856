#include "common/notify.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A lost word is not worth a line: systemd says itself what it missed. */
void notify_say(const char *words)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t len = path ? strlen(path) : 0;
    if (len < 2 || len >= sizeof address.sun_path || (path[0] != '/' && path[0] != '@')) {
        return;
    }
    memcpy(address.sun_path, path, len);
    if (path[0] == '@') {
        address.sun_path[0] = '\0'; /* an abstract name */
    }
    CLEANUP(close_fd) int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd >= 0) {
        socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
        (void)sendto(fd, words, strlen(words), MSG_NOSIGNAL, (struct sockaddr *)&address, size);
    }
}

int64_t notify_watchdog_ms(void)
{
    const char *text = getenv("WATCHDOG_USEC");
    const char *pid = getenv("WATCHDOG_PID");
    int64_t usec = 0, own = 0;
    if (pid && (!parse_i64(pid, 0, INT32_MAX, &own) || own != getpid())) {
        return 0;
    }
    return text && parse_i64(text, 0, INT64_MAX, &usec) ? usec / 2000 : 0;
}
