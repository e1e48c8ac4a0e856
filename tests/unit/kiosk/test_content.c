#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "kiosk/content.h"
#include "terminal/cache_write.h"

struct place {
    char dir[32];
    struct content *content;
    struct worker *worker;
};

static int make(void **state)
{
    struct place *place = xcalloc(1, sizeof(*place));
    snprintf(place->dir, sizeof(place->dir), "/tmp/foyer-content-XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    *state = place;
    return 0;
}

static int delete_one(const char *path, const struct stat *info, int flag, struct FTW *where)
{
    (void)info;
    (void)flag;
    (void)where;
    return remove(path);
}

static int drop(void **state)
{
    struct place *place = *state;
    worker_stop(place->worker);
    content_close(place->content);
    nftw(place->dir, delete_one, 8, FTW_DEPTH | FTW_PHYS);
    free(place);
    return 0;
}

static void say(const struct place *place, const char *name, const char *value)
{
    struct cache *cache = cache_open_write(place->dir);
    assert_non_null(cache);
    assert_true(cache_set_meta(cache, name, value));
    cache_close(cache);
}

static void starts_empty_and_takes_what_sync_writes_later(void **state)
{
    struct place *place = *state;
    place->content = content_open(place->dir, NULL);
    assert_true(model_is_empty(content_model(place->content)));
    content_look(place->content);
    assert_false(content_has_news(place->content));
    say(place, CACHE_STATE, "enrol");
    say(place, CACHE_ENROL_CODE, "E6W2-8QY0");
    content_look(place->content);
    assert_true(content_has_news(place->content));
    assert_string_equal(content_model(place->content)->enrol_code, "");
    content_take(place->content);
    assert_string_equal(content_model(place->content)->enrol_code, "E6W2-8QY0");
    assert_false(content_has_news(place->content));
}

static void unchanged_words_are_not_read_again(void **state)
{
    struct place *place = *state;
    say(place, CACHE_STATE, "live");
    place->content = content_open(place->dir, NULL);
    content_look(place->content);
    assert_false(content_has_news(place->content));
}

static void worker_reads_and_the_old_model_stays_until_taken(void **state)
{
    struct place *place = *state;
    say(place, CACHE_STATE, "live");
    place->worker = worker_start(NULL, NULL);
    place->content = content_open(place->dir, place->worker);
    say(place, CACHE_STATE, "offline");
    content_look(place->content);
    for (int i = 0; i < 60000 && !content_has_news(place->content); i++) {
        worker_poll(place->worker);
        poll(NULL, 0, 1);
    }
    assert_true(content_has_news(place->content));
    assert_string_equal(content_model(place->content)->state, "live");
    content_take(place->content);
    assert_string_equal(content_model(place->content)->state, "offline");
}

static void time_goes_on_between_two_looks(void **state)
{
    struct place *place = *state;
    place->content = content_open(place->dir, NULL);
    int64_t first_ms = content_now_ms(place->content, 1000);
    assert_int_equal(content_now_ms(place->content, 61000) - first_ms, 60000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(starts_empty_and_takes_what_sync_writes_later, make, drop),
        cmocka_unit_test_setup_teardown(unchanged_words_are_not_read_again, make, drop),
        cmocka_unit_test_setup_teardown(worker_reads_and_the_old_model_stays_until_taken, make, drop),
        cmocka_unit_test_setup_teardown(time_goes_on_between_two_looks, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
