#include "ctl/list.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/json.h"
#include "ctl/table.h"

void list_time(char out[static 32], int64_t unix_s, const json_t *answer)
{
    const json_t *zone = json_member(answer, "zone_s");
    int64_t zone_s = CLAMP(json_integer_value(zone), -DAY_S, DAY_S);
    out[0] = '\0';
    if (unix_s <= 0)
        return;
    clock_format(out, unix_s, (int32_t)zone_s);
    out[10] = json_is_integer(zone) ? ' ' : 'T';
    out[16] = json_is_integer(zone) ? '\0' : 'Z'; /* to the minute */
    out[17] = '\0';
}

static char *cell(const json_t *answer, const json_t *row, const struct list_column *column)
{
    const json_t *value = json_member(row, column->member);
    char time[32];
    switch (column->type) {
    case LIST_TEXT:
        return xstrdup(json_string_value(value));
    case LIST_INT:
        return json_is_integer(value) ? xasprintf("%lld", (long long)json_integer_value(value)) : NULL;
    case LIST_TIME:
        list_time(time, json_integer_value(value), answer);
        return xstrdup(time);
    case LIST_FLAG:
        return xstrdup(json_is_true(value) || json_integer_value(value) > 0 ? "yes" : NULL);
    }
    return NULL;
}

void list_print(const json_t *answer, const char *key, const struct list_column *columns, size_t count)
{
    struct table table;
    struct buf out = {0};
    const char *head[TABLE_COLUMNS_MAX];
    for (size_t i = 0; i < count; i++)
        head[i] = columns[i].head;
    table_init(&table, head, count);
    size_t i;
    json_t *row;
    json_array_foreach((json_t *)(json_is_array(answer) ? answer : json_member(answer, key)), i, row)
    {
        for (size_t column = 0; column < count; column++) {
            CLEANUP(free_ptr) char *text = cell(answer, row, &columns[column]);
            table_add(&table, text);
        }
    }
    table_print(&table, &out);
    fputs(buf_str(&out), stdout);
    table_fini(&table);
    buf_fini(&out);
}
