/* Line by line: what a line is depends on itself and, for tables, on the next one. The text of a block is gathered into
 * `joined`, then copied once into the document's store without the bold marks. Every byte is looked at a fixed number
 * of times, so no text takes longer than its length. */
#include "common/markdown.h"

#include <stdlib.h>

#include "common/buf.h"

#define LOSS_PARTS 4 /* a cut text loses at most this part more for the sake of a whole line */

struct line {
    const char *at;
    size_t len; /* without blanks at either end */
    size_t indent;
};

struct parser {
    const char *at, *end; /* what has not been read */
    struct line line;     /* the current line */
    struct md_doc *doc;
    size_t block_cap;
    size_t store_len;
    struct buf joined; /* text of the block that is being gathered */
};

/* --- lines --- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct line trimmed(const char *at, size_t len)
{
    struct line line = {at, len, 0};
    while (line.len && is_blank(line.at[0])) {
        line.at++;
        line.len--;
        line.indent++;
    }
    while (line.len && is_blank(line.at[line.len - 1]))
        line.len--;
    return line;
}

static bool peek(const struct parser *parser, const char *at, struct line *line, const char **behind)
{
    if (at >= parser->end)
        return false;
    const char *lf = memchr(at, '\n', (size_t)(parser->end - at));
    const char *stop = lf ? lf : parser->end;
    *line = trimmed(at, (size_t)(stop - at));
    *behind = lf ? lf + 1 : stop;
    return true;
}

static bool next_line(struct parser *parser)
{
    return peek(parser, parser->at, &parser->line, &parser->at);
}

/* --- bold --- */

static void add_span(struct md_inline *text, const char *at, size_t len, bool bold, size_t *cap)
{
    struct md_span *last = text->count ? &text->spans[text->count - 1] : NULL;
    if (!len)
        return;
    if (last && last->bold == bold) { /* the store holds them side by side */
        last->len += len;
        return;
    }
    if (text->count == *cap) {
        *cap = *cap ? *cap * 2 : 1;
        text->spans = xrealloc(text->spans, *cap * sizeof(*text->spans));
    }
    text->spans[text->count++] = (struct md_span){at, len, bold};
}

/* The next run of exactly two asterisks. Other runs are text: 138****5678 hides digits, it does not embolden. */
static const char *find_mark(const char *at, const char *end)
{
    while ((at = memchr(at, '*', (size_t)(end - at)))) {
        size_t run = 1;
        while (at + run < end && at[run] == '*')
            run++;
        if (run == 2)
            return at;
        at += run;
    }
    return NULL;
}

static size_t count_marks(const char *at, const char *end)
{
    size_t count = 0;
    for (const char *mark = find_mark(at, end); mark; mark = find_mark(mark + 2, end))
        count++;
    return count;
}

/* A pair of marks embolden what is between them; one without a partner is the text that it is. */
static struct md_inline make_inline(struct parser *parser, const char *at, size_t len)
{
    struct md_inline text = {0};
    size_t cap = 0, marks = count_marks(at, at + len) / 2 * 2;
    const char *end = at + len;
    for (bool bold = false; at < end; bold = !bold) {
        const char *mark = marks ? find_mark(at, end) : NULL;
        size_t run = (size_t)((mark ? mark : end) - at);
        char *copy = parser->doc->store + parser->store_len;
        memcpy(copy, at, run);
        parser->store_len += run;
        add_span(&text, copy, run, bold, &cap);
        at += mark ? run + 2 : run;
        marks -= mark != NULL;
    }
    return text;
}

/* --- blocks --- */

static struct md_block *add_block(struct parser *parser, enum md_kind kind, int level)
{
    struct md_doc *doc = parser->doc;
    if (doc->count == parser->block_cap) {
        parser->block_cap = parser->block_cap ? parser->block_cap * 2 : 16;
        doc->blocks = xrealloc(doc->blocks, parser->block_cap * sizeof(*doc->blocks));
    }
    struct md_block *block = &doc->blocks[doc->count++];
    *block = (struct md_block){.kind = kind, .level = level};
    return block;
}

/* ![words](name) from end to end. The words end at the first "](", the name is what is left: it may have brackets. */
static bool read_image(const struct line *line, struct line *words, struct line *name)
{
    if (line->len < 5 || line->at[0] != '!' || line->at[1] != '[' || line->at[line->len - 1] != ')')
        return false;
    const char *middle = memmem(line->at + 2, line->len - 3, "](", 2);
    if (!middle)
        return false;
    *words = trimmed(line->at + 2, (size_t)(middle - line->at) - 2);
    *name = trimmed(middle + 2, (size_t)(line->at + line->len - middle) - 3);
    return name->len > 0;
}

/* What a line begins. `skip` receives how many bytes stand before its text. */
static enum md_kind classify(const struct line *line, size_t *skip, int *level)
{
    const char *s = line->at;
    size_t len = line->len, n = 0;
    *skip = 0;
    *level = 0;
    while (n < len && s[n] == '-')
        n++;
    if (n == len && n >= 3)
        return MD_RULE;
    if (len >= 2 && s[0] == '-' && s[1] == ' ') {
        *skip = 2;
        return MD_BULLET;
    }
    for (n = 0; n < len && n < 4 && s[n] == '#';)
        n++;
    if (n >= 1 && n <= 3 && n < len && s[n] == ' ') {
        *skip = n + 1;
        *level = (int)n;
        return MD_HEADING;
    }
    struct line words, name;
    if (read_image(line, &words, &name))
        return MD_IMAGE;
    if (len >= 1 && s[0] == '>') {
        *skip = 1;
        return MD_QUOTE;
    }
    for (n = 0; n < len && n < 3 && s[n] >= '0' && s[n] <= '9'; n++)
        *level = *level * 10 + (s[n] - '0');
    if (n >= 1 && n + 1 < len && s[n] == '.' && s[n + 1] == ' ') {
        *skip = n + 2;
        return MD_NUMBER;
    }
    *level = 0;
    return MD_PARAGRAPH;
}

static void join(struct parser *parser, const struct line *line, size_t skip)
{
    struct line rest = trimmed(line->at + skip, line->len - skip);
    if (parser->joined.len)
        buf_putc(&parser->joined, '\n');
    buf_append(&parser->joined, rest.at, rest.len);
}

/* --- tables --- */

static size_t bars(const struct line *line)
{
    size_t count = 0;
    for (size_t i = 0; i < line->len; i++)
        count += line->at[i] == '|';
    return count;
}

/* The line without the bars that frame it. */
static struct line unframed(const struct line *line)
{
    struct line row = *line;
    if (row.len && row.at[0] == '|') {
        row.at++;
        row.len--;
    }
    if (row.len && row.at[row.len - 1] == '|')
        row.len--;
    return row;
}

/* Cuts the next cell off the row. The last of `left` cells keeps what remains: no text is lost, unless the table itself
 * is cut (`left` counts all of its columns then). */
static struct line take_cell(struct line *row, size_t left)
{
    const char *bar = left > 1 ? memchr(row->at, '|', row->len) : NULL;
    size_t len = bar ? (size_t)(bar - row->at) : row->len;
    struct line cell = trimmed(row->at, len);
    len += bar != NULL;
    row->at += len;
    row->len -= len;
    return cell;
}

static bool read_align(const struct line *cell, enum md_align *align)
{
    struct line rest = *cell;
    bool left = rest.len && rest.at[0] == ':';
    rest.at += left;
    rest.len -= left;
    bool right = rest.len && rest.at[rest.len - 1] == ':';
    rest.len -= right;
    if (!rest.len)
        return false;
    for (size_t i = 0; i < rest.len; i++) {
        if (rest.at[i] != '-')
            return false;
    }
    *align = right ? (left ? MD_CENTER : MD_RIGHT) : MD_LEFT;
    return true;
}

/* A table's second line: |---|---:| with as many columns as the first. Returns the columns, of which `align` has the
 * first MARKDOWN_COLUMNS_MAX; 0: no table. */
static size_t read_separator(const struct line *head, const struct line *line, enum md_align align[])
{
    if (!bars(head) || !bars(line))
        return 0;
    struct line row = unframed(line), head_row = unframed(head);
    size_t columns = bars(&row) + 1;
    if (columns != bars(&head_row) + 1)
        return 0;
    for (size_t i = 0; i < columns; i++) {
        enum md_align found;
        struct line cell = take_cell(&row, columns - i);
        if (!read_align(&cell, &found))
            return 0;
        if (i < MARKDOWN_COLUMNS_MAX)
            align[i] = found;
    }
    return columns;
}

static void add_row(struct parser *parser, struct md_block *table, const struct line *line, size_t written, size_t *cap)
{
    if (table->rows == *cap) {
        *cap = *cap ? *cap * 2 : 4;
        table->cells = xrealloc(table->cells, *cap * table->columns * sizeof(*table->cells));
    }
    struct line row = unframed(line);
    for (size_t i = 0; i < table->columns; i++) {
        struct line cell = take_cell(&row, written - i);
        table->cells[table->rows * table->columns + i] = make_inline(parser, cell.at, cell.len);
    }
    table->rows++;
}

/* The current line may head a table: that is decided by the next one. */
static bool read_table(struct parser *parser)
{
    struct line next, head = parser->line;
    const char *behind;
    enum md_align align[MARKDOWN_COLUMNS_MAX];
    size_t columns = peek(parser, parser->at, &next, &behind) ? read_separator(&head, &next, align) : 0;
    if (!columns)
        return false;
    parser->at = behind;
    struct md_block *table = add_block(parser, MD_TABLE, 0);
    table->columns = MIN(columns, (size_t)MARKDOWN_COLUMNS_MAX);
    parser->doc->is_cut |= columns > table->columns;
    memcpy(table->align, align, table->columns * sizeof(*align));
    size_t cap = 0;
    add_row(parser, table, &head, columns, &cap);
    while (peek(parser, parser->at, &next, &behind) && bars(&next)) {
        add_row(parser, table, &next, columns, &cap);
        parser->at = behind;
    }
    return true;
}

static bool heads_table(const struct parser *parser, const struct line *line, const char *behind)
{
    struct line next;
    enum md_align align[MARKDOWN_COLUMNS_MAX];
    return peek(parser, behind, &next, &behind) && read_separator(line, &next, align);
}

/* --- the whole --- */

/* Whether `line` goes on with the block that `kind` began: plain lines with a paragraph, quotes with a quote, indented
 * lines with a list entry. */
static bool continues(const struct parser *parser, enum md_kind kind, const struct line *line, const char *behind,
                      size_t *skip)
{
    int level;
    if (!line->len)
        return false;
    enum md_kind found = classify(line, skip, &level);
    if (kind == MD_QUOTE)
        return found == MD_QUOTE;
    if (found != MD_PARAGRAPH || heads_table(parser, line, behind))
        return false;
    return kind == MD_PARAGRAPH || ((kind == MD_BULLET || kind == MD_NUMBER) && line->indent >= 2);
}

static void read_text_block(struct parser *parser, enum md_kind kind, int level, size_t skip)
{
    struct line next;
    const char *behind;
    buf_clear(&parser->joined);
    join(parser, &parser->line, skip);
    while (peek(parser, parser->at, &next, &behind) && continues(parser, kind, &next, behind, &skip)) {
        join(parser, &next, skip);
        parser->at = behind;
    }
    struct md_inline text = make_inline(parser, buf_str(&parser->joined), parser->joined.len);
    if (text.count) /* a lone ">" has nothing to show */
        add_block(parser, kind, level)->text = text;
}

/* The name ends with NUL in the store: the brackets around it made room for that. */
static void add_image(struct parser *parser)
{
    struct line words, name;
    bool is_image = read_image(&parser->line, &words, &name);
    ASSERT(is_image);
    struct md_inline text = make_inline(parser, words.at, words.len);
    char *copy = parser->doc->store + parser->store_len;
    memcpy(copy, name.at, name.len);
    copy[name.len] = '\0';
    parser->store_len += name.len + 1;
    struct md_block *block = add_block(parser, MD_IMAGE, 0);
    block->text = text;
    block->name = copy;
}

static void read_block(struct parser *parser)
{
    size_t skip;
    int level;
    if (!parser->line.len || read_table(parser))
        return;
    enum md_kind kind = classify(&parser->line, &skip, &level);
    if (kind == MD_RULE)
        add_block(parser, kind, 0);
    else if (kind == MD_IMAGE)
        add_image(parser);
    else
        read_text_block(parser, kind, level, skip);
}

/* The length that is read. Half a row of a table says something wrong, so it ends with a line; where lines are very
 * long, with a character. */
static size_t bounded_len(const char *text, bool *is_cut)
{
    size_t len = strnlen(text, MARKDOWN_BYTES_MAX + 1);
    *is_cut = len > MARKDOWN_BYTES_MAX;
    if (!*is_cut)
        return len;
    len = MARKDOWN_BYTES_MAX;
    const char *lf = memrchr(text, '\n', len);
    if (lf && lf >= text + len - len / LOSS_PARTS)
        return (size_t)(lf - text);
    while (len && (text[len] & 0xc0) == 0x80)
        len--;
    return len;
}

struct md_doc *md_parse(const char *text)
{
    bool is_cut;
    size_t len = bounded_len(text, &is_cut);
    struct parser parser = {.at = text, .end = text + len, .doc = xcalloc(1, sizeof(*parser.doc))};
    parser.doc->is_cut = is_cut;
    parser.doc->store = xmalloc(len + 1); /* blocks never hold more than was read */
    while (next_line(&parser))
        read_block(&parser);
    buf_fini(&parser.joined);
    return parser.doc;
}

static void free_block(struct md_block *block)
{
    free(block->text.spans);
    for (size_t i = 0; i < block->rows * block->columns; i++)
        free(block->cells[i].spans);
    free(block->cells);
}

void md_free(struct md_doc *doc)
{
    if (!doc)
        return;
    for (size_t i = 0; i < doc->count; i++)
        free_block(&doc->blocks[i]);
    free(doc->blocks);
    free(doc->store);
    free(doc);
}
