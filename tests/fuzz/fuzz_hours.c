/* A contact's hours as a clerk writes them: either "24h", or spans whose days and times a calendar knows. */
#include "fuzz.h"

#include "common/json.h"
#include "common/sheet.h"

static void check_span(const json_t *span)
{
    const json_t *days = json_member(span, "days");
    ASSERT(json_array_size(days) > 0);
    for (size_t i = 0; i < json_array_size(days); i++) {
        json_int_t day = json_integer_value(json_array_get(days, i));
        ASSERT(day >= 1 && day <= 7);
    }
    ASSERT(strlen(json_str(span, "open")) == 5 && strlen(json_str(span, "close")) == 5);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(free_ptr) char *text = fuzz_text(data, size);
    CLEANUP(json_free_ref) json_t *hours = sheet_hours(text);
    if (!hours || json_is_string(hours))
        return 0;
    ASSERT(json_array_size(hours) > 0);
    for (size_t i = 0; i < json_array_size(hours); i++)
        check_span(json_array_get(hours, i));
    return 0;
}
