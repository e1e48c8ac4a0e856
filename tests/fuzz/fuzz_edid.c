/* What a panel says of itself, on whatever cable: a size that can be, or none. */
#include "fuzz.h"

#include "kiosk/edid.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct edid_size mm;
    bool good = edid_parse(data, size, &mm);
    ASSERT(good || !mm.mm_w);
    ASSERT(mm.mm_w >= 0 && mm.mm_w <= 4095 && mm.mm_h >= 0 && mm.mm_h <= 4095);
    ASSERT(!mm.mm_w == !mm.mm_h);
    return 0;
}
