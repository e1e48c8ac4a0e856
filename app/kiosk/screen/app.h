/* The kiosk as a running program: window, fingers, content, idle rule, one picture a turn. Returns when told to stop.
 */
#ifndef FOYER_KIOSK_SCREEN_APP_H
#define FOYER_KIOSK_SCREEN_APP_H

#include "common/base.h"

struct app_options {
    const char *share_dir; /* fonts, icons, locale */
    const char *data_dir;
    const char *panel_mm;   /* NULL: the lobby's record */
    int64_t bottom_mm;      /* 0: the lobby's record */
    int window_w, window_h; /* 0: the whole display */
    int rotate;
    bool allow_keyboard, allow_mouse;
    bool still;        /* every visit begins without motion */
    const char *sysfs; /* where the backlight is: "/sys" */
    const char *trace; /* NULL, or a file for tests */
    const char *lang;  /* of a fresh visit: "zh-CN" */
};
MUST_USE bool app_run(const struct app_options *options); /* false: could not start, logged */

#endif
