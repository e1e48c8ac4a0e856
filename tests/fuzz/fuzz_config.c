/* A config file of any bytes is read or refused; what was read keeps its bounds. */
#include "fuzz.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/config.h"
#include "common/utf8.h"

static char *url;
static int64_t port;
static bool verbose;

static const struct config_option options[] = {
    {.name = "central-url", .type = CONFIG_STR, .target = &url},
    {.name = "port", .type = CONFIG_INT, .target = &port, .fallback = "80", .min = 1, .max = 65535},
    {.name = "verbose", .type = CONFIG_FLAG, .target = &verbose},
};

/* Reasons go to stderr; ours is replaced, not file descriptor 2, on which the sanitizers report. */
static enum config_result load_quietly(char *file_flag)
{
    static FILE *nowhere;
    if (!nowhere)
        nowhere = fopen("/dev/null", "we");
    FILE *kept = stderr;
    const char *rest[2];
    char *argv[] = {"fuzz", file_flag, NULL};
    stderr = nowhere;
    enum config_result result = config_load(options, ARRAY_LEN(options), "", 2, argv, rest, ARRAY_LEN(rest));
    stderr = kept;
    return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(close_fd) int fd = memfd_create("config", MFD_CLOEXEC);
    ASSERT(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    CLEANUP(free_ptr) char *file_flag = xasprintf("--config=/proc/self/fd/%d", fd);
    enum config_result result = load_quietly(file_flag);
    ASSERT(result == CONFIG_RUN || result == CONFIG_EXIT_BAD);
    if (result == CONFIG_RUN)
        ASSERT(port >= 1 && port <= 65535 && (!url || utf8_clean(url, UTF8_LINE, NULL)));
    config_fini(options, ARRAY_LEN(options));
    return 0;
}
