/* What a phone brings in the text of a screen's codes. What is put together is as long as a terminal's entry at most,
 * and its id is one that an entry may have. */
#include "fuzz.h"

#include <stdlib.h>

#include "central/cases/carried.h"
#include "common/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct carried carried;
    CLEANUP(free_ptr) char *text = fuzz_text(data, size);
    CLEANUP(free_ptr) char *why = carried_read(&carried, text);
    if (!why) {
        char id[UUID_LEN + 1];
        ASSERT(strlen(carried.box) == KEY_ID_LEN);
        ASSERT(carried.plain_lines.len + carried.broken_lines.len > 0);
        ASSERT(carried.plain_lines.len <= WIRE_SEALED_MAX && carried.broken_lines.len <= WIRE_SEALED_MAX);
        carried_id(id, carried.plain_lines.data, carried.plain_lines.len);
        ASSERT(ids_is_uuid(id));
    } else {
        ASSERT(carried.plain_lines.len == 0 && carried.broken_lines.len == 0);
    }
    carried_fini(&carried);
    return 0;
}
