#include "terminal/vitals.h"

#include <fcntl.h>
#include <unistd.h>

#include "terminal/bell.h"

#define NAME "vitals"

int vitals_listen(const char *dir)
{
    return bell_listen(dir, NAME);
}

bool vitals_send(const char *dir, const json_t *vitals)
{
    CLEANUP(buf_fini) struct buf words = {0};
    json_encode(&words, vitals);
    return bell_send(dir, NAME, words.data, words.len);
}

json_t *vitals_take(int fd)
{
    char words[BELL_WORDS_MAX];
    size_t len;
    while (bell_take(fd, words, &len)) {
        json_t *vitals = json_decode(words, len, NULL);
        if (json_is_object(vitals)) {
            return vitals;
        }
        json_decref(vitals); /* no words of ours: the next */
    }
    return NULL;
}

int64_t vitals_memory(void)
{
    char text[128] = "";
    CLEANUP(close_fd) int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    if (got <= 0) {
        return -1;
    }
    /* size resident shared …, in pages */
    char *resident = strchr(text, ' ');
    int64_t pages;
    if (!resident) {
        return -1;
    }
    resident[1 + strcspn(resident + 1, " ")] = '\0';
    return parse_i64(resident + 1, 0, INT32_MAX, &pages) ? pages * (sysconf(_SC_PAGESIZE) / 1024) : -1;
}
