/* Private to app/workbook: the parts of a workbook as they are needed to read one sheet. */
#ifndef FOYER_WORKBOOK_READER_H
#define FOYER_WORKBOOK_READER_H

#include <expat.h>

#include "workbook/workbook.h"

#define ATTRIBUTE_MAX 256

/* One run of expat over a part; handlers get `self`. stop() ends it: the first result counts. */
struct xml {
    XML_Parser parser;
    enum workbook_result result;
    int depth;
    void *self;
    void (*on_start)(struct xml *xml, const char *name, const char **attributes);
    void (*on_end)(struct xml *xml, const char *name);
    void (*on_text)(struct xml *xml, const char *bytes, int len);
};
enum workbook_result xml_run(struct xml *xml, const char *bytes, size_t len);
void xml_stop(struct xml *xml, enum workbook_result result);
const char *xml_attribute(const char **attributes, const char *name); /* NULL: absent; without its namespace's prefix */
bool xml_is(const char *name, const char *local);                     /* "x:row" is "row" */

enum shown { SHOWN_AS_IS, SHOWN_DAY, SHOWN_TIME, SHOWN_PERCENT };

struct workbook {
    bool from_1904;                                                                    /* how days are counted */
    char sheet[ATTRIBUTE_MAX], shared_path[ATTRIBUTE_MAX], styles_path[ATTRIBUTE_MAX]; /* paths in the zip; "" none */
    char sheet_id[ATTRIBUTE_MAX];
    char **shared; /* owned */
    size_t shared_count;
    uint8_t *styles; /* enum shown of each cell format; owned */
    size_t style_count;
};
void workbook_fini(struct workbook *book);

/* parts.c: each fills its members. */
enum workbook_result parts_workbook(struct workbook *book, const char *bytes, size_t len);
enum workbook_result parts_relations(struct workbook *book, const char *bytes, size_t len);
enum workbook_result parts_shared(struct workbook *book, const char *bytes, size_t len);
enum workbook_result parts_styles(struct workbook *book, const char *bytes, size_t len);
/* cells.c */
enum workbook_result cells_read(const struct workbook *book, const char *bytes, size_t len, struct text *csv);

#endif
