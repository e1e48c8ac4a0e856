/* A clerk's spreadsheet: what is read keeps its limits, and a sheet that was taken once adds nothing the second time.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "common/json.h"
#include "common/sheet.h"

static void check_limits(const struct csv *csv)
{
    ASSERT(csv->count <= CSV_ROWS_MAX);
    for (size_t i = 0; i < csv->count; i++) {
        const struct csv_row *row = &csv->rows[i];
        ASSERT(row->count > 0 && row->count <= CSV_COLUMNS_MAX && row->line > 0);
        ASSERT(i == 0 || row->line > csv->rows[i - 1].line);
        for (size_t j = 0; j < row->count; j++)
            ASSERT(strlen(row->fields[j]) <= CSV_FIELD_MAX);
    }
}

static bool apply(const struct csv *csv, json_t *community, bool whole, size_t *other)
{
    struct sheet_report report;
    bool ok = sheet_apply(csv, community, &(struct sheet_how){.whole = whole}, &report);
    ASSERT(ok == (report.wrong_count == 0));
    *other = 0;
    for (size_t i = 0; i < report.row_count; i++) {
        const struct sheet_row *row = &report.rows[i];
        ASSERT((row->state == SHEET_WRONG) == (row->code != NULL) && (!row->code || (row->value && row->what)));
        *other += row->state != SHEET_SAME;
    }
    sheet_report_fini(&report);
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *why = NULL;
    struct csv *csv = csv_parse((const char *)data, size, &why);
    ASSERT((csv == NULL) == (why != NULL));
    free(why);
    if (!csv)
        return 0;
    check_limits(csv);
    CLEANUP(json_free_ref) json_t *community = json_object();
    size_t other;
    if (apply(csv, community, false, &other))
        ASSERT(apply(csv, community, true, &other) && other == 0);
    csv_free(csv);
    return 0;
}
