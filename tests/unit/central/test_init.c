/* Where a new organisation may be made, and that any other folder stays as it was. */
#include "central/init.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/crypto.h"
#include "common/log.h"

struct place {
    char dir[32];
    char *data; /* dir/data, not made yet */
};

static int set_up(void **state)
{
    struct place *place = xcalloc(1, sizeof(*place));
    crypto_start();
    log_open("test", LOG_LEVEL_ERROR);
    (void)snprintf(place->dir, sizeof(place->dir), "/tmp/foyer-init-XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    place->data = xasprintf("%s/data", place->dir);
    *state = place;
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static int tear_down(void **state)
{
    struct place *place = *state;
    int result = nftw(place->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(place->data);
    free(place);
    return result;
}

static bool holds(const struct place *place, const char *name)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", place->data, name);
    return access(path, F_OK) == 0;
}

static void put(const struct place *place, const char *name)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", place->data, name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
}

static void new_folder_is_made_and_a_second_init_refused(void **state)
{
    struct place *place = *state;
    assert_int_equal(init(place->data, "One", NULL), 0);
    assert_true(holds(place, "central.db") && holds(place, "keys"));
    assert_int_equal(init(place->data, "Two", NULL), 1);
    assert_true(holds(place, "central.db"));
}

static void empty_folder_is_taken(void **state)
{
    struct place *place = *state;
    assert_int_equal(mkdir(place->data, 0755), 0);
    assert_int_equal(init(place->data, "One", NULL), 0);
    assert_true(holds(place, "central.db"));
}

static void lost_and_found_is_nothing(void **state)
{
    struct place *place = *state;
    CLEANUP(free_ptr) char *own = xasprintf("%s/lost+found", place->data);
    assert_int_equal(mkdir(place->data, 0755) | mkdir(own, 0700), 0);
    assert_int_equal(init(place->data, "One", NULL), 0);
}

static void folder_that_holds_anything_is_left_as_it_was(void **state)
{
    struct place *place = *state;
    static const char *const names[] = {"letters.txt", ".hidden"};
    assert_int_equal(mkdir(place->data, 0755), 0);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", place->data, names[i]);
        put(place, names[i]);
        assert_int_equal(init(place->data, "One", NULL), 1);
        assert_true(holds(place, names[i]));
        assert_false(holds(place, "central.db") || holds(place, "keys"));
        assert_int_equal(unlink(path), 0);
    }
}

static void file_in_the_place_of_the_folder_is_refused(void **state)
{
    struct place *place = *state;
    FILE *file = fopen(place->data, "we");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(init(place->data, "One", NULL), 1);
}

#define IN_PLACE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(new_folder_is_made_and_a_second_init_refused),
        IN_PLACE(empty_folder_is_taken),
        IN_PLACE(lost_and_found_is_nothing),
        IN_PLACE(folder_that_holds_anything_is_left_as_it_was),
        IN_PLACE(file_in_the_place_of_the_folder_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
