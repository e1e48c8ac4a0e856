#include "kiosk/power.h"

#include "../terminal/scratch.h"
#include "stage.h"

#include <sys/stat.h>

static char sysfs[32];

static void put(const char *name, const char *text)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/class/backlight/panel/%s", sysfs, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int64_t number(const char *name)
{
    char text[32] = "";
    CLEANUP(free_ptr) char *path = xasprintf("%s/class/backlight/panel/%s", sysfs, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_non_null(fgets(text, sizeof(text), file));
    fclose(file);
    return strtol(text, NULL, 10);
}

static int up(void **state UNUSED)
{
    static const char *const folders[] = {"class", "class/backlight", "class/backlight/panel"};
    scratch_make(sysfs);
    for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", sysfs, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    put("max_brightness", "255\n");
    put("brightness", "255\n");
    put("bl_power", "0\n");
    return 0;
}

static int down(void **state UNUSED)
{
    scratch_remove(sysfs);
    return 0;
}

static void percent_becomes_the_backlights_own_steps(void **state UNUSED)
{
    struct power *power = power_open(sysfs, -1);
    power_set(power, true, 40);
    assert_int_equal(number("brightness"), 102);
    power_set(power, true, 0);
    assert_int_equal(number("brightness"), 102);
    power_set(power, true, 100);
    assert_int_equal(number("brightness"), 255);
    power_close(power);
}

static void dark_switches_off_and_the_end_leaves_it_lit(void **state UNUSED)
{
    struct power *power = power_open(sysfs, -1);
    power_set(power, false, 40);
    assert_int_equal(number("bl_power"), 4);
    power_set(power, true, 40);
    assert_int_equal(number("bl_power"), 0);
    power_set(power, false, 40);
    power_close(power);
    assert_int_equal(number("bl_power"), 0);
}

static void nothing_is_written_twice(void **state UNUSED)
{
    struct power *power = power_open(sysfs, -1);
    power_set(power, true, 40);
    put("brightness", "7\n");
    power_set(power, true, 40);
    assert_int_equal(number("brightness"), 7);
    power_close(power);
}

static void a_board_without_a_backlight_is_no_error(void **state UNUSED)
{
    struct power *power = power_open("/nowhere", -1);
    power_set(power, false, 40);
    power_set(power, true, 100);
    power_close(power);
    power = power_open(sysfs, 0); /* no display behind this descriptor */
    power_set(power, false, 0);
    power_close(power);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(percent_becomes_the_backlights_own_steps, up, down),
        cmocka_unit_test_setup_teardown(dark_switches_off_and_the_end_leaves_it_lit, up, down),
        cmocka_unit_test_setup_teardown(nothing_is_written_twice, up, down),
        cmocka_unit_test_setup_teardown(a_board_without_a_backlight_is_no_error, up, down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
