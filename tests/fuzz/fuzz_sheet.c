/* A clerk's spreadsheet: what is read keeps its limits, and a sheet that was taken once adds nothing the second time.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "common/json.h"
#include "ctl/sheet.h"

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

static bool apply(const struct csv *csv, json_t *community, size_t *added)
{
    struct sheet_report report;
    bool ok = sheet_apply(csv, community, &report);
    ASSERT(ok == (report.wrong_count == 0));
    for (size_t i = 0; i < MIN(report.wrong_count, (size_t)SHEET_WRONG_MAX); i++)
        ASSERT(str_starts(report.wrong[i], "row "));
    *added = 0;
    for (size_t i = 0; i < SHEET_KINDS; i++)
        *added += report.kinds[i].added;
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
    size_t added;
    if (apply(csv, community, &added))
        ASSERT(apply(csv, community, &added) && added == 0);
    csv_free(csv);
    return 0;
}
