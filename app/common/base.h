/* What every file may use: attributes, assertions that stay on in release, allocation that cannot fail quietly,
 * and scope-bound clean-up. Pure; any thread. */
#ifndef FOYER_COMMON_BASE_H
#define FOYER_COMMON_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define MUST_USE          __attribute__((warn_unused_result))
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define UNUSED            __attribute__((unused))
#define NORETURN          __attribute__((noreturn))

#define ARRAY_LEN(a)     (sizeof(a) / sizeof((a)[0]))
#define MIN(a, b)        ((a) < (b) ? (a) : (b))
#define MAX(a, b)        ((a) > (b) ? (a) : (b))
#define CLAMP(v, lo, hi) MIN(MAX(v, lo), hi)

/* We made a mistake: one line on stderr, then abort. Never for data from outside. */
#define ASSERT(cond) ((cond) ? (void)0 : base_assert_failed(#cond, __FILE__, __LINE__))
NORETURN void base_assert_failed(const char *what, const char *file, int line);

/* Allocation: never NULL, the program ends when memory is gone. */
MUST_USE void *xmalloc(size_t size);
MUST_USE void *xcalloc(size_t count, size_t size);
MUST_USE void *xrealloc(void *p, size_t size);
MUST_USE char *xstrdup(const char *s); /* NULL in, NULL out */
MUST_USE char *xstrndup(const char *s, size_t max_len);
MUST_USE char *xasprintf(const char *fmt, ...) PRINTF(1, 2);

/* CLEANUP(free_ptr) char *s = …;   fn receives the address of the variable and accepts NULL/zero content. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))
void free_ptr(void *pointer_to_pointer); /* for CLEANUP: free(*(void **)p) */
void close_fd(int *fd);                  /* for CLEANUP: closes when >= 0 */

/* Hands a pointer out of a CLEANUP variable:  return TAKE(result); */
#define TAKE(p)                                                                                                        \
    ({                                                                                                                 \
        __typeof__(p) taken_ = (p);                                                                                    \
        (p) = NULL;                                                                                                    \
        taken_;                                                                                                        \
    })

static inline bool str_eq(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}
static inline bool str_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

/* Copies as much as fits, always terminated. NULL counts as "". */
void str_copy(char *to, size_t size, const char *text);

/* Strict decimal: optional '-', digits only, no blanks, no overflow, in [lo, hi]. */
MUST_USE bool parse_i64(const char *s, int64_t lo, int64_t hi, int64_t *out);

#endif
