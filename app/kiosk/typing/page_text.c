#include "kiosk/typing/page_text.h"

#include <stdlib.h>

void page_text_lay(struct page_text *page, struct text *text, int size_px, int width, const char *words)
{
    page->text = text;
    page->size_px = size_px;
    page->width = MAX(width, 1);
    page->line_h = text_line_height(size_px);
    page->words = words;
    page->len = strlen(words);
    page->count =
        MIN(text_break(text, FONT_REGULAR, size_px, page->width, words, page->len, page->lines, PAGE_TEXT_LINES),
            (size_t)PAGE_TEXT_LINES);
    /* Behind a last line end, and in an empty text, there is a line to write on. */
    bool is_open = !page->len || words[page->len - 1] == '\n';
    if (is_open && (!page->count || page->lines[page->count - 1].start < page->len))
        page->lines[page->count++] = (struct text_line){page->len, 0, 0, false};
}

int page_text_height(const struct page_text *page)
{
    return (int)page->count * page->line_h;
}

size_t page_text_line_of(const struct page_text *page, size_t at)
{
    size_t line = 0;
    while (line + 1 < page->count && page->lines[line + 1].start <= at)
        line++;
    return line;
}

/* Of the bytes before `at`, from the line's beginning; in a line from right to left that is its right end. */
static int edge_x(const struct page_text *page, const struct text_line *line, size_t at)
{
    int way = at > line->start
                  ? text_width(page->text, FONT_REGULAR, page->size_px, page->words + line->start, at - line->start)
                  : 0;
    way = MIN(way, page->width);
    return line->rtl ? page->width - way : way;
}

void page_text_find(const struct page_text *page, size_t at, int *x, int *y)
{
    size_t index = page_text_line_of(page, MIN(at, page->len));
    *x = edge_x(page, &page->lines[index], MIN(at, page->len));
    *y = (int)index * page->line_h;
}

static const struct text_line *line_at(const struct page_text *page, int y)
{
    int index = CLAMP(y / page->line_h, 0, (int)page->count - 1);
    return &page->lines[y < 0 ? 0 : index];
}

size_t page_text_at(const struct page_text *page, int x, int y)
{
    const struct text_line *line = line_at(page, y);
    size_t best = line->start, at = line->start;
    int best_way = abs(edge_x(page, line, at) - x);
    while (at < line->start + line->len) {
        at = text_next_grapheme(page->text, page->words, at);
        int way = abs(edge_x(page, line, at) - x);
        if (way < best_way) {
            best = at;
            best_way = way;
        }
    }
    return best;
}

size_t page_text_under(const struct page_text *page, int x, int y)
{
    const struct text_line *line = line_at(page, y);
    size_t at = line->start;
    while (at < line->start + line->len) {
        size_t next = text_next_grapheme(page->text, page->words, at);
        int a = edge_x(page, line, at), b = edge_x(page, line, next);
        if (x < MAX(a, b) && x >= MIN(a, b))
            return at;
        at = next;
    }
    return at;
}
