/* A table of neighbours from a disk that may be broken: whatever is accepted answers any question, with a number that
 * is no loss. The first half is the table, the rest what was typed. */
#include "fuzz.h"

#include <stdlib.h>

#include "kiosk/typing/neighbours.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint32_t slots = 0;
    if (size >= 12)
        memcpy(&slots, data + 8, sizeof slots);
    size_t whole = 16 + 3 * (size_t)slots, len = whole < size ? whole : size;
    CLEANUP(free_ptr) void *copy = xmalloc(len + 1);
    memcpy(copy, data, len);
    CLEANUP(free_ptr) char *text = fuzz_text(data + len, size - len);
    struct neighbours table;
    if (!neighbours_read(&table, copy, len))
        return 0;
    struct neighbours_context context = neighbours_before(&table, text);
    ASSERT(context.count >= 0 && context.count <= NEIGHBOURS_LETTERS);
    ASSERT(neighbours_gain(&table, &context, text) >= 0);
    return 0;
}
