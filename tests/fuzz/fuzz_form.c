/* Bodies of browsers' forms: what is found lies inside and is text where text is promised. */
#include "fuzz.h"

#include "central/api/public_form.h"
#include "common/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(buf_fini) struct buf out = {0};
    struct form_part part;
    char boundary[FORM_BOUNDARY_MAX + 1];
    if (form_field((const char *)data, size, "text", &out))
        ASSERT(!memchr(buf_str(&out), '\r', out.len) && (!out.len || utf8_valid(out.data, out.len)));
    if (form_part(data, size, "B", "photo", &part))
        ASSERT(part.data >= (const char *)data && part.data + part.len <= (const char *)data + size);
    CLEANUP(free_ptr) char *text = xstrndup((const char *)data, size);
    if (form_boundary(text, boundary))
        ASSERT(*boundary && strlen(boundary) <= FORM_BOUNDARY_MAX);
    return 0;
}
