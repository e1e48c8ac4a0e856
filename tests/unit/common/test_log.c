/* What a log line looks like on a terminal and in the journal. */
#include "common/log.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

/* Runs `body` with stderr in a file and gives what was written. */
static char *logged(void (*body)(int fd))
{
    static char text[4096];
    FILE *file = tmpfile();
    assert_non_null(file);
    int saved = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    body(STDERR_FILENO);
    dup2(saved, STDERR_FILENO);
    close(saved);
    rewind(file);
    size_t len = fread(text, 1, sizeof(text) - 1, file);
    text[len] = '\0';
    fclose(file);
    return text;
}

static void plain(int fd)
{
    (void)fd;
    unsetenv("JOURNAL_STREAM");
    log_open("sync", LOG_LEVEL_INFO);
    log_warn("bulletin %d refused", 42);
    log_debug("not wanted");
}

static void a_terminal_gets_plain_words(void **state)
{
    (void)state;
    assert_string_equal(logged(plain), "sync: bulletin 42 refused\n");
}

static void journal(int fd)
{
    struct stat st;
    char stream[48];
    fstat(fd, &st);
    snprintf(stream, sizeof(stream), "%llu:%llu", (unsigned long long)st.st_dev, (unsigned long long)st.st_ino);
    setenv("JOURNAL_STREAM", stream, 1);
    log_open("sync", LOG_LEVEL_DEBUG);
    log_error("one");
    log_debug("two");
}

static void the_journal_gets_priorities(void **state)
{
    (void)state;
    assert_string_equal(logged(journal), "<3>one\n<7>two\n");
}

static void inherited(int fd)
{
    (void)fd;
    setenv("JOURNAL_STREAM", "1:2", 1);
    log_open("sync", LOG_LEVEL_INFO);
    log_info("x");
    unsetenv("JOURNAL_STREAM");
}

static void a_redirected_child_of_a_unit_gets_plain_words(void **state)
{
    (void)state;
    assert_string_equal(logged(inherited), "sync: x\n");
}

static void hostile(int fd)
{
    (void)fd;
    log_open("sync", LOG_LEVEL_INFO);
    log_info("a\nsync: forged\x1b[2J\rb%s", "\t\x7f文");
    CLEANUP(free_ptr) char *wide = xmalloc(5000);
    memset(wide, 'x', 4999);
    wide[4999] = '\0';
    log_info("%s", wide);
}

static void a_fact_is_one_line_of_bounded_length(void **state)
{
    (void)state;
    const char *text = logged(hostile);
    static const char first[] = "sync: a sync: forged [2J b  文\n";
    assert_memory_equal(text, first, sizeof(first) - 1);
    assert_true(strlen(text) < 1200);
    assert_ptr_equal(strchr(text + sizeof(first) - 1, '\n'), text + strlen(text) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terminal_gets_plain_words),
        cmocka_unit_test(the_journal_gets_priorities),
        cmocka_unit_test(a_redirected_child_of_a_unit_gets_plain_words),
        cmocka_unit_test(a_fact_is_one_line_of_bounded_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
