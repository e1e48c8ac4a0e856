#include "kiosk/power.h"

#include "../terminal/scratch.h"
#include "stage.h"

#include <errno.h>
#include <drm.h>
#include <drm_mode.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

static char sysfs[32];

/* --- a display with one panel, in place of the kernel's --- */

#define CONNECTOR 31
#define DPMS      5
static int display_fd; /* who asks it by another number asks somebody else */
static int dpms;       /* 0 is lit, 3 is off */
static int strangers;  /* calls on other descriptors */

static int say_connector(struct drm_mode_get_connector *asked)
{
    asked->connection = 1;
    *(uint32_t *)(uintptr_t)asked->props_ptr = DPMS;
    asked->count_props = 1;
    return asked->connector_id == CONNECTOR ? 0 : -1;
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list args;
    va_start(args, request);
    void *arg = va_arg(args, void *);
    va_end(args);
    if (fd != display_fd) {
        strangers++;
        errno = EBADF;
        return -1;
    }
    switch (request) {
    case DRM_IOCTL_MODE_GETRESOURCES:
        *(uint32_t *)(uintptr_t)((struct drm_mode_card_res *)arg)->connector_id_ptr = CONNECTOR;
        ((struct drm_mode_card_res *)arg)->count_connectors = 1;
        return 0;
    case DRM_IOCTL_MODE_GETCONNECTOR:
        return say_connector(arg);
    case DRM_IOCTL_MODE_GETPROPERTY:
        memcpy(((struct drm_mode_get_property *)arg)->name, "DPMS", sizeof("DPMS"));
        return 0;
    case DRM_IOCTL_MODE_SETPROPERTY:
        dpms = (int)((struct drm_mode_connector_set_property *)arg)->value;
        return 0;
    default:
        errno = EINVAL;
        return -1;
    }
}

/* --- a backlight made of files --- */

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
    display_fd = 40;
    dpms = strangers = 0;
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

static void a_panel_that_was_plugged_in_while_it_is_dark_goes_dark_too(void **state UNUSED)
{
    struct power *power = power_open(sysfs, 40);
    power_set(power, true, 60);
    power_set(power, false, 60);
    assert_int_equal(dpms, 3);
    display_fd = 41; /* opened anew, which lights it */
    dpms = 0;
    put("bl_power", "0\n");
    put("brightness", "255\n");
    power_forget(power, 41);
    power_set(power, false, 60);
    assert_int_equal(dpms, 3);
    assert_int_equal(number("bl_power"), 4);
    assert_int_equal(number("brightness"), 153);
    power_close(power);
    assert_int_equal(dpms, 0);
    assert_int_equal(strangers, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(percent_becomes_the_backlights_own_steps, up, down),
        cmocka_unit_test_setup_teardown(dark_switches_off_and_the_end_leaves_it_lit, up, down),
        cmocka_unit_test_setup_teardown(nothing_is_written_twice, up, down),
        cmocka_unit_test_setup_teardown(a_panel_that_was_plugged_in_while_it_is_dark_goes_dark_too, up, down),
        cmocka_unit_test_setup_teardown(a_board_without_a_backlight_is_no_error, up, down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
