/* The jail, with the system's own tools as prisoners; and PDF files that mean no good. More PDF files are sent over the
 * wire by tests/flow/staff_api/files.py. */
#include "central/files/pages.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "central/files/jail.h"
#include "common/file.h"
#include "common/log.h"

static char dir[64];

static int start(void **state)
{
    (void)state;
    log_open("test", LOG_LEVEL_ERROR);
    memcpy(dir, "/tmp/foyer-pages-XXXXXX", sizeof("/tmp/foyer-pages-XXXXXX"));
    return mkdtemp(dir) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st;
    (void)kind;
    (void)where;
    return remove(path);
}

static int finish(void **state)
{
    (void)state;
    return nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static enum jail_result lock_in(const char *const *argv, int wall_s)
{
    CLEANUP(close_fd) int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct jail_job job = {.argv = argv, .dir = dir, .in_fd = in, .cpu_s = 5, .wall_s = wall_s};
    return jail_run(&job);
}

static bool put_file(const char *path, const void *bytes, size_t len)
{
    CLEANUP(free_ptr) char *temp = xasprintf("%s.new", path);
    return file_replace(path, temp, 0600, bytes, len);
}

static char *output(void)
{
    struct buf bytes = {0};
    CLEANUP(free_ptr) char *path = xasprintf("%s/" JAIL_OUTPUT, dir);
    assert_true(file_read(path, JAIL_FILE_MAX, &bytes));
    return buf_take(&bytes);
}

static void a_prisoner_works_in_its_folder(void **state)
{
    (void)state;
    const char *const argv[] = {"/usr/bin/python3", "-c", "open('made','w').write('x'); print('done')", NULL};
    assert_int_equal(lock_in(argv, 10), JAIL_DONE);
    CLEANUP(free_ptr) char *said = output();
    CLEANUP(free_ptr) char *made = xasprintf("%s/made", dir);
    assert_string_equal(said, "done\n");
    assert_int_equal(access(made, F_OK), 0);
}

static void a_prisoner_reads_nothing_of_the_machine(void **state)
{
    (void)state;
    static const char *const places[] = {"/etc/passwd", "/proc/self/environ", "/etc/hostname"};
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        const char *const argv[] = {"/usr/bin/cat", places[i], NULL};
        assert_int_equal(lock_in(argv, 10), JAIL_FAILED);
        CLEANUP(free_ptr) char *said = output();
        assert_non_null(strstr(said, "Permission denied"));
    }
}

static void a_prisoner_reads_what_it_is_lent_and_writes_it_not(void **state)
{
    (void)state;
    CLEANUP(free_ptr) char *lent = xasprintf("%s.lent", dir), *file = xasprintf("%s/word", lent);
    CLEANUP(free_ptr) char *words = xasprintf("open('%s', 'a')", file);
    const char *const reads[] = {lent, NULL}, *const look[] = {"/usr/bin/cat", file, NULL};
    const char *const spoil[] = {"/usr/bin/python3", "-c", words, NULL};
    assert_int_equal(mkdir(lent, 0700), 0);
    assert_true(put_file(file, "lent", 4));
    assert_int_equal(lock_in(look, 10), JAIL_FAILED);
    struct jail_job job = {.argv = look, .dir = dir, .in_fd = -1, .cpu_s = 5, .wall_s = 10, .reads = reads};
    assert_int_equal(jail_run(&job), JAIL_DONE);
    CLEANUP(free_ptr) char *said = output();
    assert_string_equal(said, "lent");
    job.argv = spoil;
    assert_int_equal(jail_run(&job), JAIL_FAILED);
    assert_int_equal(nftw(lent, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* Where the server's keys lie, beside the folder that is lent: by its name and by ways around. */
static void a_prisoner_that_draws_cannot_read_keys(void **state)
{
    (void)state;
    CLEANUP(free_ptr) char *data = xasprintf("%s.data", dir), *keys = xasprintf("%s/keys", data);
    CLEANUP(free_ptr) char *key = xasprintf("%s/head.key", keys), *lent = xasprintf("%s/preview", data);
    CLEANUP(free_ptr) char *around = xasprintf("%s/../keys/head.key", lent), *link = xasprintf("%s/link", dir);
    const char *const ways[] = {key, around, link}, *const reads[] = {lent, NULL};
    assert_int_equal(mkdir(data, 0700) | mkdir(keys, 0700) | mkdir(lent, 0700), 0);
    assert_true(put_file(key, "secret", 6));
    assert_int_equal(symlink(key, link), 0);
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        const char *const argv[] = {"/usr/bin/cat", ways[i], NULL};
        struct jail_job job = {.argv = argv, .dir = dir, .in_fd = -1, .cpu_s = 5, .wall_s = 10, .reads = reads};
        assert_int_equal(jail_run(&job), JAIL_FAILED);
        CLEANUP(free_ptr) char *said = output();
        assert_null(strstr(said, "secret"));
    }
    assert_int_equal(nftw(data, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* Limits may be looked up, and not moved: not even its own. */
static void a_prisoner_keeps_its_limits(void **state)
{
    (void)state;
    const char *const asks[] = {"/usr/bin/python3", "-c", "import resource as r; r.getrlimit(r.RLIMIT_AS)", NULL};
    const char *const moves[] = {"/usr/bin/python3", "-c", "import resource as r; r.setrlimit(r.RLIMIT_CPU, (1, 2))",
                                 NULL};
    assert_int_equal(lock_in(asks, 10), JAIL_DONE);
    assert_int_equal(lock_in(moves, 10), JAIL_FAILED);
}

/* Whoever the server runs as: a limit of processes would not bind root, and would keep others from their threads. */
static void a_prisoner_has_threads_and_no_children(void **state)
{
    (void)state;
    const char *const works[] = {
        "/usr/bin/python3", "-c",
        "import threading as t; o = t.Thread(target=lambda: print('two')); o.start(); o.join()", NULL};
    const char *const forks[] = {"/usr/bin/python3", "-c", "import os; os.fork()", NULL};
    const char *const spawns[] = {"/usr/bin/python3", "-c", "import os; os.posix_spawn('/usr/bin/true', ['true'], {})",
                                  NULL};
    assert_int_equal(lock_in(works, 10), JAIL_DONE);
    CLEANUP(free_ptr) char *said = output();
    assert_string_equal(said, "two\n");
    assert_int_equal(lock_in(forks, 10), JAIL_FAILED);
    CLEANUP(free_ptr) char *why = output();
    assert_non_null(strstr(why, "PermissionError"));
    assert_int_equal(lock_in(spawns, 10), JAIL_FAILED);
}

static void a_prisoner_writes_nothing_outside(void **state)
{
    (void)state;
    CLEANUP(free_ptr) char *outside = xasprintf("%s.outside", dir);
    const char *const argv[] = {"/usr/bin/touch", outside, NULL};
    assert_int_equal(lock_in(argv, 10), JAIL_FAILED);
    assert_int_not_equal(access(outside, F_OK), 0);
}

static void a_prisoner_has_no_network_and_no_environment(void **state)
{
    (void)state;
    const char *const network[] = {"/usr/bin/python3", "-c", "import socket; socket.socket()", NULL};
    assert_int_equal(lock_in(network, 10), JAIL_FAILED);
    CLEANUP(free_ptr) char *said = output();
    assert_non_null(strstr(said, "PermissionError"));
    const char *const environment[] = {"/usr/bin/env", NULL};
    assert_int_equal(lock_in(environment, 10), JAIL_DONE);
    CLEANUP(free_ptr) char *nothing = output();
    assert_string_equal(nothing, "");
}

static void a_prisoner_leaves_other_processes_alone(void **state)
{
    (void)state;
    CLEANUP(free_ptr) char *words = xasprintf("import os; os.kill(%d, 0)", getpid());
    const char *const argv[] = {"/usr/bin/python3", "-c", words, NULL};
    assert_int_equal(lock_in(argv, 10), JAIL_FAILED);
    CLEANUP(free_ptr) char *said = output();
    assert_non_null(strstr(said, "PermissionError"));
}

static void a_prisoner_ends_in_time_and_within_its_limits(void **state)
{
    (void)state;
    const char *const slow[] = {"/usr/bin/sleep", "60", NULL}, *const loud[] = {"/usr/bin/yes", NULL};
    const char *const fat[] = {"/usr/bin/python3", "-c", "'x' * (600 << 20)", NULL};
    assert_int_equal(lock_in(slow, 1), JAIL_TIMEOUT);
    /* Who gets nothing of the processor is given longer: a busy machine is no fault of the file. */
    const char *const kept_waiting[] = {"/usr/bin/sleep", "2", NULL};
    assert_int_equal(lock_in(kept_waiting, 1), JAIL_DONE);
    assert_int_equal(lock_in(loud, 10), JAIL_FAILED);
    assert_int_equal(lock_in(fat, 10), JAIL_FAILED);
    const char *const missing[] = {"/usr/bin/no-such-program", NULL};
    assert_int_equal(lock_in(missing, 10), JAIL_NONE);
}

/* --- PDF --- */

static const char one_page[] = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                               "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
                               "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources"
                               "<</XObject<</X 5 0 R>>>>>>endobj\n";

/* Drawings that draw drawings, ten times each: without a limit it would last for years. */
static void bomb(struct buf *pdf)
{
    static const char content[] = "/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do";
    buf_puts(pdf, one_page);
    buf_printf(pdf, "4 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n", strlen(content), content);
    for (int i = 5; i < 17; i++)
        buf_printf(pdf,
                   "%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X %d 0 R>>>>/Length "
                   "%zu>>stream\n%s\nendstream endobj\n",
                   i, i + 1, strlen(content), content);
    buf_puts(pdf, "17 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 600 900]/Length 12>>stream\n0 0 9 9 re f\nendstream "
                  "endobj\ntrailer<</Size 18/Root 1 0 R>>\n%%EOF\n");
}

static int draw(const struct buf *pdf, char **why)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/in", dir);
    CLEANUP(close_fd) int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(file_write_all(fd, pdf->data, pdf->len));
    return pages_draw(fd, dir, (struct pages_time){.cpu_s = 1, .wall_s = 5}, why);
}

static void a_pdf_that_never_ends_is_ended(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf pdf = {0};
    CLEANUP(free_ptr) char *why = NULL;
    bomb(&pdf);
    assert_int_equal(draw(&pdf, &why), 0);
    assert_non_null(strstr(why, "takes too long"));
}

static void a_pdf_becomes_a_picture(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf pdf = {0};
    CLEANUP(free_ptr) char *why = NULL;
    buf_printf(&pdf, "%s4 0 obj<</Length 12>>stream\n0 0 9 9 re f\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n",
               one_page);
    assert_int_equal(draw(&pdf, &why), 1);
    CLEANUP(free_ptr) char *path = pages_path(dir, 1, 1);
    assert_int_equal(access(path, R_OK), 0);
    pdf.len -= 10; /* a copy that broke off */
    assert_int_equal(draw(&pdf, &why), 0);
    assert_string_equal(why, "the PDF is cut short");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_prisoner_works_in_its_folder),
        TEST(a_prisoner_reads_nothing_of_the_machine),
        TEST(a_prisoner_reads_what_it_is_lent_and_writes_it_not),
        TEST(a_prisoner_that_draws_cannot_read_keys),
        TEST(a_prisoner_keeps_its_limits),
        TEST(a_prisoner_has_threads_and_no_children),
        TEST(a_prisoner_writes_nothing_outside),
        TEST(a_prisoner_has_no_network_and_no_environment),
        TEST(a_prisoner_leaves_other_processes_alone),
        TEST(a_prisoner_ends_in_time_and_within_its_limits),
        TEST(a_pdf_that_never_ends_is_ended),
        TEST(a_pdf_becomes_a_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
