#include "kiosk/plugs.h"

#include <glob.h>
#include <stdlib.h>

#include "common/buf.h"
#include "common/file.h"
#include "kiosk/edid.h"

#define WORD_MAX 64

static uint64_t hash_bytes(uint64_t hash, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (uint8_t)bytes[i]) * 0x100000001B3u;
    return hash;
}

/* 0: nothing is plugged in here. */
static uint64_t read_output(const char *status)
{
    CLEANUP(buf_fini) struct buf word = {0};
    CLEANUP(buf_fini) struct buf edid = {0};
    CLEANUP(free_ptr) char *path = xasprintf("%.*s/edid", (int)(strrchr(status, '/') - status), status);
    if (!file_read(status, WORD_MAX, &word) || !str_starts(buf_str(&word), "connected"))
        return 0;
    uint64_t hash = hash_bytes(0xCBF29CE484222325u, status, strlen(status));
    if (file_read(path, EDID_MAX, &edid) && edid.len)
        hash = hash_bytes(hash, edid.data, edid.len);
    return hash | 1;
}

struct plugs plugs_look(const char *drm_dir)
{
    CLEANUP(free_ptr) char *pattern = xasprintf("%s/card*-*/status", drm_dir);
    struct plugs plugs = {0};
    glob_t found;
    if (glob(pattern, 0, NULL, &found) != 0)
        return plugs;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        uint64_t hash = read_output(found.gl_pathv[i]);
        plugs.state += hash;
        plugs.count += hash != 0;
    }
    globfree(&found);
    return plugs;
}

bool plugs_brought(struct plugs before, struct plugs now)
{
    return now.count > 0 && now.state != before.state;
}
