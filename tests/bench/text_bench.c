/* One notice of 2,000 characters, laid out and drawn by us and by Pango with Cairo, in the same font (the system's Noto
 * Sans CJK SC) and the same width. Cold: a fresh process, from opening the font to the last pixel. Warm: the same once
 * more in that process. Processor time, the median of several runs that take turns; the ratio is what counts. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/utf8.h"
#include "kiosk/screen/render.h"
#include "kiosk/text.h"

#include <pango/pangocairo.h> /* last: glib has a MIN of its own and takes ours away */

#define CHARACTERS 2000
#define COLD_RUNS  9  /* processes of each */
#define WARM_RUNS  15 /* in each process */
#define PAGE_H     6000
#define COLD_LIMIT 0.8
#define WARM_LIMIT 0.5
#define REPORT     "build/bench/text.json"

struct shape {
    const char *name;
    int size_px, width_px;
};
static const struct shape shapes[] = {{"36px/960", 36, 960}, {"28px/1760", 28, 1760}};

struct taken {                 /* ms of processor time */
    double cold, warm, relaid; /* relaid: warm pictures, but every line broken anew */
};
typedef struct taken measure(const struct shape *shape, const char *notice, size_t len, uint32_t *page);

static double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof(*values), by_size);
    return values[count / 2];
}

/* --- the notice: bodies of the sample, without their marks --- */

static void add_body(struct buf *notice, const char *body, size_t *left)
{
    for (const char *s = body; *s && *left;) {
        const char *from = s;
        uint32_t code = utf8_next(&s);
        if (code == '*' || code == '#' || code == '|' || code == '-' || code == '{' || code == '}')
            continue;
        if (code == '\n' && notice->len && notice->data[notice->len - 1] == '\n')
            continue;
        buf_append(notice, from, (size_t)(s - from));
        --*left;
    }
}

static struct buf read_notice(void)
{
    struct buf notice = {0};
    size_t left = CHARACTERS, i;
    json_t *sample = json_load_file(FOYER_SOURCE_DIR "/assets/sample/notices.json", 0, NULL), *one;
    json_array_foreach(json_object_get(sample, "notices"), i, one)
    {
        const char *body = json_string_value(json_object_get(one, "body_md"));
        if (body && left)
            add_body(&notice, body, &left);
    }
    json_decref(sample);
    if (left) {
        fprintf(stderr, "text_bench: the sample's notices are %zu characters too short\n", left);
        exit(2);
    }
    return notice;
}

/* --- ours --- */

static void draw_ours(struct glyphs *glyphs, struct text *text, const struct shape *shape, const char *s, size_t len,
                      uint32_t *page)
{
    static struct text_line lines[512];
    struct draw draw = {0};
    size_t count = text_break(text, FONT_REGULAR, shape->size_px, shape->width_px, s, len, lines, ARRAY_LEN(lines));
    int height = text_line_height(shape->size_px);
    for (size_t i = 0; i < MIN(count, ARRAY_LEN(lines)); i++)
        draw_text(&draw, (struct rect){0, (int)i * height, shape->width_px, height}, FONT_REGULAR, shape->size_px,
                  (struct color){0, 0, 0, 255}, s + lines[i].start, lines[i].len);
    struct render render = {.glyphs = glyphs};
    render_play(&render, &draw, page, shape->width_px, (struct rect){0, 0, shape->width_px, PAGE_H});
    draw_fini(&draw);
}

static struct taken measure_ours(const struct shape *shape, const char *s, size_t len, uint32_t *page)
{
    struct taken taken;
    double warm[WARM_RUNS], relaid[WARM_RUNS], start = cpu_ms();
    struct glyphs *glyphs = glyphs_open("/nonexistent"); /* so that the system's font is used, as in Pango */
    struct text *text = text_new(glyphs_measure, glyphs);
    draw_ours(glyphs, text, shape, s, len, page);
    taken.cold = cpu_ms() - start;
    for (int i = 0; i < WARM_RUNS; i++) {
        start = cpu_ms();
        draw_ours(glyphs, text, shape, s, len, page);
        warm[i] = cpu_ms() - start;
    }
    for (int i = 0; i < WARM_RUNS; i++) {
        struct text *fresh = text_new(glyphs_measure, glyphs);
        start = cpu_ms();
        draw_ours(glyphs, fresh, shape, s, len, page);
        relaid[i] = cpu_ms() - start;
        text_free(fresh);
    }
    taken.warm = median(warm, WARM_RUNS);
    taken.relaid = median(relaid, WARM_RUNS);
    text_free(text);
    glyphs_close(glyphs);
    return taken;
}

/* --- Pango and Cairo --- */

static void draw_pango(PangoContext *context, cairo_t *cairo, const PangoFontDescription *font,
                       const struct shape *shape, const char *s, size_t len)
{
    PangoLayout *layout = pango_layout_new(context);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, shape->width_px * PANGO_SCALE);
    pango_layout_set_text(layout, s, (int)len);
    pango_cairo_show_layout(cairo, layout);
    g_object_unref(layout);
}

static struct taken measure_pango(const struct shape *shape, const char *s, size_t len, uint32_t *page)
{
    struct taken taken;
    double warm[WARM_RUNS], start = cpu_ms();
    PangoFontMap *map = pango_cairo_font_map_new();
    PangoContext *context = pango_font_map_create_context(map);
    cairo_surface_t *surface = cairo_image_surface_create_for_data((unsigned char *)page, CAIRO_FORMAT_RGB24,
                                                                   shape->width_px, PAGE_H, shape->width_px * 4);
    cairo_t *cairo = cairo_create(surface);
    PangoFontDescription *font = pango_font_description_from_string("Noto Sans CJK SC");
    pango_font_description_set_absolute_size(font, shape->size_px * PANGO_SCALE);
    draw_pango(context, cairo, font, shape, s, len);
    taken.cold = cpu_ms() - start;
    for (int i = 0; i < WARM_RUNS; i++) {
        start = cpu_ms();
        draw_pango(context, cairo, font, shape, s, len);
        warm[i] = cpu_ms() - start;
    }
    taken.warm = taken.relaid = median(warm, WARM_RUNS);
    pango_font_description_free(font);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    g_object_unref(context);
    g_object_unref(map);
    return taken;
}

/* --- runs --- */

/* In a process of its own, so that nothing is warm that should not be. */
static struct taken run(measure *measured, const struct shape *shape, const struct buf *notice)
{
    int ends[2];
    if (pipe(ends) != 0)
        exit(2);
    pid_t child = fork();
    if (child == 0) {
        size_t pixels = (size_t)shape->width_px * PAGE_H;
        uint32_t *page = xmalloc(pixels * sizeof(*page));
        memset(page, 0xFF, pixels * sizeof(*page)); /* its memory is there before the clock starts */
        if (!freopen("/dev/null", "w", stderr))
            _exit(2);
        struct taken taken = measured(shape, notice->data, notice->len, page);
        _exit(write(ends[1], &taken, sizeof(taken)) == (ssize_t)sizeof(taken) ? 0 : 2);
    }
    close(ends[1]);
    struct taken taken = {0};
    bool good = child > 0 && read(ends[0], &taken, sizeof(taken)) == (ssize_t)sizeof(taken);
    close(ends[0]);
    waitpid(child, NULL, 0);
    if (!good) {
        fprintf(stderr, "text_bench: a run ended without a figure\n");
        exit(2);
    }
    return taken;
}

struct series {
    double cold[COLD_RUNS], warm[COLD_RUNS], relaid[COLD_RUNS];
};

static struct taken middle(struct series *series)
{
    return (struct taken){median(series->cold, COLD_RUNS), median(series->warm, COLD_RUNS),
                          median(series->relaid, COLD_RUNS)};
}

static bool compare(const struct shape *shape, const struct buf *notice, json_t *report)
{
    struct series ours = {0}, pango = {0};
    for (int i = 0; i < COLD_RUNS; i++) {
        struct taken a = run(measure_ours, shape, notice), b = run(measure_pango, shape, notice);
        ours.cold[i] = a.cold, ours.warm[i] = a.warm, ours.relaid[i] = a.relaid;
        pango.cold[i] = b.cold, pango.warm[i] = b.warm, pango.relaid[i] = b.relaid;
    }
    struct taken a = middle(&ours), b = middle(&pango);
    double cold = a.cold / b.cold, warm = a.warm / b.warm, relaid = a.relaid / b.warm;
    printf("%-10s cold %6.2f ms, Pango %6.2f: ratio %.2f (limit %.2f)\n", shape->name, a.cold, b.cold, cold,
           COLD_LIMIT);
    printf("%-10s warm %6.2f ms, Pango %6.2f: ratio %.2f (limit %.2f); lines broken anew %.2f ms, ratio %.2f\n",
           shape->name, a.warm, b.warm, warm, WARM_LIMIT, a.relaid, relaid);
    json_array_append_new(report, json_pack("{s:s, s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:f}", "shape", shape->name,
                                            "cold_ms", a.cold, "pango_cold_ms", b.cold, "cold_ratio", cold, "warm_ms",
                                            a.warm, "pango_warm_ms", b.warm, "warm_ratio", warm, "relaid_ms", a.relaid,
                                            "relaid_ratio", relaid));
    return cold <= COLD_LIMIT && warm <= WARM_LIMIT;
}

int main(void)
{
    struct buf notice = read_notice();
    json_t *report = json_array();
    bool good = true;
    for (size_t i = 0; i < ARRAY_LEN(shapes); i++)
        good = compare(&shapes[i], &notice, report) && good;
    if (json_dump_file(report, REPORT, JSON_INDENT(2)) != 0)
        fprintf(stderr, "text_bench: %s cannot be written\n", REPORT);
    json_decref(report);
    buf_fini(&notice);
    return good ? 0 : 1;
}
