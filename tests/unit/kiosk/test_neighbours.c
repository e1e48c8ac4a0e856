#include "kiosk/typing/neighbours.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#ifdef FOYER_RIME
/* The table that the build made. */
static double gain(const char *before, const char *word)
{
    struct neighbours *table = neighbours_open(FOYER_SHARE_DIR "/typing/neighbours.bin");
    assert_non_null(table);
    struct neighbours_context context = neighbours_before(table, before);
    double found = neighbours_gain(table, &context, word);
    neighbours_close(table);
    return found;
}

static void a_word_is_likelier_after_its_neighbour(void **state)
{
    (void)state;
    assert_true(gain("钢材", "价格") > 2);
    assert_true(gain("昨天的钢材", "价格") > 2); /* whatever stood before the neighbour */
    assert_true(gain("钢材", "价格太高") > 2);   /* and whatever follows in the same piece of speech */
    assert_true(gain("钢材", "袈裟") == 0);
    assert_true(gain("", "价格") == 0);
    assert_true(gain("钢材", "") == 0);
}

static void two_words_before_say_more_than_one(void **state)
{
    (void)state;
    assert_true(gain("敢去", "想") > gain("去", "想"));
}

static void text_of_any_length_is_looked_at(void **state)
{
    (void)state;
    char text[3 * 200 + 1] = "";
    for (int i = 0; i < 200; i++)
        memcpy(text + 3 * (size_t)i, "钢材" + 3 * (i % 2), 4);
    assert_true(gain(text, "价格") > 2);
    assert_true(gain(text, text) >= 0);
    assert_true(gain("\x80\x80\xff", "\xe4\xb8") >= 0); /* not UTF-8 */
}
#endif

static void a_broken_table_is_refused(void **state)
{
    (void)state;
    struct {
        char magic[8];
        uint32_t slots, used;
        uint8_t rest[3 * 4];
    } file = {"FoyNeig1", 4, 1, {0}};
    struct neighbours table;
    assert_true(neighbours_read(&table, &file, 28));
    assert_false(neighbours_read(&table, &file, 27));
    assert_false(neighbours_read(&table, &file, 12));
    file.used = 4; /* no empty slot: a look would not end */
    assert_false(neighbours_read(&table, &file, 28));
    file.used = 1;
    file.slots = UINT32_MAX;
    assert_false(neighbours_read(&table, &file, 28));
    file.slots = 4;
    file.magic[7] = '2';
    assert_false(neighbours_read(&table, &file, 28));
}

static void a_missing_file_is_no_table(void **state)
{
    (void)state;
    assert_null(neighbours_open("/nonexistent/neighbours.bin"));
    assert_null(neighbours_open(FOYER_SOURCE_DIR "/LICENSE"));
    neighbours_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#ifdef FOYER_RIME
        cmocka_unit_test(a_word_is_likelier_after_its_neighbour),
        cmocka_unit_test(two_words_before_say_more_than_one),
        cmocka_unit_test(text_of_any_length_is_looked_at),
#endif
        cmocka_unit_test(a_broken_table_is_refused),
        cmocka_unit_test(a_missing_file_is_no_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
