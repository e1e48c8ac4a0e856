/* Panels that come and go, as the kernel's folder shows them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kiosk/plugs.h"

static char dir[64];

static void put(const char *output, const char *file, const char *words)
{
    CLEANUP(free_ptr) char *folder = xasprintf("%s/%s", dir, output);
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", folder, file);
    mkdir(folder, 0700);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(words, out);
    fclose(out);
}

static int setup(void **state UNUSED)
{
    snprintf(dir, sizeof(dir), "/tmp/foyer-plugs-XXXXXX");
    if (!mkdtemp(dir))
        return -1;
    put("card0-HDMI-A-1", "status", "connected\n");
    put("card0-HDMI-A-1", "edid", "first panel");
    put("card0-HDMI-A-2", "status", "disconnected\n");
    return 0;
}

static int teardown(void **state UNUSED)
{
    static const char *const files[] = {"card0-HDMI-A-1/status", "card0-HDMI-A-1/edid", "card0-HDMI-A-2/status",
                                        "card0-HDMI-A-1",        "card0-HDMI-A-2",      ""};
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", dir, files[i]);
        remove(path);
    }
    return 0;
}

static void nothing_happened_is_no_reason_to_open_anew(void **state UNUSED)
{
    struct plugs before = plugs_look(dir);
    assert_int_equal(before.count, 1);
    assert_false(plugs_brought(before, plugs_look(dir)));
}

static void a_panel_that_comes_back_is_noticed_and_one_that_goes_is_waited_for(void **state UNUSED)
{
    struct plugs before = plugs_look(dir);
    put("card0-HDMI-A-1", "status", "disconnected\n");
    struct plugs gone = plugs_look(dir);
    assert_int_equal(gone.count, 0);
    assert_false(plugs_brought(before, gone));
    put("card0-HDMI-A-1", "status", "connected\n");
    assert_true(plugs_brought(gone, plugs_look(dir)));
}

static void another_panel_in_the_same_place_is_noticed(void **state UNUSED)
{
    struct plugs before = plugs_look(dir);
    put("card0-HDMI-A-1", "edid", "second panel");
    assert_true(plugs_brought(before, plugs_look(dir)));
}

static void a_second_panel_is_noticed(void **state UNUSED)
{
    struct plugs before = plugs_look(dir);
    put("card0-HDMI-A-2", "status", "connected\n");
    struct plugs now = plugs_look(dir);
    assert_int_equal(now.count, 2);
    assert_true(plugs_brought(before, now));
}

static void a_machine_without_such_a_folder_has_no_panels(void **state UNUSED)
{
    struct plugs plugs = plugs_look("/nowhere");
    assert_int_equal(plugs.count, 0);
    assert_false(plugs_brought(plugs, plugs_look("/nowhere")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_happened_is_no_reason_to_open_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(a_panel_that_comes_back_is_noticed_and_one_that_goes_is_waited_for, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(another_panel_in_the_same_place_is_noticed, setup, teardown),
        cmocka_unit_test_setup_teardown(a_second_panel_is_noticed, setup, teardown),
        cmocka_unit_test(a_machine_without_such_a_folder_has_no_panels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
