#include "terminal/bell.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/log.h"

/* A socket's name may have 107 bytes, a data directory more: the name goes through the directory's descriptor. */
static bool address_of(struct sockaddr_un *address, int dir_fd, const char *who)
{
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    int len = snprintf(address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d/bell.%s", dir_fd, who);
    return len > 0 && (size_t)len < sizeof address->sun_path;
}

int bell_listen(const char *dir, const char *who)
{
    CLEANUP(close_fd) int dir_fd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
    CLEANUP(close_fd) int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_un address;
    if (dir_fd < 0 || fd < 0 || !address_of(&address, dir_fd, who)) {
        log_error("bell: cannot make the socket in %s: %s", dir, strerror(errno));
        return -1;
    }
    (void)unlink(address.sun_path); /* left by a killed process */
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        log_error("bell: cannot bind %s/bell.%s: %s", dir, who, strerror(errno));
        return -1;
    }
    if (chmod(address.sun_path, 0660) < 0) {
        log_warn("bell: %s/bell.%s stays closed to the group: %s", dir, who, strerror(errno));
    }
    int result = fd;
    fd = -1;
    return result;
}

static bool send_words(const char *dir, const char *who, const void *words, size_t len)
{
    CLEANUP(close_fd) int dir_fd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
    CLEANUP(close_fd) int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_un address;
    if (dir_fd < 0 || fd < 0 || !address_of(&address, dir_fd, who)) {
        return false;
    }
    ssize_t sent = sendto(fd, words, len, MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *)&address, sizeof address);
    return sent == (ssize_t)len;
}

bool bell_ring(const char *dir, const char *who)
{
    errno = 0;
    return send_words(dir, who, "!", 1) || errno == EAGAIN; /* a full queue has rung already */
}

bool bell_send(const char *dir, const char *who, const void *words, size_t len)
{
    return len <= BELL_WORDS_MAX && send_words(dir, who, words, len);
}

bool bell_take(int fd, char words[static BELL_WORDS_MAX], size_t *len)
{
    ssize_t got = fd < 0 ? -1 : recv(fd, words, BELL_WORDS_MAX, MSG_DONTWAIT);
    *len = got < 0 ? 0 : (size_t)got;
    return got >= 0;
}

bool bell_drain(int fd)
{
    bool rung = false;
    char byte;
    while (recv(fd, &byte, 1, MSG_DONTWAIT) >= 0) {
        rung = true;
    }
    return rung;
}
