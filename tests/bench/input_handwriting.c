/* Handwriting on strokes of a public set (the middle lines of printed characters), made uneven with a fixed seed. Real
 * hands write worse than this; what it shows is that size, place and joined strokes do no harm. */
#include "input_bench.h"

#include <math.h>
#include <stdio.h>

#include "common/buf.h"
#include "common/utf8.h"
#include "kiosk/typing/handwriting.h"

#define SET_TOP       900.0F /* the set's y counts upwards from -124 to 900 */
#define STEP          20.0F  /* between two points that the panel reports, of 1024 */
#define JITTER        6.0F   /* of a finger, either way, at the size of a full box */
#define SMALL         0.2F   /* a child's corner: a fifth of the box */
#define COSTS_MAX     4096
#define CHARACTER_MAX 8
#define STROKE_POINTS 64
#define SEED          20261123U

struct character {
    char text[CHARACTER_MAX];
    int stroke_count;
    struct {
        int count;
        struct ink_point points[STROKE_POINTS];
    } strokes[HANDWRITING_STROKES_MAX];
};
enum manner { NEAT, CORNER, JOINED, MANNERS };

static float chance(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return (float)(*state >> 8) / (float)(1 << 24);
}

static bool load(struct character *character, const char *medians)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s.json", medians, character->text);
    json_t *root = json_load_file(path, 0, NULL), *stroke, *point;
    size_t i, j;
    character->stroke_count = 0;
    json_array_foreach(json_object_get(root, "medians"), i, stroke)
    {
        if (i >= HANDWRITING_STROKES_MAX)
            break;
        character->strokes[i].count = 0;
        json_array_foreach(stroke, j, point) if (j < STROKE_POINTS)
        {
            character->strokes[i].points[j] =
                (struct ink_point){(float)json_number_value(json_array_get(point, 0)),
                                   SET_TOP - (float)json_number_value(json_array_get(point, 1))};
            character->strokes[i].count = (int)j + 1;
        }
        character->stroke_count = (int)i + 1;
    }
    json_decref(root);
    return character->stroke_count > 0;
}

/* A finger's way from one point to the next. */
static void draw_to(struct ink *ink, struct ink_point from, struct ink_point to, enum manner manner, uint32_t *state)
{
    float scale = manner == CORNER ? SMALL : 1, len = hypotf(to.x - from.x, to.y - from.y);
    int steps = MAX(1, (int)(len / STEP));
    for (int i = 1; i <= steps; i++) {
        float t = (float)i / (float)steps;
        float x = from.x + (to.x - from.x) * t + (chance(state) * 2 - 1) * JITTER;
        float y = from.y + (to.y - from.y) * t + (chance(state) * 2 - 1) * JITTER;
        ink_add(ink, x * scale, y * scale);
    }
}

static void draw(const struct character *character, enum manner manner, struct ink *ink, uint32_t *state)
{
    int joined = manner == JOINED && character->stroke_count > 1
                     ? 1 + (int)(chance(state) * (float)(character->stroke_count - 1))
                     : -1;
    ink_wipe(ink);
    struct ink_point at = {0};
    for (int stroke = 0; stroke < character->stroke_count; stroke++)
        for (int i = 0; i < character->strokes[stroke].count; i++) {
            struct ink_point point = character->strokes[stroke].points[i];
            if (i == 0 && stroke != joined) {
                ink_begin(ink);
                at = point;
            }
            draw_to(ink, at, point, manner, state);
            at = point;
        }
}

/* Every character of the phrases once. */
static size_t collect(const struct phrases *phrases, const char *medians, struct character *list, size_t max)
{
    CLEANUP(buf_fini) struct buf seen = {0};
    size_t count = 0;
    for (size_t i = 0; i < phrases->count; i++)
        for (const char *s = phrases->list[i].text; *s && count < max;) {
            struct character *next = &list[count];
            memset(next->text, 0, sizeof next->text);
            utf8_put(next->text, utf8_next(&s));
            if (strstr(buf_str(&seen), next->text))
                continue;
            buf_puts(&seen, next->text);
            count += load(next, medians);
        }
    return count;
}

struct counted {
    size_t hits, base_hits;
    double base_ms[COSTS_MAX], thorough_ms[COSTS_MAX];
    size_t count;
};

static bool is_read(struct handwriting *handwriting, const struct ink *ink, bool thorough, const char *text, double *ms)
{
    char out[HANDWRITING_CANDIDATES][HANDWRITING_WORD_MAX];
    double start = bench_now_ms();
    int count = handwriting_read(handwriting, ink, thorough, out);
    *ms = bench_now_ms() - start;
    for (int i = 0; i < count; i++)
        if (str_eq(out[i], text))
            return true;
    return false;
}

static void measure(struct report *report, struct handwriting *handwriting, const struct character *list, size_t count,
                    enum manner manner)
{
    static const char *const names[MANNERS] = {"handwriting, neat: among the first ten",
                                               "handwriting, small in a corner: among the first ten",
                                               "handwriting, two strokes joined: among the first ten"};
    static const double limits[MANNERS] = {88, 85, 75};
    static struct counted counted;
    uint32_t state = SEED;
    counted = (struct counted){0};
    for (size_t i = 0; i < count && counted.count < COSTS_MAX; i++) {
        struct ink ink;
        if (manner == JOINED && list[i].stroke_count < 2)
            continue;
        draw(&list[i], manner, &ink, &state);
        size_t at = counted.count++;
        counted.base_hits += is_read(handwriting, &ink, false, list[i].text, &counted.base_ms[at]);
        counted.hits += is_read(handwriting, &ink, true, list[i].text, &counted.thorough_ms[at]);
    }
    report_share(report, names[manner], counted.hits, counted.count, limits[manner]);
    report_share(report, "  of them in the base result", counted.base_hits, counted.count, 0);
    report_cost(report, "  base result (worker)", counted.base_ms, counted.count, 0);
    report_cost(report, "  thorough result (worker)", counted.thorough_ms, counted.count, 0);
}

void bench_handwriting(struct report *report, const struct phrases *phrases, const char *medians)
{
    static struct character list[1024];
    size_t count = medians ? collect(phrases, medians, list, ARRAY_LEN(list)) : 0;
    long before = bench_rss_kib();
    struct handwriting *handwriting = handwriting_open(NULL, NULL);
    if (!count || !handwriting) {
        printf("no strokes or no recogniser: handwriting is not measured\n");
        report->is_good = false;
    }
    for (int manner = 0; count && handwriting && manner < MANNERS; manner++)
        measure(report, handwriting, list, count, manner);
    report_number(report, "handwriting: memory with its model", (double)(bench_rss_kib() - before) / 1024, "MiB");
    handwriting_close(handwriting);
}
