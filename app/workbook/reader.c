#include "workbook/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zip.h>

const char *workbook_result_name(enum workbook_result result)
{
    static const char *const names[WORKBOOK_RESULTS] = {"done", "none", "damaged", "too_large", "no_sheet"};
    return names[result];
}

bool text_add(struct text *text, const char *bytes, size_t len)
{
    if (len > WORKBOOK_TEXT_MAX || text->len + len > WORKBOOK_TEXT_MAX)
        return false;
    if (text->len + len + 1 > text->cap) {
        size_t cap = (text->len + len + 1) * 2;
        char *data = realloc(text->data, cap);
        if (!data)
            return false;
        text->data = data;
        text->cap = cap;
    }
    memcpy(text->data + text->len, bytes, len);
    text->len += len;
    text->data[text->len] = '\0';
    return true;
}

void workbook_fini(struct workbook *book)
{
    for (size_t i = 0; i < book->shared_count; i++)
        free(book->shared[i]);
    free(book->shared);
    free(book->styles);
}

/* --- XML ---------------------------------------------------------------------------------------------------------- */

void xml_stop(struct xml *xml, enum workbook_result result)
{
    if (xml->result == WORKBOOK_DONE)
        xml->result = result;
    XML_StopParser(xml->parser, XML_FALSE);
}

bool xml_is(const char *name, const char *local)
{
    const char *colon = strchr(name, ':');
    return strcmp(colon ? colon + 1 : name, local) == 0;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (xml_is(attributes[0], name))
            return attributes[1];
    return NULL;
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct xml *xml = data;
    if (xml->result != WORKBOOK_DONE)
        return;
    if (++xml->depth > WORKBOOK_DEPTH_MAX)
        xml_stop(xml, WORKBOOK_DAMAGED);
    else
        xml->on_start(xml, name, attributes);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    struct xml *xml = data;
    if (xml->result != WORKBOOK_DONE)
        return;
    xml->depth--;
    if (xml->on_end)
        xml->on_end(xml, name);
}

static void XMLCALL on_text(void *data, const XML_Char *bytes, int len)
{
    struct xml *xml = data;
    if (xml->result == WORKBOOK_DONE && xml->on_text)
        xml->on_text(xml, bytes, len);
}

/* No workbook has one; entities need one. */
static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                               int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    xml_stop(data, WORKBOOK_DAMAGED);
}

enum workbook_result xml_run(struct xml *xml, const char *bytes, size_t len)
{
    xml->result = WORKBOOK_DONE;
    xml->parser = XML_ParserCreate(NULL);
    if (!xml->parser)
        return WORKBOOK_TOO_LARGE;
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    if (XML_Parse(xml->parser, bytes, (int)len, 1) != XML_STATUS_OK && xml->result == WORKBOOK_DONE)
        xml->result = WORKBOOK_DAMAGED;
    XML_ParserFree(xml->parser);
    return xml->result;
}

/* --- The zip ------------------------------------------------------------------------------------------------------ */

/* free(*out). WORKBOOK_NO_SHEET: no such part. */
static enum workbook_result unpack(zip_t *zip, const char *path, char **out, size_t *len)
{
    zip_stat_t stat;
    *out = NULL;
    if (zip_stat(zip, path, 0, &stat) != 0)
        return WORKBOOK_NO_SHEET;
    if (!(stat.valid & ZIP_STAT_SIZE) || stat.size > WORKBOOK_PART_MAX)
        return WORKBOOK_TOO_LARGE;
    zip_file_t *file = zip_fopen(zip, path, 0);
    if (!file)
        return WORKBOOK_DAMAGED;
    *len = (size_t)stat.size;
    *out = malloc(*len + 1);
    /* One byte more than promised would be a lie about its size. */
    bool whole = *out && zip_fread(file, *out, *len + 1) == (zip_int64_t)*len;
    if (zip_fclose(file) != 0 || !whole) {
        free(*out);
        *out = NULL;
        return WORKBOOK_DAMAGED;
    }
    return WORKBOOK_DONE;
}

typedef enum workbook_result part_reader(struct workbook *book, const char *bytes, size_t len);

static enum workbook_result read_part(zip_t *zip, const char *path, part_reader *reader, struct workbook *book,
                                      bool needed)
{
    char *bytes;
    size_t len;
    enum workbook_result result = *path ? unpack(zip, path, &bytes, &len) : WORKBOOK_NO_SHEET;
    if (result == WORKBOOK_NO_SHEET && !needed)
        return WORKBOOK_DONE;
    if (result != WORKBOOK_DONE)
        return result;
    result = reader(book, bytes, len);
    free(bytes);
    return result;
}

static enum workbook_result read_sheet(zip_t *zip, const struct workbook *book, struct text *csv)
{
    char *bytes;
    size_t len;
    if (!*book->sheet)
        return WORKBOOK_NO_SHEET;
    enum workbook_result result = unpack(zip, book->sheet, &bytes, &len);
    if (result != WORKBOOK_DONE)
        return result;
    result = cells_read(book, bytes, len, csv);
    free(bytes);
    return result;
}

static enum workbook_result read_zip(zip_t *zip, struct text *csv)
{
    struct workbook book = {0};
    if (zip_get_num_entries(zip, 0) > WORKBOOK_PARTS_MAX)
        return WORKBOOK_TOO_LARGE;
    if (zip_name_locate(zip, "xl/workbook.xml", 0) < 0)
        return WORKBOOK_NONE;
    enum workbook_result result = read_part(zip, "xl/workbook.xml", parts_workbook, &book, true);
    if (result == WORKBOOK_DONE)
        result = read_part(zip, "xl/_rels/workbook.xml.rels", parts_relations, &book, true);
    if (result == WORKBOOK_DONE)
        result = read_part(zip, book.shared_path, parts_shared, &book, false);
    if (result == WORKBOOK_DONE)
        result = read_part(zip, book.styles_path, parts_styles, &book, false);
    if (result == WORKBOOK_DONE)
        result = read_sheet(zip, &book, csv);
    workbook_fini(&book);
    return result;
}

enum workbook_result workbook_read(const uint8_t *bytes, size_t len, struct text *csv)
{
    zip_error_t error;
    if (len > WORKBOOK_BYTES_MAX)
        return WORKBOOK_TOO_LARGE;
    if (len < 4 || memcmp(bytes, "PK\3\4", 4) != 0)
        return WORKBOOK_NONE;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, len, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    zip_error_fini(&error);
    if (!zip) {
        zip_source_free(source);
        return WORKBOOK_DAMAGED;
    }
    enum workbook_result result = read_zip(zip, csv);
    zip_discard(zip);
    return result;
}
