/* The notices' Markdown. A document is compared as text: one line a block, bold in [], cells between bars. */
#include "common/markdown.h"

#include <stdio.h>
#include <time.h>

#include "common/buf.h"
#include "common/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void show_inline(struct buf *out, const struct md_inline *text)
{
    for (size_t i = 0; i < text->count; i++) {
        const struct md_span *span = &text->spans[i];
        buf_puts(out, span->bold ? "[" : "");
        for (size_t k = 0; k < span->len; k++)
            buf_putc(out, span->text[k] == '\n' ? '/' : span->text[k]);
        buf_puts(out, span->bold ? "]" : "");
    }
}

static void show_table(struct buf *out, const struct md_block *table)
{
    for (size_t i = 0; i < table->columns; i++)
        buf_putc(out, "lcr"[table->align[i]]);
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        buf_puts(out, i % table->columns ? "|" : " : ");
        show_inline(out, &table->cells[i]);
    }
}

static char *show(const char *text)
{
    static const char *const kinds[] = {"h", "p", "-", "n", "t", "q", "rule", "image"};
    struct buf out = {0};
    struct md_doc *doc = md_parse(text);
    for (size_t i = 0; i < doc->count; i++) {
        const struct md_block *block = &doc->blocks[i];
        buf_printf(&out, "%s", kinds[block->kind]);
        if (block->level)
            buf_printf(&out, "%d", block->level);
        buf_putc(&out, ' ');
        if (block->kind == MD_TABLE)
            show_table(&out, block);
        else
            show_inline(&out, &block->text);
        if (block->kind == MD_IMAGE)
            buf_printf(&out, "<%s>", block->name);
        buf_putc(&out, '\n');
    }
    md_free(doc);
    return buf_take(&out);
}

static void expect(const char *text, const char *want)
{
    CLEANUP(free_ptr) char *got = show(text);
    assert_string_equal(got, want);
}

static void image_stands_alone_on_its_line(void **state)
{
    (void)state;
    expect("前文\n![三个**位置**](平面图)\n后文\n", "p 前文\nimage 三个[位置]<平面图>\np 后文\n");
    expect("![](a (1).png)", "image <a (1).png>\n");
    expect("- 一\n  ![x](y)\n", "- 一\nimage x<y>\n");
    expect("看![x](y)图\n![x]()\n![x](y) z\n![x] (y)\n![(y)", "p 看![x](y)图/![x]()/![x](y) z/![x] (y)/![(y)\n");
    expect("> ![x](y)\n", "q ![x](y)\n");
}

static void headings_paragraphs_and_rules(void **state)
{
    (void)state;
    expect("# 一\n## 二\n### 三\n#### four\n#none\n#\n", "h1 一\nh2 二\nh3 三\np #### four/#none/#\n");
    expect("first\nsecond\n\n\nthird\r\n", "p first/second\np third\n");
    expect("a\n---\nb\n--\n-----\n", "p a\nrule \np b/--\nrule \n");
    expect("  indented\ttab  \n", "p indented\ttab\n");
    expect("", "");
    expect("\n \n\t\n", "");
}

static void bold_is_a_plain_toggle_beside_han_text(void **state)
{
    (void)state;
    expect("**“停水”**时间，以及**重要。**后续", "p [“停水”]时间，以及[重要。]后续\n");
    expect("a**b", "p a**b\n");
    expect("a**b**c**d", "p a[b]c**d\n");
    expect("**", "p **\n");
    expect("****", "p ****\n");
    expect("电话 138****5678，**张*明**", "p 电话 138****5678，[张*明]\n");
    expect("***a*** **b**", "p ***a*** [b]\n");
    expect("** **", "p [ ]\n");
    expect("*a* 5*3", "p *a* 5*3\n");
    expect("**a\nb** c", "p [a/b] c\n");
    expect("**a\n\nb** c", "p **a\np b** c\n"); /* never beyond its block */
    expect("## **x**", "h2 [x]\n");
}

static void lists_have_one_level(void **state)
{
    (void)state;
    expect("- one\n- **two**\n  more\n- \nend", "- one\n- [two]/more\np -/end\n");
    expect("1. one\n2. two\n10. ten\n", "n1 one\nn2 two\nn10 ten\n");
    expect("  - inner\n-x\n1.x\n1.\n2026. 年\n* 注", "- inner\np -x/1.x/1./2026. 年/* 注\n");
    expect("text\n- a\nafter", "p text\n- a\np after\n");
}

static void quotes_are_gathered(void **state)
{
    (void)state;
    expect(">\n", "");
    expect("> a\n>b\n>\n> c\nd\n> e", "q a/b//c\np d\nq e\n");
}

static void tables_need_head_and_separator(void **state)
{
    (void)state;
    expect("| 项目 | 单价 | 备注 |\n|---|---:|:-:|\n| 水 | **2.80** | 元/吨 |\n| 电 | 0.5 |\nafter",
           "t lrc : 项目|单价|备注 : 水|[2.80]|元/吨 : 电|0.5|\np after\n");
    expect("a|b\n:--|--:\n1|2|3|4\n\n5|6", "t lr : a|b : 1|2|3|4\np 5|6\n");
    expect("| one |\n|-|\n| x |", "t l : one : x\n");
    expect("a | b\nc | d", "p a | b/c | d\n");
    expect("a | b\n---|---|---\nc | d", "p a | b/---|---|---/c | d\n");
    expect("text\n| a | b |\n|---|---|\n", "p text\nt ll : a|b\n");
    expect("| a |\n|:|", "p | a |/|:|\n");
    expect("|\n|", "p |/|\n");
    expect("|---|---|\n|---|---|", "t ll : ---|---\n");
    expect("a|b|c\n-|-", "p a|b|c/-|-\n"); /* heads and dashes differ: text */
}

static void everything_else_is_the_text_it_is(void **state)
{
    (void)state;
    expect("<b>x</b> [l](http://x) ![i](y) `c` \\* &amp;", "p <b>x</b> [l](http://x) ![i](y) `c` \\* &amp;\n");
}

static size_t text_bytes(const struct md_doc *doc)
{
    size_t bytes = 0;
    for (size_t i = 0; i < doc->count; i++) {
        for (size_t k = 0; k < doc->blocks[i].text.count; k++)
            bytes += doc->blocks[i].text.spans[k].len;
    }
    return bytes;
}

static void too_long_a_text_ends_at_a_character(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf text = {0};
    for (int i = 0; i < 20000; i++)
        buf_puts(&text, "文");
    struct md_doc *doc = md_parse(text.data);
    assert_int_equal(text_bytes(doc), MARKDOWN_BYTES_MAX / 3 * 3);
    md_free(doc);
}

static void put_row(struct buf *text, const char *cell, int columns)
{
    for (int i = 0; i < columns; i++)
        buf_puts(text, cell);
    buf_puts(text, "|\n");
}

static void a_wide_table_stays_a_table_and_says_what_it_lost(void **state)
{
    (void)state;
    static const struct {
        int columns;
        bool is_cut;
    } cases[] = {{13, false}, {MARKDOWN_COLUMNS_MAX, false}, {MARKDOWN_COLUMNS_MAX + 1, true}, {300, true}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(buf_fini) struct buf text = {0};
        put_row(&text, "|列", cases[i].columns);
        put_row(&text, "|---", cases[i].columns);
        put_row(&text, "|值", cases[i].columns);
        struct md_doc *doc = md_parse(text.data);
        assert_int_equal(doc->count, 1);
        assert_int_equal(doc->blocks[0].kind, MD_TABLE);
        assert_int_equal(doc->blocks[0].columns, MIN(cases[i].columns, MARKDOWN_COLUMNS_MAX));
        assert_int_equal(doc->is_cut, cases[i].is_cut);
        for (size_t c = 0; c < 2 * doc->blocks[0].columns; c++) /* no bar is shown */
            assert_int_equal(doc->blocks[0].cells[c].spans->len, strlen("列"));
        md_free(doc);
    }
}

static void too_large_a_table_ends_with_a_whole_row(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf text = {0};
    put_row(&text, "|列", 3);
    put_row(&text, "|---", 3);
    while (text.len < (2u << 20))
        put_row(&text, "|一二三", 3);
    struct md_doc *doc = md_parse(text.data);
    assert_true(doc->is_cut);
    assert_int_equal(doc->count, 1);
    const struct md_block *table = &doc->blocks[0];
    assert_true(table->rows > 900);
    assert_int_equal(table->cells[table->rows * 3 - 1].spans->len, strlen("一二三"));
    md_free(doc);
}

static double seconds_to_parse(const char *unit, const char *tail)
{
    CLEANUP(buf_fini) struct buf text = {0};
    while (text.len < 2 * MARKDOWN_BYTES_MAX)
        buf_puts(&text, unit);
    buf_puts(&text, tail);
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    md_free(md_parse(text.data));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void hostile_texts_take_no_longer_than_their_length(void **state)
{
    (void)state;
    static const char *const units[] = {
        "\n",  "|",     "*",   "**", "|\n",   "| ", "a|b\n-|-\n", "- \n",      "> > > ", "# ",        "1. ",
        "**a", "a**\n", ">\n", "|-", "-|-\n", "\r", "***\n|*",    "x|\n|-|\n", "  - **", "---|---\n", "- a\n  b\n"};
    for (size_t i = 0; i < ARRAY_LEN(units); i++)
        assert_true(seconds_to_parse(units[i], "") < 1.0); /* with sanitizers about 0.01 */
}

static void check_block(const struct md_block *block)
{
    for (size_t i = 0; i < block->text.count; i++)
        assert_true(block->text.spans[i].len > 0);
    if (block->kind == MD_TABLE)
        assert_true(block->rows >= 1 && block->columns >= 1 && block->columns <= MARKDOWN_COLUMNS_MAX);
}

/* No mark may be left over, and every table line must have become a table. */
static void check_notice(const char *text)
{
    struct md_doc *doc = md_parse(text);
    assert_true(doc->count > 0);
    for (size_t i = 0; i < doc->count; i++)
        check_block(&doc->blocks[i]);
    md_free(doc);
    CLEANUP(free_ptr) char *shown = show(text);
    assert_null(strstr(shown, "**"));
    assert_null(strstr(shown, "|--"));
    assert_null(strstr(shown, "\np |"));
}

static size_t check_notices_in(json_t *value)
{
    size_t count = 0;
    if (json_is_array(value)) {
        size_t index;
        json_t *element;
        json_array_foreach(value, index, element) count += check_notices_in(element);
    } else if (json_is_object(value)) {
        const char *key;
        json_t *member;
        json_object_foreach(value, key, member)
        {
            if (str_starts(key, "body_md") && json_is_string(member)) {
                check_notice(json_string_value(member));
                count++;
            } else {
                count += check_notices_in(member);
            }
        }
    }
    return count;
}

static void the_sample_notices_leave_no_mark_unread(void **state)
{
    (void)state;
    FILE *file = fopen(FOYER_SOURCE_DIR "/assets/sample/notices.json", "r");
    if (!file)
        skip();
    CLEANUP(buf_fini) struct buf text = {0};
    char piece[4096];
    for (size_t got; (got = fread(piece, 1, sizeof(piece), file)) > 0;)
        buf_append(&text, piece, got);
    fclose(file);
    CLEANUP(json_free_ref) json_t *doc = json_decode(text.data, text.len, NULL);
    assert_non_null(doc);
    assert_true(check_notices_in(doc) >= 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_paragraphs_and_rules),
        cmocka_unit_test(image_stands_alone_on_its_line),
        cmocka_unit_test(bold_is_a_plain_toggle_beside_han_text),
        cmocka_unit_test(lists_have_one_level),
        cmocka_unit_test(quotes_are_gathered),
        cmocka_unit_test(tables_need_head_and_separator),
        cmocka_unit_test(everything_else_is_the_text_it_is),
        cmocka_unit_test(too_long_a_text_ends_at_a_character),
        cmocka_unit_test(a_wide_table_stays_a_table_and_says_what_it_lost),
        cmocka_unit_test(too_large_a_table_ends_with_a_whole_row),
        cmocka_unit_test(hostile_texts_take_no_longer_than_their_length),
        cmocka_unit_test(the_sample_notices_leave_no_mark_unread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
