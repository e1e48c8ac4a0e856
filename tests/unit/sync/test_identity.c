#include "sync/identity.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <sys/stat.h>

#include "../terminal/scratch.h"
#include "common/file.h"
#include "common/log.h"

struct rig {
    char dir[32];
    struct identity identity; /* enrolled, with a token */
};

static int rig_up(void **state)
{
    struct rig *rig = xcalloc(1, sizeof *rig);
    scratch_make(rig->dir);
    *state = rig;
    if (!identity_open(&rig->identity, rig->dir) || !identity_enrolled(&rig->identity, "81724")) {
        return -1;
    }
    identity_set_token(&rig->identity, "token", 4102444800);
    return identity_write(&rig->identity, "heads", "b:1 7\n", 6) ? 0 : -1;
}

static int rig_down(void **state)
{
    struct rig *rig = *state;
    identity_close(&rig->identity);
    scratch_remove(rig->dir);
    free(rig);
    return 0;
}

static void overwrite_key(struct rig *rig, const char *text)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/device.key", rig->identity.dir);
    CLEANUP(free_ptr) char *temp = xasprintf("%s.new", path);
    assert_true(file_replace(path, temp, 0400, text, strlen(text)));
}

static size_t count_aside(const struct rig *rig)
{
    size_t count = 0;
    DIR *dir = opendir(rig->identity.dir);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        count += str_starts(entry->d_name, "device.key.bad-");
    }
    closedir(dir);
    return count;
}

static void a_sound_key_is_kept_with_all_that_belongs_to_it(void **state)
{
    struct rig *rig = *state;
    struct identity again;
    assert_true(identity_open(&again, rig->dir));
    assert_memory_equal(again.pk, rig->identity.pk, SIGN_PK_LEN);
    assert_string_equal(again.terminal, "81724");
    assert_string_equal(again.token, "token");
    assert_int_equal(count_aside(rig), 0);
    identity_close(&again);
}

static void expect_new_key(struct rig *rig, size_t aside)
{
    struct identity again, third;
    struct buf heads = {0};
    assert_true(identity_open(&again, rig->dir));
    assert_memory_not_equal(again.pk, rig->identity.pk, SIGN_PK_LEN);
    assert_string_equal(again.terminal, "");
    assert_string_equal(again.token, "");
    assert_int_equal(count_aside(rig), aside);
    assert_true(identity_read(&again, "heads", 64, &heads)); /* an older bulletin is refused as before */
    assert_true(identity_open(&third, rig->dir));
    assert_memory_equal(third.pk, again.pk, SIGN_PK_LEN);
    assert_int_equal(count_aside(rig), aside);
    buf_fini(&heads);
    identity_close(&again);
    identity_close(&third);
}

static void a_garbled_key_is_set_aside_and_a_new_one_must_be_paired(void **state)
{
    struct rig *rig = *state;
    overwrite_key(rig, "noise");
    expect_new_key(rig, 1);
    overwrite_key(rig, ""); /* within the same second too: nothing set aside is written over */
    expect_new_key(rig, 2);
}

static void a_key_whose_halves_do_not_match_is_damaged(void **state)
{
    struct rig *rig = *state;
    CLEANUP(free_ptr) char *path = xasprintf("%s/device.key", rig->identity.dir);
    struct buf text = {0};
    assert_true(file_read(path, 256, &text));
    text.data[3] = text.data[3] == '0' ? '1' : '0';
    overwrite_key(rig, text.data);
    buf_fini(&text);
    expect_new_key(rig, 1);
}

static void a_lost_key_takes_the_terminal_number_with_it(void **state)
{
    struct rig *rig = *state;
    CLEANUP(free_ptr) char *path = xasprintf("%s/device.key", rig->identity.dir);
    assert_int_equal(unlink(path), 0);
    expect_new_key(rig, 0);
}

int main(void)
{
    crypto_start();
    log_open("test", LOG_LEVEL_ERROR);
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_up, rig_down)
    const struct CMUnitTest tests[] = {
        RIG(a_sound_key_is_kept_with_all_that_belongs_to_it),
        RIG(a_garbled_key_is_set_aside_and_a_new_one_must_be_paired),
        RIG(a_key_whose_halves_do_not_match_is_damaged),
        RIG(a_lost_key_takes_the_terminal_number_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
