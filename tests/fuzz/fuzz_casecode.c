/* A valid code appears in itself and is found in three groups; nothing that is read runs past its end. */
#include "fuzz.h"

#include "common/casecode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(free_ptr) char *text = fuzz_text(data, size);
    char month[CASECODE_MONTH_LEN + 1], group[CASECODE_LEN + 3];
    bool appears = casecode_appears_in(text);
    if (casecode_valid(text)) {
        ASSERT(appears);
        casecode_group(group, text);
        ASSERT(casecode_appears_in(group));
    }
    if (casecode_item_month(month, text))
        ASSERT(strlen(month) == CASECODE_MONTH_LEN && month[4] == '-');
    return 0;
}
