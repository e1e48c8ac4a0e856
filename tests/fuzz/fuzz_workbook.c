/* A stranger's workbook: the zip, or one of its parts by itself. What comes out is CSV within its limits. */
#include "fuzz.h"

#include <stdlib.h>

#include "common/csv.h"
#include "common/utf8.h"
#include "workbook/reader.h"

static void check(const struct text *csv)
{
    ASSERT(csv->len <= WORKBOOK_TEXT_MAX);
    if (!csv->len || !utf8_valid(csv->data, csv->len))
        return;
    char *why = NULL;
    struct csv *read = csv_parse_any(csv->data, csv->len, &why);
    ASSERT((read == NULL) == (why != NULL));
    ASSERT(!read || read->count <= WORKBOOK_ROWS_MAX);
    csv_free(read);
    free(why);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text csv = {0};
    struct workbook book = {.sheet_id = "rId1"};
    const char *xml = (const char *)data + 1;
    if (size && data[0] == 'P') {
        if (workbook_read(data, size, &csv) == WORKBOOK_DONE)
            check(&csv);
    } else if (size) {
        enum workbook_result result = WORKBOOK_DONE;
        if (data[0] == 's')
            result = parts_shared(&book, xml, size - 1);
        else if (data[0] == 'f')
            result = parts_styles(&book, xml, size - 1);
        else if (data[0] == 'r')
            result = parts_relations(&book, xml, size - 1);
        else if (data[0] == 'b')
            result = parts_workbook(&book, xml, size - 1);
        else
            result = cells_read(&book, xml, size - 1, &csv);
        ASSERT(result < WORKBOOK_RESULTS && book.shared_count <= WORKBOOK_SHARED_MAX);
        if (result == WORKBOOK_DONE)
            check(&csv);
    }
    workbook_fini(&book);
    free(csv.data);
    return 0;
}
