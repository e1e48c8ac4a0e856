/* Who feeds the watchdog: pictures that reached the glass, not a loop that turns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "kiosk/watchdog.h"

#define EVERY_MS 15000

static int listen_as_systemd(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof(address.sun_path), "/tmp/foyer-watchdog-%d", (int)getpid());
    unlink(address.sun_path);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    setenv("WATCHDOG_USEC", "30000000", 1);
    unsetenv("WATCHDOG_PID");
    return fd;
}

static bool was_fed(int fd)
{
    char words[64] = "";
    return recv(fd, words, sizeof(words) - 1, 0) > 0 && strcmp(words, "WATCHDOG=1") == 0;
}

static void a_board_that_draws_feeds_it(void **state)
{
    int fd = *(int *)*state;
    struct watchdog watchdog;
    watchdog_start(&watchdog, 0);
    assert_int_equal(watchdog_look(&watchdog, 1), EVERY_MS);
    assert_false(was_fed(fd));
    watchdog_progress(&watchdog, 5000, true);
    assert_int_equal(watchdog_look(&watchdog, EVERY_MS), 2 * EVERY_MS);
    assert_true(was_fed(fd));
}

static void a_standing_page_feeds_it_too(void **state)
{
    int fd = *(int *)*state;
    struct watchdog watchdog;
    watchdog_start(&watchdog, 0);
    for (int64_t turn = 1; turn < 10; turn++) {
        (void)watchdog_look(&watchdog, turn * EVERY_MS);
        assert_true(was_fed(fd));
    }
}

static void a_loop_whose_pictures_reach_nobody_starves_it(void **state)
{
    int fd = *(int *)*state;
    struct watchdog watchdog;
    watchdog_start(&watchdog, 0);
    for (int64_t ms = 1000; ms <= 10 * EVERY_MS; ms += 1000) {
        watchdog_progress(&watchdog, ms, false);
        (void)watchdog_look(&watchdog, ms);
    }
    assert_false(was_fed(fd));
    watchdog_progress(&watchdog, 11 * EVERY_MS, true);
    (void)watchdog_look(&watchdog, 11 * EVERY_MS);
    assert_true(was_fed(fd));
}

static void one_late_picture_is_forgiven(void **state)
{
    int fd = *(int *)*state;
    struct watchdog watchdog;
    watchdog_start(&watchdog, 0);
    watchdog_progress(&watchdog, EVERY_MS - 1000, false);
    (void)watchdog_look(&watchdog, EVERY_MS);
    assert_true(was_fed(fd));
}

static void nobody_watches_and_nothing_is_said(void **state)
{
    int fd = *(int *)*state;
    struct watchdog watchdog;
    unsetenv("WATCHDOG_USEC");
    watchdog_start(&watchdog, 0);
    assert_true(watchdog_look(&watchdog, 100 * EVERY_MS) == INT64_MAX);
    assert_false(was_fed(fd));
}

int main(void)
{
    static int fd;
    static void *state = &fd;
    fd = listen_as_systemd();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(a_board_that_draws_feeds_it, state),
        cmocka_unit_test_prestate(a_standing_page_feeds_it_too, state),
        cmocka_unit_test_prestate(a_loop_whose_pictures_reach_nobody_starves_it, state),
        cmocka_unit_test_prestate(one_late_picture_is_forgiven, state),
        cmocka_unit_test_prestate(nobody_watches_and_nothing_is_said, state),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    close(fd);
    unlink(getenv("NOTIFY_SOCKET"));
    return failed;
}
