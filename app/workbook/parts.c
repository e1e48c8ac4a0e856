/* What stands around a sheet: which sheet is first, which texts cells share, which formats are days. */
#include "workbook/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- xl/workbook.xml ---------------------------------------------------------------------------------------------- */

static void on_workbook(struct xml *xml, const char *name, const char **attributes)
{
    struct workbook *book = xml->self;
    if (xml_is(name, "workbookPr")) {
        const char *from_1904 = xml_attribute(attributes, "date1904");
        book->from_1904 = from_1904 && (strcmp(from_1904, "1") == 0 || strcmp(from_1904, "true") == 0);
    }
    if (!xml_is(name, "sheet") || *book->sheet_id)
        return;
    const char *state = xml_attribute(attributes, "state"), *id = xml_attribute(attributes, "id");
    if (id && (!state || strcmp(state, "visible") == 0))
        (void)snprintf(book->sheet_id, sizeof(book->sheet_id), "%s", id);
}

enum workbook_result parts_workbook(struct workbook *book, const char *bytes, size_t len)
{
    struct xml xml = {.self = book, .on_start = on_workbook};
    enum workbook_result result = xml_run(&xml, bytes, len);
    return result == WORKBOOK_DONE && !*book->sheet_id ? WORKBOOK_NO_SHEET : result;
}

/* --- xl/_rels/workbook.xml.rels ----------------------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* Relative to xl/, or from the root. */
static void set_path(char path[static ATTRIBUTE_MAX], const char *target)
{
    int len = *target == '/' ? snprintf(path, ATTRIBUTE_MAX, "%s", target + 1)
                             : snprintf(path, ATTRIBUTE_MAX, "xl/%s", target);
    if (len < 0 || len >= ATTRIBUTE_MAX)
        *path = '\0';
}

static void on_relation(struct xml *xml, const char *name, const char **attributes)
{
    struct workbook *book = xml->self;
    const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type"),
               *target = xml_attribute(attributes, "Target"), *mode = xml_attribute(attributes, "TargetMode");
    if (!xml_is(name, "Relationship") || !id || !type || !target || (mode && strcmp(mode, "External") == 0))
        return;
    if (strcmp(id, book->sheet_id) == 0 && ends_with(type, "/worksheet"))
        set_path(book->sheet, target);
    else if (ends_with(type, "/sharedStrings"))
        set_path(book->shared_path, target);
    else if (ends_with(type, "/styles"))
        set_path(book->styles_path, target);
}

enum workbook_result parts_relations(struct workbook *book, const char *bytes, size_t len)
{
    struct xml xml = {.self = book, .on_start = on_relation};
    return xml_run(&xml, bytes, len);
}

/* --- xl/sharedStrings.xml ----------------------------------------------------------------------------------------- */

struct shared {
    struct workbook *book;
    struct text text;
    size_t cap, bytes;
    bool in_text, in_phonetic; /* how it is read aloud is no part of it */
};

static void on_shared_start(struct xml *xml, const char *name, const char **attributes)
{
    struct shared *shared = xml->self;
    (void)attributes;
    if (xml_is(name, "si"))
        shared->text.len = 0;
    else if (xml_is(name, "rPh"))
        shared->in_phonetic = true;
    else if (xml_is(name, "t"))
        shared->in_text = !shared->in_phonetic;
}

static bool keep_shared(struct shared *shared)
{
    struct workbook *book = shared->book;
    if (book->shared_count == WORKBOOK_SHARED_MAX)
        return false;
    if (book->shared_count == shared->cap) {
        size_t cap = shared->cap ? shared->cap * 2 : 256;
        char **grown = realloc(book->shared, cap * sizeof(*grown));
        if (!grown)
            return false;
        book->shared = grown;
        shared->cap = cap;
    }
    char *text = strndup(shared->text.len ? shared->text.data : "", shared->text.len);
    if (!text)
        return false;
    book->shared[book->shared_count++] = text;
    shared->bytes += shared->text.len;
    return shared->bytes <= WORKBOOK_TEXT_MAX;
}

static void on_shared_end(struct xml *xml, const char *name)
{
    struct shared *shared = xml->self;
    if (xml_is(name, "t"))
        shared->in_text = false;
    else if (xml_is(name, "rPh"))
        shared->in_phonetic = false;
    else if (xml_is(name, "si") && !keep_shared(shared))
        xml_stop(xml, WORKBOOK_TOO_LARGE);
}

static void on_shared_text(struct xml *xml, const char *bytes, int len)
{
    struct shared *shared = xml->self;
    if (shared->in_text && !text_add(&shared->text, bytes, (size_t)len))
        xml_stop(xml, WORKBOOK_TOO_LARGE);
}

enum workbook_result parts_shared(struct workbook *book, const char *bytes, size_t len)
{
    struct shared shared = {.book = book};
    struct xml xml = {.self = &shared, .on_start = on_shared_start, .on_end = on_shared_end, .on_text = on_shared_text};
    enum workbook_result result = xml_run(&xml, bytes, len);
    free(shared.text.data);
    return result;
}

/* --- xl/styles.xml ------------------------------------------------------------------------------------------------ */

#define FORMATS_MAX 1000
#define STYLES_MAX  10000

struct styles {
    struct workbook *book;
    struct {
        long id;
        enum shown shown;
    } formats[FORMATS_MAX]; /* a workbook's own */
    size_t format_count, cap;
    bool in_cells;
};

/* "yyyy\"年\"m\"月\"d\"日\"", "0.00%", "[h]:mm": what stands outside quotes and brackets says what it is. */
static enum shown shown_by_code(const char *code)
{
    bool quoted = false, bracket = false, day = false, time = false;
    for (; *code; code++) {
        if (*code == '"')
            quoted = !quoted;
        else if (*code == '[' || *code == ']')
            bracket = *code == '[';
        else if (*code == '\\' && code[1])
            code++;
        else if (!quoted && !bracket) {
            if (*code == '%')
                return SHOWN_PERCENT;
            day = day || strchr("yYdD", *code);
            time = time || strchr("hHsS", *code);
        }
    }
    return day ? SHOWN_DAY : time ? SHOWN_TIME : SHOWN_AS_IS;
}

/* The numbers that every program knows, also those of Chinese ones. */
static enum shown shown_by_id(const struct styles *styles, long id)
{
    for (size_t i = 0; i < styles->format_count; i++)
        if (styles->formats[i].id == id)
            return styles->formats[i].shown;
    if (id == 9 || id == 10)
        return SHOWN_PERCENT;
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
        id == 57 || id == 58)
        return SHOWN_DAY;
    return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56
               ? SHOWN_TIME
               : SHOWN_AS_IS;
}

static bool keep_style(struct styles *styles, enum shown shown)
{
    struct workbook *book = styles->book;
    if (book->style_count == STYLES_MAX)
        return false;
    if (!book->styles && !(book->styles = malloc(STYLES_MAX)))
        return false;
    book->styles[book->style_count++] = (uint8_t)shown;
    return true;
}

static void on_style_start(struct xml *xml, const char *name, const char **attributes)
{
    struct styles *styles = xml->self;
    const char *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");
    if (xml_is(name, "cellXfs")) {
        styles->in_cells = true;
    } else if (xml_is(name, "numFmt") && id && code && styles->format_count < FORMATS_MAX) {
        styles->formats[styles->format_count].id = strtol(id, NULL, 10);
        styles->formats[styles->format_count++].shown = shown_by_code(code);
    } else if (xml_is(name, "xf") && styles->in_cells &&
               !keep_style(styles, id ? shown_by_id(styles, strtol(id, NULL, 10)) : SHOWN_AS_IS)) {
        xml_stop(xml, WORKBOOK_TOO_LARGE);
    }
}

static void on_style_end(struct xml *xml, const char *name)
{
    struct styles *styles = xml->self;
    if (xml_is(name, "cellXfs"))
        styles->in_cells = false;
}

enum workbook_result parts_styles(struct workbook *book, const char *bytes, size_t len)
{
    struct styles *styles = calloc(1, sizeof(*styles));
    if (!styles)
        return WORKBOOK_TOO_LARGE;
    styles->book = book;
    struct xml xml = {.self = styles, .on_start = on_style_start, .on_end = on_style_end};
    enum workbook_result result = xml_run(&xml, bytes, len);
    free(styles);
    return result;
}
