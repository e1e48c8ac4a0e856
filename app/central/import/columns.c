#include "central/import/columns.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/ids.h"
#include "common/json.h"

static const struct column standard_columns[] = {
    {"id", COLUMN_ID, "编号", "number", true, 10, "GT-06"},
    {"category", COLUMN_CATEGORY, "类别", "category", true, 12, "GT"},
    {"title", COLUMN_TEXT, "标题", "title", true, 18, "投诉首次答复"},
    {"commitment", COLUMN_TEXT, "承诺", "promise", true, 40, "收到投诉后24小时内给出首次答复。"},
    {"metric", COLUMN_TEXT, "指标", "measure", true, 16, "首次答复时长"},
    {"comparator", COLUMN_COMPARATOR, "要求", "at least or at most", true, 10, "不超过"},
    {"target", COLUMN_NUMBER, "目标值", "target", true, 10, "24"},
    {"unit", COLUMN_TEXT, "单位", "unit", true, 8, "小时"},
    {"frequency.text", COLUMN_TEXT, "频次", "how often", false, 10, "每次"},
    {"resident_check", COLUMN_TEXT, "居民怎么核对", "how residents check", true, 30, "看受理回执上的时间"},
    {"remedy.text", COLUMN_TEXT, "未做到怎么办", "if it is not kept", false, 30, "当日公示原因并致歉"},
    {"responsible_role", COLUMN_ID, "负责岗位", "post", false, 10, "R-CS"},
    {"effective", COLUMN_DAY, "生效日期", "in force from", false, 12, "2027-01-01"},
    {"title_en", COLUMN_TEXT, "英文标题", "title in English", false, 18, "First reply to a complaint"},
    {"commitment_en", COLUMN_TEXT, "英文承诺", "promise in English", false, 40,
     "A first reply comes within 24 hours of a complaint."},
    {"metric_en", COLUMN_TEXT, "英文指标", "measure in English", false, 16, "Time to the first reply"},
    {"unit_en", COLUMN_TEXT, "英文单位", "unit in English", false, 8, "hours"},
    {"resident_check_en", COLUMN_TEXT, "居民怎么核对（英文）", "how residents check, in English", false, 30,
     "See the time on the receipt"},
};
static const struct column fee_columns[] = {
    {"id", COLUMN_ID, "编号", "number", true, 8, "F-01"},
    {"name", COLUMN_TEXT, "收费项目", "fee", true, 22, "物业服务费（高层）"},
    {"category", COLUMN_TEXT, "类别", "category", false, 14, "物业服务费"},
    {"payer", COLUMN_TEXT, "收费对象", "who pays", true, 26, "1—4号楼业主或约定的使用人"},
    {"service_content", COLUMN_TEXT, "服务内容", "what is given", true, 36, "共用部位维护、保洁、绿化、秩序维护"},
    {"service_clauses", COLUMN_NAMES, "服务标准", "standards", true, 22, "ZH-01、SB-01"},
    {"billing_method", COLUMN_TEXT, "计费方式", "how it is counted", true, 30, "按产权建筑面积按月计收"},
    {"unit", COLUMN_TEXT, "计价单位", "unit", true, 16, "元/平方米·月"},
    {"unit_price_fen", COLUMN_MONEY, "收费标准（元）", "price (yuan)", true, 14, "2.80"},
    {"price_basis", COLUMN_TEXT, "价格管理形式", "kind of price", true, 14, "政府指导价"},
    {"guide_price.base_fen", COLUMN_MONEY, "基准价（元）", "base price (yuan)", false, 12, "2.60"},
    {"guide_price.float_up_bp", COLUMN_PERCENT, "上浮幅度", "may be higher by", false, 10, "15%"},
    {"guide_price.float_down_bp", COLUMN_PERCENT, "下浮幅度", "may be lower by", false, 10, "15%"},
    {"approval_document", COLUMN_TEXT, "价格依据（文号）", "basis of the price", false, 28, "示例价〔2024〕15号"},
    {"billing_start", COLUMN_DAY, "计费起始时间", "counted from", false, 14, "2024-07-01"},
    {"effective_from", COLUMN_DAY, "执行日期", "price in force from", true, 12, "2026-01-01"},
    {"due_rule", COLUMN_TEXT, "缴费期限", "due", false, 18, "每季度末月25日前"},
    {"complaint_line", COLUMN_TEXT, "服务投诉电话", "company's telephone for complaints", true, 16, "000-5550-0102"},
    {"price_regulator_line", COLUMN_TEXT, "价格举报电话", "price regulator's telephone", true, 14, "12315"},
    {"note", COLUMN_TEXT, "备注", "remark", false, 20, ""},
    {"name_en", COLUMN_TEXT, "英文名称", "fee in English", false, 24, "Property service fee (high-rise)"},
    {"unit_en", COLUMN_TEXT, "英文单位", "unit in English", false, 16, "yuan/m² per month"},
    {"payer_en", COLUMN_TEXT, "收费对象（英文）", "who pays, in English", false, 26, "Owners of Buildings 1-4"},
    {"service_content_en", COLUMN_TEXT, "服务内容（英文）", "what is given, in English", false, 36,
     "Upkeep of common parts, cleaning, gardens, order"},
    {"billing_method_en", COLUMN_TEXT, "计费方式（英文）", "how it is counted, in English", false, 30,
     "By built area, monthly"},
    {"due_rule_en", COLUMN_TEXT, "缴费期限（英文）", "due, in English", false, 18,
     "by the 25th of the last month of each quarter"},
};

const struct column *columns_of(enum import_kind kind, size_t *count)
{
    *count = kind == IMPORT_STANDARDS ? ARRAY_LEN(standard_columns) : ARRAY_LEN(fee_columns);
    return kind == IMPORT_STANDARDS ? standard_columns : fee_columns;
}

const struct column *column_named(enum import_kind kind, const char *heading)
{
    size_t count;
    const struct column *columns = columns_of(kind, &count);
    for (size_t i = 0; i < count; i++)
        if (column_heading_is(heading, columns[i].zh) || column_heading_is(heading, columns[i].en) ||
            str_eq(heading, columns[i].member))
            return &columns[i];
    return NULL;
}

const struct column *column_meant(enum import_kind kind, const char *heading)
{
    size_t count;
    const struct column *columns = columns_of(kind, &count);
    const char *member = synonym_of(kind, heading);
    for (size_t i = 0; member && i < count; i++)
        if (str_eq(member, columns[i].member))
            return &columns[i];
    return NULL;
}

const char *column_type_name(enum column_type type)
{
    static const char *const names[] = {"id",  "text",  "number",     "money",   "percent",
                                        "day", "names", "comparator", "category"};
    return names[type];
}

/* --- Members ------------------------------------------------------------------------------------------------------ */

json_t *column_get(const struct column *column, const json_t *entry)
{
    const char *dot = strchr(column->member, '.');
    CLEANUP(free_ptr) char *outer = dot ? xstrndup(column->member, (size_t)(dot - column->member)) : NULL;
    json_t *value = dot ? json_member(json_member(entry, outer), dot + 1) : json_member(entry, column->member);
    return json_is_null(value) ? NULL : value;
}

void column_set(const struct column *column, json_t *entry, json_t *value)
{
    const char *dot = strchr(column->member, '.'), *key = dot ? dot + 1 : column->member;
    CLEANUP(free_ptr) char *outer = dot ? xstrndup(column->member, (size_t)(dot - column->member)) : NULL;
    json_t *object = entry;
    if (outer) {
        if (!json_is_object(json_member(entry, outer)) && !value)
            return;
        if (!json_is_object(json_member(entry, outer)))
            json_object_set_new(entry, outer, json_object());
        object = json_member(entry, outer);
    }
    if (value)
        json_object_set_new(object, key, value);
    else
        json_object_del(object, key);
    if (outer && json_object_size(object) == 0)
        json_object_set_new(entry, outer, json_null());
}

/* --- From a cell -------------------------------------------------------------------------------------------------- */

/* Without blanks and the commas between thousands, and without one of `marks` at either end. */
static char *bare(const char *cell, const char *const *marks, size_t mark_count)
{
    struct buf out = {0};
    for (size_t i = 0; i < mark_count; i++)
        if (str_starts(cell, marks[i]))
            cell += strlen(marks[i]);
    for (; *cell; cell++) {
        bool skip = *cell == ' ' || *cell == ',';
        for (size_t i = 0; i < mark_count && !skip; i++)
            skip = str_eq(cell, marks[i]);
        if (skip && *cell != ' ' && *cell != ',')
            break;
        if (!skip)
            buf_putc(&out, *cell);
    }
    return buf_take(&out);
}

/* "2.8" with two places is 280; no more digits than places, so nothing is rounded away. */
static bool read_places(const char *text, size_t places, int64_t most, int64_t *out)
{
    const char *point = strchr(text, '.');
    size_t whole = point ? (size_t)(point - text) : strlen(text), behind = point ? strlen(point + 1) : 0;
    CLEANUP(free_ptr) char *digits = xmalloc(strlen(text) + places + 1);
    if (whole == 0 || whole > 12 || behind > places || (point && behind == 0))
        return false;
    memcpy(digits, text, whole);
    if (behind)
        memcpy(digits + whole, point + 1, behind);
    memset(digits + whole + behind, '0', places - behind);
    digits[whole + places] = '\0';
    return strspn(digits, "0123456789") == whole + places && parse_i64(digits, 0, most, out);
}

static json_t *read_money(const char *cell)
{
    static const char *const marks[] = {"¥", "￥", "元"};
    int64_t fen;
    CLEANUP(free_ptr) char *text = bare(cell, marks, ARRAY_LEN(marks));
    return read_places(text, 2, INT64_C(100000000000), &fen) ? json_integer(fen) : NULL;
}

static json_t *read_percent(const char *cell)
{
    static const char *const marks[] = {"%", "％"};
    int64_t bp;
    CLEANUP(free_ptr) char *text = bare(cell, marks, ARRAY_LEN(marks));
    return read_places(text, 2, 1000000, &bp) ? json_integer(bp) : NULL;
}

static json_t *read_number(const char *cell)
{
    static const char *const marks[] = {"%", "％"};
    int64_t number;
    CLEANUP(free_ptr) char *text = bare(cell, marks, ARRAY_LEN(marks));
    return parse_i64(text, 0, INT64_C(1) << 40, &number) ? json_integer(number) : NULL;
}

/* 2026-1-1, 2026/01/01, 2026.1.1, 2026年1月1日. */
static json_t *read_day(const char *cell)
{
    int year, month, day, used = 0;
    int64_t at_s;
    static const char *const shapes[] = {"%4d-%2d-%2d%n", "%4d/%2d/%2d%n", "%4d.%2d.%2d%n", "%4d年%2d月%2d日%n"};
    for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        if (sscanf(cell, shapes[i], &year, &month, &day, &used) != 3 || cell[used])
            continue;
#pragma GCC diagnostic pop
        CLEANUP(free_ptr) char *text = xasprintf("%04d-%02d-%02d", year, month, day);
        return clock_parse(text, 0, &at_s) ? json_string(text) : NULL;
    }
    return NULL;
}

static json_t *read_names(const char *cell)
{
    json_t *names = json_array();
    while (*cell) {
        static const char *const gaps[] = {" ", ",", ";", "\n", "、", "，", "；"};
        size_t len = strlen(cell), gap = 0;
        for (size_t i = 0; i < ARRAY_LEN(gaps); i++) {
            const char *at = strstr(cell, gaps[i]);
            if (at && (size_t)(at - cell) < len) {
                len = (size_t)(at - cell);
                gap = strlen(gaps[i]);
            }
        }
        CLEANUP(free_ptr) char *name = xstrndup(cell, len);
        if (len && !ids_is_name(name)) {
            json_decref(names);
            return NULL;
        }
        if (len)
            json_array_append_new(names, json_string(name));
        cell += len + gap;
    }
    return names;
}

static const char *const comparators[][6] = {{">=", "≥", "不少于", "不低于", "至少", "at least"},
                                             {"<=", "≤", "不超过", "不多于", "至多", "at most"},
                                             {"==", "=", "等于", "正好", "恰为", "exactly"}};

static json_t *read_comparator(const char *cell)
{
    for (size_t i = 0; i < ARRAY_LEN(comparators); i++)
        for (size_t j = 0; j < ARRAY_LEN(comparators[i]); j++)
            if (str_eq(cell, comparators[i][j]))
                return json_string(comparators[i][0]);
    return NULL;
}

static json_t *read_category(const char *cell, const json_t *doc)
{
    size_t i;
    json_t *category, *categories = json_member(doc, "categories");
    json_array_foreach(categories, i, category)
    {
        if (str_eq(cell, json_str(category, "id")) || str_eq(cell, json_str(category, "name")) ||
            str_eq(cell, json_str(category, "name_en")))
            return json_string(json_str_or(category, "id", ""));
    }
    return NULL;
}

json_t *column_read(const struct column *column, const char *cell, const json_t *doc, const char **problem)
{
    *problem = column_type_name(column->type);
    switch (column->type) {
    case COLUMN_ID:
        return ids_is_name(cell) && !strchr(cell, ':') ? json_string(cell) : NULL;
    case COLUMN_TEXT:
        return json_string(cell);
    case COLUMN_NUMBER:
        return read_number(cell);
    case COLUMN_MONEY:
        return read_money(cell);
    case COLUMN_PERCENT:
        return read_percent(cell);
    case COLUMN_DAY:
        return read_day(cell);
    case COLUMN_NAMES:
        return read_names(cell);
    case COLUMN_COMPARATOR:
        return read_comparator(cell);
    case COLUMN_CATEGORY:
        return read_category(cell, doc);
    }
    return NULL;
}

/* --- Into a cell -------------------------------------------------------------------------------------------------- */

static void write_names(const json_t *names, struct grid *grid)
{
    CLEANUP(buf_fini) struct buf text = {0};
    for (size_t i = 0; i < json_array_size(names); i++) {
        buf_puts(&text, i ? "、" : "");
        buf_puts(&text, json_is_string(json_array_get(names, i)) ? json_string_value(json_array_get(names, i)) : "");
    }
    grid_text(grid, buf_str(&text));
}

static void write_percent(int64_t bp, struct grid *grid)
{
    char text[64];
    (void)snprintf(text, sizeof(text), bp % 100 ? "%" PRId64 ".%02d%%" : "%" PRId64 "%%", bp / 100, (int)(bp % 100));
    grid_text(grid, text);
}

static const char *comparator_words(const char *value)
{
    for (size_t i = 0; i < ARRAY_LEN(comparators); i++)
        if (str_eq(value, comparators[i][0]))
            return comparators[i][2];
    return value;
}

void column_write(const struct column *column, const json_t *value, struct grid *grid)
{
    const char *text = json_is_string(value) ? json_string_value(value) : NULL;
    if (json_is_integer(value) && column->type == COLUMN_MONEY)
        grid_fen(grid, json_integer_value(value));
    else if (json_is_integer(value) && column->type == COLUMN_PERCENT)
        write_percent(json_integer_value(value), grid);
    else if (json_is_integer(value))
        grid_number(grid, json_integer_value(value));
    else if (json_is_array(value))
        write_names(value, grid);
    else
        grid_text(grid, text && column->type == COLUMN_COMPARATOR ? comparator_words(text) : text);
}
