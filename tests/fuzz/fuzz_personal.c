/* Free words: what is found lies inside, on whole characters; what is blotted out stays valid and holds no more of it.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "common/personal.h"
#include "common/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size || !utf8_valid((const char *)data, size))
        return 0;
    CLEANUP(free_ptr) char *text = xstrndup((const char *)data, size);
    struct personal found = {0};
    for (size_t at = 0; personal_find(text, at, &found); at = found.at + found.len) {
        ASSERT(found.at >= at && found.len > 0 && found.at + found.len <= size);
        ASSERT(utf8_valid(text + found.at, found.len));
    }
    for (size_t at = 0; personal_find_room(text, at, &found); at = found.at + found.len) {
        ASSERT(found.at >= at && found.len > 0 && found.at + found.len <= size);
        ASSERT(utf8_valid(text + found.at, found.len));
    }
    CLEANUP(free_ptr) char *clean = personal_blotted(text, NULL, NULL);
    ASSERT(utf8_valid(clean, strlen(clean)));
    return 0;
}
