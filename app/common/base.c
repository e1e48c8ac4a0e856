#include "common/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void base_assert_failed(const char *what, const char *file, int line)
{
    fprintf(stderr, "foyer: our own mistake, %s:%d: %s\n", file, line, what);
    abort();
}

static void *keep(void *p)
{
    if (!p) {
        static const char text[] = "foyer: out of memory\n";
        ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1); /* stdio may want memory itself */
        (void)ignored;
        abort();
    }
    return p;
}

/* Zero bytes are asked for as one: malloc(0) may return NULL. */
void *xmalloc(size_t size)
{
    return keep(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
    return keep(calloc(count ? count : 1, size ? size : 1));
}

void *xrealloc(void *p, size_t size)
{
    return keep(realloc(p, size ? size : 1));
}

char *xstrdup(const char *s)
{
    return s ? keep(strdup(s)) : NULL;
}

char *xstrndup(const char *s, size_t max_len)
{
    size_t len = strnlen(s, max_len); /* s need not be terminated: strndup under strict checks would read on */
    char *copy = xmalloc(len + 1);
    memcpy(copy, s, len);
    copy[len] = '\0';
    return copy;
}

char *xasprintf(const char *fmt, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, fmt);
    int len = vasprintf(&text, fmt, args);
    va_end(args);
    return keep(len < 0 ? NULL : text);
}

void free_ptr(void *pointer_to_pointer)
{
    void *p;
    memcpy(&p, pointer_to_pointer, sizeof(p)); /* the caller's pointer has another type: read it without aliasing */
    free(p);
}

void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

bool parse_i64(const char *s, int64_t lo, int64_t hi, int64_t *out)
{
    if (!s)
        return false;
    bool negative = *s == '-';
    if (negative)
        s++;
    if (!*s)
        return false;
    int64_t value = 0;
    for (; *s; s++) {
        if (*s < '0' || *s > '9')
            return false;
        /* Gathered below zero, where one more value fits. */
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, *s - '0', &value))
            return false;
    }
    if (!negative && __builtin_sub_overflow((int64_t)0, value, &value))
        return false;
    if (value < lo || value > hi)
        return false;
    *out = value;
    return true;
}

void str_copy(char *to, size_t size, const char *text)
{
    size_t len = text ? strnlen(text, size - 1) : 0;
    memcpy(to, text ? text : "", len);
    to[len] = '\0';
}
