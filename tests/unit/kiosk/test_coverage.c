#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cache_rig.h"
#include "common/buf.h"
#include "kiosk/coverage.h"
#include "terminal/proof.h"

#define NOTICE "{\"id\":\"N-001\",\"lang\":{\"zh-CN\":{\"title\":\"𠮷先生\"}}}"

struct place {
    char dir[40];
    struct cache *cache;
};

static int make(void **state)
{
    struct place *place = xcalloc(1, sizeof(*place));
    snprintf(place->dir, sizeof(place->dir), "/tmp/foyer-coverage-XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    crypto_start();
    place->cache = cache_open_write(place->dir);
    assert_non_null(place->cache);
    *state = place;
    return 0;
}

static int delete_one(const char *path, const struct stat *info UNUSED, int flag UNUSED, struct FTW *where UNUSED)
{
    return remove(path);
}

static int drop(void **state)
{
    struct place *place = *state;
    cache_close(place->cache);
    nftw(place->dir, delete_one, 8, FTW_DEPTH | FTW_PHYS);
    free(place);
    return 0;
}

static void note(void *arg, uint32_t code)
{
    buf_printf(arg, "U+%04X ", (unsigned)code);
}

/* All of the basic plane, as it were. */
static bool read_basic(const char *font_dir UNUSED, struct codes *codes)
{
    for (uint32_t code = 0x20; code < 0x10000; code++)
        codes_add(codes, code);
    return true;
}

static bool read_nothing(const char *font_dir UNUSED, struct codes *codes UNUSED)
{
    return false;
}

static void each_missing_character_is_told_once(void **state UNUSED)
{
    struct codes codes = {0};
    struct buf told = {0};
    codes_add(&codes, 0x5148);
    const char *s = "先𠮷先 𠮷\n\t生";
    coverage_scan(&codes, s, strlen(s), note, &told);
    assert_string_equal(buf_str(&told), "U+20BB7 U+751F ");
    buf_fini(&told);
    codes_fini(&codes);
}

static void joiners_blanks_and_selectors_need_no_picture(void **state UNUSED)
{
    struct codes codes = {0};
    struct buf told = {0};
    const char *s = "\xE2\x80\x8D\xEF\xB8\x8F\xE3\x80\x80\xE2\x80\xAE \r\n";
    coverage_scan(&codes, s, strlen(s), note, &told);
    assert_string_equal(buf_str(&told), "");
    buf_fini(&told);
}

static size_t due(const struct place *place, struct proof_missing *missing, size_t max)
{
    struct proof *proof = proof_open(place->dir);
    size_t count = proof_due_missing(proof, missing, max);
    proof_close(proof);
    return count;
}

static void what_no_font_has_reaches_the_proof_with_its_notice(void **state)
{
    struct place *place = *state;
    struct wire_item items[] = {cache_rig_item(place->cache, "notice", "N-001", NOTICE),
                                cache_rig_item(place->cache, "notice", "N-002", "{\"id\":\"N-002\",\"x\":\"停水\"}")};
    cache_rig_publish(place->cache, "s:heting", items, ARRAY_LEN(items));
    struct coverage *coverage = coverage_new(place->dir, "", read_basic, NULL);
    coverage_look(coverage);
    coverage_look(coverage); /* nothing new: nothing twice */
    coverage_free(coverage);
    struct proof_missing missing[4];
    assert_int_equal(due(place, missing, ARRAY_LEN(missing)), 1);
    assert_string_equal(missing[0].item, "N-001");
    assert_int_equal(missing[0].code, 0x20BB7);
}

static void a_document_that_could_not_be_read_is_read_later(void **state)
{
    struct place *place = *state;
    struct wire_item item = cache_rig_item(place->cache, "notice", "N-001", NOTICE);
    cache_rig_publish(place->cache, "s:heting", &item, 1);
    CLEANUP(free_ptr) char *blob = xasprintf("%s/blobs/%s", place->dir, item.sha256);
    CLEANUP(free_ptr) char *away = xasprintf("%s/away", place->dir);
    struct coverage *coverage = coverage_new(place->dir, "", read_basic, NULL);
    assert_int_equal(rename(blob, away), 0);
    coverage_look(coverage);
    assert_int_equal(rename(away, blob), 0);
    coverage_look(coverage);
    coverage_free(coverage);
    struct proof_missing missing[4];
    assert_int_equal(due(place, missing, ARRAY_LEN(missing)), 1);
}

/* What `look` logs on stderr. Yours. */
static char *logged_by(struct coverage *coverage)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    int saved = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    coverage_look(coverage);
    dup2(saved, STDERR_FILENO);
    close(saved);
    rewind(file);
    struct buf text = {0};
    for (int c; (c = fgetc(file)) != EOF;)
        buf_putc(&text, (char)c);
    fclose(file);
    return buf_take(&text);
}

static void a_text_too_large_for_a_screen_is_logged_once(void **state)
{
    struct place *place = *state;
    struct buf doc = {0};
    buf_puts(&doc, "{\"id\":\"N-003\",\"lang\":{\"en\":{\"body_md\":\"short\"},\"zh-CN\":{\"body_md\":\"");
    for (int i = 0; i < 20000; i++)
        buf_puts(&doc, "水");
    buf_puts(&doc, "\"}}}");
    struct wire_item items[] = {cache_rig_item(place->cache, "notice", "N-003", buf_str(&doc)),
                                cache_rig_item(place->cache, "notice", "N-001", "{\"id\":\"N-001\"}")};
    cache_rig_publish(place->cache, "s:heting", items, ARRAY_LEN(items));
    struct coverage *coverage = coverage_new(place->dir, "", read_basic, NULL);
    CLEANUP(free_ptr) char *first = logged_by(coverage);
    CLEANUP(free_ptr) char *second = logged_by(coverage);
    coverage_free(coverage);
    buf_fini(&doc);
    assert_non_null(strstr(first, "the zh-CN text of N-003"));
    assert_null(strstr(first, "the en text"));
    assert_null(strstr(first, "N-001"));
    assert_null(strstr(second, "N-003"));
}

static void without_fonts_nothing_is_reported(void **state)
{
    struct place *place = *state;
    struct wire_item item = cache_rig_item(place->cache, "notice", "N-001", NOTICE);
    cache_rig_publish(place->cache, "s:heting", &item, 1);
    struct coverage *coverage = coverage_new(place->dir, "", read_nothing, NULL);
    coverage_look(coverage);
    coverage_free(coverage);
    struct proof_missing missing[4];
    assert_int_equal(due(place, missing, ARRAY_LEN(missing)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_missing_character_is_told_once),
        cmocka_unit_test(joiners_blanks_and_selectors_need_no_picture),
        cmocka_unit_test_setup_teardown(what_no_font_has_reaches_the_proof_with_its_notice, make, drop),
        cmocka_unit_test_setup_teardown(a_document_that_could_not_be_read_is_read_later, make, drop),
        cmocka_unit_test_setup_teardown(a_text_too_large_for_a_screen_is_logged_once, make, drop),
        cmocka_unit_test_setup_teardown(without_fonts_nothing_is_reported, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
