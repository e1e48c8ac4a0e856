#include "kiosk/typing/handwriting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <math.h>
#include <time.h>

#include "common/log.h"
#include "kiosk/typing/ink_shape.h"

/* Strokes as "x,y x,y; x,y …" would be; -1 ends a stroke, -2 the character. */
#define STROKE -1
#define END    -2

static void draw(struct ink *ink, const int *points, float scale, float shift)
{
    ink_wipe(ink);
    ink_begin(ink);
    for (; *points != END; points += *points == STROKE ? 1 : 2) {
        if (*points == STROKE)
            ink_begin(ink);
        else
            ink_add(ink, shift + (float)points[0] * scale, shift + (float)points[1] * scale);
    }
}

static const int ten[] = {10, 50, 90, 48, STROKE, 50, 10, 50, 95, END};
static const int mouth[] = {20, 35, 30, 72, STROKE, 22, 35, 78, 30, 70, 70, STROKE, 30, 70, 70, 68, END};
/* 口 as many write it: the second and the third stroke without lifting the finger. */
static const int mouth_joined[] = {20, 35, 30, 72, STROKE, 22, 35, 78, 30, 70, 70, 30, 70, 70, 68, END};

/* ---- ink ---- */

static void undo_takes_the_last_stroke_back(void **state)
{
    (void)state;
    struct ink ink;
    draw(&ink, ten, 1, 0);
    assert_int_equal(ink.stroke_count, 2);
    assert_true(ink_undo(&ink));
    assert_int_equal(ink.point_count, 2);
    assert_true(ink.points[2].x == 0 && ink.points[2].y == 0); /* wiped */
    assert_true(ink_undo(&ink));
    assert_false(ink_undo(&ink));
}

static void too_much_ink_is_left_out(void **state)
{
    (void)state;
    struct ink ink = {0}, shape;
    ink_add(&ink, 1, 1); /* before any stroke */
    assert_int_equal(ink.point_count, 0);
    for (int i = 0; i < 3 * HANDWRITING_STROKES_MAX; i++) {
        ink_begin(&ink);
        for (int j = 0; j < 100; j++)
            ink_add(&ink, (float)(i * j % 37), (float)(j * j % 91));
    }
    ink_add(&ink, NAN, 1);
    ink_add(&ink, INFINITY, 1);
    assert_true(ink.stroke_count <= HANDWRITING_STROKES_MAX && ink.point_count <= HANDWRITING_POINTS_MAX);
    ink_shape(&ink, &shape);
    int variants = 0;
    struct ink variant;
    while (ink_variant(&shape, variants, &variant))
        variants++;
    assert_in_range(variants, 1, INK_VARIANTS_MAX);
}

/* ---- shape ---- */

static void a_small_character_in_a_corner_becomes_the_same_shape(void **state)
{
    (void)state;
    struct ink large, small, a, b;
    draw(&large, mouth, 10, 0);
    draw(&small, mouth, 0.5F, 900);
    ink_shape(&large, &a);
    ink_shape(&small, &b);
    assert_int_equal(a.point_count, b.point_count);
    for (int i = 0; i < a.point_count; i++) {
        assert_true(fabsf(a.points[i].x - b.points[i].x) < 1 && fabsf(a.points[i].y - b.points[i].y) < 1);
        assert_true(a.points[i].x >= 0 && a.points[i].x <= INK_BOX);
    }
}

static void points_on_a_line_are_taken_out(void **state)
{
    (void)state;
    struct ink ink = {0}, shape;
    ink_begin(&ink);
    for (int i = 0; i <= 100; i++)
        ink_add(&ink, (float)i, 0.02F * (float)(i % 2));
    for (int i = 1; i <= 100; i++)
        ink_add(&ink, 100, (float)i);
    ink_shape(&ink, &shape);
    assert_int_equal(shape.point_count, 3);
    assert_true(fabsf(shape.points[1].x - INK_BOX * 0.875F) < 2); /* three quarters of the box, in its middle */
}

static void variants_swap_neighbours_and_cut_where_the_pen_went_back(void **state)
{
    (void)state;
    struct ink ink, shape, variant;
    draw(&ink, mouth_joined, 1, 0);
    ink_shape(&ink, &shape);
    assert_int_equal(shape.stroke_count, 2);
    assert_true(ink_variant(&shape, 0, &variant)); /* the two strokes in the other order */
    assert_int_equal(variant.stroke_count, 2);
    assert_true(variant.points[0].x == shape.points[shape.ends[0]].x);
    bool is_cut = false;
    for (int i = 1; ink_variant(&shape, i, &variant); i++)
        is_cut = is_cut || (variant.stroke_count == 3 && variant.point_count == shape.point_count);
    assert_true(is_cut);
}

static void a_dot_is_a_shape_too(void **state)
{
    (void)state;
    struct ink ink = {0}, shape, variant;
    ink_shape(&ink, &shape);
    assert_int_equal(shape.point_count, 0);
    ink_begin(&ink);
    ink_begin(&ink); /* a stroke without a point */
    ink_add(&ink, 5, 5);
    ink_shape(&ink, &shape);
    assert_int_equal(shape.stroke_count, 1);
    assert_int_equal(shape.point_count, 1);
    assert_false(ink_variant(&shape, 0, &variant));
    assert_false(ink_variant(&shape, -1, &variant));
    ink_add(&ink, 3e38F, -3e38F);
    ink_add(&ink, 5, 1e-40F);
    ink_shape(&ink, &shape);
    for (int i = 0; i < shape.point_count; i++)
        assert_true(isfinite(shape.points[i].x) && isfinite(shape.points[i].y));
}

/* ---- reading ---- */

#ifdef FOYER_HANDWRITING
static const int one[] = {10, 50, 50, 48, 90, 50, END};
static const int person[] = {50, 10, 45, 40, 30, 70, 10, 90, STROKE, 48, 35, 60, 65, 90, 90, END};
static const int middle[] = {15,     30, 18, 62, STROKE, 15,     30, 85, 30, 82,  62,
                             STROKE, 18, 60, 82, 60,     STROKE, 50, 2,  50, 100, END};

static const int large_mouth[] = {20, 25, 24, 80, STROKE, 22, 26, 80, 26, 76, 78, STROKE, 25, 76, 76, 76, END};

static bool reads(struct handwriting *handwriting, const int *points, float scale, float shift, const char *wanted)
{
    char out[HANDWRITING_CANDIDATES][HANDWRITING_WORD_MAX];
    struct ink ink;
    draw(&ink, points, scale, shift);
    int count = handwriting_read(handwriting, &ink, true, out);
    for (int i = 0; i < count; i++)
        if (str_eq(out[i], wanted))
            return true;
    return false;
}

static void simple_characters_are_read_at_any_size_and_place(void **state)
{
    (void)state;
    struct handwriting *handwriting = handwriting_open(NULL, NULL);
    const struct {
        const int *points;
        const char *word;
    } cases[] = {{one, "一"},    {ten, "十"},          {mouth, "口"},      {person, "人"},
                 {middle, "中"}, {mouth_joined, "口"}, {large_mouth, "口"}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_true(reads(handwriting, cases[i].points, 8, 0, cases[i].word));
        assert_true(reads(handwriting, cases[i].points, 0.6F, 700, cases[i].word));
    }
    handwriting_close(handwriting);
}

static void hostile_ink_is_read_without_harm(void **state)
{
    (void)state;
    char out[HANDWRITING_CANDIDATES][HANDWRITING_WORD_MAX];
    struct handwriting *handwriting = handwriting_open(NULL, NULL);
    struct ink ink = {0};
    assert_int_equal(handwriting_read(handwriting, &ink, true, out), 0);
    ink_begin(&ink);
    ink_add(&ink, 3e38F, -3e38F);
    assert_in_range(handwriting_read(handwriting, &ink, true, out), 0, HANDWRITING_CANDIDATES);
    ink_add(&ink, -3e38F, 3e38F);
    ink_add(&ink, 0, 0);
    assert_in_range(handwriting_read(handwriting, &ink, true, out), 0, HANDWRITING_CANDIDATES);
    uint32_t random = 3;
    for (int i = 0; i < 2 * HANDWRITING_POINTS_MAX; i++) {
        random = random * 1664525U + 1013904223U;
        if (random >> 26 == 0)
            ink_begin(&ink);
        ink_add(&ink, (float)(random >> 20), (float)(random >> 8 & 0xFFF));
    }
    assert_in_range(handwriting_read(handwriting, &ink, true, out), 0, HANDWRITING_CANDIDATES);
    handwriting_close(handwriting);
}

/* ---- on the worker ---- */

static bool poll_until(struct worker *worker, struct handwriting *handwriting, bool is_final)
{
    for (int i = 0; i < 60000; i++) {
        worker_poll(worker);
        struct handwriting_view view = handwriting_look(handwriting);
        if (!handwriting_is_usable(handwriting) || (view.count && view.is_final >= is_final))
            return true;
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return false;
}

static void the_base_result_comes_first_and_the_thorough_one_after_a_rest(void **state)
{
    (void)state;
    struct worker *worker = worker_start(NULL, NULL);
    struct handwriting *handwriting = handwriting_open(NULL, worker);
    struct ink ink;
    draw(&ink, ten, 5, 0);
    handwriting_ask(handwriting, &ink, 1000);
    assert_int_equal(handwriting_turn(handwriting, 1001), 1000 + HANDWRITING_REST_MS);
    assert_true(poll_until(worker, handwriting, false));
    assert_string_equal(handwriting_look(handwriting).candidates[0], "十");
    assert_false(handwriting_look(handwriting).is_final);
    assert_true(handwriting_turn(handwriting, 1000 + HANDWRITING_REST_MS) == INT64_MAX);
    assert_true(poll_until(worker, handwriting, true));
    assert_true(handwriting_look(handwriting).is_final);
    assert_string_equal(handwriting_look(handwriting).candidates[0], "十");
    worker_stop(worker);
    handwriting_close(handwriting);
}

static void the_last_question_is_the_one_that_is_answered(void **state)
{
    (void)state;
    struct worker *worker = worker_start(NULL, NULL);
    struct handwriting *handwriting = handwriting_open(NULL, worker);
    struct ink ink;
    draw(&ink, one, 5, 0);
    handwriting_ask(handwriting, &ink, 0);
    draw(&ink, middle, 5, 0);
    handwriting_ask(handwriting, &ink, 10);
    assert_true(poll_until(worker, handwriting, false));
    assert_string_equal(handwriting_look(handwriting).candidates[0], "中");
    worker_stop(worker);
    handwriting_close(handwriting);
}

static void forgetting_drops_what_is_under_way(void **state)
{
    (void)state;
    struct worker *worker = worker_start(NULL, NULL);
    struct handwriting *handwriting = handwriting_open(NULL, worker);
    struct ink ink;
    draw(&ink, middle, 5, 0);
    handwriting_ask(handwriting, &ink, 0);
    assert_true(poll_until(worker, handwriting, false));
    const char *word = handwriting_look(handwriting).candidates[0];
    handwriting_turn(handwriting, HANDWRITING_REST_MS); /* the thorough one begins */
    handwriting_forget(handwriting);
    assert_int_equal(handwriting_look(handwriting).count, 0);
    assert_string_equal(word, ""); /* our own memory */
    worker_stop(worker);
    assert_int_equal(handwriting_look(handwriting).count, 0);
    assert_true(handwriting_turn(handwriting, 5000) == INT64_MAX);
    handwriting_close(handwriting);
}

static void a_missing_model_makes_it_unusable(void **state)
{
    (void)state;
    struct worker *worker = worker_start(NULL, NULL);
    struct handwriting *handwriting = handwriting_open("/nonexistent", worker);
    struct ink ink;
    draw(&ink, one, 5, 0);
    assert_true(handwriting_is_usable(handwriting));
    handwriting_ask(handwriting, &ink, 0);
    assert_true(poll_until(worker, handwriting, false));
    assert_false(handwriting_is_usable(handwriting));
    assert_true(handwriting_look(handwriting).is_final);
    worker_stop(worker);
    handwriting_close(handwriting);
}
#endif

static void without_a_recogniser_nothing_happens(void **state)
{
    (void)state;
    char out[HANDWRITING_CANDIDATES][HANDWRITING_WORD_MAX];
    struct ink ink = {0};
    handwriting_ask(NULL, &ink, 0);
    assert_true(handwriting_turn(NULL, 0) == INT64_MAX);
    assert_int_equal(handwriting_look(NULL).count, 0);
    assert_int_equal(handwriting_read(NULL, &ink, true, out), 0);
    assert_false(handwriting_is_usable(NULL));
    handwriting_forget(NULL);
    handwriting_close(NULL);
}

int main(void)
{
    log_open("test", LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undo_takes_the_last_stroke_back),
        cmocka_unit_test(too_much_ink_is_left_out),
        cmocka_unit_test(a_small_character_in_a_corner_becomes_the_same_shape),
        cmocka_unit_test(points_on_a_line_are_taken_out),
        cmocka_unit_test(variants_swap_neighbours_and_cut_where_the_pen_went_back),
        cmocka_unit_test(a_dot_is_a_shape_too),
#ifdef FOYER_HANDWRITING
        cmocka_unit_test(simple_characters_are_read_at_any_size_and_place),
        cmocka_unit_test(hostile_ink_is_read_without_harm),
        cmocka_unit_test(the_base_result_comes_first_and_the_thorough_one_after_a_rest),
        cmocka_unit_test(the_last_question_is_the_one_that_is_answered),
        cmocka_unit_test(forgetting_drops_what_is_under_way),
        cmocka_unit_test(a_missing_model_makes_it_unusable),
#endif
        cmocka_unit_test(without_a_recogniser_nothing_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
