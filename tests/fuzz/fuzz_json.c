/* What decodes, encodes, and decodes again to the same bytes. */
#include "fuzz.h"

#include "common/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(free_ptr) char *why = NULL;
    CLEANUP(json_free_ref) json_t *value = json_decode(data, size, &why);
    ASSERT((value != NULL) != (why != NULL));
    if (!value)
        return 0;
    CLEANUP(buf_fini) struct buf first = {0};
    CLEANUP(buf_fini) struct buf second = {0};
    json_encode(&first, value);
    CLEANUP(json_free_ref) json_t *again = json_decode(first.data, first.len, NULL);
    ASSERT(again);
    json_encode(&second, again);
    ASSERT(str_eq(first.data, second.data));
    (void)json_int_or(value, "n", 0);
    (void)json_str_or(value, "s", "");
    return 0;
}
