/* A clerk's table of fees or standards: every row is told once, and what would come out is the same when it comes in
 * again. */
#include "fuzz.h"

#include <stdlib.h>

#include "central/import/import.h"
#include "common/json.h"

static json_t *report_of(enum import_kind kind, const struct csv *csv, const json_t *doc)
{
    enum import_fault fault;
    json_t *report = import_report(kind, csv, doc, NULL, &fault);
    ASSERT((report == NULL) == (fault != IMPORT_GOOD));
    return report;
}

static int64_t count(const json_t *report, const char *state)
{
    return json_int_or(json_member(report, "counts"), state, 0);
}

static void check(enum import_kind kind, const struct csv *csv)
{
    CLEANUP(json_free_ref) json_t *doc = json_pack("{s:[{s:s,s:s}]}", "categories", "id", "GT", "name", "沟通");
    CLEANUP(json_free_ref) json_t *report = report_of(kind, csv, doc);
    if (!report)
        return;
    ASSERT(json_array_size(json_member(report, "rows")) == csv->count - 1);
    ASSERT(count(report, "new") + count(report, "changed") + count(report, "same") + count(report, "refused") ==
           (int64_t)csv->count - 1);
    CLEANUP(json_free_ref) json_t *again = report_of(kind, csv, json_member(report, "doc"));
    ASSERT(again && count(again, "new") == 0 && count(again, "changed") == 0);
    ASSERT(json_equal(json_member(report, "doc"), json_member(again, "doc")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *why = NULL;
    struct csv *csv = csv_parse_any((const char *)data, size, &why);
    ASSERT((csv == NULL) == (why != NULL));
    free(why);
    if (!csv)
        return 0;
    check(IMPORT_FEES, csv);
    check(IMPORT_STANDARDS, csv);
    csv_free(csv);
    return 0;
}
