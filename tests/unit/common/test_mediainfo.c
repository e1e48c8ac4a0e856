/* The seeds of the fuzz target, whole and spoiled; and drawings, sentence by sentence. */
#include "common/mediainfo.h"

#include "common/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define SEEDS FOYER_SOURCE_DIR "/tests/fuzz/corpus/mediainfo/"

static void load(struct buf *file, const char *name)
{
    CLEANUP(free_ptr) char *path = xasprintf(SEEDS "%s", name);
    assert_true(file_read(path, MEDIAINFO_BYTES_MAX, file));
}

static void refused(const void *bytes, size_t len, const char *word)
{
    struct mediainfo info;
    assert_false(mediainfo_read(bytes, len, &info));
    if (!strstr(info.why, word))
        fail_msg("\"%s\" does not say \"%s\"", info.why, word);
}

static void type_and_size_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *name, *type;
        int width, height, duration_ms;
    } files[] = {{"small.png", "image/png", 40, 30, 0},        {"small.jpg", "image/jpeg", 40, 30, 0},
                 {"progressive.jpg", "image/jpeg", 40, 30, 0}, {"lossy.webp", "image/webp", 40, 30, 0},
                 {"lossless.webp", "image/webp", 40, 30, 0},   {"alpha.webp", "image/webp", 40, 30, 0},
                 {"plan.svg", "image/svg+xml", 454, 303, 0},   {"lying.jpg", "image/jpeg", 20, 40, 0},
                 {"tone.wav", "audio/wav", 0, 0, 100}};
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        CLEANUP(buf_fini) struct buf file = {0};
        struct mediainfo info;
        load(&file, files[i].name);
        if (!mediainfo_read(file.data, file.len, &info))
            fail_msg("%s: %s", files[i].name, info.why);
        assert_string_equal(mediainfo_media_type(info.type), files[i].type);
        assert_int_equal(info.width, files[i].width);
        assert_int_equal(info.height, files[i].height);
        assert_int_equal(info.duration_ms, files[i].duration_ms);
    }
}

static void what_was_cut_short_is_refused_at_every_length(void **state)
{
    (void)state;
    static const char *const files[] = {"small.png",     "small.jpg", "lossy.webp",
                                        "lossless.webp", "plan.svg",  "tone.wav"};
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        CLEANUP(buf_fini) struct buf file = {0};
        load(&file, files[i]);
        size_t whole = str_eq(files[i], "plan.svg") ? file.len - 1 : file.len; /* it ends with a line end */
        whole -= str_starts(files[i], "loss") ? 1 : 0;                         /* WebP may be padded */
        for (size_t len = 0; len < whole; len++) {
            struct mediainfo info;
            if (mediainfo_read(file.data, len, &info))
                fail_msg("%s passes with %zu of %zu bytes", files[i], len, file.len);
            assert_true(info.why[0]);
        }
    }
}

static void limits_hold(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf file = {0};
    load(&file, "small.jpg");
    char *frame = memmem(file.data, file.len, "\xFF\xC0", 2);
    assert_non_null(frame);
    memcpy(frame + 5, "\x1F\x41\x00\x0A", 4); /* 10 × 8,001 */
    refused(file.data, file.len, "a side may have 8000");
    memcpy(frame + 5, "\x17\x70\x17\x70", 4); /* 6,000 × 6,000 */
    refused(file.data, file.len, "24 million");
    memcpy(frame + 5, "\x00\x00\x00\x0A", 4);
    refused(file.data, file.len, "empty");
    CLEANUP(buf_fini) struct buf large = {0};
    buf_reserve(&large, MEDIAINFO_BYTES_MAX + 1);
    memset(large.data, ' ', MEDIAINFO_BYTES_MAX + 1);
    refused(large.data, MEDIAINFO_BYTES_MAX + 1, "16 MiB");
}

static void a_changed_png_header_is_noticed(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf file = {0};
    load(&file, "small.png");
    file.data[19] = 99;
    refused(file.data, file.len, "damaged");
}

static void a_lying_photo_says_how_it_is_turned(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf file = {0};
    struct mediainfo info;
    load(&file, "lying.jpg");
    assert_true(mediainfo_read(file.data, file.len, &info));
    assert_int_equal(info.turn, 6);
    char *exif = memmem(file.data, file.len, "Exif", 4);
    assert_non_null(exif);
    for (size_t i = 6; i < 28; i++) { /* whatever stands there instead */
        for (int value = 0; value < 256; value += 51) {
            char kept = exif[i];
            exif[i] = (char)value;
            assert_true(mediainfo_read(file.data, file.len, &info));
            assert_in_range(info.turn, 1, 8);
            exif[i] = kept;
        }
    }
}

static void printing_colours_are_refused(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf file = {0};
    load(&file, "print.jpg");
    refused(file.data, file.len, "CMYK");
}

#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\">"

static void a_drawing_is_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *svg, *word;
    } drawings[] = {
        {SVG "<text>x</text></svg>", "words"},
        {SVG "words</svg>", "words"},
        {SVG "<script>x</script></svg>", "<script>"},
        {SVG "<image href=\"x\"/></svg>", "<image>"},
        {SVG "<g xlink:href=\"x\"/></svg>", "xlink:href"},
        {SVG "<g onload=\"x\"/></svg>", "onload"},
        {SVG "<g style=\"fill:url(http://x)\"/></svg>", "outside"},
        {SVG "<g style=\"fill:u\\72l(x)\"/></svg>", "outside"},
        {SVG "<g fill='url(#a)'/></svg>", "outside"},
        {SVG "<g id=\"&x;\"/></svg>", "entities"},
        {"<!DOCTYPE svg>" SVG "</svg>", "document type"},
        {SVG "<![CDATA[x]]></svg>", "document type"},
        {SVG "<g></svg>", "damaged"},
        {SVG "</svg>" SVG "</svg>", "damaged"},
        {SVG "<svg/></svg>", "damaged"},
        {"<g/>", "damaged"},
        {"<html></html>", "<html>"},
        {"<svg></svg>", "how large"},
        {"<svg width=\"50%\" height=\"50%\"></svg>", "how large"},
        {"<svg width=\"9000\" height=\"10\"></svg>", "a side"},
        {SVG "<path d=\"M0 0L1e9 0\"/></svg>", "999,999"},
        {SVG "<path d=\"M0 0L12345678 0\"/></svg>", "999,999"},
        {SVG "<path d=\"M0 0h9\" stroke-dasharray=\"0.001 2\"/></svg>", "dashes"},
        {SVG "<path d=\"M0 0h9\" style=\"stroke-dasharray:0.001\"/></svg>", "dashes"},
    };
    for (size_t i = 0; i < ARRAY_LEN(drawings); i++)
        refused(drawings[i].svg, strlen(drawings[i].svg), drawings[i].word);
}

static void plain_shapes_pass(void **state)
{
    (void)state;
    static const char *const drawings[] = {
        SVG "</svg>",
        SVG "<g id='path12345678' style=\"fill:#0f564c;stroke:none\"><polygon points=\"0,0 9,9 1e-9,3\"/></g></svg>",
        SVG "<line x1='0' x2='9' stroke-dasharray='4, 2'/><!-- a <script> that is only said --></svg>",
        "\xEF\xBB\xBF<svg viewBox=\"0 0 100 50\"/>\n"};
    for (size_t i = 0; i < ARRAY_LEN(drawings); i++) {
        struct mediainfo info;
        if (!mediainfo_read(drawings[i], strlen(drawings[i]), &info))
            fail_msg("%s: %s", drawings[i], info.why);
        assert_int_equal(info.width, 100);
        assert_int_equal(info.height, 50);
    }
}

static void depth_and_count_end(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf deep = {0}, many = {0};
    buf_puts(&deep, SVG);
    buf_puts(&many, SVG);
    for (int i = 0; i < 40; i++)
        buf_puts(&deep, "<g>");
    for (int i = 0; i < MEDIAINFO_SVG_ELEMENTS; i++)
        buf_puts(&many, "<g/>");
    refused(deep.data, deep.len, "too many");
    refused(many.data, many.len, "too many");
}

/* Numbers of all shapes, and of those with dashes, also inherited ones. */
static void what_would_be_drawn_for_minutes_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *head, *tail, *word;
        int pairs;
    } drawings[] = {{"<path d=\"M0 0", "\"/>", "20,000 numbers", 10001},
                    {"<path d=\"M0 0", "\"/>", NULL, 9000},
                    {"<path stroke-dasharray=\"4\" d=\"M0 0", "\"/>", "dashed", 120},
                    {"<path stroke-dasharray=\"4\" d=\"M0 0", "\"/>", NULL, 80},
                    {"<g stroke-dasharray=\"4\"><path d=\"M0 0", "\"/></g>", "dashed", 120},
                    {"<g stroke-dasharray=\"4\"/><path d=\"M0 0", "\"/>", NULL, 120},
                    {"<g stroke-dasharray=\"4\"><g/></g><path d=\"M0 0", "\"/>", NULL, 120},
                    {"<path d=\"M0 99999", "\" stroke-dasharray=\"4\"/>", "dashed", 2}};
    for (size_t i = 0; i < ARRAY_LEN(drawings); i++) {
        CLEANUP(buf_fini) struct buf svg = {0};
        struct mediainfo info;
        buf_printf(&svg, SVG "%s", drawings[i].head);
        for (int pair = 0; pair < drawings[i].pairs; pair++)
            buf_puts(&svg, "L1 .5");
        buf_printf(&svg, "%s</svg>", drawings[i].tail);
        if (drawings[i].word)
            refused(svg.data, svg.len, drawings[i].word);
        else if (!mediainfo_read(svg.data, svg.len, &info))
            fail_msg("%zu: %s", i, info.why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(type_and_size_are_read),
        cmocka_unit_test(what_was_cut_short_is_refused_at_every_length),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(a_changed_png_header_is_noticed),
        cmocka_unit_test(a_lying_photo_says_how_it_is_turned),
        cmocka_unit_test(printing_colours_are_refused),
        cmocka_unit_test(a_drawing_is_refused_by_name),
        cmocka_unit_test(plain_shapes_pass),
        cmocka_unit_test(depth_and_count_end),
        cmocka_unit_test(what_would_be_drawn_for_minutes_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
