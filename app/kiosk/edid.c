#include "kiosk/edid.h"

#include <glob.h>

#include "common/file.h"
#include "common/log.h"

#define SCREEN_CM      21 /* width, height; one of them 0: an aspect ratio, or unknown */
#define TIMINGS        54 /* four descriptors of 18 bytes; one that begins with two zeros is no timing */
#define TIMING_LEN     18
#define TIMING_COUNT   4
#define TIMING_MM_LOW  12 /* width, height */
#define TIMING_MM_HIGH 14 /* upper four bits of both */

static bool is_block(const uint8_t *block, size_t len)
{
    static const uint8_t header[8] = {0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00};
    if (len < EDID_BLOCK || memcmp(block, header, sizeof(header)) != 0)
        return false;
    uint8_t sum = 0;
    for (size_t i = 0; i < EDID_BLOCK; i++)
        sum = (uint8_t)(sum + block[i]);
    return sum == 0;
}

/* Televisions write their aspect ratio where the size belongs: 16 x 9, 160 x 90, 1600 x 900. */
static bool is_size(struct edid_size size)
{
    if (size.mm_w <= 0 || size.mm_h <= 0)
        return false;
    static const int ratios[][2] = {{16, 9}, {16, 10}, {4, 3}, {5, 4}};
    for (size_t i = 0; i < ARRAY_LEN(ratios); i++)
        for (int times = 1; times <= 100; times *= 10)
            if (size.mm_w == ratios[i][0] * times && size.mm_h == ratios[i][1] * times)
                return false;
    return true;
}

static struct edid_size timing_size(const uint8_t *timing)
{
    if (!timing[0] && !timing[1])
        return (struct edid_size){0};
    const uint8_t *low = timing + TIMING_MM_LOW;
    uint8_t high = timing[TIMING_MM_HIGH];
    return (struct edid_size){low[0] | (high & 0xF0) << 4, low[1] | (high & 0x0F) << 8};
}

bool edid_parse(const void *data, size_t len, struct edid_size *size)
{
    const uint8_t *block = data;
    *size = (struct edid_size){0};
    if (!is_block(block, len))
        return false;
    for (int i = 0; i < TIMING_COUNT; i++) {
        *size = timing_size(block + TIMINGS + i * TIMING_LEN);
        if (is_size(*size))
            return true;
    }
    *size = (struct edid_size){block[SCREEN_CM] * 10, block[SCREEN_CM + 1] * 10};
    if (!is_size(*size))
        *size = (struct edid_size){0};
    return true;
}

/* `status` is DRM_DIR/card0-HDMI-A-1/status; the EDID lies beside it. */
static struct edid_size read_output(const char *status)
{
    struct edid_size size = {0};
    CLEANUP(buf_fini) struct buf word = {0};
    CLEANUP(buf_fini) struct buf bytes = {0};
    CLEANUP(free_ptr) char *path = xasprintf("%.*s/edid", (int)(strrchr(status, '/') - status), status);
    if (!file_read(status, 64, &word) || !str_starts(buf_str(&word), "connected"))
        return size;
    if (file_read(path, EDID_MAX, &bytes) && bytes.len && !edid_parse(bytes.data, bytes.len, &size))
        log_warn("edid: %s is damaged; the panel's size is taken from elsewhere", path);
    return size;
}

struct edid_size edid_find(const char *drm_dir)
{
    CLEANUP(free_ptr) char *pattern = xasprintf("%s/card*-*/status", drm_dir);
    struct edid_size size = {0};
    glob_t found;
    if (glob(pattern, 0, NULL, &found) != 0)
        return size;
    for (size_t i = 0; i < found.gl_pathc && !size.mm_w; i++)
        size = read_output(found.gl_pathv[i]);
    globfree(&found);
    return size;
}
