/* Files are whole or absent, and an error leaves what was there. */
#include "common/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static char dir[] = "/tmp/foyer-file-XXXXXX";

static char *in(const char *name)
{
    return xasprintf("%s/%s", dir, name);
}

static void expect(const char *path, const char *text)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    assert_true(file_read(path, 100, &bytes));
    assert_string_equal(buf_str(&bytes), text);
}

static int set_up(void **state UNUSED)
{
    memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
    return mkdtemp(dir) ? 0 : -1;
}

static int tear_down(void **state UNUSED)
{
    static const char *const names[] = {"file", "file.new", "link"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        CLEANUP(free_ptr) char *path = in(names[i]);
        (void)unlink(path);
    }
    return rmdir(dir);
}

static void replace_takes_the_place_with_the_wanted_mode(void **state UNUSED)
{
    CLEANUP(free_ptr) char *path = in("file"), *temp = in("file.new");
    mode_t before = umask(0077);
    assert_true(file_replace(path, temp, 0400, "first", 5));
    assert_true(file_replace(path, temp, 0660, "second", 6));
    umask(before);
    expect(path, "second");
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0660);
    assert_int_equal(access(temp, F_OK), -1);
}

static void replace_clears_what_a_crash_left(void **state UNUSED)
{
    CLEANUP(free_ptr) char *path = in("file"), *temp = in("file.new");
    CLEANUP(close_fd) int left = open(temp, O_WRONLY | O_CREAT, 0000);
    assert_true(left >= 0);
    assert_true(file_replace(path, temp, 0600, "whole", 5));
    expect(path, "whole");
}

static void replace_that_fails_leaves_nothing_half_done(void **state UNUSED)
{
    CLEANUP(free_ptr) char *path = in("file"), *temp = in("file.new");
    assert_int_equal(mkdir(path, 0700), 0); /* a folder stands where the file belongs */
    assert_false(file_replace(path, temp, 0600, "lost", 4));
    assert_int_equal(errno, EISDIR);
    assert_int_equal(access(temp, F_OK), -1);
    assert_int_equal(rmdir(path), 0);
}

static void read_refuses_links_and_too_much(void **state UNUSED)
{
    CLEANUP(free_ptr) char *path = in("file"), *temp = in("file.new"), *link = in("link");
    CLEANUP(buf_fini) struct buf bytes = {0};
    assert_true(file_replace(path, temp, 0600, "12345", 5));
    assert_int_equal(symlink(path, link), 0);
    assert_false(file_read(link, 100, &bytes));
    assert_false(file_read(path, 4, &bytes));
    assert_int_equal(errno, EFBIG);
    assert_true(file_read(path, 5, &bytes));
    assert_false(file_read(dir, 100, &bytes));
}

static void read_all_takes_what_comes_through_a_pipe(void **state UNUSED)
{
    int ends[2];
    CLEANUP(buf_fini) struct buf bytes = {0};
    assert_int_equal(pipe(ends), 0);
    assert_true(file_write_all(ends[1], "12345", 5));
    close(ends[1]);
    assert_true(file_read_all(ends[0], 5, &bytes));
    assert_string_equal(buf_str(&bytes), "12345");
    assert_true(file_read_all(ends[0], 0, &bytes)); /* nothing more */
    close(ends[0]);
    assert_int_equal(pipe(ends), 0);
    assert_true(file_write_all(ends[1], "123456", 6));
    close(ends[1]);
    assert_false(file_read_all(ends[0], 5, &bytes));
    assert_int_equal(errno, EFBIG);
    close(ends[0]);
}

static void beside_the_program_is_its_own_folder(void **state UNUSED)
{
    CLEANUP(free_ptr) char *self = file_beside_program("common_test_file");
    CLEANUP(free_ptr) char *folder = file_beside_program("");
    CLEANUP(free_ptr) char *other = file_beside_program("foyer-codes");
    CLEANUP(free_ptr) char *expected = xasprintf("%s/foyer-codes", folder);
    struct stat here, running;
    assert_int_equal(self[0], '/');
    assert_int_equal(stat(self, &here), 0);
    assert_int_equal(stat("/proc/self/exe", &running), 0);
    assert_int_equal(here.st_ino, running.st_ino);
    assert_string_equal(other, expected);
    assert_int_equal(access(folder, X_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(replace_takes_the_place_with_the_wanted_mode, set_up, tear_down),
        cmocka_unit_test_setup_teardown(replace_clears_what_a_crash_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(replace_that_fails_leaves_nothing_half_done, set_up, tear_down),
        cmocka_unit_test_setup_teardown(read_refuses_links_and_too_much, set_up, tear_down),
        cmocka_unit_test(read_all_takes_what_comes_through_a_pipe),
        cmocka_unit_test(beside_the_program_is_its_own_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
