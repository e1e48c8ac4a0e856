/* What is read as a time is the same time when it is written and read again. */
#include "fuzz.h"

#include "common/clock.h"
#include "common/ids.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(free_ptr) char *text = fuzz_text(data, size);
    int64_t t, again;
    int32_t offset;
    char out[32];
    if (clock_parse(text, 8 * 3600, &t)) {
        struct civil civil = clock_civil(t, 0);
        ASSERT(clock_from_civil(civil, 0) == t);
        clock_format(out, t, 0);
        if (civil.year >= 0 && civil.year <= 9999) /* a zone can push the first and the last day over the edge */
            ASSERT(clock_parse(out, 0, &again) && again == t);
    }
    if (size < 40 && clock_zone_offset(text, 1795395600, &offset))
        ASSERT(offset > -86400 && offset < 86400);
    (void)ids_is_uuid(text);
    (void)ids_is_name(text);
    (void)ids_is_channel(text);
    return 0;
}
