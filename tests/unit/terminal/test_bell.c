#include "terminal/bell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <sys/stat.h>

#include "scratch.h"

static void a_ring_is_heard_once(void **state)
{
    (void)state;
    char dir[32];
    scratch_make(dir);
    CLEANUP(close_fd) int fd = bell_listen(dir, "kiosk");
    assert_true(fd >= 0);
    assert_false(bell_drain(fd));
    assert_true(bell_ring(dir, "kiosk"));
    assert_true(bell_ring(dir, "kiosk"));
    assert_true(bell_drain(fd));
    assert_false(bell_drain(fd));
    scratch_remove(dir);
}

static void ringing_where_nobody_listens_is_harmless(void **state)
{
    (void)state;
    char dir[32];
    scratch_make(dir);
    assert_false(bell_ring(dir, "sync"));
    int fd = bell_listen(dir, "sync");
    close_fd(&fd);
    assert_false(bell_ring(dir, "sync")); /* the socket file of a killed process */
    fd = bell_listen(dir, "sync");
    assert_true(fd >= 0 && bell_ring(dir, "sync"));
    close_fd(&fd);
    scratch_remove(dir);
}

static void a_full_queue_never_blocks(void **state)
{
    (void)state;
    char dir[32];
    scratch_make(dir);
    CLEANUP(close_fd) int fd = bell_listen(dir, "kiosk");
    for (int i = 0; i < 5000; i++) {
        assert_true(bell_ring(dir, "kiosk"));
    }
    assert_true(bell_drain(fd));
    scratch_remove(dir);
}

static void a_long_directory_name_works(void **state)
{
    (void)state;
    char dir[32];
    scratch_make(dir);
    char deep[256];
    snprintf(deep, sizeof deep, "%s/%0150d", dir, 1);
    assert_int_equal(mkdir(deep, 0700), 0);
    CLEANUP(close_fd) int fd = bell_listen(deep, "kiosk");
    assert_true(fd >= 0 && bell_ring(deep, "kiosk") && bell_drain(fd));
    scratch_remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ring_is_heard_once),
        cmocka_unit_test(ringing_where_nobody_listens_is_harmless),
        cmocka_unit_test(a_full_queue_never_blocks),
        cmocka_unit_test(a_long_directory_name_works),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
