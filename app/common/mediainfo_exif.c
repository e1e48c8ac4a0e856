/* Which way up a photo is: telephones keep the picture as the sensor saw it and say in the Exif part how it was held.
 * Exif 2.32, TIFF 6.0. */
#include "common/mediainfo_internal.h"

#define TAG_TURN    0x0112
#define TYPE_SHORT  3
#define ENTRY_LEN   12
#define HEAD_LEN    6 /* "Exif", two zeros */
#define TIFF_LEN    8
#define ENTRIES_MAX 256

struct tiff {
    const uint8_t *at;
    size_t len;
    bool big; /* the more significant byte first */
};

static uint32_t short_at(const struct tiff *tiff, size_t at)
{
    const uint8_t *p = tiff->at + at;
    return tiff->big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static uint32_t long_at(const struct tiff *tiff, size_t at)
{
    uint32_t first = short_at(tiff, at), second = short_at(tiff, at + 2);
    return tiff->big ? first << 16 | second : second << 16 | first;
}

static int turn_of(const struct tiff *tiff)
{
    size_t at = long_at(tiff, 4);
    if (at > tiff->len - 2) /* 8 bytes at least are there */
        return 1;
    size_t count = MIN(short_at(tiff, at), (uint32_t)ENTRIES_MAX);
    for (at += 2; count > 0 && tiff->len - at >= ENTRY_LEN; at += ENTRY_LEN, count--) {
        if (short_at(tiff, at) != TAG_TURN || short_at(tiff, at + 2) != TYPE_SHORT)
            continue;
        uint32_t turn = short_at(tiff, at + 8);
        return turn >= 1 && turn <= 8 ? (int)turn : 1;
    }
    return 1;
}

int mediainfo_exif_turn(const uint8_t *part, size_t len)
{
    if (len < HEAD_LEN + TIFF_LEN || memcmp(part, "Exif\0\0", HEAD_LEN) != 0)
        return 1;
    struct tiff tiff = {.at = part + HEAD_LEN, .len = len - HEAD_LEN, .big = part[HEAD_LEN] == 'M'};
    if (memcmp(tiff.at, "II*\0", 4) != 0 && memcmp(tiff.at, "MM\0*", 4) != 0)
        return 1;
    return turn_of(&tiff);
}
