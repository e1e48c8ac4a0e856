/* How large the panel is, whoever says it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "kiosk/panel.h"
#include "stage.h"

static void seal(uint8_t block[static EDID_BLOCK])
{
    static const uint8_t header[8] = {0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00};
    memcpy(block, header, sizeof(header));
    block[EDID_BLOCK - 1] = 0;
    uint8_t sum = 0;
    for (size_t i = 0; i < EDID_BLOCK; i++)
        sum = (uint8_t)(sum + block[i]);
    block[EDID_BLOCK - 1] = (uint8_t)-sum;
}

/* A panel of 708 x 398 mm: in whole centimetres, and exactly in its preferred timing. */
static void make_edid(uint8_t block[static EDID_BLOCK])
{
    memset(block, 0, EDID_BLOCK);
    block[21] = 71;
    block[22] = 40;
    block[54] = 0x02;
    block[55] = 0x3A;
    block[54 + 12] = 708 & 0xFF;
    block[54 + 13] = 398 & 0xFF;
    block[54 + 14] = (uint8_t)((708 >> 8) << 4 | 398 >> 8);
    seal(block);
}

static void a_panel_says_its_size_to_the_millimetre(void **state UNUSED)
{
    uint8_t block[EDID_BLOCK];
    struct edid_size size;
    make_edid(block);
    assert_true(edid_parse(block, sizeof(block), &size));
    assert_int_equal(size.mm_w, 708);
    assert_int_equal(size.mm_h, 398);
}

static void a_panel_without_timing_says_it_in_centimetres(void **state UNUSED)
{
    uint8_t block[EDID_BLOCK];
    struct edid_size size;
    make_edid(block);
    memset(block + 54, 0, 18);
    seal(block);
    assert_true(edid_parse(block, sizeof(block), &size));
    assert_int_equal(size.mm_w, 710);
    assert_int_equal(size.mm_h, 400);
}

static void an_aspect_ratio_or_nothing_is_no_size(void **state UNUSED)
{
    static const uint8_t sizes[][2] = {{0, 0}, {16, 9}, {160, 90}, {79, 0}};
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        uint8_t block[EDID_BLOCK];
        struct edid_size size;
        make_edid(block);
        block[21] = sizes[i][0];
        block[22] = sizes[i][1];
        block[54 + 12] = 160;
        block[54 + 13] = 90;
        block[54 + 14] = 0;
        seal(block);
        assert_true(edid_parse(block, sizeof(block), &size));
        assert_int_equal(size.mm_w, 0);
        assert_int_equal(size.mm_h, 0);
    }
}

static void damaged_bytes_are_no_edid(void **state UNUSED)
{
    uint8_t block[EDID_BLOCK];
    struct edid_size size;
    make_edid(block);
    assert_false(edid_parse(block, sizeof(block) - 1, &size));
    block[30] ^= 1;
    assert_false(edid_parse(block, sizeof(block), &size));
    seal(block);
    block[0] = 1;
    assert_false(edid_parse(block, sizeof(block), &size));
}

static void put(const char *dir, const char *output, const char *file, const void *data, size_t len)
{
    char path[512];
    snprintf(path, sizeof(path), "%s/%s", dir, output);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/%s/%s", dir, output, file);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(data, 1, len, out), len);
    fclose(out);
}

static void the_connected_output_is_asked(void **state UNUSED)
{
    char dir[] = "/tmp/foyer-edid-XXXXXX";
    uint8_t block[EDID_BLOCK], other[EDID_BLOCK];
    assert_non_null(mkdtemp(dir));
    make_edid(block);
    make_edid(other);
    other[54 + 12] = 99;
    seal(other);
    put(dir, "card0-DSI-1", "status", "disconnected\n", 13);
    put(dir, "card0-DSI-1", "edid", other, sizeof(other));
    put(dir, "card0-HDMI-A-1", "status", "connected\n", 10);
    put(dir, "card0-HDMI-A-1", "edid", block, sizeof(block));
    assert_int_equal(edid_find(dir).mm_w, 708);
    assert_int_equal(edid_find("/nowhere").mm_w, 0);
    CLEANUP(free_ptr) char *command = xasprintf("rm -r %s", dir);
    assert_int_equal(system(command), 0);
}

static struct model *model_of(const char *lobby)
{
    struct model *model = stage_model();
    model->lobby = stage_json(lobby);
    return model;
}

static struct panel made(const char *option, const char *lobby, struct edid_size edid, bool *remarked)
{
    struct panel panel;
    struct model *model = model_of(lobby);
    struct panel_source source = {.mm = option, .edid = edid};
    CLEANUP(free_ptr) char *remark = panel_make(&panel, 1080, 1920, &source, model);
    model_free(model);
    *remarked = remark != NULL;
    return panel;
}

#define RECORD "{\"screen\":{\"mm_w\":268,\"mm_h\":476}}"

static void an_option_that_is_no_size_is_passed_over_with_a_sentence(void **state UNUSED)
{
    static const char *const odd[] = {"0x0", "398", "x", "-1x708", "398x708mm", "10x10", "9999x9999"};
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        bool remarked;
        assert_int_equal(made(odd[i], RECORD, (struct edid_size){0}, &remarked).mm_w, 268);
        assert_true(remarked);
        assert_int_equal(made(odd[i], "{}", (struct edid_size){0}, &remarked).mm_w, 0); /* a usual panel is assumed */
        assert_true(remarked);
    }
}

static void the_option_goes_before_the_record_and_the_record_before_the_panel(void **state UNUSED)
{
    struct edid_size edid = {708, 398};
    bool remarked;
    assert_int_equal(made("398x708", RECORD, edid, &remarked).mm_w, 398);
    assert_false(remarked);
    assert_int_equal(made(NULL, RECORD, edid, &remarked).mm_w, 268);
    assert_int_equal(made(NULL, "{}", edid, &remarked).mm_w, 708);
    assert_false(remarked);
}

static void a_size_no_panel_has_is_passed_over_with_a_sentence(void **state UNUSED)
{
    bool remarked;
    assert_int_equal(made("3x4", RECORD, (struct edid_size){0}, &remarked).mm_w, 268);
    assert_true(remarked);
    assert_int_equal(
        made(NULL, "{\"screen\":{\"mm_w\":1,\"mm_h\":9999}}", (struct edid_size){708, 398}, &remarked).mm_w, 708);
    assert_true(remarked);
}

static void nobody_knows_and_a_usual_panel_is_assumed(void **state UNUSED)
{
    bool remarked;
    struct panel panel = made(NULL, "{\"screen\":{\"mm_w\":0,\"mm_h\":0}}", (struct edid_size){0}, &remarked);
    assert_true(remarked);
    struct theme theme;
    struct look look = look_default();
    theme_make(&theme, &panel, &look, (struct modes){0}, false);
    assert_true(theme.px_per_mm > 2 && theme.px_per_mm < 4);
    assert_true(theme.size_px[TEXT_BODY] > 20);
}

/* Some records know only how high the panel ends: what is touched is kept low on every page all the same. */
static void the_upper_edge_alone_says_how_high_the_panel_hangs(void **state UNUSED)
{
    bool remarked;
    struct theme theme;
    struct look look = look_default();
    struct panel panel = made("398x708", "{\"mount\":{\"screen_top_mm\":1500}}", (struct edid_size){0}, &remarked);
    theme_make(&theme, &panel, &look, (struct modes){0}, false);
    assert_int_equal(theme.top_mm, 1500);
    panel = made("398x708", "{\"mount\":{\"screen_top_mm\":1500,\"screen_bottom_mm\":620}}", (struct edid_size){0},
                 &remarked);
    theme_make(&theme, &panel, &look, (struct modes){0}, false);
    assert_in_range(theme.top_mm, 1327, 1329);
    panel = made("398x708", "{\"mount\":{\"screen_top_mm\":9000}}", (struct edid_size){0}, &remarked);
    theme_make(&theme, &panel, &look, (struct modes){0}, false);
    assert_int_equal(theme.top_mm, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_upper_edge_alone_says_how_high_the_panel_hangs),
        cmocka_unit_test(a_panel_says_its_size_to_the_millimetre),
        cmocka_unit_test(a_panel_without_timing_says_it_in_centimetres),
        cmocka_unit_test(an_aspect_ratio_or_nothing_is_no_size),
        cmocka_unit_test(damaged_bytes_are_no_edid),
        cmocka_unit_test(the_connected_output_is_asked),
        cmocka_unit_test(the_option_goes_before_the_record_and_the_record_before_the_panel),
        cmocka_unit_test(an_option_that_is_no_size_is_passed_over_with_a_sentence),
        cmocka_unit_test(a_size_no_panel_has_is_passed_over_with_a_sentence),
        cmocka_unit_test(nobody_knows_and_a_usual_panel_is_assumed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
