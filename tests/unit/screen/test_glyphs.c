/* The pictures of characters with the real fonts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/screen/glyphs.h"
#include "kiosk/missing.h"
#include "kiosk/screen/render.h"

#define SIZE_PX 40
#define DEJAVU  "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

static int open_fonts(void **state)
{
    *state = glyphs_open(FOYER_SHARE_DIR "/fonts");
    return *state ? 0 : -1;
}

static int close_fonts(void **state)
{
    glyphs_close(*state);
    return 0;
}

static const struct glyph *picture_of(struct glyphs *glyphs, const char *s)
{
    struct piece piece = piece_next(s, strlen(s));
    assert_int_equal(piece.len, strlen(s)); /* one piece */
    return glyphs_get(glyphs, FONT_REGULAR, SIZE_PX, s, &piece);
}

static int width_of(struct glyphs *glyphs, const char *s)
{
    return glyphs_measure(glyphs, FONT_REGULAR, SIZE_PX, s, strlen(s));
}

static void emoji_of_several_signs_is_one_em_wide(void **state)
{
    static const char *const signs[] = {"👨‍👩‍👧‍👦", "🇨🇳", "👍🏽", "1️⃣", "⚠️", "😀"};
    for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
        const struct glyph *glyph = picture_of(*state, signs[i]);
        assert_non_null(glyph->argb);
        assert_int_equal(glyph->advance, SIZE_PX);
        assert_int_equal(width_of(*state, signs[i]), SIZE_PX);
    }
}

static void flag_has_the_colours_of_its_country(void **state)
{
    const struct glyph *flag = picture_of(*state, "🇨🇳");
    uint32_t middle = flag->argb[flag->h / 2 * flag->w + flag->w * 3 / 4];
    assert_true((middle >> 16 & 0xFF) > 180 && (middle >> 8 & 0xFF) < 90 && middle >> 24 == 255);
}

static void rare_characters_of_names_have_a_picture(void **state)
{
    static const char *const names[] = {"𠮷", "㙟", "䶮"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const struct glyph *glyph = picture_of(*state, names[i]);
        assert_non_null(glyph->coverage);
        CLEANUP(free_ptr) uint8_t *box = missing_box(SIZE_PX, piece_next(names[i], strlen(names[i])).code);
        assert_true(glyph->w != SIZE_PX || memcmp(glyph->coverage, box, SIZE_PX * SIZE_PX) != 0);
    }
}

static void character_without_a_font_shows_its_number(void **state)
{
    const char *s = "\xF0\xB1\x8D\x8A"; /* U+3134A */
    const struct glyph *glyph = picture_of(*state, s);
    CLEANUP(free_ptr) uint8_t *box = missing_box(SIZE_PX, 0x3134A);
    CLEANUP(free_ptr) uint8_t *other = missing_box(SIZE_PX, 0x3134B);
    assert_int_equal(glyph->advance, SIZE_PX);
    assert_memory_equal(glyph->coverage, box, SIZE_PX * SIZE_PX);
    assert_memory_not_equal(box, other, SIZE_PX * SIZE_PX);
}

static SDL_Surface *direct(const char *s, int *ascent)
{
    TTF_Font *font = TTF_OpenFont(DEJAVU, SIZE_PX);
    assert_non_null(font);
    TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
    TTF_SetFontDirection(font, TTF_DIRECTION_RTL);
    TTF_SetFontScriptName(font, "Arab");
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font, s, (SDL_Color){255, 255, 255, 255});
    assert_non_null(surface);
    *ascent = TTF_FontAscent(font);
    TTF_CloseFont(font);
    return surface;
}

static void assert_same_ink(const struct glyph *glyph, const SDL_Surface *surface, int ascent)
{
    size_t ink = 0;
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = (const uint32_t *)((const uint8_t *)surface->pixels + y * surface->pitch);
        for (int x = 0; x < surface->w; x++) {
            int gx = x - glyph->left, gy = y - ascent - glyph->top;
            bool inside = gx >= 0 && gx < glyph->w && gy >= 0 && gy < glyph->h;
            assert_int_equal(row[x] >> 24, inside ? glyph->coverage[gy * glyph->w + gx] : 0);
            ink += row[x] >> 24 != 0;
        }
    }
    assert_true(ink > 100);
}

static void arabic_and_uyghur_words_are_shaped_from_right_to_left(void **state)
{
    static const char *const words[] = {"العربية", "ئۇيغۇرچە", "مُحَمَّد"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        int ascent;
        SDL_Surface *surface = direct(words[i], &ascent);
        assert_same_ink(picture_of(*state, words[i]), surface, ascent);
        SDL_FreeSurface(surface);
    }
}

/* Paints one line black on white and says where ink begins and ends. */
static void paint_line(struct glyphs *glyphs, const char *s, bool rtl, uint32_t *page, int width, int height)
{
    struct draw draw = {0};
    struct rect box = {0, 0, width, height};
    draw_fill(&draw, box, (struct color){255, 255, 255, 255}, 0);
    (rtl ? draw_text_rtl : draw_text)(&draw, box, FONT_REGULAR, SIZE_PX, (struct color){0, 0, 0, 255}, s, strlen(s));
    struct render render = {.glyphs = glyphs};
    render_play(&render, &draw, page, width, box);
    draw_fini(&draw);
}

static void parts_of_a_right_to_left_line_stand_from_the_right(void **state)
{
    const char *s = "سۇ 12:30", *words = "سۇ", *digits = "12:30 ";
    int width = width_of(*state, s), left = width_of(*state, digits), height = 60;
    size_t bytes = (size_t)width * (size_t)height * sizeof(uint32_t);
    CLEANUP(free_ptr) uint32_t *line = xmalloc(bytes);
    CLEANUP(free_ptr) uint32_t *want = xmalloc(bytes);
    paint_line(*state, s, true, line, width, height);
    paint_line(*state, digits, false, want, width, height);
    for (int y = 0; y < height; y++) /* the digits stand at the left, in their own order */
        assert_memory_equal(line + y * width, want + y * width, (size_t)(left - 2) * sizeof(uint32_t));
    paint_line(*state, words, true, want, width, height);
    for (int y = 0; y < height; y++)
        assert_memory_equal(line + y * width + left + 2, want + y * width + 2,
                            (size_t)(width - left - 2) * sizeof(uint32_t));
}

static void directing_controls_and_lone_joiners_leave_no_mark(void **state)
{
    assert_int_equal(width_of(*state, "\xE2\x80\xAE"
                                      "电\xE2\x80\x8D"
                                      "梯\xE2\x81\xA9"),
                     2 * SIZE_PX);
}

static void letter_with_an_accent_is_as_wide_as_the_letter(void **state)
{
    assert_int_equal(width_of(*state, "e\xCC\x81"), width_of(*state, "é"));
}

static char *tower(const char *mark, int count)
{
    char *s = xstrdup("e");
    for (int i = 0; i < count; i++) {
        char *higher = xasprintf("%s%s", s, mark);
        free(s);
        s = higher;
    }
    return s;
}

static void a_tower_of_accents_is_no_higher_than_a_few(void **state)
{
    static const char *const marks[] = {"\xCC\x81", "\xCC\xA3",
                                        "\xCC\x81\xE2\x80\x8D"}; /* above, below, with joiners */
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        CLEANUP(free_ptr) char *high = tower(marks[i], 40);
        CLEANUP(free_ptr) char *low = tower(marks[i], 4); /* one is composed with the letter */
        int low_h = picture_of(*state, low)->h;
        assert_int_equal(picture_of(*state, high)->h, low_h);
    }
}

/* Whatever is piled up: a box of one line, in the middle of a page, and no ink above or below it. */
static void a_line_paints_nothing_over_its_neighbours(void **state)
{
    enum { WIDTH = 400, HEIGHT = 300, TOP = 120, LINE = SIZE_PX * 7 / 5, SPARE = SIZE_PX / 5 };
    CLEANUP(free_ptr) char *up = tower("\xCC\x81", 300);
    CLEANUP(free_ptr) char *down = tower("\xCC\xA3", 300);
    CLEANUP(free_ptr) char *s = xasprintf("停%s%s", up, down);
    CLEANUP(free_ptr) uint32_t *page = xcalloc((size_t)WIDTH * HEIGHT, sizeof(*page));
    struct draw draw = {0};
    draw_fill(&draw, (struct rect){0, 0, WIDTH, HEIGHT}, (struct color){255, 255, 255, 255}, 0);
    draw_text(&draw, (struct rect){100, TOP, 200, LINE}, FONT_REGULAR, SIZE_PX, (struct color){0, 0, 0, 255}, s,
              strlen(s));
    struct render render = {.glyphs = *state};
    render_play(&render, &draw, page, WIDTH, (struct rect){0, 0, WIDTH, HEIGHT});
    draw_fini(&draw);
    int ink = 0;
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            bool white = (page[y * WIDTH + x] & 0xFFFFFF) == 0xFFFFFF;
            assert_true(white || (y >= TOP - SPARE && y < TOP + LINE + SPARE));
            ink += !white;
        }
    }
    assert_true(ink > 100);
}

static void without_the_shipped_fonts_the_system_ones_are_used(void **state)
{
    struct glyphs *bare = glyphs_open("/nonexistent");
    assert_non_null(bare);
    const struct glyph *glyph = picture_of(bare, "停");
    CLEANUP(free_ptr) uint8_t *box = missing_box(SIZE_PX, 0x505C);
    assert_non_null(glyph->coverage);
    assert_true(glyph->w != SIZE_PX || memcmp(glyph->coverage, box, SIZE_PX * SIZE_PX) != 0);
    glyphs_close(bare);
    (void)state;
}

static void digits_can_be_drawn_without_any_font(void **state)
{
    (void)state;
    int advance = 0;
    CLEANUP(free_ptr) uint8_t *one = missing_sign(SIZE_PX, '1', &advance);
    CLEANUP(free_ptr) uint8_t *eight = missing_sign(SIZE_PX, '8', &advance);
    assert_non_null(one);
    assert_memory_not_equal(one, eight, SIZE_PX * SIZE_PX);
    assert_null(missing_sign(SIZE_PX, 'x', &advance));
    assert_in_range(advance, SIZE_PX / 3, SIZE_PX);
    for (int size = 1; size < 200; size++) { /* no size writes past its square */
        CLEANUP(free_ptr) uint8_t *box = missing_box(size, 0x10FFFF);
        CLEANUP(free_ptr) uint8_t *digit = missing_sign(size, '8', &advance);
    }
}

/* Signs of every kind behind each other, in clusters that make no sense. */
static void odd_clusters_are_drawn_without_harm(void **state)
{
    static const uint32_t odd[] = {'a',     0x301,  0x200D,  0x1F468, 0xFE0F, 0x1F1E8, 0x20E3, 0x1F3FD,
                                   0x627,   0x64E,  0x5D0,   0x915,   0x94D,  0xE01,   0x1100, 0x1161,
                                   0x1D160, 0x505C, 0xE0067, 0x3134A, 0x202E, '\n',    0x6DD};
    uint64_t seed = 11;
    for (int round = 0; round < 200; round++) {
        char s[161];
        size_t len = 0;
        while (len + 4 < sizeof(s)) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            len += utf8_put(s + len, odd[(seed >> 33) % ARRAY_LEN(odd)]);
        }
        assert_true(glyphs_measure(*state, round % 2 ? FONT_BOLD : FONT_REGULAR, 8 + round % 40, s, len) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(emoji_of_several_signs_is_one_em_wide),
        cmocka_unit_test(flag_has_the_colours_of_its_country),
        cmocka_unit_test(rare_characters_of_names_have_a_picture),
        cmocka_unit_test(character_without_a_font_shows_its_number),
        cmocka_unit_test(arabic_and_uyghur_words_are_shaped_from_right_to_left),
        cmocka_unit_test(parts_of_a_right_to_left_line_stand_from_the_right),
        cmocka_unit_test(directing_controls_and_lone_joiners_leave_no_mark),
        cmocka_unit_test(letter_with_an_accent_is_as_wide_as_the_letter),
        cmocka_unit_test(a_tower_of_accents_is_no_higher_than_a_few),
        cmocka_unit_test(a_line_paints_nothing_over_its_neighbours),
        cmocka_unit_test(without_the_shipped_fonts_the_system_ones_are_used),
        cmocka_unit_test(digits_can_be_drawn_without_any_font),
        cmocka_unit_test(odd_clusters_are_drawn_without_harm),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
