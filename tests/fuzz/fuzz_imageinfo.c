/* A file from staff, and from a terminal's disk: what is accepted keeps every limit, what is refused says why. */
#include "fuzz.h"

#include "common/imageinfo.h"
#include "common/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct imageinfo info;
    if (!imageinfo_read(data, size, &info)) {
        ASSERT(info.why[0] && strlen(info.why) < sizeof(info.why));
        return 0;
    }
    enum imageinfo_type type;
    ASSERT(!info.why[0] && imageinfo_type_of(imageinfo_media_type(info.type), &type) && type == info.type &&
           info.turn >= 1 && info.turn <= 8);
    if (info.type == IMAGEINFO_WAV) {
        ASSERT(info.width == 0 && info.duration_ms > 0 && info.duration_ms <= IMAGEINFO_SECONDS_MAX * 1000);
        return 0;
    }
    ASSERT(info.width > 0 && info.height > 0 && info.width <= IMAGEINFO_SIDE_MAX && info.height <= IMAGEINFO_SIDE_MAX);
    ASSERT((int64_t)info.width * info.height <= IMAGEINFO_PIXELS_MAX + 2 * IMAGEINFO_SIDE_MAX);
    return 0;
}
