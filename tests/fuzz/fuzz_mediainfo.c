/* A file from staff, and from a terminal's disk: what is accepted keeps every limit, what is refused says why. */
#include "fuzz.h"

#include "common/mediainfo.h"
#include "common/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mediainfo info;
    if (!mediainfo_read(data, size, &info)) {
        ASSERT(info.why[0] && strlen(info.why) < sizeof(info.why));
        return 0;
    }
    enum mediainfo_type type;
    ASSERT(!info.why[0] && mediainfo_type_of(mediainfo_media_type(info.type), &type) && type == info.type &&
           info.turn >= 1 && info.turn <= 8);
    if (info.type == MEDIAINFO_WAV) {
        ASSERT(info.width == 0 && info.duration_ms > 0 && info.duration_ms <= MEDIAINFO_SECONDS_MAX * 1000);
        return 0;
    }
    ASSERT(info.width > 0 && info.height > 0 && info.width <= MEDIAINFO_SIDE_MAX && info.height <= MEDIAINFO_SIDE_MAX);
    ASSERT((int64_t)info.width * info.height <= MEDIAINFO_PIXELS_MAX + 2 * MEDIAINFO_SIDE_MAX);
    return 0;
}
