/* Zone files come from the system, and a damaged card may change them: any bytes must be harmless at any time. */
#include "fuzz.h"

#include "common/tzfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int64_t times[] = {INT64_MIN, -1, 0, 1795395600, 7258118400, INT64_MAX};
    int32_t offset;
    for (size_t i = 0; i < ARRAY_LEN(times); i++) {
        bool known = tzfile_offset_in(data, size, times[i], &offset);
        (void)known;
    }
    return 0;
}
