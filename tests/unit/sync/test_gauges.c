/* What a machine says about itself: a Raspberry Pi's words, a newer kernel's, and a machine that has neither. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common/file.h"
#include "sync/gauges.h"

static char sys[64];

static int start(void **state)
{
    (void)state;
    memcpy(sys, "/tmp/foyer-gauges-XXXXXX", sizeof("/tmp/foyer-gauges-XXXXXX"));
    return mkdtemp(sys) ? 0 : 1;
}

static int remove_one(const char *path, const struct stat *st UNUSED, int kind UNUSED, struct FTW *where UNUSED)
{
    return remove(path);
}

static int finish(void **state)
{
    (void)state;
    return nftw(sys, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void put(const char *path, const char *text)
{
    CLEANUP(free_ptr) char *full = xasprintf("%s/%s", sys, path);
    for (char *slash = strchr(full + strlen(sys) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(full, 0700);
        *slash = '/';
    }
    FILE *file = fopen(full, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static json_t *gauge(void)
{
    json_t *status = json_object();
    gauges_read(status, sys, sys);
    return status;
}

static void what_is_not_there_is_left_out(void **state)
{
    (void)state;
    CLEANUP(json_free_ref) json_t *status = gauge();
    assert_null(json_member(status, "temp"));
    assert_null(json_member(status, "power"));
    assert_null(json_member(status, "slowed"));
    assert_true(json_int_or(status, "free", -1) > 0);
}

static void firmware_tells_of_weak_power_now_and_before(void **state)
{
    (void)state;
    put("class/thermal/thermal_zone0/temp", "48312\n");
    put("class/thermal/thermal_zone1/temp", "61900\n");
    put("devices/platform/soc/soc:firmware/get_throttled", "50005\n");
    CLEANUP(json_free_ref) json_t *now = gauge();
    assert_int_equal(json_int_or(now, "temp", 0), 61);
    assert_string_equal(json_str(now, "power"), "low");
    assert_true(json_flag(now, "slowed"));
    put("devices/platform/soc/soc:firmware/get_throttled", "10000\n");
    CLEANUP(json_free_ref) json_t *before = gauge();
    assert_string_equal(json_str(before, "power"), "was_low");
    assert_false(json_flag(before, "slowed"));
    put("devices/platform/soc/soc:firmware/get_throttled", "0\n");
    CLEANUP(json_free_ref) json_t *good = gauge();
    assert_string_equal(json_str(good, "power"), "ok");
}

static void a_newer_kernel_has_an_alarm(void **state)
{
    (void)state;
    put("class/hwmon/hwmon0/name", "cpu_thermal\n");
    put("class/hwmon/hwmon1/name", "rpi_volt\n");
    put("class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
    CLEANUP(json_free_ref) json_t *status = gauge();
    assert_string_equal(json_str(status, "power"), "low");
    assert_null(json_member(status, "slowed"));
}

#define T(test) cmocka_unit_test_setup_teardown(test, start, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(what_is_not_there_is_left_out),
        T(firmware_tells_of_weak_power_now_and_before),
        T(a_newer_kernel_has_an_alarm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
