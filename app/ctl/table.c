#include "ctl/table.h"

#include <stdlib.h>

#include "common/utf8.h"

struct range {
    uint32_t first, last;
};
/* East Asian wide and full-width blocks, and emoji; combining marks take no cell. */
static const struct range WIDE[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},
                                    {0x4e00, 0x9fff},   {0xa000, 0xa4cf},   {0xa960, 0xa97f},   {0xac00, 0xd7a3},
                                    {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},
                                    {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
static const struct range NONE[] = {{0x0300, 0x036f}, {0x200b, 0x200d}, {0xfe00, 0xfe0f}, {0xe0100, 0xe01ef}};

static bool within(uint32_t code, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

size_t table_width(const char *text)
{
    size_t width = 0;
    for (uint32_t code; (code = utf8_next(&text));)
        width += within(code, NONE, ARRAY_LEN(NONE)) ? 0 : within(code, WIDE, ARRAY_LEN(WIDE)) ? 2 : 1;
    return width;
}

void table_init(struct table *table, const char *const *head, size_t columns)
{
    ASSERT(columns > 0 && columns <= TABLE_COLUMNS_MAX);
    *table = (struct table){.columns = columns};
    for (size_t i = 0; i < columns; i++)
        table_add(table, head[i]);
}

void table_add(struct table *table, const char *cell)
{
    if (table->cell_count == table->cell_cap) {
        table->cell_cap = MAX(table->cell_cap * 2, (size_t)64);
        table->cells = xrealloc(table->cells, table->cell_cap * sizeof(*table->cells));
    }
    char *copy = xstrdup(cell && *cell ? cell : "-");
    for (char *c = copy; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f) /* a text must not steer the terminal */
            *c = ' ';
    table->cells[table->cell_count++] = copy;
}

void table_print(const struct table *table, struct buf *out)
{
    size_t widths[TABLE_COLUMNS_MAX] = {0};
    for (size_t i = 0; i < table->cell_count; i++)
        widths[i % table->columns] = MAX(widths[i % table->columns], table_width(table->cells[i]));
    for (size_t i = 0; i < table->cell_count; i++) {
        size_t column = i % table->columns;
        buf_puts(out, table->cells[i]);
        if (column + 1 == table->columns)
            buf_putc(out, '\n');
        for (size_t pad = table_width(table->cells[i]); column + 1 < table->columns && pad < widths[column] + 2; pad++)
            buf_putc(out, ' ');
    }
}

void table_fini(struct table *table)
{
    for (size_t i = 0; i < table->cell_count; i++)
        free(table->cells[i]);
    free(table->cells);
    *table = (struct table){0};
}
