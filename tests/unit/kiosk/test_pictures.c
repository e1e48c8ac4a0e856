/* Pictures that a page speaks of: decoded once, kept while it does, given back after. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kiosk/pictures.h"

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static int decoded, file_w;

/* A file whose name begins with b is broken; others are as large as is asked for. */
static bool decode(const char *path, const char *sha256, int w, int h, struct picture *picture, char **why)
{
    assert_non_null(strstr(path, "/blobs/"));
    decoded++;
    if (sha256[0] == 'b') {
        *why = xstrdup("it is broken");
        return false;
    }
    if (file_w && w > file_w) {
        h = h * file_w / w;
        w = file_w;
    }
    *picture = (struct picture){w, h, xcalloc((size_t)w * (size_t)h, 4)};
    return true;
}

static enum picture_state turn(struct pictures *pictures, const char *sha256, int w, int h, int *revision)
{
    pictures_begin(pictures);
    enum picture_state state = pictures_want(pictures, sha256, w, h, revision);
    pictures_end(pictures);
    return state;
}

static struct pictures *start(void)
{
    decoded = file_w = 0;
    return pictures_new("/nowhere", NULL, decode);
}

static void picture_is_decoded_once_while_a_page_shows_it(void **state)
{
    (void)state;
    struct pictures *pictures = start();
    int first, again;
    assert_int_equal(turn(pictures, A, 100, 50, &first), PICTURE_READY);
    assert_int_equal(turn(pictures, A, 100, 50, &again), PICTURE_READY);
    assert_int_equal(decoded, 1);
    assert_int_equal(first, again);
    assert_int_equal(pictures_find(pictures, A, 100, 50)->w, 100);
    pictures_free(pictures);
}

static void memory_is_given_back_when_no_page_speaks_of_it(void **state)
{
    (void)state;
    struct pictures *pictures = start();
    int revision;
    turn(pictures, A, 100, 50, &revision);
    assert_int_equal(pictures_bytes(pictures), 100 * 50 * 4);
    pictures_begin(pictures);
    pictures_mention(pictures, A); /* scrolled out of view */
    pictures_end(pictures);
    assert_int_equal(pictures_bytes(pictures), 100 * 50 * 4);
    pictures_begin(pictures);
    pictures_end(pictures);
    assert_int_equal(pictures_bytes(pictures), 0);
    assert_null(pictures_find(pictures, A, 100, 50));
    pictures_free(pictures);
}

static void broken_picture_is_tried_once_a_visit_of_its_page(void **state)
{
    (void)state;
    struct pictures *pictures = start();
    int revision;
    assert_int_equal(turn(pictures, B, 100, 50, &revision), PICTURE_BROKEN);
    assert_int_equal(turn(pictures, B, 100, 50, &revision), PICTURE_BROKEN);
    assert_int_equal(decoded, 1);
    assert_null(pictures_find(pictures, B, 100, 50));
    pictures_free(pictures);
}

static void name_that_is_no_hash_never_reaches_the_disk(void **state)
{
    (void)state;
    struct pictures *pictures = start();
    int revision;
    assert_int_equal(turn(pictures, "../../etc/passwd", 10, 10, &revision), PICTURE_BROKEN);
    assert_int_equal(turn(pictures, "", 10, 10, &revision), PICTURE_BROKEN);
    assert_int_equal(turn(NULL, A, 10, 10, &revision), PICTURE_BROKEN);
    assert_int_equal(decoded, 0);
    pictures_free(pictures);
}

static void what_is_out_of_view_makes_room(void **state)
{
    (void)state;
    struct pictures *pictures = start();
    char name[] = A;
    int revision;
    for (int i = 0; i < 30; i++) { /* 30 pages of 2 MiB each, one after the other */
        pictures_begin(pictures);
        for (int k = 0; k < 30; k++) {
            name[0] = (char)('0' + k / 10);
            name[1] = (char)('0' + k % 10);
            pictures_mention(pictures, name);
        }
        name[0] = (char)('0' + i / 10);
        name[1] = (char)('0' + i % 10);
        assert_int_equal(pictures_want(pictures, name, 1024, 512, &revision), PICTURE_READY);
        pictures_end(pictures);
        assert_true(pictures_bytes(pictures) <= PICTURES_BYTES_MAX);
    }
    assert_true(pictures_bytes(pictures) > PICTURES_BYTES_MAX / 2);
    pictures_free(pictures);
}

static void huge_wish_is_kept_smaller(void **state)
{
    (void)state;
    struct pictures *pictures = start();
    int revision;
    assert_int_equal(turn(pictures, A, 100000, 100000, &revision), PICTURE_READY);
    const struct picture *picture = pictures_find(pictures, A, 100000, 100000);
    assert_true((int64_t)picture->w * picture->h <= PICTURE_PIXELS_MAX);
    pictures_free(pictures);
}

static void file_that_has_no_more_is_not_decoded_again(void **state)
{
    (void)state;
    struct pictures *pictures = start();
    int revision;
    file_w = 500;
    assert_int_equal(turn(pictures, A, 400, 200, &revision), PICTURE_READY);
    assert_int_equal(turn(pictures, A, 800, 400, &revision), PICTURE_READY);
    assert_int_equal(turn(pictures, A, 1600, 800, &revision), PICTURE_READY);
    assert_int_equal(decoded, 2);
    assert_int_equal(pictures_find(pictures, A, 1600, 800)->w, 500);
    assert_int_equal(turn(pictures, A, 200, 100, &revision), PICTURE_READY);
    assert_int_equal(decoded, 3);
    pictures_free(pictures);
}

static sem_t busy;

static void keep_busy(void *arg UNUSED)
{
    sem_wait(&busy);
}

static void count_done(void *arg, bool ran)
{
    *(int *)arg += ran;
}

static void what_was_wanted_on_the_way_is_not_decoded(void **state)
{
    (void)state;
    struct worker *worker = worker_start(NULL, NULL);
    struct pictures *pictures = pictures_new("/nowhere", worker, decode);
    int revision, done = 0;
    decoded = file_w = 0;
    sem_init(&busy, 0, 0);
    worker_add(worker, keep_busy, count_done, &done); /* so that nothing has begun yet */
    pictures_begin(pictures);
    pictures_want(pictures, A, 1000, 500, &revision); /* a layout without page buttons */
    pictures_begin(pictures);
    pictures_want(pictures, A, 900, 450, &revision);
    pictures_end(pictures);
    sem_post(&busy);
    while (!pictures_find(pictures, A, 900, 450))
        worker_poll(worker);
    worker_stop(worker);
    assert_int_equal(decoded, 1);
    assert_int_equal(done, 1);
    assert_int_equal(pictures_bytes(pictures), 900 * 450 * 4);
    pictures_free(pictures);
    sem_destroy(&busy);
}

static void worker_decodes_and_another_scale_stands_in(void **state)
{
    (void)state;
    struct worker *worker = worker_start(NULL, NULL);
    struct pictures *pictures = pictures_new("/nowhere", worker, decode);
    int revision, first;
    assert_int_equal(turn(pictures, A, 100, 50, &first), PICTURE_WAITING);
    while (!worker_poll(worker))
        ;
    assert_int_equal(turn(pictures, A, 100, 50, &first), PICTURE_READY);
    assert_int_equal(turn(pictures, A, 200, 100, &revision), PICTURE_READY);
    assert_int_equal(revision, first);
    assert_int_equal(pictures_find(pictures, A, 200, 100)->w, 100);
    while (!worker_poll(worker))
        ;
    assert_int_equal(turn(pictures, A, 200, 100, &revision), PICTURE_READY);
    assert_int_not_equal(revision, first);
    assert_int_equal(pictures_find(pictures, A, 200, 100)->w, 200);
    pictures_begin(pictures);
    pictures_want(pictures, A, 300, 150, &revision); /* asked for and left before it came */
    pictures_begin(pictures);
    pictures_end(pictures);
    worker_stop(worker);
    assert_int_equal(pictures_bytes(pictures), 0);
    pictures_free(pictures);
}

static bool decode_what_is_there(const char *path, const char *sha256 UNUSED, int w, int h, struct picture *picture,
                                 char **why)
{
    decoded++;
    if (access(path, F_OK) != 0) {
        *why = xstrdup("it is not here yet");
        return false;
    }
    *picture = (struct picture){w, h, xcalloc((size_t)w * (size_t)h, 4)};
    return true;
}

static void a_picture_whose_file_arrives_while_its_page_is_open_is_shown(void **state UNUSED)
{
    char dir[] = "/tmp/foyer-pictures-XXXXXX";
    assert_non_null(mkdtemp(dir));
    CLEANUP(free_ptr) char *blobs = xasprintf("%s/blobs", dir);
    CLEANUP(free_ptr) char *file = xasprintf("%s/" A, blobs);
    assert_int_equal(mkdir(blobs, 0700), 0);
    struct pictures *pictures = pictures_new(dir, NULL, decode_what_is_there);
    int revision;
    decoded = 0;
    turn(pictures, A, 100, 50, &revision);
    pictures_look(pictures);
    assert_int_equal(turn(pictures, A, 100, 50, &revision), PICTURE_BROKEN);
    assert_int_equal(decoded, 1); /* no file, no second try */
    int fd = open(file, O_CREAT | O_WRONLY, 0600);
    assert_true(fd >= 0);
    close(fd);
    pictures_look(pictures);
    turn(pictures, A, 100, 50, &revision);
    assert_int_equal(turn(pictures, A, 100, 50, &revision), PICTURE_READY);
    pictures_free(pictures);
    assert_int_equal(unlink(file) | rmdir(blobs) | rmdir(dir), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(picture_is_decoded_once_while_a_page_shows_it),
        cmocka_unit_test(memory_is_given_back_when_no_page_speaks_of_it),
        cmocka_unit_test(broken_picture_is_tried_once_a_visit_of_its_page),
        cmocka_unit_test(name_that_is_no_hash_never_reaches_the_disk),
        cmocka_unit_test(what_is_out_of_view_makes_room),
        cmocka_unit_test(huge_wish_is_kept_smaller),
        cmocka_unit_test(file_that_has_no_more_is_not_decoded_again),
        cmocka_unit_test(what_was_wanted_on_the_way_is_not_decoded),
        cmocka_unit_test(a_picture_whose_file_arrives_while_its_page_is_open_is_shown),
        cmocka_unit_test(worker_decodes_and_another_scale_stands_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
