/* Which panels are plugged in, as the kernel says: SDL hears nothing of it on the bare console. Reads a few small
 * files; asked once a minute. */
#ifndef FOYER_KIOSK_PLUGS_H
#define FOYER_KIOSK_PLUGS_H

#include "common/base.h"

struct plugs {
    uint64_t state; /* another whenever a panel was plugged, unplugged or exchanged for a different one */
    int count;      /* of panels */
};
struct plugs plugs_look(const char *drm_dir); /* EDID_DRM_DIR */
/* A panel is there that was not there at `before`: worth opening the screen anew. */
bool plugs_brought(struct plugs before, struct plugs now);

#endif
