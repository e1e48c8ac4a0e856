#include "common/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_MAX_BYTES 1024

/* Set once by log_open before threads start, only read afterwards. */
static const char *log_program = "foyer";
static enum log_level log_max = LOG_LEVEL_INFO;
static bool log_journal;

/* systemd names the journal's socket in JOURNAL_STREAM as device:inode; a redirected stderr is not that socket. */
static bool stderr_is_journal(void)
{
    const char *stream = getenv("JOURNAL_STREAM");
    struct stat st;
    if (!stream || fstat(STDERR_FILENO, &st) != 0)
        return false;
    char mine[48];
    snprintf(mine, sizeof(mine), "%llu:%llu", (unsigned long long)st.st_dev, (unsigned long long)st.st_ino);
    return str_eq(stream, mine);
}

void log_open(const char *program, enum log_level max_level)
{
    log_program = program;
    log_max = max_level;
    log_journal = stderr_is_journal();
}

/* A fact is one line: whatever was formatted into it cannot begin another or paint on a terminal. */
static void flatten(char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            *text = ' ';
    }
}

void log_write(enum log_level level, const char *fmt, ...)
{
    if (level > log_max)
        return;
    char line[LINE_MAX_BYTES + 2];
    int head = log_journal ? snprintf(line, LINE_MAX_BYTES, "<%d>", (int)level)
                           : snprintf(line, LINE_MAX_BYTES, "%s: ", log_program);
    size_t used = (size_t)CLAMP(head, 0, LINE_MAX_BYTES / 2);
    va_list args;
    va_start(args, fmt);
    vsnprintf(line + used, LINE_MAX_BYTES - used, fmt, args);
    va_end(args);
    flatten(line + used);
    size_t len = strlen(line);
    line[len++] = '\n';
    ssize_t ignored = write(STDERR_FILENO, line, len); /* one write: lines of two threads do not mix */
    (void)ignored;
}
